/** How wide the columns of a table are. */
import type { Column } from "$lib/ipc";

/** The least width of a column in pixels, and its share of what is left. */
const WIDTHS = {
  text: [110, 3],
  number: [84, 1],
  money: [124, 1],
  date: [148, 1],
  choice: [140, 1],
  reference: [160, 2],
  link: [140, 2],
} satisfies Record<Column["kind"], [number, number]>;

/** Of a number with a decimal part: millions with their hundredths, «1 234 567,50», are not cut. */
const WITH_DECIMALS = [124, 1] as const;

/** The columns of the row's number and of its tools. */
const ORDER = 28;
const TOOLS = 90;

/** The tracks of the grid, and the width in pixels below which it moves sideways. */
export function widthsOf(columns: readonly Column[]): { grid: string; least: number } {
  const widths = columns.map((column) =>
    column.kind === "number" && column.decimals > 0 ? WITH_DECIMALS : WIDTHS[column.kind],
  );
  const tracks = widths.map(([least, share]) => `minmax(${String(least)}px, ${String(share)}fr)`);
  return {
    grid: [`${String(ORDER)}px`, ...tracks, `${String(TOOLS)}px`].join(" "),
    least: widths.reduce((sum, [width]) => sum + width, ORDER + TOOLS),
  };
}
