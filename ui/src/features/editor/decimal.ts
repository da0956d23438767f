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

/** "007.50" → "7.50": zeros in front go, those behind were typed on purpose. */
function trimZeros(decimal: string): string {
  return decimal.replace(/^(-?)0+(?=\d)/u, "$1");
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
