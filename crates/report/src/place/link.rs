//! Links of map services and of phones, pasted where coordinates are typed. They are read, never followed.

use super::{Position, on_the_globe, typed::plain};
use std::borrow::Cow;
use url::Url;

/// The parameters in which services put what was searched for or marked, then those of what was in view.
const PAIRS: [&str; 8] = ["q", "query", "destination", "daddr", "ll", "sll", "center", "cp"];

/// The position that a link marks; where it marks none, the middle of what it shows:
/// - Google: `!3d…!4d…` of a marked place, `?q=`, `/maps/search/…`, `/@47.91,33.39,17z`;
/// - OpenStreetMap: `?mlat=…&mlon=…`, `#map=17/47.91/33.39`;
/// - Apple, Waze, Bing: `?q=`, `?ll=`, `?cp=47.91~33.39`;
/// - `geo:47.91,33.39` of phones (RFC 5870), where `?q=` is what Android marks.
///
/// `None` when it is no link or none that holds a position, as a shortened one does not.
pub(super) fn position(text: &str) -> Option<Position> {
    let link = text.split_whitespace().find(|word| {
        let word = word.to_ascii_lowercase();
        ["https://", "http://", "geo:"]
            .iter()
            .any(|beginning| word.starts_with(beginning))
    })?;
    let link = Url::parse(link).ok()?;
    let parameter = |name: &str| {
        let mut pairs = link.query_pairs();
        pairs.find_map(|(key, value)| (key == name).then_some(value))
    };
    let marked = || both(&parameter("mlat")?, &parameter("mlon")?);
    let asked = || PAIRS.iter().find_map(|name| pair(&parameter(name)?));
    let named = || {
        let words = link.path().split('/').map(spaced);
        words
            .filter(|word| !word.starts_with('@'))
            .find_map(|word| pair(&word))
    };
    let viewed = || {
        link.path()
            .split('/')
            .find_map(|part| pair_of_more(part.strip_prefix('@')?))
    };
    let plain = || {
        (link.scheme() == "geo")
            .then(|| pair_of_more(link.path()))
            .flatten()
    };
    pin(link.path())
        .or_else(marked)
        .or_else(asked)
        .or_else(plain)
        .or_else(named)
        .or_else(viewed)
        .or_else(|| in_fragment(link.fragment()?))
}

/// The last `!3d…!4d…`: a way's end, or the one place.
fn pin(path: &str) -> Option<Position> {
    let (_, behind) = path.rsplit_once("!3d")?;
    let (lat, behind) = behind.split_once("!4d")?;
    both(lat, behind.split(['!', '/']).next()?)
}

/// `map=17/47.91/33.39` or `17/47.91/33.39`.
fn in_fragment(fragment: &str) -> Option<Position> {
    let map = fragment.split('&').find_map(|part| {
        let part = part.strip_prefix("map=").unwrap_or(part);
        part.contains('/').then_some(part)
    })?;
    let mut parts = map.split('/').skip(1);
    both(parts.next()?, parts.next()?)
}

/// Coordinates in any notation, as one types them into a search.
fn pair(text: &str) -> Option<Position> {
    let text = text.trim().trim_start_matches("loc:");
    // A label in brackets may follow.
    let text = text.split('(').next()?;
    plain(&text.replace('~', ","))
}

/// Decimal degrees before whatever else stands behind further commas: a zoom, a height, an uncertainty.
fn pair_of_more(text: &str) -> Option<Position> {
    let mut parts = text.split([',', ';']);
    both(parts.next()?, parts.next()?)
}

fn both(lat: &str, lon: &str) -> Option<Position> {
    let position = [lon.trim().parse().ok()?, lat.trim().parse().ok()?];
    on_the_globe(&position).then_some(position)
}

/// A part of a path as it was typed: `47.91,+33.39`, `47%C2%B054'N`.
fn spaced(part: &str) -> Cow<'_, str> {
    // Encoded like the value of a parameter, where a plus sign is a space.
    url::form_urlencoded::parse(part.replace('&', "%26").replace('=', "%3D").as_bytes())
        .next()
        .map_or_else(|| part.into(), |(name, _)| name.into_owned().into())
}
