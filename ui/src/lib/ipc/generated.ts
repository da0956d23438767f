// Written from src-tauri/src/ipc by a test; do not edit.

/**
 * A personal account with its rights.
 */
export type Account = { 
/**
 * Login.
 */
login: Login, 
/**
 * Surname, name, patronymic.
 */
name: string, 
/**
 * Position held.
 */
position: string, 
/**
 * Department.
 */
department: DepartmentId, 
/**
 * Rights by section.
 */
rights: Array<Rights>, };

/**
 * Pictures that were refused because their end is missing, to be added as far as they go.
 */
export type AddPartialPhotosArgs = { report: ReportId, field: FieldId, pictures: Array<PictureAt>, };

/**
 * A picture that is in no file: pasted, or taken out of a document.
 */
export type AddPhotoBytesArgs = { report: ReportId, field: FieldId, 
/**
 * What the picture is called where it is spoken of.
 */
name: string, };

/**
 * Pictures to add to a photos field.
 */
export type AddPhotosArgs = { report: ReportId, field: FieldId, 
/**
 * Pictures, folders and ZIPs on this computer, as dropped on the window.
 */
paths: Array<string>, };

/**
 * What became of a batch of photos. Photos taken are in the report already.
 */
export type AddedPhotos = { photos: Array<PhotoUse>, refused: Array<RefusedPhoto>, 
/**
 * Files of folders and ZIPs that are no pictures, or hidden.
 */
skipped: number, cancelled: boolean, saved: Saved, };

/**
 * Why a command failed, for the person at the screen.
 */
export type AppError = { "code": "wrong_password" } | { "code": "too_many_tries", seconds: number, } | { "code": "bad_address", address: string, } | { "code": "insecure_address", address: string, } | { "code": "unknown_host", host: string, } | { "code": "no_answer", host: string, } | { "code": "not_the_portal", host: string, } | { "code": "untrusted", host: string, } | { "code": "portal_fault", status: number, } | { "code": "clock_wrong", minutes: number, } | { "code": "session_ended" } | { "code": "forbidden" } | { "code": "wrong_state" } | { "code": "example" } | { "code": "revision_changed" } | { "code": "not_found" } | { "code": "no_seat" } | { "code": "store_too_new", path: string, } | { "code": "store_damaged", path: string, } | { "code": "store_elsewhere", path: string, computer: string, since: string, } | { "code": "store_in_use", path: string, } | { "code": "store_read_only", path: string, } | { "code": "store_disk_full", path: string, } | { "code": "held" } | { "code": "read_only" } | { "code": "unreachable" } | { "code": "broken" } | { "code": "cannot_write", path: string, } | { "code": "disk_full" } | { "code": "keyring" } | { "code": "copy_damaged" } | { "code": "version_damaged" } | { "code": "no_catalogue" } | { "code": "no_map" } | { "code": "fault" };

export type ApproveArgs = { id: ReportId, 
/**
 * The revision that was read on the screen; another one on the portal refuses the approval.
 */
revision: number, };

/**
 * What became of an archive that was to be written.
 */
export type ArchiveAnswer = { "kind": "saved", path: string, name: string, bytes: number, reports: number, photos: number, } | { "kind": "refused", reason: ExportRefusal, };

/**
 * A rectangle in fractions of the picture that it lies on, 0 to 1.
 */
export type Area = { 
/**
 * From the left edge.
 */
left: number, 
/**
 * From the upper edge.
 */
top: number, 
/**
 * Across.
 */
width: number, 
/**
 * Down.
 */
height: number, };

/**
 * A file on this computer, as dropped on a field.
 */
export type AttachFileArgs = { report: ReportId, field: FieldId, path: string, };

/**
 * A copy of the account's file.
 */
export type Backup = { 
/**
 * Names it in [`BackupArgs`].
 */
id: string, made_at: string, bytes: number, 
/**
 * Reports in it, without the bin.
 */
reports: number, 
/**
 * It was opened and read through, and is sound.
 */
good: boolean, };

export type BackupArgs = { id: string, };

/**
 * The copies of the account's file and what they may be compared with.
 */
export type Backups = { 
/**
 * The newest first.
 */
backups: Array<Backup>, 
/**
 * When the newest copy was made that was opened and found sound.
 */
last_good_at: string | null, 
/**
 * Reports in the present file, without the bin; `None` when it cannot be read.
 */
reports: number | null, 
/**
 * Where the copies lie.
 */
folder: string, };

/**
 * A new file was begun.
 */
export type Begun = { 
/**
 * Where the damaged file lies now.
 */
set_aside: string, };

/**
 * How many things a document holds besides text, tables and pictures.
 */
export type Besides = { 
/**
 * Pieces of text that were added while changes were being tracked.
 */
insertions: number, 
/**
 * Pieces of text that were deleted while changes were being tracked.
 */
deletions: number, 
/**
 * Comments in the margin.
 */
comments: number, 
/**
 * Footnotes and endnotes.
 */
notes: number, 
/**
 * Formulas.
 */
equations: number, 
/**
 * Charts.
 */
charts: number, 
/**
 * Diagrams (SmartArt).
 */
diagrams: number, 
/**
 * Files of other programs set into the text.
 */
objects: number, 
/**
 * Headers and footers of pages that say something.
 */
headers: number, };

export type BinArgs = { ids: Array<ReportId>, };

/**
 * A draft in the bin.
 */
export type BinRow = { row: ReportRow, deleted_at: string, 
/**
 * When it goes for good.
 */
goes_at: string, };

export type Bulk = { 
/**
 * To which it was done.
 */
done: Array<ReportId>, refused: Array<BulkRefused>, 
/**
 * What takes it back (copies go to the bin); `None` if nothing was done.
 */
undo: BulkUndo | null, };

/**
 * `reports_bulk(BulkArgs) -> Bulk`.
 */
export type BulkArgs = { deed: BulkDeed, ids: Array<ReportId>, };

export type BulkDeed = "delete" | "restore" | "send" | "unsend" | "copy";

export type BulkRefused = { id: ReportId, title: string, error: AppError, };

export type BulkUndo = { deed: BulkDeed, ids: Array<ReportId>, };

/**
 * What the window needs of the catalogue. Measures, officials and the other long lists are looked up as one types.
 */
export type CatalogueExtract = { city: Label, departments: Array<Department>, sections: Array<Section>, services: Array<WebService>, };

/**
 * Cells that were pasted into a table from a column on.
 */
export type CellsArgs = { section: SectionId, field: FieldId, 
/**
 * The column's place among the table's.
 */
column: number, cells: Array<Array<string>>, money: MoneyUnit, 
/**
 * Most rows from the first on.
 */
room: number, };

/**
 * What pasted cells became.
 */
export type CellsTaken = { 
/**
 * Rows of what could be read, to be laid over the table's.
 */
taken: Taken, 
/**
 * Whether the first row was a heading, by which the columns were found.
 */
heading: boolean, 
/**
 * What sums seem to be in by the heading.
 */
money: MoneyUnit, 
/**
 * Cells that no column takes.
 */
beside: number, };

/**
 * How two values of a field differ.
 */
export type Change = { "kind": "text", 
/**
 * Its pieces in reading order.
 */
runs: Array<Run>, } | { "kind": "rich_text", 
/**
 * Its lines in reading order.
 */
lines: Array<LineChange>, } | { "kind": "photos", 
/**
 * Each photo of either side once, in the newer order; those taken out where they stood.
 */
photos: Array<PhotoChange>, } | { "kind": "place" } & PlaceChange | { "kind": "table" } & TableChange | { "kind": "value", 
/**
 * As it was.
 */
before: unknown, 
/**
 * As it became.
 */
after: unknown, };

/**
 * One answer of a choice.
 */
export type Choice = { 
/**
 * Unique within the field.
 */
id: string, 
/**
 * What is shown.
 */
label: Label, };

/**
 * Red, green and blue; written as on the web, `#rrggbb`.
 */
export type Colour = string;

/**
 * A column of a table.
 */
export type Column = { 
/**
 * Unique within the table.
 */
id: string, 
/**
 * Heading.
 */
label: Label, 
/**
 * Whether every row must fill it.
 */
required: boolean, 
/**
 * Whether its cells are taken over where the table's rows are ([`Field::repeats`]): the deputies of a roll call,
 * not their votes. They are unless the form says `false`.
 */
repeats?: boolean, } & ({ "kind": "text", } | { "kind": "number", 
/**
 * Most digits behind the point.
 */
decimals: number, } | { "kind": "money", } | { "kind": "date", } | { "kind": "choice", 
/**
 * The answers.
 */
options: Array<Choice>, } | { "kind": "reference", 
/**
 * The list.
 */
list: RefList, } | { "kind": "link", });

/**
 * What the cells of a column hold; values as for the field kinds of the same name.
 */
