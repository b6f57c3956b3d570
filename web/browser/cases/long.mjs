import { chatItem, eventually, message, say, talkTo } from "../cast.mjs";
import { assert, assertAccessible } from "../checks.mjs";

export default {
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
    await scrollToTheBeginning(dan.page, message(dan.page, "note 1 word"));
    await cast.shot(dan.page, "long-conversation");
    await dan.page.getByRole("button", { name: "To the newest message" }).click();
    await message(dan.page, `note ${total} word`).waitFor();
    await dan.context.close();
  },

  async "10,000 messages: few of them are in the page, and none moves while it scrolls"(cast) {
    const total = 10_000;
    const lea = await cast.newcomer("lea", "Lea");
    // From here and not from the server, which would take minutes to be told them.
    const authors = [await authorOf(lea.page), "1"];
    await lea.page.route("**/v1/conversations/*/events?*", async (route) => {
      const query = new URL(route.request().url()).searchParams;
      const limit = Number(query.get("limit"));
      const before = Number(query.get("before") ?? total + 1);
      const after = Number(query.get("after") ?? Math.max(0, before - 1 - limit));
      const conversationId = decodeURIComponent(new URL(route.request().url()).pathname.split("/")[3]);
      const events = [];
      for (let seq = after + 1; seq <= Math.min(after + limit, before - 1, total); seq++) {
        const sentAt = new Date(Date.UTC(2026, 0, 5) + seq * 600_000).toISOString();
        events.push({ conversationId, seq, kind: "message", author: authors[seq % 7 ? 1 : 0], id: String(seq), messageId: String(seq), clientMessageId: `m${seq}`, sentAt, text: `line ${seq} ${"word ".repeat((seq * 7) % 40)}` });
      }
      await route.fulfill({ json: { events, more: query.has("after") ? false : after > 0 } });
    });
    await lea.page.getByRole("button", { name: "Settings", exact: true }).click();
    await lea.page.getByRole("button", { name: "Notes to self" }).click();
    await message(lea.page, `line ${total} `).waitFor();
    await scrollToTheBeginning(lea.page, message(lea.page, "line 1 word"));
    await lea.page.getByText("This is where it began.").waitFor();
    await lea.page.getByRole("button", { name: "To the newest message" }).click();
    await message(lea.page, `line ${total} `).waitFor();
    await lea.context.close();
  },

  async "60 conversations: those further down have their text once they are in view"(cast) {
    const ned = await cast.newcomer("ned", "Ned");
    const { userId } = await ned.page.evaluate(() => JSON.parse(localStorage.getItem("parley.session")));
    // Only this page hears of them.
    const minute = (i) => new Date(Date.UTC(2026, 0, 1, 0, 60 - i)).toISOString();
    const groups = Array.from({ length: 60 }, (_, i) => ({ conversationId: `g.${i + 1}`, kind: "group", title: `Group ${i + 1}.`, seq: 1, readSeq: 1, unread: 0, lastAt: minute(i), members: [] }));
    await ned.page.route("**/v1/conversations?*", (route) => route.fulfill({ json: { conversations: groups, more: false } }));
    let fetched = 0;
    await ned.page.route("**/v1/conversations/*/events?*", (route) => {
      const conversationId = new URL(route.request().url()).pathname.split("/")[3];
      fetched++;
      const event = { conversationId, seq: 1, messageId: "1", author: userId, sentAt: groups.find((group) => group.conversationId === conversationId).lastAt, kind: "message", clientMessageId: "m", text: `said in ${conversationId}!` };
      return route.fulfill({ json: { events: [event], more: false } });
    });
    await ned.page.reload();
    const preview = (i) => chatItem(ned.page, `Group ${i}.`).locator(".preview").filter({ hasText: `said in g.${i}!` });
    await preview(40).waitFor();
    assert(fetched === 40 && (await preview(60).count()) === 0, `only the first are fetched, and ${fetched} were`);
    await chatItem(ned.page, "Group 60.").scrollIntoViewIfNeeded();
    await preview(60).waitFor();
    await ned.context.close();
  },

  async "who scrolls up in the instant a message comes stays there"(cast) {
    const context = await cast.context();
    // Heard before the page hears it: what is done here has no scroll event yet when the page draws the message.
    await context.addInitScript(() => {
      const Socket = window.WebSocket;
      window.WebSocket = class extends Socket {
        constructor(...args) {
          super(...args);
          this.addEventListener("message", ({ data }) => window.heard?.(data));
        }
      };
    });
    const mia = await cast.newcomer("mia", "Mia", {}, context);
    const noa = await cast.newcomer("noa", "Noa");
    await talkTo(mia.page, noa.name);
    await talkTo(noa.page, mia.name);
    for (let i = 1; i <= 20; i++) await say(noa.page, `paragraph ${i} ${"word ".repeat(90)}`);
    await message(mia.page, "paragraph 20 word").waitFor();
    const messages = mia.page.getByRole("region", { name: "Messages" });
    await eventually(() => messages.evaluate((box) => box.scrollTop > 900 && box.scrollHeight - box.scrollTop - box.clientHeight < 2), "the newest is shown");
    await messages.evaluate((box) => {
      window.heard = (data) => {
        if (!data.includes("the instant")) return;
        window.heard = undefined;
        box.scrollTop -= 800;
        window.scrolledTo = box.scrollTop;
      };
    });
    await say(noa.page, "the instant");
    await message(mia.page, "the instant").waitFor();
    const { wanted, is } = await messages.evaluate((box) => ({ wanted: window.scrolledTo, is: box.scrollTop }));
    assert(Math.abs(is - wanted) <= STEADY_PX, `scrolled to ${wanted} px, and is at ${is} px`);
    await mia.page.getByRole("button", { name: "To the newest message" }).click();
    await eventually(() => messages.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 2), "the newest is shown again");
    await say(noa.page, "what follows");
    await eventually(() => messages.evaluate((box) => box.textContent.includes("what follows") && box.scrollHeight - box.scrollTop - box.clientHeight < 2), "what comes is followed again");
    await mia.context.close();
    await noa.context.close();
  },
};

