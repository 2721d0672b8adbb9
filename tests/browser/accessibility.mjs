// axe-core on each page: WCAG 2.2 A and AA and axe's best practice, in windows of some widths, light and dark.
// Contrast of text in SVG is beyond axe.
import axe from "axe-core";
import { checkPages, unfold, widths } from "./harness.mjs";

const SCHEMES = ["light", "dark"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

await checkPages(
  async (browser) => (await browser.newContext({ reducedMotion: "reduce" })).newPage(),
  async (tab, url, look) => {
    await tab.goto(url);
    await tab.evaluate(axe.source);
    await tab.evaluate(unfold);
    for (const width of widths) {
      await tab.setViewportSize({ width, height: 900 });
      for (const colorScheme of SCHEMES) {
        await tab.emulateMedia({ colorScheme });
        look("accessibility", `${width}px ${colorScheme}`, await tab.evaluate(violations, RULES));
      }
    }
  },
);

async function violations(tags) {
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
  const result = await globalThis.axe.run(document, options);
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => ({ element: node.target.flat().join(" "), detail: `${id}: ${node.any[0]?.message ?? help}` })),
  );
}
