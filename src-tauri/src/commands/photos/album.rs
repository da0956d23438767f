//! The list of a field's photos: captioned, put in order, taken out. It is kept here and not on the screen, so that a photo added
//! and a caption typed at the same moment cannot undo one another.

use crate::{
    commands::reports::{Eyes, at_desk},
    ipc::{
        error::AppError,
        photos::{
            CoverPhotoArgs, DescribePhotoArgs, MovePhotoArgs, PairPhotosArgs, PhotosChanged,
            PutBackPhotoArgs, RemovePhotoArgs,
        },
    },
};
use jiff::Timestamp;
use photo::Recipe;
use report::{FieldId, FieldKind, PhotoId, ReportId, value::PhotoUse};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{Origin, Patch, Store};
use tauri::AppHandle;

pub(crate) async fn describe(app: AppHandle, args: DescribePhotoArgs) -> Result<PhotosChanged, AppError> {
    change(&app, args.report, args.field, move |photos| {
        let photo = find(photos, &args.photo)?;
        let photo = photos.get_mut(photo).ok_or(AppError::NotFound)?;
        if let Some(caption) = args.caption {
            photo.caption = caption;
        }
        if let Some(role) = args.role {
            photo.role = (!role.is_empty()).then_some(role);
        }
        if let Some(alt) = args.alt {
            photo.alt = alt;
        }
        if let Some(author) = args.author {
            photo.author = author;
        }
        if let Some(source) = args.source {
            photo.source = source;
        }
        Ok(())
    })
    .await
}

pub(crate) async fn pair(app: AppHandle, args: PairPhotosArgs) -> Result<PhotosChanged, AppError> {
    change(&app, args.report, args.field, move |photos| {
        if let Some(after) = &args.after {
            find(photos, after)?;
            // A photo is in one pair only.
            for one in photos.iter_mut() {
                if one.photo == *after
                    || one.pair.as_ref() == Some(after)
                    || one.pair.as_ref() == Some(&args.before)
                {
                    one.pair = None;
                }
            }
        }
        let before = find(photos, &args.before)?;
        photos.get_mut(before).ok_or(AppError::NotFound)?.pair =
            args.after.filter(|after| *after != args.before);
        Ok(())
    })
    .await
}

pub(crate) async fn cover(app: AppHandle, args: CoverPhotoArgs) -> Result<PhotosChanged, AppError> {
    at_desk(&app, move |store, eyes| {
        let now = Timestamp::now();
        let mut asked = Album::open(store, eyes, args.report, &args.field)?;
        if let Some(photo) = &args.photo {
            find(&asked.photos, photo)?;
        }
        for mut other in Album::others(store, eyes, args.report, &args.field)? {
            if other.photos.iter().any(|one| one.cover) {
                other.photos.iter_mut().for_each(|one| one.cover = false);
                other.save(store, now)?;
            }
        }
        for one in &mut asked.photos {
            one.cover = Some(&one.photo) == args.photo.as_ref();
        }
        asked.save(store, now)?;
        Ok(PhotosChanged {
            photos: asked.photos,
            saved: eyes.saved(store, args.report, now)?,
        })
    })
    .await
}

pub(crate) async fn move_to(app: AppHandle, args: MovePhotoArgs) -> Result<PhotosChanged, AppError> {
    change(&app, args.report, args.field, move |photos| {
        let photo = find(photos, &args.photo)?;
        let photo = photos.remove(photo);
        photos.insert(place(args.to, photos), photo);
        Ok(())
    })
    .await
}

pub(crate) async fn remove(app: AppHandle, args: RemovePhotoArgs) -> Result<PhotosChanged, AppError> {
    change(&app, args.report, args.field, move |photos| {
        let photo = find(photos, &args.photo)?;
        photos.remove(photo);
        Ok(())
    })
    .await
}

pub(crate) async fn put_back(app: AppHandle, args: PutBackPhotoArgs) -> Result<PhotosChanged, AppError> {
    change(&app, args.report, args.field, move |photos| {
        if find(photos, &args.photo.photo).is_err() {
            photos.insert(place(args.at, photos), args.photo);
        }
        Ok(())
    })
    .await
}

/// The longest side that a form may ask for, in pixels: a square of it is as much as portals take.
const SIDE_MAX: u32 = 8000;

/// The photos field of a report.
pub(super) struct Album {
    report: ReportId,
    field: FieldId,
    pub(super) photos: Vec<PhotoUse>,
    pub(super) max: Option<u32>,
    min_side: Option<u32>,
}

impl Album {
    pub(super) fn open(
        store: &Store,
        eyes: &Eyes,
        report: ReportId,
        field: &FieldId,
    ) -> Result<Self, AppError> {
        let content = store.report(report)?.ok_or(AppError::NotFound)?.content;
        let catalogue = eyes.catalogue.as_ref().ok_or(AppError::NoCatalogue)?;
        let form = &catalogue
            .section(&content.section)
            .ok_or(AppError::NotFound)?
            .form;
        let Some(FieldKind::Photos { max, min_side, .. }) = form.field(field).map(|field| &field.kind) else {
            return Err(AppError::NotFound);
        };
        let photos = match content.values.get(field) {
            Some(value) => Vec::deserialize(value).map_err(|_| AppError::Fault)?,
            None => Vec::new(),
        };
        Ok(Self {
            report,
            field: field.clone(),
            photos,
            max: *max,
            min_side: *min_side,
        })
    }

