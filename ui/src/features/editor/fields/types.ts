/** What every control of a form's field is given. */
import type { Field, FieldKind, Problem } from "$lib/ipc";
import type { OpenEditor } from "../open-editor.svelte";

export type Kind = FieldKind["kind"];

/** A field of one kind. */
export type FieldOf<K extends Kind> = Extract<Field, { kind: K }>;

export interface FieldProps<K extends Kind = Kind> {
  field: FieldOf<K>;
  /** `null` or absent when empty. */
  value: unknown;
  editor: OpenEditor;
  /** Those to be seen now. */
  problems: Problem[];
  /** Id of the control that the label belongs to. */
  id: string;
  /** Id of the label, for controls that a `label` element cannot name. */
  labelId: string;
  /** Ids of the hint and the problems. */
  describedBy: string | undefined;
  onchange: (value: unknown) => void;
}

/** A value of one of the structured kinds, if it is an object at all. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A value as text: what is no text is nothing. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
