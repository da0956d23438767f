/**
 * Which screen is shown. There are no addresses: the window is not a browser.
 *
 *     go({ screen: "editor", id });       route().screen;       back();     // back to where one came from
 */
import type { ReportId, SectionId } from "$lib/ipc";
import { toasts } from "$lib/state/toasts.svelte";

/** A screen. */
export type Route =
  | { screen: "desk" }
  | { screen: "reports"; section?: SectionId }
  | { screen: "editor"; id: ReportId }
  | { screen: "history"; id: ReportId }
  | { screen: "map" }
  | { screen: "outbox" }
  | { screen: "schedule" }
  | { screen: "settings" }
  | { screen: "bin" };

let current = $state.raw<Route>({ screen: "desk" });
let visited: Route[] = [];
let leaving: (() => Promise<boolean>) | undefined;

/** The present screen; reactive. */
export function route(): Route {
  return current;
}

/** Lets the present screen write down what it still has to. Answers whether it may be left. */
export async function settle(): Promise<boolean> {
  return (await leaving?.()) ?? true;
}

/** Shows a screen, after what the present one still has to write down is written; stays if it could not be. */
export async function go(to: Route): Promise<void> {
  if (!(await settle())) return;
  if (current.screen !== to.screen) visited = [...visited.slice(-20), current];
  show(to);
}

/** Shows the screen one came from; the desk if there is none. */
export async function back(): Promise<void> {
  if (!(await settle())) return;
  const to = visited.at(-1) ?? { screen: "desk" };
  visited = visited.slice(0, -1);
  show(to);
}

const reportOf = (shown: Route): ReportId | undefined => ("id" in shown ? shown.id : undefined);

/** Notes about a report do not outlive it on the screen; its editor and its history are one and the same in that. */
function show(to: Route): void {
  const left = reportOf(current);
  if (left !== undefined && left !== reportOf(to)) toasts.dismissAll();
  current = to;
}

/** Forgets the way here and shows the desk: somebody else sits down. */
export function restart(): void {
  visited = [];
  current = { screen: "desk" };
}

/**
 * Lets a screen finish before it is left (the editor saves what was typed last) and say whether it may be left. Returns
 * how to stop; fit to be returned from an `$effect`.
 */
export function beforeLeaving(finish: () => Promise<boolean>): () => void {
  leaving = finish;
  return () => {
    if (leaving === finish) leaving = undefined;
  };
}
