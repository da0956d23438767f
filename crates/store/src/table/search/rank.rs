//! Which reports match, the best first.

use jiff::Timestamp;
use rusqlite::{Connection, named_params};
use search::{Piece, Query, Term};
use std::collections::{HashMap, HashSet};

/// How many matches are weighed, the newest ones: more would take longer than people wait while they type. The others
/// follow them, the newest first.
const WEIGHED: usize = 1_000;
/// How many words of a query are weighed one by one.
const WEIGHED_TERMS: usize = 6;
/// What a word is worth where it stands; in the text it is worth nothing more than being there.
const IN_TITLE: f64 = 8.0;
const ELSEWHERE: [(&str, f64); 2] = [("place names", 3.0), ("captions", 1.0)];
/// What it is worth that the words stand in the title one after another.
const IN_A_ROW: f64 = 6.0;
/// What a report changed just now is worth over an old one; half of it is gone after that many days.
const RECENT: f64 = 3.0;
const HALF_DAYS: f64 = 120.0;
/// A misprinted word stands for at most so many others.
const MOST_NEAR: usize = 6;

/// Docs of which a match must be one; as a set of bits, for they may be many.
#[derive(Clone, Debug, Default)]
pub(crate) struct Docs(Vec<u64>);

impl Docs {
    pub(crate) fn contains(&self, doc: i64) -> bool {
        let Ok(doc) = usize::try_from(doc) else {
            return false;
        };
        self.0
            .get(doc / 64)
            .is_some_and(|bits| bits & (1 << (doc % 64)) != 0)
    }
}

impl FromIterator<i64> for Docs {
    fn from_iter<I: IntoIterator<Item = i64>>(docs: I) -> Self {
        let mut bits: Vec<u64> = Vec::new();
        for doc in docs.into_iter().filter_map(|doc| usize::try_from(doc).ok()) {
            if bits.len() <= doc / 64 {
                bits.resize(doc / 64 + 1, 0);
            }
            if let Some(word) = bits.get_mut(doc / 64) {
                *word |= 1 << (doc % 64);
            }
        }
        Self(bits)
    }
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The part that was asked for, the best first: `facet.doc`s.
    pub(crate) docs: Vec<i64>,
    /// How many match in all.
    pub(crate) total: u32,
    /// What was typed as it was understood, for marking the hits.
    pub(crate) query: Query,
    /// What was typed as read on another keyboard layout, if that is what found something.
    pub(crate) read_as: Option<String>,
}

/// The matches of what was typed, `take` of them after the first `skip`, the best first.
///
/// Read as typed; when that finds nothing, as typed on another keyboard layout; when that finds nothing either, with words that
/// differ by a slip of the fingers. `among`: only these docs; `now` tells how old a report is. Nothing typed finds nothing.
pub(crate) fn matching(
    db: &Connection,
    typed: &str,
    among: Option<&Docs>,
    now: Timestamp,
    skip: usize,
    take: usize,
) -> rusqlite::Result<Found> {
    let Some(Understood { query, docs, read_as }) = understood(db, typed, among)? else {
        return Ok(Found::default());
    };
    let best = best_first(db, &query, &docs, now)?;
    let weighed: HashSet<i64> = best.iter().copied().collect();
    let rest = docs.iter().copied().filter(|doc| !weighed.contains(doc));
    let page = best.iter().copied().chain(rest).skip(skip).take(take).collect();
    Ok(Found {
        docs: page,
        total: u32::try_from(docs.len()).unwrap_or(u32::MAX),
        query,
        read_as,
    })
}

/// All matches of what was typed, in no order.
pub(crate) fn matching_docs(db: &Connection, typed: &str, among: Option<&Docs>) -> rusqlite::Result<Docs> {
    let found = understood(db, typed, among)?;
    Ok(found.into_iter().flat_map(|found| found.docs).collect())
}

struct Understood {
    query: Query,
    /// The newest first.
    docs: Vec<i64>,
    read_as: Option<String>,
}

