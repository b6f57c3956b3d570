import { computed, effect, signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Conversation, ConversationEvent, Head } from "@parley/client";
import type { News } from "../src/hub.js";

const api = vi.hoisted(() => ({ allConversations: vi.fn(), history: vi.fn() }));
const hooks = vi.hoisted(() => ({ begin: () => {}, forget: () => {}, hear: (_: any) => {} }));
const phase = signal("in");
vi.stubGlobal("location", { pathname: "/" });
vi.stubGlobal("document", {});
vi.mock("../src/model/account.js", () => ({
  api,
  get phase() { return phase; },
  session: { userId: "1" },
  untilAnswered: (work: () => Promise<void>) => work(),
  whenIn: (begin: () => void) => (hooks.begin = begin),
  whenOut: (forget: () => void) => (hooks.forget = forget),
}));
vi.mock("../src/model/connection.js", () => ({ ask: () => {}, onNews: (hear: (news: News) => void) => (hooks.hear = hear) }));
vi.mock("../src/model/people.js", () => ({ findPerson: async () => {}, learnPeople: () => {}, personOf: (userId: string) => ({ userId, name: userId, displayName: userId }) }));

const { chats, isMuted, sorted, wantPreview } = await import("../src/model/chats.js");

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const chat = (id: string) => chats.value.get(id)!;
const head = (conversationId: string, more: Partial<Head> = {}): Head => ({ conversationId, seq: 1, readSeq: 1, unread: 0, ...more });

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2) });
  api.allConversations.mockReset().mockResolvedValue([]);
  api.history.mockReset().mockResolvedValue({ events: [] });
});

afterEach(() => {
  hooks.forget();
  vi.useRealTimers();
});

test("a mute ends at its time, and what is shown of it hears so", async () => {
  const tell = (one: Head) => hooks.hear({ is: "head", head: one } satisfies News);
  tell(head("d.1.2"));
  tell(head("d.1.3", { mutedUntil: "forever" }));
  tell(head("d.1.4", { mutedUntil: new Date(Date.now() + 60_000).toISOString() }));
  tell(head("d.1.5", { mutedUntil: new Date(Date.now() + 40 * 86_400_000).toISOString() }));
  tell(head("d.1.6", { mutedUntil: new Date(Date.now() - 1).toISOString() }));
  const muted = computed(() => [...chats.value.values()].filter(isMuted).map(({ id }) => id));
  const seen: string[][] = [];
  const stop = effect(() => void seen.push(muted.value));
  expect(seen.at(-1)).toEqual(["d.1.3", "d.1.4", "d.1.5"]);
  await vi.advanceTimersByTimeAsync(60_001);
  expect(seen.at(-1)).toEqual(["d.1.3", "d.1.5"]);
  await vi.advanceTimersByTimeAsync(40 * 86_400_000);
  expect(seen.at(-1)).toEqual(["d.1.3"]);
  stop();
});

/** Conversations in which as much was said as `seqs` has it, each in the minute of its seq. */
function serve(seqs: Map<string, number>): void {
  const event = (conversationId: string, seq: number) => ({ conversationId, seq, sentAt: at(seq), kind: "message", author: "1", text: `text ${seq}` }) as ConversationEvent;
  api.allConversations.mockImplementation(async () =>
    [...seqs].map(([conversationId, seq]) => ({ conversationId, kind: "direct", title: "", seq, readSeq: seq, unread: 0, lastAt: at(seq) }) as unknown as Conversation),
  );
  api.history.mockImplementation(async (id: string) => ({ events: [event(id, seqs.get(id)!)] }));
}

test("after a long absence all are in their place at their time, and what is in view has its text", async () => {
  const ids = Array.from({ length: 100 }, (_, i) => `d.1.${i + 2}`);
  const seqs = new Map(ids.map((id, i) => [id, i + 1]));
  serve(seqs);
  hooks.begin();
  await vi.advanceTimersByTimeAsync(1_000);
  ids.forEach(wantPreview);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ids.map((id) => chat(id).last?.seq)).toEqual([...seqs.values()]);
  api.allConversations.mockClear();
  api.history.mockClear();

  // The other way round, and one in which nothing was said.
  ids.slice(1).forEach((id, i) => seqs.set(id, 1_000 - i));
  ids.slice(1).forEach((id) => hooks.hear({ is: "head", head: head(id, { seq: seqs.get(id)! }) } satisfies News));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sorted.value.map(({ id }) => id)).toEqual([...ids.slice(1), ids[0]]);
  expect(ids.map((id) => chat(id).lastAt)).toEqual([...seqs.values()].map(at));
  expect(api.allConversations).toHaveBeenCalledTimes(1);
  expect(api.history).toHaveBeenCalledTimes(40);
  expect(chat(ids[1]!).last).toMatchObject({ text: "text 1000" });

  wantPreview(ids[99]!);
  wantPreview(ids[99]!);
  wantPreview(ids[1]!);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(chat(ids[99]!).last).toMatchObject({ text: `text ${seqs.get(ids[99]!)}` });
  expect(api.history).toHaveBeenCalledTimes(41);
});

test("after a short absence only what was said is fetched", async () => {
  const seqs = new Map(Array.from({ length: 100 }, (_, i) => [`d.1.${i + 2}`, i + 1]));
  serve(seqs);
  hooks.begin();
  await vi.advanceTimersByTimeAsync(1_000);
  api.allConversations.mockClear();
  api.history.mockClear();
  seqs.set("d.1.2", 500);
  hooks.hear({ is: "head", head: head("d.1.2", { seq: 500 }) } satisfies News);
  hooks.hear({ is: "head", head: head("d.1.3", { seq: 2, readSeq: 2 }) } satisfies News);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sorted.value[0]).toMatchObject({ id: "d.1.2", last: { text: "text 500" } });
  expect(api.history.mock.calls).toEqual([["d.1.2", { limit: 1 }]]);
  expect(api.allConversations).not.toHaveBeenCalled();
});
