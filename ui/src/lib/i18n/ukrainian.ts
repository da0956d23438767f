/** The Ukrainian words, by what they are about. Their keys are the program's. */
import desk from "./desk.uk.json";
import editor from "./editor.uk.json";
import history from "./history.uk.json";
import imports from "./import.uk.json";
import output from "./output.uk.json";
import photoEditing from "./photo-editing.uk.json";
import photoIntake from "./photo-intake.uk.json";
import photoWork from "./photo-work.uk.json";
import review from "./review.uk.json";
import safekeeping from "./safekeeping.uk.json";
import start from "./start.uk.json";
import table from "./table.uk.json";
import program from "./uk.json";

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
export const ukrainian = {
  ...program,
  ...desk,
  ...editor,
  ...history,
  ...imports,
  ...output,
  ...photoEditing,
  ...photoIntake,
  ...photoWork,
  ...review,
  ...safekeeping,
  ...start,
  ...table,
};
