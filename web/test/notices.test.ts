import { expect, test } from "vitest";
import { isNews, readNotice, remember, wordsOf, type Ring, type Withdraw } from "../src/notices.js";

const id = "d.17.18";
const ring = (seq: number, more: Partial<Ring> = {}): Ring => ({ type: "ring", conversationId: id, seq, badge: 1, unread: 1, ...more });
const withdraw = (seq: number, conversationId = id): Withdraw => ({ type: "withdraw", conversationId, seq, badge: 0 });

test("a push is read as docs/push.md has it, and what a later version adds is ignored", () => {
  expect(readNotice({ ...ring(5), later: true })).toEqual(ring(5));
  expect(readNotice({ ...withdraw(5), unread: 3 })).toEqual(withdraw(5));
  expect(readNotice({ ...ring(5), sender: "Ann", text: "" })).toEqual(ring(5, { sender: "Ann", text: "" }));
});

test.each([undefined, null, 7, "ring", [], {}, { ...ring(1), type: "later" }, { ...ring(1), conversationId: "../../x" }, { ...ring(1), conversationId: 17 }, { ...ring(1), seq: -1 }, { ...ring(1), seq: "1" }, { ...ring(1), badge: 1.5 }])(
  "%j is no push of ours",
  (data) => expect(readNotice(data)).toBeUndefined(),
);

test("counts and previews that are none do not keep a ring from being shown", () => {
  expect(readNotice({ ...ring(1), unread: "many", sender: 7, text: {} })).toEqual(ring(1, { unread: 0 }));
  expect(readNotice({ ...ring(1), sender: "A", text: "x".repeat(5_000) })).toEqual(ring(1, { sender: "A", text: "x".repeat(500) }));
});

test("a notification says nothing of its own unless the push does", () => {
  expect(wordsOf(ring(1))).toEqual({ title: "Parley", body: "New message" });
  expect(wordsOf(ring(1, { unread: 3, text: "without a sender" }))).toEqual({ title: "Parley", body: "3 new messages" });
  expect(wordsOf(ring(1, { sender: "Ann", text: "Hello" }))).toEqual({ title: "Ann", body: "Hello" });
  expect(wordsOf(ring(1, { sender: "Ann", text: "", unread: 2 }))).toEqual({ title: "Ann", body: "2 new messages" });
});

test("a ring that comes twice, late, or after its withdrawal says nothing new", () => {
  const stands = [{ conversationId: id, seq: 5 }];
  expect(isNews(ring(6), stands, new Map())).toBe(true);
  expect(isNews(ring(5), stands, new Map())).toBe(false);
  expect(isNews(ring(4), stands, new Map())).toBe(false);
  expect(isNews(ring(5), [], new Map([[id, 5]]))).toBe(false);
  expect(isNews(ring(6), [], new Map([[id, 5]]))).toBe(true);
  expect(isNews(ring(1), [{ conversationId: "g.9", seq: 5 }], new Map([["g.9", 9]]))).toBe(true);
});

test("what is remembered of withdrawals never goes back, and has a bound", () => {
  expect(remember(new Map([[id, 9]]), withdraw(4)).get(id)).toBe(9);
  let withdrawn = new Map<string, number>();
  for (let i = 1; i <= 1_000; i++) withdrawn = remember(withdrawn, withdraw(i, `g.${i}`));
  expect(withdrawn.size).toBe(200);
  expect(withdrawn.get("g.1000")).toBe(1_000);
  expect(withdrawn.has("g.800")).toBe(false);
});
