/**
 * Which screen is shown. There are no addresses: the window is not a browser.
 *
 *     go({ screen: "editor", id });       route().screen;       back();     // back to where one came from
 */
import type { ReportId, SectionId } from "$lib/ipc";

/** A screen. */
export type Route =
  | { screen: "desk" }
  | { screen: "reports"; section?: SectionId }
  | { screen: "editor"; id: ReportId }
  | { screen: "map" }
  | { screen: "outbox" }
  | { screen: "schedule" }
  | { screen: "settings" };

let current = $state.raw<Route>({ screen: "desk" });
let visited: Route[] = [];
let leaving: (() => Promise<void>) | undefined;

/** The present screen; reactive. */
export function route(): Route {
  return current;
}

/** Lets the present screen write down what it still has to. */
export async function settle(): Promise<void> {
  await leaving?.();
}

/** Shows a screen, after what the present one still has to write down is written. */
export async function go(to: Route): Promise<void> {
  await settle();
  if (current.screen !== to.screen) visited = [...visited.slice(-20), current];
  current = to;
}

/** Shows the screen one came from; the desk if there is none. */
export async function back(): Promise<void> {
  await settle();
  current = visited.at(-1) ?? { screen: "desk" };
  visited = visited.slice(0, -1);
}

/** Forgets the way here and shows the desk: somebody else sits down. */
export function restart(): void {
  visited = [];
  current = { screen: "desk" };
}

/**
 * Lets a screen finish before it is left (the editor saves what was typed last). Returns how to stop; fit to be
 * returned from an `$effect`.
 */
export function beforeLeaving(finish: () => Promise<void>): () => void {
  leaving = finish;
  return () => {
    if (leaving === finish) leaving = undefined;
  };
}
