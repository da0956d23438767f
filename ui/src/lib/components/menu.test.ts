import { flushSync, mount, tick, unmount } from "svelte";
import { expect, it } from "vitest";
import Menu from "./Menu.svelte";

it("opens at a place without a button, and does what is picked", async () => {
  const done: string[] = [];
  const items = [{ id: "copy", label: "Копія", test: "copy", run: () => done.push("copy") }];
  const anchor = { getBoundingClientRect: () => new DOMRect(10, 10, 0, 0) };
  const menu = mount(Menu, { target: document.body, props: { items, open: true, anchor } });
  flushSync();
  await tick();
  const item = document.querySelector<HTMLElement>('[data-test="copy"]');
  expect(item?.getAttribute("role")).toBe("menuitem");
  item?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  await tick();
  expect(done).toEqual(["copy"]);
  await unmount(menu);
});
