//! A batch of pictures on its way into a report. Each is read, made ready and put on the disk by itself; the first is shown
//! while the last is not yet read; what is stopped leaves nothing half-made.

use super::{album::Album, gather::Gathered, picture::Picture, sha256, workers};
use crate::{
    commands::reports::at_desk,
    ipc::{
        error::AppError,
        events::{PhotoProgress, ReportChanged},
        photos::{AddedPhotos, PhotoRefusal, PictureAt, RefusedPhoto},
    },
    office::{Office, blocking, lock},
};
use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use photo::{PhotoError, Prepared, Quality, Recipe, worker::Broken};
use report::{FieldId, PhotoId, ReportId, value::PhotoUse};
use std::{collections::HashMap, sync::Mutex};
use store::{NewPhoto, PhotoMade, PhotoQuality, Store, StoreError};
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::watch;

/// The batches that are under way, to be stopped.
#[derive(Default)]
pub(crate) struct Batches(Mutex<HashMap<(ReportId, FieldId), watch::Sender<bool>>>);

impl Batches {
    fn begin(&self, report: ReportId, field: &FieldId) -> watch::Receiver<bool> {
        let (stop, stopped) = watch::channel(false);
        lock(&self.0).insert((report, field.clone()), stop);
        stopped
    }

    /// Stops the batch of a field, if there is one.
    pub(super) fn stop(&self, report: ReportId, field: &FieldId) {
        if let Some(stop) = lock(&self.0).remove(&(report, field.clone())) {
            let _ = stop.send(true);
        }
    }
}

/// A picture made ready, with the file that it was made of.
struct Ready {
    name: String,
    original: Vec<u8>,
    source: PhotoId,
    id: PhotoId,
    made: Prepared,
}

/// Takes a batch into the photos of a report.
pub(super) async fn take_in(
    app: &AppHandle,
    report: ReportId,
    field: FieldId,
    gathered: Gathered,
    broken: Broken,
) -> Result<AddedPhotos, AppError> {
    let Gathered {
        pictures,
        mut refused,
        skipped,
        ..
    } = gathered;
    let to = field.clone();
    let recipe = at_desk(app, move |store, eyes| {
        Ok(Album::to_change(store, eyes, report, &to)?.recipe())
    })
    .await?;
    let mut stopped = app.state::<Batches>().begin(report, &field);
    let total = u32::try_from(pictures.len()).unwrap_or(u32::MAX);
    let mut done = 0;
    let mut cancelled = false;
    // A few more than are worked on, so that no core waits while photos are put on the disk.
    let ahead = workers::at_once() + 2;
    let watching = stopped.clone();
    let mut coming = stream::iter(pictures)
        .map(|picture| make_ready(picture, recipe.clone(), broken, watching.clone()))
        .buffered(ahead);
    let told = app.clone();
    let tell = |done, name: &str, added| {
        let _ = told.emit(
            "photo_progress",
            PhotoProgress {
                report,
                done,
                total,
                name: name.to_owned(),
                added,
            },
        );
    };
    tell(0, "", None);
    loop {
        let next = tokio::select! {
            biased;
            // An error: nobody can stop this batch any more, another one of the field has begun.
            _ = stopped.wait_for(|stopped| *stopped) => {
                cancelled = true;
                break;
            }
            next = coming.next() => next,
        };
        let Some((name, made)) = next else { break };
        let taken = match made {
            Ok(ready) => take(app, report, field.clone(), ready)
                .await?
                .map_err(|reason| (reason, None)),
            Err(refusal) => Err(refusal),
        };
        done += 1;
        match taken {
            Ok(photo) => {
                // Whoever opens the report now, or opened it again meanwhile, sees the photo.
                let _ = app.emit("report_changed", ReportChanged { id: report });
                tell(done, &name, Some(photo));
            }
            Err((reason, partial)) => {
                tell(done, &name, None);
                refused.push(RefusedPhoto {
                    name,
                    reason,
                    partial,
                });
            }
        }
    }
    drop(coming);
    let (photos, saved) = at_desk(app, move |store, eyes| {
        let photos = Album::open(store, eyes, report, &field)?.photos;
        Ok((photos, eyes.saved(store, report, Timestamp::now())?))
    })
    .await?;
    Ok(AddedPhotos {
        photos,
        refused,
        skipped,
        cancelled,
        saved,
    })
}

type Refusal = (PhotoRefusal, Option<PictureAt>);

