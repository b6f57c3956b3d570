// The web client in a real browser against a Parley that runs: node web/browser/run.mjs http://localhost:7080
// Each case prints one line. Exit code 0: all passed; 1: some did not; 77: there is no browser, which is said.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Cast, chatItem, eventually, findBrowser, message, NO_BROWSER, say, talkTo } from "./cast.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const assert = (holds, what) => {
  if (!holds) throw new Error(what);
};

async function assertAccessible(page, what) {
  // Not as a script of the page, which its Content-Security-Policy would refuse.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const serious = violations.filter((one) => one.impact === "serious" || one.impact === "critical");
  assert(serious.length === 0, `${what}: ${serious.map((one) => `${one.id} (${one.help}) at ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`).join("; ")}`);
}

const cases = {
  async "two people chat: typing, ticks, unread, presence"(cast) {
    const ann = await cast.newcomer("ann", "Ann Ägren");
    const ben = await cast.newcomer("ben", "Ben 🎈");
    cast.pair = { ann, ben };
    await talkTo(ann.page, ben.name);
    await say(ann.page, "Hello Ben, are you there? https://example.org/a?b=c");
    await message(ann.page, "Hello Ben").getByRole("img", { name: "Delivered" }).waitFor();
    await chatItem(ben.page, "Ann Ägren").getByText("1 unread").waitFor();
    assert((await ben.page.title()) === "(1) Parley", "the title tells of what is unread");
    await eventually(async () => (await chatItem(ann.page, "Ben").locator(".dot").count()) === 1, "Ben is seen online");
    await chatItem(ben.page, "Ann Ägren").click();
    await message(ann.page, "Hello Ben").getByRole("img", { name: "Read" }).waitFor();
    await chatItem(ben.page, "Ann Ägren").getByText("unread").waitFor({ state: "detached" });
    await ben.page.getByRole("textbox", { name: /^Message to/ }).pressSequentially("I am");
    await ann.page.getByRole("main").getByText("typing …").waitFor();
    await say(ben.page, "I am 🎉");
    await message(ann.page, "I am 🎉").waitFor();
    await say(ben.page, "👍");
    await say(ann.page, "مرحبا بالعالم، كيف حالك اليوم؟");
    await message(ben.page, "مرحبا").waitFor();
    const link = message(ben.page, "Hello Ben").getByRole("link");
    assert((await link.getAttribute("href")) === "https://example.org/a?b=c", "an address becomes a link");
    assert((await link.getAttribute("rel")).includes("noopener"), "a link tells nothing of this page");
    await cast.shot(ann.page, "chat-wide");
    await assertAccessible(ann.page, "a conversation");
    await ann.page.emulateMedia({ colorScheme: "dark" });
    await cast.shot(ann.page, "chat-dark");
    await assertAccessible(ann.page, "a conversation in the dark");
  },

  async "offline and back: the outbox waits, keeps its order and is sent once"(cast) {
    const { ann, ben } = cast.pair;
    await ann.context.setOffline(true);
    await ann.page.getByText("You are offline").waitFor();
    for (const text of ["first while away", "second while away", "third while away"]) await say(ann.page, text);
    await message(ann.page, "third while away").locator(".meta", { hasText: "sending …" }).waitFor();
    await say(ben.page, "said while Ann was away");
    await cast.shot(ann.page, "offline");
    await ann.context.setOffline(false);
    await message(ann.page, "third while away").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    await message(ann.page, "said while Ann was away").waitFor();
    await chatItem(ann.page, "Ben").getByText("while away").or(chatItem(ann.page, "Ben").getByText("while Ann was away")).first().waitFor();
    await message(ben.page, "third while away").waitFor();
    const texts = await ben.page.locator(".message .text").allInnerTexts();
    const away = texts.filter((text) => text.endsWith("while away"));
    assert(away.join() === "first while away,second while away,third while away", `in order and once: ${away.join()}`);
  },

  async "a page that is closed with a full outbox sends it when it is opened again"(cast) {
    const { ann, ben } = cast.pair;
    await ann.context.setOffline(true);
    await ann.page.getByText("You are offline").waitFor();
    await say(ann.page, "kept over a reload");
    await message(ann.page, "kept over a reload").locator(".meta", { hasText: "sending …" }).waitFor();
    await eventually(
      () =>
        ann.page.evaluate(async () => {
          const [{ name }] = (await indexedDB.databases()).filter((one) => one.name.startsWith("parley-"));
          const database = await new Promise((resolve) => (indexedDB.open(name).onsuccess = (event) => resolve(event.target.result)));
          const request = database.transaction("kept").objectStore("kept").get("outbox");
          const outbox = await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
          database.close();
          return outbox?.some((send) => send.text === "kept over a reload");
        }),
      "the outbox is stored",
    );
    await ann.page.close();
    await ann.context.setOffline(false);
    ann.page = await cast.page(ann.context);
    await message(ben.page, "kept over a reload").waitFor();
    await chatItem(ann.page, "Ben").click();
    await message(ann.page, "kept over a reload").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    assert((await message(ben.page, "kept over a reload").count()) === 1, "it is there once");
  },

  async "three tabs of one person stay in step, also when the first is closed"(cast) {
    const { ann, ben } = cast.pair;
    const path = new URL(ann.page.url()).pathname;
    const second = await cast.page(ann.context, path);
    const third = await cast.page(ann.context, path);
    await message(second, "kept over a reload").waitFor();
    await message(third, "kept over a reload").waitFor();
    await say(second, "from the second tab");
    for (const page of [ann.page, third, ben.page]) await message(page, "from the second tab").waitFor();
    await say(ben.page, "to all tabs");
    for (const page of [ann.page, second, third]) await message(page, "to all tabs").waitFor();
    await ann.page.close();
    await say(third, "after the first was closed");
    for (const page of [second, ben.page]) await message(page, "after the first was closed").waitFor();
    await say(ben.page, "still in step?");
    for (const page of [second, third]) await message(page, "still in step?").waitFor();
    assert((await message(third, "after the first was closed").count()) === 1, "it is there once");
    await second.close();
    ann.page = third;
  },

  async "tabs stay in step without Web Locks, as on a page without TLS"(cast) {
    const { ben } = cast.pair;
    const context = await cast.context();
    await context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
    const gus = await cast.newcomer("gus", "Gus", {}, context);
    await talkTo(gus.page, ben.name);
    await say(gus.page, "from one tab");
    await message(gus.page, "from one tab").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    const second = await cast.page(context, new URL(gus.page.url()).pathname);
    await message(second, "from one tab").waitFor();
    await say(second, "from the other tab");
    await message(second, "from the other tab").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    await message(gus.page, "from the other tab").waitFor();
    await gus.page.close();
    await say(second, "after the leading tab was closed");
    await message(second, "after the leading tab was closed").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    assert((await message(second, "after the leading tab was closed").count()) === 1, "it is there once");
    await context.close();
  },

  async "a group: create, members, messages, leave"(cast) {
    const { ann, ben } = cast.pair;
    const cleo = await cast.newcomer("cleo", "Cleo");
    await ann.page.getByRole("button", { name: "New group" }).click();
    await ann.page.getByLabel("Name of the group").fill("Lunch 🍜");
    for (const { name } of [ben, cleo]) {
      await ann.page.getByRole("dialog").getByLabel("Search people").fill(name);
      await ann.page.getByRole("dialog").locator("label.item", { hasText: `@${name}` }).getByRole("checkbox").check();
    }
    await cast.shot(ann.page, "new-group");
    await assertAccessible(ann.page, "the dialog of a new group");
    await ann.page.getByRole("button", { name: "Create with 2 others" }).click();
    await ann.page.getByText("You created the group “Lunch 🍜”").first().waitFor();
    await say(ann.page, "Soup today?");
    for (const { page } of [ben, cleo]) {
      await chatItem(page, "Lunch").click();
      await message(page, "Soup today?").waitFor();
    }
    await message(ann.page, "Soup today?").getByRole("img", { name: "Read" }).waitFor();
    await say(ben.page, "Always.");
    await say(cleo.page, "I bring bread");
    await say(cleo.page, "and olives");
    await message(ann.page, "and olives").waitFor();
    await cast.shot(ann.page, "group");
    await ann.page.getByRole("button", { name: "Details", exact: true }).click();
    await ann.page.getByRole("list", { name: "Members" }).getByText("Cleo", { exact: true }).waitFor();
    await cast.shot(ann.page, "group-details");
    await assertAccessible(ann.page, "the details of a group");
    await ann.page.getByRole("button", { name: "Remove Cleo" }).click();
    await cleo.page.getByText("You can't write here.").waitFor();
    await ann.page.getByRole("button", { name: "Close" }).click();
    await ann.page.getByText("You removed Cleo").first().waitFor();
    await cleo.context.close();
  },

  async "script in names and texts stays text"(cast) {
    const { ann } = cast.pair;
    const script = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
    const eve = await cast.newcomer("eve", `<b onmouseover=hacked=1>Eve`);
    await talkTo(eve.page, ann.name);
    await say(eve.page, script);
    await say(eve.page, "javascript:window.hacked=1 [x](javascript:1) \u202eevil");
    await chatItem(ann.page, "<b onmouseover").click();
    await message(ann.page, "<img src=x").waitFor();
    for (const { page } of [ann, eve]) {
      assert((await page.locator(".text img, .text script, .text b, strong b, a[href^=javascript]").count()) === 0, "no markup of a stranger's");
      assert((await page.evaluate(() => window.hacked)) === undefined, "no script of a stranger's");
    }
    await ann.page.getByRole("button", { name: "New group" }).click();
    await ann.page.getByLabel("Name of the group").fill("<i>x</i>".repeat(1_250));
    assert((await ann.page.getByLabel("Name of the group").inputValue()).length <= 100, "a name of 10,000 characters is cut");
    await ann.page.keyboard.press("Escape");
    await cast.shot(ann.page, "script-stays-text");
    await eve.context.close();
  },

  async "the longest message is folded, and a long conversation scrolls with its place kept"(cast) {
    const dan = await cast.newcomer("dan", "Dan");
    await dan.page.getByRole("button", { name: "Settings", exact: true }).click();
    await cast.shot(dan.page, "settings");
    await assertAccessible(dan.page, "the settings");
    await dan.page.getByRole("button", { name: "Notes to self" }).click();
    await say(dan.page, "x".repeat(99_999));
    await dan.page.getByRole("button", { name: "Show all (99,999 characters)" }).waitFor();
    await say(dan.page, "y".repeat(100_000));
    await dan.page.getByText("at most 99,999 characters").waitFor();
    const total = 210;
    const field = dan.page.getByRole("textbox", { name: /^Message to/ });
    await field.fill("");
    await dan.page.evaluate(async (total) => {
      const area = document.querySelector(".composer textarea");
      const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
      for (let i = 1; i <= total; i++) {
        setter.call(area, `note ${i} ${"word ".repeat(i % 9)}`);
        area.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve, 4));
        area.form.requestSubmit();
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
    }, total);
    await eventually(async () => (await dan.page.locator(".is-pending").count()) === 0 && (await message(dan.page, `note ${total} word`).count()) === 1, "all are sent", 60_000);
    await dan.page.reload();
    await message(dan.page, `note ${total} word`).waitFor();
    const rows = () => dan.page.locator(".message").count();
    assert((await rows()) < 200, "only what is near is in the page");
    const box = dan.page.getByRole("region", { name: "Messages" });
    let jumped = 0;
    for (let i = 0; i < 120 && (await message(dan.page, "note 1 word").count()) === 0; i++) {
      const moved = await box.evaluate(async (element) => {
        const top = element.getBoundingClientRect().top;
        const row = [...element.querySelectorAll("[data-key]")].find((one) => one.getBoundingClientRect().bottom > top + 10);
        const before = row.getBoundingClientRect().top;
        const asked = Math.min(700, element.scrollTop);
        element.scrollTop -= asked;
        await new Promise((resolve) => setTimeout(resolve, 60));
        return row.isConnected ? Math.abs(row.getBoundingClientRect().top - before - asked) : 0;
      });
      if (moved > 60) jumped++;
    }
    await message(dan.page, "note 1 word").first().waitFor();
    assert(jumped === 0, `the place was lost ${jumped} times`);
    assert((await rows()) < 200, "only what is near is in the page, at the beginning too");
    await cast.shot(dan.page, "long-conversation");
    await dan.page.getByRole("button", { name: "To the newest message" }).click();
    await message(dan.page, `note ${total} word`).waitFor();
    await dan.context.close();
  },

  async "320 pixels wide, by keyboard alone"(cast) {
    const { ann } = cast.pair;
    const finn = await cast.newcomer("finn", "Finn with a rather long name, longer than most of them are", { viewport: { width: 320, height: 640 } });
    const { page } = finn;
    await cast.shot(page, "narrow-empty");
    await page.keyboard.press("Control+k");
    await page.keyboard.type(ann.name);
    await page.getByText(`@${ann.name}`).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: /^Message to/ }).waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.tagName === "TEXTAREA"), "the field has the focus");
    await page.keyboard.type("By keyboard: Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen");
    await page.keyboard.press("Enter");
    await message(page, "By keyboard").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    assert((await wide()) <= 320, `a conversation is ${await wide()} wide`);
    await cast.shot(page, "narrow-chat");
    await assertAccessible(page, "a narrow conversation");
    await page.keyboard.press("Escape");
    await chatItem(page, "Ann").waitFor();
    assert((await wide()) <= 320, `the list is ${await wide()} wide`);
    await cast.shot(page, "narrow-list");
    await assertAccessible(page, "a narrow list");
    await finn.context.close();
  },

  async "broken storage, forbidden storage, a revoked device"(cast) {
    const { ann } = cast.pair;
    const broken = await cast.context();
    await broken.addInitScript(() => localStorage.setItem("parley.session", '{"userId":"<script>","deviceId":{},"accessToken":7'));
    await (await cast.page(broken)).getByRole("button", { name: "Log in" }).waitFor();
    await broken.close();

    const stale = await cast.context();
    await stale.addInitScript(() => {
      if (!sessionStorage.seen) localStorage.setItem("parley.session", JSON.stringify({ userId: "17", deviceId: "18", accessToken: "a.b.c", refreshToken: "gone" }));
      sessionStorage.seen = "1";
    });
    await (await cast.page(stale)).getByText("You were logged out").waitFor();
    await stale.close();

    const forbidden = await cast.context();
    await forbidden.addInitScript(() => {
      const forbid = { get: () => { throw new DOMException("forbidden", "SecurityError"); } };
      Object.defineProperty(window, "localStorage", forbid);
      Object.defineProperty(window, "indexedDB", forbid);
    });
    const page = await cast.page(forbidden);
    await page.getByText("keeps nothing").waitFor();
    await cast.shot(page, "log-in");
    await assertAccessible(page, "the first page");
    await page.getByLabel("Name", { exact: true }).fill(ann.name);
    await page.getByLabel("Password").fill("wrong-password");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByText("Name or password is wrong.").waitFor();
    await page.getByLabel("Password").fill("a-long-password");
    await page.getByRole("button", { name: "Log in" }).click();
    await chatItem(page, "Ben").click();
    await say(page, "without any storage");
    await message(ann.page, "without any storage").count();
    await message(page, "without any storage").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    await ann.page.getByRole("button", { name: "Settings", exact: true }).click();
    await ann.page.getByRole("list", { name: "Devices" }).getByRole("button", { name: /^Log .* out$/ }).click();
    await ann.page.getByRole("list", { name: "Devices" }).getByRole("button").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Settings", exact: true }).click();
    await page.getByText("You were logged out").waitFor();
    // Someone else logs in on the same page, and sees nothing of the one before.
    const ben = cast.pair.ben;
    await page.getByLabel("Name", { exact: true }).fill(ben.name);
    await page.getByLabel("Password").fill("a-long-password");
    await page.getByRole("button", { name: "Log in" }).click();
    await chatItem(page, "Ann").click();
    await message(page, "without any storage").waitFor();
    assert((await page.locator(".is-mine").filter({ hasText: "without any storage" }).count()) === 0, "it is Ann's message now, not one's own");
    await say(page, "as someone else");
    await message(page, "as someone else").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    await forbidden.close();
  },

  async "the API page: operations, frames and errors, without a script, also on a narrow phone"(cast) {
    const context = await cast.context({ viewport: { width: 1180, height: 780 } });
    const page = await cast.page(context, "/docs");
    await page.getByRole("heading", { name: "POST /v1/auth/register" }).waitFor();
    await page.getByRole("heading", { name: "welcome", exact: true }).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Error codes" }).click();
    await page.getByRole("row", { name: /^ticket_used 401/ }).waitFor();
    assert((await page.locator("script").count()) === 0, "there is no script");
    await assertAccessible(page, "the API page");
    await cast.shot(page, "api-page");
    await page.setViewportSize({ width: 320, height: 640 });
    assert((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, "nothing sticks out at 320 px");
    await cast.shot(page, "api-page-narrow");
    await context.close();
  },
};

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
    // The first makes the people of the others.
    if (words && !name.includes(words) && name !== Object.keys(cases)[0]) continue;
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
