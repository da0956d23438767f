//! The place of a text that matches, and what of it matches.

use crate::query::{Piece, Query, Term};
use crate::words::{Token, tokens};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::ops::Range;

/// What matches: from and to (excluded), counted in UTF-16 units, as JavaScript counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Mark {
    /// First unit.
    pub from: u32,
    /// The unit behind the last one.
    pub to: u32,
}

/// A piece of a text in one line, with what matches in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Snippet {
    /// The piece; an ellipsis stands where the text goes on.
    pub text: String,
    /// What matches in it.
    pub marks: Vec<Mark>,
}

/// What of a text matches.
#[must_use]
pub fn marks(text: &str, query: &Query) -> Vec<Mark> {
    let hits: Vec<Range<usize>> = hits(text, query).into_iter().map(|hit| hit.at).collect();
    units(text, &hits)
}

/// The best piece of a text of about that many characters; `None` when nothing of it matches. The one with the most
/// of what is asked for wins, the first of equals.
#[must_use]
pub fn snippet(text: &str, query: &Query, letters: usize) -> Option<Snippet> {
    let hits = hits(text, query);
    // Bytes: a letter of these texts takes two of them, a space one.
    let width = letters * 7 / 4;
    let mut best: Option<(usize, usize, Range<usize>)> = None;
    for (first, hit) in hits.iter().enumerate() {
        let within: Vec<_> = hits
            .iter()
            .skip(first)
            .take_while(|other| other.at.end <= hit.at.start + width * 3 / 4)
            .collect();
        let different = within
            .iter()
            .map(|other| other.term)
            .collect::<HashSet<_>>()
            .len();
        let score = (different, within.len());
        if best.as_ref().is_none_or(|(most, all, _)| score > (*most, *all)) {
            let end = within.last().map_or(hit.at.end, |last| last.at.end);
            best = Some((score.0, score.1, hit.at.start..end));
        }
    }
    let (_, _, core) = best?;
    let spare = width.saturating_sub(core.len());
    let start = word_start(text, core.start.saturating_sub(spare / 3));
    let end = word_end(
        text,
        (core.end + spare - (core.start - start).min(spare)).min(text.len()),
    );
    let shown = start..end.max(core.end);
    let mut line = String::new();
    let mut ranges = Vec::new();
    if start > 0 {
        line.push('…');
    }
    let mut at = shown.start;
    for hit in hits
        .iter()
        .filter(|hit| shown.start <= hit.at.start && hit.at.end <= shown.end)
    {
        one_line(&mut line, text.get(at..hit.at.start).unwrap_or_default());
        let from = line.len();
        line.push_str(text.get(hit.at.clone()).unwrap_or_default());
        ranges.push(from..line.len());
        at = hit.at.end;
    }
    one_line(&mut line, text.get(at..shown.end).unwrap_or_default());
    while line.ends_with(' ') {
        line.pop();
    }
    if shown.end < text.trim_end().len() {
        line.push('…');
    }
    let marks = units(&line, &ranges);
    Some(Snippet { text: line, marks })
}

/// Runs of white space as one space.
fn one_line(line: &mut String, piece: &str) {
    for letter in piece.chars() {
        if !letter.is_whitespace() {
            line.push(letter);
        } else if !line.ends_with([' ', '…']) && !line.is_empty() {
            line.push(' ');
        }
    }
}

/// The start of the word at a byte, or behind the space before it.
fn word_start(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let before = text.get(..at).unwrap_or_default();
    before
        .rfind(char::is_whitespace)
        .map_or(0, |space| text.ceil_char_boundary(space + 1))
}

/// The end of the word before a byte.
fn word_end(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if at == text.len() {
        return at;
    }
    let before = text.get(..at).unwrap_or_default();
    before.rfind(char::is_whitespace).unwrap_or(at)
}

struct Hit {
    at: Range<usize>,
    term: usize,
}

/// What matches, in the text's order; nothing overlaps.
fn hits(text: &str, query: &Query) -> Vec<Hit> {
    if query.terms.is_empty() {
        return Vec::new();
    }
    let words: Vec<Token> = tokens(text).collect();
    let mut hits = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let found = query
            .terms
            .iter()
            .enumerate()
            .filter_map(|(number, term)| Some((length(rest, term)?, number)))
            .max();
        if let (Some((length, term)), Some(first)) = (found, rest.first()) {
            let end = rest.get(length - 1).map_or(first.at.end, |last| last.at.end);
            hits.push(Hit {
                at: first.at.start..end,
                term,
            });
            at += length;
        } else {
            at += 1;
        }
    }
    hits
}

