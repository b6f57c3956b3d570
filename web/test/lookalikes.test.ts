import { expect, test } from "vitest";
import { isMixed, skeletonOf } from "../src/model/lookalikes.js";

test("names that look alike have the same skeleton", () => {
  for (const [one, other] of [
    ["Ann", "Аnn"], // a Cyrillic А
    ["TOM", "ТОМ"], // all of it Cyrillic
    ["Nikos", "Νικοs"], // Greek but for the last
    ["ben", "BEN"],
    ["Mia", "Ｍｉａ"], // full width
  ] as const) {
    expect(one === other).toBe(false);
    expect(skeletonOf(other)).toBe(skeletonOf(one));
  }
  expect(skeletonOf("Ann")).not.toBe(skeletonOf("Anna"));
  expect(skeletonOf("رامي 🎈")).toBe("رامي 🎈");
});

test("a name of two alphabets is noticed, a name of one is not", () => {
  for (const name of ["Аnn", "Bеn 🎈", "Νikos"]) expect(isMixed(name)).toBe(true);
  for (const name of ["Ann Ägren", "Анна", "Νίκος", "رامي", "田中 Tanaka", "🎈 2"]) expect(isMixed(name)).toBe(false);
});
