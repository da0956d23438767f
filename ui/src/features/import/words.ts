/** Words compared as people mean them. */

function folded(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/^\s*(?:\d+|[ivxіх]+)(?:\.\d+)*[.)]\s+/u, "")
    .replace(/[«»"„“”'’ʼ`]/gu, "")
    .replace(/[\s\u00A0]+/gu, " ")
    .replace(/[\s.:;–—-]+$/u, "")
    .trim();
}

/** Whether two lines say the same, but for numbering, quotation marks, a colon at the end. */
export function sameWords(one: string, other: string): boolean {
  const words = folded(one);
  return words !== "" && words === folded(other);
}

/** Whether a line holds these words, whole. */
export function holdsWords(line: string, words: string): boolean {
  const held = folded(words);
  return held !== "" && ` ${folded(line).replace(/[^\p{L}\p{N}]+/gu, " ")} `.includes(` ${held} `);
}
