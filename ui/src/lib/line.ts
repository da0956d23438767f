/** The words of the line at the window's foot: whether the portal answers, and what waits. */
import { when } from "$lib/format";
import { t } from "$lib/i18n";
import type { Line } from "$lib/ipc";
import { now } from "$lib/state/clock.svelte";

export function lineWords({ state, queued, last_received_at: last }: Line): string {
  const count = queued;
  switch (state) {
    case "local":
      return count > 0 ? t("line.localWaiting", { count }) : t("line.local");
    case "connecting":
      return t("line.connecting");
    case "offline":
      return count > 0 ? t("line.offlineWaiting", { count }) : t("line.offline");
    case "session_ended":
      return count > 0 ? t("line.sessionEndedWaiting", { count }) : t("line.sessionEnded");
    case "not_the_portal":
      return t("line.notThePortal");
    case "other_portal":
      return t("line.otherPortal");
    case "clock_wrong":
      return t("line.clockWrong");
    case "online":
      if (count > 0) return t("line.onlineSending", { count });
      return last === null ? t("line.online") : t("line.received", { when: when(last, now()) });
  }
}
