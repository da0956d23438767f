import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { mount, unmount } from "svelte";
import { afterEach, expect, it, vi } from "vitest";
import { setLanguage } from "$lib/i18n";
import PlaceSearch, { type Answer } from "./PlaceSearch.svelte";

let shown: Record<string, unknown> | undefined;

afterEach(async () => {
  if (shown) await unmount(shown);
  clearMocks();
  document.body.replaceChildren();
});

it("takes coordinates and links of map services where one searches for a street", async () => {
  await setLanguage("uk");
  mockIPC((command) => (command === "coordinates_parse" ? [33.39, 47.91] : []));
  const chosen: Answer[] = [];
  const onfound = (found: Answer): number => chosen.push(found);
  shown = mount(PlaceSearch, { target: document.body, props: { id: "place", test: "search", onfound } });
  const input = document.querySelector("input") as HTMLInputElement;
  input.value = "https://maps.google.com/?q=47.91,33.39";
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await vi.waitFor(() => {
    expect(document.querySelector("[data-test=search-0]")?.textContent).toContain("За координатами: 47.91");
  });
  input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  expect(chosen).toMatchObject([{ lon: 33.39, lat: 47.91, typed: true }]);
});