export type ColumnKind = { "kind": "text", } | { "kind": "number", 
/**
 * Most digits behind the point.
 */
decimals: number, } | { "kind": "money", } | { "kind": "date", } | { "kind": "choice", 
/**
 * The answers.
 */
options: Array<Choice>, } | { "kind": "reference", 
/**
 * The list.
 */
list: RefList, } | { "kind": "link", };

/**
 * Everything that an author writes in one report; what travels to the portal.
 */
export type Content = { 
/**
 * The section it belongs to.
 */
section: SectionId, 
/**
 * The version of the section's form that it was filled by.
 */
form_version: number, 
/**
 * Title, plain text.
 */
title: string, 
/**
 * The fields.
 */
values: Record<string, unknown>, };

/**
 * Something on the upright original that nobody shall see.
 */
export type Cover = { 
/**
 * Where.
 */
area: Area, 
/**
 * By what.
 */
kind: CoverKind, };

/**
 * What a cover is made of.
 */
export type CoverKind = "blur" | "black";

/**
 * The photo that stands for the report; the one that did stands for it no longer.
 */
export type CoverPhotoArgs = { report: ReportId, field: FieldId, 
/**
 * `null`: the first photo does.
 */
photo: PhotoId | null, };

export type CreateArgs = { section: SectionId, from?: StartFrom, };

/**
 * A department (відділ, управління, інший виконавчий орган).
 */
export type Department = { 
/**
 * Its id.
 */
id: DepartmentId, 
/**
 * Its official name.
 */
name: Label, };

/**
 * A department of the city.
 */
export type DepartmentId = string;

/**
 * Words and the like of a photo; what is absent stays.
 */
export type DescribePhotoArgs = { report: ReportId, field: FieldId, photo: PhotoId, caption?: string, 
/**
 * Empty: no role.
 */
role?: string, alt?: string, author?: string, source?: string, };

/**
 * What the desk shows, and the counts beside the sections.
 */
export type Desk = { 
/**
 * What waits for this person, the last changed first: as much as the desk shows.
 */
needing: Array<ReportRow>, 
/**
 * How many wait in all.
 */
needing_count: number, 
/**
 * What was worked on last and does not wait.
 */
recent: Array<ReportRow>, 
/**
 * How many reports there are in all.
 */
total: number, 
/**
 * How many each section has; a section without any is not named.
 */
counts: Record<SectionId, number>, };

/**
 * A district of the city.
 */
export type DistrictRef = { 
/**
 * Its code in the register of administrative units (КАТОТТГ), or an invented one in a demo pack.
 */
code: string, 
/**
 * Its name.
 */
name: string, };

/**
 * What became of a file that was to be imported.
 */
export type DocumentAnswer = { "kind": "opened", token: number, 
/**
 * The file's name.
 */
name: string, bytes: number, 
/**
 * The title in the file's properties.
 */
title: string | null, besides: Besides, } | { "kind": "refused", name: string, reason: DocumentRefusal, };

/**
 * A document that is open for import.
 */
export type DocumentArgs = { token: number, };

/**
 * A file on this computer, as dropped on the window.
 */
export type DocumentPathArgs = { path: string, };

/**
 * Why a file is not taken.
 */
export type DocumentRefusal = { "code": "unreadable" } | { "code": "empty" } | { "code": "too_large", 
/**
 * The bound.
 */
max_bytes: number, } | { "code": "encrypted" } | { "code": "old_word" } | { "code": "rtf" } | { "code": "odt" } | { "code": "pdf" } | { "code": "other_office" } | { "code": "not_a_document" } | { "code": "truncated" } | { "code": "damaged" } | { "code": "bomb" };

/**
 * What is done to a photo, as a recipe over the picture it is made from.
 */
export type Edit = { 
/**
 * Quarter turns clockwise, 0 to 3.
 */
turns: number, 
/**
 * Left and right are exchanged, before it is turned.
 */
mirrored: boolean, 
/**
 * Turned clockwise by so many degrees, −15 to 15, and cut to the largest upright rectangle within.
 */
straighten: number, 
/**
 * The part that remains, of the picture as it is turned and straightened.
 */
crop: Area | null, 
/**
 * Light and contrast.
 */
tone: Tone, 
/**
 * What nobody shall see, on the upright original.
 */
covers: Array<Cover>, 
/**
 * Arrows and words, on what remains.
 */
marks: Array<PhotoMark>, };

/**
 * What shall be done to a photo, from its beginning: what was done before goes unless it is named again.
 */
export type EditPhotoArgs = { report: ReportId, field: FieldId, photo: PhotoId, edit: Edit, };

/**
 * What became of a photo that was to be edited or replaced.
 */
export type EditedPhoto = { "kind": "done", photo: PhotoId, photos: Array<PhotoUse>, saved: Saved, } | { "kind": "refused", reason: PhotoRefusal, };

/**
 * Entries of a list: those with the ids, or all of them.
 */
export type EntriesArgs = { list: RefList, ids?: Array<string>, };

/**
 * One entry of a list of the catalogue.
 */
export type Entry = { id: string, label: Label, 
/**
 * A second line: the programme of a measure, the office of an official.
 */
detail: Label | null, };

export type EntryArgs = { list: RefList, id: string, };

/**
 * What became of an export.
 */
export type ExportAnswer = { "kind": "saved", path: string, name: string, } | { "kind": "refused", reason: ExportRefusal, };

export type ExportArgs = { id: ReportId, format: ExportFormat, };

/**
 * What a report becomes.
 */
export type ExportFormat = "pdf" | "docx";

/**
 * How far an export is.
 */
export type ExportProgress = { report: ReportId, 
/**
 * Photos made ready.
 */
done: number, 
/**
 * Photos to make ready. When all are done the pages are set.
 */
total: number, };

/**
 * Why a file was not written.
 */
export type ExportRefusal = { "code": "disk_full" } | { "code": "no_folder", folder: string, } | { "code": "no_rights", folder: string, } | { "code": "in_use", name: string, } | { "code": "unwritable", folder: string, } | { "code": "no_viewer" };

export type FacetCount = { value: string, count: number, };

/**
 * `report_facets(WantedReports) -> Facets`: how many reports each value would leave, the most frequent first.
 */
export type Facets = { standings: Array<FacetCount>, programmes: Array<FacetCount>, districts: Array<FacetCount>, authors: Array<FacetCount>, };

/**
 * Why a report has not gone out yet, or will not without a person.
 */
export type FailReason = { "code": "offline" } | { "code": "session_ended" } | { "code": "forbidden" } | { "code": "invalid", 
/**
 * What is wrong, field by field.
 */
problems: Array<Problem>, } | { "code": "conflict", 
/**
 * The portal's revision.
 */
revision: number, } | { "code": "too_large" } | { "code": "portal_fault", 
/**
 * The HTTP status.
 */
status: number, } | { "code": "not_the_portal" } | { "code": "clock_wrong" } | { "code": "photo_missing", 
/**
 * Which.
 */
photo: PhotoId, } | { "code": "stalled" } | { "code": "other", 
/**
 * The portal's code.
 */
problem: string, };

/**
 * One question of the form.
 */
export type Field = { 
/**
 * Unique within the form.
 */
id: FieldId, 
/**
 * Label above the control.
 */
label: Label, 
/**
 * Hint under the label.
 */
hint?: Label, 
/**
 * Whether a report without it can be sent. Required is the default.
 */
required: boolean, 
/**
 * Half the form's width, beside the next field.
 */
half: boolean, 
/**
 * Whether a report started from an earlier one takes this field's value over. Absent: as [`Field::repeats`] says
 * of its kind.
 */
repeats?: boolean, } & ({ "kind": "text", 
/**
 * Most characters.
 */
max_chars?: number, 
/**
 * More than one line.
 */
multiline: boolean, } | { "kind": "rich_text", 
/**
 * Most characters of text.
 */
max_chars?: number, } | { "kind": "number", 
/**
 * Unit shown behind the number.
 */
unit?: Label, 
/**
 * Least value.
 */
min?: string, 
/**
 * Greatest value.
 */
max?: string, 
/**
 * Most digits behind the point.
 */
decimals: number, } | { "kind": "money", } | { "kind": "date", } | { "kind": "period", } | { "kind": "choice", 
/**
 * The answers.
 */
options: Array<Choice>, } | { "kind": "reference", 
/**
 * The list.
 */
list: RefList, 
/**
 * For measures: the field that holds the programme; only that programme's measures are offered.
 */
within?: FieldId, } | { "kind": "person", } | { "kind": "table", 
/**
 * The columns.
 */
columns: Array<Column>, 
/**
 * Most rows.
 */
max_rows?: number, 
/**
 * What is computed of the rows and shown under them. Totals are never kept: they follow the rows.
 */
totals?: Array<Total>, 
/**
 * A reference column whose whole list can be put into the table at once, a row for each entry: the deputies
 * of a roll call.
 */
fill?: string, } | { "kind": "photos", 
/**
 * Least number (when required; 1 where absent).
 */
min?: number, 
/**
 * Most.
 */
max?: number, 
/**
 * What the longer side of a photo should have, in pixels. A hint: a smaller photo is taken all the same, unless
 * `blocks` says otherwise.
 */
min_side?: number, 
/**
 * Which of what is said of photos keeps a report from being sent; empty: all are hints.
 */
blocks?: Array<PhotoWall>, 
/**
 * Roles that a photo of this field may have (before, after, …); empty: none are asked for.
 */
roles?: Array<Choice>, } | { "kind": "place", 
/**
 * Shapes allowed.
 */
shapes: Array<Shape>, } | { "kind": "file", 
/**
 * Largest size in bytes.
 */
max_bytes: number, } | { "kind": "link", } | { "kind": "signature", });

