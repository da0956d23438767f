/** The few things that a style says of the text's meaning. */

/** Value of a property in a `style` attribute, lower case; empty when it is not there. */
export function styleOf(element: Element, property: string): string {
  const style = element.getAttribute("style");
  if (style === null || !style.toLowerCase().includes(property)) return "";
  for (const rule of style.split(";")) {
    const colon = rule.indexOf(":");
    if (colon > 0 && rule.slice(0, colon).trim().toLowerCase() === property)
      return rule
        .slice(colon + 1)
        .trim()
        .toLowerCase();
  }
  return "";
}

export function isHidden(element: Element): boolean {
  return (
    element.hasAttribute("hidden") ||
    styleOf(element, "display") === "none" ||
    styleOf(element, "mso-hide") === "all"
  );
}

/** Whether a font weight is bold; null when it says nothing of it. */
export function weighs(weight: string): boolean | null {
  if (weight === "") return null;
  if (weight.startsWith("bold")) return true;
  const number = Number.parseInt(weight, 10);
  if (Number.isNaN(number)) return weight.startsWith("normal") || weight.startsWith("lighter") ? false : null;
  return number >= 600;
}

/** Classes of single cells that a style sheet makes bold: Excel says it nowhere else. */
export function boldClasses(styles: string): ReadonlySet<string> {
  const bold = new Set<string>();
  for (const rule of styles.split("}")) {
    const brace = rule.indexOf("{");
    if (brace < 0) continue;
    const name = /\.([\w-]+)\s*$/u.exec(rule.slice(Math.max(0, brace - 80), brace))?.[1];
    const weight = /font-weight\s*:\s*([\w]+)/u.exec(rule.slice(brace))?.[1];
    if (name !== undefined && weight !== undefined && weighs(weight.toLowerCase()) === true) bold.add(name);
  }
  return bold;
}
