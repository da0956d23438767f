// Types of everything that crosses the wall between the interface and the program.

export type ReportId = string;
export type PhotoId = string;
export type SectionId = string;
export type FieldId = string;
export type DepartmentId = string;
export type ProgrammeId = string;
export type MeasureId = string;
export type Login = string;

export type Label = { uk: string; en?: string };
export type Department = { id: DepartmentId; name: Label };
export type UpdateRule = "daily" | "weekly" | "monthly" | "quarterly" | "as_needed";
export type Choice = { id: string; label: Label };
export type RefList = "programmes" | "measures" | "departments" | "services" | "officials" | "districts";
export type Shape = "point" | "line" | "area";
export type ColumnKind =
  | { kind: "text" }
  | { kind: "number"; decimals: number }
  | { kind: "money" }
  | { kind: "date" }
  | { kind: "choice"; options: Array<Choice> }
  | { kind: "reference"; list: RefList }
  | { kind: "link" };
export type Column = { id: string; label: Label; required: boolean } & ColumnKind;
export type FieldKind =
  | { kind: "text"; max_chars?: number; multiline: boolean }
  | { kind: "rich_text"; max_chars?: number }
  | { kind: "number"; unit?: Label; min?: string; max?: string; decimals: number }
  | { kind: "money" }
  | { kind: "date" }
  | { kind: "period" }
  | { kind: "choice"; options: Array<Choice> }
  | { kind: "reference"; list: RefList; within?: FieldId }
  | { kind: "person" }
  | { kind: "table"; columns: Array<Column>; max_rows?: number }
  | { kind: "photos"; min?: number; max?: number; roles: Array<Choice> }
  | { kind: "place"; shapes: Array<Shape> }
  | { kind: "file"; max_bytes: number }
  | { kind: "link" }
  | { kind: "signature" };
export type Field = {
  id: FieldId;
  label: Label;
  hint?: Label;
  required: boolean;
  half: boolean;
} & FieldKind;
export type Group = { id: string; label: Label; fields: Array<Field> };
export type Form = { version: number; groups: Array<Group> };
export type Section = {
  id: SectionId;
  name: Label;
  about: Label;
  department: DepartmentId;
  rule: UpdateRule;
  form: Form;
};
export type WebService = { id: string; name: Label; department: DepartmentId; rule: UpdateRule };
export type Programme = { id: ProgrammeId; name: Label };
export type Measure = { id: MeasureId; programme: ProgrammeId; name: Label };
export type Official = { id: string; name: Label; office: Label };
export type District = { code: string; name: Label };
export type Right = "write" | "approve" | "read" | "administer";
export type Rights = { section: SectionId; rights: Array<Right> };
export type Catalogue = {
  city: Label;
  departments: Array<Department>;
  sections: Array<Section>;
  services: Array<WebService>;
  programmes: Array<Programme>;
  measures: Array<Measure>;
  officials: Array<Official>;
  districts: Array<District>;
};

export type Period = { from: string; to: string };
export type Person = { surname: string; name: string; patronymic: string; email: string; phone: string };
export type PhotoUse = { photo: PhotoId; caption: string; role?: string; width: number; height: number };
export type FileUse = { file: PhotoId; name: string; bytes: number };
export type RichText = { v: number; doc: unknown };
export type Position = [number, number];
export type Geometry =
  | { type: "Point"; coordinates: Position }
  | { type: "LineString"; coordinates: Array<Position> }
  | { type: "Polygon"; coordinates: Array<Array<Position>> };
export type PlaceSource = "map" | "typed" | "photo";
export type Place = { geometry: Geometry; address?: string; source: PlaceSource; pack?: string };
export type Content = {
  section: SectionId;
  form_version: number;
  title: string;
  values: Record<string, unknown>;
};
export type State = "receiving" | "in_review" | "returned" | "published";

export type ProblemCode =
  | { code: "required" }
  | { code: "wrong_kind" }
  | { code: "too_long"; max: number; actual: number }
  | { code: "not_a_number" }
  | { code: "too_small"; min: string }
  | { code: "too_large"; max: string }
  | { code: "too_precise"; decimals: number }
  | { code: "not_a_date" }
  | { code: "period_reversed" }
  | { code: "unknown_choice" }
  | { code: "unknown_reference" }
  | { code: "other_programme" }
  | { code: "too_few_photos"; min: number; actual: number }
  | { code: "too_many_photos"; max: number; actual: number }
  | { code: "too_many_rows"; max: number; actual: number }
  | { code: "bad_geometry" }
  | { code: "wrong_shape" }
  | { code: "bad_link" }
  | { code: "bad_email" }
  | { code: "bad_rich_text" }
  | { code: "file_too_large"; max_bytes: number }
  | { code: "unknown_field" };
