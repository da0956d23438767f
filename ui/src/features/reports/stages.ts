/** The columns of the board: stages of a report's way, in their order. Every standing lies in one of them. */
import type { Key } from "$lib/i18n";
import type { Standing } from "$lib/ipc";

export type Stage = { word: Key; standings: Standing[] };

const stageOf = {
  draft: "lists.stage.drafts",
  queued: "lists.stage.onTheWay",
  sending: "lists.stage.onTheWay",
  received: "lists.stage.onTheWay",
  returned: "lists.stage.toMend",
  failed: "lists.stage.toMend",
  conflict: "lists.stage.toMend",
  in_review: "lists.stage.inReview",
  published: "lists.stage.published",
} satisfies Record<Standing, Key>;

const order = [
  "lists.stage.drafts",
  "lists.stage.toMend",
  "lists.stage.onTheWay",
  "lists.stage.inReview",
  "lists.stage.published",
] as const;

export const stages: readonly Stage[] = order.map((word) => ({
  word,
  standings: (Object.keys(stageOf) as Standing[]).filter((standing) => stageOf[standing] === word),
}));
