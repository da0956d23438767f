/** Why a document is not taken, in one sentence with the remedy. */
import { bytes } from "$lib/format";
import { t, type Key } from "$lib/i18n";
import type { DocumentRefusal } from "$lib/ipc";

const words = {
  unreadable: "import.refused.unreadable",
  empty: "import.refused.empty",
  too_large: "import.refused.too_large",
  encrypted: "import.refused.encrypted",
  old_word: "import.refused.old_word",
  rtf: "import.refused.rtf",
  odt: "import.refused.odt",
  pdf: "import.refused.pdf",
  other_office: "import.refused.other_office",
  not_a_document: "import.refused.not_a_document",
  truncated: "import.refused.truncated",
  damaged: "import.refused.damaged",
  bomb: "import.refused.bomb",
} satisfies Record<DocumentRefusal["code"], Key>;

export function refusedWords(name: string, reason: DocumentRefusal): string {
  const max = reason.code === "too_large" ? bytes(reason.max_bytes) : "";
  return t(words[reason.code], { name, max });
}
