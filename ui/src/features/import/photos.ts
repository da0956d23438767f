/** Pictures of a document → photos of a report, one by one. */
import { call, sendBytes, type PhotoRefusal, type ReportId } from "$lib/ipc";
import { t } from "$lib/i18n";
import { toasts } from "$lib/state/toasts.svelte";
import { names, type PhotosField } from "./matching";
import type { Found } from "./paper";
import { holdsWords } from "./words";

/** Where a picture goes. */
interface Album {
  report: ReportId;
  field: PhotosField;
}

/** What became of the pictures. */
export interface Added {
  count: number;
  /** Why others were not taken. */
  refused: PhotoRefusal[];
}

/** Adds pictures until done, stopped or the field is full; how many were tried is told after each. */
export async function addPhotos(
  album: Album,
  pictures: readonly Found[],
  stopped: AbortSignal,
  progress: (done: number) => void,
): Promise<Added> {
  const refused: PhotoRefusal[] = [];
  let count = 0;
  for (const [at, picture] of pictures.entries()) {
    if (stopped.aborted) break;
    const refusal = await add(album, picture, t("import.picture", { number: at + 1 }));
    if (refusal === null) count += 1;
    else refused.push(refusal);
    if (refusal?.code === "too_many") break;
    progress(at + 1);
  }
  return { count, refused };
}

async function add(album: Album, picture: Found, name: string): Promise<PhotoRefusal | null> {
  const to = { report: album.report, field: album.field.id };
  const answer = await sendBytes("photo_add_bytes", { ...to, name }, picture.bytes).catch(() => null);
  const added = answer?.photos.at(-1);
  const refusal = answer?.refused[0]?.reason;
  // One photo that fails, for whatever reason, does not keep the others out.
  if (refusal !== undefined || added === undefined) return refusal ?? { code: "not_stored" };
  const role = roleOf(album.field, picture.caption);
  if (picture.caption !== "" || role !== undefined)
    await call("photo_describe", {
      ...to,
      photo: added.photo,
      caption: picture.caption,
      ...(role !== undefined && { role }),
    }).catch((error: unknown) => toasts.fail(error));
  return null;
}

/** «Гойдалки до заміни»: the role whose name the caption holds, if it holds just one. */
export function roleOf(field: PhotosField, caption: string): string | undefined {
  const held = (field.roles ?? []).filter((role) => names(role).some((name) => holdsWords(caption, name)));
  return held.length === 1 ? held[0]?.id : undefined;
}
