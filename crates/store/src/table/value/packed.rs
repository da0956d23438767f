//! How the JSON of a value lies in its column: short as text, long packed with Zstandard as a blob. Texts of reports are most of
//! the file, and Ukrainian letters take two bytes each: packed, they take less than half of that, so that a save writes less too.

use crate::sql::other;
use rusqlite::types::{FromSql, FromSqlResult, Value, ValueRef};
use serde::{Serialize, de::DeserializeOwned};
use std::{borrow::Cow, cell::RefCell, io};
use zstd::{
    bulk::{Compressor, Decompressor},
    zstd_safe::{CParameter, get_frame_content_size},
};

/// Shorter ones gain next to nothing, and a reference is found by its text ([`crate::Store::holding`]).
const LONG: usize = 160;

/// Measured on texts of 2 kB: the third level takes twice as long and gains a hundredth.
const LEVEL: i32 = 1;

/// The largest value that is unpacked: what claims to be larger is damaged.
const MAX_BYTES: u64 = 256 << 20;

thread_local! {
    // Making these takes longer than what they do.
    static PACKER: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static UNPACKER: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// The JSON of something, as the column keeps it.
///
/// # Errors
/// [`rusqlite::Error::ToSqlConversionFailure`].
pub(crate) fn packed(value: &impl Serialize) -> rusqlite::Result<Value> {
    pack(json_of(value)?)
}

pub(super) fn json_of(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}

/// A value's JSON, as the column keeps it.
pub(super) fn pack(text: String) -> rusqlite::Result<Value> {
    if text.len() < LONG {
        return Ok(Value::Text(text));
    }
    let bytes = with(&PACKER, packer, |packer| packer.compress(text.as_bytes()))
        .map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    Ok(if bytes.len() < text.len() {
        Value::Blob(bytes)
    } else {
        Value::Text(text)
    })
}

fn packer() -> io::Result<Compressor<'static>> {
    let mut packer = Compressor::new(LEVEL)?;
    // What a disk changes is then seen, where of a plain text only what breaks its JSON is.
    packer.set_parameter(CParameter::ChecksumFlag(true))?;
    Ok(packer)
}

/// The text of a column: as it lies there, or unpacked.
///
/// # Errors
/// [`rusqlite::types::FromSqlError`] if it is damaged.
pub(crate) fn text(kept: ValueRef<'_>) -> FromSqlResult<Cow<'_, str>> {
    match kept {
        ValueRef::Blob(bytes) => {
            let text = unpack(bytes).map_err(other)?;
            String::from_utf8(text).map(Cow::Owned).map_err(other)
        }
        kept => kept.as_str().map(Cow::Borrowed),
    }
}

fn unpack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let size = get_frame_content_size(bytes).ok().flatten();
    let size = size
        .filter(|size| *size <= MAX_BYTES)
        .and_then(|size| usize::try_from(size).ok())
        .ok_or(io::ErrorKind::InvalidData)?;
    with(&UNPACKER, Decompressor::new, |unpacker| {
        unpacker.decompress(bytes, size)
    })
}

fn with<T, R>(
    kept: &'static std::thread::LocalKey<RefCell<Option<T>>>,
    make: impl Fn() -> io::Result<T>,
    work: impl FnOnce(&mut T) -> io::Result<R>,
) -> io::Result<R> {
    kept.with_borrow_mut(|kept| match kept {
        Some(tool) => work(tool),
        None => work(kept.insert(make()?)),
    })
}

/// Something that lies in a column as JSON, packed or not.
pub(crate) struct Unpacked<T>(pub(crate) T);

impl<T: DeserializeOwned> FromSql for Unpacked<T> {
    fn column_result(kept: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(&text(kept)?).map(Self).map_err(other)
    }
}

#[cfg(test)]
mod tests {
    use super::{Unpacked, packed, text};
    use rusqlite::types::{FromSql, Value, ValueRef};

    fn paragraph() -> String {
        "Замінено асфальт на вулиці Садовій, відновлено освітлення біля школи. ".repeat(30)
    }

    #[test]
    fn long_text_takes_less_than_half_and_comes_back_as_it_was() {
        let Value::Blob(bytes) = packed(&paragraph()).unwrap() else {
            panic!("not packed");
        };
        assert!(bytes.len() * 2 < paragraph().len());
        let back = Unpacked::<String>::column_result(ValueRef::Blob(&bytes)).unwrap();
        assert_eq!(back.0, paragraph());
    }

    #[test]
    fn short_values_stay_as_they_are() {
        assert_eq!(
            packed(&"roads-2026").unwrap(),
            Value::Text("\"roads-2026\"".into())
        );
    }

    #[test]
    fn text_of_an_earlier_version_is_read_however_long() {
        let plain = serde_json::to_string(&paragraph()).unwrap();
        assert_eq!(text(ValueRef::Text(plain.as_bytes())).unwrap(), plain);
    }

    #[test]
    fn a_byte_that_a_disk_has_changed_is_seen_wherever_it_lies() {
        let Value::Blob(bytes) = packed(&paragraph()).unwrap() else {
            panic!("not packed");
        };
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 0x10;
            let read = text(ValueRef::Blob(&changed)).map(|text| text.len());
            // A few bits of the frame's head mean nothing: then the text is the same.
            assert!(
                read.is_err()
                    || text(ValueRef::Blob(&changed)).unwrap() == text(ValueRef::Blob(&bytes)).unwrap(),
                "{place}"
            );
        }
    }
}
