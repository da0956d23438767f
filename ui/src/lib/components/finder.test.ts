import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, it } from "vitest";
import { setLanguage, t } from "$lib/i18n";
import Finder from "./Finder.svelte";

let shown: Record<string, unknown>;

async function typed(text: string, unfound?: string): Promise<string> {
  shown = mount(Finder, {
    target: document.body,
    props: {
      title: "Розділи",
      placeholder: "Знайти",
      groups: [{ label: "Розділи", items: [{ id: "a", label: "Є проблема – є рішення", run: () => null }] }],
      unfound,
      onclose: () => null,
    },
  });
  for (let turn = 0; turn < 20; turn++) await tick();
  const input = document.querySelector<HTMLInputElement>('[data-test="finder"]');
  if (input === null) throw new Error("no finder");
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
  return document.querySelector('[role="listbox"]')?.textContent?.trim() ?? "";
}

beforeEach(() => setLanguage("uk"));

afterEach(async () => {
  await unmount(shown);
  document.body.replaceChildren();
});

it("finds a section typed with the keyboard set to Latin", async () => {
  expect(await typed("ghj,ktvf")).toContain("Є проблема");
});

it("says why nothing was found where it knows", async () => {
  expect(await typed("голосування", "Лише розділи відділу")).toBe("Лише розділи відділу");
  await unmount(shown);
  expect(await typed("голосування")).toBe(t("common.nothingFound"));
});
