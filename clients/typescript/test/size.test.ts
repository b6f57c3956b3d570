import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transformWithEsbuild, type Rollup } from "vite";
import { expect, test } from "vitest";

const MOST_BYTES = 12 * 1024;

async function bundle(code: string): Promise<number> {
  const id = "\0all";
  const result = (await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL("..", import.meta.url)),
    plugins: [{ name: "all", resolveId: (name) => (name === "all" ? id : undefined), load: (name) => (name === id ? code : undefined) }],
    build: { write: false, minify: "esbuild", lib: { entry: "all", formats: ["es"] }, rollupOptions: { input: "all" } },
  })) as Rollup.RollupOutput[];
  // Vite leaves white space in the modules of a library.
  const { code: small } = await transformWithEsbuild(result[0]!.output[0].code, "all.js", { minify: true, format: "esm", target: "es2022" });
  return gzipSync(small, { level: 9 }).length;
}

const index = fileURLToPath(new URL("../src/index.ts", import.meta.url));

test("all of it is at most 12 kB, minified and gzipped", async () => {
  const bytes = await bundle(`export * from ${JSON.stringify(index)};`);
  console.log(`@parley/client: ${bytes} bytes gzipped`);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});

test("what is not used falls away", async () => {
  const bytes = await bundle(`export { directConversation } from ${JSON.stringify(index)};`);
  expect(bytes).toBeLessThan(300);
});
