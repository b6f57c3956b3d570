import { defineConfig } from "vitest/config";

/** The Parley that runs beside `npm run dev -w web`. */
const parley = process.env["PARLEY_URL"] ?? "http://localhost:7080";

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    outDir: "target/classes/dev/parley/web/site",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    // As data: they would need an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
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
