//! `preview://localhost/…`: the portal's page of a report as it is here now, from the portal's own template and styles.
//!
//! - `/r/<id>` the page, as if it were published today
//! - `/static/…`, `/assets/…`, `/photos/…`, `/tiles.json`, `/tiles/<z>/<x>/<y>` what the page loads, by the portal's addresses
//! - `/preview.js` tells the window which link was pressed, so that none leads out of the page
//!
//! Nothing else has an address: what a link leads to on the portal is not here.

use super::{Bytes, picture, tile};
use crate::office::{Office, lock};
use jiff::Timestamp;
use page::{Frame, ReportPage, locale};
use report::{DepartmentId, ReportId};
use tauri::{
    AppHandle, Manager,
    http::{HeaderValue, Response, header},
};

/// As strict as the portal's own: nothing from elsewhere, no scripts in the page.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; \
     base-uri 'none'; form-action 'none'",
);

/// Follows the page's links.
const SCRIPT: &str = include_str!("preview.js");

/// Where the interface's build puts the map of the portal's pages.
const MAP_FOLDER: &str = "portal";

/// What lies at an address; `None` where nothing does.
pub(super) fn read(app: &AppHandle, path: &str) -> Option<Response<Bytes>> {
    let mut answer = match path.split_once('/') {
        None if path == "preview.js" => of("text/javascript; charset=utf-8", SCRIPT.as_bytes()),
        None if path == "tiles.json" => pack(app),
        Some(("r", id)) => report_page(app, id.parse().ok()?),
        Some(("static", name)) => page::asset(name).and_then(|asset| of(asset.media_type, asset.bytes)),
        Some(("assets", name)) => map_asset(app, name),
        // The small picture kept here is smaller than the portal's: the whole one looks as there.
        Some(("photos", name)) => {
            let stem = name.strip_suffix(".jpg")?;
            picture(app, stem.strip_suffix("-640").unwrap_or(stem))
        }
        Some(("tiles", numbers)) => tile(app, numbers),
        _ => None,
    }?;
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    Some(answer)
}

fn of(media_type: &str, bytes: impl Into<Bytes>) -> Option<Response<Bytes>> {
    Response::builder()
        .header(header::CONTENT_TYPE, media_type)
        .body(bytes.into())
        .ok()
}

fn report_page(app: &AppHandle, id: ReportId) -> Option<Response<Bytes>> {
    let office = app.state::<Office>();
    let catalogue = office.catalogue().ok()??;
    let store = office.store().ok()?;
    let (content, department) = {
        let store = lock(&store);
        let author = store.row(id).ok()?.and_then(|row| row.department);
        (store.report(id).ok()??.content, author)
    };
    // What was never sent is this account's; without signing in there is no department yet.
    let department = department
        .or_else(|| office.account().map(|account| account.department))
        .unwrap_or_else(|| DepartmentId(String::new()));
    let has_asset = |name| app.asset_resolver().get(format!("{MAP_FOLDER}/{name}")).is_some();
    let frame = Frame {
        city: catalogue.city.uk.clone(),
        title: String::new(),
        site: String::new(),
        has_map: office.pack().is_some() && has_asset("portal-map.js"),
        has_map_style: has_asset("portal-map.css"),
        script: Some("/preview.js"),
    };
    let section = catalogue.section(&content.section)?;
    let today = locale::day_of(Timestamp::now());
    let html = ReportPage::new(frame, id, &content, section, &catalogue, &department, today)
        .html()
        .inspect_err(|error| tracing::error!(%error, "the preview cannot be drawn"))
        .ok()?;
    let mut answer = of("text/html; charset=utf-8", html.into_bytes())?;
    answer
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Some(answer)
}

fn pack(app: &AppHandle) -> Option<Response<Bytes>> {
    let pack = app.state::<Office>().pack()?;
    of("application/json", serde_json::to_vec(pack.info()).ok()?)
}

fn map_asset(app: &AppHandle, name: &str) -> Option<Response<Bytes>> {
    let media_type = match name {
        "portal-map.js" => "text/javascript; charset=utf-8",
        "portal-map.css" => "text/css; charset=utf-8",
        _ => return None,
    };
    let asset = app.asset_resolver().get(format!("{MAP_FOLDER}/{name}"))?;
    of(media_type, asset.bytes)
}
