//! How a version is packed: Zstandard with the version before it as dictionary, so that what both have costs next to nothing.
//!
//! A version is unpacked over its base, that one over its own, and so on to a whole one. Each [`STEP`]th version is packed over
//! the [`STEP`]th before it instead of over its neighbour, so of 1,000 versions one is whole and none is more than some sixty
//! steps away from it; a chain of neighbours only would either grow without end or need a whole version every so often, which
//! costs more than all the steps between.

use crate::{
    error::{Result, StoreError},
    table::history::{self, Leaf, Packed},
};
use report::{Content, ReportId};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use zstd::bulk::{Compressor, Decompressor};

/// Versions between two of the long way, and steps of the long way between two whole ones.
const STEP: u32 = 32;

/// Measured on texts of 20 pages: higher levels take ten times as long for a tenth of the size.
const LEVEL: i32 = 9;

/// The largest content that is unpacked: what claims to be larger is damaged.
const MAX_BYTES: u64 = 256 << 20;

/// A content as it is packed.
pub(crate) struct Plain {
    pub(crate) json: Vec<u8>,
    pub(crate) sha256: [u8; 32],
}

impl Plain {
    pub(crate) fn of(content: &Content) -> Result<Self> {
        let json = serde_json::to_vec(content)?;
        Ok(Self {
            sha256: Sha256::digest(&json).into(),
            json,
        })
    }

    pub(crate) fn content(&self) -> Result<Content> {
        Ok(serde_json::from_slice(&self.json)?)
    }

    /// Packs it over a base, or whole.
    pub(crate) fn pack(&self, over: Option<(u32, &Self)>, depth: u32) -> Result<Packed> {
        let base = over.map_or(&[][..], |(_, base)| &base.json);
        let packed = Compressor::with_dictionary(LEVEL, base)
            .and_then(|mut packer| packer.compress(&self.json))
            .map_err(StoreError::Pack)?;
        Ok(Packed {
            base: over.map(|(number, _)| number),
            depth,
            bytes: u64::try_from(self.json.len()).unwrap_or(u64::MAX),
            sha256: self.sha256,
            content: packed,
        })
    }
}

/// Over which version the one after `last` is packed, and how deep it then lies: the count of the long way's steps times
/// [`STEP`] plus that of the short way's.
pub(crate) fn base(db: &Connection, history: i64, last: &Leaf) -> Result<(Option<u32>, u32)> {
    if last.depth % STEP + 1 < STEP {
        return Ok((Some(last.number), last.depth + 1));
    }
    let (mut number, mut depth, mut base) = (last.number, last.depth, last.base);
    while depth % STEP != 0
        && let Some(below) = base
        && let Some(packed) = history::packed(db, history, below)?
    {
        (number, depth, base) = (below, packed.depth, packed.base);
    }
    let long = depth / STEP + 1;
    Ok(if long < STEP && depth % STEP == 0 {
        (Some(number), long * STEP)
    } else {
        (None, 0)
    })
}

/// Unpacks a version and checks it against its hash.
///
/// # Errors
/// [`StoreError::NoSuchVersion`], [`StoreError::VersionCorrupt`].
pub(crate) fn unpack(db: &Connection, report: ReportId, history: i64, number: u32) -> Result<Plain> {
    let corrupt = || StoreError::VersionCorrupt(report, number);
    let mut chain = Vec::new();
    let mut next = Some(number);
    while let Some(at) = next {
        let packed = match history::packed(db, history, at)? {
            Some(packed) => packed,
            None if chain.is_empty() => return Err(StoreError::NoSuchVersion(report, number)),
            None => return Err(corrupt()),
        };
        next = packed.base;
        chain.push(packed);
        // A ring would be one that some other hand has made.
        if chain.len() > usize::try_from(STEP * STEP).unwrap_or(usize::MAX) {
            return Err(corrupt());
        }
    }
    let mut plain = Plain {
        json: Vec::new(),
        sha256: [0; 32],
    };
    for packed in chain.into_iter().rev() {
        let size = usize::try_from(packed.bytes.min(MAX_BYTES)).map_err(|_| corrupt())?;
        plain = Plain {
            json: Decompressor::with_dictionary(&plain.json)
                .and_then(|mut unpacker| unpacker.decompress(&packed.content, size))
                .map_err(|_| corrupt())?,
            sha256: packed.sha256,
        };
    }
    let found: [u8; 32] = Sha256::digest(&plain.json).into();
    if found == plain.sha256 {
        Ok(plain)
    } else {
        Err(corrupt())
    }
}
