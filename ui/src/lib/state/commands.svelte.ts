/**
 * What can be done now, in one list: the palette (Ctrl+K), the list of keys (F1) and the keyboard itself read it, so
 * that a shortcut cannot be shown and not work. A screen offers its commands while it is shown:
 *
 *     $effect(() => commands.offer("keys.inEditor", () => [
 *       { id: "print", label: t("output.print"), icon: Printer, keys: "Ctrl+P", run: () => print() },
 *     ]));
 */
import type { Component } from "svelte";
import { untrack } from "svelte";
import type { Key } from "$lib/i18n";
import { keysOf } from "$lib/keys";
import { toasts } from "./toasts.svelte";

export type Command = {
  id: string;
  label: string;
  icon?: Component<{ size?: number | string }>;
  /** As shown: `Ctrl+Shift+P`, `Alt+↓`, `F1`. */
  keys?: string;
  tone?: "danger";
  test?: string;
  run: () => unknown;
};

/** Commands of one screen under the words that name it. */
export type CommandGroup = { word: Key; items: Command[] };

type Offer = { word: Key; list: () => Command[] };

class Commands {
  #offers = $state.raw<Offer[]>([]);

  /** What is offered now; the screen on top first. Offers under the same words stand together. */
  groups = $derived.by<CommandGroup[]>(() => {
    const groups: CommandGroup[] = [];
    for (const { word, list } of this.#offers) {
      const group = groups.find((one) => one.word === word);
      if (group) group.items.push(...list());
      else groups.push({ word, items: list() });
    }
    return groups;
  });

  /** Offers commands until the function that is returned is called; fit to be returned from an `$effect`. */
  offer(word: Key, list: () => Command[]): () => void {
    const offer: Offer = { word, list };
    this.#offers = [offer, ...untrack(() => this.#offers)];
    return () => {
      this.#offers = this.#offers.filter((one) => one !== offer);
    };
  }

  /** Runs the command whose keys were pressed. What floats over the screen keeps its keys to itself. */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const keys = keysOf(event);
    if (keys === null || document.querySelector('[role="dialog"][data-state="open"]') !== null) return;
    const command = this.groups.flatMap(({ items }) => items).find((one) => one.keys === keys);
    if (command === undefined) return;
    event.preventDefault();
    // A key held down goes from field to field and zooms; it does not send and take back in turn.
    if (event.repeat && !/[↑↓]|Ctrl\+[+-]$/u.test(keys)) return;
    void Promise.resolve(command.run()).catch((error: unknown) => toasts.fail(error));
  }
}

export const commands = new Commands();
