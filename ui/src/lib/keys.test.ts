import { expect, it } from "vitest";
import { ariaKeys, keysApart, keysOf } from "./keys";

const press = (code: string, held: KeyboardEventInit = {}): string | null =>
  keysOf(new KeyboardEvent("keydown", { code, ...held }));

it("names a combination by the key's place whatever the layout", () => {
  expect(press("KeyN", { ctrlKey: true, key: "т" })).toBe("Ctrl+N");
  expect(press("KeyP", { ctrlKey: true, shiftKey: true })).toBe("Ctrl+Shift+P");
  expect(press("ArrowDown", { altKey: true })).toBe("Alt+↓");
  expect(press("F1")).toBe("F1");
});

it("takes plus with and without Shift, and from the number pad", () => {
  for (const held of [{ code: "Equal", shiftKey: true }, { code: "Equal" }, { code: "NumpadAdd" }]) {
    expect(keysOf(new KeyboardEvent("keydown", { ctrlKey: true, ...held }))).toBe("Ctrl++");
  }
});

it("leaves typing alone", () => {
  expect(press("KeyN")).toBeNull();
  expect(press("Enter")).toBeNull();
  expect(press("ControlLeft", { ctrlKey: true })).toBeNull();
  expect(press("KeyN", { shiftKey: true })).toBeNull();
});

it("takes a combination apart", () => {
  expect(keysApart("Ctrl++")).toEqual(["Ctrl", "+"]);
  expect(ariaKeys("Ctrl+Shift+P")).toBe("Control+Shift+P");
});
