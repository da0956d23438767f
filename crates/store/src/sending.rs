//! What is to be sent: the outbox, and how much of it the portal has.

use crate::{
    desk::{head_of, writable},
    error::{Result, StoreError},
    history,
    open::Store,
    reason::FailReason,
    sql::whole_micros,
    table::{
        self,
        outbox::{OutboxRow, OutboxState, Queued, Step},
        remote::Remote,
        report::Version,
        upload::Upload,
    },
};
use jiff::Timestamp;
use portal_api::Receipt;
use report::{Content, PhotoId, ReportId, State};

impl Store {
    /// Queues the report as it is now. What is changed afterwards does not go out until it is queued again. Doing it
    /// twice does nothing; a failed row waits again; a version that the portal has is not queued, unless the report
    /// was returned or photos of it are still missing there. The version queued.
    ///
    /// # Errors
    /// [`StoreError::InConflict`], [`StoreError::NoSuchReport`], [`StoreError::NotMine`], [`StoreError::InBin`].
    pub fn queue(&mut self, id: ReportId, now: Timestamp) -> Result<Version> {
        let tx = self.db.transaction()?;
        let head = writable(&tx, id)?;
        if table::conflict::get(&tx, id)?.is_some() {
            return Err(StoreError::InConflict(id));
        }
        let wanted = match table::outbox::get(&tx, id)? {
            Some(row) => row.version != head.version || row.state == OutboxState::Failed,
            None => {
                let remote = table::remote::get(&tx, id)?.map(|remote| remote.state);
                head.unsent() || matches!(remote, Some(State::Returned | State::Receiving))
            }
        };
        if wanted {
            let content = table::report::content(&tx, id, &head)?;
            table::outbox::put(&tx, id, head.version, &content, now)?;
            history::keep_sent(&tx, id, &head, &content, now)?;
        }
        tx.commit()?;
        Ok(head.version)
    }

    /// A person asks to try again: the row waits anew, with the very content that was queued. What was typed since does
    /// not go out until it is queued itself.
    ///
    /// # Errors
    /// [`StoreError::InConflict`].
    pub fn retry(&mut self, id: ReportId) -> Result<()> {
        let tx = self.db.transaction()?;
        if table::conflict::get(&tx, id)?.is_some() {
            return Err(StoreError::InConflict(id));
        }
        if table::outbox::get(&tx, id)?.is_some_and(|row| row.state != OutboxState::Sending) {
            table::outbox::rest(&tx, id, OutboxState::Waiting, None, None)?;
        }
        Ok(tx.commit()?)
    }

