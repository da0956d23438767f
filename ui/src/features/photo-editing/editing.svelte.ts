/** The dialog while it is open: the recipe, the tool in hand, what is chosen, and how the picture lies on the screen. */
import { inPixels, WHOLE } from "./area";
import {
  fitted,
  frameOf,
  scaleOf,
  sentSize,
  times,
  type Frame,
  type Limits,
  type Matrix,
  type Size,
} from "./frame";
import { held, type Cover, type Mark, type Recipe, type Spot } from "./recipe";
import { Steps } from "./steps.svelte";

export type Tool = "crop" | "straighten" | "light" | "blur" | "black" | "arrow" | "text";

/** A cover or a mark by its place in the recipe. */
export type Chosen = { what: "cover" | "mark"; at: number } | null;

export const COLOURS = [
  { name: "red", hex: "#d92d20" },
  { name: "yellow", hex: "#f5b400" },
  { name: "blue", hex: "#1d4fa8" },
  { name: "white", hex: "#ffffff" },
  { name: "black", hex: "#101828" },
] as const;

/** Height of letters, in fractions of the picture's longer side. */
const TEXT_SIZE = 0.04;

/** Around the picture, for the handles. */
const MARGIN = 24;

export class Editing {
  readonly steps: Steps;
  tool = $state<Tool>("crop");
  chosen = $state.raw<Chosen>(null);
  /** Width by height that the crop is held to, in pixels; null: free. */
  ratio = $state<number | null>(null);
  /** Words were put on the picture just now and wait to be typed. */
  fresh = $state(false);
  /** The other of a pair is cropped in the same way. */
  pairToo = $state(false);
  colour = $state<string>(COLOURS[0].hex);
  textSize = $state(TEXT_SIZE);
  /** Of the picture that is edited, as it was fetched; nothing until it is there. */
  original = $state.raw<Size>({ width: 0, height: 0 });
  /** Of the stage. */
  place = $state.raw<Size>({ width: 0, height: 0 });

  readonly #limits: Limits;

  constructor(first: Recipe, limits: Limits) {
    this.steps = new Steps(first);
    this.#limits = limits;
  }

  get recipe(): Recipe {
    return this.steps.now;
  }

  readonly there = $derived.by(() => this.original.width > 0 && this.place.width > 2 * MARGIN);

  readonly frame: Frame = $derived.by(() => frameOf(this.original, this.recipe));

  /** The frame's pixels on the stage: all of it while one crops and straightens, else what is left of it. */
  readonly view: Matrix = $derived.by(() => {
    const all = this.tool === "crop" || this.recipe.crop === null;
    const part = inPixels(all ? WHOLE : (this.recipe.crop ?? WHOLE), this.frame);
    const inner = { width: this.place.width - 2 * MARGIN, height: this.place.height - 2 * MARGIN };
    const [a, b, c, d, e, f] = fitted(part, inner);
    return [a, b, c, d, e + MARGIN, f + MARGIN];
  });

  /** The original's pixels on the stage. */
  readonly total: Matrix = $derived.by(() => times(this.view, this.frame.from));

  /** What marks are fractions of, and how it lies on the stage: the picture that is left by the crop. */
  readonly marking: { matrix: Matrix; size: Size } = $derived.by(() => {
    const { left, top, width, height } = inPixels(this.recipe.crop ?? WHOLE, this.frame);
    return { matrix: times(this.view, [1, 0, 0, 1, left, top]), size: { width, height } };
  });

  /** Of what is sent, in pixels; null until the picture is there. */
  readonly sent: Size | null = $derived.by(() =>
    this.original.width > 0 ? sentSize(this.original, this.recipe, this.#limits) : null,
  );

  readonly scale = $derived.by(() => scaleOf(this.view));

  change(part: Partial<Recipe>, going: string | null = null): void {
    const next = { ...this.recipe, ...part };
    const moves = "crop" in part || "straighten" in part;
    if (moves && !("marks" in part) && next.marks.length > 0)
      next.marks = held(this.recipe, next, this.original);
    this.steps.take(next, going);
  }

  take(tool: Tool): void {
    this.steps.settle();
    this.tool = tool;
    this.chosen = null;
  }

  addCover(cover: Cover, going: string | null = null): void {
    this.change({ covers: [...this.recipe.covers, cover] }, going);
    this.chosen = { what: "cover", at: this.recipe.covers.length - 1 };
  }

  addMark(mark: Mark, going: string | null = null): void {
    this.change({ marks: [...this.recipe.marks, mark] }, going);
    this.chosen = { what: "mark", at: this.recipe.marks.length - 1 };
  }

  addText(spot: Spot, text: string): void {
    this.addMark({ kind: "text", at: spot, text, colour: this.colour, size: this.textSize });
    this.fresh = true;
  }

  removeChosen(): void {
    const { chosen } = this;
    if (chosen === null) return;
    const { covers, marks } = this.recipe;
    if (chosen.what === "cover") this.change({ covers: covers.filter((_, at) => at !== chosen.at) });
    else this.change({ marks: marks.filter((_, at) => at !== chosen.at) });
    this.chosen = null;
  }

  undo(): void {
    this.chosen = null;
    this.steps.undo();
  }

  redo(): void {
    this.chosen = null;
    this.steps.redo();
  }
}