/// The first reading that finds something.
fn understood(db: &Connection, typed: &str, among: Option<&Docs>) -> rusqlite::Result<Option<Understood>> {
    let readings: Vec<(String, Query)> = search::readings(typed)
        .into_iter()
        .map(|reading| {
            let query = Query::parse(&reading);
            (reading, query)
        })
        .filter(|(_, query)| !query.is_empty())
        .collect();
    for mend in [as_read, misprinted] {
        for (reading, query) in &readings {
            let Some(query) = mend(db, query.clone())? else {
                continue;
            };
            let docs = all(db, &query, among)?;
            if !docs.is_empty() {
                let read_as = (reading != typed).then(|| reading.clone());
                return Ok(Some(Understood { query, docs, read_as }));
            }
        }
    }
    Ok(None)
}

#[expect(clippy::unnecessary_wraps, reason = "stands beside `misprinted`")]
fn as_read(_: &Connection, query: Query) -> rusqlite::Result<Option<Query>> {
    Ok(Some(query))
}

/// Every match, the newest first.
fn all(db: &Connection, query: &Query, among: Option<&Docs>) -> rusqlite::Result<Vec<i64>> {
    let mut docs = rows(db, MATCHES, &whole(query), 0, usize::MAX)?;
    if let Some(among) = among {
        docs.retain(|doc| among.contains(*doc));
    }
    Ok(docs)
}

pub(super) const MATCHES: &str = "
    SELECT rowid
    FROM search
    WHERE search MATCH :expression AND rowid >= :least
    ORDER BY rowid DESC
    LIMIT :most
";

pub(super) const TITLES: &str = "
    SELECT rowid
    FROM search_title
    WHERE search_title MATCH :expression AND rowid >= :least
    ORDER BY rowid DESC
    LIMIT :most
";

fn rows(db: &Connection, sql: &str, expression: &str, least: i64, most: usize) -> rusqlite::Result<Vec<i64>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    db.prepare_cached(sql)?
        .query_map(
            named_params! { ":expression": expression, ":least": least, ":most": most },
            |row| row.get(0),
        )?
        .collect()
}

/// The newest matches, and the newest of those that have everything in the title, by what they are worth.
fn best_first(db: &Connection, query: &Query, docs: &[i64], now: Timestamp) -> rusqlite::Result<Vec<i64>> {
    let newest = docs.get(..WEIGHED).unwrap_or(docs);
    let least = newest.last().copied().unwrap_or_default();
    let mut worth: HashMap<i64, f64> = newest.iter().map(|doc| (*doc, 0.0)).collect();
    let terms: Vec<&Term> = query.terms.iter().take(WEIGHED_TERMS).collect();
    let said: Vec<String> = terms.iter().map(|term| any(term)).collect();
    let required_there = terms.iter().filter(|term| term.required).count() as f64;
    for doc in rows(db, TITLES, &required(query), 0, WEIGHED)? {
        // The newest are weighed word by word.
        if doc < least && docs.binary_search_by(|other| doc.cmp(other)).is_ok() {
            worth.insert(doc, IN_TITLE * required_there);
        }
    }
    let mut add = |sql: &str, expression: &str, least: i64, more: f64| -> rusqlite::Result<()> {
        for doc in rows(db, sql, expression, least, WEIGHED)? {
            if let Some(worth) = worth.get_mut(&doc) {
                *worth += more;
            }
        }
        Ok(())
    };
    for said in &said {
        add(TITLES, said, least, IN_TITLE)?;
        for (columns, more) in ELSEWHERE {
            add(MATCHES, &format!("{{{columns}}} : ({said})"), least, more)?;
        }
    }
    let stems: Vec<&String> = terms.iter().filter_map(|term| plain(term)).collect();
    if terms.len() > 1 && stems.len() == terms.len() {
        add(TITLES, &phrase(&stems), 0, IN_A_ROW)?;
    }
    for (doc, changed) in changed(db, worth.keys().copied())? {
        let days = now.duration_since(changed).as_secs_f64() / 86_400.0;
        if let Some(worth) = worth.get_mut(&doc) {
            *worth += RECENT * (-days.max(0.0) / HALF_DAYS).exp2();
        }
    }
    let mut best: Vec<(i64, f64)> = worth.into_iter().collect();
    best.sort_unstable_by(|(doc, one), (other_doc, other)| other.total_cmp(one).then(other_doc.cmp(doc)));
    Ok(best.into_iter().map(|(doc, _)| doc).collect())
}

