/** A new report: made at once and opened, so that the first letter typed is already kept. */
import { call, type SectionId } from "$lib/ipc";
import { go } from "$lib/router.svelte";
import { reports } from "$lib/state/reports.svelte";
import { toasts } from "$lib/state/toasts.svelte";

export async function newReport(section: SectionId): Promise<void> {
  try {
    const row = await call("report_create", { section });
    reports.put(row);
    await go({ screen: "editor", id: row.id });
  } catch (error) {
    toasts.fail(error);
  }
}
