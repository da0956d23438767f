/**
 * Who works, on what line, with which preferences. `session.start` is null until the program has answered.
 */
import {
  asAppError,
  call,
  on,
  type Account,
  type AppError,
  type Opening,
  type Preferences,
  type Start,
} from "$lib/ipc";
import { setLanguage } from "$lib/i18n";
import { restart, settle } from "$lib/router.svelte";
import { applyTheme } from "./appearance.svelte";
import type { LostText } from "./lost-text";
import { unwritten } from "./unwritten";

class Session {
  start = $state.raw<Start | null>(null);
  /** Why the program did not start, if it did not. */
  failure = $state.raw<AppError | null>(null);

  /** How far the file is, while it is brought to this version of the program. */
  opening = $state.raw<Opening | null>(null);

  /** What was typed and had not reached the file when the file was lost: kept until the person has it. */
  lost = $state.raw<readonly LostText[]>([]);

  /** The sign-in screen was asked for while somebody is at work already (session ended, or work without signing in). */
  asking = $state(false);

  /** Who sits here, in one word; changes when somebody else sits down. */
  sitter = $derived.by(() => {
    const seat = this.start?.seat;
    return seat?.kind === "account" ? `${seat.portal} ${seat.account.login}` : (seat?.kind ?? "");
  });

  account = $derived<Account | null>(this.start?.seat.kind === "account" ? this.start.seat.account : null);

  /** Asks the program where things stand; once more after a trouble. */
  async read(): Promise<void> {
    try {
      const start = await call("start");
      // The screen goes with the file; what only the screen knows is taken from it before.
      if (start.trouble !== null) this.lost = [...this.lost, ...unwritten()];
      await this.#take(start);
      this.failure = null;
    } catch (error) {
      this.failure = asAppError(error);
    }
  }

  /** Keeps the line fresh. Returns how to stop. */
  follow(): () => void {
    const lost = on("store_lost", () => void this.read());
    const opening = on("opening", (how) => {
      this.opening = how;
    });
    const line = on("line_changed", ({ line }) => {
      if (this.start === null) return;
      const ended = line.state === "session_ended";
      const { seat } = this.start;
      this.start = {
        ...this.start,
        line,
        seat: seat.kind === "account" && ended ? { ...seat, signed_in: false } : seat,
      };
    });
    return () => {
      lost();
      opening();
      line();
    };
  }

  /** Shows the sign-in screen over the work, which is written down first. */
  async ask(): Promise<void> {
    if (!(await settle())) return;
    this.asking = true;
  }

  async signIn(portal: string, login: string, password: string): Promise<void> {
    await this.#sit(await call("sign_in", { portal, login, password }));
  }

  async workLocally(portal: string): Promise<void> {
    await this.#sit(await call("work_locally", { portal }));
  }

  /** Leaves the seat, after what was typed last is written down. Drafts stay. */
  async signOut(): Promise<void> {
    if (!(await settle())) return;
    await this.#sit(await call("sign_out"));
  }

  async prefer(change: Partial<Preferences>): Promise<void> {
    if (this.start === null) return;
    const preferences = { ...this.start.preferences, ...change };
    // What is seen changes at once; the answer only confirms it.
    await this.#take({ ...this.start, preferences });
    await call("preferences_set", preferences);
  }

  /** Another person may sit here now: their desk, not the former one's screen. */
  async #sit(start: Start): Promise<void> {
    const former = this.sitter;
    this.asking = false;
    await this.#take(start);
    if (this.sitter === former) return;
    // Another person does not read it.
    this.lost = [];
    restart();
  }

  async #take(start: Start): Promise<void> {
    await setLanguage(start.preferences.language);
    applyTheme(start.preferences.theme);
    this.start = start;
  }
}

export const session = new Session();
