//! The wall between the interface and the program: every command, its argument, its result, every event.
//!
//! Rust is the source. The table below makes both the handler that Tauri calls and `ui/src/lib/ipc/generated.ts`; a test
//! proves the file fresh. A command takes one argument object (or none) and answers a value or an
//! [`error::AppError`].

pub(crate) mod bytes;
pub(crate) mod desk;
pub(crate) mod document;
pub(crate) mod error;
pub(crate) mod events;
pub(crate) mod files;
pub(crate) mod history;
pub(crate) mod lists;
pub(crate) mod output;
pub(crate) mod photos;
pub(crate) mod review;
pub(crate) mod safekeeping;
pub(crate) mod sheets;
pub(crate) mod start;
pub(crate) mod types;
mod typescript;

use crate::commands::{
    archives, bin, catalogue, documents, files as attached, lists as desks, outbox, output as paper,
    photos as albums, places, reports, review as deciding, safekeeping as keeping, seat, sheets as tables,
};
use bytes::AddPhotoBytesArgs;
use desk::{CatalogueExtract, Desk, ReportPlace};
use document::{DocumentAnswer, DocumentArgs, DocumentPathArgs};
use error::AppError;
#[cfg(test)]
use events::{LineChanged, Opening, PhotoProgress, ReportChanged, SendProgress};
use files::{AttachFileArgs, FileAnswer, FileFieldArgs, FileRefusal};
use history::{History, HistoryCompareArgs, HistoryComparison, HistoryRestoreArgs, HistoryRestored};
use lists::{
    Bulk, BulkArgs, Facets, FilterArgs, PutFilterArgs, RenameFilterArgs, ReportsArgs, ReportsPage,
    SavedFilter, WantedReports,
};
use map::{Found, Nearest};
#[cfg(test)]
use output::ExportProgress;
use output::{ExportAnswer, ExportArgs, ExportRefusal};
use photos::{
    AddPartialPhotosArgs, AddPhotosArgs, AddedPhotos, CoverPhotoArgs, DescribePhotoArgs, EditPhotoArgs,
    EditedPhoto, MovePhotoArgs, PairPhotosArgs, PhotoHints, PhotoRecipe, PhotoRecipeArgs, PhotoSuggestions,
    PhotosChanged, PhotosFieldArgs, PutBackPhotoArgs, RemovePhotoArgs, ReplacePhotoArgs,
};
#[cfg(test)]
use report::{
    ColumnKind, FieldKind, ProblemCode,
    place::Place,
    rich::RichText,
    value::{FileUse, Period, Person},
};
use review::{ApproveArgs, RemarksArgs, ReturnArgs};
#[cfg(test)]
use safekeeping::SafekeepingProgress;
use safekeeping::{
    ArchiveAnswer, Backup, BackupArgs, Backups, Begun, BinArgs, BinRow, ImportAnswer, Recovered,
    RecoveryLook, Restored,
};
use sheet::Taken;
use sheets::{
    CellsArgs, CellsTaken, EntriesArgs, SheetAnswer, SheetLook, SheetLookArgs, SheetPathArgs, SheetTakeArgs,
};
use start::{CreateArgs, FillArgs, Filled, StartChoices, StartChoicesArgs};
use types::*;

macro_rules! wire {
    (
        commands { $($name:ident($($args:ty)?) -> $out:ty = $function:path;)* }
        bytes { $($raw:ident($raw_args:ty) -> $raw_out:ty = $raw_function:path;)* }
        events { $($event:ident: $payload:ty,)* }
    ) => {
        /// What Tauri calls: each takes the argument object off the wire and hands it to its function.
        mod wire {
            use super::*;
            use crate::office::heed;
            use tauri::{AppHandle, Wry, ipc::Request};
            $(
                #[tauri::command]
                pub(super) async fn $raw(app: AppHandle<Wry>, request: Request<'_>) -> Result<$raw_out, AppError> {
                    let (args, bytes) = bytes::read::<$raw_args>(&request)?;
                    heed(&app.clone(), $raw_function(app, args, bytes).await)
                }
            )*
            $(
                #[tauri::command]
                pub(super) async fn $name(app: AppHandle<Wry>, $(args: $args)?) -> Result<$out, AppError> {
                    heed(&app.clone(), $function(app, $(std::convert::identity::<$args>(args))?).await)
                }
            )*
        }

        /// The handler of every command.
        pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$(wire::$name,)* $(wire::$raw),*]
        }

        /// The interface's side of the table.
        #[cfg(test)]
        fn typescript() -> String {
            let mut file = typescript::File::default();
            file.collect::<AppError>();
            // What travels inside a report's values, which are plain JSON to the table.
            file.collect::<(Place, Period, Person, FileUse, RichText, ProblemCode, FieldKind, ColumnKind)>();
            $(
                file.command(stringify!($name), &[$(file_type::<$args>())?], file_type::<$out>());
                $(file.collect::<$args>();)?
                file.collect::<$out>();
            )*
            $(
                file.byte_command(stringify!($raw), &file_type::<$raw_args>(), &file_type::<$raw_out>());
                file.collect::<$raw_args>();
                file.collect::<$raw_out>();
            )*
            $(
                file.event(stringify!($event), file_type::<$payload>());
                file.collect::<$payload>();
            )*
            file.finish()
        }
    };
}