export type Problem = { field: FieldId; row?: number; column?: string } & ProblemCode;

export type Account = {
  login: Login;
  name: string;
  position: string;
  department: DepartmentId;
  rights: Array<Rights>;
};

export type Standing =
  | "draft"
  | "queued"
  | "sending"
  | "received"
  | "in_review"
  | "returned"
  | "published"
  | "failed"
  | "conflict";
export type FailReason =
  | { code: "offline" }
  | { code: "session_ended" }
  | { code: "forbidden" }
  | { code: "invalid"; problems: Array<Problem> }
  | { code: "conflict"; revision: number }
  | { code: "too_large" }
  | { code: "portal_fault"; status: number }
  | { code: "not_the_portal" }
  | { code: "clock_wrong" }
  | { code: "photo_missing"; photo: PhotoId }
  | { code: "stalled" }
  | { code: "other"; problem: string };

export type PackInfo = {
  name: string;
  bounds: [number, number, number, number];
  center: [number, number];
  min_zoom: number;
  max_zoom: number;
  attribution: string;
  data_date: string | null;
  demo: boolean;
  version: string;
};
export type Nearest = {
  label: string;
  street: string;
  house: string | null;
  district: string | null;
  distance_m: number;
};
export type Found = { label: string; kind: string; lon: number; lat: number };

export type Language = "uk" | "en";
export type Theme = "system" | "light" | "dark";
export type Preferences = {
  language: Language;
  theme: Theme;
  portal: string;
  login: string;
  rail_collapsed: boolean;
};
export type Seat =
  | { kind: "nobody" }
  | { kind: "local" }
  | { kind: "account"; account: Account; portal: string; signed_in: boolean };
export type StoreTrouble =
  | { kind: "too_new"; path: string }
  | { kind: "damaged"; path: string }
  | { kind: "unusable"; path: string; reason: string };
export type LineState =
  | "local"
  | "online"
  | "offline"
  | "connecting"
  | "session_ended"
  | "not_the_portal"
  | "other_portal"
  | "clock_wrong";
export type Line = { state: LineState; queued: number; last_received_at: string | null };
export type Start = {
  version: string;
  preferences: Preferences;
  seat: Seat;
  trouble: StoreTrouble | null;
  map: PackInfo | null;
  line: Line;
};
export type SignInArgs = { portal: string; login: string; password: string };
export type ReportRow = {
  id: ReportId;
  section: SectionId;
  title: string;
  others: boolean;
  author_name: string | null;
  standing: Standing;
  unsent_changes: boolean;
  ready: boolean;
  problems: number;
  can_approve: boolean;
  photos: number;
  cover: PhotoId | null;
  updated_at: string;
  failed: FailReason | null;
};
export type RemoteState = {
  revision: number;
  state: State;
  received_at: string;
  published_at: string | null;
  public_url: string | null;
  approved_by: string | null;
};
export type OpenReport = {
  row: ReportRow;
  content: Content;
  problems: Array<Problem>;
  editable: boolean;
  version: number;
  remote: RemoteState | null;
};
export type CreateArgs = { section: SectionId };
export type ReportArgs = { id: ReportId };
export type SaveArgs = { id: ReportId; title?: string; values: Record<string, unknown> };
export type Saved = { version: number; saved_at: string; problems: Array<Problem>; row: ReportRow };
export type ApproveArgs = { id: ReportId; revision: number };
export type AddPhotosArgs = { report: ReportId; field: FieldId; paths: Array<string> };
export type PhotosFieldArgs = { report: ReportId; field: FieldId };
export type PhotoRefusal =
  | { code: "not_an_image" }
  | { code: "unsupported"; format: string }
  | { code: "truncated" }
  | { code: "too_many_pixels"; width: number; height: number }
  | { code: "corrupt" }
  | { code: "unreadable" }
  | { code: "not_stored" }
  | { code: "twice" }
  | { code: "too_many"; max: number };
