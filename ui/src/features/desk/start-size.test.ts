import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

/** What `npm run build` made; `cargo xtask test` builds it before this runs. */
const DIST = resolve("dist");
/** All JavaScript that is loaded before the desk can be worked at. */
const MOST_KB = 150;

/** The scripts that the page starts with and everything that they import at once, not when asked. */
function atStart(): Map<string, string> {
  const found = new Map<string, string>();
  const load = (path: string): void => {
    if (found.has(path)) return;
    const text = readFileSync(join(DIST, path), "utf8");
    found.set(path, text);
    for (const [, from] of text.matchAll(
      /(?:^|[;}\s])(?:import|export)\s*(?:[^"'();]*?from\s*)?"(\.[^"]+\.js)"/g,
    )) {
      if (from !== undefined) load(join(dirname(path), from));
    }
  };
  const page = readFileSync(join(DIST, "index.html"), "utf8");
  for (const [, path] of page.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)) if (path !== undefined) load(path);
  return found;
}

describe("the start", () => {
  it(`loads at most ${String(MOST_KB)} KB of JavaScript (gzip)`, () => {
    const scripts = atStart();
    expect(scripts.size).toBeGreaterThan(0);
    const kilobytes = [...scripts.values()].reduce((sum, text) => sum + gzipSync(text).length / 1000, 0);
    expect(kilobytes).toBeGreaterThan(20);
    expect(kilobytes).toBeLessThanOrEqual(MOST_KB);
  });

  it("leaves the editor and the map for when they are opened", () => {
    // Words that ProseMirror and OpenLayers keep when they are made small.
    const heavy = ["ProseMirror", "ol-viewport"];
    for (const word of heavy) {
      const holding = [...atStart()].filter(([, text]) => text.includes(word)).map(([path]) => path);
      expect(holding, word).toEqual([]);
    }
  });
});
