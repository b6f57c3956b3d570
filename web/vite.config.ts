import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { renderApiPage } from "./api-page/render.js";

/** The Parley that runs beside `npm run dev -w web`. */
const parley = process.env["PARLEY_URL"] ?? "http://localhost:7080";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

/** Writes the API page, which is the descriptions themselves in HTML. */
const apiPage: Plugin = {
  name: "api-page",
  transformIndexHtml: {
    order: "pre",
    handler: (html, { path }) =>
      path === "/docs.html"
        ? html.replace(/<!-- Filled .* -->/, () =>
            renderApiPage({
              openapi: read("docs/api/openapi.yaml"),
              asyncapi: read("docs/api/asyncapi.yaml"),
              protocol: read("docs/protocol.md"),
            }),
          )
        : html,
  },
};

export default defineConfig({
  plugins: [apiPage],
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    outDir: "target/classes/dev/parley/web/site",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    // As data: they would need an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rollupOptions: { input: ["index.html", "docs.html"] },
  },
  worker: {
    // The service worker has a fixed address at the top, from where it stands for all pages.
    rollupOptions: { output: { entryFileNames: ({ name }) => (name === "push-worker" ? "[name].js" : "assets/[name]-[hash].js") } },
  },
  server: {
    headers: { "Service-Worker-Allowed": "/" },
    proxy: { "/v1": parley, "/ws": { target: parley, ws: true } },
  },
  test: { include: ["test/**/*.test.ts"], testTimeout: 60_000 },
});
