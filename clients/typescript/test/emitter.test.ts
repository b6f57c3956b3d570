import { expect, test } from "vitest";
import { Emitter } from "../src/emitter.js";

const listeners = (emitter: Emitter) => [...(emitter as unknown as { listeners: Map<string, Set<unknown>> }).listeners.values()].reduce((sum, all) => sum + all.size, 0);
const typing = (userId: string) => ({ conversationId: "d.1.2", userId, expiresInMs: 1 });

test("a stream listens from the moment it is there", async () => {
  const emitter = new Emitter();
  const stream = emitter.stream("typing", () => false);
  emitter.tell("typing", typing("1"));
  emitter.tell("typing", typing("2"));
  expect([(await stream.next()).value, (await stream.next()).value]).toEqual([typing("1"), typing("2")]);
});

test.each([
  ["nothing was asked for", async () => {}],
  ["something was given", async (stream: AsyncGenerator) => void (await stream.next())],
])("a stream that is ended after %s listens no more", async (_, before) => {
  for (const end of ["return", "throw"] as const) {
    const emitter = new Emitter();
    const stream = emitter.stream("typing", () => false);
    emitter.tell("typing", typing("1"));
    emitter.tell("typing", typing("2"));
    await before(stream);
    await (end === "return" ? stream.return() : expect(stream.throw(new Error("enough"))).rejects.toThrow("enough"));
    expect(listeners(emitter)).toBe(0);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  }
});

test("a stream that waits ends at once when it is told to", async () => {
  const emitter = new Emitter();
  const stream = emitter.stream("typing", () => false);
  const next = stream.next();
  await stream.return();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(listeners(emitter)).toBe(0);
});
