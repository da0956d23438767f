/** The files of words, by what they are about: each in Ukrainian and English. */
import deskEn from "./desk.en.json";
import deskUk from "./desk.uk.json";
import editorEn from "./editor.en.json";
import editorUk from "./editor.uk.json";
import en from "./en.json";
import historyEn from "./history.en.json";
import historyUk from "./history.uk.json";
import importEn from "./import.en.json";
import importUk from "./import.uk.json";
import outputEn from "./output.en.json";
import outputUk from "./output.uk.json";
import photoIntakeEn from "./photo-intake.en.json";
import photoIntakeUk from "./photo-intake.uk.json";
import photoWorkEn from "./photo-work.en.json";
import photoWorkUk from "./photo-work.uk.json";
import reviewEn from "./review.en.json";
import reviewUk from "./review.uk.json";
import safekeepingEn from "./safekeeping.en.json";
import safekeepingUk from "./safekeeping.uk.json";
import startEn from "./start.en.json";
import startUk from "./start.uk.json";
import tableEn from "./table.en.json";
import tableUk from "./table.uk.json";
import uk from "./uk.json";

/** All words of a language; the Ukrainian file names the keys. */
export const ukrainian = {
  ...uk,
  ...deskUk,
  ...editorUk,
  ...historyUk,
  ...importUk,
  ...outputUk,
  ...photoIntakeUk,
  ...photoWorkUk,
  ...reviewUk,
  ...safekeepingUk,
  ...startUk,
  ...tableUk,
};
export const english: Readonly<Record<string, string>> = {
  ...en,
  ...deskEn,
  ...editorEn,
  ...historyEn,
  ...importEn,
  ...outputEn,
  ...photoIntakeEn,
  ...photoWorkEn,
  ...reviewEn,
  ...safekeepingEn,
  ...startEn,
  ...tableEn,
};

/** The files one by one, for the tests: name, Ukrainian, English. */
export const files: readonly [string, Readonly<Record<string, string>>, Readonly<Record<string, string>>][] =
  [
    ["program", uk, en],
    ["desk", deskUk, deskEn],
    ["editor", editorUk, editorEn],
    ["history", historyUk, historyEn],
    ["import", importUk, importEn],
    ["output", outputUk, outputEn],
    ["photo intake", photoIntakeUk, photoIntakeEn],
    ["photo work", photoWorkUk, photoWorkEn],
    ["review", reviewUk, reviewEn],
    ["safekeeping", safekeepingUk, safekeepingEn],
    ["start", startUk, startEn],
    ["table", tableUk, tableEn],
  ];
