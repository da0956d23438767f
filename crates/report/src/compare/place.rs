//! Places compared.

use super::words::{self, Run};
use crate::place::{Place, metres_between};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Instant;

/// A place that is another, or said otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PlaceChange {
    /// As it was; `null` if there was none.
    pub before: Option<Place>,
    /// As it became; `null` if it was taken out.
    pub after: Option<Place>,
    /// How far its middle moved, in metres along the ground; `null` unless both sides have one.
    pub metres: Option<f64>,
    /// Whether the point, line or area is another.
    pub redrawn: bool,
    /// The address's words.
    pub address: Vec<Run>,
}

/// `None` if a value is no place.
pub(super) fn place(before: &Value, after: &Value, deadline: Option<Instant>) -> Option<PlaceChange> {
    let (before, after) = (read(before)?, read(after)?);
    let address = |place: &Option<Place>| {
        let place = place.as_ref();
        place.and_then(|place| place.address.clone()).unwrap_or_default()
    };
    let both = before.as_ref().zip(after.as_ref());
    Some(PlaceChange {
        metres: both
            .and_then(|(was, is)| Some(metres_between(was.geometry.middle()?, is.geometry.middle()?))),
        redrawn: both.is_none_or(|(was, is)| was.geometry != is.geometry),
        address: words::runs(&address(&before), &address(&after), deadline),
        before,
        after,
    })
}

fn read(value: &Value) -> Option<Option<Place>> {
    if value.is_null() {
        return Some(None);
    }
    Place::deserialize(value).ok().map(Some)
}
