/**
 * What is due today in the sections that the person's department keeps, for the desk and for the number beside its name.
 */
import { catalogue } from "$lib/state/catalogue.svelte";
import { now } from "$lib/state/clock.svelte";
import { reports } from "$lib/state/reports.svelte";
import { session } from "$lib/state/session.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { readDues, type Due } from "./due";

/** While one types every save is a change: they are looked at together, so many milliseconds after the last. */
const PAUSE = 1000;

class Dues {
  all = $state.raw<readonly Due[]>([]);

  /** Keeps them fresh: anew after every change, and when another day has come. Call it where effects may be made. */
  follow(): void {
    const day = $derived(now().toDateString());
    let first = true;
    $effect(() => {
      void [reports.changes, day];
      const department = session.account?.department;
      const kept = catalogue.writable.filter((section) => section.department === department);
      let overtaken = false;
      const read = (): void => {
        readDues(kept, new Date()).then(
          (found) => {
            if (!overtaken) this.all = found;
          },
          (error: unknown) => toasts.fail(error),
        );
      };
      const timer = setTimeout(read, first ? 0 : PAUSE);
      first = kept.length === 0;
      return () => {
        overtaken = true;
        clearTimeout(timer);
      };
    });
  }
}

export const dues = new Dues();
