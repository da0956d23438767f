//! The history of a report: versions kept by rule as it is written, sent and decided upon, compared and put back.
//!
//! No timer keeps them. A save that comes after a pause keeps what stood there before it ([`due`]); sending, returning,
//! publishing, merging and putting back keep theirs in the transaction that records them. So a version is there exactly if
//! what it tells of is, and a save during writing costs no more than before.

mod pack;
mod thinning;

use crate::{
    desk::{head_of, writable},
    error::{Result, StoreError},
    open::Store,
    table::{
        self,
        history::{KeptVersion, Mark, VersionKind},
        report::{Head, Origin, Version},
        value,
    },
};
use jiff::{SignedDuration, Timestamp};
use pack::Plain;
use report::{Content, FieldId, ReportId, State, compare};
use rusqlite::Connection;
use std::collections::BTreeSet;
use thinning::Aging;

/// A save this long after the last one comes after a pause.
const PAUSE: SignedDuration = SignedDuration::from_secs(60);

/// Writing without a pause is kept this often.
const LONG: SignedDuration = SignedDuration::from_mins(10);

/// Most versions that leave a history within one save: a save must stay quick.
const PER_SAVE: u32 = 8;

/// An older version was put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The report's version now; the same as before if it had that content already.
    pub version: Version,
    /// The number of the version that holds what stood there before.
    pub before: u32,
}

impl Store {
    /// The versions of a report that were kept, the last first. What stands in it now is not among them unless nothing was
    /// changed since.
    ///
    /// # Errors
    /// [`StoreError::NoSuchReport`].
    pub fn versions(&self, id: ReportId) -> Result<Vec<KeptVersion>> {
        head_of(&self.db, id)?;
        let history = table::history::of(&self.db, id)?;
        Ok(history.map_or(Ok(Vec::new()), |history| table::history::list(&self.db, history))?)
    }

    /// What a version holds.
    ///
    /// # Errors
    /// [`StoreError::NoSuchVersion`], [`StoreError::VersionCorrupt`].
    pub fn version(&self, id: ReportId, number: u32) -> Result<Content> {
        version(&self.db, id, number)
    }

    /// Puts an older version back: what stands in the report now is kept as a version, then the older content is written as
    /// the newest. The version of the form stays the present one. A report that was sent has unsent changes then.
    ///
    /// # Errors
    /// [`StoreError::NoSuchVersion`], [`StoreError::VersionCorrupt`], [`StoreError::NoSuchReport`],
    /// [`StoreError::NotMine`], [`StoreError::InBin`]; nothing is changed then.
    pub fn restore_version(&mut self, id: ReportId, number: u32, now: Timestamp) -> Result<Restored> {
        let tx = self.db.transaction()?;
        let head = writable(&tx, id)?;
        let mut content = version(&tx, id, number)?;
        content.section.clone_from(&head.section);
        content.form_version = head.form_version;
        let before = keep_replaced(&tx, id, &head, now)?;
        let version = table::report::replace(&tx, id, &content, now)?;
        if version != head.version {
            let mark = Mark {
                kind: VersionKind::Restored,
                version,
                revision: None,
                at: now,
                by: None,
            };
            keep(&tx, id, &content, &mark, now)?;
        }
        tx.commit()?;
        Ok(Restored { version, before })
    }

    /// Removes versions that have aged, at most `most`; see [`thinning`]. Tells whether there are more to look at.
    ///
    /// # Errors
    /// [`StoreError`] of the disk.
    pub fn thin(&mut self, now: Timestamp, most: u32) -> Result<bool> {
        let mut left = most;
        let latest = now.checked_add(thinning::AGAIN_WITHIN).unwrap_or(now);
        table::history::thin_by(&self.db, now, latest)?;
        while let Some(history) = table::history::to_thin(&self.db, now)? {
            if left == 0 {
                return Ok(true);
            }
            let tx = self.db.transaction()?;
            left -= thin(&tx, history, now, left)?.max(1).min(left);
            tx.commit()?;
        }
        Ok(false)
    }
}

fn version(db: &Connection, id: ReportId, number: u32) -> Result<Content> {
    let history = table::history::of(db, id)?.ok_or(StoreError::NoSuchVersion(id, number))?;
    pack::unpack(db, id, history, number)?
        .content()
        .map_err(|_| StoreError::VersionCorrupt(id, number))
}

/// Whether what stands in a report must be kept before it is changed now: after a pause, or after long writing, or when it
/// is what the report began with. A clock that was set back or forward looks like a pause.
pub(crate) fn due(db: &Connection, id: ReportId, head: &Head, now: Timestamp) -> Result<Option<VersionKind>> {
    if head.version == 1 {
        let from_portal = head.sent_version.is_some();
        return Ok(Some(if from_portal {
            VersionKind::Portal
        } else {
            VersionKind::Begun
        }));
    }
    let since = |then: Timestamp| now.duration_since(then).abs();
    if since(head.updated_at) >= PAUSE {
        return Ok(Some(VersionKind::Paused));
    }
    let last = table::history::kept_at(db, id)?.unwrap_or(head.created_at);
    Ok((since(last) >= LONG).then_some(VersionKind::Paused))
}

