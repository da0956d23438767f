import { beforeEach, expect, it } from "vitest";
import { toasts } from "$lib/state/toasts.svelte";
import { back, beforeLeaving, go, restart, route } from "./router.svelte";

beforeEach(() => restart());

it("goes back the way one came, and then to the desk", async () => {
  await go({ screen: "reports", section: "council-work" });
  await go({ screen: "editor", id: "a" });
  await back();
  expect(route()).toEqual({ screen: "reports", section: "council-work" });
  await back();
  await back();
  expect(route()).toEqual({ screen: "desk" });
});

it("lets the screen write down what was typed last before it is left", async () => {
  const done: string[] = [];
  const stop = beforeLeaving(async () => {
    await Promise.resolve();
    done.push(`saved on ${route().screen}`);
    return true;
  });
  await go({ screen: "map" });
  stop();
  await go({ screen: "desk" });
  expect(done).toEqual(["saved on desk"]);
});

it("stays on a screen whose text could not be written down", async () => {
  restart();
  await go({ screen: "map" });
  const stop = beforeLeaving(() => Promise.resolve(false));
  await go({ screen: "desk" });
  await back();
  expect(route()).toEqual({ screen: "map" });
  stop();
});

it("takes the notes about a report away with it, not between its editor and its history", async () => {
  await go({ screen: "editor", id: "a" });
  await go({ screen: "history", id: "a" });
  toasts.say("Версію відновлено");
  await back();
  expect(toasts.shown.map(({ title }) => title)).toEqual(["Версію відновлено"]);
  await go({ screen: "desk" });
  expect(toasts.shown).toEqual([]);
  toasts.say("2 звіти перенесено до кошика");
  await go({ screen: "map" });
  expect(toasts.shown).toHaveLength(1);
  toasts.dismissAll();
});
