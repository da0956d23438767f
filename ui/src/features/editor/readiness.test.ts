import { describe, expect, it } from "vitest";
import type { Group, Problem } from "$lib/ipc";
import { groupMark, groupProgress, isMissing, nextProblem } from "./readiness";

const group: Group = {
  id: "money",
  label: { uk: "Кошти" },
  fields: [
    { id: "planned", label: { uk: "Заплановано" }, required: true, half: true, kind: "money" },
    { id: "spent", label: { uk: "Використано" }, required: false, half: true, kind: "money" },
  ],
};
const missing: Problem = { field: "planned", code: "required" };
const wrong: Problem = { field: "spent", code: "not_a_number" };

function mark(values: Record<string, unknown>, problems: Problem[], attempted: boolean) {
  return groupMark(group, { values, problems, speaksOf: (one) => attempted || !isMissing(one) });
}

describe("a group's mark", () => {
  it("is empty, started, done", () => {
    expect(mark({}, [missing], false)).toBe("empty");
    expect(mark({ spent: "1" }, [missing], false)).toBe("started");
    expect(mark({ planned: "1" }, [], false)).toBe("done");
  });

  it("does not blame for what has not been filled until sending was tried", () => {
    expect(mark({}, [missing], true)).toBe("problem");
    expect(mark({ spent: "сто" }, [missing, wrong], false)).toBe("problem");
  });

  it("of optional fields only is empty until one is filled", () => {
    expect(mark({}, [], false)).toBe("empty");
  });
});

describe("a group's progress", () => {
  it("counts what must be answered, and an optional answer only while it is wrong", () => {
    expect(groupProgress(group, [missing])).toEqual({ done: 0, all: 1 });
    expect(groupProgress(group, [])).toEqual({ done: 1, all: 1 });
    expect(groupProgress(group, [wrong])).toEqual({ done: 1, all: 2 });
  });
});

describe("the next problem", () => {
  it("goes round the end both ways", () => {
    const fields = ["a", "b", "c"];
    expect(nextProblem(fields, null, 1)).toBe("a");
    expect(nextProblem(fields, "c", 1)).toBe("a");
    expect(nextProblem(fields, "a", -1)).toBe("c");
    expect(nextProblem(fields, "elsewhere", -1)).toBe("c");
    expect(nextProblem([], "a", 1)).toBeNull();
  });
});
