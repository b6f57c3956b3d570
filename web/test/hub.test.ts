import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Session } from "@parley/client";
import { Hub, type News } from "../src/hub.js";

vi.mock("@parley/client", () => ({
  ParleyClient: { create: async () => ({ on: () => {}, heads: () => [], outbox: () => [], state: "connecting", start: () => {}, stop: async () => {} }) },
}));

const device = vi.hoisted(() => ({ count: 0 }));
let session: Session;
let hubs: Hub[];

function open(hear: (news: News) => void = () => {}): Hub {
  const hub = new Hub(session, hear);
  hubs.push(hub);
  return hub;
}

beforeEach(() => {
  hubs = [];
  session = { deviceId: String(++device.count) } as Session;
  vi.stubGlobal("addEventListener", () => {});
});

afterEach(() => {
  hubs.forEach((hub) => hub.close());
  vi.unstubAllGlobals();
});

const forbidden = { locks: { request: async () => Promise.reject(new DOMException("The request was denied.", "SecurityError")) } };

test.each([
  ["without Web Locks", {}],
  ["where the browser refuses them", forbidden],
])("%s a tab that hears no leader leads, a later one follows, and takes over when the first goes", async (_, navigator) => {
  vi.stubGlobal("navigator", navigator);
  const first = open();
  await vi.waitFor(() => expect(first.leads).toBe(true), 5_000);
  const heard: string[] = [];
  const second = open(({ is }) => heard.push(is));
  await vi.waitFor(() => expect(heard).toContain("snapshot"), 5_000);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(second.leads).toBe(false);
  first.close();
  await vi.waitFor(() => expect(second.leads).toBe(true), 5_000);
});

test("with Web Locks the tab that has the lock leads", async () => {
  let give: () => unknown = () => {};
  vi.stubGlobal("navigator", { locks: { request: (_: string, work: () => unknown) => new Promise((resolve) => (give = () => resolve(work()))) } });
  const hub = open();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(hub.leads).toBe(false);
  give();
  await vi.waitFor(() => expect(hub.leads).toBe(true));
});
