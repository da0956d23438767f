/**
 * The wall to the program: the only place that imports `@tauri-apps/*` (eslint holds everybody to it).
 *
 *     const row = await call("report_create", { section: "council-work" });   // throws an AppError
 *     const stop = on("report_changed", ({ id }) => …);                       // returns how to stop listening
 */
import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import type { AppError, ByteCommands, Commands, Events, PhotoId, ReportId } from "./generated";

export type * from "./generated";

type Name = keyof Commands;
type Rest<N extends Name> = Commands[N]["args"] extends null ? [] : [args: Commands[N]["args"]];

/** Asks the program. Rejects with an {@link AppError}, never with anything else. */
export async function call<N extends Name>(name: N, ...rest: Rest<N>): Promise<Commands[N]["result"]> {
  try {
    const [args] = rest;
    return await invoke<Commands[N]["result"]>(name, args === undefined ? undefined : { args });
  } catch (error) {
    throw asAppError(error);
  }
}

/** Asks the program and hands it bytes, as they are. Rejects as {@link call} does. */
export async function sendBytes<N extends keyof ByteCommands>(
  name: N,
  args: ByteCommands[N]["args"],
  bytes: Uint8Array,
): Promise<ByteCommands[N]["result"]> {
  // A header holds Latin letters only.
  const latin = JSON.stringify(args).replace(
    /[\u0080-\uFFFF]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  try {
    return await invoke<ByteCommands[N]["result"]>(name, bytes, { headers: { args: latin } });
  } catch (error) {
    throw asAppError(error);
  }
}

/** What was thrown, as one of the codes that the interface has words for. */
export function asAppError(error: unknown): AppError {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string") {
    return error as AppError;
  }
  return { code: "fault" };
}

/** Listens to an event. The function that is returned stops it; fit to be returned from an `$effect`. */
export function on<E extends keyof Events>(event: E, handler: (payload: Events[E]) => void): () => void {
  return unlistener(listen<Events[E]>(event, ({ payload }) => handler(payload)));
}

/** Address of a photo's picture: `full` is what is sent, `thumb` is small, `source` is what editing begins with. */
export function photoUrl(id: PhotoId, size: "full" | "thumb" | "source" = "full"): string {
  return `${convertFileSrc("", "photo")}${id}${size === "full" ? "" : `/${size}`}`;
}

/** Address template of the map's tiles, `{z}/{x}/{y}` left for the map to fill. */
export function tileUrl(): string {
  return `${convertFileSrc("", "tiles")}{z}/{x}/{y}`;
}

/** Address of the document that is open for import; its bytes are given out once. */
export function documentUrl(token: number): string {
  return `${convertFileSrc("", "document")}${String(token)}`;
}

/** Address of the portal's page of a report, as it is here now. */
export function previewUrl(id: ReportId): string {
  return `${convertFileSrc("", "preview")}r/${id}`;
}

/** Files dragged over the window. Positions are CSS pixels from the window's top left corner. */
export type FilesOver =
  | { type: "enter"; paths: string[]; x: number; y: number }
  | { type: "over"; x: number; y: number }
  | { type: "drop"; paths: string[]; x: number; y: number }
  | { type: "leave" };

/** Listens to files being dragged over and dropped on the window. Returns how to stop. */
export function onFilesDropped(handler: (over: FilesOver) => void): () => void {
  return unlistener(
    getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === "leave") {
        handler({ type: "leave" });
        return;
      }
      const { x, y } = payload.position.toLogical(window.devicePixelRatio);
      if (payload.type === "over") handler({ type: "over", x, y });
      else handler({ type: payload.type, paths: payload.paths, x, y });
    }),
  );
}

function unlistener(started: Promise<() => void>): () => void {
  let stopped = false;
  let stop: (() => void) | undefined;
  started.then(
    (unlisten) => {
      stop = unlisten;
      if (stopped) unlisten();
    },
    () => {},
  );
  return () => {
    stopped = true;
    stop?.();
  };
}
