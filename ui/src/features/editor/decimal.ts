/**
 * Numbers as people write them and as they are kept. Kept: a decimal string with a point ("1234.5"), never a float.
 * Shown: by the language, with thousands apart («1 234,5»). Typed: comma or point, any spaces.
 */

const SPACES = /[\s\u00a0\u202f\u2009]/gu;
const DECIMAL = /^-?\d+(\.\d+)?$/u;

/** The decimal that was typed; `null` when nothing was; the text itself when it is not a number. */
export function parseDecimal(text: string): { value: string | null; ok: boolean } {
  const bare = text.replace(SPACES, "").replace(",", ".").replace(/^\+/u, "").replace(/^[−–]/u, "-");
  if (bare === "") return { value: null, ok: true };
  const full = bare.replace(/^(-?)\./u, "$10.").replace(/\.$/u, "");
  if (!DECIMAL.test(full)) return { value: text.trim(), ok: false };
  return { value: trimZeros(full), ok: true };
}

const UNITS: readonly { words: RegExp; toThousands: (decimal: string) => string }[] = [
  { words: /\s*тис(?:\.|яч)?\s*(?:грн\.?|гривень)?$/iu, toThousands: (decimal) => decimal },
  { words: /\s*млн\.?\s*(?:грн\.?|гривень)?$/iu, toThousands: (decimal) => shifted(decimal, 3) },
  { words: /\s*(?:грн\.?|гривень|гривні|гривня|₴)$/iu, toThousands: ofHryvnias },
];

/** A sum in thousands of hryvnias, as typed or pasted with whatever unit beside it. `converted` when the unit was another. */
export function parseMoney(text: string): { value: string | null; ok: boolean; converted: boolean } {
  const bare = text.trim();
  for (const { words, toThousands } of UNITS) {
    if (!words.test(bare)) continue;
    const read = parseDecimal(bare.replace(words, ""));
    if (!read.ok || read.value === null) return { value: bare, ok: false, converted: false };
    const value = toThousands(read.value);
    return { value, ok: true, converted: value !== read.value };
  }
  return { ...parseDecimal(text), converted: false };
}

/** Whole hryvnias, rounded, as thousands: "1234567.89" → "1234.568". */
function ofHryvnias(decimal: string): string {
  const [whole = "0", fraction = ""] = decimal.split(".");
  const negative = whole.startsWith("-");
  const up = fraction >= "5" ? 1n : 0n;
  const digits = (BigInt(negative ? whole.slice(1) : whole) + up).toString().padStart(4, "0");
  const thousands = `${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/u, "");
  return (negative ? "-" : "") + thousands;
}

/** The point moved to the right. */
function shifted(decimal: string, places: number): string {
  const [whole = "0", fraction = ""] = decimal.split(".");
  const digits = fraction.padEnd(places, "0");
  const rest = digits.slice(places);
  return trimZeros(whole + digits.slice(0, places)) + (rest === "" ? "" : `.${rest}`);
}

/** "007.50" → "7.50": zeros in front go, those behind were typed on purpose. */
function trimZeros(decimal: string): string {
  return decimal.replace(/^(-?)0+(?=\d)/u, "$1");
}

/** A kept number that has at most so many digits behind the point. Four digits alone stand together: most are a year, «2026». */
export function formatNumber(value: unknown, decimals: number, language: string): string {
  if (decimals === 0 && typeof value === "string" && /^\d{4}$/u.test(value)) return value;
  return formatDecimal(value, language);
}

/** A kept decimal as it is shown. What is no decimal is shown as it is. */
export function formatDecimal(value: unknown, language: string): string {
  if (typeof value !== "string") return "";
  if (!DECIMAL.test(value)) return value;
  const [whole = "0", fraction] = value.split(".");
  const negative = whole.startsWith("-");
  const digits = negative ? whole.slice(1) : whole;
  const gap = language === "en" ? "," : "\u00a0";
  const grouped = digits.replace(/\B(?=(\d{3})+$)/gu, gap);
  const point = language === "en" ? "." : ",";
  return (negative ? "−" : "") + grouped + (fraction === undefined ? "" : point + fraction);
}

/** A kept decimal as it is edited: without thousands apart, with the language's comma. */
export function editDecimal(value: unknown, language: string): string {
  if (typeof value !== "string") return "";
  return DECIMAL.test(value) && language !== "en" ? value.replace(".", ",") : value;
}

/** The sum of kept decimals, exactly; what is no decimal counts nothing. */
export function sumDecimals(values: readonly unknown[]): string {
  const decimals = values.filter(
    (value): value is string => typeof value === "string" && DECIMAL.test(value),
  );
  const places = Math.max(0, ...decimals.map((value) => (value.split(".")[1] ?? "").length));
  const scaled = decimals.map((value) => {
    const [whole = "0", fraction = ""] = value.split(".");
    return BigInt(whole + fraction.padEnd(places, "0"));
  });
  const total = scaled.reduce((all, one) => all + one, 0n);
  const negative = total < 0n;
  const digits = (negative ? -total : total).toString().padStart(places + 1, "0");
  const cut = digits.length - places;
  return (negative ? "-" : "") + digits.slice(0, cut) + (places > 0 ? `.${digits.slice(cut)}` : "");
}
