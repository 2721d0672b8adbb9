// How Chromium is started by everything in this folder.
export const FLAGS = [
  "--no-sandbox", // containers run as root, and only our own pages are opened
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
