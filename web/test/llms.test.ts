import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const links = [...readFileSync(`${root}llms.txt`, "utf8").matchAll(/^- \[[^\]]+\]\(([^)]+)\): \S/gm)].map(([, path]) => path!);

test("llms.txt names every document in docs once, and nothing that is not there", () => {
  const documents = readdirSync(`${root}docs`, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(md|yaml)$/.test(path) && !path.startsWith("decisions"))
    .map((path) => `docs/${path}`);
  expect(links.filter((path) => !existsSync(root + path))).toEqual([]);
  expect(links.filter((path) => path.startsWith("docs/") && path !== "docs/decisions").toSorted()).toEqual(documents.toSorted());
});
