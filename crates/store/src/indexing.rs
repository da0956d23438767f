//! What lists and the search need to know of a report's values, worked off behind the writes in small transactions: a save
//! stays as short as it can be, a file of an older version is taken in while one works, and a program that dies goes on where it
//! was.

use crate::{
    error::Result,
    open::Store,
    table::{
        facet::{self, Told},
        remark, report as reports,
        search::{self, Around},
    },
};
use jiff::Timestamp;
use report::{Catalogue, Content, FieldKind, Form, ReportId, Values, form::RefList, value::Period};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Indexing {
    /// Reports whose turn is still to come.
    pub remaining: u32,
    /// Reports in all.
    pub total: u32,
}

impl Store {
    /// How many reports wait to be taken in.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn indexing(&self) -> Result<Indexing> {
        let (remaining, total) = facet::counts(&self.db)?;
        Ok(Indexing { remaining, total })
    }

    /// Takes in up to `most` of the reports that were changed, in one transaction; with `calm`, only of those that were not
    /// changed since then. Answers how many it took: none, when nothing is left to take. Without a catalogue what only it tells stays out until one comes
    /// ([`Store::set_catalogue`]).
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn index_some(
        &mut self,
        catalogue: Option<&Catalogue>,
        calm: Option<Timestamp>,
        most: u32,
    ) -> Result<u32> {
        let tx = self.db.transaction()?;
        let mut taken = 0;
        for stale in facet::stale(&tx, calm, most)? {
            let Some(head) = reports::head(&tx, stale.report)? else {
                continue;
            };
            // A value that the disk has changed must not keep the other reports out.
            let content = match reports::content(&tx, stale.report, &head) {
                Err(rusqlite::Error::FromSqlConversionFailure(..)) => Content {
                    section: head.section,
                    form_version: head.form_version,
                    title: head.title,
                    values: Values::new(),
                },
                read => read?,
            };
            facet::tell(&tx, &stale, &told(&content, catalogue))?;
            let around = Around {
                author: stale.author.clone(),
                remarks: remarks_on(&tx, stale.report)?,
            };
            search::reindex(&tx, stale.doc, &content, catalogue, &around)?;
            taken += 1;
        }
        tx.commit()?;
        Ok(taken)
    }
}

/// What was ever remarked on a report.
pub(crate) fn remarks_on(db: &Connection, id: ReportId) -> rusqlite::Result<Vec<String>> {
    let remarks = remark::of(db, id)?;
    Ok(remarks.into_iter().map(|remark| remark.text).collect())
}

/// What the values of a report tell its lists.
fn told(content: &Content, catalogue: Option<&Catalogue>) -> Told {
    let mut told = Told {
        title: sort_key(&content.title),
        ..Told::default()
    };
    let form = catalogue.and_then(|catalogue| Some((catalogue, &catalogue.section(&content.section)?.form)));
    if let Some((catalogue, form)) = form {
        told.programme = named(content, form, RefList::Programmes).or_else(|| {
            let measure = named(content, form, RefList::Measures)?;
            let measures = &catalogue.measures;
            let measure = measures.iter().find(|known| known.id.as_str() == measure)?;
            Some(measure.programme.as_str().to_owned())
        });
        told.district = named(content, form, RefList::Districts);
        told.day = day(content, form);
    }
    told
}

/// The entry of that list which the report names first.
fn named(content: &Content, form: &Form, wanted: RefList) -> Option<String> {
    form.fields()
        .filter(|field| matches!(field.kind, FieldKind::Reference { list, .. } if list == wanted))
        .find_map(|field| content.values.get(&field.id)?.as_str())
        .map(str::to_owned)
}

/// The first day, or the end of the first period, that the form asks for.
fn day(content: &Content, form: &Form) -> Option<String> {
    form.fields().find_map(|field| {
        let value = content.values.get(&field.id)?;
        match field.kind {
            FieldKind::Date {} => jiff::civil::Date::deserialize(value).ok(),
            FieldKind::Period {} => Period::deserialize(value).ok().map(|period| period.to),
            _ => None,
        }
        .map(|day| day.to_string())
    })
}

/// A key by which plain comparison orders as the Ukrainian alphabet does. Signs before the first letter or digit, as the «
/// of a name, do not count.
fn sort_key(title: &str) -> String {
    const ALPHABET: &str = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя";
    /// The first of the code points of Cyrillic small letters, in which the alphabet's own order is laid.
    const FIRST: u32 = 0x430;
    title
        .trim_start_matches(|letter: char| !letter.is_alphanumeric())
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|letter| !matches!(letter, '\'' | '’' | 'ʼ' | '`'))
        .take(80)
        .map(|letter| {
            let letter = match letter {
                'ё' | 'э' => 'е',
                'ы' => 'и',
                'ъ' => 'ь',
                other => other,
            };
            let place = ALPHABET.chars().position(|known| known == letter);
            place
                .and_then(|place| char::from_u32(FIRST + u32::try_from(place).ok()?))
                .unwrap_or(letter)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn titles_stand_in_the_order_of_the_ukrainian_alphabet() {
        let ordered = [
            "2-й корпус",
            "Вулиця",
            "«Газон»",
            "Ґанок",
            "Дах",
            "Екскурсія",
            "Єдність",
            "Жито",
            "Зима",
            "Ива",
            "Іва",
            "Їжак",
            "Йод",
            "м’яч",
            "Ринок",
            "Юність",
            "Ясен",
        ];
        let mut keys: Vec<String> = ordered.iter().map(|title| sort_key(title)).collect();
        let before = keys.clone();
        keys.sort();
        assert_eq!(keys, before);
    }
}
