//! Photos of a report, as they travel through commands.

use super::types::Saved;
use jiff::civil::Date;
use photo::Edit;
use report::{
    FieldId, PhotoId, ReportId,
    value::{Period, PhotoUse},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Pictures to add to a photos field.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct AddPhotosArgs {
    pub report: ReportId,
    pub field: FieldId,
    /// Pictures, folders and ZIPs on this computer, as dropped on the window.
    pub paths: Vec<String>,
}

/// Pictures that were refused because their end is missing, to be added as far as they go.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct AddPartialPhotosArgs {
    pub report: ReportId,
    pub field: FieldId,
    pub pictures: Vec<PictureAt>,
}

/// Where a picture lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub(crate) struct PictureAt {
    pub path: String,
    /// Its number in the ZIP that lies there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub entry: Option<u32>,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct PhotosFieldArgs {
    pub report: ReportId,
    pub field: FieldId,
}

/// What became of a batch of photos. Photos taken are in the report already.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct AddedPhotos {
    pub photos: Vec<PhotoUse>,
    pub refused: Vec<RefusedPhoto>,
    /// Files of folders and ZIPs that are no pictures, or hidden.
    pub skipped: u32,
    pub cancelled: bool,
    pub saved: Saved,
}

/// A file that was not taken, by name, and why.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct RefusedPhoto {
    pub name: String,
    pub reason: PhotoRefusal,
    /// Where it lies, if enough of it is there to be added all the same.
    pub partial: Option<PictureAt>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum PhotoRefusal {
    /// Not a picture at all.
    NotAnImage,
    /// A video, whatever its name says.
    Video,
    /// A page of the web that was saved in place of the photo.
    WebPage,
    /// A picture format that is not read (yet).
    Unsupported { format: String },
    /// The file ends in the middle. `offered`: enough of it is there to be added as far as it goes.
    Truncated { offered: bool },
    /// More pixels than can be taken in.
    TooManyPixels { width: u32, height: u32 },
    /// Damaged inside.
    Corrupt,
    /// The file could not be read from the disk.
    Unreadable,
    /// The file has gone, or the drive with it.
    Vanished,
    /// The file holds nothing.
    Empty,
    /// More bytes than are read.
    TooLarge {
        #[ts(type = "number")]
        max_bytes: u64,
    },
    /// The file lies in a cloud and has not been fetched to this computer.
    NotDownloaded,
    /// The ZIP cannot be read.
    BadZip,
    /// Locked with a password.
    Encrypted,
    /// The folder or ZIP holds more files than are taken at once; this many were looked at.
    TooManyFiles { max: u32 },
    /// It could not be written beside the database: the disk is full or read-only.
    NotStored,
    /// This photo is in the report already.
    Twice,
    /// The field takes no more.
    TooMany { max: u32 },
}

/// Words and the like of a photo; what is absent stays.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct DescribePhotoArgs {
    pub report: ReportId,
    pub field: FieldId,
    pub photo: PhotoId,
    #[serde(default)]
    #[ts(optional)]
    pub caption: Option<String>,
    /// Empty: no role.
    #[serde(default)]
    #[ts(optional)]
    pub role: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub alt: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub author: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub source: Option<String>,
}

/// Shows a photo of the work before beside one after it.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct PairPhotosArgs {
    pub report: ReportId,
    pub field: FieldId,
    pub before: PhotoId,
    /// `null`: alone again.
    pub after: Option<PhotoId>,
}

/// The photo that stands for the report; the one that did stands for it no longer.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct CoverPhotoArgs {
    pub report: ReportId,
    pub field: FieldId,
    /// `null`: the first photo does.
    pub photo: Option<PhotoId>,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct MovePhotoArgs {
    pub report: ReportId,
    pub field: FieldId,
    pub photo: PhotoId,
    /// Its new place in the order, from 0.
    pub to: u32,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct RemovePhotoArgs {
    pub report: ReportId,
    pub field: FieldId,
    pub photo: PhotoId,
}

/// Undo of a removal.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct PutBackPhotoArgs {
    pub report: ReportId,
    pub field: FieldId,
    #[serde(rename = "use")]
    pub photo: PhotoUse,
    pub at: u32,
}

