//! Reports on this computer: one opened, saved as one types, put into the bin.

use crate::{
    commands::photos::walls,
    ipc::{
        error::AppError,
        types::{OpenReport, RemoteState, ReportArgs, ReportRow, SaveArgs, Saved},
    },
    office::{Office, blocking, lock},
};
use jiff::Timestamp;
use portal_api::Account;
use report::{Catalogue, Content, DepartmentId, FieldKind, PhotoId, Problem, ReportId, Right, SectionId};
use std::sync::Arc;
use store::{Origin, Patch, Standing, Store};
use tauri::{AppHandle, Emitter, Manager};

/// What is needed to show a report: who looks, and by which forms.
#[derive(Clone)]
pub(crate) struct Eyes {
    pub(crate) catalogue: Option<Arc<Catalogue>>,
    account: Option<Account>,
}

impl Eyes {
    /// Of nobody who is signed in.
    #[cfg(test)]
    pub(crate) fn with(catalogue: Catalogue) -> Self {
        Self {
            catalogue: Some(Arc::new(catalogue)),
            account: None,
        }
    }

    pub(crate) fn of(office: &Office) -> Result<Self, AppError> {
        Ok(Self {
            catalogue: office.catalogue()?,
            account: office.account(),
        })
    }

    /// Everything wrong with a content; a section that the catalogue no longer has cannot be judged.
    pub(crate) fn problems(&self, content: &Content) -> Vec<Problem> {
        let Some(catalogue) = &self.catalogue else {
            return Vec::new();
        };
        let Some(section) = catalogue.section(&content.section) else {
            return Vec::new();
        };
        report::validate(content, &section.form, catalogue)
    }

    /// What its form does not take of the photos of a report, as far as their files told it.
    fn walls(&self, store: &Store, id: ReportId, content: &Content) -> Result<Vec<Problem>, AppError> {
        let section = self
            .catalogue
            .as_ref()
            .and_then(|catalogue| catalogue.section(&content.section));
        section.map_or(Ok(Vec::new()), |section| walls(store, id, &section.form, content))
    }

    fn may(&self, right: Right, section: &SectionId) -> bool {
        self.account.as_ref().is_some_and(|account| {
            account
                .rights
                .iter()
                .any(|rights| rights.section == *section && rights.rights.contains(&right))
        })
    }

    /// Whether the account is one of that department. Without an account nobody can tell, and nothing is kept back.
    pub(crate) fn is_of(&self, department: &DepartmentId) -> bool {
        self.account
            .as_ref()
            .is_none_or(|account| account.department == *department)
    }

    /// The sections whose reports this account approves.
    pub(crate) fn approves(&self) -> Vec<SectionId> {
        let rights = self.account.iter().flat_map(|account| &account.rights);
        rights
            .filter(|rights| rights.rights.contains(&Right::Approve))
            .map(|rights| rights.section.clone())
            .collect()
    }

    fn cover(&self, content: &Content) -> Option<PhotoId> {
        let section = self.catalogue.as_ref()?.section(&content.section)?;
        page::view::cover(content, &section.form).map(|cover| cover.photo)
    }

    /// A row of the list; `content` where it was read.
    pub(crate) fn row(&self, row: store::ReportRow, content: Option<&Content>) -> ReportRow {
        let mine = row.origin == Origin::Mine;
        let problems = match (content, row.standing) {
            (Some(content), Standing::Draft) if mine => self.problems(content).len(),
            _ => 0,
        };
        ReportRow {
            ready: mine && row.standing == Standing::Draft && content.is_some() && problems == 0,
            problems: u32::try_from(problems).unwrap_or(u32::MAX),
            can_approve: row.standing == Standing::InReview && self.may(Right::Approve, &row.section),
            cover: content.and_then(|content| self.cover(content)),
            others: !mine,
            id: row.id,
            section: row.section,
            title: row.title,
            author_name: row.author_name,
            standing: row.standing,
            unsent_changes: row.unsent_changes,
            photos: row.photos,
            updated_at: row.updated_at,
            failed: row.reason,
            remarked: row.remarked,
        }
    }