/**
 * A field whose value is another.
 */
export type FieldChange = { 
/**
 * The field; `title` for the title. One that the form does not have (any longer) is there as well.
 */
field: FieldId, 
/**
 * How it differs.
 */
change: Change, };

/**
 * A field of a form; unique within the form.
 */
export type FieldId = string;

/**
 * What a field asks for. The JSON of its value is given with each kind; an absent or `null` value is "empty".
 */
export type FieldKind = { "kind": "text", 
/**
 * Most characters.
 */
max_chars?: number, 
/**
 * More than one line.
 */
multiline: boolean, } | { "kind": "rich_text", 
/**
 * Most characters of text.
 */
max_chars?: number, } | { "kind": "number", 
/**
 * Unit shown behind the number.
 */
unit?: Label, 
/**
 * Least value.
 */
min?: string, 
/**
 * Greatest value.
 */
max?: string, 
/**
 * Most digits behind the point.
 */
decimals: number, } | { "kind": "money", } | { "kind": "date", } | { "kind": "period", } | { "kind": "choice", 
/**
 * The answers.
 */
options: Array<Choice>, } | { "kind": "reference", 
/**
 * The list.
 */
list: RefList, 
/**
 * For measures: the field that holds the programme; only that programme's measures are offered.
 */
within?: FieldId, } | { "kind": "person", } | { "kind": "table", 
/**
 * The columns.
 */
columns: Array<Column>, 
/**
 * Most rows.
 */
max_rows?: number, 
/**
 * What is computed of the rows and shown under them. Totals are never kept: they follow the rows.
 */
totals?: Array<Total>, 
/**
 * A reference column whose whole list can be put into the table at once, a row for each entry: the deputies
 * of a roll call.
 */
fill?: string, } | { "kind": "photos", 
/**
 * Least number (when required; 1 where absent).
 */
min?: number, 
/**
 * Most.
 */
max?: number, 
/**
 * What the longer side of a photo should have, in pixels. A hint: a smaller photo is taken all the same, unless
 * `blocks` says otherwise.
 */
min_side?: number, 
/**
 * Which of what is said of photos keeps a report from being sent; empty: all are hints.
 */
blocks?: Array<PhotoWall>, 
/**
 * Roles that a photo of this field may have (before, after, …); empty: none are asked for.
 */
roles?: Array<Choice>, } | { "kind": "place", 
/**
 * Shapes allowed.
 */
shapes: Array<Shape>, } | { "kind": "file", 
/**
 * Largest size in bytes.
 */
max_bytes: number, } | { "kind": "link", } | { "kind": "signature", };

/**
 * What became of a file that was to be attached.
 */
export type FileAnswer = { "kind": "attached", file: FileUse, saved: Saved, } | { "kind": "refused", name: string, reason: FileRefusal, };

/**
 * A file field of a report.
 */
export type FileFieldArgs = { report: ReportId, field: FieldId, };

/**
 * Why a file was not attached, or not opened.
 */
export type FileRefusal = { "code": "too_large", max_bytes: number, } | { "code": "empty" } | { "code": "unreadable" } | { "code": "program", ending: string, } | { "code": "not_here" } | { "code": "no_viewer" };

/**
 * An attached file.
 */
export type FileUse = { 
/**
 * SHA-256 of its bytes.
 */
file: PhotoId, 
/**
 * Its name, for people.
 */
name: string, 
/**
 * Size in bytes.
 */
bytes: number, };

export type FillArgs = { 
/**
 * The report to be filled.
 */
id: ReportId, 
/**
 * The earlier one.
 */
from: ReportId, };

export type Filled = { open: OpenReport, 
/**
 * The fields that were empty before and are filled now: emptying them undoes it.
 */
fields: Array<FieldId>, };

/**
 * A kept list.
 */
export type FilterArgs = { id: number, };

/**
 * The form of a section's records: groups of fields in reading order.
 *
 * Every record has a title besides (see [`crate::Content`]); the form does not list it.
 */
export type Form = { 
/**
 * Raised by the administrator with every change of the form.
 */
version: number, 
/**
 * The groups.
 */
groups: Array<Group>, };

/**
 * One answer of the search.
 */
export type Found = { 
/**
 * What to show: «вулиця Садова, 5».
 */
label: string, 
/**
 * What it is.
 */
kind: FoundKind, 
/**
 * Longitude, degrees.
 */
lon: number, 
/**
 * Latitude, degrees.
 */
lat: number, 
/**
 * The name of its district: it tells streets of one name apart.
 */
district?: string, };

/**
 * What kind of thing was found.
 */
export type FoundKind = "house" | "street" | "place";

/**
 * The geometry of a place, as GeoJSON (RFC 7946), one ring for an area.
 */
export type Geometry = { "type": "Point", "coordinates": [number, number] } | { "type": "LineString", "coordinates": Array<[number, number]> } | { "type": "Polygon", "coordinates": Array<Array<[number, number]>> };

/**
 * Fields that belong together under one heading.
 */
export type Group = { 
/**
 * Unique within the form.
 */
id: string, 
/**
 * Heading.
 */
label: Label, 
/**
 * The fields.
 */
fields: Array<Field>, };

export type GroupBy = "section" | "status" | "programme" | "district" | "author" | "month";

/**
 * The heaps that people sort reports into.
 */
export type Heap = "needing" | "drafts" | "moving" | "public";

/**
 * What a newcomer is told once, where it matters.
 */
export type Hint = "saving" | "commands" | "photos";

/**
 * A report's versions.
 */
export type History = { 
/**
 * The kept ones, the last first.
 */
versions: Array<HistoryVersion>, 
/**
 * When the report's present content was last changed.
 */
present_at: string, 
/**
 * The fields in which the present differs from the last version, `title` among them; all that are filled where there
 * is no version.
 */
present_changed: Array<FieldId>, 
/**
 * The present content's version, if it is one of them: nothing was changed since.
 */
present: number | null, 
/**
 * One of them may be put back here; not into another author's report, nor into one in the bin.
 */
restorable: boolean, };

/**
 * Two versions of a report; without `to` the second is the present.
 */
export type HistoryCompareArgs = { id: ReportId, from: number, to?: number, };

/**
 * Two versions and what differs between them.
 */
export type HistoryComparison = { before: Content, after: Content, 
/**
 * The fields that differ: the title first, then in the form's order.
 */
changes: Array<FieldChange>, };

export type HistoryRestoreArgs = { id: ReportId, 
/**
 * The version whose content becomes the present one. What stands there now is kept as a version first.
 */
number: number, };

/**
 * A version was put back.
 */
export type HistoryRestored = { 
/**
 * The version that holds what stood there before: putting it back undoes this.
 */
before: number, };

/**
 * A version of a report.
 */
export type HistoryVersion = { 
/**
 * Counts the versions of this report; the higher, the later, whatever the clock said.
 */
number: number, kind: VersionKind, 
/**
 * When it was written (a pause), sent, returned, published, put back.
 */
at: string, 
/**
 * Who returned, published or wrote it, where it was not the author of this computer.
 */
by: string | null, 
/**
 * The fields in which it differs from the version before it, `title` among them.
 */
changed: Array<FieldId>, };

/**
 * Why a report was found.
 */
export type Hit = { 
/**
 * What of its title matches.
 */
title: Array<Mark>, 
/**
 * The place that matches elsewhere in it.
 */
snippet: Snippet | null, };

/**
 * What became of an archive that was to be taken in.
 */
export type ImportAnswer = { "kind": "taken", 
/**
 * Reports that were not here before.
 */
new: Array<ImportedReport>, 
/**
 * Reports that were here with the very same content.
 */
same: number, 
/**
 * Reports that were here with another content: both contents are kept.
 */
both: Array<ImportedReport>, photos: number, 
/**
 * Reports that were not taken in, because the person stopped it.
 */
left: number, } | { "kind": "refused", reason: ImportRefusal, };

/**
 * Why an archive is not taken.
 */
