import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "./vite.testing.ts";
import { defineConfig } from "vitest/config";

// Tauri's development server expects this port (tauri.conf.json, devUrl).
const DEV_PORT = 5173;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  resolve: { alias: { $lib: here("src/lib"), $features: here("src/features") } },
  clearScreen: false,
  server: { port: DEV_PORT, strictPort: true },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The system's web views: WebKitGTK 2.50, WebView2, WKWebView of macOS 14.
    target: ["chrome120", "safari17.4"],
    // The window's content policy allows no data: addresses and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    restoreMocks: true,
  },
});
