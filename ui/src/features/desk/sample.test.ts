import { expect, it } from "vitest";
import type { Form } from "$lib/ipc";
import { sampleValues } from "./sample";

const label = { uk: "Поле" };
const around = { label, required: true, half: false };
const form: Form = {
  version: 1,
  groups: [
    {
      id: "all",
      label,
      fields: [
        { id: "measure", kind: "reference", list: "measures", ...around },
        {
          id: "status",
          kind: "choice",
          options: [
            { id: "begun", label },
            { id: "done", label },
          ],
          ...around,
        },
        { id: "period", kind: "period", ...around },
        { id: "description", kind: "rich_text", ...around },
        { id: "short", kind: "rich_text", max_chars: 100, ...around },
        { id: "found", kind: "date", ...around },
        { id: "photos", kind: "photos", ...around },
      ],
    },
  ],
};

it("a sample fills what shows how the form works and leaves open what only the author knows", () => {
  const values = sampleValues({ form, rule: "quarterly" }, new Date(2026, 10, 22));
  expect(Object.keys(values)).toEqual(["status", "period", "description", "found"]);
  expect(values).toMatchObject({
    status: "done",
    // The one that the editor offers first.
    period: { from: "2026-10-01", to: "2026-12-31" },
    found: "2026-11-22",
  });
});
