/** The commands that every screen has. */
import FileInput from "@lucide/svelte/icons/file-input";
import Keyboard from "@lucide/svelte/icons/keyboard";
import LogIn from "@lucide/svelte/icons/log-in";
import LogOut from "@lucide/svelte/icons/log-out";
import Plus from "@lucide/svelte/icons/plus";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import Search from "@lucide/svelte/icons/search";
import ShieldCheck from "@lucide/svelte/icons/shield-check";
import SunMoon from "@lucide/svelte/icons/sun-moon";
import { safekeeping } from "$features/safekeeping/safekeeping.svelte";
import { label, t } from "$lib/i18n";
import { call } from "$lib/ipc";
import { go } from "$lib/router.svelte";
import { isDark } from "$lib/state/appearance.svelte";
import { catalogue } from "$lib/state/catalogue.svelte";
import type { Command } from "$lib/state/commands.svelte";
import { finders } from "$lib/state/finders.svelte";
import { session } from "$lib/state/session.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { bin, places, settings } from "./places";

const guarded = (run: () => Promise<unknown>) => (): Promise<unknown> =>
  run().catch((error: unknown) => toasts.fail(error));

/** As they stand now: read within a `$derived`, they follow the language, the account and the catalogue. */
export function everywhere(): Command[] {
  const dark = isDark();
  return [
    { id: "new", label: t("desk.new"), icon: Plus, keys: "Ctrl+N", run: () => finders.show("new") },
    {
      id: "palette",
      label: t("palette.title"),
      icon: Search,
      keys: "Ctrl+K",
      run: () => finders.show("palette"),
    },
    { id: "keys", label: t("settings.keys"), icon: Keyboard, keys: "F1", run: () => finders.show("keys") },
    ...[...places, settings, bin].map((place, index) => ({
      id: place.screen,
      label: t(place.word),
      icon: place.icon,
      keys: `Alt+${index + 1}`,
      run: () => go({ screen: place.screen }),
    })),
    {
      id: "theme",
      label: `${t("settings.theme")}: ${dark ? t("settings.light") : t("settings.dark")}`,
      icon: SunMoon,
      run: guarded(() => session.prefer({ theme: dark ? "light" : "dark" })),
    },
    {
      id: "contrast",
      label: `${t("settings.theme")}: ${t("settings.contrast")}`,
      icon: SunMoon,
      run: guarded(() => session.prefer({ theme: "contrast" })),
    },
    session.account === null
      ? { id: "sign-in", label: t("account.signIn"), icon: LogIn, run: () => session.ask() }
      : { id: "sync", label: t("line.syncNow"), icon: RefreshCw, run: guarded(() => call("sync_now")) },
    {
      id: "back-up",
      label: t("safekeeping.backup.now"),
      icon: ShieldCheck,
      run: () => safekeeping.backUp(),
    },
    ...catalogue.writable.map((section) => ({
      id: `new-${section.id}`,
      label: t("palette.newIn", { section: label(section.name) }),
      icon: FileInput,
      run: () => finders.begin(section.id),
    })),
    ...(session.account === null
      ? []
      : [{ id: "out", label: t("account.signOut"), icon: LogOut, run: guarded(() => session.signOut()) }]),
  ];
}
