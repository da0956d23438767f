//! What the pages load: photos and files of published revisions, tiles, styles, the map's script.

use crate::{
    api::{extract::ApiPath, files::stream},
    portal::Portal,
    problem::ApiError,
    storage::{AttachmentKind, Variant},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use portal_api::Code;
use report::PhotoId;
use std::sync::Arc;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

fn cached(mut response: Response, how: HeaderValue) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, how);
    response
}

async fn public_file(
    portal: &Portal,
    sha256: PhotoId,
    kind: AttachmentKind,
    variant: Variant,
    media_type: &'static str,
) -> Result<Response, ApiError> {
    let held = portal
        .stored(move |storage| {
            if storage.is_public_file(&sha256, kind)? {
                storage.open_file(&sha256, variant)
            } else {
                Ok(None)
            }
        })
        .await?;
    Ok(cached(stream(held.ok_or(Code::NotFound)?, media_type), FOR_EVER))
}

/// `/photos/<sha256>.jpg`, and `/photos/<sha256>-640.jpg` for the thumbnail.
pub(super) async fn photo(
    State(portal): State<Arc<Portal>>,
    ApiPath(name): ApiPath<String>,
) -> Result<Response, ApiError> {
    let stem = name.strip_suffix(".jpg").ok_or(Code::NotFound)?;
    let (hash, variant) = match stem.strip_suffix("-640") {
        Some(hash) => (hash, Variant::Thumbnail),
        None => (stem, Variant::Whole),
    };
    let sha256 = hash.parse().map_err(|_| Code::NotFound)?;
    public_file(&portal, sha256, AttachmentKind::Photo, variant, "image/jpeg").await
}

/// `/files/<sha256>`: always a download, never shown, whatever its bytes pretend to be.
pub(super) async fn file(
    State(portal): State<Arc<Portal>>,
    ApiPath(sha256): ApiPath<PhotoId>,
) -> Result<Response, ApiError> {
    let mut response = public_file(
        &portal,
        sha256,
        AttachmentKind::File,
        Variant::Whole,
        "application/octet-stream",
    )
    .await?;
    response.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment"),
    );
    Ok(response)
}

/// `/tiles.json`: what the map pack says of itself.
pub(super) async fn pack(State(portal): State<Arc<Portal>>) -> Result<Response, ApiError> {
    let pack = portal.pack.as_ref().ok_or(Code::NotFound)?;
    Ok(cached(Json(pack.info()).into_response(), ASK_AGAIN))
}

/// `/tiles/{z}/{x}/{y}`: a vector tile; 204 where the pack has none.
pub(super) async fn tile(
    State(portal): State<Arc<Portal>>,
    ApiPath((z, x, y)): ApiPath<(u8, u32, u32)>,
) -> Result<Response, ApiError> {
    let read = move || portal.pack.as_ref().map(|pack| pack.tile(z, x, y)).transpose();
    let tile = tokio::task::spawn_blocking(read).await??.ok_or(Code::NotFound)?;
    let response = match tile {
        None => StatusCode::NO_CONTENT.into_response(),
        Some(bytes) => (
            [(header::CONTENT_TYPE, "application/vnd.mapbox-vector-tile")],
            bytes,
        )
            .into_response(),
    };
    Ok(cached(response, A_DAY))
}

/// `/static/…`: what is built into the program.
pub(super) async fn fixed(ApiPath(name): ApiPath<String>) -> Result<Response, ApiError> {
    let asset = page::asset(&name).ok_or(Code::NotFound)?;
    Ok(cached(
        ([(header::CONTENT_TYPE, asset.media_type)], asset.bytes).into_response(),
        A_DAY,
    ))
}

/// The icon, for who asks by its old name.
pub(super) async fn icon() -> Result<Response, ApiError> {
    fixed(ApiPath("icon.svg".to_owned())).await
}

/// The map's script, by the name that the interface's build gives it.
pub(super) const MAP_SCRIPT: &str = "portal-map.js";
/// The map's style.
pub(super) const MAP_STYLE: &str = "portal-map.css";

/// Whether the assets folder has that file.
pub(super) async fn has_asset(portal: &Portal, name: &str) -> bool {
    match &portal.assets {
        Some(folder) => tokio::fs::metadata(folder.join(name))
            .await
            .is_ok_and(|meta| meta.is_file()),
        None => false,
    }
}

/// `/assets/…`: one file of the assets folder, nothing below it and nothing hidden.
pub(super) async fn asset(
    State(portal): State<Arc<Portal>>,
    ApiPath(name): ApiPath<String>,
) -> Result<Response, ApiError> {
    let plain = !name.starts_with('.')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    let media_type = match name.rsplit_once('.') {
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        Some((_, "woff2")) => "font/woff2",
        Some((_, "png")) => "image/png",
        _ => return Err(Code::NotFound.into()),
    };
    let folder = portal.assets.as_ref().filter(|_| plain).ok_or(Code::NotFound)?;
    let bytes = tokio::fs::read(folder.join(&name))
        .await
        .map_err(|_| Code::NotFound)?;
    Ok(cached(
        ([(header::CONTENT_TYPE, media_type)], bytes).into_response(),
        ASK_AGAIN,
    ))
}
