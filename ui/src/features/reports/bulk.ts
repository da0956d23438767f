/** One deed done to many reports: one call, with what could not be done and why, and one way back. */
import { call, type Bulk, type BulkDeed, type ReportId } from "$lib/ipc";

export function bulk(deed: BulkDeed, ids: readonly ReportId[]): Promise<Bulk> {
  return call("reports_bulk", { deed, ids: [...ids] });
}
