/**
 * When what was typed becomes a value: soon after the last key, and while somebody types without a pause every quarter of
 * a second or so, but then right after a key is seen on the screen. The work of writing down a long text lies between two
 * keys and is not felt.
 */

/** Milliseconds after the last key. */
const PAUSE_MS = 200;
/** Milliseconds after the first key that is not written down, while keys go on. */
const MOST_MS = 250;

export class WritingDown {
  readonly #write: () => void;
  readonly #first = performance.now();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #frame: number | null = null;

  constructor(write: () => void) {
    this.#write = write;
  }

  /** Another key changed the text. */
  typed(): void {
    // It is on its way. In a busy window keys come before it, and must not put it off for ever.
    if (this.#frame !== null) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#write, PAUSE_MS);
    if (performance.now() - this.#first < MOST_MS) return;
    this.#frame = requestAnimationFrame(() => {
      // After the frame, not before it is drawn. A window that is not drawn is left to the timer.
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = setTimeout(this.#write);
    });
  }

  /** What waits is written down by somebody else, or not at all. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
  }
}
