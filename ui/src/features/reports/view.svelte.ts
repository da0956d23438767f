/**
 * How the reports are looked at: what is chosen, in which order, as what, and how far down. Kept while the program runs,
 * so that one comes back from a report to where one was; another person begins anew.
 */
/* eslint-disable svelte/prefer-svelte-reactivity -- the set is replaced whole */
import type { GroupBy, Heap, OrderBy, SectionId, Standing, WantedReports } from "$lib/ipc";
import { Listing } from "./listing.svelte";

/** A heap or one standing. */
export type Status = Heap | Standing;

/** What a list can be narrowed to, beside its section and the words. Days as `2026-11-22`. */
export type Filters = Partial<Record<"programme" | "district" | "author" | "from" | "to", string>> & {
  status?: Status;
};
export type FilterName = keyof Filters;

const HEAPS: readonly Heap[] = ["needing", "drafts", "moving", "public"];
const isHeap = (status: Status): status is Heap => (HEAPS as readonly string[]).includes(status);

class View {
  filters = $state.raw<Filters>({});
  text = $state("");
  order = $state<OrderBy>("updated");
  /** Against the order's own direction: the newest last, the last letter first. */
  turned = $state(false);
  group = $state<GroupBy | null>(null);
  as = $state<"list" | "board">("list");
  /** Groups whose rows are folded away. */
  folded = $state.raw<ReadonlySet<string>>(new Set());
  /** Of the list, in pixels; and the row that the arrows stand on. */
  scroll = 0;
  at = 0;
  readonly listing = new Listing();

  chosen = $derived(Object.keys(this.filters).length > 0);

  set(name: FilterName, value: string | undefined): void {
    const others = Object.entries(this.filters).filter(([other]) => other !== name);
    const chosen = value === undefined || value === "" ? [] : [[name, value]];
    this.filters = Object.fromEntries([...others, ...chosen]) as Filters;
    this.#fromTheTop();
  }

  clear(): void {
    this.filters = {};
    this.text = "";
    this.#fromTheTop();
  }

  type(text: string): void {
    this.text = text;
    this.#fromTheTop();
  }

  /** By this order, and once more by it: the other way round. */
  by(order: OrderBy): void {
    this.turned = this.order === order && !this.turned;
    this.order = order;
    this.#fromTheTop();
  }

  groupBy(group: GroupBy | null): void {
    this.group = group;
    this.folded = new Set();
    this.#fromTheTop();
  }

  fold(key: string): void {
    const folded = new Set(this.folded);
    if (!folded.delete(key)) folded.add(key);
    this.folded = folded;
  }

  /** What the program is asked for. */
  wanted(section: SectionId | undefined): WantedReports {
    const { status, ...others } = this.filters;
    const text = this.text.trim();
    return {
      ...others,
      ...(section !== undefined && { sections: [section] }),
      ...(status !== undefined && (isHeap(status) ? { heap: status } : { standings: [status] })),
      ...(text !== "" && { text }),
    };
  }

  searched = $derived(this.text.trim() !== "");

  /** In which order, and in which groups. What is searched for comes best first, which groups would tear apart. */
  ordered = $derived.by(() => ({
    order: this.order,
    turned: this.turned,
    ...(this.group !== null && !this.searched && { group: this.group }),
  }));

  /** Takes over what was kept under a name. */
  take(wanted: WantedReports): void {
    const { programme, district, author, from, to, heap, standings, text } = wanted;
    const status = heap ?? standings?.[0];
    const filters = { programme, district, author, from, to, status };
    this.filters = Object.fromEntries(
      Object.entries(filters).filter(([, value]) => value !== undefined && value !== null),
    );
    this.text = text ?? "";
    this.#fromTheTop();
  }

  #fromTheTop(): void {
    this.scroll = 0;
    this.at = 0;
  }
}

export let view = new View();
let whose: string | undefined;

/** Whose view it is: another person's is a new one. */
export function keep(person: string): void {
  if (whose !== undefined && whose !== person) view = new View();
  whose = person;
}