/// How many of the words, from the first on, are the term; the longest way of saying it.
fn length(words: &[Token], term: &Term) -> Option<usize> {
    let one = |piece: &Piece| match piece {
        Piece::Word(stem) => {
            let first = words.first()?;
            if first.stem == *stem {
                return Some(1);
            }
            tied(words, stem)
        }
        Piece::Prefix(start) => words.first()?.word.starts_with(start).then_some(1),
        Piece::Phrase(stems) => {
            let fits =
                words.len() >= stems.len() && words.iter().zip(stems).all(|(word, stem)| word.stem == *stem);
            fits.then_some(stems.len())
        }
    };
    term.any.iter().filter_map(one).max()
}

/// How many tied words are that one: `12-А` is `12а`.
fn tied(words: &[Token], stem: &str) -> Option<usize> {
    let count = 1 + words.iter().skip(1).take_while(|word| word.tied).count();
    if !(2..=3).contains(&count) {
        return None;
    }
    let whole: String = words.iter().take(count).map(|word| word.word.as_str()).collect();
    (crate::stem::stem(&whole) == stem).then_some(count)
}

/// Ranges of bytes as ranges of UTF-16 units.
fn units(text: &str, ranges: &[Range<usize>]) -> Vec<Mark> {
    let (mut at, mut unit) = (0, 0);
    let mut to = |byte: usize| {
        let between = text.get(at..byte).unwrap_or_default();
        unit += u32::try_from(between.encode_utf16().count()).unwrap_or(u32::MAX);
        at = byte;
        unit
    };
    ranges
        .iter()
        .map(|range| Mark {
            from: to(range.start),
            to: to(range.end),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, typed: &str) -> Vec<String> {
        let units: Vec<u16> = text.encode_utf16().collect();
        marks(text, &Query::parse(typed))
            .iter()
            .map(|mark| String::from_utf16(&units[mark.from as usize..mark.to as usize]).unwrap())
            .collect()
    }

    #[test]
    fn what_matches_is_marked_in_the_texts_own_letters() {
        assert_eq!(marked("🙂 Об’єкти, дороги", "дорога "), ["дороги"]);
        assert_eq!(
            marked("Ремонт дороги на Садовій", "дорогу ремонт "),
            ["Ремонт", "дороги"]
        );
        assert_eq!(
            marked("Капітальний ремонт, ремонт", "«капітальний ремонт»"),
            ["Капітальний ремонт"]
        );
        assert_eq!(marked("Ремонтні роботи", "ремо"), ["Ремонтні"]);
        assert_eq!(marked("буд. 12-А", "12а "), ["12-А"]);
        assert_eq!(marked("Нічого", "дорога "), Vec::<String>::new());
    }

    #[test]
    fn snippet_is_the_place_with_the_most_of_what_is_asked() {
        let text = format!(
            "Ремонт. {}\nУ школі відремонтовано дах.\n\nРоботи скінчено. {}",
            "Інше слово. ".repeat(60),
            "Далі. ".repeat(60)
        );
        let query = Query::parse("дах школи ");
        let cut = snippet(&text, &query, 160).unwrap();
        assert!(
            cut.text.contains("У школі відремонтовано дах. Роботи скінчено."),
            "{}",
            cut.text
        );
        assert!(
            cut.text.starts_with('…') && cut.text.ends_with('…'),
            "{}",
            cut.text
        );
        assert!(cut.text.chars().count() <= 175, "{}", cut.text.chars().count());
        let units: Vec<u16> = cut.text.encode_utf16().collect();
        let said: Vec<String> = cut
            .marks
            .iter()
            .map(|mark| String::from_utf16(&units[mark.from as usize..mark.to as usize]).unwrap())
            .collect();
        assert_eq!(said, ["школі", "дах"]);
        assert_eq!(snippet("Дах школи", &query, 160).unwrap().text, "Дах школи");
        assert_eq!(snippet("Інше", &query, 160), None);
    }
}
