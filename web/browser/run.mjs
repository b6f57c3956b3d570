// The web client in a real browser against a Parley that runs: node web/browser/run.mjs http://localhost:7080
// Each case prints one line. Exit code 0: all passed; 1: some did not; 77: there is no browser, which is said.
import { findBrowser, NO_BROWSER } from "./browser.mjs";
import talk from "./cases/talk.mjs";
import groups from "./cases/groups.mjs";
import settings from "./cases/settings.mjs";
import input from "./cases/input.mjs";
import long from "./cases/long.mjs";
import narrow from "./cases/narrow.mjs";
import looks from "./cases/looks.mjs";
import push from "./cases/push.mjs";
import docs from "./cases/docs.mjs";
import { Cast } from "./cast.mjs";
import { assert } from "./checks.mjs";

// In this order: the first makes the people of the others.
const cases = { ...talk, ...groups, ...settings, ...input, ...long, ...narrow, ...looks, ...push, ...docs };

const [url, words = ""] = process.argv.slice(2);
if (!url) throw new Error("usage: run.mjs URL [WORDS OF A CASE]");
const browser = findBrowser();
if (!browser) process.exit(NO_BROWSER);
const cast = new Cast(url, browser);
let failures = 0;
let passes = 0;
try {
  await cast.start();
  for (const [name, play] of Object.entries(cases)) {
    if (words && !words.split("|").some((word) => name.includes(word)) && name !== Object.keys(cases)[0]) continue;
    const started = Date.now();
    try {
      await play(cast);
      assert(cast.troubles.length === 0, cast.troubles.splice(0).join("\n"));
      passes++;
      console.log(`ok    ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    } catch (failed) {
      failures++;
      console.log(`FAIL  ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n${failed.stack}${failed.cause ? `\ncaused by ${failed.cause.stack ?? failed.cause}` : ""}`);
      let i = 0;
      for (const context of cast.browser.contexts()) await context.setOffline(false);
      for (const context of cast.browser.contexts()) for (const page of context.pages()) await cast.shot(page, `failed-${failures}-${i++}`).catch((error) => console.log(String(error)));
    }
  }
} finally {
  await cast.stop();
}
console.log(`${passes} passed, ${failures} failed`);
process.exit(failures ? 1 : 0);
