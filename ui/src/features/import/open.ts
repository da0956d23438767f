/** Puts the import over the window; one at a time. */
import { mount, unmount } from "svelte";
import DocumentImport from "./DocumentImport.svelte";
import type { ImportFrom } from ".";

let close: (() => void) | undefined;

export function open(from: ImportFrom): void {
  // One at a time: the one that is open is ended first.
  if (close !== undefined) return;
  const component = mount(DocumentImport, {
    target: document.body,
    props: { from, onclose: () => close?.() },
  });
  close = () => {
    close = undefined;
    void unmount(component);
  };
}
