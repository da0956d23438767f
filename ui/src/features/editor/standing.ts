/** What one can do next with a report: the words of the primary action follow its standing. */
import type { ReportRow } from "$lib/ipc";

export type Primary = "send" | "send_changes" | "send_again" | "unsend" | "approve" | "open_public" | "none";

export function primaryAction(row: ReportRow): Primary {
  if (row.can_approve && (row.others || !row.unsent_changes)) return "approve";
  if (row.others) return row.standing === "published" ? "open_public" : "none";
  switch (row.standing) {
    case "draft":
      return "send";
    case "failed":
      return "send_again";
    case "queued":
      // What is queued goes out as it was queued; what was changed since is queued in its place.
      return row.unsent_changes ? "send_changes" : "unsend";
    case "returned":
      // Sent as it was returned it would be the same to the portal: something is to be mended first.
      return row.unsent_changes ? "send_changes" : "none";
    case "received":
    case "in_review":
      return row.unsent_changes ? "send_changes" : "none";
    case "published":
      return row.unsent_changes ? "send_changes" : "open_public";
    case "sending":
    case "conflict":
      return "none";
  }
}

/** Where the text on the screen is kept, for the line under the title. */
export type Kept = "here" | "here_newer" | "portal";

/** Whether the portal holds what is on the screen, something older, or nothing of it. */
export function kept(row: ReportRow, onPortal: boolean): Kept {
  if (!onPortal) return "here";
  return row.unsent_changes ? "here_newer" : "portal";
}

/** Whether the report may be deleted here: what the portal has heard of may not. */
export function deletable({ row, remote }: { row: ReportRow | null; remote: unknown }): boolean {
  return row !== null && !row.others && remote === null;
}
