/**
 * Copies of the account's file, all of an account as one file, what is read out of a damaged one: one of these at a time, while
 * one goes on working. What takes long says how far it is and can be stopped, wherever it is looked at.
 */
import { outputRefusal } from "$features/output/output.svelte";
import { t, type Key, type Params } from "$lib/i18n";
import {
  asAppError,
  call,
  on,
  type AppError,
  type Backup,
  type Backups,
  type ImportAnswer,
  type ImportRefusal,
  type Recovered,
  type SafekeepingWork,
} from "$lib/ipc";
import { restart } from "$lib/router.svelte";
import { catalogue } from "$lib/state/catalogue.svelte";
import { outbox } from "$lib/state/outbox.svelte";
import { reports } from "$lib/state/reports.svelte";
import { session } from "$lib/state/session.svelte";
import { toasts } from "$lib/state/toasts.svelte";

/** What takes less is not spoken of. */
const SHOWN_AFTER = 400;

/** The folder in which something lies, as its path says. */
export function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]+[\\/]?$/u, "");
}

export type UnderWay = { work: SafekeepingWork; done: number; total: number };
export type Imported = Extract<ImportAnswer, { kind: "taken" }>;

const copy = <C extends string>(
  code: C,
): { title: `safekeeping.refusal.${C}.title`; todo: `safekeeping.refusal.${C}.todo` } => ({
  title: `safekeeping.refusal.${code}.title`,
  todo: `safekeeping.refusal.${code}.todo`,
});

const refusals = {
  not_an_archive: copy("not_an_archive"),
  damaged: copy("damaged"),
  unsafe: copy("unsafe"),
  too_new: copy("too_new"),
  unreadable: copy("unreadable"),
  disk_full: copy("disk_full"),
} satisfies Record<ImportRefusal["code"], { title: Key; todo: Key }>;

class Safekeeping {
  /** `null` until they were read. */
  backups = $state.raw<Backups | null>(null);
  /** Why they could not be read. */
  failure = $state.raw<AppError | null>(null);
  /** What is under way, once it takes long. */
  underWay = $state.raw<UnderWay | null>(null);
  /** What the last import brought, until it was looked at. */
  imported = $state.raw<Imported | null>(null);
  /** What was read out of a damaged file, until it was looked at. */
  recovered = $state.raw<Recovered | null>(null);
  busy = $state<SafekeepingWork | null>(null);

  async read(): Promise<void> {
    try {
      this.backups = await call("backups");
      this.failure = null;
    } catch (error) {
      this.failure = asAppError(error);
    }
  }

  async backUp(): Promise<void> {
    const made = await this.#watched("backup", () => call("backup_now"));
    if (made === null) return;
    toasts.say(t("safekeeping.backup.made", { reports: made.reports }));
    await this.read();
  }

  /** Puts a copy in the place of the account's file, which is set aside. */
  async restore({ id }: Backup): Promise<void> {
    const restored = await this.#watched("restore", () => call("backup_restore", { id }));
    if (restored === null) return;
    await this.#otherFile();
    toasts.say(t("safekeeping.restore.done", { reports: restored.reports, path: restored.set_aside }));
  }

  async export(): Promise<void> {
    const answer = await this.#watched("export", () => call("archive_export"));
    if (answer?.kind === "saved") {
      const { name, reports: count, photos } = answer;
      toasts.say(t("safekeeping.export.saved", { name, reports: count, photos }), {
        label: t("safekeeping.export.show"),
        run: () => call("archive_show"),
      });
    } else if (answer?.kind === "refused") {
      toasts.refuse(outputRefusal(answer.reason));
    }
  }

  async import(): Promise<void> {
    const answer = await this.#watched("import", () => call("archive_import"));
    if (answer?.kind === "taken") {
      this.imported = answer;
      await Promise.all([reports.read(), this.read()]);
    } else if (answer?.kind === "refused") {
      const { title, todo } = refusals[answer.reason.code];
      const params: Params = { ...answer.reason };
      toasts.refuse({ title: t(title, params), todo: t(todo, params) });
    }
  }

  /** Reads out of the damaged file what can be read, into a new one. */
  async recover(): Promise<void> {
    this.recovered = await this.#watched("recovery", () => call("recovery_run"));
  }

  /** Begins a new file; the damaged one is set aside. */
  async beginAnew(): Promise<void> {
    const begun = await this.#watched("restore", () => call("recovery_new"));
    if (begun === null) return;
    await this.#otherFile();
    toasts.say(t("safekeeping.recovery.anew", { path: begun.set_aside }));
  }

  /** Goes on with the file that recovery made. */
  async goOn(): Promise<void> {
    await this.#otherFile();
    this.recovered = null;
  }

  async stop(): Promise<void> {
    this.underWay = null;
    await call("safekeeping_cancel");
  }

  /** Another file is worked with: nothing of what is on the screen is true any more. */
  async #otherFile(): Promise<void> {
    await session.read();
    restart();
    this.backups = null;
    if (session.start?.trouble || session.start?.seat.kind === "nobody") return;
    await Promise.all([catalogue.read(), reports.read(), outbox.read()]);
  }

  /** Runs it unless something is under way; null when it failed, was stopped or had to wait. */
  async #watched<T>(work: SafekeepingWork, run: () => Promise<T | null>): Promise<T | null> {
    if (this.busy !== null) return null;
    this.busy = work;
    let newest: UnderWay | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The first word comes when a file was chosen: waiting for a person is no progress.
    const stop = on("safekeeping_progress", (progress) => {
      if (progress.work !== work) return;
      newest = progress;
      if (this.underWay !== null) this.underWay = newest;
      timer ??= setTimeout(() => (this.underWay = newest ?? null), SHOWN_AFTER);
    });
    try {
      return await run();
    } catch (error) {
      toasts.fail(error);
      return null;
    } finally {
      stop();
      clearTimeout(timer);
      this.underWay = null;
      this.busy = null;
    }
  }
}

export const safekeeping = new Safekeeping();
