// The built library in Node against a Parley that runs: node clients/typescript/test/live.mjs http://localhost:7080
import assert from "node:assert/strict";
import { directConversation, LoggedOutError, ParleyClient, Session } from "@parley/client";
import { WebSocket } from "ws";

const server = process.argv[2];
const run = Date.now().toString(36);
const WAIT_MS = 30_000;

async function person(name) {
  const session = new Session({ server, deviceName: "live.mjs" });
  await session.register(`${name}.${run}`, "a-long-password");
  const sockets = [];
  class Noted extends WebSocket {
    constructor(...args) {
      super(...args);
      sockets.push(this);
    }
  }
  const client = await ParleyClient.create({ session, WebSocket: Noted, following: "everything" });
  const events = [];
  client.on("event", (event) => events.push(event));
  client.on("trouble", (trouble) => console.log(`${name}: ${trouble}`));
  let live = false;
  client.on("state", (state) => (live ||= state === "live"));
  client.start();
  await eventually(() => live, `${name} is connected`);
  return { session, client, events, sockets, cut: () => sockets.at(-1).terminate() };
}

async function eventually(check, what) {
  const deadline = Date.now() + WAIT_MS;
  while (!check()) {
    if (Date.now() > deadline) throw new Error(`not within ${WAIT_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const ann = await person("nan");
const ben = await person("ned");
const direct = directConversation(ann.session.userId, ben.session.userId);
const states = new Map();
ben.client.on("presence", (users) => users.forEach((user) => states.set(user.userId, user.online)));
ben.client.watch([ann.session.userId]);

const TOTAL = 30;
const outcomes = [];
for (let i = 1; i <= TOTAL; i++) {
  outcomes.push(ann.client.send(direct, `from Ann ${i}`).done, ben.client.send(direct, `from Ben ${i}`).done);
  // Connections break in the middle, on both sides.
  if (i % 10 === 4) ann.cut();
  if (i % 10 === 7) ben.cut();
  await new Promise((resolve) => setTimeout(resolve, 20));
}
for (const outcome of await Promise.all(outcomes)) assert.equal(outcome.sent, true);
await eventually(() => ann.events.length >= 2 * TOTAL && ben.events.length >= 2 * TOTAL, "both have all");
assert.deepEqual(ann.events, ben.events);
assert.deepEqual(
  ann.events.map((event) => event.seq),
  Array.from({ length: 2 * TOTAL }, (_, i) => i + 1),
);
for (const who of ["Ann", "Ben"]) {
  const said = ann.events.filter((event) => event.text.includes(who)).map((event) => event.text);
  assert.deepEqual(said, Array.from({ length: TOTAL }, (_, i) => `from ${who} ${i + 1}`));
}
console.log(`ok    ${2 * TOTAL} messages over broken connections: each once, in one order`);

await eventually(() => states.get(ann.session.userId) === true, "Ann is seen online");
const receipts = [];
ann.client.on("receipt", (receipt) => receipts.push(receipt));
ben.client.read(direct, 2 * TOTAL);
await eventually(() => receipts.some((receipt) => receipt.readSeq === 2 * TOTAL), "Ann hears what Ben has read");
assert.equal(ben.client.head(direct).unread, 0);
ben.client.mute(direct, "forever");
const group = await ann.client.api.createGroup("Live", [ben.session.userId]);
await eventually(() => ben.events.some((event) => event.conversationId === group.conversationId), "Ben is in the group");
assert.equal((await ann.client.send("g.17", "to nobody").done).sent, false);
console.log("ok    presence, receipts, a group, a refusal");

await ben.client.api.revokeDevice(ben.session.deviceId);
await assert.rejects(ben.client.api.me(), LoggedOutError);
console.log("ok    a revoked device is told");
await Promise.all([ann.client.stop(), ben.client.stop()]);
console.log("3 passed, 0 failed");
