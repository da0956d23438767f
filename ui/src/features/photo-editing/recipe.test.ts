import { describe, expect, it } from "vitest";
import { inPixels, WHOLE } from "./area";
import { at, back, frameOf } from "./frame";
import {
  croppedTo,
  handed,
  held,
  markMoved,
  mirrored,
  NOTHING,
  PLAIN,
  turned,
  type Mark,
  type Recipe,
} from "./recipe";
import { Steps } from "./steps.svelte";
import { table, toned } from "./tone";

const ORIGINAL = { width: 400, height: 300 };
const CROPPED: Recipe = { ...NOTHING, crop: { left: 0.1, top: 0.2, width: 0.3, height: 0.4 } };

/** The places of the original that the crop's corners show. */
function shown(recipe: Recipe): string[] {
  const frame = frameOf(ORIGINAL, recipe);
  const { left, top, width, height } = inPixels(recipe.crop ?? WHOLE, frame);
  return [
    { x: left, y: top },
    { x: left + width, y: top },
    { x: left, y: top + height },
    { x: left + width, y: top + height },
  ]
    .map((corner) => at(back(frame.from), corner))
    .map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`.replaceAll("-0.00", "0.00"))
    .toSorted();
}

describe("what was cropped", () => {
  it("stays the same when the picture is turned or mirrored", () => {
    const before = shown(CROPPED);
    expect(shown(turned(CROPPED, "right"))).toEqual(before);
    expect(shown(turned(CROPPED, "left"))).toEqual(before);
    expect(shown(mirrored(CROPPED))).toEqual(before);
    expect(shown(mirrored(turned(CROPPED, "right")))).toEqual(before);
    expect(shown(turned(mirrored({ ...CROPPED, straighten: 0 }), "left"))).toEqual(before);
  });

  it("comes back by turning back", () => {
    const round = turned(turned(CROPPED, "right"), "left");
    expect(round.turns).toBe(0);
    expect(shown(round)).toEqual(shown(CROPPED));
  });
});

it("mirroring exchanges left and right as they are seen, also of a turned and straightened picture", () => {
  const turnedOne = { ...NOTHING, turns: 1, straighten: 10 };
  const before = frameOf(ORIGINAL, turnedOne);
  const after = frameOf(ORIGINAL, mirrored(turnedOne));
  for (const spot of [
    { x: 10, y: 20 },
    { x: 300, y: 280 },
  ]) {
    const [one, other] = [at(before.from, spot), at(after.from, spot)];
    expect(other.x).toBeCloseTo(before.width - one.x);
    expect(other.y).toBeCloseTo(one.y);
  }
});

it("an arrow is moved as a whole up to the edge", () => {
  const arrow = {
    kind: "arrow",
    from: { x: 0.2, y: 0.2 },
    to: { x: 0.6, y: 0.1 },
    colour: "#d92d20",
  } as const;
  const far = markMoved(arrow, { x: 0.9, y: 0 });
  expect(far.kind === "arrow" && far.from.x).toBeCloseTo(0.6);
  expect(far.kind === "arrow" && far.to.x).toBe(1);
});

describe("steps", () => {
  const straighten = (degrees: number): Recipe => ({ ...NOTHING, straighten: degrees });

  it("of one go are taken back at once", () => {
    const steps = new Steps(NOTHING);
    for (const degrees of [1, 2, 3]) steps.take(straighten(degrees), "straighten");
    steps.settle();
    steps.take(straighten(4), "straighten");
    steps.undo();
    expect(steps.now.straighten).toBe(3);
    steps.undo();
    expect(steps.now).toEqual(NOTHING);
    expect(steps.canUndo).toBe(false);
    steps.redo();
    steps.redo();
    expect(steps.now.straighten).toBe(4);
  });

  it("that led nowhere are none, and a new step ends what could be done again", () => {
    const steps = new Steps(NOTHING);
    steps.take(straighten(1), "straighten");
    steps.take(NOTHING, "straighten");
    steps.settle();
    expect(steps.canUndo).toBe(false);
    steps.take(straighten(5));
    steps.undo();
    steps.take(straighten(6));
    expect(steps.canRedo).toBe(false);
    expect(steps.changed).toBe(true);
  });
});

describe("light", () => {
  it("that was not touched leaves every value", () => {
    for (const value of [0, 0.25, 0.5, 1]) expect(toned(value, PLAIN)).toBeCloseTo(value);
    expect(table(PLAIN).split(" ").at(-1)).toBe("1.0000");
  });

  it("makes black what is darker than the black point, white what is lighter than the white one", () => {
    const tone = { ...PLAIN, black: 51, white: 204 };
    expect(toned(0.2, tone)).toBe(0);
    expect(toned(0.8, tone)).toBe(1);
    expect(toned(0.5, tone)).toBeCloseTo(0.5);
  });
});

it("words that were all deleted again are not handed over", () => {
  const words = (text: string): Recipe["marks"][number] => ({
    kind: "text",
    at: { x: 0.1, y: 0.1 },
    text,
    colour: "#d92d20",
    size: 0.04,
  });
  expect(handed({ ...NOTHING, marks: [words(" "), words("Вхід")] }).marks).toEqual([words("Вхід")]);
});

it("an arrow goes on pointing at the same when the picture is turned or mirrored", () => {
  const pointing: Recipe = {
    ...CROPPED,
    marks: [{ kind: "arrow", from: { x: 0.1, y: 0.2 }, to: { x: 0.7, y: 0.9 }, colour: "#d92d20" }],
  };
  const pointedAt = (recipe: Recipe): string => {
    const frame = frameOf(ORIGINAL, recipe);
    const { left, top, width, height } = inPixels(recipe.crop ?? WHOLE, frame);
    const [mark] = recipe.marks;
    if (mark?.kind !== "arrow") return "nothing";
    const { x, y } = at(back(frame.from), { x: left + mark.to.x * width, y: top + mark.to.y * height });
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  };
  const before = pointedAt(pointing);
  for (const after of [
    turned(pointing, "left"),
    turned(pointing, "right"),
    mirrored(turned(pointing, "right")),
  ])
    expect(pointedAt(after)).toBe(before);
  for (const change of [
    { crop: null },
    { crop: { left: 0.5, top: 0.5, width: 0.2, height: 0.3 } },
    { straighten: 7 },
  ]) {
    const after = { ...pointing, ...change };
    expect(pointedAt({ ...after, marks: held(pointing, after, ORIGINAL) })).toBe(before);
  }
});

it("words stay as large on the photo as they were when less of it is left", () => {
  const text: Mark = { kind: "text", at: { x: 0.5, y: 0.5 }, text: "Вхід", colour: "#d92d20", size: 0.04 };
  const whole: Recipe = { ...NOTHING, marks: [text] };
  const half: Recipe = { ...whole, crop: { left: 0.5, top: 0, width: 0.5, height: 0.5 } };
  expect(held(whole, half, ORIGINAL)).toMatchObject([{ at: { x: 0, y: 1 }, size: 0.08 }]);
});

describe("a photo cropped to the shape of another", () => {
  const shape = (recipe: Recipe): number => {
    const { width, height } = inPixels(recipe.crop ?? WHOLE, frameOf(ORIGINAL, recipe));
    return width / height;
  };

  it("has its shape, about the middle of what was left", () => {
    for (const recipe of [NOTHING, CROPPED, turned(CROPPED, "right"), { ...NOTHING, straighten: 4 }]) {
      for (const ratio of [1, 3 / 2, 9 / 16]) {
        const next = croppedTo(recipe, ratio, ORIGINAL);
        expect(shape(next)).toBeCloseTo(ratio, 6);
        const [was, is] = [recipe.crop ?? WHOLE, next.crop ?? WHOLE];
        expect(is.left + is.width / 2).toBeCloseTo(was.left + was.width / 2, 6);
        expect(is.top + is.height / 2).toBeCloseTo(was.top + was.height / 2, 6);
        expect(is.width <= was.width + 1e-9 && is.height <= was.height + 1e-9).toBe(true);
      }
    }
  });
});
