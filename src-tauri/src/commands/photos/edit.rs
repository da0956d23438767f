//! Photos edited. Each edit begins anew from what the photo was made of, so that nothing is lost twice; the picture before it stays
//! in the folder while a version of the report shows it, so that the edit can be taken back.

use super::{
    album::{Album, Misfit, exchange, find},
    batch::{note_measures, refusal},
    sha256, workers,
};
use crate::{
    commands::reports::{Eyes, at_desk},
    ipc::{
        error::AppError,
        photos::{EditPhotoArgs, EditedPhoto, PhotoRecipe, PhotoRecipeArgs, PhotoRefusal, ReplacePhotoArgs},
    },
    office::{blocking, lock},
};
use jiff::Timestamp;
use photo::{Edit, PhotoError, Prepared, Recipe, worker::Broken};
use report::{FieldId, PhotoId, ReportId, value::PhotoUse};
use std::sync::Mutex;
use store::{NewPhoto, PhotoMade, Shelves, Store};
use tauri::{AppHandle, async_runtime::block_on};

/// What was done to a photo, and whether its original is still here.
pub(crate) async fn recipe(app: AppHandle, args: PhotoRecipeArgs) -> Result<PhotoRecipe, AppError> {
    let (lineage, max_side) = at_desk(&app, move |store, eyes| {
        let album = Album::open(store, eyes, args.report, &args.field)?;
        Ok((Lineage::of(store, args.photo)?, album.recipe().max_side))
    })
    .await?;
    let beginning = blocking(move || lineage.beginning()).await?;
    let beginning = beginning.ok_or(AppError::NotFound)?;
    Ok(PhotoRecipe {
        side: photo::side_for_edits(&beginning.bytes),
        max_side,
        edit: beginning.edit,
        kept: beginning.kept,
    })
}

/// Makes a photo anew by an edit, and puts it into the place of the one that was there.
pub(crate) async fn edit(app: AppHandle, args: EditPhotoArgs) -> Result<EditedPhoto, AppError> {
    let EditPhotoArgs {
        report,
        field,
        photo,
        edit,
    } = args;
    edit.checked().map_err(|error| {
        tracing::error!(%error, "an edit that the dialog should not have made");
        AppError::Fault
    })?;
    let (of, to) = (photo.clone(), field.clone());
    let (lineage, recipe) = at_desk(&app, move |store, eyes| {
        let album = Album::to_change(store, eyes, report, &to)?;
        find(&album.photos, &of)?;
        Ok((Lineage::of(store, of)?, album.recipe()))
    })
    .await?;
    let recipe = Recipe { edit, ..recipe };
    let shelves = lineage.shelves.clone();
    let Some(beginning) = blocking(move || lineage.beginning()).await? else {
        return Ok(refused(PhotoRefusal::Vanished));
    };
    if recipe.edit == Edit::default() && !beginning.kept {
        // What was sent before is as it began: made anew it would only be worse.
        let by = beginning.id;
        return at_desk(&app, move |store, eyes| {
            put(store, eyes, (report, &field), &photo, &by, Timestamp::now())
        })
        .await;
    }
    let made = workers::work(photo::memory(&beginning.bytes), move || {
        Edited::of(beginning, recipe, workers::prepare)
    });
    let edited = match made.await {
        Some(Ok(edited)) => edited,
        Some(Err(reason)) => return Ok(refused(reason)),
        None => return Ok(refused(PhotoRefusal::Corrupt)),
    };
    // Disks are slow, and who types need not wait for them.
    let laid = blocking(move || {
        let laid = shelves.lay(&edited.id, &edited.made.jpeg, &edited.made.thumbnail);
        Ok(laid.map(|()| edited))
    });
    let edited = laid.await??;
    at_desk(&app, move |store, eyes| {
        let now = Timestamp::now();
        edited.keep(store, &photo, now)?;
        put(store, eyes, (report, &field), &photo, &edited.id, now)
    })
    .await
}

/// Puts a picture that is kept here into a photo's place.
pub(crate) async fn replace(app: AppHandle, args: ReplacePhotoArgs) -> Result<EditedPhoto, AppError> {
    at_desk(&app, move |store, eyes| {
        let ReplacePhotoArgs {
            report,
            field,
            photo,
            by,
        } = args;
        put(store, eyes, (report, &field), &photo, &by, Timestamp::now())
    })
    .await
}

/// The picture that a photo's edit begins from, upright and no larger than is sent, as JPEG.
pub(crate) fn source(store: &Mutex<Store>, photo: &PhotoId) -> Option<Vec<u8>> {
    let lineage = Lineage::of(&lock(store), photo.clone()).ok()?;
    if lineage.made.as_ref().is_none_or(|made| made.edit.is_empty()) {
        return lineage.shelves.photo(photo).ok()?;
    }
    let beginning = lineage.beginning().ok()??;
    if !beginning.kept {
        return Some(beginning.bytes);
    }
    let memory = photo::memory(&beginning.bytes);
    let made = workers::work(memory, move || {
        workers::prepare(&beginning.bytes, &Recipe::default(), Broken::Taken)
    });
    Some(block_on(made)?.ok()?.jpeg)
}

