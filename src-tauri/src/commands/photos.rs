//! Photos of a report: taken in, captioned, put in order. The list is kept here and not on the screen, so that a photo
//! added and a caption typed at the same moment cannot undo one another.

use super::reports::{Eyes, at_desk};
use crate::{
    ipc::{
        bytes::AddPhotoBytesArgs,
        error::AppError,
        events::{PhotoProgress, ReportChanged},
        types::{
            AddPhotosArgs, AddedPhotos, EditPhotoArgs, MovePhotoArgs, PhotoArgs, PhotoFacts, PhotoRefusal,
            PhotosChanged, PhotosFieldArgs, PutBackPhotoArgs, RefusedPhoto, RemovePhotoArgs,
        },
    },
    office::{Office, blocking, lock},
};
use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use photo::{PhotoError, Prepared, Recipe};
use report::{FieldId, FieldKind, PhotoId, ReportId, value::PhotoUse};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fs, io::Read, path::Path};
use store::{NewPhoto, Patch, Store};
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_dialog::DialogExt;

/// A file larger than this is not read: no phone or camera makes one.
const FILE_MAX: u64 = 256 * 1024 * 1024;
/// Photos worked on at once: one core stays for the window.
fn at_once() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).clamp(1, 4))
}

pub(crate) async fn pick(app: AppHandle, args: PhotosFieldArgs) -> Result<AddedPhotos, AppError> {
    let (chosen, answer) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .add_filter(
            "JPEG, PNG, WebP",
            &["jpg", "jpeg", "png", "webp", "tif", "tiff", "bmp", "gif"],
        )
        .pick_files(move |files| {
            let _ = chosen.send(files.unwrap_or_default());
        });
    let files = answer.await.unwrap_or_default();
    let paths = files
        .into_iter()
        .filter_map(|file| file.into_path().ok())
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    add(
        app,
        AddPhotosArgs {
            report: args.report,
            field: args.field,
            paths,
        },
    )
    .await
}

pub(crate) async fn add(app: AppHandle, args: AddPhotosArgs) -> Result<AddedPhotos, AppError> {
    let pictures = args.paths.into_iter().map(Picture::File).collect();
    take_in(app, args.report, args.field, pictures).await
}

/// Adds a picture that is in no file.
pub(crate) async fn add_bytes(
    app: AppHandle,
    args: AddPhotoBytesArgs,
    bytes: Vec<u8>,
) -> Result<AddedPhotos, AppError> {
    let name = args.name;
    take_in(app, args.report, args.field, vec![Picture::Bytes { name, bytes }]).await
}

/// A picture on its way in.
enum Picture {
    /// Its path.
    File(String),
    /// What it is called, and itself.
    Bytes { name: String, bytes: Vec<u8> },
}

async fn take_in(
    app: AppHandle,
    report: ReportId,
    field: FieldId,
    pictures: Vec<Picture>,
) -> Result<AddedPhotos, AppError> {
    let office = app.state::<Office>();
    lock(&office.stopped_batches).remove(&report);
    let total = u32::try_from(pictures.len()).unwrap_or(u32::MAX);
    let recipe = Recipe::default();
    let mut refused = Vec::new();
    let mut cancelled = false;
    let mut done = 0;
    let mut prepared = stream::iter(pictures)
        .map(|picture| async move {
            let name = picture.name();
            let made = blocking(move || Ok(picture.prepare(&recipe))).await;
            (name, made)
        })
        .buffered(at_once());
    while let Some((name, made)) = prepared.next().await {
        if lock(&office.stopped_batches).remove(&report) {
            cancelled = true;
            break;
        }
        let mut added = None;
        match made? {
            Ok(made) => match take(&app, report, field.clone(), name.clone(), made).await? {
                Ok(photo) => added = Some(photo),
                Err(reason) => refused.push(RefusedPhoto { name, reason }),
            },
            Err(reason) => refused.push(RefusedPhoto { name, reason }),
        }
        if added.is_some() {
            // Whoever opens the report now, or opened it again meanwhile, sees the photo.
            let _ = app.emit("report_changed", ReportChanged { id: report });
        }
        done += 1;
        let _ = app.emit(
            "photo_progress",
            PhotoProgress {
                report,
                done,
                total,
                added,
            },
        );
    }
    drop(prepared);
    let (photos, saved) = at_desk(&app, move |store, eyes| {
        let photos = Album::open(store, eyes, report, &field)?.photos;
        Ok((photos, eyes.saved(store, report, Timestamp::now())?))
    })
    .await?;
    Ok(AddedPhotos {
        photos,
        refused,
        cancelled,
        saved,
    })
}

