/** How large everything is drawn. The window's own zoom: what is on the screen flows anew, and nothing is cut. */
import { session } from "./session.svelte";

const STEPS = [75, 90, 100, 110, 125, 150, 175, 200] as const;

/** One step larger or smaller. */
export async function zoomBy(step: 1 | -1): Promise<void> {
  const now = session.start?.preferences.zoom ?? 100;
  const next = step === 1 ? STEPS.find((one) => one > now) : STEPS.findLast((one) => one < now);
  if (next !== undefined) await session.prefer({ zoom: next });
}

/** As large as it was made. */
export async function zoomBack(): Promise<void> {
  await session.prefer({ zoom: 100 });
}