const authorOf = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("parley.session")).userId);

/** Most elements in the conversation, however long it is. */
const MOST_ELEMENTS = 3_000;
/** By which a row may move as layouts are rounded. */
const STEADY_PX = 2;

/** Scrolls up to the first message, and looks whether what is on the screen stays where it is. */
async function scrollToTheBeginning(page, first) {
  const result = await page.getByRole("region", { name: "Messages" }).evaluate(
    async (box, steady) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const placeOf = (row) => row.getBoundingClientRect().top - box.getBoundingClientRect().top;
      const visible = () => [...box.querySelectorAll("[data-key]")].find((one) => placeOf(one) + one.offsetHeight > 0);
      const jumps = [];
      let most = 0;
      for (let quiet = 0; quiet < 12; ) {
        const oldest = box.querySelector("[data-key]").dataset.key;
        const before = visible();
        const place = placeOf(before);
        const asked = Math.min(box.scrollTop, 4_000);
        box.scrollTop -= asked;
        await frame();
        if (before.isConnected) {
          const moved = Math.abs(placeOf(before) - place - asked);
          if (moved > steady) jumps.push(`${before.dataset.key}: ${moved} px`);
        }
        most = Math.max(most, box.querySelectorAll("*").length);
        // At the top it waits for what is older.
        if (asked === 0 && box.querySelector("[data-key]").dataset.key === oldest) {
          quiet++;
          await new Promise((resolve) => setTimeout(resolve, 20));
        } else {
          quiet = 0;
        }
      }
      return { jumps, most };
    },
    STEADY_PX,
  );
  await first.first().waitFor();
  assert(result.jumps.length === 0, `the place was lost ${result.jumps.length} times: ${result.jumps.slice(0, 5).join(", ")}`);
  assert(result.most < MOST_ELEMENTS, `at most ${result.most} elements are in the page`);
}
