/** What a cell says to a reader. */
import { currentLanguage, label } from "$lib/i18n";
import type { Column } from "$lib/ipc";
import { showDay } from "../days";
import { formatDecimal, formatNumber } from "../decimal";
import { asText } from "../fields/types";
import type { EntryNames } from "./entries.svelte";

export function cellWords(column: Column, value: unknown, names: EntryNames): string {
  switch (column.kind) {
    case "number":
      return formatNumber(value, column.decimals ?? 0, currentLanguage());
    case "money":
      return formatDecimal(value, currentLanguage());
    case "date":
      return showDay(value);
    case "reference": {
      const entry = names.of(column.list, asText(value));
      return entry ? label(entry.label) : asText(value);
    }
    case "choice": {
      const option = column.options.find(({ id }) => id === value);
      return option ? label(option.label) : asText(value);
    }
    case "text":
    case "link":
      return asText(value);
  }
}
