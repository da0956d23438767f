/** What can be done with an open report on paper: for the head's menu, the palette and the keys. */
import FileDown from "@lucide/svelte/icons/file-down";
import FileText from "@lucide/svelte/icons/file-text";
import Printer from "@lucide/svelte/icons/printer";
import { t } from "$lib/i18n";
import type { ReportId } from "$lib/ipc";
import type { Command } from "$lib/state/commands.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { output } from "./output.svelte";

/** `flush` puts what was typed on the disk first; false: it could not, and what is there would be old. */
export function outputCommands(id: ReportId, flush: () => Promise<boolean>): Command[] {
  const fresh = (run: () => Promise<void>) => async (): Promise<void> => {
    if (await flush()) await run();
    else toasts.say(t("output.export.unsaved"));
  };
  return [
    {
      id: "export-pdf",
      label: t("output.export.pdf"),
      icon: FileDown,
      test: "export-pdf",
      run: fresh(() => output.save(id, "pdf")),
    },
    {
      id: "export-docx",
      label: t("output.export.docx"),
      icon: FileText,
      test: "export-docx",
      run: fresh(() => output.save(id, "docx")),
    },
    {
      id: "print",
      label: t("output.print"),
      icon: Printer,
      keys: "Ctrl+P",
      test: "print",
      run: fresh(() => output.print(id)),
    },
  ];
}