export type ImportRefusal = { "code": "not_an_archive", name: string, } | { "code": "damaged", name: string, } | { "code": "unsafe", name: string, } | { "code": "too_new", name: string, } | { "code": "unreadable", name: string, } | { "code": "disk_full" };

/**
 * A report of an archive.
 */
export type ImportedReport = { id: ReportId, title: string, };

/**
 * How far the work is.
 */
export type Indexing = { 
/**
 * Reports whose turn is still to come.
 */
remaining: number, 
/**
 * Reports in all.
 */
total: number, };

/**
 * A text of the catalogue in the interface's languages. Ukrainian is the official one; English may be absent.
 */
export type Label = { 
/**
 * Ukrainian.
 */
uk: string, 
/**
 * English; where absent the Ukrainian text is shown.
 */
en?: string, };

/**
 * The interface's language.
 */
export type Language = "uk" | "en";

/**
 * State of the line to the portal, for the line at the bottom of the window.
 */
export type Line = { state: LineState, 
/**
 * Reports that wait or are being sent.
 */
queued: number, 
/**
 * When the portal last confirmed something.
 */
last_received_at: string | null, };

/**
 * A line of either text.
 */
export type LineChange = { 
/**
 * What it was; `null` if it was not there.
 */
before: LineShape | null, 
/**
 * What it became; `null` if it was taken out.
 */
after: LineShape | null, 
/**
 * Its words.
 */
runs: Array<Run>, 
/**
 * Words stayed, but bold, italic or a link did not.
 */
reformatted: boolean, };

/**
 * The line, or what waits on it, changed.
 */
export type LineChanged = { line: Line, };

/**
 * What a line of a formatted text is.
 */
export type LineShape = { "kind": "paragraph" } | { "kind": "heading", 
/**
 * The level.
 */
level: number, } | { "kind": "item", 
/**
 * Counted, not pointed.
 */
ordered: boolean, 
/**
 * Lists that it lies in, from 1.
 */
depth: number, } | { "kind": "quote" } | { "kind": "row", 
/**
 * One of the table's head.
 */
heading: boolean, };

export type LineState = "local" | "online" | "offline" | "connecting" | "session_ended" | "not_the_portal" | "other_portal" | "clock_wrong";

/**
 * A row of a list: a report's row and what only lists show.
 */
export type ListRow = { 
/**
 * The day or the end of the period that it tells of.
 */
day: string | null, 
/**
 * Why it was found; with a search only.
 */
hit: Hit | null, id: ReportId, section: SectionId, title: string, 
/**
 * Someone else's, here for approval or reading.
 */
others: boolean, author_name: string | null, standing: Standing, 
/**
 * Local changes that the portal does not have yet, on a report that was sent before.
 */
unsent_changes: boolean, 
/**
 * With [`Standing::Draft`]: nothing is missing (Готово).
 */
ready: boolean, problems: number, 
/**
 * This account may approve it now.
 */
can_approve: boolean, photos: number, 
/**
 * The first photo, for the thumbnail.
 */
cover: PhotoId | null, updated_at: string, failed: FailReason | null, 
/**
 * What it was returned with, while it is returned.
 */
remarked: Remarked | null, };

/**
 * Work without signing in; the portal, if it answers, gives the forms.
 */
export type LocalArgs = { portal: string, };

/**
 * The login of a personal account.
 */
export type Login = string;

export type LonLat = { lon: number, lat: number, };

/**
 * Measures of a programme that match what is typed, best first; at most 50.
 */
export type LookUpArgs = { list: RefList, text: string, programme?: ProgrammeId, };

/**
 * What matches: from and to (excluded), counted in UTF-16 units, as JavaScript counts.
 */
export type Mark = { 
/**
 * First unit.
 */
from: number, 
/**
 * The unit behind the last one.
 */
to: number, };

/**
 * What sums without a unit of their own are in.
 */
export type MoneyUnit = "thousands" | "hryvnias" | "millions";

export type MovePhotoArgs = { report: ReportId, field: FieldId, photo: PhotoId, 
/**
 * Its new place in the order, from 0.
 */
to: number, };

/**
 * The address offered for a position.
 */
export type Nearest = { 
/**
 * The address as people write it: «вулиця Садова, 5», or the street alone.
 */
label: string, 
/**
 * The street's name with its type: «вулиця Садова».
 */
street: string, 
/**
 * The house number, when a house stands within 50 m.
 */
house?: string, 
/**
 * The district that the position lies in.
 */
district?: DistrictRef, 
/**
 * How far the house or the street's axis is, metres.
 */
distance_m: number, };

/**
 * A remark on its way to the portal.
 */
export type NewRemark = { 
/**
 * The field of the form that it speaks of, `title` for the title; none: the whole report.
 */
field?: FieldId, 
/**
 * Plain text of 1 to [`REMARK_MAX_CHARS`] characters, white space around it not counted; lines end in `\n`.
 */
text: string, };

/**
 * A report opened in the editor.
 */
export type OpenReport = { row: ReportRow, content: Content, problems: Array<Problem>, 
/**
 * Mine and not being decided elsewhere: fields can be edited.
 */
editable: boolean, 
/**
 * Local version, +1 with each save.
 */
version: number, remote: RemoteState | null, 
/**
 * What was remarked whenever it was returned, the earliest first. Open are those of the revision that is returned now.
 */
remarks: Array<Remark>, 
/**
 * Remarks on it that are written here and not sent yet.
 */
remark_drafts: Array<NewRemark>, };

/**
 * How far a file of an earlier version is on its way to this one; a `total` of 0 where nobody knows.
 */
export type Opening = { step: OpeningStep, done: number, total: number, };

/**
 * What is done to a file of an earlier version while it is opened.
 */
export type OpeningStep = "copy" | "tables" | "lists";

export type OrderBy = "updated" | "title" | "day" | "standing" | "section";

/**
 * One report in the outbox.
 */
export type OutboxRow = { report: ReportId, title: string, section: SectionId, standing: Standing, reason: FailReason | null, attempts: number, next_attempt_at: string | null, queued_at: string, photos_total: number, photos_sent: number, bytes_total: number, bytes_sent: number, 
/**
 * When the portal confirmed it; rows stay for the day.
 */
received_at: string | null, };

/**
 * What a map pack says of itself.
 */
export type PackInfo = { 
/**
 * The name shown on the map.
 */
name: string, 
/**
 * West, south, east and north of what the pack covers, degrees.
 */
bounds: [number, number, number, number], 
/**
 * Longitude and latitude (degrees) at which the map is first shown.
 */
center: [number, number], 
/**
 * The least zoom level with tiles.
 */
min_zoom: number, 
/**
 * The greatest zoom level with tiles; beyond it the map is drawn from these.
 */
max_zoom: number, 
/**
 * Who made the data and under which licence: must be shown on the map.
 */
attribution: string, 
/**
 * The day of the data, as the pack gives it (`2026-11-22`); empty when unknown.
 */
data_date: string, 
/**
 * Whether the quarter is invented, which must be said on the map.
 */
demo: boolean, 
/**
 * The pack's own revision, as its maker counts (MBTiles `version`).
 */
version: string, };

/**
 * Shows a photo of the work before beside one after it.
 */
export type PairPhotosArgs = { report: ReportId, field: FieldId, before: PhotoId, 
/**
 * `null`: alone again.
 */
after: PhotoId | null, };

/**
 * A report of which something is lost.
 */
export type PartialReport = { id: ReportId, title: string, 
/**
 * The photos that are lost.
 */
photos: number, };

/**
 * A period, both days included.
 */
export type Period = { 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, };

/**
 * A person (відповідальна особа, підписант).
 */
export type Person = { 
/**
 * Прізвище.
 */
surname: string, 
/**
 * Ім'я.
 */
name: string, 
/**
 * По батькові.
 */
patronymic: string, 
/**
 * E-mail.
 */
email: string, 
/**
 * Phone.
 */
phone: string, };

/**
 * How a photo stands in a report.
 */
export type PhotoAt = { 
/**
 * Its place, from 1.
 */
place: number, 
/**
 * Everything said of it.
 */
shown: PhotoUse, };

/**
 * A photo of either side.
 */
export type PhotoChange = { 
/**
 * The picture.
 */
photo: PhotoId, 
/**
 * As it was; `null` if it was added.
 */
before: PhotoAt | null, 
/**
 * As it became; `null` if it was taken out.
 */
after: PhotoAt | null, 
/**
 * Its place among the photos that stayed is another.
 */
moved: boolean, 
/**
 * The caption's words.
 */
caption: Array<Run>, };

/**
 * What may be said to the author of a photo, or suggested.
 */
