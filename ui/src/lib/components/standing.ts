/** How each standing of a report is shown: word, icon, tone. Total over the standings. */
import ArrowUpFromLine from "@lucide/svelte/icons/arrow-up-from-line";
import BadgeCheck from "@lucide/svelte/icons/badge-check";
import CheckCheck from "@lucide/svelte/icons/check-check";
import CircleCheck from "@lucide/svelte/icons/circle-check";
import Clock from "@lucide/svelte/icons/clock";
import GitFork from "@lucide/svelte/icons/git-fork";
import Globe from "@lucide/svelte/icons/globe";
import Hourglass from "@lucide/svelte/icons/hourglass";
import Pencil from "@lucide/svelte/icons/pencil";
import TriangleAlert from "@lucide/svelte/icons/triangle-alert";
import Undo2 from "@lucide/svelte/icons/undo-2";
import type { Component } from "svelte";
import { t, type Key } from "$lib/i18n";
import type { ReportRow, Standing } from "$lib/ipc";
import { session } from "$lib/state/session.svelte";

export type Tone = "neutral" | "accent" | "positive" | "warning" | "danger";
export type Mark = { word: string; icon: Component<{ size?: number | string }>; tone: Tone };

const marks = {
  draft: { word: "standing.draft", icon: Pencil, tone: "neutral" },
  queued: { word: "standing.queued", icon: Clock, tone: "neutral" },
  sending: { word: "standing.sending", icon: ArrowUpFromLine, tone: "accent" },
  received: { word: "standing.received", icon: CheckCheck, tone: "accent" },
  in_review: { word: "standing.in_review", icon: Hourglass, tone: "accent" },
  returned: { word: "standing.returned", icon: Undo2, tone: "warning" },
  published: { word: "standing.published", icon: Globe, tone: "positive" },
  failed: { word: "standing.failed", icon: TriangleAlert, tone: "danger" },
  conflict: { word: "standing.conflict", icon: GitFork, tone: "warning" },
} satisfies Record<Standing, { word: Key; icon: Mark["icon"]; tone: Tone }>;

/** What a mark is drawn from: a row of a list, or as much of one as is known. */
export type Marked = Pick<ReportRow, "standing"> &
  Partial<Pick<ReportRow, "ready" | "can_approve" | "remarked">>;

/** The mark of a report. `photos` while it is being sent: how many have arrived. */
export function markOf(report: Marked, photos?: { sent: number; total: number }): Mark {
  const mark = { ...marks[report.standing], word: t(marks[report.standing].word) };
  if (report.can_approve) return { ...mark, word: t("standing.to_approve"), icon: BadgeCheck };
  if (report.standing === "returned" && report.remarked) {
    return { ...mark, word: t("review.standing", { count: report.remarked.count }) };
  }
  if (report.standing === "draft" && report.ready)
    return { ...mark, word: t("standing.ready"), icon: CircleCheck };
  if (report.standing === "queued" && session.start?.line.state !== "online") {
    return { ...mark, word: t("standing.queuedOffline") };
  }
  if (report.standing === "sending" && photos !== undefined && photos.total > 0) {
    return { ...mark, word: t("standing.sendingPhotos", photos) };
  }
  return mark;
}
