import { afterEach, expect, test, vi } from "vitest";
import { oneTabAtATime } from "../src/storage.js";

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
