//! Lists of reports: narrowed, ordered, grouped, searched; kept under names; what is done to many at once.

use super::{error::AppError, types::ReportRow};
use report::{ReportId, SectionId};
use serde::{Deserialize, Serialize};
use store::{Heap, Standing};
use ts_rs::TS;

/// Which reports. What is not named does not narrow; nothing named means all that are not in the bin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub(crate) struct WantedReports {
    #[ts(optional)]
    pub sections: Option<Vec<SectionId>>,
    #[ts(optional)]
    pub heap: Option<Heap>,
    #[ts(optional)]
    pub standings: Option<Vec<Standing>>,
    /// Id of a programme.
    #[ts(optional)]
    pub programme: Option<String>,
    /// Id of a district.
    #[ts(optional)]
    pub district: Option<String>,
    /// The author's name as the facets give it.
    #[ts(optional)]
    pub author: Option<String>,
    /// The first day, `2026-11-22`.
    #[ts(optional)]
    pub from: Option<String>,
    /// The last day.
    #[ts(optional)]
    pub to: Option<String>,
    #[ts(optional)]
    pub text: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OrderBy {
    #[default]
    Updated,
    Title,
    Day,
    Standing,
    Section,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GroupBy {
    Section,
    Status,
    Programme,
    District,
    Author,
    Month,
}

/// Which part of which list. A search comes best first whatever the order.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct ReportsArgs {
    #[serde(flatten)]
    pub wanted: WantedReports,
    #[serde(default)]
    #[ts(optional)]
    pub order: Option<OrderBy>,
    /// Against the order's own direction (updated and day: newest first; the others: A to Я).
    #[serde(default)]
    #[ts(optional)]
    pub turned: Option<bool>,
    #[serde(default)]
    #[ts(optional)]
    pub group: Option<GroupBy>,
    pub skip: u32,
    pub take: u32,
}

/// A row of a list: a report's row and what only lists show.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct ListRow {
    #[serde(flatten)]
    pub row: ReportRow,
    /// The day or the end of the period that it tells of.
    pub day: Option<String>,
    /// Why it was found; with a search only.
    pub hit: Option<store::Hit>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct ReportGroup {
    /// `None`: those that have no such value. A month is `2026-11`.
    pub key: Option<String>,
    pub count: u32,
}

#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct ReportsPage {
    pub rows: Vec<ListRow>,
    pub total: u32,
    /// All groups of the list in their order; empty without grouping.
    pub groups: Vec<ReportGroup>,
    /// What was typed as read on the other keyboard layout, if that was what found something.
    pub read_as: Option<String>,
}

/// `report_facets(WantedReports) -> Facets`: how many reports each value would leave, the most frequent first.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct Facets {
    pub standings: Vec<FacetCount>,
    pub programmes: Vec<FacetCount>,
    pub districts: Vec<FacetCount>,
    pub authors: Vec<FacetCount>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct FacetCount {
    pub value: String,
    pub count: u32,
}

/// `saved_filters() -> Vec<SavedFilter>`; the other commands answer the list as it is then:
/// `saved_filter_put { name, wanted }`, `saved_filter_rename { id, name }`, `saved_filter_delete { id }`.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct SavedFilter {
    #[ts(type = "number")]
    pub id: i64,
    pub name: String,
    pub wanted: WantedReports,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BulkDeed {
    Delete,
    Restore,
    Send,
    Unsend,
    Copy,
}

/// `reports_bulk(BulkArgs) -> Bulk`.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct BulkArgs {
    pub deed: BulkDeed,
    pub ids: Vec<ReportId>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct Bulk {
    /// To which it was done.
    pub done: Vec<ReportId>,
    pub refused: Vec<BulkRefused>,
    /// What takes it back (copies go to the bin); `None` if nothing was done.
    pub undo: Option<BulkUndo>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct BulkUndo {
    pub deed: BulkDeed,
    pub ids: Vec<ReportId>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct BulkRefused {
    pub id: ReportId,
    pub title: String,
    pub error: AppError,
}

impl From<OrderBy> for store::Order {
    fn from(order: OrderBy) -> Self {
        match order {
            OrderBy::Updated => Self::Updated,
            OrderBy::Title => Self::Title,
            OrderBy::Day => Self::Day,
            OrderBy::Standing => Self::Standing,
            OrderBy::Section => Self::Section,
        }
    }
}

impl From<GroupBy> for store::Group {
    fn from(group: GroupBy) -> Self {
        match group {
            GroupBy::Section => Self::Section,
            GroupBy::Status => Self::Standing,
            GroupBy::Programme => Self::Programme,
            GroupBy::District => Self::District,
            GroupBy::Author => Self::Author,
            GroupBy::Month => Self::Month,
        }
    }
}

/// A list to keep under a name.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct PutFilterArgs {
    pub name: String,
    pub wanted: WantedReports,
}

/// Another name for a kept list.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct RenameFilterArgs {
    #[ts(type = "number")]
    pub id: i64,
    pub name: String,
}

/// A kept list.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub(crate) struct FilterArgs {
    #[ts(type = "number")]
    pub id: i64,
}
