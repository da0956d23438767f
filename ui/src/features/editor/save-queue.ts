/**
 * Saving as one types: what changed is sent a moment after the first change, one save at a time, the next one with the
 * latest of everything that changed meanwhile. A failed save keeps its changes and is tried again.
 *
 * The delay runs from the *first* unsaved change and is not put off by the next key: somebody who types without a
 * pause is saved all the same.
 */

/** What is sent: the title, if it changed, and the fields that changed; `null` empties a field. */
export interface Patch {
  title?: string;
  values: Record<string, unknown>;
}

export type QueueState<E> =
  | { kind: "quiet" }
  /** Something is on its way to the disk, or about to be. */
  | { kind: "saving" }
  /** The last try failed; the changes are kept and will be tried again. */
  | { kind: "failed"; error: E };

export interface Timer {
  start: (run: () => void, ms: number) => unknown;
  stop: (handle: unknown) => void;
}

export interface SaveQueueOptions<R, E> {
  send: (patch: Patch) => Promise<R>;
  /** Called after each save that succeeded, before the next begins. */
  onsaved: (result: R, patch: Patch) => void;
  onstate: (state: QueueState<E>) => void;
  asError: (thrown: unknown) => E;
  timer: Timer;
  /** Milliseconds from the first unsaved change to the save. */
  delay: number;
  /** Milliseconds before the next try after the first, second, … failure; the last one repeats. */
  retries: readonly number[];
}

export class SaveQueue<R, E> {
  readonly #options: SaveQueueOptions<R, E>;
  #waiting: Patch = { values: {} };
  #sending: Patch | null = null;
  #inFlight: Promise<void> | null = null;
  #timer: unknown = null;
  #failures = 0;
  #closed = false;

  constructor(options: SaveQueueOptions<R, E>) {
    this.#options = options;
  }

  setTitle(title: string): void {
    this.#waiting.title = title;
    this.#changed();
  }

  set(field: string, value: unknown): void {
    this.#waiting.values[field] = value ?? null;
    this.#changed();
  }

  /** Whether the field (`title` for the title) has a change that the disk does not have yet. */
  holds(field: string): boolean {
    const has = (patch: Patch | null): boolean =>
      patch !== null && (field === "title" ? patch.title !== undefined : field in patch.values);
    return has(this.#waiting) || has(this.#sending);
  }

  /** Whether anything is not on the disk yet. */
  get pending(): boolean {
    return this.#sending !== null || !isEmpty(this.#waiting);
  }

  /**
   * Saves now what waits. Resolves when nothing waits any more or a try has failed (then the state says why and the
   * queue goes on trying by itself); answers whether everything is saved.
   */
  async flush(): Promise<boolean> {
    this.#stopTimer();
    while (this.pending) {
      const failuresBefore = this.#failures;
      await (this.#inFlight ?? this.#save());
      if (this.#failures > failuresBefore) return false;
    }
    return true;
  }

  /** Stops trying for good. What waits is given up: flush first. */
  close(): void {
    this.#closed = true;
    this.#stopTimer();
  }

  #changed(): void {
    if (this.#failures === 0) this.#options.onstate({ kind: "saving" });
    // Also while a save is under way, so that a slow disk adds to the delay no more than it must. After a failure the
    // retry's timer runs already.
    if (this.#timer === null) this.#start(this.#options.delay);
  }

  #start(ms: number): void {
    this.#stopTimer();
    // A queue that nobody looks at any more must not write old text over new.
    if (this.#closed) return;
    this.#timer = this.#options.timer.start(() => {
      this.#timer = null;
      void this.#save();
    }, ms);
  }

  #stopTimer(): void {
    if (this.#timer !== null) this.#options.timer.stop(this.#timer);
    this.#timer = null;
  }

  #save(): Promise<void> {
    if (this.#inFlight) return this.#inFlight;
    if (isEmpty(this.#waiting)) return Promise.resolve();
    const patch = this.#waiting;
    this.#waiting = { values: {} };
    this.#sending = patch;
    this.#inFlight = this.#try(patch).finally(() => {
      this.#inFlight = null;
      if (isEmpty(this.#waiting) || this.#closed) return;
      if (this.#failures > 0) this.#start(this.#pause());
      // The delay has passed meanwhile.
      else if (this.#timer === null) void this.#save();
    });
    return this.#inFlight;
  }

  async #try(patch: Patch): Promise<void> {
    const { send, onsaved, onstate, asError } = this.#options;
    try {
      const result = await send(patch);
      this.#failures = 0;
      this.#sending = null;
      onsaved(result, patch);
      onstate(isEmpty(this.#waiting) ? { kind: "quiet" } : { kind: "saving" });
    } catch (thrown) {
      this.#failures += 1;
      this.#sending = null;
      // What was typed since is newer than what failed.
      this.#waiting = { ...patch, ...this.#waiting, values: { ...patch.values, ...this.#waiting.values } };
      onstate({ kind: "failed", error: asError(thrown) });
    }
  }

  #pause(): number {
    const { retries, delay } = this.#options;
    return retries[Math.min(this.#failures, retries.length) - 1] ?? delay;
  }
}

function isEmpty(patch: Patch): boolean {
  return patch.title === undefined && Object.keys(patch.values).length === 0;
}
