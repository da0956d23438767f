/** Which control draws which kind of field. Total: a kind without a control does not compile. */
import type { Component } from "svelte";
import PhotosControl from "$features/photos/PhotosControl.svelte";
import PlaceControl from "$features/map/PlaceControl.svelte";
import RichTextControl from "../rich/RichTextControl.svelte";
import ChoiceControl from "./ChoiceControl.svelte";
import DateControl from "./DateControl.svelte";
import FileControl from "./FileControl.svelte";
import LinkControl from "./LinkControl.svelte";
import MoneyControl from "./MoneyControl.svelte";
import NumberControl from "./NumberControl.svelte";
import PeriodControl from "./PeriodControl.svelte";
import PersonControl from "./PersonControl.svelte";
import ReferenceControl from "./ReferenceControl.svelte";
import SignatureControl from "./SignatureControl.svelte";
import TableControl from "./TableControl.svelte";
import TextControl from "./TextControl.svelte";
import type { FieldProps, Kind } from "./types";

interface Entry<K extends Kind> {
  control: Component<FieldProps<K>>;
  /**
   * `input`: one control that the label's click focuses. `group`: several, which the label names together.
   */
  labels: "input" | "group";
}

export const CONTROLS: { readonly [K in Kind]: Entry<K> } = {
  text: { control: TextControl, labels: "input" },
  rich_text: { control: RichTextControl, labels: "group" },
  number: { control: NumberControl, labels: "input" },
  money: { control: MoneyControl, labels: "input" },
  date: { control: DateControl, labels: "input" },
  period: { control: PeriodControl, labels: "group" },
  choice: { control: ChoiceControl, labels: "group" },
  reference: { control: ReferenceControl, labels: "input" },
  person: { control: PersonControl, labels: "group" },
  table: { control: TableControl, labels: "group" },
  photos: { control: PhotosControl, labels: "group" },
  place: { control: PlaceControl, labels: "group" },
  file: { control: FileControl, labels: "group" },
  link: { control: LinkControl, labels: "input" },
  signature: { control: SignatureControl, labels: "group" },
};

/** Kinds whose outermost element, not their one input, answers to the field's name in tests. */
export function isComposite(kind: Kind): boolean {
  return CONTROLS[kind].labels === "group" || kind === "reference";
}
