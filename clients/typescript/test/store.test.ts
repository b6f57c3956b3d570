import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test } from "vitest";
import { indexedDbStore, memoryStore, type ClientStore } from "../src/index.js";

const send = { clientMessageId: "a", conversationId: "d.1.2", text: "hello", afterSeq: 3 };
const positions = { cursor: "c", conversations: [] };

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test.each([
  ["memory", () => memoryStore()],
  ["IndexedDB", () => indexedDbStore("device")],
])("%s gives back what was saved last, and nothing after clear", async (_, make) => {
  const store: ClientStore = make();
  expect(await store.load()).toEqual({ outbox: [] });
  await store.saveOutbox([send]);
  await store.savePositions(positions);
  expect(await store.load()).toEqual({ outbox: [send], positions });
  await store.clear();
  expect(await store.load()).toEqual({ outbox: [] });
});

test("another run finds what this one saved; another device does not", async () => {
  await indexedDbStore("device").saveOutbox([send]);
  expect((await indexedDbStore("device").load()).outbox).toEqual([send]);
  expect((await indexedDbStore("other").load()).outbox).toEqual([]);
});

test("where storage is forbidden it goes on in memory and says so once", async () => {
  globalThis.indexedDB = { open: () => { throw new DOMException("forbidden", "SecurityError"); } } as unknown as IDBFactory;
  const troubles: unknown[] = [];
  const store = indexedDbStore("device", (trouble) => troubles.push(trouble));
  await store.saveOutbox([send]);
  expect((await store.load()).outbox).toEqual([send]);
  expect(troubles).toHaveLength(1);
});
