/** A new report: made at once and opened, so that the first letter typed is already kept. */
import { call, type Section, type SectionId, type StartFrom } from "$lib/ipc";
import { go } from "$lib/router.svelte";
import { reports } from "$lib/state/reports.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { SAMPLE_TITLE, sampleValues } from "./sample";

/** Answers whether it was made. */
export async function newReport(section: SectionId, from: StartFrom = { kind: "blank" }): Promise<boolean> {
  try {
    const row = await call("report_create", { section, from });
    reports.put(row);
    await go({ screen: "editor", id: row.id });
    return true;
  } catch (error) {
    toasts.fail(error);
    return false;
  }
}

/** An example to look at and to play with: a draft as any other, but one that is not sent under its first title. */
export async function openSample(section: Section): Promise<void> {
  const values = sampleValues(section, new Date());
  await newReport(section.id, { kind: "content", title: SAMPLE_TITLE, values });
}
