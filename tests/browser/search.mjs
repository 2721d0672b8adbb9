// The search field of a served site as a reader uses it: what each query finds, and what a keyboard reaches.
//
//   CHROMIUM=/usr/bin/chromium node search.mjs http://127.0.0.1:8000/ '["pier", "no such thing"]'
//
// prints {"hidden": whether the field is hidden without scripts, "letters": how many the index then has, "queries": what
// the page says to each, "cleared": what it says after, "reloaded": the query of an address, "reached" and "landed":
// whether a key leads to the first find and from there to a place, "failed": what is said without the file, "heard":
// errors and warnings}.
import { chromium } from "playwright-core";

const [base, asked] = process.argv.slice(2);
const page = new URL("search/", base).href;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
});
const report = { queries: {}, heard: [] };

try {
  const without = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await without.goto(page);
  report.hidden = !(await without.locator("#query").isVisible());
  report.letters = await without.locator("nav.letters a").count();

  const context = await browser.newContext();
  const tab = await context.newPage();
  tab.on("console", (message) => report.heard.push(message.text()));
  tab.on("pageerror", (error) => report.heard.push(`uncaught: ${error.message}`));
  await tab.goto(page);
  for (const query of JSON.parse(asked)) {
    await tab.locator("#query").fill(query);
    await tab.locator("#query").press("Enter");
    await tab.waitForFunction(() => document.getElementById("found").textContent !== "");
    report.queries[query] = await tab.evaluate(() => ({
      status: document.getElementById("found").textContent,
      address: location.search,
      index: !document.getElementById("index").hidden,
      finds: [...document.querySelectorAll("#finds li")].map((line) => line.textContent),
      // what is not one of the elements that a line may have would have come out of a text
      elements: [...document.querySelectorAll("#finds li *")].map((one) => one.localName),
      words: [...document.querySelectorAll("#finds .words")].map((one) => [one.dataset.from, one.dir, one.lang]),
    }));
    await tab.locator("#query").fill("");
    await tab.waitForFunction(() => document.getElementById("found").textContent === "");
  }
  report.cleared = await tab.evaluate(() => [location.search, document.getElementById("index").hidden]);

  // The query of an address is asked at once, the first find is one key away, and following it leads to its place.
  const [first] = JSON.parse(asked);
  await tab.goto(`${page}?${new URLSearchParams({ q: first })}`);
  await tab.locator("#finds a").first().waitFor();
  report.reloaded = await tab.locator("#query").inputValue();
  await tab.locator("#query").focus();
  await tab.keyboard.press("Tab");
  report.reached = await tab.evaluate(() => document.activeElement.closest("#finds li") !== null);
  await tab.keyboard.press("Enter");
  await tab.waitForURL((url) => url.pathname !== new URL(page).pathname);
  report.landed = await tab.evaluate(() => {
    const { hash } = location;
    return hash === "" || document.getElementById(decodeURIComponent(hash.slice(1))) !== null;
  });

  // Where the file cannot be read the index stays.
  await context.route("**/index.json", (route) => route.abort());
  const broken = await context.newPage();
  await broken.goto(page);
  await broken.locator("#query").fill(first);
  await broken.waitForFunction(() => document.getElementById("found").textContent !== "");
  report.failed = [await broken.locator("#found").textContent(), await broken.locator("#index").isVisible()];
} finally {
  await browser.close();
}
console.log(JSON.stringify(report));
