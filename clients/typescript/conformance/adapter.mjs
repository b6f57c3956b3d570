// The built library as JSON lines, for `./parley conformance --client`; docs/conformance.md says which lines.
import { createInterface } from "node:readline";
import { ParleyClient, Session } from "@parley/client";
import { WebSocket } from "ws";

const { PARLEY_URL: server, PARLEY_NAME: name, PARLEY_PASSWORD: password } = process.env;
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const session = new Session({ server, deviceName: "conformance" });
await session.login(name, password);
const client = await ParleyClient.create({ session, WebSocket, following: "everything" });
client.on("event", ({ conversationId, seq }) => say({ event: { conversationId, seq } }));
client.on("trouble", (trouble) => console.error(String(trouble)));
client.start();

for await (const line of createInterface({ input: process.stdin })) {
  const told = JSON.parse(line);
  if (told.do === "stop") break;
  if (told.do === "send") send(told);
}
await client.stop();
process.exit(0);

async function send({ key, conversationId, text }) {
  const outcome = await client.send(conversationId, text).done;
  say(outcome.sent ? { sent: { key, seq: outcome.seq } } : { refused: { key, code: outcome.code } });
}
