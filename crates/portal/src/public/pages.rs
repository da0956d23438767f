//! The pages.

use super::bytes::{MAP_SCRIPT, MAP_STYLE, has_asset};
use crate::{
    api::extract::{ApiPath, ApiQuery},
    portal::Portal,
    problem::ApiError,
    storage::{PublishedQuery, PublishedReport},
};
use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use page::{
    Frame, ReportPage, locale,
    places::{self, Pin},
    view::{self, Photo},
};
use portal_api::Code;
use report::{ReportId, Section, SectionId, form::RefList};
use serde::Deserialize;
use std::sync::Arc;

/// Reports on a page of a list.
const PAGE: u32 = 20;
/// Newest reports on the first page.
const NEWEST: u32 = 6;
/// Places on the map at most; more would need more than a list beside it.
const PLACES: u32 = 2000;

/// What every page has, with the maps of a portal that has a pack.
async fn frame(portal: &Portal, title: &str) -> Frame {
    Frame {
        city: portal.catalogue.city.uk.clone(),
        title: title.to_owned(),
        site: portal.public_url.clone(),
        has_map: portal.pack.is_some() && has_asset(portal, MAP_SCRIPT).await,
        has_map_style: has_asset(portal, MAP_STYLE).await,
        script: None,
    }
}

/// A report in a list.
struct Item {
    title: String,
    href: String,
    section: String,
    department: String,
    date: String,
    datetime: String,
    address: String,
    cover: Option<Photo>,
}

/// A section on the first page.
struct SectionItem {
    href: String,
    name: String,
    about: String,
    count: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    sections: Vec<SectionItem>,
    newest: Vec<Item>,
}

#[derive(Template)]
#[template(path = "section.html")]
struct SectionPage {
    frame: Frame,
    name: String,
    about: String,
    count: String,
    items: Vec<Item>,
    newer: Option<String>,
    older: Option<String>,
    page: u32,
}

#[derive(Template)]
#[template(path = "map.html")]
struct MapPage {
    frame: Frame,
    items: Vec<Item>,
    places: String,
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message {
    frame: Frame,
    text: &'static str,
}

/// A page that cannot be shown.
pub(super) struct PageError(ApiError, Frame);

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let Self(error, mut frame) = self;
        let (title, text) = match error.code() {
            Code::NotFound | Code::BadRequest => (
                "Сторінку не знайдено",
                "Можливо, адресу введено з помилкою або матеріал ще не опубліковано.",
            ),
            _ => (
                "Портал тимчасово недоступний",
                "Спробуйте оновити сторінку за кілька хвилин.",
            ),
        };
        let status = match error.code() {
            Code::NotFound | Code::BadRequest => StatusCode::NOT_FOUND,
            Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        title.clone_into(&mut frame.title);
        shown(status, &Message { frame, text })
    }
}

fn plain_frame(portal: &Portal) -> Frame {
    Frame {
        city: portal.catalogue.city.uk.clone(),
        title: String::new(),
        site: portal.public_url.clone(),
        has_map: false,
        has_map_style: false,
        script: None,
    }
}

/// The page for an address with nothing behind it.
pub(crate) fn not_found(portal: &Portal) -> Response {
    PageError(Code::NotFound.into(), plain_frame(portal)).into_response()
}

fn shown(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, [(header::CACHE_CONTROL, "no-cache")], Html(html)).into_response(),
        Err(error) => {
            tracing::error!("a page cannot be drawn: {error}");
            ApiError::new(Code::Internal).into_response()
        }
    }
}

fn href(id: ReportId) -> String {
    format!("/r/{id}")
}

fn item(portal: &Portal, published: &PublishedReport) -> Item {
    let content = &published.content;
    let section = portal.catalogue.section(&content.section);
    let form = section.map(|section| &section.form);
    let day = locale::day_of(published.published_at);
    Item {
        title: content.title.clone(),
        href: href(published.id),
        section: section.map_or_else(|| content.section.to_string(), |section| section.name.uk.clone()),
        department: view::reference(
            &portal.catalogue,
            RefList::Departments,
            published.department.as_str(),
        ),
        date: locale::date(day),
        datetime: day.to_string(),
        address: form
            .and_then(|form| places::place_of(content, form))
            .and_then(|place| place.address)
            .unwrap_or_default(),
        cover: form.and_then(|form| view::cover(content, form)),
    }
}

fn items(portal: &Portal, published: &[PublishedReport]) -> Vec<Item> {
    published.iter().map(|one| item(portal, one)).collect()
}

fn section_href(section: &SectionId) -> String {
    format!("/s/{section}")
}

async fn published(portal: &Portal, query: PublishedQuery) -> Result<Vec<PublishedReport>, ApiError> {
    portal.stored(move |storage| storage.published(&query)).await
}

