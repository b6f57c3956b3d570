// What must hold on a page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const assert = (holds, what) => {
  if (!holds) throw new Error(what);
};

export async function assertAccessible(page, what) {
  // Not as a script of the page, which its Content-Security-Policy would refuse.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const serious = violations.filter((one) => one.impact === "serious" || one.impact === "critical");
  assert(serious.length === 0, `${what}: ${serious.map((one) => `${one.id} (${one.help}) at ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`).join("; ")}`);
}

/** Nothing sticks out to the side, neither of the page nor of what scrolls in it. */
export async function assertFits(page, what) {
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll(".scroll, .messages, .sheet-body")]
      .filter((box) => box.scrollWidth > box.clientWidth)
      .map((box) => `${box.className || "page"}: ${box.scrollWidth} in ${box.clientWidth}`),
  );
  assert(wide.length === 0, `${what} is too wide: ${wide.join(", ")}`);
}
