//! The author's desk: reports begun, read, saved field by field, listed, put into the bin and taken out.

use crate::{
    error::{Result, StoreError},
    history,
    indexing::remarks_on,
    open::Store,
    standing::{Facts, Standing, standing},
    table::{
        self,
        base::Base,
        conflict::Conflict,
        listing::{Facets, Layout, Page, ReportRow, Wanted},
        remote::Remote,
        report::{Head, Origin, Version},
        saved_filter::SavedFilter,
        search::{Around, Hit},
    },
};
use jiff::Timestamp;
use portal_api::{NewRemark, Remark};
use report::{Catalogue, Content, FieldId, ReportId, SectionId};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A report with everything that is known of it here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// Whose it is.
    pub origin: Origin,
    /// What is written in it now.
    pub content: Content,
    /// Counts its saves here.
    pub version: Version,
    /// The version that the portal has; `None` if none.
    pub sent_version: Option<Version>,
    /// Where it stands.
    pub standing: Standing,
    /// When it was begun (or first came).
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub created_at: Timestamp,
    /// When its content last changed here.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub updated_at: Timestamp,
    /// When it was put into the bin.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub deleted_at: Option<Timestamp>,
    /// What the portal last had that was also here.
    pub base: Option<Base>,
    /// What the portal says of it.
    pub remote: Option<Remote>,
    /// A conflict that waits to be settled.
    pub conflict: Option<Conflict>,
}

/// What a save changes; what it does not name stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Patch {
    /// The new title.
    #[cfg_attr(feature = "ts", ts(optional))]
    pub title: Option<String>,
    /// The version of the form by which it is filled from now on.
    #[cfg_attr(feature = "ts", ts(optional))]
    pub form_version: Option<u32>,
    /// The new values; `None` (or `null`) empties a field.
    #[cfg_attr(feature = "ts", ts(type = "Record<string, unknown>"))]
    pub values: BTreeMap<FieldId, Option<Value>>,
}

/// A save that is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Saved {
    /// The version now; the same as before if nothing was changed.
    pub version: Version,
}

impl Store {
    /// Begins a report. Beginning it again with the same content does nothing.
    ///
    /// # Errors
    /// [`StoreError::Exists`] if the id is taken by another content.
    pub fn create(&mut self, id: ReportId, content: &Content, now: Timestamp) -> Result<()> {
        let tx = self.db.transaction()?;
        if let Some(head) = table::report::head(&tx, id)? {
            let same = table::report::content(&tx, id, &head)? == *content;
            return if same { Ok(()) } else { Err(StoreError::Exists(id)) };
        }
        table::report::insert(&tx, id, Origin::Mine, content, now)?;
        Ok(tx.commit()?)
    }

