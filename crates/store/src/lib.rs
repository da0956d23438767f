//! The editor's local SQLite file, and the photos and files beside it: one folder per account.
//!
//! The map: [`Store::open`] (open.rs), drafts and lists (desk.rs), photos (photos.rs), attached files
//! (files.rs), what is to be sent (sending.rs),
//! what the portal says (hearing.rs), versions kept (history.rs), drafts made without signing in (adopt.rs), the rest (keeping.rs); each table is a
//! module of [`table`]. Calls block on the disk; an asynchronous caller puts them on a thread of their own.
//!
//! **Invariants.** The only place of rusqlite in the editor; knows neither HTTP nor Tauri; reads no clock. A call that
//! writes is one transaction, on the disk when the call returns (`synchronous = FULL`). A photo's or
//! file's bytes are on the disk before its row. A file of a newer version, a damaged one and another program's are never touched.

mod adopt;
mod archive;
mod arriving;
mod backup;
mod collection;
mod desk;
mod earlier;
mod error;
mod files;
mod folder;
mod hearing;
mod history;
mod indexing;
mod keeping;
mod lock;
mod migrations;
mod network;
mod open;
mod originals;
mod photos;
mod reason;
mod recovery;
mod sending;
mod sql;
mod standing;
mod table;

pub use adopt::Adopted;
pub use archive::{Archived, COPIED};
pub use arriving::{ArchiveError, Arriving, TakenIn};
pub use backup::{
    Backup, CheckedCopy, Copied, Progress, Reader, backup_is_due, backups_folder, checked_copy, share,
};
pub use collection::{KEPT as BIN_KEEPS, Looking, Used};
pub use desk::{Patch, Report, Saved};
pub use error::{Obstacle, OpenError, Result, StoreError};
pub use files::Attachment;
pub use folder::{DATABASE, folder_for, local_folder, photo_path, thumbnail_path};
pub use hearing::{Applied, Heard};
pub use history::Restored;
pub use indexing::Indexing;
pub use lock::{Holder, Pulse};
pub use open::{Store, Telling, Upgrade, distrust};
pub use originals::{Alike, Shelves};
pub use photos::NewPhoto;
pub use portal_api::{NewRemark, Remark};
pub use reason::FailReason;
pub use recovery::{Broken, Partial, Recovered, backups_of};
pub use standing::{Facts, Standing, standing};
pub use table::{
    account::SignedIn,
    base::Base,
    conflict::Conflict,
    history::{KeptVersion, VersionKind},
    listing::{Facets, Group, Heap, Layout, Order, Page, Remarked, ReportRow, Wanted},
    original::{PhotoMade, PhotoQuality},
    outbox::{OutboxRow, OutboxState, Queued, Step},
    photo::PhotoRow,
    remote::Remote,
    report::{Origin, Version},
    saved_filter::SavedFilter,
    search::Hit,
    upload::Upload,
};
