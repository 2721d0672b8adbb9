// Lighthouse, as on a phone, on each page of the command line:
//
//   CHROMIUM=/usr/bin/chromium node audit.mjs http://127.0.0.1:8000/ '' method/ ...
//
// prints one line of JSON a page: {page, scores: {performance, accessibility, best-practices, seo} in percent, short:
// [what lost points], lcp and tbt in milliseconds, cls}. What to make of them is for the caller.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const [base, ...pages] = process.argv.slice(2);

const chrome = await launch({ chromePath: process.env.CHROMIUM, chromeFlags: FLAGS });
try {
  for (const page of pages) {
    const options = { port: chrome.port, output: "json", logLevel: "silent", onlyCategories: CATEGORIES };
    const { lhr } = await lighthouse(new URL(page, base).href, options);
    const { categories, audits } = lhr;
    const weighed = CATEGORIES.flatMap((name) => categories[name].auditRefs.filter(({ weight }) => weight > 0));
    const short = weighed.filter(({ id }) => audits[id].score !== null && audits[id].score < 1);
    const scores = CATEGORIES.map((name) => [name, Math.round(categories[name].score * 100)]);
    const value = (id) => audits[id].numericValue;
    console.log(
      JSON.stringify({
        page,
        scores: Object.fromEntries(scores),
        short: [...new Set(short.map(({ id }) => id))],
        lcp: Math.round(value("largest-contentful-paint")),
        tbt: Math.round(value("total-blocking-time")),
        cls: value("cumulative-layout-shift"),
      }),
    );
  }
} finally {
  await chrome.kill();
}
