//! The desk, lists of reports part by part, and their places on the map. Thousands may lie here: only what is shown is
//! read whole.

use super::reports::{Eyes, at_desk};
use crate::ipc::{
    desk::{Desk, ReportPlace},
    error::AppError,
    lists::{FacetCount, Facets, ListRow, ReportGroup, ReportsArgs, ReportsPage, WantedReports},
    types::ReportRow,
};
use jiff::Timestamp;
use report::{FieldId, FieldKind, ReportId, place::Place};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use store::{Group, Heap, Indexing, Layout, Order, Standing, Store, Wanted};
use tauri::AppHandle;

/// What fits a desk without losing sight of the rest.
const NEEDING: u32 = 20;
const RECENT: u32 = 12;

/// So many of the reports that were changed last are taken in before a search.
const INDEXED_FIRST: u32 = 20;

/// So many rows are given at once.
const MOST: u32 = 200;

pub(crate) async fn desk(app: AppHandle) -> Result<Desk, AppError> {
    at_desk(&app, |store, eyes| {
        let now = Timestamp::now();
        let waiting = Wanted {
            heap: Some(Heap::Needing),
            approves: eyes.approves(),
            ..Wanted::default()
        };
        // Those that wait are not shown twice: so many more are read as may have to be passed over.
        let needing = store.page(&waiting, Layout::default(), now, 0, MOST)?;
        let waiting: BTreeSet<ReportId> = needing.rows.iter().map(|row| row.id).collect();
        let others = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
        let lately = store.page(
            &Wanted::default(),
            Layout::default(),
            now,
            0,
            RECENT.saturating_add(others),
        )?;
        let recent = lately.rows.into_iter().filter(|row| !waiting.contains(&row.id));
        Ok(Desk {
            needing_count: needing.total,
            needing: shown(store, eyes, needing.rows.into_iter().take(NEEDING as usize))?,
            recent: shown(store, eyes, recent.take(RECENT as usize))?,
            total: lately.total,
            counts: store.count_by_section()?,
        })
    })
    .await
}

/// The window says that the desk has been drawn and can be worked at: what a start takes until here is measured.
pub(crate) async fn desk_shown(_app: AppHandle) -> Result<(), AppError> {
    tracing::info!("the desk is shown");
    Ok(())
}

pub(crate) async fn reports(app: AppHandle, args: ReportsArgs) -> Result<ReportsPage, AppError> {
    at_desk(&app, move |store, eyes| {
        let wanted = wanted(args.wanted, eyes);
        let layout = Layout {
            order: args.order.map_or(Order::Updated, Order::from),
            turned: args.turned.unwrap_or(false),
            group: args.group.map(Group::from),
        };
        if !wanted.text.is_empty() {
            // What was written just now is to be found; the rest comes by and by.
            store.index_some(eyes.catalogue.as_deref(), None, INDEXED_FIRST)?;
        }
        let page = store.page(&wanted, layout, Timestamp::now(), args.skip, args.take.min(MOST))?;
        let mut rows = Vec::with_capacity(page.rows.len());
        for row in page.rows {
            let hit = match &page.query {
                Some(query) => store.hit(row.id, eyes.catalogue.as_deref(), query).ok(),
                None => None,
            };
            let day = store.day(row.id)?;
            if let Some(row) = shown(store, eyes, [row])?.pop() {
                rows.push(ListRow { row, day, hit });
            }
        }
        let groups = page.groups.into_iter();
        Ok(ReportsPage {
            rows,
            total: page.total,
            groups: groups.map(|(key, count)| ReportGroup { key, count }).collect(),
            read_as: page.read_as,
        })
    })
    .await
}

pub(crate) async fn facets(app: AppHandle, args: WantedReports) -> Result<Facets, AppError> {
    at_desk(&app, move |store, eyes| {
        let counts = |values: Vec<(String, u32)>| {
            let counts = values.into_iter();
            counts.map(|(value, count)| FacetCount { value, count }).collect()
        };
        let facets = store.facets(&wanted(args, eyes))?;
        Ok(Facets {
            standings: counts(facets.standings),
            programmes: counts(facets.programmes),
            districts: counts(facets.districts),
            authors: counts(facets.authors),
        })
    })
    .await
}

pub(crate) async fn indexing(app: AppHandle) -> Result<Indexing, AppError> {
    at_desk(&app, |store, _| Ok(store.indexing()?)).await
}

/// What the interface wants, as this account sees it. A day that is none does not narrow.
fn wanted(wanted: WantedReports, eyes: &Eyes) -> Wanted {
    let day = |day: Option<String>| day.and_then(|day| day.parse().ok());
    Wanted {
        sections: wanted.sections.unwrap_or_default(),
        heap: wanted.heap,
        standings: wanted.standings.unwrap_or_default(),
        programme: wanted.programme,
        district: wanted.district,
        author: wanted.author,
        from: day(wanted.from),
        to: day(wanted.to),
        text: wanted.text.unwrap_or_default(),
        approves: eyes.approves(),
    }
}

pub(crate) async fn places(app: AppHandle) -> Result<Vec<ReportPlace>, AppError> {
    at_desk(&app, |store, eyes| {
        let Some(catalogue) = &eyes.catalogue else {
            return Ok(Vec::new());
        };
        let fields: BTreeSet<FieldId> = catalogue
            .sections
            .iter()
            .flat_map(|section| section.form.fields())
            .filter(|field| matches!(field.kind, FieldKind::Place { .. }))
            .map(|field| field.id.clone())
            .collect();
        let rows: HashMap<ReportId, (String, Standing)> = store
            .list()?
            .into_iter()
            .map(|row| (row.id, (row.title, row.standing)))
            .collect();
        let fields: Vec<FieldId> = fields.into_iter().collect();
        let values = store.values_of(&fields)?;
        Ok(values
            .into_iter()
            .filter_map(|(id, _, value)| {
                let place = Place::deserialize(value).ok()?;
                let (title, standing) = rows.get(&id)?;
                Some(ReportPlace {
                    id,
                    title: title.clone(),
                    standing: *standing,
                    geometry: place.geometry,
                    address: place.address,
                })
            })
            .collect())
    })
    .await
}

/// The rows with what only their contents tell: what is wrong with a draft, the first photo.
fn shown(
    store: &Store,
    eyes: &Eyes,
    rows: impl IntoIterator<Item = store::ReportRow>,
) -> Result<Vec<ReportRow>, AppError> {
    rows.into_iter()
        .map(|row| {
            let told = row.photos > 0 || row.standing == Standing::Draft;
            let content = if told {
                // One that cannot be read must not keep the others from being shown.
                store.report(row.id).ok().flatten().map(|report| report.content)
            } else {
                None
            };
            Ok(eyes.row(row, content.as_ref()))
        })
        .collect()
}
