import type { Plugin } from "vite";

/** Under vitest Svelte must resolve to its browser build: components are mounted, not rendered to a string. */
export function svelteTesting(): Plugin {
  return {
    name: "svelte-in-tests",
    config: () => (process.env["VITEST"] === undefined ? {} : { resolve: { conditions: ["browser"] } }),
  };
}
