/**
 * The words of everything that can go wrong: what happened, what it means for the work, what to do. Each table is total
 * over its codes: a code without words does not compile.
 */
import { t, type Key, type Params } from "$lib/i18n";
import { mostBytes, number } from "$lib/format";
import type { AppError, FailReason, PhotoRefusal, Problem, ProblemCode } from "$lib/ipc";

/** What is said of an error. */
export type Words = { title: string; todo: string };

type Copy = { title: Key; todo: Key };

const copy = <C extends string>(code: C): { title: `error.${C}.title`; todo: `error.${C}.todo` } => ({
  title: `error.${code}.title`,
  todo: `error.${code}.todo`,
});
const fail = <C extends string>(code: C): { title: `fail.${C}.title`; todo: `fail.${C}.todo` } => ({
  title: `fail.${code}.title`,
  todo: `fail.${code}.todo`,
});

const errors = {
  wrong_password: copy("wrong_password"),
  too_many_tries: copy("too_many_tries"),
  bad_address: copy("bad_address"),
  insecure_address: copy("insecure_address"),
  unknown_host: copy("unknown_host"),
  no_answer: copy("no_answer"),
  not_the_portal: copy("not_the_portal"),
  untrusted: copy("untrusted"),
  portal_fault: copy("portal_fault"),
  clock_wrong: copy("clock_wrong"),
  session_ended: copy("session_ended"),
  forbidden: copy("forbidden"),
  wrong_state: copy("wrong_state"),
  example: copy("example"),
  revision_changed: copy("revision_changed"),
  not_found: copy("not_found"),
  no_seat: copy("no_seat"),
  store_too_new: copy("store_too_new"),
  store_damaged: copy("store_damaged"),
  store_elsewhere: copy("store_elsewhere"),
  store_in_use: copy("store_in_use"),
  store_read_only: copy("store_read_only"),
  store_disk_full: copy("store_disk_full"),
  held: copy("held"),
  read_only: copy("read_only"),
  unreachable: copy("unreachable"),
  broken: copy("broken"),
  cannot_write: copy("cannot_write"),
  disk_full: copy("disk_full"),
  keyring: copy("keyring"),
  copy_damaged: copy("copy_damaged"),
  version_damaged: copy("version_damaged"),
  no_catalogue: copy("no_catalogue"),
  no_map: copy("no_map"),
  fault: copy("fault"),
} satisfies Record<AppError["code"], Copy>;

const reasons = {
  offline: fail("offline"),
  session_ended: fail("session_ended"),
  forbidden: fail("forbidden"),
  invalid: fail("invalid"),
  conflict: fail("conflict"),
  too_large: fail("too_large"),
  portal_fault: fail("portal_fault"),
  not_the_portal: fail("not_the_portal"),
  clock_wrong: fail("clock_wrong"),
  photo_missing: fail("photo_missing"),
  stalled: fail("stalled"),
  other: fail("other"),
} satisfies Record<FailReason["code"], Copy>;

const refusals = {
  not_an_image: "refusal.not_an_image",
  video: "refusal.video",
  web_page: "refusal.web_page",
  unsupported: "refusal.unsupported",
  truncated: "refusal.truncated",
  too_many_pixels: "refusal.too_many_pixels",
  corrupt: "refusal.corrupt",
  unreadable: "refusal.unreadable",
  vanished: "refusal.vanished",
  empty: "refusal.empty",
  too_large: "refusal.too_large",
  not_downloaded: "refusal.not_downloaded",
  bad_zip: "refusal.bad_zip",
  encrypted: "refusal.encrypted",
  too_many_files: "refusal.too_many_files",
  not_stored: "refusal.not_stored",
  twice: "refusal.twice",
  too_many: "refusal.too_many",
} satisfies Record<PhotoRefusal["code"], Key>;

const problems = {
  required: "problem.required",
  wrong_kind: "problem.wrong_kind",
  too_long: "problem.too_long",
  not_a_number: "problem.not_a_number",
  too_small: "problem.too_small",
  too_large: "problem.too_large",
  too_precise: "problem.too_precise",
  not_a_date: "problem.not_a_date",
  period_reversed: "problem.period_reversed",
  unknown_choice: "problem.unknown_choice",
  unknown_reference: "problem.unknown_reference",
  other_programme: "problem.other_programme",
  too_few_photos: "problem.too_few_photos",
  too_many_photos: "problem.too_many_photos",
  photo_too_small: "problem.photo_too_small",
  photo_blurred: "problem.photo_blurred",
  photo_dark: "problem.photo_dark",
  photo_twice: "problem.photo_twice",
  photo_far: "problem.photo_far",
  photo_outside_period: "problem.photo_outside_period",
  too_many_rows: "problem.too_many_rows",
  bad_geometry: "problem.bad_geometry",
  wrong_shape: "problem.wrong_shape",
  bad_link: "problem.bad_link",
  bad_email: "problem.bad_email",
  bad_rich_text: "problem.bad_rich_text",
  bad_characters: "problem.bad_characters",
  file_too_large: "problem.file_too_large",
  unknown_field: "problem.unknown_field",
} satisfies Record<ProblemCode["code"], Key>;

/** The words of a failed command. */
export function errorWords(error: AppError): Words {
  // A program newer than this table cannot be, but what comes over the wall is not the compiler's.
  const { title, todo } = errors[error.code] ?? errors.fault;
  const params = particulars(error);
  return { title: t(title, params), todo: t(todo, params) };
}

/** Why a report has not gone out, and what happens next. */
export function failWords(reason: FailReason): Words {
  const { title, todo } = reasons[reason.code] ?? reasons.other;
  const params = { ...particulars(reason), problems: reason.code === "invalid" ? reason.problems.length : 0 };
  return { title: t(title, params), todo: t(todo, params) };
}

/** Why a photo was not taken. */
export function refusalWords(refusal: PhotoRefusal): string {
  const params = particulars(refusal);
  if (refusal.code === "too_large") params["max"] = mostBytes(refusal.max_bytes);
  return t(refusals[refusal.code] ?? "refusal.corrupt", params);
}

/** What is wrong at a field. */
export function problemWords(problem: Problem | ProblemCode): string {
  const params = particulars(problem);
  if (problem.code === "too_small") params["min"] = number(problem.min);
  if (problem.code === "too_large") params["max"] = number(problem.max);
  if (problem.code === "file_too_large") params["max"] = mostBytes(problem.max_bytes);
  return t(problems[problem.code] ?? "problem.wrong_kind", params);
}

/** The plain values beside a code, for the placeholders of its words. */
function particulars(error: object): Params {
  const plain = Object.entries(error).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === "string" || typeof entry[1] === "number",
  );
  return Object.fromEntries(plain);
}
