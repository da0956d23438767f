/**
 * What a plain text field has besides what the web view gives it: typography, and an undo of its own. (The web view's
 * undo is one for the whole window: in one field it takes back what was typed in another.)
 *
 *     <textarea {@attach writing}></textarea>
 */
import { typographic } from "./typography";

type Box = HTMLInputElement | HTMLTextAreaElement;

interface Moment {
  value: string;
  start: number;
  end: number;
}

/** Typing without a longer pause is one step. */
const PAUSE_MS = 600;
const MOST_STEPS = 200;

export function writing(box: Box): () => void {
  const now = (): Moment => ({
    value: box.value,
    start: box.selectionStart ?? box.value.length,
    end: box.selectionEnd ?? box.value.length,
  });
  let steps: Moment[] = [now()];
  let at = 0;
  let last = { kind: "", time: 0 };
  let replaced = false;
  /** The input that is going on is ours. */
  let own = false;

  function keep(kind: string, time: number): void {
    const joins = kind !== "" && kind === last.kind && time - last.time < PAUSE_MS && at > 0;
    steps = [...steps.slice(0, joins ? at : at + 1), now()].slice(-MOST_STEPS);
    at = steps.length - 1;
    last = { kind, time };
  }

  function show(moment: Moment, kind: string): void {
    own = true;
    box.value = moment.value;
    box.setSelectionRange(moment.start, moment.end);
    box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: kind }));
    own = false;
  }

  function go(by: -1 | 1): void {
    const moment = steps[at + by];
    replaced = false;
    if (!moment) return;
    at += by;
    last = { kind: "", time: 0 };
    show(moment, by < 0 ? "historyUndo" : "historyRedo");
  }

  function beforeInput(event: InputEvent): void {
    if (event.inputType === "historyUndo" || event.inputType === "historyRedo") {
      event.preventDefault();
      go(event.inputType === "historyUndo" ? -1 : 1);
      return;
    }
    // Where the caret stood is where undoing puts it; what came from elsewhere is a step of its own.
    if (steps[at]?.value === box.value) steps[at] = now();
    else keep("", 0);
    replaced = false;
  }

  function input(event: Event): void {
    if (own) return;
    const { inputType, data, isComposing } = event as InputEvent;
    const typed = inputType === "insertText" && !isComposing ? (data ?? "") : "";
    keep(inputType.startsWith("insertText") && typed !== " " ? "typing" : inputType, event.timeStamp);
    const caret = box.selectionStart ?? 0;
    const made = typed === "" ? null : typographic(box.value.slice(0, caret - typed.length), typed);
    if (made === null) return;
    const from = caret - typed.length - made.cut;
    const value = box.value.slice(0, from) + made.put + box.value.slice(caret);
    show({ value, start: from + made.put.length, end: from + made.put.length }, "insertReplacementText");
    keep("", 0);
    replaced = true;
  }

  function key(event: KeyboardEvent): void {
    const { code, ctrlKey, metaKey, shiftKey, altKey } = event;
    const untouched = box.selectionStart === box.selectionEnd && box.selectionEnd === steps[at]?.end;
    const back = code === "Backspace" && replaced && untouched && !shiftKey;
    replaced = false;
    if (altKey || (!back && !ctrlKey && !metaKey)) return;
    if (back || (code === "KeyZ" && !shiftKey)) go(-1);
    else if (code === "KeyY" || code === "KeyZ") go(1);
    else return;
    event.preventDefault();
  }

  box.addEventListener("beforeinput", beforeInput as EventListener);
  box.addEventListener("input", input);
  box.addEventListener("keydown", key as EventListener);
  return () => {
    box.removeEventListener("beforeinput", beforeInput as EventListener);
    box.removeEventListener("input", input);
    box.removeEventListener("keydown", key as EventListener);
  };
}
