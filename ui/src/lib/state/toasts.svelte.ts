/**
 * Short notes at the window's foot.
 *
 *     toasts.say(t("…"));
 *     toasts.say(t("desk.deleted"), { label: t("common.undo"), run: () => call("report_restore", { id }) });
 *     toasts.fail(error);                    // the words of an AppError
 */
import { asAppError } from "$lib/ipc";
import { errorWords, type Words } from "$lib/errors";

export type ToastAction = { label: string; run: () => unknown };
export type Toast = {
  id: number;
  tone: "neutral" | "danger";
  title: string;
  detail?: string;
  action?: ToastAction;
};

const LASTS = 6000;
const LASTS_WITH_ACTION = 10_000;

class Toasts {
  shown = $state.raw<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  say(title: string, action?: ToastAction): void {
    this.#show({ id: this.#next++, tone: "neutral", title, ...(action && { action }) });
  }

  fail(error: unknown): void {
    this.refuse(errorWords(asAppError(error)));
  }

  /** What could not be done, where the words are not those of an error. */
  refuse(words: Words): void {
    this.#show({ id: this.#next++, tone: "danger", title: words.title, detail: words.todo });
  }

  dismiss(id: number): void {
    this.release(id);
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }

  /** What they speak of is no longer on the screen. */
  dismissAll(): void {
    for (const { id } of this.shown) this.dismiss(id);
  }

  /** Somebody reads it (pointer over it, focus in it): it stays. */
  hold(id: number): void {
    this.release(id);
  }

  /** It goes after its time. */
  letGo(toast: Toast): void {
    this.release(toast.id);
    const lasts = toast.action === undefined && toast.tone === "neutral" ? LASTS : LASTS_WITH_ACTION;
    this.#timers.set(
      toast.id,
      setTimeout(() => this.dismiss(toast.id), lasts),
    );
  }

  private release(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  #show(toast: Toast): void {
    this.shown = [...this.shown.filter(({ title }) => title !== toast.title), toast].slice(-3);
    this.letGo(toast);
  }
}

export const toasts = new Toasts();
