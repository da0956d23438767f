/**
 * Dragging photos by the pointer. Not the browser's drag and drop: on Windows the window takes that for files dropped
 * from outside.
 */
import { nearestSlot, type Slot } from "./order";

/** A press becomes a drag after so many pixels. */
const SLACK = 6;

export interface Dragging {
  photo: string;
  from: number;
  to: number;
  /** The pointer, in window pixels. */
  x: number;
  y: number;
}

export class PhotoDrag {
  now = $state.raw<Dragging | null>(null);
  readonly #slots: () => Slot[];
  readonly #drop: (photo: string, to: number) => void;
  #justDropped = false;

  constructor(slots: () => Slot[], drop: (photo: string, to: number) => void) {
    this.#slots = slots;
    this.#drop = drop;
  }

  /** Whether the click that follows belongs to a drag that has just ended. */
  swallowsClick(): boolean {
    const swallow = this.#justDropped;
    this.#justDropped = false;
    return swallow;
  }

  press(event: PointerEvent, photo: string, from: number): void {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    const target = event.currentTarget;
    // The window listens, not the picture: that is moved about in the page while it is dragged.
    const start = { x: event.clientX, y: event.clientY };
    const slots = this.#slots();
    this.#justDropped = false;
    const scrolledBy = scroller(target);
    const top = scrolledBy();

    const move = (moved: PointerEvent): void => {
      const far = Math.hypot(moved.clientX - start.x, moved.clientY - start.y) > SLACK;
      if (this.now === null && !far) return;
      const to = nearestSlot(slots, moved.clientX, moved.clientY + scrolledBy() - top);
      this.now = { photo, from, to: to === -1 ? from : to, x: moved.clientX, y: moved.clientY };
    };
    const end = (): void => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", end);
      window.removeEventListener("keydown", key, true);
      this.now = null;
    };
    const up = (): void => {
      const dragged = this.now;
      end();
      if (dragged === null) return;
      this.#justDropped = true;
      if (dragged.to !== dragged.from) this.#drop(dragged.photo, dragged.to);
    };
    const key = (pressed: KeyboardEvent): void => {
      if (pressed.key !== "Escape" || this.now === null) return;
      pressed.stopPropagation();
      this.#justDropped = true;
      end();
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", end);
    window.addEventListener("keydown", key, true);
  }
}

/** How far the page around an element is scrolled, now and later. */
function scroller(element: HTMLElement): () => number {
  let box: HTMLElement | null = element.parentElement;
  while (box !== null && !/auto|scroll/u.test(getComputedStyle(box).overflowY)) box = box.parentElement;
  return () => box?.scrollTop ?? 0;
}
