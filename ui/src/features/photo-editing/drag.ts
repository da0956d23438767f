/** Something held by the pointer, until it is let go. */
import { back, type Matrix, type Point, type Size } from "./frame";

/**
 * Follows the pointer that was pressed on an element. `onmove` is told how far it has come since, in fractions of a picture of
 * this size that lies on the screen by this matrix.
 */
export function follow(
  event: PointerEvent & { currentTarget: EventTarget & HTMLElement },
  matrix: Matrix,
  size: Size,
  onmove: (by: Point) => void,
  onend: () => void,
): void {
  if (event.button !== 0) return;
  const held = event.currentTarget;
  const [a, b, c, d] = back(matrix);
  const { pointerId, clientX, clientY } = event;
  const go = (to: PointerEvent): void => {
    if (to.pointerId !== pointerId) return;
    const [x, y] = [to.clientX - clientX, to.clientY - clientY];
    onmove({ x: (a * x + c * y) / size.width, y: (b * x + d * y) / size.height });
  };
  const stop = (last: PointerEvent): void => {
    if (last.pointerId !== pointerId) return;
    held.removeEventListener("pointermove", go);
    held.removeEventListener("pointerup", stop);
    held.removeEventListener("pointercancel", stop);
    onend();
  };
  held.setPointerCapture(pointerId);
  held.addEventListener("pointermove", go);
  held.addEventListener("pointerup", stop);
  held.addEventListener("pointercancel", stop);
  event.stopPropagation();
}
