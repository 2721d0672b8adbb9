// What all browser checks share: the command line, one Chromium, pages side by side, findings as JSON.
//
//   CHROMIUM=/usr/bin/chromium node layout.mjs --widths 320,1440 http://127.0.0.1:8000/ '' method/ ...
//
// prints {"checked": number of page states looked at, "findings": [{page, check, where, element, detail}]} and exits
// with 0 however many findings there are: what to make of them is for the caller. Another code is a crash.
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { FLAGS } from "./flags.mjs";

const SIDE_BY_SIDE = 2;

const { values, positionals } = parseArgs({ options: { widths: { type: "string" } }, allowPositionals: true });
const [base, ...asked] = positionals;

// The pages of the command line.
export const pages = asked;
if (!values.widths || pages.length === 0) throw new Error("usage: node SCRIPT.mjs --widths N,N... BASE PAGE...");

// The server all pages come from.
export const home = new URL(base).origin;

export const widths = values.widths.split(",").map(Number);

// Opens tabs with `open(browser)` and calls `check(tabs, url, look, page)` for every page of the command line, where
// `look(check, where, findings)` records one state that was looked at and the {element, detail} found in it. As making
// a tab takes longer than loading a page, each of the SIDE_BY_SIDE workers keeps its own.
export async function checkPages(open, check) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  const findings = new Map(pages.map((page) => [page, []]));
  let checked = 0;
  const waiting = [...pages];
  const work = async () => {
    const tabs = await open(browser);
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
      await check(tabs, new URL(page, base).href, (name, where, found) => {
        checked += 1;
        findings.get(page).push(...found.map((one) => ({ page, check: name, where, ...one })));
      }, page);
    }
  };
  try {
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  } finally {
    await browser.close();
  }
  console.log(JSON.stringify({ checked, findings: [...findings.values()].flat() }));
}

// Runs in the page: opens every <details>, so that what a reader can unfold is looked at too.
export function unfold() {
  for (const details of document.querySelectorAll("details")) {
    details.removeAttribute("name"); // a named one would close its siblings
    details.open = true;
  }
}