pub(super) const CHANGED: &str = "
    SELECT facet.doc, facet.updated_at
    FROM json_each(?1) AS wanted
    CROSS JOIN facet ON facet.doc = wanted.value
";

/// When reports were last changed.
fn changed(db: &Connection, docs: impl Iterator<Item = i64>) -> rusqlite::Result<Vec<(i64, Timestamp)>> {
    let docs = crate::sql::Json(docs.collect::<Vec<_>>());
    db.prepare_cached(CHANGED)?
        .query_map([docs], |row| {
            Ok((row.get(0)?, row.get::<_, crate::sql::At>(1)?.0))
        })?
        .collect()
}

/// The query with words that differ by a slip from those which stand nowhere; `None` when every word stands somewhere, or
/// one is like none.
fn misprinted(db: &Connection, mut query: Query) -> rusqlite::Result<Option<Query>> {
    let mut mended = false;
    for term in query
        .terms
        .iter_mut()
        .filter(|term| term.required && !term.word.is_empty())
    {
        if !rows(db, MATCHES, &any(term), 0, 1)?.is_empty() {
            continue;
        }
        let near = near(db, term)?;
        if near.is_empty() {
            return Ok(None);
        }
        term.any = near;
        mended = true;
    }
    Ok(mended.then_some(query))
}

pub(super) const WORDS: &str = "
    SELECT term
    FROM search_word
    WHERE term >= ?1 AND term < ?2
";

/// The stems of the index nearest to a term's.
fn near(db: &Connection, term: &Term) -> rusqlite::Result<Vec<Piece>> {
    let Some(stem) = plain(term) else {
        return Ok(Vec::new());
    };
    let mut near: Vec<(usize, String)> = Vec::new();
    // Most slips leave the first letter right; those which do not are not worth walking through all words.
    let Some(first) = stem.chars().next() else {
        return Ok(Vec::new());
    };
    let behind: String = char::from_u32(u32::from(first) + 1).into_iter().collect();
    let mut words = db.prepare_cached(WORDS)?;
    let mut words = words.query([&first.to_string(), &behind])?;
    while let Some(row) = words.next()? {
        let word = row.get_ref(0)?.as_str()?;
        if let Some(slips) = search::near(stem, word) {
            near.push((slips, word.to_owned()));
        }
    }
    near.sort_unstable();
    let fewest = near.first().map(|(slips, _)| *slips);
    near.retain(|(slips, _)| Some(*slips) == fewest);
    near.truncate(MOST_NEAR);
    Ok(near.into_iter().map(|(_, word)| Piece::Word(word)).collect())
}

/// The stem that a term is in the first place.
fn plain(term: &Term) -> Option<&String> {
    match term.any.first() {
        Some(Piece::Word(stem)) => Some(stem),
        _ => None,
    }
}

/// The query in the words of FTS5. Every word is quoted: nothing that is typed is an operator.
fn whole(query: &Query) -> String {
    let mut expression = required(query);
    for term in &query.without {
        expression = format!("({expression}) NOT ({})", any(term));
    }
    expression
}

fn required(query: &Query) -> String {
    let terms = query.terms.iter().filter(|term| term.required);
    let all: Vec<String> = terms.map(|term| format!("({})", any(term))).collect();
    all.join(" AND ")
}

fn any(term: &Term) -> String {
    let pieces: Vec<String> = term.any.iter().map(piece).collect();
    pieces.join(" OR ")
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Word(stem) => quoted(stem),
        Piece::Prefix(start) => format!("{} *", quoted(start)),
        Piece::Phrase(stems) => phrase(&stems.iter().collect::<Vec<_>>()),
    }
}

fn phrase(stems: &[&String]) -> String {
    let stems: Vec<String> = stems.iter().map(|stem| quoted(stem)).collect();
    stems.join(" + ")
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}
