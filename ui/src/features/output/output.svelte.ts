/**
 * A report on its way to paper: saved as a file or shown for printing, one at a time, while one goes on working.
 *
 *     await output.save(id, "pdf");
 */
import type { Words } from "$lib/errors";
import { t, type Key, type Params } from "$lib/i18n";
import { call, on, type ExportFormat, type ExportRefusal, type ReportId } from "$lib/ipc";
import { toasts } from "$lib/state/toasts.svelte";

/** What takes less is not spoken of. */
const SHOWN_AFTER = 500;

export type Progress = { done: number; total: number };

type Copy = { title: Key; todo: Key };

const copy = <C extends string>(
  code: C,
): { title: `output.refusal.${C}.title`; todo: `output.refusal.${C}.todo` } => ({
  title: `output.refusal.${code}.title`,
  todo: `output.refusal.${code}.todo`,
});

const refusals = {
  disk_full: copy("disk_full"),
  no_folder: copy("no_folder"),
  no_rights: copy("no_rights"),
  in_use: copy("in_use"),
  unwritable: copy("unwritable"),
  no_viewer: copy("no_viewer"),
} satisfies Record<ExportRefusal["code"], Copy>;

class Output {
  /** Photos made ready of those to make ready; null while nothing takes long. */
  progress = $state.raw<Progress | null>(null);
  #running = false;

  /** Saves a report where the person says. */
  async save(id: ReportId, format: ExportFormat): Promise<void> {
    const answer = await this.#watched(() => call("report_export", { id, format }));
    if (answer?.kind === "saved") {
      const show = { label: t("output.export.show"), run: () => call("export_show") };
      toasts.say(t("output.export.saved", { name: answer.name }), show);
    } else if (answer?.kind === "refused") {
      refuse(answer.reason);
    }
  }

  /** Shows a report in the system's viewer, whose print window is the one that people know. */
  async print(id: ReportId): Promise<void> {
    const reason = await this.#watched(() => call("report_print", { id }));
    if (reason !== null) refuse(reason);
  }

  async stop(): Promise<void> {
    this.progress = null;
    await call("export_cancel");
  }

  /** Runs it; says so if something is under way already; what takes long shows its progress. */
  async #watched<T>(run: () => Promise<T | null>): Promise<T | null> {
    if (this.#running) {
      toasts.say(t("output.export.busy"));
      return null;
    }
    this.#running = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let newest: Progress | undefined;
    // The first word comes when the file's name has been chosen: waiting for a person is no progress.
    const stop = on("export_progress", ({ done, total }) => {
      newest = { done, total };
      if (this.progress !== null) this.progress = newest;
      timer ??= setTimeout(() => (this.progress = newest ?? null), SHOWN_AFTER);
    });
    try {
      return await run();
    } catch (error) {
      toasts.fail(error);
      return null;
    } finally {
      stop();
      clearTimeout(timer);
      this.progress = null;
      this.#running = false;
    }
  }
}

/** Why a file was not written, and what to do. */
export function outputRefusal(reason: ExportRefusal): Words {
  const { title, todo } = refusals[reason.code];
  const params: Params = { ...reason };
  return { title: t(title, params), todo: t(todo, params) };
}

function refuse(reason: ExportRefusal): void {
  toasts.refuse(outputRefusal(reason));
}

export const output = new Output();
