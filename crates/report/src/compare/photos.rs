//! Photos compared by what they show.

use super::{
    order::by_key,
    words::{self, Run},
};
use crate::{ids::PhotoId, value::PhotoUse};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{collections::HashMap, time::Instant};

/// A photo of either side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PhotoChange {
    /// The picture.
    pub photo: PhotoId,
    /// As it was; `null` if it was added.
    pub before: Option<PhotoAt>,
    /// As it became; `null` if it was taken out.
    pub after: Option<PhotoAt>,
    /// Its place among the photos that stayed is another.
    pub moved: bool,
    /// The caption's words.
    pub caption: Vec<Run>,
}

/// How a photo stands in a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PhotoAt {
    /// Its place, from 1.
    pub place: u32,
    /// Everything said of it.
    pub shown: PhotoUse,
}

/// `None` if a value is no list of photos.
pub(super) fn photos(before: &Value, after: &Value, deadline: Option<Instant>) -> Option<Vec<PhotoChange>> {
    let (before, after) = (uses(before)?, uses(after)?);
    let pairs = by_key(&keys(&before), &keys(&after), deadline);
    let at = |uses: &[PhotoUse], at: Option<usize>| {
        let at = at?;
        Some(PhotoAt {
            place: u32::try_from(at + 1).ok()?,
            shown: uses.get(at)?.clone(),
        })
    };
    let caption = |at: &Option<PhotoAt>| {
        at.as_ref()
            .map_or_else(String::new, |at| at.shown.caption.clone())
    };
    Some(
        pairs
            .into_iter()
            .filter_map(|pair| {
                let (was, is) = (at(&before, pair.before), at(&after, pair.after));
                Some(PhotoChange {
                    photo: was.as_ref().or(is.as_ref())?.shown.photo.clone(),
                    caption: words::runs(&caption(&was), &caption(&is), deadline),
                    moved: pair.moved,
                    before: was,
                    after: is,
                })
            })
            .collect(),
    )
}

fn uses(value: &Value) -> Option<Vec<PhotoUse>> {
    if value.is_null() {
        return Some(Vec::new());
    }
    Vec::deserialize(value).ok()
}

/// A photo may stand in a list twice: the first is the first, the second the second.
fn keys(uses: &[PhotoUse]) -> Vec<(&PhotoId, u32)> {
    let mut seen: HashMap<&PhotoId, u32> = HashMap::new();
    uses.iter()
        .map(|one| {
            let times = seen.entry(&one.photo).or_default();
            *times += 1;
            (&one.photo, *times)
        })
        .collect()
}
