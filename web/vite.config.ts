import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// During development the page is served by Vite and the server's faces are reached through this proxy.
const server = process.env.TMON_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What the first page and a later one share would become a dozen small files, each compressed on its own and with
    // imports of its own. What the first load needs anyway is one file, which compresses better as a whole.
    rollupOptions: {
      output: {
        advancedChunks: {
          groups: [
            {
              name: "first",
              test: /vite\/preload-helper|node_modules\/(react|react-dom|scheduler|uplot)\/|src\/live\/LiveContext|src\/ui\/(Button|format|useTheme|theme|chart\/(axes|palette))\.|src\/features\/plots\/(axis\.|PlotPanel\.module)|src\/main|firstChart/,
            },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    // The server takes changes only from its own origin, which is where they come from as far as it can see.
    proxy: {
      "/api": { target: server, changeOrigin: true, headers: { origin: server } },
      "/health": server,
      "/ws": { target: server, ws: true },
    },
  },
  test: { include: ["src/**/*.test.ts", "scripts/**/*.test.ts"], environment: "node", testTimeout: 60_000 },
});
