/** What one can do in the editor of a report, for its keys, the palette and the head's menu. */
import ArrowDown from "@lucide/svelte/icons/arrow-down";
import ArrowUp from "@lucide/svelte/icons/arrow-up";
import Copy from "@lucide/svelte/icons/copy";
import CornerDownRight from "@lucide/svelte/icons/corner-down-right";
import Eye from "@lucide/svelte/icons/eye";
import HistoryIcon from "@lucide/svelte/icons/history";
import ImagePlus from "@lucide/svelte/icons/image-plus";
import MapPin from "@lucide/svelte/icons/map-pin";
import MessageSquareWarning from "@lucide/svelte/icons/message-square-warning";
import Save from "@lucide/svelte/icons/save";
import Send from "@lucide/svelte/icons/send";
import Trash2 from "@lucide/svelte/icons/trash-2";
import Undo2 from "@lucide/svelte/icons/undo-2";
import { outputCommands } from "$features/output/commands";
import { batchOf } from "$features/photos/photo-batch.svelte";
import { firstRemarked } from "$features/review/remarks";
import { label, t } from "$lib/i18n";
import { go } from "$lib/router.svelte";
import { catalogue } from "$lib/state/catalogue.svelte";
import type { Command } from "$lib/state/commands.svelte";
import { EDITOR_KEYS, type EditorKey } from "./keys";
import { goToField, goToMap } from "./navigation";
import type { OpenEditor } from "./open-editor.svelte";
import { deletable, primaryAction } from "./standing";

/** What the screen does when it is asked to. */
export type EditorDeeds = {
  primary: () => void;
  giveBack: () => void;
  save: () => Promise<void>;
  preview: () => Promise<void>;
  remove: () => Promise<void>;
  copy: () => Promise<void>;
  /** To the next problem or the one before. */
  next: (step: 1 | -1) => void;
  /** To a group of the form. */
  go: (group: string) => void;
};

/** The fields of a kind. */
export function fieldsOf({ form }: OpenEditor, kind: "photos" | "place"): string[] {
  const fields = form?.groups.flatMap((group) => group.fields) ?? [];
  return fields.filter((field) => field.kind === kind).map(({ id }) => id);
}

/** Whether the person may return the report with remarks. */
export function mayReturnIt({ row }: OpenEditor): boolean {
  return row?.can_approve === true && row.others;
}

const of = (key: EditorKey): { id: string; label: string; keys: string } => ({
  id: `editor-${key}`,
  label: t(EDITOR_KEYS[key].word),
  keys: EDITOR_KEYS[key].keys,
});

/** What stands in the head's menu, and in the palette. */
export function moreCommands(editor: OpenEditor, can: EditorDeeds): Command[] {
  const { row } = editor;
  const all: Command[] = outputCommands(editor.id, () => editor.flush());
  if (row !== null && catalogue.may(row.section, "write")) {
    all.push({ id: "copy", label: t("start.copy"), icon: Copy, test: "copy", run: can.copy });
  }
  if (deletable(editor)) {
    all.push({
      id: "delete",
      label: t("editor.delete"),
      icon: Trash2,
      tone: "danger",
      test: "delete",
      run: can.remove,
    });
  }
  return all;
}

/** Everything that can be done now; `more` are the menu's. */
export function editorCommands(editor: OpenEditor, can: EditorDeeds, more: readonly Command[]): Command[] {
  const { row, editable, form } = editor;
  if (row === null) return [];
  const action = primaryAction(row);
  const remarked = firstRemarked(editor.openRemarks, form);
  const [photosField] = fieldsOf(editor, "photos");
  const [placeField] = fieldsOf(editor, "place");
  const all: Command[] = [];
  if (action !== "none") {
    all.push({ ...of("primary"), label: t(`editor.primary.${action}`), icon: Send, run: can.primary });
  }
  if (mayReturnIt(editor)) {
    all.push({ id: "editor-return", label: t("review.giveBack"), icon: Undo2, run: can.giveBack });
  }
  if (remarked !== undefined) {
    all.push({
      id: "editor-remark",
      label: t("review.toFirst"),
      icon: MessageSquareWarning,
      run: () => goToField(remarked),
    });
  }
  if (editable) all.push({ ...of("save"), icon: Save, run: can.save });
  if (form !== null) all.push({ ...of("preview"), icon: Eye, run: can.preview });
  if (editable && photosField !== undefined) {
    all.push({ ...of("photo"), icon: ImagePlus, run: () => batchOf(editor, photosField).pick() });
  }
  if (placeField !== undefined) {
    all.push({ ...of("place"), icon: MapPin, run: () => goToMap(placeField) });
  }
  all.push({
    ...of("history"),
    icon: HistoryIcon,
    run: () => go({ screen: "history", id: editor.id }),
  });
  if (editable && editor.problems.length > 0) {
    all.push(
      {
        ...of("nextProblem"),
        icon: ArrowDown,
        run: () => {
          can.next(1);
        },
      },
      {
        ...of("previousProblem"),
        icon: ArrowUp,
        run: () => {
          can.next(-1);
        },
      },
    );
  }
  return [
    ...all,
    ...more,
    ...(form?.groups ?? []).map((group) => ({
      id: `editor-group-${group.id}`,
      label: t("editor.goTo", { group: label(group.label) }),
      icon: CornerDownRight,
      run: () => {
        can.go(group.id);
      },
    })),
  ];
}
