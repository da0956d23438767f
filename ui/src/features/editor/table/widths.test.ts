import { expect, it } from "vitest";
import type { Column } from "$lib/ipc";
import { widthsOf } from "./widths";

const number = (decimals: number): Column => ({
  kind: "number",
  id: "value",
  label: { uk: "Значення", en: "Value" },
  required: true,
  decimals,
});

it("leaves a sum with its hundredths more room than a whole number", () => {
  expect(widthsOf([number(0)]).grid).toContain("minmax(84px, 1fr)");
  expect(widthsOf([number(2)]).grid).toContain("minmax(124px, 1fr)");
  expect(widthsOf([number(2)]).least - widthsOf([number(0)]).least).toBe(40);
});
