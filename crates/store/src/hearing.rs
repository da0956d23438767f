//! What the portal says: reports of others, and news of one's own.

use crate::{
    error::Result,
    history,
    open::Store,
    reason::FailReason,
    sql::whole_micros,
    table::{
        self,
        conflict::Conflict,
        outbox::OutboxState,
        remote::Remote,
        report::{Head, Origin},
    },
};
use jiff::Timestamp;
use report::{Content, FieldId, ReportId, State, Values, merge::merge};
use rusqlite::Connection;

/// What came of a report from the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It was not here before.
    New,
    /// Its content here is now the portal's.
    Updated,
    /// The changes made here and the portal's were joined; those made here are still to be sent.
    Merged,
    /// Both sides changed the same fields: see [`Conflict`].
    Conflict,
    /// The content here needed no change; what the portal says of it was kept.
    Noted,
    /// An older revision than the one known: passed over.
    Stale,
}

/// What came of an entry of the change feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Kept.
    Noted,
    /// Kept, but the content of that revision is not here: fetch the report.
    ContentMissing,
    /// The report is not here: fetch it.
    Unknown,
    /// It speaks of an older revision than the one known: passed over.
    Stale,
}

impl Store {
    /// Takes a report as the portal holds it. `origin` counts for a report that is new here.
    ///
    /// Another's report is replaced. One's own without unsent changes is brought up to date; with unsent changes the
    /// two are merged field by field over what the portal last had, here and in the outbox. Where they contradict each
    /// other ours stays, theirs is kept beside it, and nothing is sent until [`Store::settle`].
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn apply_remote(
        &mut self,
        report: &portal_api::Report,
        origin: Origin,
        now: Timestamp,
    ) -> Result<Applied> {
        let tx = self.db.transaction()?;
        let applied = apply(&tx, report, origin, now)?;
        if applied != Applied::Stale {
            table::remark::put(&tx, report.id, &report.remarks)?;
            let (at, by) = match report.state {
                State::Published => (report.published_at, report.approved_by.as_deref()),
                State::Returned => report
                    .remarks
                    .iter()
                    .find(|remark| remark.revision == report.revision)
                    .map(|remark| (remark.at, remark.by_name.as_str()))
                    .unzip(),
                State::Receiving | State::InReview => (None, None),
            };
            let decided = history::Decided {
                revision: report.revision,
                state: report.state,
                at: at.unwrap_or(now),
                by,
            };
            history::keep_decided(&tx, report.id, &report.content, &decided, now)?;
            note_published(&tx, report.id, &report.content, report.state)?;
        }
        tx.commit()?;
        Ok(applied)
    }

    /// When the portal last confirmed a revision of one's own reports, by the portal's clock.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn last_received_at(&self) -> Result<Option<Timestamp>> {
        Ok(table::remote::last_received(&self.db)?)
    }

    /// Takes news of where a report stands.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn record_state(
        &mut self,
        id: ReportId,
        revision: u64,
        state: State,
        at: Timestamp,
        public_url: Option<&str>,
    ) -> Result<Heard> {
        let tx = self.db.transaction()?;
        let Some(mut remote) = table::remote::get(&tx, id)? else {
            return Ok(Heard::Unknown);
        };
        if revision < remote.revision {
            return Ok(Heard::Stale);
        }
        if state == State::Published {
            remote.published_at = Some(whole_micros(at));
        }
        if let Some(url) = public_url {
            remote.public_url = Some(url.to_owned());
        }
        // A revision begins as `Receiving`: an entry that says so late must not take back what is known already.
        if revision > remote.revision || state != State::Receiving {
            remote.state = state;
        }
        remote.revision = revision;
        table::remote::put(&tx, id, &remote)?;
        let base = table::base::get(&tx, id)?;
        if let Some(base) = base.as_ref().filter(|base| base.revision == revision) {
            let decided = history::Decided {
                revision,
                state,
                at,
                by: None,
            };
            history::keep_decided(&tx, id, &base.content, &decided, at)?;
            note_published(&tx, id, &base.content, state)?;
        }
        let here = base.is_some_and(|base| base.revision >= revision);
        tx.commit()?;
        Ok(if here { Heard::Noted } else { Heard::ContentMissing })
    }
}

