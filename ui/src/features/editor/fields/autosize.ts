/** Keeps a textarea as high as its text. `field-sizing` is not in every web view that the window runs in. */
export function autosize(area: HTMLTextAreaElement): () => void {
  const fit = (): void => {
    area.style.height = "auto";
    const border = area.offsetHeight - area.clientHeight;
    area.style.height = `${String(area.scrollHeight + border)}px`;
  };
  fit();
  area.addEventListener("input", fit);
  const watch = new ResizeObserver(([entry]) => {
    // Only a new width changes the lines; the height is ours.
    const width = entry?.contentRect.width;
    if (width !== undefined && width !== known) {
      known = width;
      fit();
    }
  });
  let known = -1;
  watch.observe(area);
  return () => {
    area.removeEventListener("input", fit);
    watch.disconnect();
  };
}