/// Puts one photo into the file and into the report.
async fn take(
    app: &AppHandle,
    report: ReportId,
    field: FieldId,
    name: String,
    made: Prepared,
) -> Result<Result<PhotoId, PhotoRefusal>, AppError> {
    at_desk(app, move |store, eyes| {
        let mut album = Album::open(store, eyes, report, &field)?;
        let id = sha256(&made.jpeg)?;
        if album.photos.iter().any(|photo| photo.photo == id) {
            return Ok(Err(PhotoRefusal::Twice));
        }
        if let Some(max) = album
            .max
            .filter(|max| album.photos.len() >= usize::try_from(*max).unwrap_or(usize::MAX))
        {
            return Ok(Err(PhotoRefusal::TooMany { max }));
        }
        let now = Timestamp::now();
        let new = NewPhoto {
            id: &id,
            jpeg: &made.jpeg,
            thumbnail: &made.thumbnail,
            width: made.width,
            height: made.height,
            name: &name,
            taken_at: made.exif.taken_at.as_deref().and_then(|at| at.parse().ok()),
            lat: made.exif.lat,
            lon: made.exif.lon,
            author: made.exif.author.as_deref(),
        };
        if let Err(error) = store.add_photo(new, now) {
            tracing::error!(%error, "a photo could not be kept");
            return Ok(Err(PhotoRefusal::NotStored));
        }
        let (width, height) = (made.width, made.height);
        album.photos.push(PhotoUse {
            photo: id.clone(),
            caption: String::new(),
            role: None,
            width,
            height,
        });
        album.save(store, now)?;
        Ok(Ok(id))
    })
    .await
}

/// The id of bytes.
pub(super) fn sha256(bytes: &[u8]) -> Result<PhotoId, AppError> {
    let digest = Sha256::digest(bytes);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hex.parse().map_err(|_| AppError::Fault)
}

pub(crate) async fn cancel(app: AppHandle, args: PhotosFieldArgs) -> Result<(), AppError> {
    lock(&app.state::<Office>().stopped_batches).insert(args.report);
    Ok(())
}

pub(crate) async fn edit(app: AppHandle, args: EditPhotoArgs) -> Result<PhotosChanged, AppError> {
    change(&app, args.report, args.field, move |photos| {
        let photo = find(photos, &args.photo)?;
        let photo = photos.get_mut(photo).ok_or(AppError::NotFound)?;
        if let Some(caption) = args.caption {
            photo.caption = caption;
        }
        if let Some(role) = args.role {
            photo.role = (!role.is_empty()).then_some(role);
        }
        Ok(())
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

pub(crate) async fn facts(app: AppHandle, args: PhotoArgs) -> Result<Option<PhotoFacts>, AppError> {
    at_desk(&app, move |store, _| {
        Ok(store.photo(&args.photo)?.map(|row| PhotoFacts {
            name: row.name,
            taken_at: row.taken_at.map(|at| at.to_string()),
            lon: row.lon,
            lat: row.lat,
            bytes: row.bytes,
        }))
    })
    .await
}

/// The photos field of a report.
struct Album {
    report: ReportId,
    field: FieldId,
    photos: Vec<PhotoUse>,
    max: Option<u32>,
}

impl Album {
    fn open(store: &Store, eyes: &Eyes, report: ReportId, field: &FieldId) -> Result<Self, AppError> {
        let content = store.report(report)?.ok_or(AppError::NotFound)?.content;
        let catalogue = eyes.catalogue.as_ref().ok_or(AppError::NoCatalogue)?;
        let form = &catalogue
            .section(&content.section)
            .ok_or(AppError::NotFound)?
            .form;
        let Some(FieldKind::Photos { max, .. }) = form.field(field).map(|field| &field.kind) else {
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
        })
    }

    fn save(&self, store: &mut Store, now: Timestamp) -> Result<(), AppError> {
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

async fn change(
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

fn find(photos: &[PhotoUse], id: &PhotoId) -> Result<usize, AppError> {
    photos
        .iter()
        .position(|photo| photo.photo == *id)
        .ok_or(AppError::NotFound)
}

fn place(wanted: u32, photos: &[PhotoUse]) -> usize {
    usize::try_from(wanted).unwrap_or(usize::MAX).min(photos.len())
}

impl Picture {
    fn name(&self) -> String {
        match self {
            Self::File(path) => Path::new(path)
                .file_name()
                .map_or_else(|| path.clone(), |name| name.to_string_lossy().into_owned()),
            Self::Bytes { name, .. } => name.clone(),
        }
    }

    fn prepare(self, recipe: &Recipe) -> Result<Prepared, PhotoRefusal> {
        let bytes = match self {
            Self::File(path) => read(Path::new(&path))?,
            Self::Bytes { bytes, .. } => bytes,
        };
        photo::prepare(&bytes, recipe).map_err(|error| match error {
            PhotoError::NotAnImage => PhotoRefusal::NotAnImage,
            PhotoError::Unsupported { format } => PhotoRefusal::Unsupported {
                format: format.to_string(),
            },
            PhotoError::Truncated => PhotoRefusal::Truncated,
            PhotoError::TooManyPixels { width, height } => PhotoRefusal::TooManyPixels { width, height },
            _ => PhotoRefusal::Corrupt,
        })
    }
}

fn read(path: &Path) -> Result<Vec<u8>, PhotoRefusal> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|_| PhotoRefusal::Unreadable)?;
    file.take(FILE_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| PhotoRefusal::Unreadable)?;
    if bytes.len() as u64 > FILE_MAX {
        return Err(PhotoRefusal::NotAnImage);
    }
    Ok(bytes)
}