    /// A report as the editor shows it.
    pub(crate) fn open(&self, store: &Store, id: ReportId) -> Result<OpenReport, AppError> {
        let report = store.report(id)?.ok_or(AppError::NotFound)?;
        let mut row = self.row(store.row(id)?.ok_or(AppError::NotFound)?, Some(&report.content));
        let mut problems = Vec::new();
        if !row.others {
            problems = self.problems(&report.content);
            let walls = self.walls(store, id, &report.content)?;
            row.ready &= walls.is_empty();
            if row.standing == Standing::Draft {
                row.problems = row
                    .problems
                    .saturating_add(u32::try_from(walls.len()).unwrap_or(u32::MAX));
            }
            problems.extend(walls);
        }
        Ok(OpenReport {
            problems,
            editable: !row.others,
            version: report.version,
            remote: report.remote.map(|remote| RemoteState {
                revision: remote.revision,
                state: remote.state,
                received_at: remote.received_at,
                published_at: remote.published_at,
                public_url: remote.public_url,
                approved_by: remote.approved_by,
            }),
            content: report.content,
            remarks: store.remarks(id)?,
            remark_drafts: store.remark_drafts(id)?,
            row,
        })
    }

    /// The answer to a save.
    pub(crate) fn saved(&self, store: &Store, id: ReportId, at: Timestamp) -> Result<Saved, AppError> {
        let open = self.open(store, id)?;
        Ok(Saved {
            version: open.version,
            saved_at: at,
            problems: open.problems,
            row: open.row,
        })
    }
}

/// Runs `work` with the store and the eyes, off the async threads.
pub(crate) async fn at_desk<T: Send + 'static>(
    app: &AppHandle,
    work: impl FnOnce(&mut Store, &Eyes) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let office = app.state::<Office>();
    let (store, eyes) = (office.store()?, Eyes::of(&office)?);
    blocking(move || work(&mut lock(&store), &eyes)).await
}

pub(crate) async fn open(app: AppHandle, args: ReportArgs) -> Result<OpenReport, AppError> {
    at_desk(&app, move |store, eyes| eyes.open(store, args.id)).await
}

pub(crate) async fn save(app: AppHandle, args: SaveArgs) -> Result<Saved, AppError> {
    at_desk(&app, move |store, eyes| {
        let now = Timestamp::now();
        let report = store.report(args.id)?.ok_or(AppError::NotFound)?;
        let form = eyes
            .catalogue
            .as_ref()
            .and_then(|catalogue| catalogue.section(&report.content.section))
            .map(|section| &section.form);
        let photos = |id| {
            form.and_then(|form| form.field(id))
                .is_some_and(|field| matches!(field.kind, FieldKind::Photos { .. }))
        };
        if args.values.keys().any(photos) {
            // The list of photos is kept by the photo commands: a copy from the screen could lose one just added.
            return Err(AppError::Fault);
        }
        let values = args
            .values
            .into_iter()
            .map(|(field, value)| (field, (!value.is_null()).then_some(value)));
        let patch = Patch {
            title: args.title,
            form_version: form.map(|form| form.version),
            values: values.collect(),
        };
        store.save(args.id, &patch, now)?;
        eyes.saved(store, args.id, now)
    })
    .await
}

pub(crate) async fn delete(app: AppHandle, args: ReportArgs) -> Result<(), AppError> {
    at_desk(&app, move |store, _| Ok(store.delete(args.id, Timestamp::now())?)).await?;
    let _ = app.emit("reports_changed", ());
    Ok(())
}

pub(crate) async fn restore(app: AppHandle, args: ReportArgs) -> Result<(), AppError> {
    at_desk(&app, move |store, _| Ok(store.restore(args.id)?)).await?;
    let _ = app.emit("reports_changed", ());
    Ok(())
}
