import { afterEach, expect, test, vi } from "vitest";
import { Session } from "@parley/client";
import { kept, oneTabAtATime, sessionStore } from "../src/storage.js";

afterEach(() => vi.unstubAllGlobals());

const forbidden = { request: async () => Promise.reject(new DOMException("The request was denied.", "SecurityError")) };

test("tokens are refreshed where the browser refuses locks, once at a time", async () => {
  vi.stubGlobal("navigator", { locks: forbidden });
  let atWork = 0;
  const refresh = async () => {
    expect(++atWork).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    atWork--;
    return "new";
  };
  expect(await Promise.all([oneTabAtATime(refresh), oneTabAtATime(refresh)])).toEqual(["new", "new"]);
});

test("a refresh that fails under the lock is not repeated without", async () => {
  vi.stubGlobal("navigator", { locks: { request: async (_: string, work: () => Promise<unknown>) => work() } });
  const refresh = vi.fn(async () => Promise.reject(new Error("away")));
  await expect(oneTabAtATime(refresh)).rejects.toThrow("away");
  expect(refresh).toHaveBeenCalledTimes(1);
});

/** localStorage that takes nothing while it is full. */
class Storage {
  isFull = false;
  private readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  removeItem = (key: string) => void this.items.delete(key);
  setItem = (key: string, value: string) => {
    if (this.isFull) throw new DOMException("full", "QuotaExceededError");
    this.items.set(key, value);
  };
}

test("what storage that is full did not take counts until it takes something newer", () => {
  const storage = new Storage();
  vi.stubGlobal("localStorage", storage);
  kept.set("k", "old");
  storage.isFull = true;
  kept.set("k", "new");
  expect(kept.get("k")).toBe("new");
  kept.set("k", undefined);
  expect(kept.get("k")).toBeUndefined();
  kept.set("k", "newer");
  storage.isFull = false;
  storage.setItem("k", "of another tab, later");
  expect(kept.get("k")).toBe("of another tab, later");
  kept.set("k", "newest");
  storage.setItem("k", "of another tab");
  expect(kept.get("k")).toBe("of another tab");
});

test("where storage is forbidden, what is gone stays gone", () => {
  const forbid = () => {
    throw new DOMException("forbidden", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: forbid, setItem: forbid, removeItem: forbid });
  kept.set("f", "here");
  expect(kept.get("f")).toBe("here");
  kept.set("f", undefined);
  expect(kept.get("f")).toBeUndefined();
});

test("storage that fills up while the page is open logs nobody out", async () => {
  const storage = new Storage();
  vi.stubGlobal("localStorage", storage);
  let round = 1;
  let isExpired = false;
  const json = (status: number, body: object) => new Response(JSON.stringify(body), { status });
  const fetch = async (url: string, init: RequestInit) => {
    const login = () => json(200, { userId: "1", deviceId: "2", accessToken: `a${round}`, refreshToken: `r${round}` });
    if (url.endsWith("/login")) return login();
    if (url.endsWith("/refresh")) {
      if (JSON.parse(init.body as string).refreshToken !== `r${round}`) return json(401, { code: "token_reused" });
      round++;
      isExpired = false;
      return login();
    }
    const isTaken = !isExpired && new Headers(init.headers).get("Authorization") === `Bearer a${round}`;
    return isTaken ? json(200, {}) : json(401, { code: "token_invalid" });
  };
  const session = new Session({ server: "", store: sessionStore, fetch: fetch as typeof globalThis.fetch, lock: (work) => work() });
  await session.login("ann", "secret-enough");
  storage.isFull = true;
  for (let i = 0; i < 3; i++) {
    isExpired = true;
    await session.call("GET", "/v1/me");
  }
  expect(round).toBe(4);
});
