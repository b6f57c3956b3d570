import { defineConfig } from "vitest/config";

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
  server: {
    // `npm run dev -w web` beside a Parley that runs.
    proxy: { "/v1": "http://localhost:7080", "/ws": { target: "ws://localhost:7080", ws: true } },
  },
  test: { include: ["test/**/*.test.ts"] },
});
