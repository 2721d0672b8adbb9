// How each page behaves in a browser, in windows of some widths, with scripts and without: nothing wider than the
// window (closed, unfolded, filtered, and with the text spacing of WCAG 1.4.12), nothing that shifts, no error, nothing
// fetched from elsewhere, targets of at least 24 px, few requests, and something to read.
import { checkPages, home, unfold, widths } from "./harness.mjs";

const MOST_REQUESTS = 4;

await checkPages(
  (browser) => Promise.all([openTab(browser, true), openTab(browser, false)]),
  async (tabs, url, look) => {
    for (const { tab, heard, scripts } of tabs) {
      for (const width of widths) {
        const where = `${width}px ${scripts ? "with" : "without"} scripts`;
        const see = async (check, state, find) => look(check, where + state, await tab.evaluate(find));
        await tab.setViewportSize({ width, height: 800 });
        await tab.goto(url);
        await see("emptiness", "", emptiness);
        await see("overflow", "", overflow);
        if (scripts) {
          await tab.evaluate(scrollThrough);
          await see("shift", "", () => globalThis.shifts);
          look("requests", where, await tab.evaluate(tooManyRequests, MOST_REQUESTS));
        }
        await tab.evaluate(unfold);
        await see("overflow", ", unfolded", overflow);
        await see("target size", ", unfolded", smallTargets);
        for (let choice = 0; await tab.evaluate(choose, choice); choice += 1) {
          await see("overflow", `, unfolded, choice ${choice + 1}`, overflow);
        }
        await tab.evaluate(spaceText);
        await see("overflow", ", unfolded, spaced text", overflow);
        look("loading", where, heard.splice(0));
      }
    }
  },
);

// A tab with or without scripts, and the list that fills with what goes wrong in it: errors, failed answers, requests
// to a server that is not the page's own. Those are not let out.
async function openTab(browser, scripts) {
  const context = await browser.newContext({ javaScriptEnabled: scripts, reducedMotion: "reduce" });
  await context.addInitScript(recordShifts);
  const tab = await context.newPage();
  const heard = [];
  const isElsewhere = (asked) => asked.protocol !== "data:" && asked.origin !== home;
  await context.route(isElsewhere, (route) => {
    heard.push({ element: route.request().resourceType(), detail: `asks another server: ${route.request().url()}` });
    return route.abort();
  });
  tab.on("response", (response) => {
    if (response.status() >= 400) heard.push({ element: response.url(), detail: `answered ${response.status()}` });
  });
  tab.on("pageerror", (error) => heard.push({ element: "script", detail: `uncaught: ${error.message}` }));
  tab.on("console", (message) => {
    const [element, detail] = [message.location().url, `console: ${message.text()}`];
    if (message.type() === "error") heard.push({ element, detail });
  });
  return { tab, heard, scripts };
}

// All functions below run in the page and can use nothing but what is inside them.

function recordShifts() {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue; // a resized window moves things by right
      const moved = entry.sources.map(({ node }) => (node?.outerHTML ?? node?.textContent ?? "?").slice(0, 80));
      globalThis.shifts.push({ element: moved.join(", "), detail: `layout shift of ${entry.value.toFixed(4)}` });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

async function scrollThrough() {
  const frame = () => new Promise(requestAnimationFrame);
  for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
    scrollTo(0, top);
    await frame();
  }
  scrollTo(0, 0);
  await frame();
  await frame(); // observers are told after the frame that shifted
}

function emptiness() {
  const text = document.querySelector("main")?.innerText.trim() ?? "";
  return text.length < 40 ? [{ element: "main", detail: `has ${text.length} characters to read` }] : [];
}

// Elements that reach over the right edge and have no scroller of their own. Hiding the overflow does not help: what is
// cut off there cannot be read. What is hidden from sight for screen readers alone is a box of one pixel.
function overflow() {
  const edge = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - edge;
  const found = over > 0 ? [{ element: "html", detail: `${over}px wider than the window` }] : [];
  const isExcused = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      const flow = getComputedStyle(at).overflowX;
      if (flow === "auto" || flow === "scroll" || (flow !== "visible" && at.clientWidth <= 1)) return true;
    }
    return element instanceof SVGElement && element.parentElement instanceof SVGElement;
  };
  const reported = [];
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.right <= edge + 1 || !element.checkVisibility() || isExcused(element)) continue;
    if (reported.some((outer) => outer.contains(element))) continue;
    reported.push(element);
    const tag = element.cloneNode(false).outerHTML.slice(0, 100);
    found.push({ element: tag, detail: `ends ${Math.round(box.right - edge)}px beyond the right edge` });
  }
  return found;
}

// WCAG 2.5.8 without its exception for spacing. A link within running text is excepted there too; axe judges those.
function smallTargets() {
  const LEAST = 24;
  const isSmall = (box) => box.width < LEAST - 0.01 || box.height < LEAST - 0.01;
  const found = [];
  const targets = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  for (const element of document.querySelectorAll(targets)) {
    if (!element.checkVisibility() || getComputedStyle(element).display === "inline") continue;
    const labels = [...(element.labels ?? [])];
    if ([element, ...labels].some((part) => part.checkVisibility() && !isSmall(part.getBoundingClientRect()))) continue;
    element.focus(); // a skip link has its size only then
    const box = element.getBoundingClientRect();
    element.blur();
    if (!isSmall(box)) continue;
    const name = element.cloneNode(false).outerHTML.slice(0, 100);
    found.push({ element: name, detail: `is ${Math.round(box.width)} by ${Math.round(box.height)}px` });
  }
  return found;
}

function tooManyRequests(most) {
  const entries = ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type));
  const names = entries.map(({ name }) => name).join(" ");
  return entries.length > most ? [{ element: "html", detail: `${entries.length} requests: ${names}` }] : [];
}

// Takes the nth choice that is not the page's own: a radio button or checkbox that CSS may filter by.
function choose(n) {
  for (const input of document.querySelectorAll("input")) input.checked = input.defaultChecked;
  const inputs = [...document.querySelectorAll("input[type=radio], input[type=checkbox]")];
  const choices = inputs.filter((input) => !input.checked);
  if (n < choices.length) choices[n].checked = true;
  return n < choices.length;
}

function spaceText() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
