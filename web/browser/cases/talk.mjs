import { chatItem, eventually, message, say, talkTo } from "../cast.mjs";
import { assert, assertAccessible } from "../checks.mjs";

export default {
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
    // A tab in which nothing was written leaves what another one writes, also when it goes.
    const field = (page) => page.getByRole("textbox", { name: /^Message to/ });
    await field(second).fill("half a sen");
    await eventually(() => second.evaluate(() => Object.entries(localStorage).some(([key, text]) => key.startsWith("parley.draft.") && text === "half a sen")), "the draft is kept");
    await third.reload();
    await message(third, "to all tabs").waitFor();
    assert((await field(third).inputValue()) === "half a sen", "the draft is in every tab that is opened later");
    await field(second).fill("");
    await field(third).fill("");
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

  async "a mute is shown until it ends"(cast) {
    const mia = await cast.newcomer("mia", "Mia");
    await talkTo(mia.page, cast.pair.ann.name);
    await say(mia.page, "Quiet for an hour");
    await message(mia.page, "Quiet for an hour").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
    const details = mia.page.getByRole("button", { name: "Details", exact: true });
    const notifications = mia.page.getByRole("combobox", { name: "Notifications" });
    await details.click();
    await notifications.selectOption("Mute for an hour");
    await chatItem(mia.page, "Ann").locator(".is-muted").waitFor();
    await mia.page.clock.setFixedTime(Date.now() + 61 * 60_000);
    await mia.page.reload();
    await details.click();
    assert((await notifications.inputValue()) === "", "the details say that it rings");
    assert((await chatItem(mia.page, "Ann").locator(".is-muted").count()) === 0, "no sign of it in the list");
    await mia.context.close();
  },
};