#[cfg(test)]
fn file_type<T: ts_rs::TS>() -> String {
    T::name(&typescript::config())
}

wire! {
    commands {
        start() -> Start = seat::start;
        preferences_set(Preferences) -> Preferences = seat::set_preferences;
        sign_in(SignInArgs) -> Start = seat::sign_in;
        work_locally(LocalArgs) -> Start = seat::work_locally;
        sign_out() -> Start = seat::sign_out;
        catalogue() -> Option<CatalogueExtract> = catalogue::catalogue;
        look_up(LookUpArgs) -> Vec<Entry> = catalogue::look_up;
        entry(EntryArgs) -> Option<Entry> = catalogue::entry;
        desk() -> Desk = desks::desk;
        desk_shown() -> () = desks::desk_shown;
        reports(ReportsArgs) -> ReportsPage = desks::reports;
        report_facets(WantedReports) -> Facets = desks::facets;
        reports_bulk(BulkArgs) -> Bulk = crate::commands::bulk::bulk;
        indexing() -> store::Indexing = desks::indexing;
        saved_filters() -> Vec<SavedFilter> = crate::commands::filters::all;
        saved_filter_put(PutFilterArgs) -> Vec<SavedFilter> = crate::commands::filters::put;
        saved_filter_rename(RenameFilterArgs) -> Vec<SavedFilter> = crate::commands::filters::rename;
        saved_filter_delete(FilterArgs) -> Vec<SavedFilter> = crate::commands::filters::delete;
        places_of_reports() -> Vec<ReportPlace> = desks::places;
        report_create(CreateArgs) -> ReportRow = crate::commands::start::create;
        start_choices(StartChoicesArgs) -> StartChoices = crate::commands::start::choices;
        report_previous(ReportArgs) -> Option<ReportRow> = crate::commands::start::previous;
        report_fill_from(FillArgs) -> Filled = crate::commands::start::fill_from;
        report_open(ReportArgs) -> OpenReport = reports::open;
        report_save(SaveArgs) -> Saved = reports::save;
        report_delete(ReportArgs) -> () = reports::delete;
        report_restore(ReportArgs) -> () = reports::restore;
        history(ReportArgs) -> History = crate::commands::history::history;
        history_compare(HistoryCompareArgs) -> HistoryComparison = crate::commands::history::compare;
        history_restore(HistoryRestoreArgs) -> HistoryRestored = crate::commands::history::restore;
        report_send(ReportArgs) -> ReportRow = outbox::send;
        report_unsend(ReportArgs) -> ReportRow = outbox::unsend;
        report_approve(ApproveArgs) -> OpenReport = deciding::approve;
        report_return(ReturnArgs) -> OpenReport = deciding::give_back;
        remarks_keep(RemarksArgs) -> () = deciding::keep_remarks;
        report_open_public(ReportArgs) -> () = deciding::open_public;
        link_open(TextArgs) -> () = deciding::open_link;
        document_pick() -> Option<String> = documents::pick;
        document_open(DocumentPathArgs) -> DocumentAnswer = documents::open;
        document_close(DocumentArgs) -> () = documents::close;
        report_export(ExportArgs) -> Option<ExportAnswer> = paper::export;
        report_print(ReportArgs) -> Option<ExportRefusal> = paper::print;
        export_cancel() -> () = paper::cancel;
        export_show() -> () = paper::show;
        photos_pick(PhotosFieldArgs) -> AddedPhotos = albums::pick;
        photos_add(AddPhotosArgs) -> AddedPhotos = albums::add;
        photos_add_partial(AddPartialPhotosArgs) -> AddedPhotos = albums::add_partial;
        photos_cancel(PhotosFieldArgs) -> () = albums::cancel;
        photo_describe(DescribePhotoArgs) -> PhotosChanged = albums::describe;
        photo_pair(PairPhotosArgs) -> PhotosChanged = albums::pair;
        photo_cover(CoverPhotoArgs) -> PhotosChanged = albums::cover;
        photo_move(MovePhotoArgs) -> PhotosChanged = albums::move_to;
        photo_remove(RemovePhotoArgs) -> PhotosChanged = albums::remove;
        photo_put_back(PutBackPhotoArgs) -> PhotosChanged = albums::put_back;
        photo_recipe(PhotoRecipeArgs) -> PhotoRecipe = albums::recipe;
        photo_edit(EditPhotoArgs) -> EditedPhoto = albums::edit;
        photo_replace(ReplacePhotoArgs) -> EditedPhoto = albums::replace;
        photo_suggestions(PhotosFieldArgs) -> PhotoSuggestions = albums::suggestions;
        photo_hints(PhotosFieldArgs) -> Vec<PhotoHints> = albums::hints;
        file_pick(FileFieldArgs) -> Option<FileAnswer> = attached::pick;
        file_attach(AttachFileArgs) -> FileAnswer = attached::attach;
        file_open(FileFieldArgs) -> Option<FileRefusal> = attached::open;
        map_nearest(LonLat) -> Option<Nearest> = places::nearest;
        map_search(TextArgs) -> Vec<Found> = places::search;
        coordinates_parse(TextArgs) -> Option<[f64; 2]> = places::coordinates;
        sheet_pick() -> Option<String> = tables::pick;
        sheet_open(SheetPathArgs) -> SheetAnswer = tables::open;
        sheet_look(SheetLookArgs) -> SheetLook = tables::look;
        sheet_take(SheetTakeArgs) -> Taken = tables::take;
        sheet_close() -> () = tables::close;
        cells_take(CellsArgs) -> CellsTaken = tables::take_cells;
        table_entries(EntriesArgs) -> Vec<Entry> = tables::table_entries;
        outbox() -> Vec<OutboxRow> = outbox::outbox;
        outbox_retry(ReportArgs) -> () = outbox::retry;
        sync_now() -> () = outbox::sync_now;
        backups() -> Backups = keeping::backups;
        backup_now() -> Option<Backup> = keeping::backup_now;
        backup_restore(BackupArgs) -> Option<Restored> = keeping::restore;
        archive_export() -> Option<ArchiveAnswer> = archives::export;
        archive_import() -> Option<ImportAnswer> = archives::import;
        archive_show() -> () = archives::show;
        recovery_look() -> RecoveryLook = keeping::look;
        recovery_run() -> Option<Recovered> = keeping::recover;
        recovery_new() -> Option<Begun> = keeping::begin_anew;
        folder_show() -> () = keeping::show_folder;
        safekeeping_cancel() -> () = keeping::cancel;
        bin() -> Vec<BinRow> = bin::bin;
        bin_restore(BinArgs) -> () = bin::restore;
        bin_remove(BinArgs) -> () = bin::remove;
        close_heard() -> () = crate::commands::closing::heard;
        window_close() -> () = crate::commands::closing::close;
        sleep_ready() -> () = crate::sleeping::written;
    }
    bytes {
        photo_add_bytes(AddPhotoBytesArgs) -> AddedPhotos = albums::add_bytes;
    }
    events {
        report_changed: ReportChanged,
        reports_changed: (),
        indexing_progress: store::Indexing,
        line_changed: LineChanged,
        photo_progress: PhotoProgress,
        send_progress: SendProgress,
        export_progress: ExportProgress,
        catalogue_changed: (),
        close_asked: (),
        sleep_near: (),
        safekeeping_progress: SafekeepingProgress,
        store_lost: (),
        opening: Option<Opening>,
    }
}

#[cfg(test)]
mod tests {
    /// Where the interface reads the types.
    const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/lib/ipc/generated.ts");

    #[test]
    fn the_interfaces_types_are_fresh() {
        let fresh = super::typescript();
        if std::env::var_os("ZVITNYK_BLESS").is_some() {
            std::fs::write(PATH, &fresh).unwrap();
        }
        let kept = std::fs::read_to_string(PATH)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        assert!(
            kept == fresh,
            "run `ZVITNYK_BLESS=1 cargo test --lib` and commit {PATH}"
        );
    }
}
