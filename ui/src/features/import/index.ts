/**
 * A Word document becomes a new draft. Everything heavy is loaded when it is first asked for.
 *
 *     void openDocumentImport();          // asks for the file
 *     void openDocumentImport(path);      // takes one that was dropped on the window
 */

/** Whether a dropped file is a text document: such as Word's, and what is often taken for one. */
export function isDocument(path: string): boolean {
  return /\.(?:docx|docm|doc|rtf|odt|pdf)$/iu.test(path);
}

/** Opens the import over whatever is on the screen. */
export async function openDocumentImport(path?: string): Promise<void> {
  const { open } = await import("./open");
  open(path);
}
