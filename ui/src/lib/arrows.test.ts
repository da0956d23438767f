import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { arrows } from "./arrows";

let list: HTMLElement;
let stop: () => void;

const row = (name: string): HTMLElement => {
  const element = list.querySelector<HTMLElement>(`#${name}`);
  if (element === null) throw new Error(`no row ${name}`);
  return element;
};
const focused = (): string => document.activeElement?.id ?? "";
/** Until what watches the list has seen what happened to it. */
const seen = (): Promise<void> => new Promise((done) => setTimeout(done));

beforeEach(() => {
  document.body.innerHTML = `<ul>${["a", "b", "c"]
    .map((name) => `<li><button id="${name}" data-row></button><button id="${name}-undo"></button></li>`)
    .join("")}</ul><button id="elsewhere"></button>`;
  list = document.querySelector("ul") as HTMLElement;
  stop = arrows(list);
});
afterEach(() => stop());

describe("a list", () => {
  it("is walked by arrows", () => {
    row("a").focus();
    for (const [key, now] of [
      ["ArrowDown", "b"],
      ["End", "c"],
      ["ArrowDown", "c"],
      ["ArrowUp", "b"],
      ["Home", "a"],
    ] as const) {
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      expect(focused()).toBe(now);
    }
  });

  it("gives the focus of a row that goes to the one that takes its place", async () => {
    row("b-undo").focus();
    row("b").parentElement?.remove();
    await seen();
    expect(focused()).toBe("c");
  });

  it("gives the focus of its last row to the one before", async () => {
    row("c").focus();
    row("c").parentElement?.remove();
    await seen();
    expect(focused()).toBe("b");
  });

  it("takes the focus from nobody who is elsewhere", async () => {
    row("b").focus();
    document.getElementById("elsewhere")?.focus();
    row("b").parentElement?.remove();
    await seen();
    expect(focused()).toBe("elsewhere");
  });
});
