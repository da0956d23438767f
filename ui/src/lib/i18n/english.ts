/** The English words, part by part as the Ukrainian ones are. They are read when they are first wanted. */
import desk from "./desk.en.json";
import editor from "./editor.en.json";
import program from "./en.json";
import history from "./history.en.json";
import imports from "./import.en.json";
import output from "./output.en.json";
import photoEditing from "./photo-editing.en.json";
import photoIntake from "./photo-intake.en.json";
import photoWork from "./photo-work.en.json";
import review from "./review.en.json";
import safekeeping from "./safekeeping.en.json";
import start from "./start.en.json";
import table from "./table.en.json";

export const parts = {
  program,
  desk,
  editor,
  history,
  imports,
  output,
  photoEditing,
  photoIntake,
  photoWork,
  review,
  safekeeping,
  start,
  table,
};

/** All of them. */
export const english: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(parts));