    /// One report, also from the bin.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn report(&self, id: ReportId) -> Result<Option<Report>> {
        let Some(head) = table::report::head(&self.db, id)? else {
            return Ok(None);
        };
        let content = table::report::content(&self.db, id, &head)?;
        let remote = table::remote::get(&self.db, id)?;
        let conflict = table::conflict::get(&self.db, id)?;
        let outbox = table::outbox::get(&self.db, id)?.map(|kept| kept.state);
        Ok(Some(Report {
            id,
            origin: head.origin,
            content,
            version: head.version,
            sent_version: head.sent_version,
            standing: standing(Facts {
                conflict: conflict.is_some(),
                outbox,
                remote: remote.as_ref().map(|remote| remote.state),
            }),
            created_at: head.created_at,
            updated_at: head.updated_at,
            deleted_at: head.deleted_at,
            base: table::base::get(&self.db, id)?,
            remote,
            conflict,
        }))
    }

    /// Every remark with which a report was returned, the earliest first. Open are those of the revision that is returned
    /// now.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn remarks(&self, id: ReportId) -> Result<Vec<Remark>> {
        Ok(table::remark::of(&self.db, id)?)
    }

    /// What is written here as remarks on a report and not sent yet.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn remark_drafts(&self, id: ReportId) -> Result<Vec<NewRemark>> {
        Ok(table::remark::drafts(&self.db, id)?)
    }

    /// Keeps remarks that are being written; none: forgets those that were kept.
    ///
    /// # Errors
    /// [`StoreError::NoSuchReport`].
    pub fn keep_remark_drafts(&mut self, id: ReportId, remarks: &[NewRemark]) -> Result<()> {
        head_of(&self.db, id)?;
        Ok(table::remark::put_drafts(&self.db, id, remarks)?)
    }

    /// Every report that is not in the bin, the last changed first.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn list(&self) -> Result<Vec<ReportRow>> {
        Ok(table::listing::list(&self.db, table::listing::LIST)?)
    }

    /// `take` rows after the first `skip` of the reports that are wanted, and how many of them there are in all. A search
    /// comes best first, whatever the layout; `now` tells it how old a report is.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn page(
        &self,
        wanted: &Wanted,
        layout: Layout,
        now: Timestamp,
        skip: u32,
        take: u32,
    ) -> Result<Page> {
        Ok(table::listing::page(&self.db, wanted, layout, now, skip, take)?)
    }

    /// How many of the reports that are wanted each value has.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn facets(&self, wanted: &Wanted) -> Result<Facets> {
        Ok(table::listing::facets(&self.db, wanted)?)
    }

    /// The day or the end of the period that a report tells of, as far as it was taken in.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn day(&self, id: ReportId) -> Result<Option<String>> {
        Ok(table::facet::day(&self.db, id)?)
    }

    /// Why a report is found by a query.
    ///
    /// # Errors
    /// [`StoreError::NoSuchReport`].
    pub fn hit(&self, id: ReportId, catalogue: Option<&Catalogue>, query: &search::Query) -> Result<Hit> {
        let head = head_of(&self.db, id)?;
        let content = table::report::content(&self.db, id, &head)?;
        let around = Around {
            author: table::remote::get(&self.db, id)?.map(|remote| remote.author_name),
            remarks: remarks_on(&self.db, id)?,
        };
        Ok(table::search::hit(&content, catalogue, &around, query))
    }

    /// The lists that were given a name, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn saved_filters(&self) -> Result<Vec<SavedFilter>> {
        Ok(table::saved_filter::all(&self.db)?)
    }

    /// Keeps a list under a name; one of that name gives way. `wanted` is JSON of the interface's own.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn put_saved_filter(&mut self, name: &str, wanted: &str) -> Result<()> {
        Ok(table::saved_filter::put(&self.db, name, wanted)?)
    }

    /// Gives a list another name. Answers whether it has it now: not where another list is called so.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn rename_saved_filter(&mut self, id: i64, name: &str) -> Result<bool> {
        Ok(table::saved_filter::rename(&self.db, id, name)?)
    }

    /// Forgets a list with a name.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn remove_saved_filter(&mut self, id: i64) -> Result<()> {
        Ok(table::saved_filter::remove(&self.db, id)?)
    }

    /// How many reports each section has; a section without any is not named.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn count_by_section(&self) -> Result<BTreeMap<SectionId, u32>> {
        Ok(table::listing::by_section(&self.db)?)
    }

    /// The account's own reports that the portal got after this time, the last first.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn received_after(&self, time: Timestamp) -> Result<Vec<ReportRow>> {
        Ok(table::listing::received(&self.db, time)?)
    }

    /// What stands in these fields of every report that is not in the bin, the last changed report first.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn values_of(&self, fields: &[FieldId]) -> Result<Vec<(ReportId, FieldId, Value)>> {
        Ok(table::value::of_fields(&self.db, fields)?)
    }

    /// The bin, the last put in first.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn bin(&self) -> Result<Vec<ReportRow>> {
        Ok(table::listing::list(&self.db, table::listing::BIN)?)
    }

    /// One row of the list (or of the bin).
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn row(&self, id: ReportId) -> Result<Option<ReportRow>> {
        Ok(table::listing::row(&self.db, id)?)
    }

    /// Saves what was changed. Only the fields named are written; it is on the disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::NoSuchReport`], [`StoreError::NotMine`], [`StoreError::InBin`].
    pub fn save(&mut self, id: ReportId, patch: &Patch, now: Timestamp) -> Result<Saved> {
        let tx = self.db.transaction()?;
        let head = writable(&tx, id)?;
        let due = history::due(&tx, id, &head, now)?;
        let before = due.map(|kind| Ok::<_, StoreError>((kind, table::report::content(&tx, id, &head)?)));
        let before = before.transpose()?;
        let title = patch.title.as_ref().unwrap_or(&head.title);
        let form_version = patch.form_version.unwrap_or(head.form_version);
        let mut changed = (form_version, title) != (head.form_version, &head.title)
            && table::report::put_head(&tx, id, &head.section, form_version, title)?;
        for (field, value) in &patch.values {
            changed |= table::value::put(&tx, id, field, value.as_ref())?;
        }
        let version = if changed {
            if let Some((kind, content)) = before {
                history::keep_before_save(&tx, id, &head, &content, kind, now)?;
            }
            table::report::step(&tx, id, now)?
        } else {
            head.version
        };
        tx.commit()?;
        Ok(Saved { version })
    }

    /// Puts a draft into the bin. It stays whole there; see [`Store::restore`].
    ///
    /// # Errors
    /// [`StoreError::OnThePortal`] if the portal has it or it waits to be sent, [`StoreError::NoSuchReport`],
    /// [`StoreError::NotMine`].
    pub fn delete(&mut self, id: ReportId, now: Timestamp) -> Result<()> {
        let tx = self.db.transaction()?;
        let head = match writable(&tx, id) {
            Err(StoreError::InBin(_)) => return Ok(()),
            other => other?,
        };
        let known = head.sent_version.is_some() || table::remote::get(&tx, id)?.is_some();
        if known || table::outbox::get(&tx, id)?.is_some() {
            return Err(StoreError::OnThePortal(id));
        }
        table::report::set_deleted(&tx, id, Some(now))?;
        Ok(tx.commit()?)
    }

    /// Takes a draft out of the bin.
    ///
    /// # Errors
    /// [`StoreError::NoSuchReport`].
    pub fn restore(&mut self, id: ReportId) -> Result<()> {
        let tx = self.db.transaction()?;
        head_of(&tx, id)?;
        table::report::set_deleted(&tx, id, None)?;
        Ok(tx.commit()?)
    }

    /// Takes a conflict for settled: what stands in the report now is what its author means. Sending it again is the
    /// author's to order ([`Store::queue`]). Without a conflict nothing happens.
    ///
    /// # Errors
    /// [`StoreError::NoSuchReport`], [`StoreError::NotMine`], [`StoreError::InBin`].
    pub fn settle(&mut self, id: ReportId) -> Result<()> {
        let tx = self.db.transaction()?;
        writable(&tx, id)?;
        if table::conflict::get(&tx, id)?.is_some() {
            table::conflict::remove(&tx, id)?;
            table::outbox::remove(&tx, id)?;
        }
        Ok(tx.commit()?)
    }
}

/// The report's row.
pub(crate) fn head_of(db: &Connection, id: ReportId) -> Result<Head> {
    table::report::head(db, id)?.ok_or(StoreError::NoSuchReport(id))
}

/// The report's row, if it may be written here.
pub(crate) fn writable(db: &Connection, id: ReportId) -> Result<Head> {
    let head = head_of(db, id)?;
    if head.origin != Origin::Mine {
        return Err(StoreError::NotMine(id));
    }
    if head.deleted_at.is_some() {
        return Err(StoreError::InBin(id));
    }
    Ok(head)
}
