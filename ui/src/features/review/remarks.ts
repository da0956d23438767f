/** Remarks of a report: which of them stand open, in which order they are read, of what they speak. */
import { label, t } from "$lib/i18n";
import type { Form, Remark, RemoteState } from "$lib/ipc";
import { TITLE } from "$features/editor/readiness";

/** Remarks of one return. */
export type Return = { revision: number; by: string; at: string; remarks: Remark[] };

const isOpen = (remark: Remark, remote: RemoteState | null): boolean =>
  remote?.state === "returned" && remark.revision === remote.revision;

/** Those of the revision that is returned now. */
export function openRemarks(remarks: readonly Remark[], remote: RemoteState | null): Remark[] {
  return remarks.filter((remark) => isOpen(remark, remote));
}

/** Those that stand open no longer, by return, the last first. */
export function earlierReturns(remarks: readonly Remark[], remote: RemoteState | null): Return[] {
  const returns = new Map<number, Return>();
  for (const remark of remarks) {
    if (isOpen(remark, remote)) continue;
    const { revision, by_name: by, at } = remark;
    const found = returns.get(revision);
    if (found) found.remarks.push(remark);
    else returns.set(revision, { revision, by, at, remarks: [remark] });
  }
  return [...returns.values()].reverse();
}

/** The first field in reading order that is remarked on. */
export function firstRemarked(remarks: readonly Remark[], form: Form | null): string | undefined {
  const order = [TITLE, ...(form?.groups.flatMap((group) => group.fields.map(({ id }) => id)) ?? [])];
  return order.find((id) => remarks.some(({ field }) => field === id));
}

/** Of what a remark speaks; a field that the form no longer has is the report's affair. */
export function about(field: string | undefined, form: Form | null): string {
  if (field === TITLE) return t("editor.title");
  const known = form?.groups.flatMap((group) => group.fields).find(({ id }) => id === field);
  return known ? label(known.label) : t("review.whole");
}
