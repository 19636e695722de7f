import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// During development the page is served by Vite and the server's faces are reached through this proxy.
const server = process.env.TMON_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
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
