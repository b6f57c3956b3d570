import { readFileSync } from "node:fs";
import { createConfig, lint, type NormalizedProblem } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { renderApiPage } from "../api-page/render.js";

const OPENAPI = "docs/api/openapi.yaml";
const ASYNCAPI = "docs/api/asyncapi.yaml";
const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string) => readFileSync(file(path), "utf8");

const documents = { openapi: read(OPENAPI), asyncapi: read(ASYNCAPI), protocol: read("docs/protocol.md") };
const page = renderApiPage(documents);

const told = (problems: NormalizedProblem[]) =>
  problems.map((one) => `${one.ruleId}: ${one.message} at ${one.location.map((place) => place.pointer ?? "").join(", ")}`);

test.each([OPENAPI, ASYNCAPI])("Redocly finds nothing wrong with %s", async (path) => {
  const config = await createConfig({
    extends: ["recommended"],
    rules: {
      "info-license": "off", // None is chosen.
      "operation-4xx-response": "off", // What is public and takes nothing is always answered.
      "security-defined": path === ASYNCAPI ? "off" : "error", // The ticket is in the first frame.
    },
  });
  expect(told(await lint({ ref: file(path), config }))).toEqual([]);
});

test("every operation, object, frame and code is on the page", () => {
  const openapi = parse(documents.openapi);
  for (const item of Object.values<any>(openapi.paths)) for (const one of Object.values<any>(item)) if (one.operationId) expect(page).toContain(`id="call-${one.operationId}"`);
  for (const name of Object.keys(openapi.components.schemas)) expect(page).toContain(`id="rest-${name}"`);
  for (const name of Object.keys(parse(documents.asyncapi).components.schemas)) if (!/^(Client|Server)Frame$/.test(name)) expect(page).toContain(`id="frame-${name}"`);
  for (const [, code] of documents.protocol.matchAll(/^\| `([a-z0-9_]+)` \| \d{3} \|/gm)) expect(page).toContain(`<td><code>${code}</code></td>`);
});

test("every link on the page leads somewhere, and no id stands there twice", () => {
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
});

test("nothing on the page is a script or a style", () => {
  expect(page).not.toMatch(/<script|<style|\son\w+=|\sstyle=/i);
  expect(renderApiPage({ ...documents, protocol: `${documents.protocol.replace("\n## Words", "\n<script>x</script>\n\n## Words")}` })).not.toMatch(/<script/);
});
