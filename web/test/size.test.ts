import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { expect, test } from "vitest";

const MOST_BYTES = 100 * 1024;

test("the first load is at most 100 kB gzipped, and no script or style stands in the page", async () => {
  const outDir = fileURLToPath(new URL("../target/measured", import.meta.url));
  await build({ root: fileURLToPath(new URL("..", import.meta.url)), logLevel: "error", build: { outDir, emptyOutDir: true } });
  const assets = readdirSync(`${outDir}/assets`).filter((name) => !name.startsWith("docs-")); // Of the API page.
  const files = ["index.html", ...assets.map((name) => `assets/${name}`)];
  const sizes = files.map((name) => [name, gzipSync(readFileSync(`${outDir}/${name}`)).length] as const);
  const sum = sizes.reduce((all, [, bytes]) => all + bytes, 0);
  console.log(`web client: ${sum} bytes gzipped\n${sizes.map(([name, bytes]) => `  ${name} ${bytes}`).join("\n")}`);
  expect(sum).toBeLessThanOrEqual(MOST_BYTES);
  const page = readFileSync(`${outDir}/index.html`, "utf8");
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/i);
});
