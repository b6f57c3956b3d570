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

const { chats, isMuted, sorted } = await import("../src/model/chats.js");

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
