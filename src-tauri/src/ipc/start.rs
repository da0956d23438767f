//! What a new report begins with.

use super::types::{OpenReport, ReportRow};
use report::{FieldId, ReportId, SectionId, Template, Values};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct CreateArgs {
    pub section: SectionId,
    #[serde(default)]
    #[ts(optional, as = "Option<StartFrom>")]
    pub from: StartFrom,
}

/// What a report begins with. Reports and templates are of the same section.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum StartFrom {
    /// An empty form.
    #[default]
    Blank,
    /// What repeats of an earlier report.
    Previous { report: ReportId },
    /// Everything of another report.
    Copy { report: ReportId },
    /// A template of the catalogue.
    Template { template: String },
    /// What was read from elsewhere. Photos have commands of their own and are refused here.
    Content {
        title: String,
        #[ts(type = "Record<string, unknown>")]
        values: Values,
    },
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct StartChoicesArgs {
    pub section: SectionId,
}

/// What a report of a section may begin with.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct StartChoices {
    /// The last reports of the section, this person's own first.
    pub previous: Vec<ReportRow>,
    /// Templates: the department's and everybody's.
    pub templates: Vec<Template>,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct FillArgs {
    /// The report to be filled.
    pub id: ReportId,
    /// The earlier one.
    pub from: ReportId,
}

#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct Filled {
    pub open: OpenReport,
    /// The fields that were empty before and are filled now: emptying them undoes it.
    pub fields: Vec<FieldId>,
}