/// Keeps what stood in a report before a save changed it. An empty beginning is not kept.
pub(crate) fn keep_before_save(
    db: &Connection,
    id: ReportId,
    head: &Head,
    content: &Content,
    kind: VersionKind,
    now: Timestamp,
) -> Result<()> {
    if kind == VersionKind::Begun && content.title.is_empty() && content.values.is_empty() {
        return Ok(());
    }
    keep(db, id, content, &own(kind, head), now)?;
    Ok(())
}

/// Keeps what stands in a report before something else than typing takes its place. Its number.
pub(crate) fn keep_replaced(db: &Connection, id: ReportId, head: &Head, now: Timestamp) -> Result<u32> {
    let content = table::report::content(db, id, head)?;
    keep(db, id, &content, &own(VersionKind::Replaced, head), now)
}

/// Keeps what its author orders to be sent.
pub(crate) fn keep_sent(
    db: &Connection,
    id: ReportId,
    head: &Head,
    content: &Content,
    now: Timestamp,
) -> Result<()> {
    let mark = Mark {
        at: now,
        ..own(VersionKind::Sent, head)
    };
    keep(db, id, content, &mark, now)?;
    Ok(())
}

fn own(kind: VersionKind, head: &Head) -> Mark<'static> {
    Mark {
        kind,
        version: head.version,
        revision: None,
        at: head.updated_at,
        by: None,
    }
}

/// Keeps the portal's content that met changes made here.
pub(crate) fn keep_portals(
    db: &Connection,
    theirs: &portal_api::Report,
    head: &Head,
    now: Timestamp,
) -> Result<()> {
    let mark = Mark {
        kind: VersionKind::Portal,
        version: head.version,
        revision: Some(theirs.revision),
        at: theirs.received_at,
        by: Some(&theirs.author_name),
    };
    keep(db, theirs.id, &theirs.content, &mark, now)?;
    Ok(())
}

/// A revision of one's own report as the portal decided upon it.
pub(crate) struct Decided<'a> {
    pub(crate) revision: u64,
    pub(crate) state: State,
    pub(crate) at: Timestamp,
    pub(crate) by: Option<&'a str>,
}

/// Keeps what was returned or published, once for each revision.
pub(crate) fn keep_decided(
    db: &Connection,
    id: ReportId,
    content: &Content,
    decided: &Decided<'_>,
    now: Timestamp,
) -> Result<()> {
    let kind = match decided.state {
        State::Returned => VersionKind::Returned,
        State::Published => VersionKind::Published,
        State::Receiving | State::InReview => return Ok(()),
    };
    let head = head_of(db, id)?;
    if head.origin != Origin::Mine {
        return Ok(());
    }
    if head.version == 1 && table::history::of(db, id)?.is_none() {
        // It came from the portal and was never written in here: what the portal last had is kept as such already, and
        // the first change will keep it here ([`due`]).
        return Ok(());
    }
    let history = table::history::begin(db, id)?;
    if table::history::is_marked(db, history, kind, decided.revision)? {
        return Ok(());
    }
    let mark = Mark {
        kind,
        version: head.version,
        revision: Some(decided.revision),
        at: decided.at,
        by: decided.by,
    };
    keep(db, id, content, &mark, now)?;
    Ok(())
}

