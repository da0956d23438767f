//! Searching the gazetteer by what an official types: a street, a house, a square or a stop.
//!
//! Every name is kept folded in memory (a city has some 3,000): ranking by where the words match needs all
//! of them anyway, and at this size a scan is quicker to answer than an index is to explain.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::gazetteer::district_at;
use crate::{Pack, PackError, fold};

/// What kind of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FoundKind {
    /// A house with its number.
    House,
    /// A street.
    Street,
    /// A square, stop, quarter or other named place.
    Place,
}

/// One answer of the search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Found {
    /// What to show: «вулиця Садова, 5».
    pub label: String,
    /// What it is.
    pub kind: FoundKind,
    /// Longitude, degrees.
    pub lon: f64,
    /// Latitude, degrees.
    pub lat: f64,
    /// The name of its district: it tells streets of one name apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub district: Option<String>,
}

/// The names of a pack, folded.
#[derive(Debug)]
pub(crate) struct Index {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// The row of `street`; `None` for a place.
    street: Option<i64>,
    name: String,
    words: Vec<String>,
    joined: String,
    lon: f64,
    lat: f64,
}

impl Index {
    pub(crate) fn read(connection: &Connection) -> Result<Self, PackError> {
        let mut statement = connection.prepare(
            "SELECT id, name, lon, lat FROM street
             UNION ALL SELECT NULL, name, lon, lat FROM place ORDER BY name, id",
        )?;
        let entries = statement
            .query_map((), |row| {
                let name: String = row.get(1)?;
                let words = fold::words(&name);
                let joined = words.concat();
                Ok(Entry {
                    street: row.get(0)?,
                    name,
                    words,
                    joined,
                    lon: row.get(2)?,
                    lat: row.get(3)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(Self { entries })
    }

    /// The entries that every typed word fits, the best first.
    fn matching(&self, typed: &[String]) -> Vec<&Entry> {
        let mut ranked: Vec<(u32, &Entry)> = self
            .entries
            .iter()
            .filter_map(|entry| Some((rank(entry, typed)?, entry)))
            .collect();
        ranked.sort_by(|a, b| (a.0, a.1.name.len(), &a.1.name).cmp(&(b.0, b.1.name.len(), &b.1.name)));
        ranked.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// How well the typed words fit a name, 0 the best; `None` when one does not fit at all.
fn rank(entry: &Entry, typed: &[String]) -> Option<u32> {
    if entry.words == typed {
        return Some(0);
    }
    // «Старо-Міська» and «Староміська» are one name.
    if entry.joined.starts_with(&typed.concat()) {
        return Some(1);
    }
    typed
        .iter()
        .map(|word| {
            let places = entry.words.iter();
            places
                .filter_map(|name| match name.find(word.as_str()) {
                    Some(0) if name.len() == word.len() => Some(2),
                    Some(0) => Some(3),
                    // A single letter or digit in the middle of a word is chance.
                    Some(_) if word.chars().count() > 1 => Some(5),
                    _ => None,
                })
                .min()
        })
        .try_fold(0, |worst, rank| Some(rank?.max(worst)))
}

impl Pack {
    /// Streets, houses and named places that fit what was typed, the best first, at most `limit`.
    ///
    /// The type word may be left out or shortened, the house number stands at the end («садова 5»). When the
    /// street has no such house, the street itself is offered.
    ///
    /// # Errors
    /// [`PackError::Damaged`] or [`PackError::ShapeDamaged`] when the gazetteer cannot be read.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Found>, PackError> {
        let index = self.index()?;
        let whole = fold::words(query);
        if whole.is_empty() {
            return Ok(Vec::new());
        }
        let (name, number) = fold::split_house(query);
        let words = fold::words(name);
        let mut entries = index.matching(&words);
        if entries.is_empty() {
            entries = index.matching(&whole);
        }
        if entries.is_empty() {
            let stems: Vec<String> = words.iter().map(|word| fold::stem(word).to_owned()).collect();
            entries = index.matching(&stems);
        }
        let connection = self.connection();
        let mut found = Vec::new();
        for entry in entries.into_iter().take(limit) {
            let house = match (entry.street, &number) {
                (Some(street), Some(number)) => house_of(&connection, street, number)?,
                _ => None,
            };
            let district = district_at(&connection, entry.lon, entry.lat)?.map(|district| district.name);
            found.push(match house {
                Some((number, lon, lat)) => {
                    let label = format!("{}, {number}", entry.name);
                    Found {
                        label,
                        kind: FoundKind::House,
                        lon,
                        lat,
                        district,
                    }
                }
                None => {
                    let kind = entry.street.map_or(FoundKind::Place, |_| FoundKind::Street);
                    Found {
                        label: entry.name.clone(),
                        kind,
                        lon: entry.lon,
                        lat: entry.lat,
                        district,
                    }
                }
            });
        }
        // The street that has the house comes before the streets that only share its name.
        found.sort_by_key(|found| found.kind != FoundKind::House && number.is_some());
        Ok(found)
    }
}

/// The number as written and the position of a street's house, by its folded number.
fn house_of(
    connection: &Connection,
    street: i64,
    number: &str,
) -> Result<Option<(String, f64, f64)>, PackError> {
    let mut statement =
        connection.prepare_cached("SELECT number, lon, lat FROM address WHERE street = ?1 ORDER BY id")?;
    let mut rows = statement.query([street])?;
    while let Some(row) = rows.next()? {
        let written: String = row.get(0)?;
        if fold::house(&written) == number {
            return Ok(Some((written, row.get(1)?, row.get(2)?)));
        }
    }
    Ok(None)
}