/// Reads a picture and makes it ready, unless the batch is stopped.
async fn make_ready(
    picture: Picture,
    recipe: Recipe,
    broken: Broken,
    stopped: watch::Receiver<bool>,
) -> (String, Result<Ready, Refusal>) {
    let name = picture.name.clone();
    let again = picture.again();
    let read = blocking(move || Ok(picture.read())).await;
    let bytes = match read.unwrap_or(Err(PhotoRefusal::Unreadable)) {
        Ok(bytes) => bytes,
        Err(reason) => return (name, Err((reason, None))),
    };
    let called = name.clone();
    let made = workers::work(photo::memory(&bytes), move || {
        // Nobody waits for it.
        if *stopped.borrow() {
            return Err(PhotoRefusal::Unreadable);
        }
        ready(called, bytes, &recipe, broken)
    })
    .await
    .unwrap_or(Err(PhotoRefusal::Corrupt));
    let made = made.map_err(|reason| {
        let partial = again.filter(|_| matches!(reason, PhotoRefusal::Truncated { offered: true }));
        (reason, partial)
    });
    (name, made)
}

fn ready(name: String, bytes: Vec<u8>, recipe: &Recipe, broken: Broken) -> Result<Ready, PhotoRefusal> {
    let made = workers::prepare(&bytes, recipe, broken).map_err(refusal)?;
    let unnamed = |_| PhotoRefusal::Corrupt;
    Ok(Ready {
        name,
        source: sha256(&bytes).map_err(unnamed)?,
        id: sha256(&made.jpeg).map_err(unnamed)?,
        original: bytes,
        made,
    })
}

/// Why a picture was refused, for the person who added it.
pub(super) fn refusal(error: PhotoError) -> PhotoRefusal {
    match error {
        PhotoError::NotAnImage => PhotoRefusal::NotAnImage,
        PhotoError::Unsupported { format } => PhotoRefusal::Unsupported {
            format: format.to_string(),
        },
        PhotoError::Truncated { share } => PhotoRefusal::Truncated {
            offered: share >= photo::OFFERED_SHARE,
        },
        PhotoError::Empty => PhotoRefusal::Empty,
        PhotoError::Video => PhotoRefusal::Video,
        PhotoError::WebPage => PhotoRefusal::WebPage,
        PhotoError::TooManyPixels { width, height } => PhotoRefusal::TooManyPixels { width, height },
        _ => PhotoRefusal::Corrupt,
    }
}

/// Whether a photo may go into the list, and why not.
fn room(album: &Album, id: &PhotoId) -> Result<(), PhotoRefusal> {
    if album.photos.iter().any(|photo| photo.photo == *id) {
        return Err(PhotoRefusal::Twice);
    }
    let taken = u32::try_from(album.photos.len()).unwrap_or(u32::MAX);
    match album.max {
        Some(max) if taken >= max => Err(PhotoRefusal::TooMany { max }),
        _ => Ok(()),
    }
}

/// Puts one photo on the disk and into the report.
async fn take(
    app: &AppHandle,
    report: ReportId,
    field: FieldId,
    ready: Ready,
) -> Result<Result<PhotoId, PhotoRefusal>, AppError> {
    let keep_original = app.state::<Office>().preferences().keep_originals;
    let (id, to) = (ready.id.clone(), field.clone());
    let shelves = at_desk(app, move |store, eyes| {
        let album = Album::open(store, eyes, report, &to)?;
        Ok(room(&album, &id).map(|()| store.shelves()))
    })
    .await?;
    let shelves = match shelves {
        Ok(shelves) => shelves,
        Err(reason) => return Ok(Err(reason)),
    };
    // Disks are slow, and who types need not wait for them: the files are laid down while the database is free.
    let laid = blocking(move || {
        let photo = shelves.lay(&ready.id, &ready.made.jpeg, &ready.made.thumbnail);
        // A photo is worth more than its original: a disk too full for that takes the photo all the same.
        let original = keep_original
            && photo.is_ok()
            && shelves
                .lay_original(&ready.source, &ready.original)
                .inspect_err(|error| tracing::warn!(%error, "an original could not be kept"))
                .is_ok();
        Ok(photo.map(|()| (ready, original)))
    })
    .await?;
    let (ready, original) = match laid {
        Ok(laid) => laid,
        Err(error) => return Ok(Err(not_stored(&error))),
    };
    at_desk(app, move |store, eyes| {
        let mut album = Album::open(store, eyes, report, &field)?;
        if let Err(reason) = room(&album, &ready.id) {
            return Ok(Err(reason));
        }
        let now = Timestamp::now();
        let kept = keep(store, &ready, now).and_then(|()| {
            if original {
                store.add_original(&ready.source, &ready.original, now)?;
            }
            Ok(())
        });
        if let Err(error) = kept {
            return Ok(Err(not_stored(&error)));
        }
        let Ready { id, made, .. } = ready;
        album
            .photos
            .push(PhotoUse::of(id.clone(), made.width, made.height));
        album.save(store, now)?;
        Ok(Ok(id))
    })
    .await
}

