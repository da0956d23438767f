//! Photos of a report: taken in from files, folders, ZIPs and the clipboard, described, put in order.

mod album;
mod batch;
mod edit;
mod gather;
mod hints;
mod picture;
mod suggestions;
mod workers;

pub(crate) use album::{cover, describe, move_to, pair, put_back, remove};
pub(crate) use batch::Batches;
pub(crate) use edit::{edit, recipe, replace, source};
pub(crate) use hints::{hints, walls};
pub(crate) use suggestions::suggestions;
pub(crate) use workers::prepare;

use crate::ipc::{
    bytes::AddPhotoBytesArgs,
    error::AppError,
    photos::{AddPartialPhotosArgs, AddPhotosArgs, AddedPhotos, PhotosFieldArgs},
};
use crate::office::blocking;
use batch::take_in;
use gather::Gathered;
use photo::worker::Broken;
use picture::Picture;
use report::PhotoId;
use sha2::{Digest, Sha256};
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;

/// What the picker offers; what a file is, is told by its content.
const ENDINGS: [&str; 14] = [
    "jpg", "jpeg", "jfif", "png", "heic", "heif", "hif", "avif", "webp", "tif", "tiff", "bmp", "gif", "zip",
];

pub(crate) async fn pick(app: AppHandle, args: PhotosFieldArgs) -> Result<AddedPhotos, AppError> {
    let (chosen, answer) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .add_filter("JPEG, HEIC, PNG, WebP, TIFF, ZIP", &ENDINGS)
        .pick_files(move |files| {
            let _ = chosen.send(files.unwrap_or_default());
        });
    let files = answer.await.unwrap_or_default();
    let paths = files
        .into_iter()
        .filter_map(|file| file.into_path().ok())
        .collect();
    let gathered = blocking(move || Ok(gather::gather(paths))).await?;
    take_in(&app, args.report, args.field, gathered, Broken::Refused).await
}

pub(crate) async fn add(app: AppHandle, args: AddPhotosArgs) -> Result<AddedPhotos, AppError> {
    let paths = args.paths.into_iter().map(Into::into).collect();
    let gathered = blocking(move || Ok(gather::gather(paths))).await?;
    take_in(&app, args.report, args.field, gathered, Broken::Refused).await
}

/// Adds pictures whose end is missing, as far as they go.
pub(crate) async fn add_partial(app: AppHandle, args: AddPartialPhotosArgs) -> Result<AddedPhotos, AppError> {
    let pictures = args.pictures.into_iter().map(Picture::at).collect();
    let gathered = Gathered::of(pictures);
    take_in(&app, args.report, args.field, gathered, Broken::Taken).await
}

/// Adds a picture that is in no file.
pub(crate) async fn add_bytes(
    app: AppHandle,
    args: AddPhotoBytesArgs,
    bytes: Vec<u8>,
) -> Result<AddedPhotos, AppError> {
    let gathered = Gathered::of(vec![Picture::of_bytes(args.name, bytes)]);
    take_in(&app, args.report, args.field, gathered, Broken::Refused).await
}

pub(crate) async fn cancel(app: AppHandle, args: PhotosFieldArgs) -> Result<(), AppError> {
    app.state::<Batches>().stop(args.report, &args.field);
    Ok(())
}

/// The id of bytes.
pub(super) fn sha256(bytes: &[u8]) -> Result<PhotoId, AppError> {
    let digest = Sha256::digest(bytes);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hex.parse().map_err(|_| AppError::Fault)
}