export type PhotoHints = { photo: PhotoId, 
/**
 * Who took it, as the camera wrote.
 */
author: string | null, 
/**
 * When it was taken, by the camera's clock: `2026-05-14T09:31:07`.
 */
taken_at: string | null, lon: number | null, lat: number | null, 
/**
 * How far from the report's place it was taken, in metres, where that is farther than a phone's mistake.
 */
far: number | null, 
/**
 * It was taken outside the report's period.
 */
outside_period: boolean, 
/**
 * Its longer side is less than this, which the form asks for.
 */
too_small: number | null, blurred: boolean, dark: boolean, 
/**
 * Photos of this report that show the same, or nearly.
 */
same: Array<PhotoId>, 
/**
 * Published reports with this photo, or nearly.
 */
published: Array<PublishedTwin>, };

/**
 * The SHA-256 of a photo's (or an attached file's) bytes as they are sent: 64 lower-case hex digits.
 */
export type PhotoId = string;

/**
 * An arrow or words, on what remains of the picture.
 */
export type PhotoMark = { "kind": "arrow", 
/**
 * Where it begins.
 */
from: Spot, 
/**
 * What it points at.
 */
to: Spot, 
/**
 * Its colour.
 */
colour: Colour, } | { "kind": "text", 
/**
 * Its upper left corner.
 */
at: Spot, 
/**
 * At most 80 characters.
 */
text: string, 
/**
 * The letters' colour; they have an edge of black or white, whichever it differs from most.
 */
colour: Colour, 
/**
 * The letters' size as a fraction of the picture's longer side, 0.005 to 0.5.
 */
size: number, };

/**
 * Progress of a batch of photos being added. `added` names the photo just taken into the report.
 */
export type PhotoProgress = { report: ReportId, done: number, total: number, 
/**
 * The file that was just done with.
 */
name: string, added: PhotoId | null, };

/**
 * What was done to a photo, for editing it again from its beginning: the picture of `photo://localhost/<id>/source`.
 */
export type PhotoRecipe = { 
/**
 * What was done to that picture.
 */
edit: Edit, 
/**
 * The file that the photo was made of is still here. Otherwise editing starts from a picture as it was sent, and what was done
 * to that stays.
 */
kept: boolean, 
/**
 * The longer side of what is edited, in pixels, which may be more than what is shown of it has. `null`: nobody knows.
 */
side: number | null, 
/**
 * The longest side of what is sent, in pixels.
 */
max_side: number, };

export type PhotoRecipeArgs = { report: ReportId, field: FieldId, photo: PhotoId, };

export type PhotoRefusal = { "code": "not_an_image" } | { "code": "video" } | { "code": "web_page" } | { "code": "unsupported", format: string, } | { "code": "truncated", offered: boolean, } | { "code": "too_many_pixels", width: number, height: number, } | { "code": "corrupt" } | { "code": "unreadable" } | { "code": "vanished" } | { "code": "empty" } | { "code": "too_large", max_bytes: number, } | { "code": "not_downloaded" } | { "code": "bad_zip" } | { "code": "encrypted" } | { "code": "too_many_files", max: number, } | { "code": "not_stored" } | { "code": "twice" } | { "code": "too_many", max: number, };

/**
 * What the photos of a field tell that the report does not say yet: offered, never written unasked.
 */
export type PhotoSuggestions = { 
/**
 * For the first period of the form, if it is empty: the days between which they were taken.
 */
period: SuggestedPeriod | null, 
/**
 * For the first day of a form without a period, if it is empty: the last day on which one was taken.
 */
day: SuggestedDay | null, 
/**
 * For the form's place, if it is empty: where they were taken.
 */
place: SuggestedPlace | null, 
/**
 * Photos that were taken outside what the map of the city covers.
 */
outside: Array<PhotoId>, 
/**
 * Photos whose author only the camera named.
 */
authors: Array<SuggestedAuthor>, };

/**
 * One photo of a photos field, in its place in the order.
 */
export type PhotoUse = { 
/**
 * The picture as it is sent.
 */
photo: PhotoId, 
/**
 * Caption, shown under the picture.
 */
caption: string, 
/**
 * What the picture shows, for who does not see it; empty: the caption says it.
 */
alt?: string, 
/**
 * Who took it.
 */
author?: string, 
/**
 * Where it comes from, if not from the author: a paper, an archive.
 */
source?: string, 
/**
 * The picture of the same after the work; this one shows it before. One that is not in the field is passed over.
 */
pair?: PhotoId, 
/**
 * It stands for the report in lists.
 */
cover?: boolean, 
/**
 * Role, one of the field's.
 */
role?: string, 
/**
 * Width in pixels.
 */
width: number, 
/**
 * Height in pixels.
 */
height: number, };

/**
 * What may keep a report from being sent because of one of its photos. All but the size is told by the file that a photo was made
 * of, so only the editor can judge it, and only where that file was added.
 */
export type PhotoWall = "too_small" | "blurred" | "dark" | "twice" | "far" | "outside_period";

/**
 * The photos field after a change.
 */
export type PhotosChanged = { photos: Array<PhotoUse>, saved: Saved, };

export type PhotosFieldArgs = { report: ReportId, field: FieldId, };

/**
 * Where a picture lies.
 */
export type PictureAt = { path: string, 
/**
 * Its number in the ZIP that lies there.
 */
entry?: number, };

/**
 * A place with what was known of it when it was chosen.
 */
export type Place = { 
/**
 * Where.
 */
geometry: Geometry, 
/**
 * The address as chosen or typed by the author.
 */
address?: string, 
/**
 * How it was chosen.
 */
source: PlaceSource, 
/**
 * Which map pack it was chosen on (name and version).
 */
pack?: string, };

/**
 * A place that is another, or said otherwise.
 */
export type PlaceChange = { 
/**
 * As it was; `null` if there was none.
 */
before: Place | null, 
/**
 * As it became; `null` if it was taken out.
 */
after: Place | null, 
/**
 * How far its middle moved, in metres along the ground; `null` unless both sides have one.
 */
metres: number | null, 
/**
 * Whether the point, line or area is another.
 */
redrawn: boolean, 
/**
 * The address's words.
 */
address: Array<Run>, };

/**
 * How a place was chosen.
 */
export type PlaceSource = "map" | "typed" | "photo";

/**
 * Choices kept for this computer, whoever signs in.
 */
export type Preferences = { language: Language, theme: Theme, 
/**
 * The portal's address last signed in to, for the sign-in form.
 */
portal: string, 
/**
 * The login last used.
 */
login: string, 
/**
 * The navigation rail shows icons only.
 */
rail_collapsed: boolean, 
/**
 * How large everything is drawn, in percent.
 */
zoom: number, 
/**
 * Photos' originals are kept here until what was made of them is published.
 */
keep_originals: boolean, 
/**
 * The hints that were read and put away.
 */
hints_read: Array<Hint>, };

/**
 * One thing that is wrong, at one field.
 */
export type Problem = { 
/**
 * The field; `title` for the title.
 */
field: FieldId, 
/**
 * The row of a table or the number of a photo, from 0.
 */
row?: number, 
/**
 * The column of a table.
 */
column?: string, } & ({ "code": "required" } | { "code": "wrong_kind" } | { "code": "too_long", 
/**
 * Most characters.
 */
max: number, 
/**
 * Characters now.
 */
actual: number, } | { "code": "not_a_number" } | { "code": "too_small", 
/**
 * The least value, decimal.
 */
min: string, } | { "code": "too_large", 
/**
 * The greatest value, decimal.
 */
max: string, } | { "code": "too_precise", 
/**
 * Most digits.
 */
decimals: number, } | { "code": "not_a_date" } | { "code": "period_reversed" } | { "code": "unknown_choice" } | { "code": "unknown_reference" } | { "code": "other_programme" } | { "code": "too_few_photos", 
/**
 * The least number.
 */
min: number, 
/**
 * Photos now.
 */
actual: number, } | { "code": "too_many_photos", 
/**
 * The most.
 */
max: number, 
/**
 * Photos now.
 */
actual: number, } | { "code": "photo_too_small", 
/**
 * The least length of the longer side, in pixels.
 */
min_side: number, 
/**
 * The length now.
 */
actual: number, } | { "code": "photo_blurred" } | { "code": "photo_dark" } | { "code": "photo_twice" } | { "code": "photo_far", 
/**
 * How far, in metres.
 */
metres: number, } | { "code": "photo_outside_period" } | { "code": "too_many_rows", 
/**
 * The most.
 */
max: number, 
/**
 * Rows now.
 */
actual: number, } | { "code": "bad_geometry" } | { "code": "wrong_shape" } | { "code": "bad_link" } | { "code": "bad_email" } | { "code": "bad_rich_text" } | { "code": "bad_characters" } | { "code": "file_too_large", 
/**
 * The most, in bytes.
 */
max_bytes: number, } | { "code": "unknown_field" });

/**
 * What is wrong. The interface's words for each are one table, total over these.
 */