/// Keeps a photo with what is known of it.
fn keep(store: &mut Store, ready: &Ready, now: Timestamp) -> store::Result<()> {
    let Ready { source, id, made, .. } = ready;
    let new = NewPhoto {
        id,
        jpeg: &made.jpeg,
        thumbnail: &made.thumbnail,
        width: made.width,
        height: made.height,
        name: &ready.name,
        taken_at: made.exif.taken_at.as_deref().and_then(|at| at.parse().ok()),
        lat: made.exif.lat,
        lon: made.exif.lon,
        author: made.exif.author.as_deref(),
    };
    store.add_photo(new, now)?;
    let of = PhotoMade {
        source: source.clone(),
        edit: String::new(),
    };
    store.note_made(id, &of)?;
    note_measures(store, id, made)
}

/// Notes what a photo looks like and how good it is.
pub(super) fn note_measures(store: &mut Store, id: &PhotoId, made: &Prepared) -> store::Result<()> {
    store.note_likeness(id, made.likeness.0)?;
    let Quality {
        sharpness,
        brightness,
    } = made.quality;
    store.note_quality(
        id,
        PhotoQuality {
            sharpness,
            brightness,
        },
    )
}

fn not_stored(error: &StoreError) -> PhotoRefusal {
    tracing::error!(%error, "a photo could not be kept");
    PhotoRefusal::NotStored
}

#[cfg(test)]
mod tests {
    use super::{Ready, keep, sha256};
    use jiff::Timestamp;
    use photo::Recipe;
    use std::{fs, path::Path};
    use store::Store;
    use tempfile::TempDir;

    fn ready(picture: &str, recipe: &Recipe) -> Ready {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/photos")
            .join(picture);
        let original = fs::read(path).unwrap();
        let made = photo::prepare(&original, recipe).unwrap();
        Ready {
            name: picture.to_owned(),
            source: sha256(&original).unwrap(),
            id: sha256(&made.jpeg).unwrap(),
            original,
            made,
        }
    }

    #[test]
    fn name_of_255_bytes_and_two_photos_of_one_name_are_kept_as_they_are() {
        let temp = TempDir::new().unwrap();
        let mut store = Store::open(temp.path()).unwrap();
        let small = Recipe {
            max_side: 64,
            ..Recipe::default()
        };
        let long = format!("{}📷a.jpg", "ї".repeat(123));
        assert_eq!(long.len(), 255);
        for picture in ["school.jpg", "playground-orientation-6.jpg"] {
            let mut ready = ready(picture, &small);
            ready.name.clone_from(&long);
            keep(&mut store, &ready, Timestamp::UNIX_EPOCH).unwrap();
            assert_eq!(store.photo(&ready.id).unwrap().unwrap().name, long);
            assert_eq!(store.read_photo(&ready.id).unwrap(), ready.made.jpeg);
        }
    }

    #[test]
    fn photo_that_was_taken_in_is_known_again_in_another_size_and_by_how_good_it_is() {
        let temp = TempDir::new().unwrap();
        let mut store = Store::open(temp.path()).unwrap();
        let small = Recipe {
            max_side: 640,
            quality: 60,
            ..Recipe::default()
        };
        let other = ready("playground-orientation-6.jpg", &small);
        let whole = ready("school.jpg", &Recipe::default());
        let sent = ready("school.jpg", &small);
        for ready in [&other, &whole, &sent] {
            keep(&mut store, ready, Timestamp::UNIX_EPOCH).unwrap();
        }
        let alike = store.photos_alike(&sent.id, photo::Likeness::ALIKE).unwrap();
        let mut ids: Vec<_> = alike.into_iter().map(|alike| alike.photo).collect();
        ids.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        let mut expected = vec![whole.id.clone(), sent.id.clone()];
        expected.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        assert_eq!(ids, expected);
        let quality = store.photo_quality(&whole.id).unwrap().unwrap();
        assert_eq!(quality.sharpness, whole.made.quality.sharpness);
        assert_eq!(quality.brightness, whole.made.quality.brightness);
    }
}
