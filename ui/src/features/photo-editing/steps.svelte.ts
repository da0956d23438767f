/** The recipe while it is being made: what stands now, what stood before, what was taken back. */
import { NOTHING, same, type Recipe } from "./recipe";

export class Steps {
  now = $state.raw<Recipe>(NOTHING);
  #past = $state.raw<readonly Recipe[]>([]);
  #future = $state.raw<readonly Recipe[]>([]);
  /** What the last step was of: steps of one go (a slider, a drag) are taken back at once. */
  #going: string | null = null;
  readonly #first: Recipe;

  constructor(first: Recipe) {
    this.#first = first;
    this.now = first;
  }

  /** Something else than when it began. */
  get changed(): boolean {
    return !same(this.now, this.#first);
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** A step; with `going`, one with the steps before it of the same name until {@link settle}. */
  take(next: Recipe, going: string | null = null): void {
    if (same(next, this.now)) return;
    if (going === null || going !== this.#going) this.#past = [...this.#past, this.now];
    this.#going = going;
    this.#future = [];
    this.now = next;
  }

  /** What was going on is done; a step that led nowhere is none. */
  settle(): void {
    const before = this.#past.at(-1);
    if (this.#going !== null && before && same(before, this.now)) this.#past = this.#past.slice(0, -1);
    this.#going = null;
  }

  undo(): void {
    this.settle();
    const before = this.#past.at(-1);
    if (before === undefined) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.now];
    this.now = before;
  }

  redo(): void {
    this.settle();
    const after = this.#future.at(-1);
    if (after === undefined) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.now];
    this.now = after;
  }
}
