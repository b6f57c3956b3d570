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

/** Nothing sticks out to the side. */
export async function assertFits(page, what) {
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert(wide <= window, `${what} is ${wide} wide in a window of ${window}`);
}