fn apply(db: &Connection, theirs: &portal_api::Report, origin: Origin, now: Timestamp) -> Result<Applied> {
    let id = theirs.id;
    let Some(head) = table::report::head(db, id)? else {
        table::report::insert(db, id, origin, &theirs.content, now)?;
        take(db, theirs, 1)?;
        return Ok(Applied::New);
    };
    let base = table::base::get(db, id)?;
    if base.as_ref().is_some_and(|base| theirs.revision < base.revision) {
        return Ok(Applied::Stale);
    }
    // What the portal has cannot be in the bin.
    table::report::set_deleted(db, id, None)?;
    let ours = table::report::content(db, id, &head)?;
    let row = table::outbox::get(db, id)?;
    let settled = ours == theirs.content || !head.unsent();
    if settled && row.as_ref().is_some_and(|row| row.content != theirs.content) {
        // What was queued before is behind the portal now.
        table::outbox::remove(db, id)?;
    }
    if ours == theirs.content {
        table::conflict::remove(db, id)?;
        take(db, theirs, head.version)?;
        return Ok(Applied::Noted);
    }
    if !head.unsent() {
        history::keep_replaced(db, id, &head, now)?;
        let version = table::report::replace(db, id, &theirs.content, now)?;
        take(db, theirs, version)?;
        return Ok(Applied::Updated);
    }
    if base.as_ref().is_some_and(|base| theirs.revision == base.revision) {
        table::remote::put(db, id, &Remote::from(theirs))?;
        return Ok(Applied::Noted);
    }
    // The answer to a send was lost: the portal has what was queued, and more was typed since.
    if let Some(row) = row.filter(|row| row.content == theirs.content) {
        take(db, theirs, row.version)?;
        return Ok(Applied::Noted);
    }
    // More was even queued since.
    if let Some(ours) = table::attempt::get(db, id)?.filter(|ours| ours.content == theirs.content) {
        take(db, theirs, ours.version)?;
        return Ok(Applied::Noted);
    }
    let ground = base.map_or_else(|| empty_like(&ours), |base| base.content);
    join(db, theirs, &head, &ground, &ours, now)
}

/// Notes what the residents see, if that is what they see now.
fn note_published(db: &Connection, id: ReportId, content: &Content, state: State) -> Result<()> {
    if state != State::Published {
        return Ok(());
    }
    let photos = table::value::attachments(&content.values);
    Ok(table::published::put(
        db,
        id,
        photos.into_iter().map(|(photo, _)| photo),
    )?)
}

/// Both sides have changed since `ground`.
fn join(
    db: &Connection,
    theirs: &portal_api::Report,
    head: &Head,
    ground: &Content,
    ours: &Content,
    now: Timestamp,
) -> Result<Applied> {
    let id = theirs.id;
    let merged = merge(ground, ours, &theirs.content);
    history::keep_replaced(db, id, head, now)?;
    history::keep_portals(db, theirs, head, now)?;
    let version = table::report::replace(db, id, &merged.content, now)?;
    table::base::put(db, id, theirs.revision, &theirs.content)?;
    table::remote::put(db, id, &Remote::from(theirs))?;

    let mut fields = merged.conflicts;
    // An older conflict that nobody has settled yet goes on, where ours still differs.
    for field in table::conflict::get(db, id)?
        .map(|old| old.fields)
        .unwrap_or_default()
    {
        if !fields.contains(&field) && value_of(ours, &field) != value_of(&theirs.content, &field) {
            fields.push(field);
        }
    }
    let row = table::outbox::get(db, id)?;
    let queued = row
        .as_ref()
        .map(|row| merge(ground, &row.content, &theirs.content));
    if !fields.is_empty() {
        table::conflict::put(
            db,
            id,
            &Conflict {
                revision: theirs.revision,
                fields,
                theirs: theirs.content.clone(),
            },
        )?;
        let reason = FailReason::Conflict {
            revision: theirs.revision,
        };
        table::outbox::rest(db, id, OutboxState::Failed, Some(&reason), None)?;
        return Ok(Applied::Conflict);
    }
    table::conflict::remove(db, id)?;
    if let (Some(row), Some(queued)) = (row, queued) {
        let current = row.version == head.version;
        if current || queued.conflicts.is_empty() {
            table::outbox::rewrite(
                db,
                id,
                if current { version } else { row.version },
                &queued.content,
            )?;
            if matches!(row.reason, Some(FailReason::Conflict { .. })) {
                table::outbox::rest(db, id, OutboxState::Waiting, None, None)?;
            }
        } else {
            // What was queued contradicts the portal, what was typed since does not: the author sends it anew.
            table::outbox::remove(db, id)?;
        }
    }
    Ok(Applied::Merged)
}

/// The portal's content is the common ground, and equals version `version` here.
fn take(db: &Connection, theirs: &portal_api::Report, version: u32) -> Result<()> {
    table::base::put(db, theirs.id, theirs.revision, &theirs.content)?;
    table::remote::put(db, theirs.id, &Remote::from(theirs))?;
    Ok(table::report::set_sent(db, theirs.id, version)?)
}

/// The ground of two contents that have none in common: every difference is then a conflict.
fn empty_like(content: &Content) -> Content {
    Content {
        title: String::new(),
        values: Values::new(),
        ..content.clone()
    }
}

fn value_of(content: &Content, field: &FieldId) -> Option<serde_json::Value> {
    if field.as_str() == report::validate::TITLE {
        return Some(serde_json::Value::String(content.title.clone()));
    }
    content.values.get(field).cloned()
}