/// Keeps a content as the last version of a report. Its number: that of the version before if it is the same content and
/// nothing new is to be told of it.
fn keep(db: &Connection, id: ReportId, content: &Content, mark: &Mark<'_>, now: Timestamp) -> Result<u32> {
    let history = table::history::begin(db, id)?;
    let last = table::history::last(db, history)?;
    let plain = Plain::of(content)?;
    if let Some(last) = last.as_ref().filter(|last| last.sha256 == plain.sha256) {
        let quiet = |kind| matches!(kind, VersionKind::Paused | VersionKind::Replaced);
        if quiet(mark.kind) {
            return Ok(last.number);
        }
        if quiet(last.kind) {
            table::history::set_mark(db, history, last.number, mark)?;
            return Ok(last.number);
        }
    }
    let number = last.as_ref().map_or(1, |last| last.number.saturating_add(1));
    // A damaged history must not keep a report from being saved: this version is whole then.
    let former = last
        .as_ref()
        .map(|last| pack::unpack(db, id, history, last.number));
    let former = match former {
        Some(Err(StoreError::VersionCorrupt(..))) | None => None,
        Some(found) => Some(found?),
    };
    let packed = match (&last, &former) {
        (Some(last), Some(former)) => {
            let (base, depth) = pack::base(db, history, last)?;
            match base {
                Some(base) if base == last.number => plain.pack(Some((base, former)), depth)?,
                Some(base) => plain.pack(Some((base, &pack::unpack(db, id, history, base)?)), depth)?,
                None => plain.pack(None, 0)?,
            }
        }
        _ => plain.pack(None, 0)?,
    };
    let former = former.and_then(|former| former.content().ok());
    let changed: BTreeSet<FieldId> = match &former {
        Some(former) => compare::changed(former, content),
        None => BTreeSet::new(),
    };
    table::history::insert(db, history, number, mark, &changed, &packed)?;
    table::history::set_kept_at(db, history, now)?;
    let photos = value::attachments(&content.values);
    table::history::refer(db, history, number, photos.into_iter().map(|(photo, _)| photo))?;
    match table::history::thin_at(db, history)? {
        Some(at) if at <= now => drop(thin(db, history, now, PER_SAVE)?),
        Some(_) => {}
        None if usize::try_from(number).unwrap_or_default() > thinning::LAST => {
            table::history::set_thin_at(db, history, Some(now))?;
        }
        None => {}
    }
    Ok(number)
}

/// Removes at most `most` aged versions of a report. How many went.
fn thin(db: &Connection, history: i64, now: Timestamp, most: u32) -> Result<u32> {
    let mut gone = 0;
    let aging = |leaves: Vec<table::history::Leaf>| -> Vec<Aging> {
        let each = leaves.into_iter();
        each.map(|leaf| Aging {
            number: leaf.number,
            kind: leaf.kind,
            at: leaf.at,
        })
        .collect()
    };
    let outdated = thinning::outdated(&aging(table::history::leaves(db, history)?), now);
    let mut more = false;
    for number in outdated {
        more = gone == most;
        if more {
            break;
        }
        gone += u32::from(remove(db, history, number)?);
    }
    if gone > 0 {
        table::history::forget_photos(db, history)?;
    }
    if !more {
        let next = thinning::next(&aging(table::history::leaves(db, history)?), now);
        table::history::set_thin_at(db, history, next)?;
    }
    Ok(gone)
}

/// Removes a version. The first of those that are packed over it takes its place, the others are packed over that one. A
/// version that cannot be read is left where it is, and so is what lies under it. Whether it went.
fn remove(db: &Connection, history: i64, number: u32) -> Result<bool> {
    let nil = ReportId(uuid::Uuid::nil());
    let Some(gone) = table::history::packed(db, history, number)? else {
        return Ok(false);
    };
    let readable = |number: u32| match pack::unpack(db, nil, history, number) {
        Err(StoreError::VersionCorrupt(..)) => Ok(None),
        found => found.map(Some),
    };
    let mut heir: Option<(u32, Plain)> = None;
    let mut packed = Vec::new();
    for leaf in table::history::leaves(db, history)? {
        if leaf.base != Some(number) {
            continue;
        }
        let Some(plain) = readable(leaf.number)? else {
            return Ok(false);
        };
        if let Some((heirs, over)) = &heir {
            packed.push((leaf.number, plain.pack(Some((*heirs, over)), leaf.depth)?));
            continue;
        }
        let anew = match gone.base {
            None => plain.pack(None, gone.depth)?,
            Some(base) => match readable(base)? {
                Some(over) => plain.pack(Some((base, &over)), gone.depth)?,
                None => return Ok(false),
            },
        };
        packed.push((leaf.number, anew));
        heir = Some((leaf.number, plain));
    }
    for (number, packed) in packed {
        table::history::repack(db, history, number, &packed)?;
    }
    table::history::remove(db, history, number)?;
    Ok(true)
}

/// Brings the versions of a report over from another file.
pub(crate) fn bring(
    to: &Connection,
    id: ReportId,
    from: &Connection,
    its_id: ReportId,
    now: Timestamp,
) -> Result<()> {
    let Some(there) = table::history::of(from, its_id)? else {
        return Ok(());
    };
    let here = table::history::begin(to, id)?;
    let known = table::history::leaves(to, here)?;
    if known.is_empty() {
        return Ok(table::history::copy(to, id, from, there)?);
    }
    for version in table::history::list(from, there)?.into_iter().rev() {
        let plain = match pack::unpack(from, its_id, there, version.number) {
            Err(StoreError::VersionCorrupt(..)) => continue,
            found => found?,
        };
        if known.iter().all(|leaf| leaf.sha256 != plain.sha256) {
            let mark = Mark {
                kind: version.kind,
                version: 0,
                revision: None,
                at: version.at,
                by: version.by.as_deref(),
            };
            keep(to, id, &plain.content()?, &mark, now)?;
        }
    }
    Ok(())
}