const fn refused(reason: PhotoRefusal) -> EditedPhoto {
    EditedPhoto::Refused { reason }
}

/// Puts a picture that is kept here into a photo's place in the report.
fn put(
    store: &mut Store,
    eyes: &Eyes,
    (report, field): (ReportId, &FieldId),
    photo: &PhotoId,
    by: &PhotoId,
    now: Timestamp,
) -> Result<EditedPhoto, AppError> {
    let mut album = Album::to_change(store, eyes, report, field)?;
    let Some(row) = store.photo(by)? else {
        return Ok(refused(PhotoRefusal::Vanished));
    };
    let new = PhotoUse::of(row.id, row.width, row.height);
    match exchange(&mut album.photos, photo, &new) {
        Ok(()) => {}
        Err(Misfit::Twice) => return Ok(refused(PhotoRefusal::Twice)),
        Err(Misfit::Gone) => return Err(AppError::NotFound),
    }
    album.save(store, now)?;
    Ok(EditedPhoto::Done {
        photo: new.photo,
        photos: album.photos,
        saved: Box::new(eyes.saved(store, report, now)?),
    })
}

/// What is known of how a photo was made.
struct Lineage {
    photo: PhotoId,
    made: Option<PhotoMade>,
    shelves: Shelves,
}

/// The picture that an edit begins from.
struct Beginning {
    id: PhotoId,
    bytes: Vec<u8>,
    /// What was done to it to make the photo.
    edit: Edit,
    /// It is the file that the photo was made of, not a picture as it was sent.
    kept: bool,
}

impl Lineage {
    fn of(store: &Store, photo: PhotoId) -> Result<Self, AppError> {
        Ok(Self {
            made: store.photo_made(&photo)?,
            shelves: store.shelves(),
            photo,
        })
    }

    /// What an edit of the photo begins from: the file that it was made of, if that is here; else the photo as it was sent before it
    /// was edited; else the photo itself. `None`: nothing of it is here.
    fn beginning(self) -> Result<Option<Beginning>, AppError> {
        if let Some(PhotoMade { source, edit }) = self.made {
            let original = self.shelves.original(&source)?;
            let kept = original.is_some();
            let bytes = match original {
                None if edit.is_empty() => None,
                None => self.shelves.photo(&source)?,
                original => original,
            };
            if let Some(bytes) = bytes {
                return Ok(Some(Beginning {
                    id: source,
                    bytes,
                    edit: written(&edit),
                    kept,
                }));
            }
        }
        let sent = self.shelves.photo(&self.photo)?;
        Ok(sent.map(|bytes| Beginning {
            id: self.photo,
            bytes,
            edit: Edit::default(),
            kept: false,
        }))
    }
}

/// The edit that was noted with a photo. One that cannot be read is of a later version of the program: one edits from the beginning.
fn written(edit: &str) -> Edit {
    if edit.is_empty() {
        return Edit::default();
    }
    serde_json::from_str(edit)
        .inspect_err(|error| tracing::warn!(%error, "an edit that was noted cannot be read"))
        .unwrap_or_default()
}

/// A photo made anew.
struct Edited {
    id: PhotoId,
    source: PhotoId,
    edit: Edit,
    made: Prepared,
}

impl Edited {
    fn of(
        beginning: Beginning,
        recipe: Recipe,
        prepare: impl FnOnce(&[u8], &Recipe, Broken) -> Result<Prepared, PhotoError>,
    ) -> Result<Self, PhotoRefusal> {
        // One whose end is missing was taken as far as it goes when it was added.
        let made = prepare(&beginning.bytes, &recipe, Broken::Taken).map_err(refusal)?;
        Ok(Self {
            id: sha256(&made.jpeg).map_err(|_| PhotoRefusal::Corrupt)?,
            source: beginning.id,
            edit: recipe.edit,
            made,
        })
    }

    /// Keeps it with what is known of the photo that it is made from.
    fn keep(&self, store: &mut Store, of: &PhotoId, now: Timestamp) -> Result<(), AppError> {
        let known = store.photo(of)?;
        let known = known.as_ref();
        let new = NewPhoto {
            id: &self.id,
            jpeg: &self.made.jpeg,
            thumbnail: &self.made.thumbnail,
            width: self.made.width,
            height: self.made.height,
            name: known.map_or("", |row| &row.name),
            taken_at: known.and_then(|row| row.taken_at),
            lat: known.and_then(|row| row.lat),
            lon: known.and_then(|row| row.lon),
            author: known.and_then(|row| row.author.as_deref()),
        };
        store.add_photo(new, now)?;
        let edit = if self.edit == Edit::default() {
            String::new()
        } else {
            serde_json::to_string(&self.edit).map_err(|_| AppError::Fault)?
        };
        let source = self.source.clone();
        store.note_made(&self.id, &PhotoMade { source, edit })?;
        Ok(note_measures(store, &self.id, &self.made)?)
    }
}

#[cfg(test)]
mod tests;
