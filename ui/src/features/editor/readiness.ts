/** How far the form is filled: a mark per group for the outline, and which problems are spoken of where. */
import type { Field, Form, Group, Problem } from "$lib/ipc";

/** The id under which the program speaks of the title. */
export const TITLE = "title";

export type GroupMark = "empty" | "started" | "problem" | "done";

/** A problem that only says that something has not been filled yet; nobody needs to hear it before having tried. */
export function isMissing(problem: Problem): boolean {
  return problem.code === "required" || problem.code === "too_few_photos";
}

export interface Progress {
  values: Readonly<Record<string, unknown>>;
  problems: readonly Problem[];
  /** Whether the problems of this field are shown under it. */
  speaksOf: (problem: Problem) => boolean;
}

function isFilled(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return false;
  return !Array.isArray(value) || value.length > 0;
}

export function groupMark(group: Group, { values, problems, speaksOf }: Progress): GroupMark {
  const ids = new Set(group.fields.map((field) => field.id));
  const own = problems.filter((problem) => ids.has(problem.field));
  if (own.some(speaksOf)) return "problem";
  const filled = group.fields.some((field) => isFilled(values[field.id]));
  if (own.length === 0) return filled ? "done" : "empty";
  return filled ? "started" : "empty";
}

/** How many of the group's questions that must be answered are, and how many there are. */
export function groupProgress(group: Group, problems: readonly Problem[]): { done: number; all: number } {
  const wrong = new Set(problems.map((problem) => problem.field));
  const asked = group.fields.filter((field) => field.required || wrong.has(field.id));
  return { done: asked.filter((field) => !wrong.has(field.id)).length, all: asked.length };
}

/** The field of a form by its id. */
export function fieldOf(form: Form, id: string): Field | undefined {
  for (const group of form.groups) {
    const field = group.fields.find((one) => one.id === id);
    if (field) return field;
  }
  return undefined;
}

/** The next field with a problem after (or before) the one that has the focus, round the end. */
export function nextProblem(fields: readonly string[], at: string | null, step: 1 | -1): string | null {
  if (fields.length === 0) return null;
  const here = at === null ? -1 : fields.indexOf(at);
  if (here === -1) return (step === 1 ? fields[0] : fields.at(-1)) ?? null;
  return fields[(here + step + fields.length) % fields.length] ?? null;
}
