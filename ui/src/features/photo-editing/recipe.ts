/** What is done to a photo: a recipe over its original, which itself is never changed. */
import type { Area, Cover, CoverKind, Edit, PhotoMark, Spot, Tone } from "$lib/ipc";
import { moved, ofRatio, WHOLE } from "./area";
import { at, back, frameOf, remaining, times, type Size } from "./frame";

export type { Area, Cover, CoverKind, Spot, Tone };
export type Recipe = Edit;
export type Mark = PhotoMark;

export const PLAIN: Tone = { brightness: 0, black: 0, white: 255, gamma: 1 };

export const NOTHING: Recipe = {
  turns: 0,
  mirrored: false,
  straighten: 0,
  crop: null,
  tone: PLAIN,
  covers: [],
  marks: [],
};

export const same = (one: Recipe, other: Recipe): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Turned by a quarter; what was cropped turns along. */
export function turned(recipe: Recipe, way: "left" | "right"): Recipe {
  const { crop } = recipe;
  const spot = ({ x, y }: Spot): Spot => (way === "right" ? { x: 1 - y, y: x } : { x: y, y: 1 - x });
  return {
    ...recipe,
    marks: recipe.marks.map((mark) => placed(mark, spot)),
    turns: (recipe.turns + (way === "right" ? 1 : 3)) % 4,
    crop:
      crop &&
      (way === "right"
        ? { left: 1 - crop.top - crop.height, top: crop.left, width: crop.height, height: crop.width }
        : { left: crop.top, top: 1 - crop.left - crop.width, width: crop.height, height: crop.width }),
  };
}

/** Left and right exchanged, as the picture is seen now. */
export function mirrored(recipe: Recipe): Recipe {
  const { crop, turns, straighten } = recipe;
  return {
    ...recipe,
    mirrored: !recipe.mirrored,
    marks: recipe.marks.map((mark) => placed(mark, ({ x, y }) => ({ x: 1 - x, y }))),
    // Mirroring comes first in the recipe, so that what follows goes the other way round.
    turns: (4 - turns) % 4,
    straighten: -straighten || 0,
    crop: crop && { ...crop, left: 1 - crop.left - crop.width },
  };
}

/** A mark with its places found anew; words stay upright. */
function placed(mark: Mark, spot: (spot: Spot) => Spot): Mark {
  return mark.kind === "text"
    ? { ...mark, at: spot(mark.at) }
    : { ...mark, from: spot(mark.from), to: spot(mark.to) };
}

/** Far enough outside the picture that nothing of a mark is seen. */
const FAR = 10;

/**
 * The marks of a recipe where they lie on the photo, when another part of it is left or it is straightened otherwise. One that is
 * cropped away stays outside, and is there again when the crop is widened.
 */
export function held(before: Recipe, after: Recipe, original: Size): Mark[] {
  const [was, is] = [remaining(original, before), remaining(original, after)];
  const way = times(is.to, back(was.to));
  return before.marks.map((mark) => {
    const there = placed(mark, (spot) => at(way, spot));
    return there.kind === "text" ? { ...there, size: (there.size * was.long) / is.long } : there;
  });
}

/** Another part of the same photo is left; what is marked stays at its place. As it is handed over. */
export function cropped(recipe: Recipe, crop: Area | null, original: Size): Recipe {
  const next = { ...recipe, crop };
  return handed({ ...next, marks: held(recipe, next, original) });
}

/** Cropped about the middle of what is left to this ratio, width by height in pixels. */
export function croppedTo(recipe: Recipe, ratio: number, original: Size): Recipe {
  const { width, height } = frameOf(original, recipe);
  return cropped(recipe, ofRatio(recipe.crop ?? WHOLE, (ratio * height) / width), original);
}

/** With another value in place of the one at an index; null removes it. */
export function replaced<T>(list: readonly T[], at: number, by: T | null): T[] {
  return list.flatMap((one, index) => (index === at ? (by === null ? [] : [by]) : [one]));
}

/** A mark moved by so much. */
export function markMoved(mark: Mark, by: Spot): Mark {
  if (mark.kind === "text") return { ...mark, at: spotMoved(mark.at, by) };
  const bounds = moved(
    {
      left: Math.min(mark.from.x, mark.to.x),
      top: Math.min(mark.from.y, mark.to.y),
      width: Math.abs(mark.from.x - mark.to.x),
      height: Math.abs(mark.from.y - mark.to.y),
    },
    by,
  );
  const real = {
    x: bounds.left - Math.min(mark.from.x, mark.to.x),
    y: bounds.top - Math.min(mark.from.y, mark.to.y),
  };
  return { ...mark, from: spotMoved(mark.from, real), to: spotMoved(mark.to, real) };
}

/** Moved, and kept on the picture. */
export function spotMoved({ x, y }: Spot, by: Spot): Spot {
  return { x: Math.max(0, Math.min(1, x + by.x)), y: Math.max(0, Math.min(1, y + by.y)) };
}

/** As it is handed over: words that were all deleted again are none, and what lies far outside lies no farther than may be said. */
export function handed(recipe: Recipe): Recipe {
  const near = (part: number): number => Math.max(-FAR, Math.min(1 + FAR, part));
  return {
    ...recipe,
    marks: recipe.marks
      .filter((mark) => mark.kind === "arrow" || mark.text.trim() !== "")
      .map((mark) => placed(mark, ({ x, y }) => ({ x: near(x), y: near(y) })))
      .map((mark) =>
        mark.kind === "text" ? { ...mark, size: Math.max(0.005, Math.min(0.5, mark.size)) } : mark,
      ),
  };
}
