import { afterEach, expect, it } from "vitest";
import { goToField } from "./navigation";

afterEach(() => {
  document.body.replaceChildren();
});

const focusedAt = (inside: string): string => {
  document.body.innerHTML = `<div data-field="f">${inside}</div>`;
  goToField("f");
  return document.activeElement?.id ?? "";
};

it("goes to the first wrong control, be it a cell that is words until it is entered", () => {
  expect(focusedAt('<select id="a"></select><button id="b" data-invalid="true"></button>')).toBe("b");
  expect(focusedAt('<button id="a" data-invalid="true"></button><input id="b" aria-invalid="true" />')).toBe(
    "a",
  );
  expect(focusedAt('<input id="a" /><input id="b" aria-invalid="true" />')).toBe("b");
});

it("goes to the first answer where none is wrong, and to a button where there is no other", () => {
  expect(focusedAt('<button id="a"></button><input id="b" />')).toBe("b");
  expect(focusedAt('<div id="a" data-invalid></div><button id="b"></button>')).toBe("b");
});