export type ProblemCode = { "code": "required" } | { "code": "wrong_kind" } | { "code": "too_long", 
/**
 * Most characters.
 */
max: number, 
/**
 * Characters now.
 */
actual: number, } | { "code": "not_a_number" } | { "code": "too_small", 
/**
 * The least value, decimal.
 */
min: string, } | { "code": "too_large", 
/**
 * The greatest value, decimal.
 */
max: string, } | { "code": "too_precise", 
/**
 * Most digits.
 */
decimals: number, } | { "code": "not_a_date" } | { "code": "period_reversed" } | { "code": "unknown_choice" } | { "code": "unknown_reference" } | { "code": "other_programme" } | { "code": "too_few_photos", 
/**
 * The least number.
 */
min: number, 
/**
 * Photos now.
 */
actual: number, } | { "code": "too_many_photos", 
/**
 * The most.
 */
max: number, 
/**
 * Photos now.
 */
actual: number, } | { "code": "photo_too_small", 
/**
 * The least length of the longer side, in pixels.
 */
min_side: number, 
/**
 * The length now.
 */
actual: number, } | { "code": "photo_blurred" } | { "code": "photo_dark" } | { "code": "photo_twice" } | { "code": "photo_far", 
/**
 * How far, in metres.
 */
metres: number, } | { "code": "photo_outside_period" } | { "code": "too_many_rows", 
/**
 * The most.
 */
max: number, 
/**
 * Rows now.
 */
actual: number, } | { "code": "bad_geometry" } | { "code": "wrong_shape" } | { "code": "bad_link" } | { "code": "bad_email" } | { "code": "bad_rich_text" } | { "code": "bad_characters" } | { "code": "file_too_large", 
/**
 * The most, in bytes.
 */
max_bytes: number, } | { "code": "unknown_field" };

/**
 * A city target programme (міська цільова програма).
 */
export type ProgrammeId = string;

/**
 * A published report that shows a photo of this one.
 */
export type PublishedTwin = { report: ReportId, title: string, photo: PhotoId, };

/**
 * Undo of a removal.
 */
export type PutBackPhotoArgs = { report: ReportId, field: FieldId, use: PhotoUse, at: number, };

/**
 * A list to keep under a name.
 */
export type PutFilterArgs = { name: string, wanted: WantedReports, };

/**
 * Why a cell was refused.
 */
export type Reason = { "why": "required" } | { "why": "not_a_number" } | { "why": "negative" } | { "why": "too_precise", 
/**
 * Most digits.
 */
decimals: number, } | { "why": "in_hryvnias" } | { "why": "not_a_day" } | { "why": "unknown_choice", 
/**
 * The answers.
 */
choices: Array<string>, } | { "why": "unknown_entry", 
/**
 * The entry with the most similar name.
 */
nearest: string | null, } | { "why": "ambiguous", 
/**
 * Some of them.
 */
entries: Array<string>, } | { "why": "bad_link" } | { "why": "fault" };

/**
 * What was read out of a damaged file. A new file holds it now, and the account works with that.
 */
export type Recovered = { 
/**
 * Reports that are as they were.
 */
whole: Array<ImportedReport>, 
/**
 * Reports of which something is lost.
 */
partial: Array<PartialReport>, 
/**
 * Reports that are known to have been there and could not be read.
 */
lost_reports: number, 
/**
 * Photos and files whose bytes are not on the disk or not as they were.
 */
lost_photos: number, 
/**
 * Reports that waited to be sent and must be sent again by hand.
 */
lost_queue: number, 
/**
 * Pages of the file could not be read: what else was on them cannot be told.
 */
unknown: boolean, 
/**
 * Where the damaged file lies now.
 */
set_aside: string, };

/**
 * A damaged file and what can be done with it.
 */
export type RecoveryLook = { 
/**
 * The damaged file.
 */
path: string, bytes: number, 
/**
 * Sound copies, the newest first.
 */
backups: Array<Backup>, };

/**
 * What a reference points into: a list of the catalogue.
 */
export type RefList = "programmes" | "measures" | "departments" | "services" | "officials" | "deputies" | "districts";

/**
 * A cell that was refused.
 */
export type Refused = { 
/**
 * The row of the file, from 1.
 */
row: number, 
/**
 * The table's column.
 */
column: string, 
/**
 * What stands in the cell.
 */
text: string, 
/**
 * Why.
 */
reason: Reason, 
/**
 * Whether the whole row was left out: its column must be filled. Else only the cell stays empty.
 */
whole_row: boolean, };

/**
 * A file that was not taken, by name, and why.
 */
export type RefusedPhoto = { name: string, reason: PhotoRefusal, 
/**
 * Where it lies, if enough of it is there to be added all the same.
 */
partial: PictureAt | null, };

/**
 * A remark as the portal keeps it. It stands open while the revision that it speaks of is the newest and returned.
 */
export type Remark = { 
/**
 * The revision that was returned.
 */
revision: number, 
/**
 * The field of the form that it speaks of, `title` for the title; none: the whole report.
 */
field?: FieldId, 
/**
 * Plain text.
 */
text: string, 
/**
 * Who returned the report.
 */
by: Login, 
/**
 * Their name.
 */
by_name: string, 
/**
 * When, by the portal's clock.
 */
at: string, };

/**
 * The remarks that stand open on a report, as its row tells of them.
 */
export type Remarked = { 
/**
 * How many.
 */
count: number, 
/**
 * The beginning of the first.
 */
first: string, };

/**
 * Remarks as they are being written.
 */
export type RemarksArgs = { id: ReportId, remarks: Array<NewRemark>, };

/**
 * What the portal last said of a report.
 */
export type RemoteState = { revision: number, state: State, received_at: string, published_at: string | null, public_url: string | null, approved_by: string | null, };

export type RemovePhotoArgs = { report: ReportId, field: FieldId, photo: PhotoId, };

/**
 * Another name for a kept list.
 */
export type RenameFilterArgs = { id: number, name: string, };

/**
 * Puts another picture that is kept here into a photo's place: the one from before an edit, say.
 */
export type ReplacePhotoArgs = { report: ReportId, field: FieldId, photo: PhotoId, by: PhotoId, };

export type ReportArgs = { id: ReportId, };

/**
 * A report changed outside the editor's own saves: sent, received, published, merged.
 */
export type ReportChanged = { id: ReportId, };

export type ReportGroup = { 
/**
 * `None`: those that have no such value. A month is `2026-11`.
 */
key: string | null, count: number, };

/**
 * A report's id: UUIDv7, made by the editor.
 */
export type ReportId = string;

/**
 * A place that a report shows.
 */
export type ReportPlace = { id: ReportId, title: string, standing: Standing, geometry: Geometry, address: string | null, };

/**
 * One line of a list of reports.
 */
export type ReportRow = { id: ReportId, section: SectionId, title: string, 
/**
 * Someone else's, here for approval or reading.
 */
others: boolean, author_name: string | null, standing: Standing, 
/**
 * Local changes that the portal does not have yet, on a report that was sent before.
 */
unsent_changes: boolean, 
/**
 * With [`Standing::Draft`]: nothing is missing (Готово).
 */
ready: boolean, problems: number, 
/**
 * This account may approve it now.
 */
can_approve: boolean, photos: number, 
/**
 * The first photo, for the thumbnail.
 */
cover: PhotoId | null, updated_at: string, failed: FailReason | null, 
/**
 * What it was returned with, while it is returned.
 */
remarked: Remarked | null, };

/**
 * Which part of which list. A search comes best first whatever the order.
 */
export type ReportsArgs = { order?: OrderBy, 
/**
 * Against the order's own direction (updated and day: newest first; the others: A to Я).
 */
turned?: boolean, group?: GroupBy, skip: number, take: number, sections?: Array<SectionId>, heap?: Heap, standings?: Array<Standing>, 
/**
 * Id of a programme.
 */
programme?: string, 
/**
 * Id of a district.
 */
district?: string, 
/**
 * The author's name as the facets give it.
 */
author?: string, 
/**
 * The first day, `2026-11-22`.
 */
from?: string, 
/**
 * The last day.
 */
to?: string, text?: string, };

export type ReportsPage = { rows: Array<ListRow>, total: number, 
/**
 * All groups of the list in their order; empty without grouping.
 */
groups: Array<ReportGroup>, 
/**
 * What was typed as read on the other keyboard layout, if that was what found something.
 */
read_as: string | null, };

/**
 * A copy was put in the place of the account's file.
 */
export type Restored = { 
/**
 * Reports in it, without the bin.
 */
reports: number, 
/**
 * Where the former file lies now.
 */
set_aside: string, };

export type ReturnArgs = { id: ReportId, 
/**
 * The revision that was read on the screen; another one on the portal refuses the return.
 */
revision: number, 
/**
 * At least one with text.
 */
remarks: Array<NewRemark>, };

/**
 * A formatted text with the version of its schema. The document's JSON is that of ProseMirror, restricted to the
 * nodes and marks named here, so that the editor's component can load it as it is.
 */
