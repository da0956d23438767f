import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setLanguage, t } from "$lib/i18n";
import type { Problem, Taken } from "$lib/ipc";
import { toasts } from "$lib/state/toasts.svelte";
import type { FieldOf, FieldProps } from "../fields/types";
import TableControl from "../fields/TableControl.svelte";
import SheetImport from "./SheetImport.svelte";

const field: FieldOf<"table"> = {
  kind: "table",
  id: "works",
  label: { uk: "Роботи", en: "Works" },
  columns: [
    { kind: "text", id: "name", label: { uk: "Назва", en: "Name" } },
    { kind: "money", id: "sum", label: { uk: "Сума", en: "Sum" } },
  ],
} as unknown as FieldOf<"table">;

const taken = (rows: Record<string, unknown>[]): Taken => ({
  rows,
  refused: [],
  refused_more: 0,
  rows_refused: 0,
  beyond: 0,
  rounded: 0,
});

const find = <E extends HTMLElement>(name: string): E => {
  const found = document.querySelector<E>(`[data-test="${name}"]`);
  if (found === null) throw new Error(`nothing is marked ${name}`);
  return found;
};

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await tick();
  flushSync();
}

let shown: Record<string, unknown>;

beforeEach(() => {
  void setLanguage("uk");
  mockWindows("main");
  toasts.shown = [];
});

afterEach(async () => {
  await unmount(shown);
  clearMocks();
  document.body.replaceChildren();
});

describe("a table", () => {
  let props: FieldProps<"table">;

  function show(rows: Record<string, unknown>[], problems: Problem[] = []): void {
    const given = $state({
      field,
      value: rows as unknown,
      editor: { row: { section: "roads" }, touch: vi.fn(), flush: vi.fn() },
      problems,
      id: "field-works",
      labelId: "label",
      describedBy: undefined,
      onchange: (value: unknown) => {
        given.value = value;
      },
    });
    props = given as unknown as FieldProps<"table">;
    shown = mount(TableControl, { target: document.body, props });
    flushSync();
  }

  const undo = async (): Promise<void> => {
    await toasts.shown.at(-1)?.action?.run();
    await settled();
  };

  it("takes a removed row back without losing what was typed since", async () => {
    mockIPC(() => null);
    show([{ name: "а" }, { name: "б" }, { name: "в" }]);
    find("field-works-1-remove").click();
    await settled();
    expect(props.value).toEqual([{ name: "а" }, { name: "в" }]);
    props.onchange([{ name: "а" }, { name: "в, пізніше" }]);
    await undo();
    expect(props.value).toEqual([{ name: "а" }, { name: "б" }, { name: "в, пізніше" }]);
  });

  it("does not take a removed row back twice", async () => {
    mockIPC(() => null);
    show([{ name: "а" }, { name: "б" }]);
    find("field-works-1-remove").click();
    await settled();
    const note = toasts.shown.at(-1);
    find("field-works-0-name").dispatchEvent(
      new KeyboardEvent("keydown", { code: "KeyZ", ctrlKey: true, bubbles: true }),
    );
    expect(props.value).toEqual([{ name: "а" }, { name: "б" }]);
    props.onchange([{ name: "а" }, { name: "б, пізніше" }]);
    await note?.action?.run();
    expect(props.value).toEqual([{ name: "а" }, { name: "б, пізніше" }]);
  });

  const paste = async (): Promise<void> => {
    const event = new Event("paste", { bubbles: true, cancelable: true });
    Object.assign(event, {
      clipboardData: { getData: (kind: string) => (kind === "text/plain" ? "x\t1" : "") },
    });
    find("field-works-0-name").dispatchEvent(event);
    await settled();
  };

  it("keeps what was typed after a paste, whether it is undone or its sums are turned into hryvnias", async () => {
    mockIPC((_command, payload) => {
      const { money } = (payload as { args: { money: string } }).args;
      const sum = money === "hryvnias" ? "5" : "5000";
      return { taken: taken([{ name: "x", sum }]), heading: true, money: "hryvnias", beside: 0 };
    });
    show([{ name: "а" }, { name: "б" }]);
    await paste();
    expect(props.value).toEqual([{ name: "x", sum: "5000" }, { name: "б" }]);
    props.onchange([{ name: "x", sum: "5000" }, { name: "б, пізніше" }]);
    await undo();
    expect(toasts.shown.at(-1)).toMatchObject({ title: t("table.changedSince") });
    expect(toasts.shown.at(-1)?.action).toBeUndefined();
    expect(props.value).toEqual([{ name: "x", sum: "5000" }, { name: "б, пізніше" }]);
    find("field-works-hryvnias").click();
    await settled();
    expect(props.value).toEqual([{ name: "x", sum: "5" }, { name: "б, пізніше" }]);
  });

  it("says that pasted cells found no column", async () => {
    mockIPC(() => ({ taken: taken([{ name: "x" }]), heading: true, money: "thousands", beside: 3 }));
    show([{ name: "а" }]);
    await paste();
    expect(toasts.shown.map(({ title }) => title)).toContain(t("table.pasted.beside", { count: 3 }));
  });

  it("speaks of what was pasted only while its rows are where they were", async () => {
    mockIPC(() => ({ taken: taken([{ name: "x", sum: "5" }]), heading: true, money: "hryvnias" }));
    show([{ name: "а" }, { name: "б" }]);
    await paste();
    find("field-works-left-out");
    find("field-works-1-remove").click();
    await settled();
    expect(document.querySelector('[data-test="field-works-left-out"]')).toBeNull();
  });

  it("draws its wrong cell far down to be gone to, and is not itself called wrong", () => {
    mockIPC(() => null);
    const rows = Array.from({ length: 60 }, () => ({ name: "а" }));
    show(rows, [{ field: "works", row: 55, column: "sum", code: "required" }]);
    expect(find("field-works-55-sum").dataset["invalid"]).toBe("true");
    expect(document.querySelector(".frame.invalid")).toBeNull();
    expect(document.querySelector('[data-test="field-works-30-sum"]')).toBeNull();
  });
});

