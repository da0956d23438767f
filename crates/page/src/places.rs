//! Places for the map: what its script reads from the page.

use report::{
    Content, FieldKind, Form,
    place::{Geometry, Place},
};
use serde::{Deserialize, Serialize};

/// One place of the map.
#[derive(Clone, Debug, Serialize)]
pub struct Pin {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// The report's title.
    pub title: String,
    /// The report's page.
    pub href: String,
    /// GeoJSON, for lines and areas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geometry: Option<Geometry>,
}

impl Pin {
    /// The pin of a place; `None` for a geometry without positions.
    #[must_use]
    pub fn new(place: &Place, title: &str, href: &str) -> Option<Self> {
        let [lon, lat] = place.geometry.middle()?;
        Some(Self {
            lon,
            lat,
            title: title.to_owned(),
            href: href.to_owned(),
            geometry: (!matches!(place.geometry, Geometry::Point(_))).then(|| place.geometry.clone()),
        })
    }
}

/// What a geometry is called on the page; nothing for a point.
#[must_use]
pub const fn shape_word(geometry: &Geometry) -> &'static str {
    match geometry {
        Geometry::Point(_) => "",
        Geometry::LineString(_) => "Лінія на мапі",
        Geometry::Polygon(_) => "Ділянка на мапі",
    }
}

/// The first place of a record.
#[must_use]
pub fn place_of(content: &Content, form: &Form) -> Option<Place> {
    form.fields()
        .filter(|field| matches!(field.kind, FieldKind::Place { .. }))
        .find_map(|field| Place::deserialize(content.values.get(&field.id)?).ok())
}

/// Pins as JSON for `data-places`.
#[must_use]
pub fn json(pins: &[Pin]) -> String {
    serde_json::to_string(pins).unwrap_or_else(|_| "[]".to_owned())
}
