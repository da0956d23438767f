/**
 * One deed done to many reports: part by part, so that it can be seen and stopped, with what could not be done and why,
 * and one way back. Deeds that are asked for while one goes on come after it.
 *
 *     const done = await bulk.run("delete", ids);
 */
import { t, type Key } from "$lib/i18n";
import { call, type Bulk, type BulkDeed, type BulkRefused, type ReportId } from "$lib/ipc";
import { toasts } from "$lib/state/toasts.svelte";

/** So many reports are asked for at once: between two askings it can be stopped. */
export const PART = 10;
/** What takes longer is shown, in milliseconds. */
const SLOW = 500;

const doneWords = {
  delete: "lists.done.delete",
  restore: "lists.done.restore",
  send: "lists.done.send",
  unsend: "lists.done.unsend",
  copy: "lists.done.copy",
} satisfies Record<BulkDeed, Key>;

class BulkDeeds {
  /** Whether something is being done. */
  busy = $state(false);
  /** How far it is, once it takes long enough to be looked at. */
  progress = $state.raw<{ done: number; total: number } | null>(null);
  /** What the last deed could not be done to, and to how many it was to be done. */
  refused = $state.raw<readonly BulkRefused[]>([]);
  tried = $state(0);
  /** Goes up when a deed is at its end. */
  ended = $state(0);

  #before: Promise<unknown> = Promise.resolve();
  #stopped = false;

  /** Does it to each. Answers those that it was done to; what went wrong has been told. */
  run(deed: BulkDeed, ids: readonly ReportId[]): Promise<readonly ReportId[]> {
    const run = this.#before.then(() => this.#toAll(deed, ids));
    this.#before = run;
    return run;
  }

  /** What has been done stays done, and can be taken back. */
  stop(): void {
    this.#stopped = true;
  }

  async #toAll(deed: BulkDeed, ids: readonly ReportId[]): Promise<readonly ReportId[]> {
    this.busy = true;
    this.#stopped = false;
    const answers: Bulk[] = [];
    const begun = Date.now();
    try {
      for (let from = 0; from < ids.length && !this.#stopped; from += PART) {
        answers.push(await call("reports_bulk", { deed, ids: ids.slice(from, from + PART) }));
        if (Date.now() - begun > SLOW) this.progress = { done: from + PART, total: ids.length };
      }
    } catch (error) {
      toasts.fail(error);
    } finally {
      this.progress = null;
      this.busy = false;
      this.ended += 1;
    }
    const done = answers.flatMap((answer) => answer.done);
    this.tried = ids.length;
    const refused = answers.flatMap((answer) => answer.refused);
    // Of one there is no list to read.
    if (ids.length === 1 && refused[0]) toasts.fail(refused[0].error);
    else this.refused = refused;
    if (done.length > 0) this.#tell(deed, done.length, answers);
    return done;
  }

  #tell(deed: BulkDeed, count: number, answers: readonly Bulk[]): void {
    const undos = answers.flatMap(({ undo }) => undo ?? []);
    const [first] = undos;
    const back = undos.flatMap(({ ids }) => ids);
    toasts.say(
      t(doneWords[deed], { count }),
      first && { label: t("common.undo"), run: () => this.run(first.deed, back) },
    );
  }
}

export const bulk = new BulkDeeds();
