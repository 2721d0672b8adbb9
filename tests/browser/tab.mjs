// One tab of Chromium, driven line by line: each line of standard input is a JSON object with one of the keys below,
// and is answered by one line {"value": ...} or {"error": "..."}. Ends with its input.
//
//   {"open": URL}                      load a page in a window of 800 by 500 pixels
//   {"get": EXPRESSION}                its value in the page
//   {"wait": EXPRESSION, "within": N}  its first true value, looked for at every frame for N milliseconds
//   {"heard": true}                    errors of scripts and of the console since it was last asked
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { FLAGS } from "./flags.mjs";

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
const tab = await browser.newPage({ viewport: { width: 800, height: 500 } });
const heard = [];
tab.on("pageerror", (error) => heard.push(`uncaught: ${error.message}`));
tab.on("console", (message) => message.type() === "error" && heard.push(message.text()));

try {
  for await (const line of createInterface({ input: process.stdin })) {
    let answer;
    try {
      answer = { value: (await act(JSON.parse(line))) ?? null };
    } catch (error) {
      answer = { error: error.message };
    }
    console.log(JSON.stringify(answer));
  }
} finally {
  await browser.close();
}

async function act({ open, get, wait, within }) {
  if (open) return void (await tab.goto(open, { waitUntil: "load" }));
  if (get) return tab.evaluate(get);
  if (!wait) return heard.splice(0);
  const until = performance.now() + within;
  for (;;) {
    // a page that is just loading again has no answer; the next one will
    const value = await tab.evaluate(wait).catch(() => undefined);
    if (value) return value;
    if (performance.now() > until) throw new Error(`never true: ${wait}; the page: ${await text()}`);
    await tab.evaluate(() => new Promise(requestAnimationFrame)).catch(() => undefined);
  }
}

async function text() {
  return tab.evaluate(() => document.body.innerText.slice(0, 2000)).catch(() => "(loading)");
}
