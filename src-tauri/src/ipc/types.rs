//! What travels through commands.

use jiff::Timestamp;
use map::PackInfo;
use portal_api::Account;
use report::{Content, FieldId, PhotoId, Problem, ReportId, SectionId, State};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{FailReason, NewRemark, Remark, Remarked, Standing};
use ts_rs::TS;

/// The interface's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Language {
    #[default]
    Uk,
    En,
}

/// The interface's colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Theme {
    /// As the system says.
    #[default]
    System,
    Light,
    Dark,
    /// The strongest differences: black, white and lines that everybody sees.
    Contrast,
}

/// What a newcomer is told once, where it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Hint {
    /// There is nothing to press for saving.
    Saving,
    /// Every command by its name.
    Commands,
    /// Photos come by dropping them.
    Photos,
}

/// Choices kept for this computer, whoever signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub(crate) struct Preferences {
    pub language: Language,
    pub theme: Theme,
    /// The portal's address last signed in to, for the sign-in form.
    pub portal: String,
    /// The login last used.
    pub login: String,
    /// The navigation rail shows icons only.
    pub rail_collapsed: bool,
    /// How large everything is drawn, in percent.
    pub zoom: u16,
    /// Photos' originals are kept here until what was made of them is published.
    pub keep_originals: bool,
    /// The hints that were read and put away.
    pub hints_read: Vec<Hint>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: Theme::default(),
            portal: String::new(),
            login: String::new(),
            rail_collapsed: false,
            zoom: 100,
            keep_originals: true,
            hints_read: Vec::new(),
        }
    }
}

/// Who works, and with which file.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Seat {
    /// Nobody yet: the sign-in screen.
    Nobody,
    /// Without signing in: drafts are kept on this computer only.
    Local,
    /// An account. `signed_in` is false when the session has ended: everything but sending works.
    Account {
        account: Account,
        portal: String,
        signed_in: bool,
    },
}

/// Why an account's file cannot be opened. The file is left untouched.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum StoreTrouble {
    /// Written by a newer version of the program.
    TooNew { path: String },
    /// Not readable as a database, or not ours.
    Damaged { path: String },
    /// Open on another computer, in a folder that both reach.
    Elsewhere {
        path: String,
        computer: String,
        #[ts(type = "string")]
        since: Timestamp,
    },
    /// Held by another program on this computer: a second Zvitnyk, a virus scanner, a backup.
    InUse { path: String },
    /// The disk has no room for what the program must write to begin.
    DiskFull { path: String },
    /// The folder or the file may be read only.
    ReadOnly { path: String },
    /// The folder cannot be reached or written for another reason.
    Unusable { path: String },
}

/// What the window needs first.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct Start {
    pub version: String,
    pub preferences: Preferences,
    pub seat: Seat,
    pub trouble: Option<StoreTrouble>,
    pub map: Option<PackInfo>,
    pub line: Line,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct SignInArgs {
    pub portal: String,
    pub login: String,
    pub password: String,
}

/// Work without signing in; the portal, if it answers, gives the forms.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct LocalArgs {
    pub portal: String,
}

/// State of the line to the portal, for the line at the bottom of the window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub(crate) struct Line {
    pub state: LineState,
    /// Reports that wait or are being sent.
    pub queued: u32,
    /// When the portal last confirmed something.
    #[ts(type = "string | null")]
    pub last_received_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LineState {
    /// Work without signing in.
    Local,
    /// The portal answers.
    Online,
    /// No answer: no network, or the portal is down.
    Offline,
    /// Being asked for the first time.
    Connecting,
    /// Sign in again to send.
    SessionEnded,
    /// Something answers that is not the portal (a captive page).
    NotThePortal,
    /// Another portal than the one this account was made at: sending is stopped.
    OtherPortal,
    /// This computer's clock is wrong by more than the portal allows.
    ClockWrong,
}

/// One line of a list of reports.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct ReportRow {
    pub id: ReportId,
    pub section: SectionId,
    pub title: String,
    /// Someone else's, here for approval or reading.
    pub others: bool,
    pub author_name: Option<String>,
    pub standing: Standing,
    /// Local changes that the portal does not have yet, on a report that was sent before.
    pub unsent_changes: bool,
    /// With [`Standing::Draft`]: nothing is missing (Готово).
    pub ready: bool,
    pub problems: u32,
    /// This account may approve it now.
    pub can_approve: bool,
    pub photos: u32,
    /// The first photo, for the thumbnail.
    pub cover: Option<PhotoId>,
    #[ts(type = "string")]
    pub updated_at: Timestamp,
    pub failed: Option<FailReason>,
    /// What it was returned with, while it is returned.
    pub remarked: Option<Remarked>,
}

/// A report opened in the editor.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct OpenReport {
    pub row: ReportRow,
    pub content: Content,
    pub problems: Vec<Problem>,
    /// Mine and not being decided elsewhere: fields can be edited.
    pub editable: bool,
    /// Local version, +1 with each save.
    pub version: u32,
    pub remote: Option<RemoteState>,
    /// What was remarked whenever it was returned, the earliest first. Open are those of the revision that is returned now.
    pub remarks: Vec<Remark>,
    /// Remarks on it that are written here and not sent yet.
    pub remark_drafts: Vec<NewRemark>,
}

/// What the portal last said of a report.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct RemoteState {
    #[ts(type = "number")]
    pub revision: u64,
    pub state: State,
    #[ts(type = "string")]
    pub received_at: Timestamp,
    #[ts(type = "string | null")]
    pub published_at: Option<Timestamp>,
    pub public_url: Option<String>,
    pub approved_by: Option<String>,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct ReportArgs {
    pub id: ReportId,
}

/// What changed since the last save. Photos fields have commands of their own and are refused here.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct SaveArgs {
    pub id: ReportId,
    #[serde(default)]
    #[ts(optional)]
    pub title: Option<String>,
    /// Changed fields; `null` empties a field.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub values: BTreeMap<FieldId, serde_json::Value>,
}

#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct Saved {
    pub version: u32,
    #[ts(type = "string")]
    pub saved_at: Timestamp,
    pub problems: Vec<Problem>,
    pub row: ReportRow,
}

#[derive(Clone, Copy, Debug, Deserialize, TS)]
pub(crate) struct LonLat {
    pub lon: f64,
    pub lat: f64,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct TextArgs {
    pub text: String,
}

/// Measures of a programme that match what is typed, best first; at most 50.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct LookUpArgs {
    pub list: report::form::RefList,
    pub text: String,
    #[serde(default)]
    #[ts(optional)]
    pub programme: Option<report::ProgrammeId>,
}

/// One entry of a list of the catalogue.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct Entry {
    pub id: String,
    pub label: report::Label,
    /// A second line: the programme of a measure, the office of an official.
    pub detail: Option<report::Label>,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct EntryArgs {
    pub list: report::form::RefList,
    pub id: String,
}

/// One report in the outbox.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct OutboxRow {
    pub report: ReportId,
    pub title: String,
    pub section: SectionId,
    pub standing: Standing,
    pub reason: Option<FailReason>,
    pub attempts: u32,
    #[ts(type = "string | null")]
    pub next_attempt_at: Option<Timestamp>,
    #[ts(type = "string")]
    pub queued_at: Timestamp,
    pub photos_total: u32,
    pub photos_sent: u32,
    #[ts(type = "number")]
    pub bytes_total: u64,
    #[ts(type = "number")]
    pub bytes_sent: u64,
    /// When the portal confirmed it; rows stay for the day.
    #[ts(type = "string | null")]
    pub received_at: Option<Timestamp>,
}
