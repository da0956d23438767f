/** Puts the import over the window; one at a time. */
import { mount, unmount } from "svelte";
import DocumentImport from "./DocumentImport.svelte";

let close: (() => void) | undefined;

export function open(path?: string): void {
  close?.();
  const component = mount(DocumentImport, {
    target: document.body,
    props: { ...(path !== undefined && { path }), onclose: () => close?.() },
  });
  close = () => {
    close = undefined;
    void unmount(component);
  };
}
