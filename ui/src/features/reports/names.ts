/** The words of what a list is narrowed to and grouped by. */
import { markOf } from "$lib/components/standing";
import { day } from "$lib/format";
import { currentLanguage, label, t, type Key } from "$lib/i18n";
import type { GroupBy, Heap, RefList, Standing } from "$lib/ipc";
import { call } from "$lib/ipc";
import { catalogue } from "$lib/state/catalogue.svelte";
import { SvelteMap } from "svelte/reactivity";
import type { FilterName, Filters, Status } from "./view.svelte";

export const heaps = {
  needing: "desk.needsYou",
  drafts: "reports.drafts",
  moving: "reports.onTheWay",
  public: "reports.public",
} satisfies Record<Heap, Key>;

export const standings: readonly Standing[] = [
  "draft",
  "queued",
  "sending",
  "received",
  "in_review",
  "returned",
  "published",
  "failed",
  "conflict",
];

export const filterWords = {
  status: "lists.status",
  programme: "lists.programme",
  district: "lists.district",
  author: "lists.author",
  from: "lists.from",
  to: "lists.to",
} satisfies Record<FilterName, Key>;

export const groupWords = {
  section: "lists.by.section",
  status: "lists.by.status",
  programme: "lists.by.programme",
  district: "lists.by.district",
  author: "lists.by.author",
  month: "lists.by.month",
} satisfies Record<GroupBy, Key>;

export function statusName(status: Status): string {
  return status in heaps ? t(heaps[status as Heap]) : markOf({ standing: status as Standing }).word;
}

/** Names of the catalogue's long lists, asked for once each. */
const known = new SvelteMap<string, string>();
const asked = new Set<string>();

export function entryName(list: RefList, id: string): string {
  const key = `${list} ${id} ${currentLanguage()}`;
  if (!asked.has(key)) {
    asked.add(key);
    call("entry", { list, id }).then(
      (entry) => entry && known.set(key, label(entry.label)),
      () => asked.delete(key),
    );
  }
  return known.get(key) ?? id;
}

/** What a filter is set to. */
export function filterValue(name: FilterName, filters: Filters): string {
  const value = filters[name] ?? "";
  switch (name) {
    case "status":
      return statusName(value as Status);
    case "programme":
      return entryName("programmes", value);
    case "district":
      return entryName("districts", value);
    case "author":
      return value;
    case "from":
    case "to":
      return day(value);
  }
}

/** The heading of a group. */
export function groupName(group: GroupBy, key: string | null): string {
  if (key === null || key === "") return t(`lists.none.${group}`);
  switch (group) {
    case "section": {
      const section = catalogue.section(key);
      return section ? label(section.name) : key;
    }
    case "status":
      return markOf({ standing: key as Standing }).word;
    case "programme":
      return entryName("programmes", key);
    case "district":
      return entryName("districts", key);
    case "author":
      return key;
    case "month": {
      const words = new Intl.DateTimeFormat(currentLanguage() === "en" ? "en-GB" : "uk-UA", {
        month: "long",
        year: "numeric",
      }).format(new Date(`${key}-15T12:00:00`));
      return (words.charAt(0).toLocaleUpperCase("uk") + words.slice(1)).replace(/\s*р\.$/u, "");
    }
  }
}