/// The photos field after a change.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct PhotosChanged {
    pub photos: Vec<PhotoUse>,
    pub saved: Saved,
}

#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct PhotoRecipeArgs {
    pub report: ReportId,
    pub field: FieldId,
    pub photo: PhotoId,
}

/// What was done to a photo, for editing it again from its beginning: the picture of `photo://localhost/<id>/source`.
#[derive(Clone, Debug, Serialize, TS)]
pub(crate) struct PhotoRecipe {
    /// What was done to that picture.
    pub edit: Edit,
    /// The file that the photo was made of is still here. Otherwise editing starts from a picture as it was sent, and what was done
    /// to that stays.
    pub kept: bool,
    /// The longer side of what is edited, in pixels, which may be more than what is shown of it has. `null`: nobody knows.
    pub side: Option<u32>,
    /// The longest side of what is sent, in pixels.
    pub max_side: u32,
}

/// What shall be done to a photo, from its beginning: what was done before goes unless it is named again.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct EditPhotoArgs {
    pub report: ReportId,
    pub field: FieldId,
    pub photo: PhotoId,
    pub edit: Edit,
}

/// Puts another picture that is kept here into a photo's place: the one from before an edit, say.
#[derive(Clone, Debug, Deserialize, TS)]
pub(crate) struct ReplacePhotoArgs {
    pub report: ReportId,
    pub field: FieldId,
    pub photo: PhotoId,
    pub by: PhotoId,
}

/// What became of a photo that was to be edited or replaced.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum EditedPhoto {
    /// `photo` stands in its place, with its words, its partner and its place in the order.
    Done {
        photo: PhotoId,
        photos: Vec<PhotoUse>,
        saved: Box<Saved>,
    },
    /// The report is as it was.
    Refused { reason: PhotoRefusal },
}

/// What the photos of a field tell that the report does not say yet: offered, never written unasked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub(crate) struct PhotoSuggestions {
    /// For the first period of the form, if it is empty: the days between which they were taken.
    pub period: Option<SuggestedPeriod>,
    /// For the first day of a form without a period, if it is empty: the last day on which one was taken.
    pub day: Option<SuggestedDay>,
    /// For the form's place, if it is empty: where they were taken.
    pub place: Option<SuggestedPlace>,
    /// Photos that were taken outside what the map of the city covers.
    pub outside: Vec<PhotoId>,
    /// Photos whose author only the camera named.
    pub authors: Vec<SuggestedAuthor>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub(crate) struct SuggestedPeriod {
    pub field: FieldId,
    pub period: Period,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub(crate) struct SuggestedDay {
    pub field: FieldId,
    #[ts(type = "string")]
    pub day: Date,
}

#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub(crate) struct SuggestedPlace {
    pub field: FieldId,
    pub lon: f64,
    pub lat: f64,
    /// The photo that was taken there; the others near it or on its way.
    pub photo: PhotoId,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub(crate) struct SuggestedAuthor {
    pub photo: PhotoId,
    pub author: String,
}

/// What may be said to the author of a photo, or suggested.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub(crate) struct PhotoHints {
    pub photo: PhotoId,
    /// Who took it, as the camera wrote.
    pub author: Option<String>,
    /// When it was taken, by the camera's clock: `2026-05-14T09:31:07`.
    pub taken_at: Option<String>,
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    /// How far from the report's place it was taken, in metres, where that is farther than a phone's mistake.
    pub far: Option<u32>,
    /// It was taken outside the report's period.
    pub outside_period: bool,
    /// Its longer side is less than this, which the form asks for.
    pub too_small: Option<u32>,
    pub blurred: bool,
    pub dark: bool,
    /// Photos of this report that show the same, or nearly.
    pub same: Vec<PhotoId>,
    /// Published reports with this photo, or nearly.
    pub published: Vec<PublishedTwin>,
}

/// A published report that shows a photo of this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub(crate) struct PublishedTwin {
    pub report: ReportId,
    pub title: String,
    pub photo: PhotoId,
}
