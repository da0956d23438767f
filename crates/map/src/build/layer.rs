//! The layers of a tile: what is drawn, and from which zoom level on.

use serde::Deserialize;

/// A layer of the tiles. The style of the map draws by these names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// Polygons: `water`, `green`, `built`, `industrial`.
    Area,
    /// Polygons, from z14, with `house` when they have a number.
    Building,
    /// Lines with `name`: `main`, `street`, `lane`, `path`, `rail`.
    Road,
    /// The outlines of districts, with `name`.
    Boundary,
    /// Points with `name`: `city`, `district`, `quarter`, `square`, `stop`.
    Place,
    /// House numbers: points with `number`, from z16. Buildings with a number give one each.
    House,
}

/// What a layer is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Polygons,
    Lines,
    Points,
}

impl Layer {
    /// All layers in the order in which they lie in a tile.
    pub const ALL: [Self; 6] = [
        Self::Area,
        Self::Building,
        Self::Road,
        Self::Boundary,
        Self::Place,
        Self::House,
    ];

    /// The name of the layer in tiles and in the source.
    pub fn name(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Building => "building",
            Self::Road => "road",
            Self::Boundary => "boundary",
            Self::Place => "place",
            Self::House => "house",
        }
    }

    /// The attributes of its features, for `vector_layers` of the metadata.
    pub(crate) fn attributes(self) -> &'static [&'static str] {
        match self {
            Self::Area => &["kind"],
            Self::Building => &["house"],
            Self::Road | Self::Boundary | Self::Place => &["kind", "name"],
            Self::House => &["number"],
        }
    }

    /// What the layer's features are in a tile. (The source gives districts as polygons.)
    pub(crate) fn shape(self) -> Shape {
        match self {
            Self::Area | Self::Building => Shape::Polygons,
            Self::Road | Self::Boundary => Shape::Lines,
            Self::Place | Self::House => Shape::Points,
        }
    }

    /// The zoom level from which a kind is drawn; `None` when the layer has no such kind.
    pub(crate) fn first_zoom(self, kind: &str) -> Option<u8> {
        match (self, kind) {
            (Self::Area, "water" | "green" | "built" | "industrial") => Some(0),
            (Self::Road, "main") => Some(0),
            (Self::Road, "rail") => Some(11),
            (Self::Road, "street") => Some(12),
            (Self::Road, "lane") => Some(13),
            (Self::Road, "path") => Some(14),
            (Self::Boundary, "district") => Some(0),
            (Self::Place, "city") => Some(0),
            (Self::Place, "district") => Some(11),
            (Self::Place, "quarter") => Some(12),
            (Self::Place, "square") => Some(14),
            (Self::Place, "stop") => Some(15),
            (Self::Building, _) => Some(14),
            (Self::House, _) => Some(16),
            _ => None,
        }
    }
}
