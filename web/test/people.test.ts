import { beforeEach, expect, test, vi } from "vitest";
import { RefusedError } from "@parley/client";
import { findPerson, learnPeople, nameOf, people } from "../src/model/people.js";

const user = vi.hoisted(() => vi.fn());
vi.mock("../src/model/account.js", () => ({
  api: { user },
  untilAnswered: (work: () => Promise<void>) => work(),
  whenIn: () => {},
  whenOut: () => {},
}));
vi.mock("../src/model/connection.js", () => ({ onNews: () => {} }));

beforeEach(() => {
  user.mockReset();
});

test("someone unknown is looked up once, and shows as dots until then", async () => {
  user.mockResolvedValue({ userId: "1", name: "ann", displayName: "Ann" });
  expect(nameOf("1")).toBe("…");
  expect(nameOf("1")).toBe("…");
  await vi.waitFor(() => expect(nameOf("1")).toBe("Ann"));
  expect(user).toHaveBeenCalledTimes(1);
});

test("who has not said how others see them is shown by name", () => {
  learnPeople([{ userId: "2", name: "bob", displayName: "" }]);
  expect(nameOf("2")).toBe("bob");
});

test("who was erased is shown as deleted, whether the service knows the id alone or nobody", async () => {
  learnPeople([{ userId: "3", name: "", displayName: "" }]);
  expect(nameOf("3")).toBe("Deleted user");
  user.mockImplementation(async () => {
    throw new RefusedError(404, "unknown_user", "Nobody has this id.");
  });
  await findPerson("4");
  expect(nameOf("4")).toBe("Deleted user");
  expect(people.value.get("4")?.name).toBe("");
});
