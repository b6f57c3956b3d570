import { chatItem, message, say, talkTo } from "../cast.mjs";
import { assert, assertAccessible, assertFits } from "../checks.mjs";

export default {
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
      navigator.locks.request = async () => forbid.get();
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
    await ann.page.keyboard.press("Escape");
    // Unless it has heard of it by itself, and there is no such button any more.
    await page.getByRole("button", { name: "Settings", exact: true }).or(page.getByText("You were logged out")).first().click();
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

  async "a browser that was told to keep nothing talks all the same"(cast) {
    const { ann } = cast.pair;
    const forbidden = await cast.contextWithoutStorage();
    const lou = await cast.newcomer("lou", "Lou", {}, forbidden);
    const refused = await lou.page.evaluate(() => navigator.locks.request("any", () => "").catch((error) => error.name));
    assert(refused === "SecurityError", `it refuses locks: ${refused}`);
    await talkTo(lou.page, ann.name);
    await say(lou.page, "nothing is kept here");
    await message(lou.page, "nothing is kept here").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    await forbidden.close();
  },

  async "text from right to left, a name in disguise"(cast) {
    const { ann } = cast.pair;
    const rami = await cast.newcomer("rami", "رامي بن زياد");
    await talkTo(rami.page, ann.name);
    await say(rami.page, "מה שלומך? parley.example/a (1)");
    await chatItem(ann.page, "رامي").click();
    const text = message(ann.page, "מה שלומך").locator(".text");
    assert((await text.evaluate((element) => getComputedStyle(element).direction)) === "rtl", "it reads from the right");
    await say(ann.page, "from left to right");
    await message(ann.page, "from left to right").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    assert((await message(ann.page, "from left to right").locator(".text").evaluate((element) => getComputedStyle(element).direction)) === "ltr", "one's own from the left");
    await ann.page.getByRole("main").getByText(`@${rami.name}`).waitFor();
    const [name, state] = await ann.page.getByRole("main").evaluate((main) => [...main.querySelectorAll(".who-text > *")].map((line) => line.textContent));
    assert(/رامي/.test(name) && state.startsWith(`@${rami.name}`), "beside the name stands the one that can't be imitated");
    // In the list, too, where a name alone could be taken for another one's: this one's second letter is Cyrillic.
    const disguised = await cast.stranger("ben", "B\u0435n \u{1F388}");
    await talkTo(ann.page, disguised.name);
    await say(ann.page, "are you Ben?");
    for (const { name } of [disguised, cast.pair.ben]) await ann.page.getByRole("list", { name: "Conversations" }).locator("button.item", { hasText: `@${name}` }).waitFor();
    assert((await chatItem(ann.page, "رامي").getByText("@").count()) === 0, "others are shown by name alone");
    await cast.shot(ann.page, "disguised");
    await chatItem(ann.page, "رامي").click();
    // The whole page from the right.
    await ann.page.evaluate(() => (document.documentElement.dir = "rtl"));
    await assertFits(ann.page, "a page from the right");
    await cast.shot(ann.page, "right-to-left");
    await ann.page.evaluate(() => (document.documentElement.dir = ""));
    await rami.context.close();
  },

  async "storage that is full, and a database that is deleted while in use"(cast) {
    const { ann } = cast.pair;
    const full = await cast.context();
    await full.addInitScript(() => {
      const refuse = () => { throw new DOMException("full", "QuotaExceededError"); };
      Storage.prototype.setItem = refuse;
      IDBObjectStore.prototype.put = refuse;
    });
    const jo = await cast.newcomer("jo", "Jo", {}, full);
    await talkTo(jo.page, ann.name);
    await say(jo.page, "nothing fits any more");
    await message(jo.page, "nothing fits").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    await full.close();

    const kim = await cast.newcomer("kim", "Kim");
    await talkTo(kim.page, ann.name);
    await say(kim.page, "before");
    await message(kim.page, "before").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    const left = await kim.page.evaluate(async () => {
      for (const { name } of await indexedDB.databases()) await new Promise((resolve, reject) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: resolve, onerror: reject, onblocked: reject }));
      return (await indexedDB.databases()).length;
    });
    assert(left === 0, "the database is gone");
    for (const text of ["after", "and after that"]) {
      await say(kim.page, text);
      await message(kim.page, text).last().getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    }
    await chatItem(ann.page, "Kim").click();
    await message(ann.page, "and after that").waitFor();
    assert((await ann.page.locator(".message .text").allInnerTexts()).join() === "before,after,and after that", "each is there once");
    await kim.context.close();
  },
};
