/**
 * A Word document becomes a new draft. Everything heavy is loaded when it is first asked for.
 *
 *     void openDocumentImport();                            // asks for the file
 *     void openDocumentImport({ section: section.id });     // into this section, unless another is chosen
 *     void openDocumentImport({ path });                    // takes a file that was dropped on the window
 *
 * `DocumentDrop.svelte` on a screen lets documents be dropped on it.
 */
import type { SectionId } from "$lib/ipc";

/** What the import begins with. */
export interface ImportFrom {
  path?: string;
  section?: SectionId;
}

/** Whether a dropped file is a text document: such as Word's, and what is often taken for one. */
export function isDocument(path: string): boolean {
  return /\.(?:docx|docm|dotx|doc|rtf|odt|pdf)$/iu.test(path);
}

/** Opens the import over whatever is on the screen. */
export async function openDocumentImport(from: ImportFrom = {}): Promise<void> {
  const { open } = await import("./open");
  open(from);
}
