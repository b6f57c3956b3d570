import { signal } from "@preact/signals";
import { beforeEach, expect, test, vi } from "vitest";
import { Draft, draftOf } from "../src/model/drafts.js";

const phase = signal("in");
vi.mock("../src/model/account.js", () => ({ get phase() { return phase; }, whenOut: () => {} }));

beforeEach(() => {
  phase.value = "in";
});

test("a tab in which nothing was written leaves what another one wrote", () => {
  const idle = new Draft("c1");
  const writing = new Draft("c1");
  writing.keep("half a sen");
  idle.keep("");
  expect(draftOf("c1")).toBe("half a sen");
});

test("what was sent is no draft any more", () => {
  new Draft("c2").keep("hello");
  const later = new Draft("c2");
  expect(later.text).toBe("hello");
  later.keep("");
  expect(draftOf("c2")).toBe("");
});

test("nothing is kept for whoever logs in next", () => {
  const draft = new Draft("c3");
  phase.value = "out";
  draft.keep("secret");
  expect(draftOf("c3")).toBe("");
});
