// Two people with a page open while the chat servers die and come back: node web/browser/server-killed.mjs URL
// Whoever runs this is asked on a line of its own to `kill` and to `start` them, and answers each with a line.
import { createInterface } from "node:readline";
import { findBrowser, NO_BROWSER } from "./browser.mjs";
import { Cast, chatItem, message, say, talkTo } from "./cast.mjs";
import { assert } from "./checks.mjs";

/** Reconnecting has its own pace: servers that start take some seconds, and pages wait longer and longer. */
const RECONNECT_MS = 45_000;

const executable = findBrowser();
if (!executable) process.exit(NO_BROWSER);
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
async function ask(what) {
  console.log(what);
  const { value, done } = await answers.next();
  assert(!done && value === "done", `asked to ${what}, and the answer was ${value}`);
}

const cast = new Cast(process.argv[2], executable);
await cast.start();
try {
  const ona = await cast.newcomer("ona", "Ona");
  const pit = await cast.newcomer("pit", "Pit");
  await talkTo(ona.page, pit.name);
  await say(ona.page, "before");
  await chatItem(pit.page, "Ona").click();
  await message(pit.page, "before").waitFor();

  await ask("kill");
  await ona.page.getByText("The server is not reachable").waitFor();
  await say(ona.page, "said into the void");
  await message(ona.page, "said into the void").locator(".meta", { hasText: "sending …" }).waitFor();
  await cast.shot(ona.page, "server-away");
  assert((await message(ona.page, "before").count()) === 1, "what was there stays there");

  await ask("start");
  await message(pit.page, "said into the void").waitFor({ timeout: RECONNECT_MS });
  await message(ona.page, "said into the void").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor({ timeout: RECONNECT_MS });
  await ona.page.getByText("The server is not reachable").waitFor({ state: "detached" });
  await say(pit.page, "and back");
  await message(ona.page, "and back").waitFor();
  for (const { page } of [ona, pit]) {
    const texts = (await page.locator(".message .text").allInnerTexts()).join();
    assert(texts === "before,said into the void,and back", `in order and once: ${texts}`);
  }
  assert(cast.troubles.length === 0, cast.troubles.join("\n"));
  console.log("ok    pages outlive the chat servers");
} finally {
  await cast.stop();
}
process.exit(0);
