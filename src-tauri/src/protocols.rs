//! What the webview fetches without commands: photos, map tiles and a document to import, as bytes.
//!
//! - `photo://localhost/<sha256>` the picture as it is sent, `…/<sha256>/thumb` its thumbnail
//! - `tiles://localhost/<z>/<x>/<y>` a vector tile of the map pack; 204 where the pack has none
//! - `preview://localhost/…` the public page of a report as it is here now; see [`preview`]
//! - `document://localhost/<token>` the document that is open for import, as it was checked

mod preview;

use crate::{commands::documents::OpenDocument, office::Office};
use report::PhotoId;
use std::{borrow::Cow, fs};
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
    respond(context.app_handle().clone(), request, answer, |app, path| {
        let (id, thumbnail) = match path.strip_suffix("/thumb") {
            Some(id) => (id, true),
            None => (path, false),
        };
        jpeg(app, id, thumbnail)
    });
}

fn jpeg(app: &AppHandle, id: &str, thumbnail: bool) -> Option<Response<Bytes>> {
    let id: PhotoId = id.parse().ok()?;
    let file = app.state::<Office>().photo_file(&id, thumbnail)?;
    let bytes = fs::read(file).ok()?;
    Response::builder()
        .header(header::CONTENT_TYPE, "image/jpeg")
        .header(header::CACHE_CONTROL, "private, max-age=31536000, immutable")
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
