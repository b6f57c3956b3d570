import { beforeEach, expect, test, vi } from "vitest";
import type { Settings, SettingsChange } from "@parley/client";

const api = vi.hoisted(() => ({ settings: vi.fn(), changeSettings: vi.fn() }));
const show = vi.hoisted(() => vi.fn());
const hooks = vi.hoisted(() => ({ begin: () => {}, forget: () => {} }));
vi.mock("../src/model/account.js", () => ({
  api,
  show,
  untilAnswered: (work: () => Promise<void>) => work(),
  whenIn: (begin: () => void) => (hooks.begin = begin),
  whenOut: (forget: () => void) => (hooks.forget = forget),
}));

const { changeSettings, settings } = await import("../src/model/settings.js");

const STORED = { invisible: false, readReceipts: true, quietHours: "none" } as Settings;

/** Answers that come when the test wants. */
let answers: ((refusal?: Error) => void)[] = [];
let stored: Settings;

beforeEach(async () => {
  hooks.forget();
  answers = [];
  stored = STORED;
  show.mockReset();
  api.settings.mockReset().mockImplementation(async () => stored);
  api.changeSettings.mockReset().mockImplementation(
    (change: SettingsChange) =>
      new Promise((resolve, reject) => answers.push((refusal) => (refusal ? reject(refusal) : resolve((stored = { ...stored, ...change }))))),
  );
  hooks.begin();
  await vi.waitFor(() => expect(settings.value).toEqual(STORED));
});

const answer = async (number: number, refusal?: Error) => {
  await vi.waitFor(() => expect(answers.length).toBe(number));
  answers[number - 1]!(refusal);
};

test("changes hold at once and are told one after the other", async () => {
  changeSettings({ invisible: true });
  changeSettings({ quietHours: "22:00-07:00" });
  expect(settings.value).toEqual({ ...STORED, invisible: true, quietHours: "22:00-07:00" });
  await vi.waitFor(() => expect(api.changeSettings.mock.calls).toEqual([[{ invisible: true }]]));
  await answer(1);
  await answer(2);
  await vi.waitFor(() => expect(stored.quietHours).toBe("22:00-07:00"));
  expect(settings.value).toEqual({ ...STORED, invisible: true, quietHours: "22:00-07:00" });
});

test("what is refused does not hold any more, and what comes behind it does", async () => {
  const refusal = new Error("no");
  changeSettings({ invisible: true });
  changeSettings({ readReceipts: false });
  await answer(1, refusal);
  await answer(2);
  await vi.waitFor(() => expect(settings.value).toEqual({ ...STORED, readReceipts: false }));
  expect(show.mock.calls).toEqual([[refusal]]);
});

test("who logs in next gets nothing of what waited for another", async () => {
  changeSettings({ invisible: true });
  changeSettings({ readReceipts: false });
  await vi.waitFor(() => expect(answers.length).toBe(1));
  hooks.forget();
  stored = { ...STORED, quietHours: "20:00-08:00" };
  const theirs = stored;
  hooks.begin();
  await vi.waitFor(() => expect(settings.value).toEqual(theirs));
  answers[0]!();
  await new Promise((resolve) => setImmediate(resolve));
  expect(settings.value).toEqual(theirs);
  expect(api.changeSettings).toHaveBeenCalledTimes(1);
});
