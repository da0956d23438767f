//! The default storage: one SQLite file and a folder of files beside it.
//!
//! WAL with `synchronous = FULL`: a commit is on disk when it returns, and readers do not wait for the writer. One
//! writing connection behind a mutex and one reading connection behind another; a small city's portal does not need
//! a pool, and SQLite has one writer anyway.

mod accounts;
mod migrations;
mod published;
mod remarks;
mod reports;
mod rows;
mod sessions;
mod uploads;

use super::{
    Approval, AttachmentKind, Finish, HeldFile, Identity, NewRevision, Precondition, PublishedQuery,
    PublishedReport, Put, ReportHead, Returning, Rotation, Sight, Storage, StorageError, StoredAccount,
    StoredReport, TokenHash, TokenPair, Upload, UploadState, Variant, folder::Folder,
};
use crate::jpeg::Size;
use jiff::Timestamp;
use portal_api::{Account, Change, HeldPhoto, NewRemark};
use report::{DepartmentId, Login, PhotoId, ReportId, SectionId};
use rusqlite::{Connection, TransactionBehavior};
use std::{
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use uuid::Uuid;

/// SQLite and a folder.
#[derive(Debug)]
pub struct SqliteStorage {
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    folder: Folder,
}

/// The database's name inside the data folder.
pub const DATABASE: &str = "portal.sqlite";

fn connect(path: &Path) -> Result<Connection, StorageError> {
    let db = Connection::open(path)?;
    db.busy_timeout(Duration::from_secs(10))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    Ok(db)
}

impl SqliteStorage {
    /// Opens, or makes, the storage in a data folder. `fresh` names a portal that is made now.
    ///
    /// # Errors
    /// [`StorageError`]: too new, another program's, or the disk.
    pub fn open(data: &Path, fresh: Identity) -> Result<Self, StorageError> {
        std::fs::create_dir_all(data).map_err(|source| StorageError::File {
            path: data.to_owned(),
            source,
        })?;
        let folder = Folder::open(data)?;
        let path = data.join(DATABASE);
        // A newer or foreign file is refused before any pragma could write into it.
        let mut writer = Connection::open(&path)?;
        writer.busy_timeout(Duration::from_secs(10))?;
        migrations::migrate(&mut writer, &path)?;
        drop(writer);
        let writer = connect(&path)?;
        writer.execute(
            "INSERT INTO portal (id, epoch) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM portal)",
            (fresh.portal.as_bytes(), fresh.epoch.as_bytes()),
        )?;
        let reader = connect(&path)?;
        reader.pragma_update(None, "query_only", true)?;
        Ok(Self {
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            folder,
        })
    }

    fn read(&self) -> MutexGuard<'_, Connection> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs one writing transaction: all of it or none.
    fn write<T>(&self, deed: impl FnOnce(&Connection) -> Result<T, StorageError>) -> Result<T, StorageError> {
        let mut db = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = deed(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }
}

impl Storage for SqliteStorage {
    fn identity(&self) -> Result<Identity, StorageError> {
        accounts::identity(&self.read())
    }

    fn account(&self, login: &Login) -> Result<Option<StoredAccount>, StorageError> {
        accounts::account(&self.read(), login)
    }

    fn add_account(&self, account: &StoredAccount) -> Result<bool, StorageError> {
        self.write(|db| accounts::add(db, account))
    }

    fn open_session(
        &self,
        id: Uuid,
        login: &Login,
        device: &str,
        now: Timestamp,
        pair: &TokenPair,
    ) -> Result<(), StorageError> {
        self.write(|db| sessions::open(db, id, login, device, now, pair))
    }

    fn session_of(
        &self,
        access: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<(Uuid, Account)>, StorageError> {
        sessions::of(&self.read(), access, now)
    }

    fn rotate(&self, old: &TokenHash, pair: &TokenPair, now: Timestamp) -> Result<Rotation, StorageError> {
        self.write(|db| sessions::rotate(db, old, pair, now))
    }

    fn end_session(&self, id: Uuid, now: Timestamp) -> Result<(), StorageError> {
        self.write(|db| sessions::end(db, id, now))
    }

    fn head(&self, id: ReportId) -> Result<Option<ReportHead>, StorageError> {
        reports::head(&self.read(), id)
    }

    fn report(&self, id: ReportId) -> Result<Option<StoredReport>, StorageError> {
        reports::report(&self.read(), id)
    }

    fn put(&self, new: &NewRevision, precondition: &Precondition) -> Result<Put, StorageError> {
        self.write(|db| reports::put(db, new, precondition))
    }

    fn attachments(&self, id: ReportId) -> Result<Vec<HeldPhoto>, StorageError> {
        reports::attachments(&self.read(), id)
    }

    fn approve(
        &self,
        id: ReportId,
        precondition: &Precondition,
        by: &Account,
        now: Timestamp,
    ) -> Result<Approval, StorageError> {
        self.write(|db| reports::approve(db, id, precondition, by, now))
    }

    fn give_back(
        &self,
        id: ReportId,
        precondition: &Precondition,
        remarks: &[NewRemark],
        by: &Account,
        now: Timestamp,
    ) -> Result<Returning, StorageError> {
        self.write(|db| remarks::give_back(db, id, precondition, remarks, by, now))
    }

    fn changes(&self, sight: &Sight, after: u64, take: u32) -> Result<Vec<Change>, StorageError> {
        reports::changes(&self.read(), sight, after, take)
    }

    fn published(&self, query: &PublishedQuery) -> Result<Vec<PublishedReport>, StorageError> {
        published::list(&self.read(), query)
    }

    fn published_report(&self, id: ReportId) -> Result<Option<PublishedReport>, StorageError> {
        published::one(&self.read(), id)
    }

    fn published_counts(&self) -> Result<Vec<(SectionId, u64)>, StorageError> {
        published::counts(&self.read())
    }

    fn is_public_file(&self, sha256: &PhotoId, kind: AttachmentKind) -> Result<bool, StorageError> {
        published::uses_file(&self.read(), sha256, kind)
    }

    fn file_uses(&self, sha256: &PhotoId) -> Result<Vec<ReportHead>, StorageError> {
        uploads::uses(&self.read(), sha256)
    }

    fn held(
        &self,
        sha256: &PhotoId,
        kind: AttachmentKind,
        department: &DepartmentId,
    ) -> Result<Option<u64>, StorageError> {
        uploads::held(&self.read(), sha256, kind, department)
    }

    fn photo_size(&self, sha256: &PhotoId) -> Result<Option<Size>, StorageError> {
        uploads::photo_size(&self.read(), sha256)
    }

    fn told_length(&self, report: ReportId, sha256: &PhotoId) -> Result<Option<u64>, StorageError> {
        uploads::told_length(&self.read(), report, sha256)
    }

    fn told_size(&self, report: ReportId, sha256: &PhotoId) -> Result<Option<Size>, StorageError> {
        uploads::told_size(&self.read(), report, sha256)
    }

    fn open_file(&self, sha256: &PhotoId, variant: Variant) -> Result<Option<HeldFile>, StorageError> {
        self.folder.open_file(sha256, variant)
    }

    fn create_upload(&self, upload: &Upload, now: Timestamp) -> Result<(), StorageError> {
        if upload.state == UploadState::Open {
            self.folder.create(upload.id)?;
        }
        self.write(|db| uploads::create(db, upload, now))
    }

    fn upload(&self, id: Uuid) -> Result<Option<Upload>, StorageError> {
        uploads::one(&self.read(), id)
    }

    fn upload_offset(&self, upload: &Upload) -> Result<u64, StorageError> {
        match upload.state {
            UploadState::Done => Ok(upload.length),
            UploadState::Open | UploadState::Gone => self.folder.offset(upload.id),
        }
    }

    fn append(&self, upload: &Upload, offset: u64, bytes: &[u8]) -> Result<(), StorageError> {
        self.folder.append(upload.id, offset, bytes)
    }

    fn truncate_upload(&self, upload: &Upload, offset: u64) -> Result<(), StorageError> {
        self.folder.truncate(upload.id, offset)
    }

    fn sync_upload(&self, upload: &Upload) -> Result<(), StorageError> {
        self.folder.sync(upload.id)
    }

    fn finish_upload(&self, upload: &Upload, now: Timestamp) -> Result<Finish, StorageError> {
        uploads::finish(self, upload, now)
    }

    fn drop_upload(&self, upload: &Upload) -> Result<(), StorageError> {
        self.write(|db| uploads::mark_gone(db, upload.id))?;
        self.folder.remove(upload.id)
    }

    fn clean(&self, now: Timestamp) -> Result<u64, StorageError> {
        let expired = uploads::expired(&self.read(), now)?;
        let mut gone = 0;
        for id in expired {
            self.write(|db| uploads::mark_gone(db, id))?;
            self.folder.remove(id)?;
            gone += 1;
        }
        self.write(|db| {
            uploads::forget(db, now)?;
            sessions::forget(db, now)
        })?;
        Ok(gone)
    }
}
