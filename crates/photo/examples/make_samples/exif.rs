//! EXIF as cameras write it, put into a JPEG.

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use std::io::Cursor;

/// What a sample's EXIF says.
pub(crate) struct Taken {
    /// `2026:05:14 09:31:07`
    pub(crate) at: &'static str,
    pub(crate) orientation: u16,
    /// Latitude and longitude in degrees, north and east.
    pub(crate) place: Option<(f64, f64)>,
    pub(crate) author: Option<&'static str>,
}

fn angle(degrees: f64) -> Value {
    let minutes = degrees.fract() * 60.0;
    let whole = |value: f64| Rational {
        num: value as u32,
        denom: 1,
    };
    let seconds = Rational {
        num: (minutes.fract() * 60.0 * 1000.0).round() as u32,
        denom: 1000,
    };
    Value::Rational(vec![whole(degrees), whole(minutes), seconds])
}

fn words(text: &str) -> Value {
    Value::Ascii(vec![text.as_bytes().to_vec()])
}

/// EXIF from its TIFF header on.
pub(crate) fn written(taken: &Taken) -> Result<Vec<u8>, exif::Error> {
    let mut values = vec![
        (Tag::Make, words("Zvitnyk")),
        (Tag::Model, words("Rendered sample")),
        (Tag::Orientation, Value::Short(vec![taken.orientation])),
        (Tag::DateTime, words(taken.at)),
        (Tag::DateTimeOriginal, words(taken.at)),
        (Tag::ExifVersion, Value::Undefined(b"0232".to_vec(), 0)),
    ];
    if let Some(author) = taken.author {
        values.push((Tag::Artist, words(author)));
    }
    if let Some((lat, lon)) = taken.place {
        values.push((Tag::GPSLatitudeRef, words("N")));
        values.push((Tag::GPSLatitude, angle(lat)));
        values.push((Tag::GPSLongitudeRef, words("E")));
        values.push((Tag::GPSLongitude, angle(lon)));
    }
    let fields: Vec<Field> = values
        .into_iter()
        .map(|(tag, value)| Field {
            tag,
            ifd_num: In::PRIMARY,
            value,
        })
        .collect();
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false)?;
    Ok(out.into_inner())
}

/// The JPEG with the EXIF as its first segment.
pub(crate) fn put_into(jpeg: &[u8], exif: &[u8]) -> Vec<u8> {
    let length = u16::try_from(exif.len() + 8).unwrap_or(u16::MAX);
    let (start, rest) = jpeg.split_at(2);
    [
        start,
        &[0xFF, 0xE1],
        &length.to_be_bytes(),
        b"Exif\0\0",
        exif,
        rest,
    ]
    .concat()
}