describe("an import", () => {
  it("adds no rows that were read under the setting before", async () => {
    const look = {
      sheet: 0,
      head_rows: 1,
      heads: ["Назва", "Сума"],
      samples: ["а", "1"],
      first_rows: [["Назва", "Сума"]],
      mapping: [0, 1],
      money: "thousands",
    };
    const answers: ((answer: Taken) => void)[] = [];
    mockIPC((command) => {
      if (command === "sheet_open")
        return { kind: "opened", name: "a.csv", sheets: [{ name: "", rows: 2 }], look };
      if (command === "sheet_look") return { ...look, head_rows: 0 };
      if (command === "sheet_take") return new Promise((answer) => answers.push(answer));
      return null;
    });
    const ontake = vi.fn();
    const dialog = mount(SheetImport, {
      target: document.body,
      props: { section: "roads", field: "works", columns: field.columns, rows: 0, most: 10, ontake },
    });
    shown = dialog;
    void dialog.take("/a.csv");
    await settled();
    const add = (): HTMLButtonElement => find<HTMLButtonElement>("import-take");
    answers[0]?.(taken([{ name: "а", sum: "1" }]));
    await settled();
    expect(add().disabled).toBe(false);

    const heading = find<HTMLSelectElement>("import-heading");
    heading.value = "0";
    heading.dispatchEvent(new Event("change", { bubbles: true }));
    flushSync();
    expect(add().disabled).toBe(true);
    await settled();
    expect(add().disabled).toBe(true);

    // The mapping changes before the answer: that answer comes too late.
    const column = find<HTMLSelectElement>("import-sum");
    column.value = "";
    column.dispatchEvent(new Event("change", { bubbles: true }));
    await settled();
    answers[1]?.(taken([{ name: "Назва" }]));
    await settled();
    expect(add().disabled).toBe(true);
    answers[2]?.(taken([{ name: "б" }]));
    await settled();
    expect(add().disabled).toBe(false);
    add().click();
    await settled();
    expect(ontake).toHaveBeenCalledWith([{ name: "б" }], "append");
  });
});
