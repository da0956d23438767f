/** Converts away from the window, so that it stays awake and the work can be ended at once. */
// First of all: the unpacker looks for it when it is loaded.
import "./immediately";
import { convert, type Converted } from "./convert";

export type Answer = { done: Converted } | { failed: string };

self.onmessage = ({ data }: MessageEvent<ArrayBuffer>): void => {
  convert(data).then(
    (done) => {
      const bytes = done.pictures.map((picture) => picture.bytes.buffer);
      self.postMessage({ done } satisfies Answer, { transfer: bytes });
    },
    (error: unknown) => self.postMessage({ failed: String(error) } satisfies Answer),
  );
};
