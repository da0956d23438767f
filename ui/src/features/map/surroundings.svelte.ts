/** What every map of the window is made with: the pack, the tiles' address, the colours, the words. */
import { t } from "$lib/i18n";
import { tileUrl, type PackInfo } from "$lib/ipc";
import type { BaseMapOptions, MapWords } from "$lib/map/base";
import { DARK, LIGHT, type Palette } from "$lib/map/palette";
import { isDark } from "$lib/state/appearance.svelte";
import { session } from "$lib/state/session.svelte";

/** The map on this computer; null where there is none yet. */
export function packHere(): PackInfo | null {
  return session.start?.map ?? null;
}

/** The colours of now; reactive. */
export function paletteNow(): Palette {
  return isDark() ? DARK : LIGHT;
}

export function mapWords(): MapWords {
  return { zoomIn: t("map.zoomIn"), zoomOut: t("map.zoomOut"), demo: t("map.demo") };
}

export function surroundings(target: HTMLElement, wheel: BaseMapOptions["wheel"]): BaseMapOptions {
  return { target, pack: packHere(), template: tileUrl(), palette: paletteNow(), words: mapWords(), wheel };
}
