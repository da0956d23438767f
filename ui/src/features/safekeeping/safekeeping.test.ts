import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { flushSync, mount, unmount, type Component } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import StoreTrouble from "$features/trouble/StoreTrouble.svelte";
import { setLanguage } from "$lib/i18n";
import type { AppError, Backup, ImportAnswer, Recovered } from "$lib/ipc";
import { toasts } from "$lib/state/toasts.svelte";
import Safekeeping from "./Safekeeping.svelte";
import { safekeeping } from "./safekeeping.svelte";

const good: Backup = {
  id: "one",
  made_at: "2026-11-22T10:00:00Z",
  bytes: 2_000_000,
  reports: 147,
  good: true,
};
const bad: Backup = { ...good, id: "two", good: false };

let asked: { command: string; args: unknown }[];
let answers: Record<string, unknown>;
let shown: Record<string, unknown> | undefined;

beforeEach(() => {
  void setLanguage("uk");
  asked = [];
  answers = {
    backups: {
      backups: [good, bad],
      last_good_at: good.made_at,
      reports: 152,
      folder: "/звіти/olena/backups",
    },
    recovery_look: { path: "/звіти/olena/zvitnyk.sqlite", bytes: 10, backups: [good] },
  };
  mockIPC(
    (command, payload) => {
      asked.push({ command, args: (payload as { args?: unknown } | undefined)?.args });
      const answer = answers[command] ?? null;
      if (answer !== null && typeof answer === "object" && "code" in answer) throw answer as unknown as Error;
      return answer;
    },
    { shouldMockEvents: true },
  );
});

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = undefined;
  safekeeping.imported = null;
  safekeeping.recovered = null;
  for (const { id } of toasts.shown) toasts.dismiss(id);
  clearMocks();
  document.body.replaceChildren();
});

const find = (name: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-test="${name}"]`);
  if (found === null) throw new Error(`nothing is marked ${name}`);
  return found;
};
const there = (name: string): Promise<HTMLElement> => vi.waitFor(() => (flushSync(), find(name)));
const names = (): string[] => asked.map(({ command }) => command);

function show<P extends Record<string, unknown>>(component: Component<P>, props: P): void {
  shown = mount(component, { target: document.body, props });
  flushSync();
}

it("asks before going back to a copy, with what differs and where the present file goes", async () => {
  show(Safekeeping, {});
  (await there("restore-one")).click();
  const question = await there("restore-question");
  for (const said of ["152 звіти", "147 звітів", "не видаляється", "/звіти/olena"]) {
    expect(question.textContent).toContain(said);
  }
  expect(question.textContent).not.toContain("backups");
  expect(names()).not.toContain("backup_restore");
  find("restore-yes").click();
  await vi.waitFor(() => {
    expect(asked).toContainEqual({ command: "backup_restore", args: { id: "one" } });
  });
});

it("goes back to no copy that is damaged", async () => {
  show(Safekeeping, {});
  expect((await there("restore-two")).hasAttribute("disabled")).toBe(true);
  expect(find("backup-two").textContent).toContain("Пошкоджена");
});

it("names what an import brought: what is new, what was here, what came in two versions", async () => {
  answers["archive_import"] = {
    kind: "taken",
    new: [{ id: "a", title: "Ремонт дороги" }],
    same: 40,
    both: [{ id: "b", title: "" }],
    photos: 31,
    left: 0,
  } satisfies ImportAnswer;
  show(Safekeeping, {});
  (await there("archive-import")).click();
  const result = await there("import-result");
  for (const said of ["1 звіт", "31 фото", "Ремонт дороги", "40 звітів", "двох варіантах", "Без назви"]) {
    expect(result.textContent).toContain(said);
  }
});

it("says by name which file was not taken, and that nothing changed", async () => {
  answers["archive_import"] = {
    kind: "refused",
    reason: { code: "not_an_archive", name: "фото.zip" },
  } satisfies ImportAnswer;
  show(Safekeeping, {});
  (await there("archive-import")).click();
  await vi.waitFor(() => {
    expect(toasts.shown.map(({ title, detail }) => `${title} ${String(detail)}`).join()).toMatch(
      /«фото\.zip».*нічого не змінено/u,
    );
  });
  expect(safekeeping.busy).toBeNull();
});

it("a failed copy leaves the way free for the next try", async () => {
  answers["backup_now"] = { code: "disk_full" } satisfies AppError;
  show(Safekeeping, {});
  (await there("backup-now")).click();
  await vi.waitFor(() => {
    expect(toasts.shown).toHaveLength(1);
  });
  find("backup-now").click();
  await vi.waitFor(() => {
    expect(names().filter((name) => name === "backup_now")).toHaveLength(2);
  });
});

it("offers of a damaged file to recover it, to go back to a copy, to begin anew; then says exactly what came of it", async () => {
  answers["recovery_run"] = {
    whole: [{ id: "a", title: "Ремонт дороги" }],
    partial: [{ id: "b", title: "Сквер", photos: 2 }],
    lost_reports: 3,
    lost_photos: 2,
    lost_queue: 1,
    unknown: true,
    set_aside: "/звіти/olena/set-aside-1",
  } satisfies Recovered;
  show(StoreTrouble, { trouble: { kind: "damaged", path: "/звіти/olena/zvitnyk.sqlite" } });
  await there("restore-one");
  expect(find("store-trouble").textContent).toContain("Нічого не видалено");
  find("recovery-new");
  find("recovery-folder");
  find("trouble-again");
  find("recovery-run").click();
  const recovered = await there("recovered");
  for (const said of [
    "Ремонт дороги",
    "Сквер",
    "втрачено 2 фото",
    "прочитати: 3 звіти",
    "надіслати ще раз: 1 звіт",
    "сказати неможливо",
    "/звіти/olena/set-aside-1",
  ]) {
    expect(recovered.textContent).toContain(said);
  }
});

it("does not call a loss nothing", async () => {
  answers["recovery_run"] = {
    whole: [],
    partial: [],
    lost_reports: 0,
    lost_photos: 0,
    lost_queue: 0,
    unknown: true,
    set_aside: "/x",
  } satisfies Recovered;
  show(StoreTrouble, { trouble: { kind: "damaged", path: "/x" } });
  (await there("recovery-run")).click();
  expect((await there("recovered")).textContent).not.toContain("не знайдено");
});

it("names the other computer and since when it works there", () => {
  const since = "2026-11-20T09:30:00Z";
  show(StoreTrouble, { trouble: { kind: "elsewhere", path: "/x", computer: "КАБ-214", since } });
  const said = find("store-trouble").textContent;
  expect(said).toContain("КАБ-214");
  expect(said).toMatch(/20 листопада/u);
});
