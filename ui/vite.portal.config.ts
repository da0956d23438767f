import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The map of the portal's public pages: two files with fixed names, beside the interface: the portal serves them, the editor's preview too. */
export default defineConfig({
  plugins: [svelte()],
  resolve: { alias: { $lib: here("src/lib"), $features: here("src/features") } },
  publicDir: false,
  build: {
    outDir: "dist/portal",
    emptyOutDir: true,
    // Residents' browsers: older than the editor's own web view.
    target: ["chrome109", "safari15.6", "firefox115"],
    assetsInlineLimit: 0,
    lib: {
      entry: "src/portal-map/main.ts",
      formats: ["iife"],
      name: "zvitnykPortalMap",
      fileName: () => "portal-map.js",
      cssFileName: "portal-map",
    },
  },
});