export type RichText = { 
/**
 * Schema version: [`RICH_TEXT_VERSION`], or 1 where it was written before tables.
 */
v: number, 
/**
 * The document node.
 */
doc: unknown, };

/**
 * What an account may do in a section.
 */
export type Right = "write" | "approve" | "read" | "administer";

/**
 * The rights of one account in one section. An account without a row for a section may only read what is public.
 */
export type Rights = { 
/**
 * The section.
 */
section: SectionId, 
/**
 * What may be done in it.
 */
rights: Array<Right>, };

/**
 * A row of either table.
 */
export type RowChange = { 
/**
 * Its place in the older table, from 1; `null` if it was put in.
 */
before: number | null, 
/**
 * Its place in the newer one, from 1; `null` if it was taken out.
 */
after: number | null, 
/**
 * Its place among the rows that stayed is another.
 */
moved: boolean, 
/**
 * The columns whose cells differ; empty for a row that was put in, taken out or only moved.
 */
changed: Array<string>, 
/**
 * Its cells as they were, by column; `null` if it was put in.
 */
was: Record<string, unknown> | null, 
/**
 * Its cells as they became; `null` if it was taken out.
 */
is: Record<string, unknown> | null, };

/**
 * A piece of text.
 */
export type Run = { 
/**
 * Where it stands.
 */
side: Side, 
/**
 * The characters.
 */
text: string, };

/**
 * How far it is.
 */
export type SafekeepingProgress = { work: SafekeepingWork, 
/**
 * Of `total`, in parts of the work that take about as long as one another.
 */
done: number, total: number, };

/**
 * What takes a while.
 */
export type SafekeepingWork = "backup" | "restore" | "export" | "import" | "recovery";

/**
 * What changed since the last save. Photos fields have commands of their own and are refused here.
 */
export type SaveArgs = { id: ReportId, title?: string, 
/**
 * Changed fields; `null` empties a field.
 */
values: Record<string, unknown>, };

export type Saved = { version: number, saved_at: string, problems: Array<Problem>, row: ReportRow, };

/**
 * `saved_filters() -> Vec<SavedFilter>`; the other commands answer the list as it is then:
 * `saved_filter_put { name, wanted }`, `saved_filter_rename { id, name }`, `saved_filter_delete { id }`.
 */
export type SavedFilter = { id: number, name: string, wanted: WantedReports, };

/**
 * Who works, and with which file.
 */
export type Seat = { "kind": "nobody" } | { "kind": "local" } | { "kind": "account", account: Account, portal: string, signed_in: boolean, };

/**
 * A section (розділ) of the portal, with the form that its records are filled by.
 */
export type Section = { 
/**
 * Its id; also its address on the public site.
 */
id: SectionId, 
/**
 * Its name, without quotation marks.
 */
name: Label, 
/**
 * What is published in it, in a sentence.
 */
about: Label, 
/**
 * The department responsible for it.
 */
department: DepartmentId, 
/**
 * How often it must be brought up to date.
 */
rule: UpdateRule, 
/**
 * The form of its records.
 */
form: Form, };

/**
 * A section of the portal, for example `council-work`.
 */
export type SectionId = string;

/**
 * Progress of sending.
 */
export type SendProgress = { report: ReportId, photos_total: number, photos_sent: number, bytes_total: number, bytes_sent: number, };

/**
 * The shape of a place.
 */
export type Shape = "point" | "line" | "area";

/**
 * What became of a file that was to be imported.
 */
export type SheetAnswer = { "kind": "opened", 
/**
 * The file's name.
 */
name: string, 
/**
 * Its sheets that hold anything.
 */
sheets: Array<SheetName>, 
/**
 * The first look at it.
 */
look: SheetLook, } | { "kind": "refused", name: string, reason: SheetError, };

/**
 * Why a file gives no table. The interface has one sentence for each.
 */
export type SheetError = { "reason": "encrypted" } | { "reason": "truncated" } | { "reason": "not_a_sheet" } | { "reason": "too_large" } | { "reason": "empty" } | { "reason": "unreadable" } | { "reason": "stopped" };

/**
 * A sheet as the matching of its columns needs it.
 */
export type SheetLook = { sheet: number, head_rows: number, 
/**
 * The heading of each column of the file; may be empty.
 */
heads: Array<string>, 
/**
 * The first cell with anything in it under each heading.
 */
samples: Array<string>, 
/**
 * The first rows of the sheet, to see where the heading ends.
 */
first_rows: Array<Array<string>>, 
/**
 * For each column of the table its column of the file.
 */
mapping: Array<number | null>, 
/**
 * What sums seem to be in.
 */
money: MoneyUnit, };

/**
 * Which sheet to look at, and how many rows its heading has, if a person said so.
 */
export type SheetLookArgs = { section: SectionId, field: FieldId, sheet: number, head_rows?: number, };

/**
 * A sheet of the open file.
 */
export type SheetName = { 
/**
 * Empty for CSV.
 */
name: string, rows: number, };

/**
 * A file on this computer, for a table field of a section's form.
 */
export type SheetPathArgs = { section: SectionId, field: FieldId, path: string, };

/**
 * How the rows of the open file are to be taken.
 */
export type SheetTakeArgs = { section: SectionId, field: FieldId, sheet: number, head_rows: number, mapping: Array<number | null>, money: MoneyUnit, 
/**
 * Most rows that the table has room for.
 */
room: number, };

/**
 * Where a piece stands.
 */
export type Side = "both" | "before" | "after";

export type SignInArgs = { portal: string, login: string, password: string, };

/**
 * A piece of a text in one line, with what matches in it.
 */
export type Snippet = { 
/**
 * The piece; an ellipsis stands where the text goes on.
 */
text: string, 
/**
 * What matches in it.
 */
marks: Array<Mark>, };

/**
 * A place in fractions of the picture: 0 to 1 within it.
 */
export type Spot = { 
/**
 * From the left edge.
 */
x: number, 
/**
 * From the upper edge.
 */
y: number, };

/**
 * Where a report stands. Whether a draft is ready to be sent is validation's to say, not the store's.
 */
export type Standing = "draft" | "queued" | "sending" | "received" | "in_review" | "returned" | "published" | "failed" | "conflict";

/**
 * What the window needs first.
 */
export type Start = { version: string, preferences: Preferences, seat: Seat, trouble: StoreTrouble | null, map: PackInfo | null, line: Line, };

/**
 * What a report of a section may begin with.
 */
export type StartChoices = { 
/**
 * The last reports of the section, this person's own first.
 */
previous: Array<ReportRow>, 
/**
 * Templates: the department's and everybody's.
 */
templates: Array<Template>, };

export type StartChoicesArgs = { section: SectionId, };

/**
 * What a report begins with. Reports and templates are of the same section.
 */
export type StartFrom = { "kind": "blank" } | { "kind": "previous", report: ReportId, } | { "kind": "copy", report: ReportId, } | { "kind": "template", template: string, } | { "kind": "content", title: string, values: Record<string, unknown>, };

/**
 * Where a report's newest revision stands on the portal.
 */
export type State = "receiving" | "in_review" | "returned" | "published";

/**
 * Why an account's file cannot be opened. The file is left untouched.
 */
export type StoreTrouble = { "kind": "too_new", path: string, } | { "kind": "damaged", path: string, } | { "kind": "elsewhere", path: string, computer: string, since: string, } | { "kind": "in_use", path: string, } | { "kind": "disk_full", path: string, } | { "kind": "read_only", path: string, } | { "kind": "unusable", path: string, };

export type SuggestedAuthor = { photo: PhotoId, author: string, };

export type SuggestedDay = { field: FieldId, day: string, };

export type SuggestedPeriod = { field: FieldId, period: Period, };

export type SuggestedPlace = { field: FieldId, lon: number, lat: number, 
/**
 * The photo that was taken there; the others near it or on its way.
 */
photo: PhotoId, };

/**
 * A table whose rows are others.
 */
export type TableChange = { 
/**
 * The rows that were put in, taken out, moved or changed, in the newer order; those taken out where they stood.
 */
rows: Array<RowChange>, 
/**
 * How many rows are as they were.
 */
same: number, };

/**
 * What was taken.
 */
export type Taken = { 
/**
 * The rows: column id → value.
 */
rows: Record<string, unknown>[], 
/**
 * The cells that were refused, in the file's order: the first 2,000.
 */
refused: Array<Refused>, 
/**
 * Cells that were refused beyond those.
 */
refused_more: number, 
/**
 * Rows that were left out.
 */
rows_refused: number, 
/**
 * Filled rows that the table has no room for; they were not looked at.
 */
beyond: number, 
/**
 * Numbers whose last digits were rounded off.
 */
rounded: number, };

/**
 * A report begun beforehand by a department for its authors to start from (шаблон).
 */
