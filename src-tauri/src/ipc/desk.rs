//! The desk and the lists: parts of what lies here, never all of it.

use super::types::ReportRow;
use report::{Department, Label, ReportId, Section, SectionId, catalogue::WebService, place::Geometry};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Standing;
use ts_rs::TS;

/// What the desk shows, and the counts beside the sections.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct Desk {
    /// What waits for this person, the last changed first: as much as the desk shows.
    pub needing: Vec<ReportRow>,
    /// How many wait in all.
    pub needing_count: u32,
    /// What was worked on last and does not wait.
    pub recent: Vec<ReportRow>,
    /// How many reports there are in all.
    pub total: u32,
    /// How many each section has; a section without any is not named.
    #[ts(type = "Record<SectionId, number>")]
    pub counts: BTreeMap<SectionId, u32>,
}

/// A place that a report shows.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct ReportPlace {
    pub id: ReportId,
    pub title: String,
    pub standing: Standing,
    pub geometry: Geometry,
    pub address: Option<String>,
}

/// What the window needs of the catalogue. Measures, officials and the other long lists are looked up as one types.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct CatalogueExtract {
    pub city: Label,
    pub departments: Vec<Department>,
    pub sections: Vec<Section>,
    pub services: Vec<WebService>,
}
