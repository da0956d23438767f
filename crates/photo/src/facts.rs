//! What EXIF knew. Broken EXIF is common and never a reason to refuse a photo: what can be read is used.

use crate::orientation::Orientation;
use exif::{Exif, Field, In, Rational, Reader, Tag, Value};
use serde::{Deserialize, Serialize};

/// What a photo's EXIF said about its taking. Nothing of it is in the prepared picture.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ExifFacts {
    /// When the photo was taken by the camera's own clock, without a time zone: `2026-05-14T09:31:07`.
    pub taken_at: Option<String>,
    /// Latitude in degrees, north positive, WGS 84. Always together with `lon`.
    pub lat: Option<f64>,
    /// Longitude in degrees, east positive, WGS 84. Always together with `lat`.
    pub lon: Option<f64>,
    /// Who took it, as the camera's owner set it.
    pub author: Option<String>,
}

/// Everything that is wanted of EXIF.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) facts: ExifFacts,
    pub(crate) orientation: Orientation,
    /// IFD 0 is a preview or a sensor's raw data: a RAW file that only looks like TIFF.
    pub(crate) is_raw: bool,
}

/// Reads EXIF as it stands in a file, from its TIFF header on.
pub(crate) fn read(raw: &[u8]) -> Read {
    let mut reader = Reader::new();
    // Without it one bad entry (a maker's note that points nowhere) loses the orientation too.
    reader.continue_on_error(true);
    let parsed = reader
        .read_raw(raw.to_vec())
        .or_else(|error| error.distill_partial_result(|_| ()));
    let Ok(exif) = parsed else { return Read::default() };
    let orientation =
        number(&exif, Tag::Orientation).map_or_else(Orientation::default, Orientation::from_exif);
    let (lat, lon) = place(&exif).unzip();
    let reduced = number(&exif, Tag(exif::Context::Tiff, 0x00FE)).is_some_and(|kind| kind & 1 == 1);
    let dng = exif
        .get_field(Tag(exif::Context::Tiff, 0xC612), In::PRIMARY)
        .is_some();
    Read {
        facts: ExifFacts {
            taken_at: taken_at(&exif),
            lat,
            lon,
            author: author(&exif),
        },
        orientation,
        is_raw: reduced || dng,
    }
}

fn field(exif: &Exif, tag: Tag) -> Option<&Field> {
    exif.get_field(tag, In::PRIMARY)
}

fn number(exif: &Exif, tag: Tag) -> Option<u32> {
    field(exif, tag)?.value.get_uint(0)
}

fn text(exif: &Exif, tag: Tag) -> Option<&str> {
    match &field(exif, tag)?.value {
        Value::Ascii(lines) => {
            let line = std::str::from_utf8(lines.first()?).ok()?;
            Some(line.trim_matches(|c: char| c.is_whitespace() || c == '\0')).filter(|line| !line.is_empty())
        }
        _ => None,
    }
}

fn author(exif: &Exif) -> Option<String> {
    text(exif, Tag::Artist)
        .filter(|name| !name.chars().any(char::is_control))
        .map(str::to_owned)
}

fn taken_at(exif: &Exif) -> Option<String> {
    [Tag::DateTimeOriginal, Tag::DateTimeDigitized, Tag::DateTime]
        .into_iter()
        .find_map(|tag| moment(text(exif, tag)?))
}

/// `2026:05:14 09:31:07` as `2026-05-14T09:31:07`. Cameras without a set clock write zeros or blanks: no moment.
fn moment(exif: &str) -> Option<String> {
    let (date, time) = exif.split_once(' ')?;
    let three = |text: &str, separator| -> Option<[u32; 3]> {
        let mut parts = text.split(separator).map(|part| part.trim().parse().ok());
        let numbers = [parts.next()??, parts.next()??, parts.next()??];
        parts.next().is_none().then_some(numbers)
    };
    let [year, month, day] = three(date, ':').or_else(|| three(date, '-'))?;
    let [hour, minute, second] = three(time, ':')?;
    let days = match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let real =
        (1826..=9999).contains(&year) && (1..=days).contains(&day) && hour < 24 && minute < 60 && second < 60;
    real.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"))
}

/// Latitude and longitude. Phones without a fix write zeros, so the point 0° 0° is no place.
fn place(exif: &Exif) -> Option<(f64, f64)> {
    let lat = angle(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, "S")?;
    let lon = angle(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, "W")?;
    let real = lat.abs() <= 90.0 && lon.abs() <= 180.0 && (lat, lon) != (0.0, 0.0);
    real.then_some((lat, lon))
}

/// Degrees, minutes and seconds as degrees; `negative` is the half of the globe that counts below zero.
fn angle(exif: &Exif, tag: Tag, half: Tag, negative: &str) -> Option<f64> {
    let Value::Rational(parts) = &field(exif, tag)?.value else {
        return None;
    };
    let part = |rational: &Rational| Some(rational.to_f64()).filter(|value| value.is_finite());
    let degrees = part(parts.first()?)?;
    let minutes = parts.get(1).and_then(part).unwrap_or(0.0);
    let seconds = parts.get(2).and_then(part).unwrap_or(0.0);
    let size = degrees + minutes / 60.0 + seconds / 3600.0;
    let below = text(exif, half).is_some_and(|letter| letter.eq_ignore_ascii_case(negative));
    Some(if below { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moment_is_written_the_usual_way() {
        assert_eq!(
            moment("2026:05:14 09:31:07").as_deref(),
            Some("2026-05-14T09:31:07")
        );
        assert_eq!(
            moment("2024:02:29 00:00:00").as_deref(),
            Some("2024-02-29T00:00:00")
        );
    }

    #[test]
    fn unset_clock_is_no_moment() {
        for unset in [
            "0000:00:00 00:00:00",
            "    :  :     :  :  ",
            "",
            "2026:13:01 00:00:00",
            "2025:02:29 10:00:00",
        ] {
            assert_eq!(moment(unset), None, "{unset}");
        }
    }
}
