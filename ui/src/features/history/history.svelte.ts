/** The history of one report on the screen: its versions, the two that are compared, the way back to one. */
import {
  asAppError,
  call,
  on,
  type AppError,
  type History,
  type HistoryComparison,
  type OpenReport,
  type ReportId,
} from "$lib/ipc";
import { t } from "$lib/i18n";
import { toasts } from "$lib/state/toasts.svelte";
import { firstCompared } from "./shown";

export class ReportHistory {
  readonly id: ReportId;
  opened = $state.raw<OpenReport | null>(null);
  history = $state.raw<History | null>(null);
  /** The older of the two. */
  from = $state<number | null>(null);
  /** The newer of the two; null: the present. */
  to = $state<number | null>(null);
  compared = $state.raw<HistoryComparison | null>(null);
  /** Why the versions, or the two, cannot be shown. */
  failure = $state.raw<AppError | null>(null);
  restoring = $state(false);
  /** Answers may overtake one another: only the newest question's is shown. */
  #asked = 0;

  constructor(id: ReportId) {
    this.id = id;
  }

  /** Keeps it fresh. Returns how to stop. */
  follow(): () => void {
    return on("report_changed", ({ id }) => {
      if (id === this.id) void this.read();
    });
  }

  async read(): Promise<void> {
    try {
      const [opened, history] = await Promise.all([
        call("report_open", { id: this.id }),
        call("history", { id: this.id }),
      ]);
      this.opened = opened;
      this.history = history;
      const kept = (number: number | null): boolean =>
        history.versions.some((version) => version.number === number);
      if (!kept(this.from)) this.from = firstCompared(history.versions, history.present);
      if (this.to !== null && !kept(this.to)) this.to = null;
      this.failure = null;
    } catch (error) {
      this.failure = asAppError(error);
      return;
    }
    await this.#compare();
  }

  /** Compares a version with the present, or with a newer one. */
  async choose(from: number, to: number | null = null): Promise<void> {
    this.from = from;
    this.to = to !== null && to > from ? to : null;
    await this.#compare();
  }

  async #compare(): Promise<void> {
    const { from, to } = this;
    if (from === null) return;
    const asked = ++this.#asked;
    try {
      const compared = await call("history_compare", { id: this.id, from, ...(to !== null && { to }) });
      if (asked !== this.#asked) return;
      this.compared = compared;
      this.failure = null;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.compared = null;
      this.failure = asAppError(error);
    }
  }

  /** Puts a version back. What stood there before is a version too: the note about it leads back. */
  async restore(number: number): Promise<void> {
    if (this.restoring) return;
    this.restoring = true;
    const { id } = this;
    try {
      const { before } = await call("history_restore", { id, number });
      toasts.say(t("history.restored"), {
        label: t("common.undo"),
        run: async () => {
          await call("history_restore", { id, number: before });
          toasts.say(t("history.restoreUndone"));
          await this.read();
        },
      });
      this.to = null;
      await this.read();
    } catch (error) {
      toasts.fail(error);
    } finally {
      this.restoring = false;
    }
  }
}
