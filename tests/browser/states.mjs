// What tells one state from another where colours are not to be had, and without scripts: each choice of a filter shows
// as many things as its button says and only such; in forced colours and in print a state differs from the plain one by
// more than its ground; nothing drawn vanishes in forced colours; print shows what is folded away.
//
// With PDFS=folder each page that folds something away is printed there too, as 0.pdf, 1.pdf ... in the order of the
// command line.
import { join } from "node:path";
import { checkPages, pages, unfold, widths } from "./harness.mjs";

// What a filter of this name shows and counts.
const COUNTED = {
  show: ".claims article.claim, .claims .single li[id]",
  rows: ".pair-row",
};

// A state and what it must differ from: another state, or, where that is empty, the text around it.
const STATES = [
  ["mark.a", ""],
  ["mark.b", ""],
  ["mark.a", "mark.b"],
  ["mark.tile", ""],
  ["mark.value", ""],
  ["mark.lone", ""],
  ["mark.conflicts", ""],
  [".grid td.lone", ".grid td:not(.lone, .clash)"],
  [".grid td.clash", ".grid td:not(.lone, .clash)"],
  [".readings .lone .value .words", ".readings li:not(.lone) .value .words"],
  [".readings .clash", ".readings li:not(.clash)"],
  [".code.absent", ".code:not(.absent)"],
  [".line.single > :is(.words, .gap)", ".line:not(.single) > :is(.words, .gap)"],
  [".story-bar a[aria-current]", ".story-bar a:not([aria-current])"],
  [".filter input:checked + label", ".filter input:not(:checked) + label"],
];

await checkPages(
  async (browser) => {
    const open = async (options) => (await browser.newContext({ reducedMotion: "reduce", ...options })).newPage();
    return { plain: await open({}), unscripted: await open({ javaScriptEnabled: false }) };
  },
  async ({ plain, unscripted }, url, look, page) => {
    const [width] = widths.slice(-1);
    await unscripted.setViewportSize({ width, height: 900 });
    await unscripted.goto(url);
    await unscripted.evaluate(unfold);
    for (const id of await unscripted.evaluate(choices, COUNTED)) {
      await unscripted.locator(`label[for="${id}"]`).click();
      look("filter", `${id} without scripts`, await unscripted.evaluate(miscounted, [id, COUNTED]));
    }
    await plain.goto(url);
    const isFolding = await plain.evaluate(() => document.querySelector("details:not([open])") !== null);
    for (const width of widths) {
      await plain.setViewportSize({ width, height: 900 });
      await plain.emulateMedia({ forcedColors: "active", media: "screen" });
      look("forced colours", `${width}px`, await plain.evaluate(alike, STATES));
      look("forced colours", `${width}px, drawings`, await plain.evaluate(undrawn));
      await plain.emulateMedia({ forcedColors: "none", media: "print" });
      look("print", `${width}px`, [...(await plain.evaluate(folded)), ...(await plain.evaluate(alike, STATES))]);
    }
    if (isFolding && process.env.PDFS) await plain.pdf({ path: join(process.env.PDFS, `${pages.indexOf(page)}.pdf`) });
  },
);

// All functions below run in the page and can use nothing but what is inside them.

function choices(counted) {
  const inputs = [...document.querySelectorAll("fieldset input[type=radio]")];
  return inputs.filter((input) => input.name in counted).map((input) => input.id);
}

function miscounted([id, counted]) {
  const [, name, key] = /^(\w+)-(\w+)$/.exec(id);
  const label = document.querySelector(`label[for="${id}"]`);
  const shown = [...document.querySelectorAll(counted[name])].filter((one) => one.checkVisibility());
  const strange = key === "all" ? [] : shown.filter((one) => !one.closest(`.${key}`));
  const found = strange.map((one) => ({ element: one.cloneNode(false).outerHTML, detail: `is shown by ${id}` }));
  const said = Number(/\d+$/.exec(label.textContent.trim()));
  if (said !== shown.length) found.push({ element: id, detail: `says ${said} and shows ${shown.length}` });
  return found;
}

// States that differ from what they must differ from in nothing but colour.
function alike(states) {
  const probe = document.createElement("i");
  probe.style.cssText = "color: Canvas; forced-color-adjust: none";
  document.body.append(probe);
  const canvas = getComputedStyle(probe).color;
  probe.remove();
  const isSeen = (colour) => colour !== canvas && !/^rgba\(.*, 0\)$/.test(colour);
  const look = (element) => {
    const style = getComputedStyle(element);
    const edges = ["Top", "Right", "Bottom", "Left"].map((side) => {
      const [kind, colour] = [style[`border${side}Style`], style[`border${side}Color`]];
      return kind !== "none" && isSeen(colour) ? `${kind} ${style[`border${side}Width`]}` : "";
    });
    const line = `${style.textDecorationLine} ${style.textDecorationStyle}`;
    return { edges: edges.join(), line: style.textDecorationLine === "none" ? "" : line, weight: style.fontWeight };
  };
  const isAlike = (a, b) => a.edges === b.edges && a.line === b.line && a.weight === b.weight;
  const found = [];
  for (const [state, plain] of states) {
    const element = [...document.querySelectorAll(state)].find((one) => one.checkVisibility());
    if (!element) continue;
    const other = plain && [...document.querySelectorAll(plain)].find((one) => one.checkVisibility());
    if (plain && !other) continue;
    const against = other ? look(other) : { edges: ",,,", line: "", weight: look(element.parentElement).weight };
    if (isAlike(look(element), against)) found.push({ element: state, detail: `looks like ${plain || "plain text"}` });
  }
  return found;
}

// Shapes in the colour of the ground: drawn and not to be seen.
function undrawn() {
  const probe = document.createElement("i");
  probe.style.cssText = "color: Canvas; forced-color-adjust: none";
  document.body.append(probe);
  const unseen = [getComputedStyle(probe).color, "none", "rgba(0, 0, 0, 0)"];
  probe.remove();
  const found = [];
  for (const shape of document.querySelectorAll("svg :is(path, circle, line, rect, text)")) {
    const { fill, stroke } = getComputedStyle(shape);
    const isLine = shape.localName === "line";
    if (!shape.checkVisibility() || !unseen.includes(stroke) || (!isLine && !unseen.includes(fill))) continue;
    found.push({ element: shape.outerHTML.slice(0, 100), detail: "has the colour of the page" });
  }
  return found;
}

function folded() {
  return [...document.querySelectorAll("details:not([open])")]
    .filter((one) => one.parentElement.checkVisibility() && getComputedStyle(one).display !== "none")
    .flatMap((one) => [...one.children].filter((child) => child.localName !== "summary" && !child.checkVisibility()))
    .map((child) => ({ element: child.outerHTML.slice(0, 100), detail: "stays folded away" }));
}