export type RefusedPhoto = { name: string; reason: PhotoRefusal };
export type AddedPhotos = {
  photos: Array<PhotoUse>;
  refused: Array<RefusedPhoto>;
  cancelled: boolean;
  saved: Saved;
};
export type EditPhotoArgs = {
  report: ReportId;
  field: FieldId;
  photo: PhotoId;
  caption?: string;
  role?: string;
};
export type MovePhotoArgs = { report: ReportId; field: FieldId; photo: PhotoId; to: number };
export type RemovePhotoArgs = { report: ReportId; field: FieldId; photo: PhotoId };
export type PutBackPhotoArgs = { report: ReportId; field: FieldId; use: PhotoUse; at: number };
export type PhotosChanged = { photos: Array<PhotoUse>; saved: Saved };
export type PhotoFacts = {
  name: string;
  taken_at: string | null;
  lon: number | null;
  lat: number | null;
  bytes: number;
};
export type PhotoArgs = { photo: PhotoId };
export type LonLat = { lon: number; lat: number };
export type TextArgs = { text: string };
export type LookUpArgs = { list: RefList; text: string; programme?: ProgrammeId };
export type Entry = { id: string; label: Label; detail: Label | null };
export type EntryArgs = { list: RefList; id: string };
export type OutboxRow = {
  report: ReportId;
  title: string;
  section: SectionId;
  standing: Standing;
  reason: FailReason | null;
  attempts: number;
  next_attempt_at: string | null;
  queued_at: string;
  photos_total: number;
  photos_sent: number;
  bytes_total: number;
  bytes_sent: number;
  received_at: string | null;
};

export type ReportChanged = { id: ReportId };
export type LineChanged = { line: Line };
export type PhotoProgress = { report: ReportId; done: number; total: number; added: PhotoId | null };
export type SendProgress = {
  report: ReportId;
  photos_total: number;
  photos_sent: number;
  bytes_total: number;
  bytes_sent: number;
};
export type CatalogueChanged = Record<string, never>;

export type AppError =
  | { code: "wrong_password" }
  | { code: "too_many_tries"; seconds: number }
  | { code: "bad_address"; address: string }
  | { code: "insecure_address"; address: string }
  | { code: "unknown_host"; host: string }
  | { code: "no_answer"; host: string }
  | { code: "not_the_portal"; host: string }
  | { code: "untrusted"; host: string }
  | { code: "portal_fault"; status: number }
  | { code: "clock_wrong"; minutes: number }
  | { code: "session_ended" }
  | { code: "forbidden" }
  | { code: "wrong_state" }
  | { code: "revision_changed" }
  | { code: "not_found" }
  | { code: "no_seat" }
  | { code: "store_too_new"; path: string }
  | { code: "store_damaged"; path: string }
  | { code: "cannot_write"; path: string }
  | { code: "keyring" }
  | { code: "no_catalogue" }
  | { code: "no_map" }
  | { code: "fault" };

export type Commands = {
  start: { args: null; result: Start };
  preferences_set: { args: Preferences; result: Preferences };
  sign_in: { args: SignInArgs; result: Start };
  work_locally: { args: null; result: Start };
  sign_out: { args: null; result: Start };
  catalogue: { args: null; result: Catalogue | null };
  look_up: { args: LookUpArgs; result: Array<Entry> };
  entry: { args: EntryArgs; result: Entry | null };
  reports: { args: null; result: Array<ReportRow> };
  report_create: { args: CreateArgs; result: ReportRow };
  report_open: { args: ReportArgs; result: OpenReport };
  report_save: { args: SaveArgs; result: Saved };
  report_delete: { args: ReportArgs; result: null };
  report_restore: { args: ReportArgs; result: null };
  report_send: { args: ReportArgs; result: ReportRow };
  report_unsend: { args: ReportArgs; result: ReportRow };
  report_approve: { args: ApproveArgs; result: OpenReport };
  report_open_public: { args: ReportArgs; result: null };
  photos_pick: { args: PhotosFieldArgs; result: AddedPhotos };
  photos_add: { args: AddPhotosArgs; result: AddedPhotos };
  photos_cancel: { args: PhotosFieldArgs; result: null };
  photo_edit: { args: EditPhotoArgs; result: PhotosChanged };
  photo_move: { args: MovePhotoArgs; result: PhotosChanged };
  photo_remove: { args: RemovePhotoArgs; result: PhotosChanged };
  photo_put_back: { args: PutBackPhotoArgs; result: PhotosChanged };
  photo_facts: { args: PhotoArgs; result: PhotoFacts | null };
  map_nearest: { args: LonLat; result: Nearest | null };
  map_search: { args: TextArgs; result: Array<Found> };
  coordinates_parse: { args: TextArgs; result: Position | null };
  outbox: { args: null; result: Array<OutboxRow> };
  outbox_retry: { args: ReportArgs; result: null };
  sync_now: { args: null; result: null };
};

export type Events = {
  report_changed: ReportChanged;
  reports_changed: null;
  line_changed: LineChanged;
  photo_progress: PhotoProgress;
  send_progress: SendProgress;
  catalogue_changed: CatalogueChanged;
};
