/** The three heaps that people sort reports into: still with me, with somebody else, public. Total over standings. */
import type { Standing } from "$lib/ipc";

export type StateGroup = "drafts" | "moving" | "public";

const groups = {
  draft: "drafts",
  queued: "moving",
  sending: "moving",
  received: "moving",
  in_review: "moving",
  returned: "moving",
  failed: "moving",
  conflict: "moving",
  published: "public",
} satisfies Record<Standing, StateGroup>;

export const stateGroup = (standing: Standing): StateGroup => groups[standing];