/// Runs a page, making its refusals pages too.
async fn page<T: Template>(
    portal: &Portal,
    draw: impl Future<Output = Result<T, ApiError>>,
) -> Result<Response, PageError> {
    match draw.await {
        Ok(template) => Ok(shown(StatusCode::OK, &template)),
        Err(error) => Err(PageError(error, plain_frame(portal))),
    }
}

/// `/`: the sections and the newest reports.
pub(super) async fn home(State(portal): State<Arc<Portal>>) -> Result<Response, PageError> {
    page(&portal, async {
        let counts = portal.stored(|storage| storage.published_counts()).await?;
        let newest = published(
            &portal,
            PublishedQuery {
                section: None,
                skip: 0,
                take: NEWEST,
            },
        )
        .await?;
        let section_item = |section: &Section| SectionItem {
            href: section_href(&section.id),
            name: section.name.uk.clone(),
            about: section.about.uk.clone(),
            count: counts.iter().find(|(id, _)| *id == section.id).map_or_else(
                || "ще немає звітів".to_owned(),
                |(_, count)| locale::reports(*count),
            ),
        };
        Ok(Home {
            frame: frame(&portal, "Звіти про діяльність").await,
            sections: portal.catalogue.sections.iter().map(section_item).collect(),
            newest: items(&portal, &newest),
        })
    })
    .await
}

/// Which page of a list.
#[derive(Debug, Deserialize)]
pub(super) struct PageNumber {
    #[serde(default = "first")]
    page: u32,
}

const fn first() -> u32 {
    1
}

/// `/s/{section}`: a section's reports.
pub(super) async fn section(
    State(portal): State<Arc<Portal>>,
    id: Result<ApiPath<String>, ApiError>,
    number: Result<ApiQuery<PageNumber>, ApiError>,
) -> Result<Response, PageError> {
    page(&portal, async {
        let (ApiPath(id), ApiQuery(PageNumber { page: number })) = (id?, number?);
        let id = SectionId(id);
        let section = portal.catalogue.section(&id).ok_or(Code::NotFound)?;
        let skip = number
            .checked_sub(1)
            .and_then(|before| before.checked_mul(PAGE))
            .ok_or(Code::NotFound)?;
        let query = PublishedQuery {
            section: Some(id.clone()),
            skip,
            take: PAGE + 1,
        };
        let mut found = published(&portal, query).await?;
        if found.is_empty() && number > 1 {
            return Err(Code::NotFound.into());
        }
        let full = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = found.len() > full;
        found.truncate(full);
        let counts = portal.stored(|storage| storage.published_counts()).await?;
        let count = counts
            .iter()
            .find(|(of, _)| *of == id)
            .map_or(0, |(_, count)| *count);
        let at = |number: u32| format!("{}?page={number}", section_href(&id));
        Ok(SectionPage {
            frame: frame(&portal, &section.name.uk).await,
            name: section.name.uk.clone(),
            about: section.about.uk.clone(),
            count: locale::reports(count),
            items: items(&portal, &found),
            newer: (number > 1).then(|| at(number - 1)),
            older: more.then(|| at(number.saturating_add(1))),
            page: number,
        })
    })
    .await
}

/// `/r/{id}`: a report.
pub(super) async fn report(
    State(portal): State<Arc<Portal>>,
    id: Result<ApiPath<ReportId>, ApiError>,
) -> Result<Response, PageError> {
    page(&portal, async {
        let ApiPath(id) = id?;
        let found = portal.stored(move |storage| storage.published_report(id)).await?;
        let found = found.ok_or(Code::NotFound)?;
        let section = portal
            .catalogue
            .section(&found.content.section)
            .ok_or(Code::NotFound)?;
        Ok(ReportPage::new(
            frame(&portal, "").await,
            id,
            &found.content,
            section,
            &portal.catalogue,
            &found.department,
            locale::day_of(found.published_at),
        ))
    })
    .await
}

/// `/map`: everything that has a place.
pub(super) async fn map(State(portal): State<Arc<Portal>>) -> Result<Response, PageError> {
    page(&portal, async {
        let found = published(
            &portal,
            PublishedQuery {
                section: None,
                skip: 0,
                take: PLACES,
            },
        )
        .await?;
        let (mut pins, mut placed) = (Vec::new(), Vec::new());
        for one in found {
            let section = portal.catalogue.section(&one.content.section);
            let place = section.and_then(|section| places::place_of(&one.content, &section.form));
            if let Some(pin) = place.and_then(|place| Pin::new(&place, &one.content.title, &href(one.id))) {
                pins.push(pin);
                placed.push(one);
            }
        }
        Ok(MapPage {
            frame: frame(&portal, "Електронна мапа").await,
            items: items(&portal, &placed),
            places: places::json(&pins),
        })
    })
    .await
}
