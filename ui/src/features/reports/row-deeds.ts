/** What a row's own menu offers: what can be done to that report as it stands. */
import Copy from "@lucide/svelte/icons/copy";
import FolderOpen from "@lucide/svelte/icons/folder-open";
import Send from "@lucide/svelte/icons/send";
import Trash2 from "@lucide/svelte/icons/trash-2";
import { primaryAction } from "$features/editor/standing";
import type { MenuItem } from "$lib/components/Menu.svelte";
import { t } from "$lib/i18n";
import type { BulkDeed, ReportRow } from "$lib/ipc";
import { catalogue } from "$lib/state/catalogue.svelte";

type Run = { open: () => void; run: (deed: BulkDeed) => void };

const SENDS: readonly string[] = ["send", "send_changes", "send_again"];

export function deedsOf(row: ReportRow, { open, run }: Run): MenuItem[] {
  const items: MenuItem[] = [
    { id: "open", label: t("lists.open"), icon: FolderOpen, test: "row-open", run: open },
  ];
  if (catalogue.may(row.section, "write"))
    items.push({
      id: "copy",
      label: t("lists.makeCopy"),
      icon: Copy,
      test: "row-copy",
      run: () => run("copy"),
    });
  if (SENDS.includes(primaryAction(row)))
    items.push({ id: "send", label: t("lists.send"), icon: Send, test: "row-send", run: () => run("send") });
  // What the portal has heard of is not deleted here.
  if (!row.others && row.standing === "draft")
    items.push({
      id: "delete",
      label: t("lists.toBin"),
      icon: Trash2,
      tone: "danger",
      test: "row-delete",
      run: () => run("delete"),
    });
  return items;
}
