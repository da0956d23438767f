//! What the portal says: its catalogue, the feed of changes, reports, their photos and files.

use crate::{
    Engine, PortalError,
    client::CatalogueAnswer,
    engine::{Event, recorded},
};
use portal_api::{Change, ChangeKind};
use report::{Content, PhotoId, ReportId, State, value::FileUse, value::PhotoUse};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use store::{NewPhoto, Origin};

/// What came of asking for a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is in the file as the portal has it.
    Kept,
    /// There is none that this account may see (any longer).
    OutOfSight,
    /// The file did not take it: a full disk, say.
    NotKept,
}

impl Engine {
    pub(crate) async fn take_catalogue(&self) -> Result<(), PortalError> {
        let etag = self.store().catalogue().ok().flatten().and_then(|(_, etag)| etag);
        if let CatalogueAnswer::New(catalogue, etag) = self.client().catalogue(etag.as_deref()).await? {
            let kept = self
                .store()
                .set_catalogue(&catalogue, etag.as_deref(), (self.parts.now)());
            if recorded(kept).is_some() {
                self.tell(Event::CatalogueChanged);
            }
        }
        Ok(())
    }

    /// Reads the feed from where it was left. The cursor passes an entry only when what it speaks of is in the file, so
    /// that a line that drops half-way costs nothing that was taken.
    pub(crate) async fn take_changes(&self) -> Result<(), PortalError> {
        loop {
            let cursor = self.store().cursor().unwrap_or(0);
            let page = self
                .session()
                .call(|access| async move { self.client().changes(&access, cursor).await })
                .await?;
            let mut taken = BTreeSet::new();
            for change in &page.changes {
                let news = !taken.contains(&change.report) && !self.knows(change);
                if news {
                    if self.take_report(change.report).await? == Taken::NotKept {
                        return Ok(());
                    }
                    taken.insert(change.report);
                    recorded(self.store().set_cursor(change.seq));
                }
            }
            if page.cursor > cursor {
                recorded(self.store().set_cursor(page.cursor));
            }
            if !page.more || page.cursor <= cursor {
                return Ok(());
            }
        }
    }

    /// Whether the file has all that an entry speaks of. What was sent from here comes back in the feed.
    fn knows(&self, change: &Change) -> bool {
        let store = self.store();
        let Ok(Some(report)) = store.report(change.report) else {
            return false;
        };
        let (Some(base), Some(remote)) = (report.base, report.remote) else {
            return false;
        };
        let newer = base.revision > change.revision;
        let same = base.revision == change.revision && remote.revision == change.revision;
        let state = match change.kind {
            ChangeKind::Received => true,
            ChangeKind::Completed => remote.state != State::Receiving,
            ChangeKind::Published | ChangeKind::Returned => false,
        };
        let photos = photos_of(&base.content).into_iter().map(|one| one.photo);
        let files = files_of(&base.content).into_iter().map(|one| one.file);
        (newer || same && state)
            && photos
                .chain(files)
                .all(|id| store.has_attachment(&id).unwrap_or(false))
    }

    /// Takes one report as the portal has it, with the photos and files that are to be seen here.
    pub(crate) async fn take_report(&self, id: ReportId) -> Result<Taken, PortalError> {
        let report = match self
            .session()
            .call(|access| async move { self.client().report(&access, id).await })
            .await
        {
            Ok(report) => report,
            Err(PortalError::Refused(_)) => return Ok(Taken::OutOfSight),
            Err(error) => return Err(error),
        };
        let mine = report.author == self.parts.login;
        let origin = if mine { Origin::Mine } else { Origin::Others };
        let applied = self.store().apply_remote(&report, origin, (self.parts.now)());
        if recorded(applied).is_none() {
            return Ok(Taken::NotKept);
        }
        self.tell(Event::ReportChanged(id));
        self.tell(Event::ReportsChanged);
        if mine || report.state == State::InReview {
            return match self.take_photos(&report).await? {
                Taken::Kept => self.take_files(&report).await,
                other => Ok(other),
            };
        }
        Ok(Taken::Kept)
    }

    async fn take_photos(&self, report: &portal_api::Report) -> Result<Taken, PortalError> {
        for wanted in photos_of(&report.content) {
            let photo = &wanted.photo;
            if self.store().photo(photo).is_ok_and(|known| known.is_some()) {
                continue;
            }
            let jpeg = self
                .session()
                .call(|access| async move { self.client().photo(&access, photo).await })
                .await;
            match jpeg {
                Ok(jpeg) if !self.keep_photo(&wanted, &jpeg, report) => return Ok(Taken::NotKept),
                Ok(_) => self.tell(Event::ReportChanged(report.id)),
                // Not there yet, or not for this account.
                Err(PortalError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Taken::Kept)
    }

    async fn take_files(&self, report: &portal_api::Report) -> Result<Taken, PortalError> {
        for FileUse { file, name, .. } in files_of(&report.content) {
            if self.store().has_attachment(&file).unwrap_or(false) {
                continue;
            }
            let bytes = self
                .session()
                .call(|access| {
                    let file = &file;
                    async move { self.client().photo(&access, file).await }
                })
                .await;
            match bytes {
                Ok(bytes) if sha256(&bytes).as_ref() != Some(&file) => {
                    tracing::warn!(%file, report = %report.id, "the portal's file is not what its hash names");
                }
                Ok(bytes) => {
                    let kept = self.store().add_file(&file, &bytes, &name, (self.parts.now)());
                    if recorded(kept).is_none() {
                        return Ok(Taken::NotKept);
                    }
                    self.tell(Event::ReportChanged(report.id));
                }
                // Not there yet, or not for this account.
                Err(PortalError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Taken::Kept)
    }

    /// Keeps a photo that is what its hash names; one that is not is passed over, for it would not be another the next
    /// time. Tells whether the file took it.
    fn keep_photo(&self, wanted: &PhotoUse, jpeg: &[u8], report: &portal_api::Report) -> bool {
        let right = sha256(jpeg).is_some_and(|hash| hash == wanted.photo);
        let Some(look) = right.then(|| (self.parts.look)(jpeg)).flatten() else {
            tracing::warn!(photo = %wanted.photo, report = %report.id, "the portal's photo is not what its hash names");
            return true;
        };
        let new = NewPhoto {
            id: &wanted.photo,
            jpeg,
            thumbnail: &look.thumbnail,
            width: wanted.width,
            height: wanted.height,
            name: "",
            taken_at: None,
            lat: None,
            lon: None,
            author: Some(&report.author_name),
        };
        let mut store = self.store();
        let kept = store.add_photo(new, (self.parts.now)());
        // So that an author is told who has published the same before.
        let kept = kept.and_then(|()| store.note_likeness(&wanted.photo, look.likeness));
        drop(store);
        recorded(kept).is_some()
    }
}

fn sha256(bytes: &[u8]) -> Option<PhotoId> {
    let hex: String = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    hex.parse().ok()
}

/// Every photo that a content shows, told by the shape of the values: no form is needed.
fn photos_of(content: &Content) -> Vec<PhotoUse> {
    let uses = content
        .values
        .values()
        .filter_map(|value| Vec::<PhotoUse>::deserialize(value).ok());
    uses.flatten().collect()
}

/// Every file that a content refers to, told as the photos are.
fn files_of(content: &Content) -> Vec<FileUse> {
    let values = content.values.values();
    values
        .filter_map(|value| FileUse::deserialize(value).ok())
        .collect()
}