    /// As [`Self::open`], for who is going to change it: another's report is told before any work is done.
    pub(super) fn to_change(
        store: &Store,
        eyes: &Eyes,
        report: ReportId,
        field: &FieldId,
    ) -> Result<Self, AppError> {
        let album = Self::open(store, eyes, report, field)?;
        match store.report(report)?.map(|report| report.origin) {
            Some(Origin::Mine) => Ok(album),
            _ => Err(AppError::Forbidden),
        }
    }

    /// How the field's photos are made ready: as large as it asks for, where that is more than usual.
    pub(super) fn recipe(&self) -> Recipe {
        recipe(self.min_side)
    }

    /// The report's other photos fields.
    fn others(store: &Store, eyes: &Eyes, report: ReportId, field: &FieldId) -> Result<Vec<Self>, AppError> {
        let section = store.report(report)?.ok_or(AppError::NotFound)?.content.section;
        let catalogue = eyes.catalogue.as_ref().ok_or(AppError::NoCatalogue)?;
        let form = &catalogue.section(&section).ok_or(AppError::NotFound)?.form;
        form.fields()
            .filter(|one| one.id != *field && matches!(one.kind, FieldKind::Photos { .. }))
            .map(|one| Self::open(store, eyes, report, &one.id))
            .collect()
    }

    pub(super) fn save(&self, store: &mut Store, now: Timestamp) -> Result<(), AppError> {
        let value = serde_json::to_value(&self.photos).map_err(|_| AppError::Fault)?;
        let value = (!self.photos.is_empty()).then_some(value);
        let patch = Patch {
            values: BTreeMap::from([(self.field.clone(), value)]),
            ..Patch::default()
        };
        store.save(self.report, &patch, now)?;
        Ok(())
    }
}

fn recipe(min_side: Option<u32>) -> Recipe {
    let usual = Recipe::default();
    Recipe {
        max_side: usual.max_side.max(min_side.unwrap_or_default().min(SIDE_MAX)),
        ..usual
    }
}

pub(super) async fn change(
    app: &AppHandle,
    report: ReportId,
    field: FieldId,
    work: impl FnOnce(&mut Vec<PhotoUse>) -> Result<(), AppError> + Send + 'static,
) -> Result<PhotosChanged, AppError> {
    at_desk(app, move |store, eyes| {
        let now = Timestamp::now();
        let mut album = Album::open(store, eyes, report, &field)?;
        work(&mut album.photos)?;
        album.save(store, now)?;
        Ok(PhotosChanged {
            photos: album.photos,
            saved: eyes.saved(store, report, now)?,
        })
    })
    .await
}

pub(super) fn find(photos: &[PhotoUse], id: &PhotoId) -> Result<usize, AppError> {
    photos
        .iter()
        .position(|photo| photo.photo == *id)
        .ok_or(AppError::NotFound)
}

/// Puts another picture into the place of one. What was said of it stays, and its partner goes with it.
pub(super) fn exchange(photos: &mut [PhotoUse], old: &PhotoId, new: &PhotoUse) -> Result<(), Misfit> {
    if photos
        .iter()
        .any(|one| one.photo == new.photo && one.photo != *old)
    {
        return Err(Misfit::Twice);
    }
    let at = photos.iter().position(|one| one.photo == *old);
    let photo = at.and_then(|at| photos.get_mut(at)).ok_or(Misfit::Gone)?;
    photo.photo = new.photo.clone();
    (photo.width, photo.height) = (new.width, new.height);
    for one in photos {
        if one.pair.as_ref() == Some(old) {
            one.pair = Some(new.photo.clone());
        }
    }
    Ok(())
}

/// Why a picture cannot take another's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// It is in the field already.
    Twice,
    /// The other one is not there any more.
    Gone,
}

fn place(wanted: u32, photos: &[PhotoUse]) -> usize {
    usize::try_from(wanted).unwrap_or(usize::MAX).min(photos.len())
}

#[cfg(test)]
mod tests {
    use super::{SIDE_MAX, recipe};

    /// A white line, as a BMP, because that can be written by hand.
    fn line(width: u32) -> Vec<u8> {
        let size = (width * 3).next_multiple_of(4);
        let mut bmp = b"BM".to_vec();
        for word in [
            54 + size,
            0,
            54,
            40,
            width,
            1,
            1 | 24 << 16,
            0,
            size,
            2835,
            2835,
            0,
            0,
        ] {
            bmp.extend(word.to_le_bytes());
        }
        bmp.resize(bmp.len() + size as usize, 255);
        bmp
    }

    #[test]
    fn photo_is_sent_as_large_as_the_form_asks_for_and_never_larger_than_it_was_taken() {
        let long_side = |taken, min_side| photo::prepare(&line(taken), &recipe(min_side)).unwrap().width;
        assert_eq!(long_side(9000, None), 2048);
        assert_eq!(long_side(9000, Some(1200)), 2048);
        assert_eq!(long_side(9000, Some(3000)), 3000);
        assert_eq!(long_side(2500, Some(3000)), 2500);
        assert_eq!(long_side(9000, Some(u32::MAX)), SIDE_MAX);
    }
}
