//! What the webview fetches without commands: photos, map tiles and a document to import, as bytes.
//!
//! - `photo://localhost/<sha256>` the picture as it is sent, `…/<sha256>/thumb` its thumbnail, `…/<sha256>/source` what it was made
//!   of, upright and no larger than is sent, before anything was done to it
//! - `tiles://localhost/<z>/<x>/<y>` a vector tile of the map pack; 204 where the pack has none
//! - `preview://localhost/…` the public page of a report as it is here now; see [`preview`]
//! - `document://localhost/<token>` the document that is open for import, as it was checked

mod preview;

use crate::{
    commands::{documents::OpenDocument, photos::source},
    office::{Office, lock},
};
use report::PhotoId;
use std::{borrow::Cow, fs, path::PathBuf};
use store::Store;
use tauri::{
    AppHandle, Manager, UriSchemeContext, UriSchemeResponder, Wry,
    http::{Request, Response, StatusCode, header},
};

type Bytes = Cow<'static, [u8]>;

/// Answers `photo://`. A photo's bytes never change, so the webview may keep them.
pub(crate) fn photo(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    answer: UriSchemeResponder,
) {
    respond(context.app_handle().clone(), request, answer, picture);
}

fn picture(app: &AppHandle, path: &str) -> Option<Response<Bytes>> {
    let (id, wanted) = path.split_once('/').unwrap_or((path, ""));
    // An id is 64 hexadecimal digits and nothing else: no path leads out of the folder.
    let id: PhotoId = id.parse().ok()?;
    let store = app.state::<Office>().store().ok()?;
    let read = |path_of: fn(&Store, &PhotoId) -> PathBuf| {
        let path = path_of(&lock(&store), &id);
        jpeg(fs::read(path).ok()?, FOR_EVER)
    };
    match wanted {
        "" => read(Store::photo_path),
        "thumb" => read(Store::thumbnail_path),
        "source" => jpeg(source(&store, &id)?, "no-cache"),
        _ => None,
    }
}

/// The bytes of an id never change.
const FOR_EVER: &str = "private, max-age=31536000, immutable";

fn jpeg(bytes: Vec<u8>, keep: &str) -> Option<Response<Bytes>> {
    Response::builder()
        .header(header::CONTENT_TYPE, "image/jpeg")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CACHE_CONTROL, keep)
        .body(bytes.into())
        .ok()
}

/// Answers `tiles://`.
pub(crate) fn tiles(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    answer: UriSchemeResponder,
) {
    respond(context.app_handle().clone(), request, answer, tile);
}

fn tile(app: &AppHandle, path: &str) -> Option<Response<Bytes>> {
    let mut numbers = path.split('/').map(str::parse::<u32>);
    let (z, x, y) = (
        numbers.next()?.ok()?,
        numbers.next()?.ok()?,
        numbers.next()?.ok()?,
    );
    let tile = app
        .state::<Office>()
        .pack()?
        .tile(u8::try_from(z).ok()?, x, y)
        .ok()?;
    let answer = Response::builder()
        .header(header::CONTENT_TYPE, "application/vnd.mapbox-vector-tile")
        .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    match tile {
        Some(bytes) => answer.body(bytes.into()).ok(),
        None => answer.status(StatusCode::NO_CONTENT).body(Bytes::default()).ok(),
    }
}

/// Answers `preview://`.
pub(crate) fn preview(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    answer: UriSchemeResponder,
) {
    respond(context.app_handle().clone(), request, answer, preview::read);
}

/// Answers `document://`.
pub(crate) fn document(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    answer: UriSchemeResponder,
) {
    respond(context.app_handle().clone(), request, answer, |app, path| {
        let bytes = app.state::<OpenDocument>().take(path.parse().ok()?)?;
        Response::builder()
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CACHE_CONTROL, "no-store")
            .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
            .body(bytes.into())
            .ok()
    });
}

/// Reads off the window's thread; `None` is 404.
fn respond(
    app: AppHandle,
    request: Request<Vec<u8>>,
    answer: UriSchemeResponder,
    read: impl FnOnce(&AppHandle, &str) -> Option<Response<Bytes>> + Send + 'static,
) {
    tauri::async_runtime::spawn_blocking(move || {
        let found = read(&app, request.uri().path().trim_start_matches('/'));
        answer.respond(found.unwrap_or_else(|| {
            let mut missing = Response::new(Bytes::default());
            *missing.status_mut() = StatusCode::NOT_FOUND;
            missing
        }));
    });
}
