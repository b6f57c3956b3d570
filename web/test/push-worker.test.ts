import { afterEach, beforeEach, expect, test, vi } from "vitest";

const SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
const CHROME_ON_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/123.0.0.0 Mobile/15E148 Safari/604.1";
const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Safari/537.36";
const EDGE = `${CHROME} Edg/123.0.0.0`;
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0";
const ID = "d.17.18";

/** Of the other configuration of TypeScript, that of workers. */
const WORKER = "../src/push-worker.ts";

interface Note {
  title: string;
  body: string;
  tag: string;
  silent?: boolean;
  data?: unknown;
  close: () => void;
}

let standing: Note[];
let shown: Note[];
let push: (data: unknown) => Promise<void>;

async function start(userAgent: string, pages: object[] = []): Promise<void> {
  standing = [];
  shown = [];
  vi.stubGlobal("navigator", { userAgent });
  vi.stubGlobal("self", {
    addEventListener: (name: string, hear: (event: object) => void) => {
      if (name !== "push") return;
      push = async (data) => {
        let done: unknown;
        hear({ data: { json: () => JSON.parse(data as string) }, waitUntil: (work: unknown) => (done = work) });
        await done;
      };
    },
    clients: { matchAll: async () => pages },
    registration: {
      getNotifications: async ({ tag }: { tag: string }) => standing.filter((note) => note.tag === tag),
      showNotification: async (title: string, options: Omit<Note, "title" | "close">) => {
        const note = { ...options, title, close: () => (standing = standing.filter((one) => one !== note)) };
        shown.push(note);
        standing = [...standing.filter((one) => one.tag !== note.tag), note];
      },
    },
  });
  vi.resetModules();
  await import(/* @vite-ignore */ WORKER);
}

const ring = (seq: number) => push(JSON.stringify({ type: "ring", conversationId: ID, seq, badge: 2, unread: 1 }));
const withdraw = (seq: number) => push(JSON.stringify({ type: "withdraw", conversationId: ID, seq, badge: 0 }));

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {}); // There is no IndexedDB.
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test.each([SAFARI, IPHONE, CHROME_ON_IPHONE])("each push shows something in %s, which else rings no more, and only what is news stays", async (agent) => {
  await start(agent);
  await ring(5);
  expect(standing.map(({ tag, body }) => [tag, body])).toEqual([[ID, "New message"]]);
  const quiet = async (work: Promise<void>, body: string, stays: string[]) => {
    shown = [];
    await work;
    expect(shown).toMatchObject([{ title: "Parley", body, silent: true }]);
    expect(standing.map(({ tag }) => tag)).toEqual(stays);
  };
  await quiet(ring(5), "2 unread", [ID]); // Comes twice.
  await quiet(push('{"type":"later"}'), "Nothing unread", [ID]);
  await quiet(push("{"), "Nothing unread", [ID]);
  await quiet(withdraw(5), "Nothing unread", []);
  await quiet(ring(4), "2 unread", []); // Comes late.
});

test("a conversation that is looked at is shown for an instant in Safari", async () => {
  await start(SAFARI, [{ focused: true, url: `https://parley.example/c/${ID}` }]);
  await ring(5);
  expect(shown).toMatchObject([{ body: "2 unread", silent: true }]);
  expect(standing).toEqual([]);
});

test.each([CHROME, EDGE, FIREFOX])("only what is news is shown in %s", async (agent) => {
  await start(agent);
  await ring(5);
  await ring(5);
  await push('{"type":"later"}');
  await push("{");
  await withdraw(5);
  await ring(4);
  expect(shown.map(({ tag }) => tag)).toEqual([ID]);
  expect(standing).toEqual([]);
});
