/** A new report: made at once and opened, so that the first letter typed is already kept. */
import { call, type Section, type SectionId } from "$lib/ipc";
import { go } from "$lib/router.svelte";
import { reports } from "$lib/state/reports.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { SAMPLE_TITLE, sampleValues } from "./sample";

export async function newReport(section: SectionId): Promise<void> {
  try {
    const row = await call("report_create", { section });
    reports.put(row);
    await go({ screen: "editor", id: row.id });
  } catch (error) {
    toasts.fail(error);
  }
}

/** An example to look at and to play with: a draft as any other, but one that is not sent under its first title. */
export async function openSample(section: Section): Promise<void> {
  try {
    const { id } = await call("report_create", { section: section.id });
    const values = sampleValues(section.form, new Date());
    const { row } = await call("report_save", { id, title: SAMPLE_TITLE, values });
    reports.put(row);
    await go({ screen: "editor", id });
  } catch (error) {
    toasts.fail(error);
  }
}
