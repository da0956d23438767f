/**
 * What is on the screen and not on the disk yet. Whoever holds such a thing says how it is written down; it is, whenever the
 * window is left, hidden, frozen or closed.
 */
import { call, on } from "$lib/ipc";
import type { LostText } from "./lost-text";

type Write = () => Promise<boolean>;
type Tell = () => LostText | null;

const writers = new Map<Write, Tell | undefined>();

/**
 * Lets `write` be called whenever everything must go to the disk; it answers whether all of its own is there. Returns how
 * to stop; fit to be returned from an `$effect`. `tell` says what is not there yet, should the disk be lost.
 */
export function writesDown(write: Write, tell?: Tell): () => void {
  writers.set(write, tell);
  return () => writers.delete(write);
}

/** What is on the screen only, at this moment. */
export function unwritten(): LostText[] {
  return [...writers.values()].map((tell) => tell?.() ?? null).filter((lost) => lost !== null);
}

/** Writes everything down now. Answers whether everything is on the disk. */
export async function writeAllDown(): Promise<boolean> {
  const written = await Promise.all([...writers.keys()].map((write) => write().catch(() => false)));
  return written.every(Boolean);
}

/** Writes everything down at every sign that the window may not be heard of again. Returns how to stop. */
export function writeDownWhenLeft(): () => void {
  const write = (): void => void writeAllDown();
  const signs = [
    [window, "blur"],
    [window, "pagehide"],
    [document, "visibilitychange"],
    [document, "freeze"],
  ] as const;
  for (const [where, sign] of signs) where.addEventListener(sign, write);
  // The system waits a moment for the answer before it sleeps.
  const awake = on("sleep_near", () => void writeAllDown().finally(() => void call("sleep_ready")));
  return () => {
    awake();
    for (const [where, sign] of signs) where.removeEventListener(sign, write);
  };
}
