import { describe, expect, it } from "vitest";
import { asFile, fileRefusalWords } from "./file";

describe("an attached file", () => {
  it("is read from a value that is one, and from nothing else", () => {
    const file = { file: "ab", name: "Голоси.csv", bytes: 7 };
    expect(asFile(file)).toEqual(file);
    for (const other of [null, undefined, "", [], {}, { ...file, bytes: "7" }])
      expect(asFile(other)).toBeNull();
  });

  it("names the file, the limit in the form’s own units and the ending when it is refused", () => {
    const large = fileRefusalWords({ code: "too_large", max_bytes: 5_242_880 }, "Голоси.csv");
    expect(large).toContain("«Голоси.csv»");
    expect(large).toMatch(/до 5\sМБ/u);
    expect(fileRefusalWords({ code: "program", ending: "exe" }, "a.exe")).toContain(".exe");
  });
});
