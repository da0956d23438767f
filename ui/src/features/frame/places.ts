/** The screens that the rail and the commands lead to, in their order. */
import BookOpenCheck from "@lucide/svelte/icons/book-open-check";
import FileText from "@lucide/svelte/icons/file-text";
import LayoutDashboard from "@lucide/svelte/icons/layout-dashboard";
import MapIcon from "@lucide/svelte/icons/map";
import Send from "@lucide/svelte/icons/send";
import Settings from "@lucide/svelte/icons/settings";
import Trash2 from "@lucide/svelte/icons/trash-2";
import type { Component } from "svelte";
import type { Key } from "$lib/i18n";
import type { Route } from "$lib/router.svelte";

export type Place = {
  screen: Exclude<Route["screen"], "editor" | "history">;
  word: Key;
  icon: Component<{ size?: number | string }>;
};

export const places: readonly Place[] = [
  { screen: "desk", word: "nav.desk", icon: LayoutDashboard },
  { screen: "reports", word: "nav.reports", icon: FileText },
  { screen: "map", word: "nav.map", icon: MapIcon },
  { screen: "schedule", word: "nav.schedule", icon: BookOpenCheck },
  { screen: "outbox", word: "nav.outbox", icon: Send },
];

export const bin: Place = { screen: "bin", word: "nav.bin", icon: Trash2 };

export const settings: Place = { screen: "settings", word: "nav.settings", icon: Settings };