export type Template = { 
/**
 * Its id.
 */
id: string, 
/**
 * The section it is for.
 */
section: SectionId, 
/**
 * Whose it is; absent: everybody's.
 */
department?: DepartmentId, 
/**
 * What it is called in the list.
 */
name: Label, 
/**
 * What it is good for, in a sentence.
 */
about?: Label, 
/**
 * The title it begins with; may be empty.
 */
title: string, 
/**
 * The values it begins with.
 */
values: Record<string, unknown>, };

export type TextArgs = { text: string, };

/**
 * The interface's colours.
 */
export type Theme = "system" | "light" | "dark" | "contrast";

/**
 * Brightness and levels, for each of the three colours alike.
 */
export type Tone = { 
/**
 * −100 to 100: half the range darker or lighter.
 */
brightness: number, 
/**
 * What becomes black, 0 to 254.
 */
black: number, 
/**
 * What becomes white, 1 to 255; above `black`.
 */
white: number, 
/**
 * The middle: above 1 lighter, below darker, 0.2 to 5.
 */
gamma: number, };

/**
 * What is computed of a table's rows.
 */
export type Total = { 
/**
 * Its name: «За», «Разом».
 */
label: Label, 
/**
 * The column it is computed of.
 */
column: string, } & ({ "how": "sum", } | { "how": "count", 
/**
 * The answer's id.
 */
choice: string, });

/**
 * How often, as the mayor's orders word it.
 */
export type UpdateRule = "daily" | "weekly" | "monthly" | "quarterly" | "as_needed";

/**
 * Why a version was kept.
 */
export type VersionKind = "begun" | "paused" | "sent" | "returned" | "published" | "portal" | "replaced" | "restored";

/**
 * Which reports. What is not named does not narrow; nothing named means all that are not in the bin.
 */
export type WantedReports = { sections?: Array<SectionId>, heap?: Heap, standings?: Array<Standing>, 
/**
 * Id of a programme.
 */
programme?: string, 
/**
 * Id of a district.
 */
district?: string, 
/**
 * The author's name as the facets give it.
 */
author?: string, 
/**
 * The first day, `2026-11-22`.
 */
from?: string, 
/**
 * The last day.
 */
to?: string, text?: string, };

/**
 * A web service that a department keeps up to date by a rule (регламент наповнення).
 */
export type WebService = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its official name.
 */
name: Label, 
/**
 * Who is responsible.
 */
department: DepartmentId, 
/**
 * How often.
 */
rule: UpdateRule, };

/** Every command: its argument object and its answer. */
export type Commands = {
  start: { args: null; result: Start };
  preferences_set: { args: Preferences; result: Preferences };
  sign_in: { args: SignInArgs; result: Start };
  work_locally: { args: LocalArgs; result: Start };
  sign_out: { args: null; result: Start };
  catalogue: { args: null; result: CatalogueExtract | null };
  look_up: { args: LookUpArgs; result: Array<Entry> };
  entry: { args: EntryArgs; result: Entry | null };
  desk: { args: null; result: Desk };
  desk_shown: { args: null; result: null };
  reports: { args: ReportsArgs; result: ReportsPage };
  report_facets: { args: WantedReports; result: Facets };
  reports_bulk: { args: BulkArgs; result: Bulk };
  indexing: { args: null; result: Indexing };
  saved_filters: { args: null; result: Array<SavedFilter> };
  saved_filter_put: { args: PutFilterArgs; result: Array<SavedFilter> };
  saved_filter_rename: { args: RenameFilterArgs; result: Array<SavedFilter> };
  saved_filter_delete: { args: FilterArgs; result: Array<SavedFilter> };
  places_of_reports: { args: null; result: Array<ReportPlace> };
  report_create: { args: CreateArgs; result: ReportRow };
  start_choices: { args: StartChoicesArgs; result: StartChoices };
  report_previous: { args: ReportArgs; result: ReportRow | null };
  report_fill_from: { args: FillArgs; result: Filled };
  report_open: { args: ReportArgs; result: OpenReport };
  report_save: { args: SaveArgs; result: Saved };
  report_delete: { args: ReportArgs; result: null };
  report_restore: { args: ReportArgs; result: null };
  history: { args: ReportArgs; result: History };
  history_compare: { args: HistoryCompareArgs; result: HistoryComparison };
  history_restore: { args: HistoryRestoreArgs; result: HistoryRestored };
  report_send: { args: ReportArgs; result: ReportRow };
  report_unsend: { args: ReportArgs; result: ReportRow };
  report_approve: { args: ApproveArgs; result: OpenReport };
  report_return: { args: ReturnArgs; result: OpenReport };
  remarks_keep: { args: RemarksArgs; result: null };
  report_open_public: { args: ReportArgs; result: null };
  link_open: { args: TextArgs; result: null };
  document_pick: { args: null; result: string | null };
  document_open: { args: DocumentPathArgs; result: DocumentAnswer };
  document_close: { args: DocumentArgs; result: null };
  report_export: { args: ExportArgs; result: ExportAnswer | null };
  report_print: { args: ReportArgs; result: ExportRefusal | null };
  export_cancel: { args: null; result: null };
  export_show: { args: null; result: null };
  photos_pick: { args: PhotosFieldArgs; result: AddedPhotos };
  photos_add: { args: AddPhotosArgs; result: AddedPhotos };
  photos_add_partial: { args: AddPartialPhotosArgs; result: AddedPhotos };
  photos_cancel: { args: PhotosFieldArgs; result: null };
  photo_describe: { args: DescribePhotoArgs; result: PhotosChanged };
  photo_pair: { args: PairPhotosArgs; result: PhotosChanged };
  photo_cover: { args: CoverPhotoArgs; result: PhotosChanged };
  photo_move: { args: MovePhotoArgs; result: PhotosChanged };
  photo_remove: { args: RemovePhotoArgs; result: PhotosChanged };
  photo_put_back: { args: PutBackPhotoArgs; result: PhotosChanged };
  photo_recipe: { args: PhotoRecipeArgs; result: PhotoRecipe };
  photo_edit: { args: EditPhotoArgs; result: EditedPhoto };
  photo_replace: { args: ReplacePhotoArgs; result: EditedPhoto };
  photo_suggestions: { args: PhotosFieldArgs; result: PhotoSuggestions };
  photo_hints: { args: PhotosFieldArgs; result: Array<PhotoHints> };
  file_pick: { args: FileFieldArgs; result: FileAnswer | null };
  file_attach: { args: AttachFileArgs; result: FileAnswer };
  file_open: { args: FileFieldArgs; result: FileRefusal | null };
  map_nearest: { args: LonLat; result: Nearest | null };
  map_search: { args: TextArgs; result: Array<Found> };
  coordinates_parse: { args: TextArgs; result: [number, number] | null };
  sheet_pick: { args: null; result: string | null };
  sheet_open: { args: SheetPathArgs; result: SheetAnswer };
  sheet_look: { args: SheetLookArgs; result: SheetLook };
  sheet_take: { args: SheetTakeArgs; result: Taken };
  sheet_close: { args: null; result: null };
  cells_take: { args: CellsArgs; result: CellsTaken };
  table_entries: { args: EntriesArgs; result: Array<Entry> };
  outbox: { args: null; result: Array<OutboxRow> };
  outbox_retry: { args: ReportArgs; result: null };
  sync_now: { args: null; result: null };
  backups: { args: null; result: Backups };
  backup_now: { args: null; result: Backup | null };
  backup_restore: { args: BackupArgs; result: Restored | null };
  archive_export: { args: null; result: ArchiveAnswer | null };
  archive_import: { args: null; result: ImportAnswer | null };
  archive_show: { args: null; result: null };
  recovery_look: { args: null; result: RecoveryLook };
  recovery_run: { args: null; result: Recovered | null };
  recovery_new: { args: null; result: Begun | null };
  folder_show: { args: null; result: null };
  safekeeping_cancel: { args: null; result: null };
  bin: { args: null; result: Array<BinRow> };
  bin_restore: { args: BinArgs; result: null };
  bin_remove: { args: BinArgs; result: null };
  close_heard: { args: null; result: null };
  window_close: { args: null; result: null };
  sleep_ready: { args: null; result: null };
};

/** Commands that take bytes besides. */
export type ByteCommands = {
  photo_add_bytes: { args: AddPhotoBytesArgs; result: AddedPhotos };
};

/** Every event: what it carries. */
export type Events = {
  report_changed: ReportChanged;
  reports_changed: null;
  indexing_progress: Indexing;
  line_changed: LineChanged;
  photo_progress: PhotoProgress;
  send_progress: SendProgress;
  export_progress: ExportProgress;
  catalogue_changed: null;
  close_asked: null;
  sleep_near: null;
  safekeeping_progress: SafekeepingProgress;
  store_lost: null;
  opening: Opening | null;
};
