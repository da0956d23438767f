/** What was typed while the keyboard was set to the other language, as crates/search reads it for reports. */

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const UKRAINIAN = "йцукенгшщзхїфівапролджєячсмитьбю";

function through(text: string, from: string, to: string): string {
  return [...text].map((letter) => to[from.indexOf(letter)] ?? letter).join("");
}

/** The readings of a lower-case word, the plain one first: `ghj,ktvf` is «проблема» too, `штвуч` is `index`. */
export function readings(word: string): string[] {
  return /[a-z]/u.test(word)
    ? [word, through(word, LATIN, UKRAINIAN)]
    : [word, through(word, UKRAINIAN, LATIN)];
}
