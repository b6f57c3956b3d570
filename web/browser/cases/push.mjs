import { chatItem, eventually, message, say, talkTo } from "../cast.mjs";
import { assert } from "../checks.mjs";
import { PushService } from "../push-service.mjs";

/** A conversation that nobody has. */
const MARK = "d.1.2";

const notifications = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration("/");
    return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data }));
  });

/** Pushes are handled in their order: once a mark stands and is gone, all before it have done what they do. */
async function handled(page, deliver, seq) {
  const stands = async () => (await notifications(page)).some(({ tag }) => tag === MARK);
  await deliver(JSON.stringify({ type: "ring", conversationId: MARK, seq, badge: 1 }));
  await eventually(stands, "the mark stands");
  await deliver(JSON.stringify({ type: "withdraw", conversationId: MARK, seq, badge: 1 }));
  await eventually(async () => !(await stands()), "the mark is gone");
}

export default {
  async "a browser without the page is rung, a click opens the conversation, what is read elsewhere is taken back"(cast) {
    const service = await PushService.start();
    try {
      const { ann } = cast.pair;
      const context = await cast.context({ permissions: ["notifications"] });
      await service.serve(context);
      const hal = await cast.newcomer("hal", "Hal", {}, context);
      const deliver = await service.deliverTo(hal.page);
      await talkTo(hal.page, ann.name);
      await say(hal.page, "Ring me");
      await message(hal.page, "Ring me").getByRole("img", { name: /Sent|Delivered|Read/ }).waitFor();
      const path = new URL(hal.page.url()).pathname;
      const id = path.slice("/c/".length);

      await hal.page.getByRole("button", { name: "Settings", exact: true }).click();
      const wants = hal.page.getByRole("switch", { name: "Notify me on this device" });
      await wants.check();
      await eventually(async () => (await addressOf(hal.page)) === "webpush", "the server knows where to ring");
      await cast.shot(hal.page, "settings-notifications");

      // The server has a new key: the next visit subscribes with it.
      const before = await service.endpoint(hal.page);
      await service.pretendOtherKey(hal.page);
      await hal.page.reload();
      await eventually(async () => (await service.endpoint(hal.page)) !== before, "it subscribed again");

      // Another page of the same origin without the client in it: nobody is connected any more.
      await hal.page.goto(`${cast.url}/favicon.svg`);
      await say(await annWith(cast, ann, hal), "Are you there?");
      const ring = await deliver(await service.next());
      assert(ring.type === "ring" && ring.conversationId === id && !("text" in ring), `a ring without content: ${JSON.stringify(ring)}`);
      await eventually(async () => (await notifications(hal.page)).length === 1, "a notification stands");
      const [note] = await notifications(hal.page);
      assert(note.title === "Parley" && note.body === "New message" && note.tag === id, `it says nothing of its own: ${JSON.stringify(note)}`);

      // What is no push of ours, or comes again, changes nothing.
      for (const strange of ["", "{", "null", '{"type":"ring","conversationId":"../x","seq":1,"badge":1}', JSON.stringify({ ...ring, type: "later" }), JSON.stringify(ring)]) await deliver(strange);
      await handled(hal.page, deliver, 1);
      assert((await notifications(hal.page)).length === 1, "one notification for each conversation");

      // Read on another device.
      const phone = await cast.logIn(hal.name);
      await chatItem(phone.page, "Ann").click();
      await message(phone.page, "Are you there?").waitFor();
      const taken = await deliver(await service.next());
      assert(taken.type === "withdraw" && taken.seq >= ring.seq, `taken back: ${JSON.stringify(taken)}`);
      await eventually(async () => (await notifications(hal.page)).length === 0, "the notification is gone");
      await deliver(JSON.stringify(ring));
      await handled(hal.page, deliver, 2);
      assert((await notifications(hal.page)).length === 0, "a ring that comes after its withdrawal shows nothing");
      await phone.context.close();

      // A page that is open and not in front shows the conversation.
      await hal.page.goto(cast.url);
      await chatItem(hal.page, "Ann").waitFor();
      await deliver(JSON.stringify({ ...ring, seq: ring.seq + 100, sender: "Ann", text: "<b>with a preview</b>" }));
      await eventually(async () => (await notifications(hal.page))[0]?.body === "<b>with a preview</b>", "a preview is shown as text");
      await service.click(hal.page);
      await eventually(() => new URL(hal.page.url()).pathname === path, "a click opens the conversation");
      await eventually(async () => (await notifications(hal.page)).length === 0, "a click takes the notification away");

      await hal.page.getByRole("button", { name: "Settings", exact: true }).click();
      await wants.uncheck();
      await eventually(async () => (await addressOf(hal.page)) === undefined, "the server rings this device no more");
      await context.close();
    } finally {
      service.stop();
    }
  },
};

/** Ann's page with the conversation open. */
async function annWith(cast, ann, hal) {
  await chatItem(ann.page, hal.displayName).click();
  await ann.page.getByRole("textbox", { name: `Message to ${hal.displayName}` }).waitFor();
  return ann.page;
}

/** Which provider the server rings this device with. */
function addressOf(page) {
  return page.evaluate(async () => {
    const { accessToken } = JSON.parse(localStorage.getItem("parley.session"));
    const answer = await fetch("/v1/push/address", { headers: { Authorization: `Bearer ${accessToken}` } });
    return (await answer.json()).provider;
  });
}
