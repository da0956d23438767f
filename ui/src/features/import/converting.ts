/** A conversion under way. */
import type { Converted } from "./convert";
import type { Answer } from "./convert.worker";

/** Converts a document; its bytes are handed over. Rejects when it cannot be read and when it is stopped. */
export function converting(document: ArrayBuffer, stopped: AbortSignal): Promise<Converted> {
  const worker = new Worker(new URL("./convert.worker.ts", import.meta.url), { type: "module" });
  const answer = new Promise<Converted>((resolve, reject) => {
    stopped.addEventListener("abort", () => reject(new Error("stopped")));
    worker.onmessage = ({ data }: MessageEvent<Answer>) =>
      "done" in data ? resolve(data.done) : reject(new Error(data.failed));
    worker.onerror = (event) => reject(new Error(event.message));
  });
  worker.postMessage(document, [document]);
  return answer.finally(() => worker.terminate());
}