    /// Takes the report out of the outbox; it stays on the desk.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn unqueue(&mut self, id: ReportId) -> Result<()> {
        let tx = self.db.transaction()?;
        if let Some(row) = table::outbox::get(&tx, id)?
            && table::attempt::get(&tx, id)?.is_none_or(|attempt| attempt.version != row.version)
        {
            table::history::take_back_sent(&tx, id, row.version)?;
        }
        table::outbox::remove(&tx, id)?;
        Ok(tx.commit()?)
    }

    /// The outbox, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn outbox(&self) -> Result<Vec<OutboxRow>> {
        Ok(table::outbox::list(&self.db)?)
    }

    /// What is to be sent of a report: the content as it was queued.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn queued(&self, id: ReportId) -> Result<Option<Queued>> {
        let Some(row) = table::outbox::get(&self.db, id)? else {
            return Ok(None);
        };
        Ok(Some(Queued {
            version: row.version,
            content: row.content,
            base_revision: table::base::get(&self.db, id)?.map(|base| base.revision),
        }))
    }

    /// The photos and files of a report in the outbox, in no special order.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn queued_photos(&self, id: ReportId) -> Result<Vec<PhotoId>> {
        Ok(table::outbox::photos(&self.db, id)?)
    }

    /// An attempt to send begins: the row is `Sending`, one attempt more.
    ///
    /// # Errors
    /// [`StoreError::NoSuchReport`] if it is not in the outbox.
    pub fn record_attempt(&mut self, id: ReportId) -> Result<()> {
        let tx = self.db.transaction()?;
        if !table::outbox::begin(&tx, id)? {
            return Err(StoreError::NoSuchReport(id));
        }
        table::attempt::begin(&tx, id)?;
        Ok(tx.commit()?)
    }

    /// What the attempt is doing now.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn record_step(&mut self, id: ReportId, step: Step) -> Result<()> {
        Ok(table::outbox::set_step(&self.db, id, step)?)
    }

    /// The attempt has failed. With `next_at` the row waits until then and goes by itself; without, it has failed and
    /// waits for a person.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn failed(&mut self, id: ReportId, reason: &FailReason, next_at: Option<Timestamp>) -> Result<()> {
        let state = if next_at.is_some() {
            OutboxState::Waiting
        } else {
            OutboxState::Failed
        };
        Ok(table::outbox::rest(&self.db, id, state, Some(reason), next_at)?)
    }

    /// The portal has answered the closing check of `content_sent`, which was version `sent_version`. What it has is
    /// the new common ground; the row leaves the outbox when the receipt is complete and nothing newer was queued.
    ///
    /// The caller has compared the receipt's hash with that of `content_sent`.
    ///
    /// # Errors
    /// [`StoreError::NoSuchReport`].
    pub fn record_received(
        &mut self,
        id: ReportId,
        sent_version: Version,
        receipt: &Receipt,
        content_sent: &Content,
    ) -> Result<()> {
        let tx = self.db.transaction()?;
        head_of(&tx, id)?;
        let before = table::remote::get(&tx, id)?;
        if before
            .as_ref()
            .is_none_or(|before| before.revision <= receipt.revision)
        {
            let account = table::account::get(&tx)?.map(|signed_in| signed_in.account);
            let (author, author_name, department) = account
                .map(|account| (account.login, account.name, account.department))
                .unwrap_or_default();
            let kept = before.map(|before| (before.published_at, before.approved_by, before.public_url));
            let (published_at, approved_by, public_url) = kept.unwrap_or_default();
            table::base::put(&tx, id, receipt.revision, content_sent)?;
            table::remote::put(
                &tx,
                id,
                &Remote {
                    revision: receipt.revision,
                    state: receipt.state,
                    received_at: whole_micros(receipt.received_at),
                    published_at,
                    approved_by,
                    public_url,
                    author,
                    author_name,
                    department,
                },
            )?;
        }
        table::attempt::remove(&tx, id)?;
        table::report::set_sent(&tx, id, sent_version)?;
        // What the portal has cannot be in the bin.
        table::report::set_deleted(&tx, id, None)?;
        for held in receipt.photos.iter().filter(|photo| photo.held) {
            hold(&tx, &held.sha256)?;
        }
        if let Some(row) = table::outbox::get(&tx, id)? {
            if row.version > sent_version {
                table::outbox::rest(&tx, id, OutboxState::Waiting, None, None)?;
            } else if receipt.complete {
                table::outbox::remove(&tx, id)?;
            }
        }
        Ok(tx.commit()?)
    }

    /// How much of a photo (or file) the portal has; `None` if it was never begun.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn upload(&self, photo: &PhotoId) -> Result<Option<Upload>> {
        Ok(table::upload::get(&self.db, photo)?)
    }

    /// Keeps how much of a photo (or file) the portal has.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn record_upload(&mut self, photo: &PhotoId, upload: &Upload) -> Result<()> {
        Ok(table::upload::put(&self.db, photo, upload)?)
    }

    /// The portal holds the whole photo (or file), checked against its hash.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn record_photo_held(&mut self, photo: &PhotoId) -> Result<()> {
        let tx = self.db.transaction()?;
        hold(&tx, photo)?;
        Ok(tx.commit()?)
    }

    /// Forgets an upload: it has expired on the portal, or the portal no longer holds the photo.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn forget_upload(&mut self, photo: &PhotoId) -> Result<()> {
        Ok(table::upload::remove(&self.db, photo)?)
    }

    /// What was on its way when the program last ended waits again.
    pub(crate) fn forget_interrupted(&self) -> rusqlite::Result<()> {
        table::outbox::wake(&self.db)
    }
}

fn hold(db: &rusqlite::Connection, photo: &PhotoId) -> Result<()> {
    let length = match table::upload::get(db, photo)? {
        Some(upload) => upload.length,
        None => match table::photo::get(db, photo)? {
            Some(row) => row.bytes,
            None => table::file::get(db, photo)?.map_or(0, |row| row.bytes),
        },
    };
    table::upload::put(
        db,
        photo,
        &Upload {
            url: None,
            offset: length,
            length,
            acknowledged: true,
        },
    )?;
    Ok(())
}
