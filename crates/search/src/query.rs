//! What somebody typed, read as what a report must and must not say.

use crate::stem::{kin, stem};
use crate::words::{Token, count_together, joined, tokens};

/// More required words than this add nothing but time: the rest are passed over.
const MOST_TERMS: usize = 12;
/// Nobody looks for longer ones by hand; what lies behind is not read.
const MOST_BYTES: usize = 2_000;
/// A phrase is looked for by this many words of its beginning.
const MOST_PHRASE: usize = 12;

/// Words that stand in every text and tell nothing, folded.
const EMPTY: &[&str] = &[
    "а",
    "але",
    "або",
    "без",
    "би",
    "в",
    "від",
    "для",
    "до",
    "є",
    "за",
    "зі",
    "з",
    "із",
    "і",
    "й",
    "його",
    "її",
    "їх",
    "к",
    "на",
    "над",
    "не",
    "ні",
    "о",
    "об",
    "по",
    "під",
    "при",
    "про",
    "с",
    "та",
    "те",
    "це",
    "цей",
    "ця",
    "то",
    "у",
    "через",
    "чи",
    "що",
    "як",
    "які",
    "яка",
    "який",
    "№",
    "и",
];

/// Words that say what kind of place it is: people write and leave them out as they like.
const LOOSE: &[&str] = &[
    "вулиця",
    "вулиці",
    "вулицю",
    "вул",
    "ул",
    "улица",
    "проспект",
    "проспекту",
    "проспекті",
    "просп",
    "площа",
    "площі",
    "пл",
    "бульвар",
    "бульвару",
    "бульварі",
    "бул",
    "провулок",
    "провулку",
    "пров",
    "будинок",
    "буд",
    "рік",
    "року",
    "р",
    "місто",
    "м",
    "ім",
    "імені",
    "грн",
    "тис",
    "міська",
    "міської",
    "місті",
    "міста",
];

/// Endings that an unfinished word may go on with, so that its stem is known before it is typed to the end.
const ENDINGS: &[&str] = &["а", "у", "и", "ий", "ого", "я", "ю", "ння", "ок", "ець", "ти"];

/// One way to say a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// That stem.
    Word(String),
    /// A stem that begins so.
    Prefix(String),
    /// These stems one after another.
    Phrase(Vec<String>),
}

/// What one part of what was typed asks for: any of its pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The folded word as typed, for finding near ones; empty for a phrase.
    pub word: String,
    /// What was meant, the plainest first.
    pub any: Vec<Piece>,
    /// Whether a report must have it; what is not required only ranks.
    pub required: bool,
}

impl Term {
    fn is_as(&self, other: &Self) -> bool {
        self.any == other.any || (!self.word.is_empty() && self.word == other.word)
    }
}

/// What was typed, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What is wanted.
    pub terms: Vec<Term>,
    /// What must not stand in the report.
    pub without: Vec<Term>,
}

impl Query {
    /// Reads what was typed. The last word is unfinished unless a space or a quotation mark follows it.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let mut cut = typed.len().min(MOST_BYTES);
        while !typed.is_char_boundary(cut) {
            cut -= 1;
        }
        let mut typed = typed.get(..cut).unwrap_or_default();
        if cut == MOST_BYTES {
            // The word that was cut is none.
            typed = typed
                .rsplit_once(char::is_whitespace)
                .map_or(typed, |(whole, _)| whole);
        }
        let mut query = Self::default();
        for part in together(typed, parts(typed)) {
            let Some(term) = part.term() else { continue };
            let into = if part.without {
                &mut query.without
            } else {
                &mut query.terms
            };
            if into.len() < MOST_TERMS && !into.iter().any(|other| other.is_as(&term)) {
                into.push(term);
            }
        }
        query.loosen();
        query
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.terms.iter().any(|term| term.required)
    }

    /// Takes out what tells nothing, unless nothing else is there.
    fn loosen(&mut self) {
        let is_in = |list: &[&str], term: &Term| list.contains(&term.word.as_str());
        if self.terms.iter().any(|term| !is_in(EMPTY, term)) {
            self.terms.retain(|term| !is_in(EMPTY, term));
        }
        if self.terms.iter().any(|term| !is_in(LOOSE, term)) {
            for term in &mut self.terms {
                term.required = !is_in(LOOSE, term);
            }
        }
    }
}

/// A part of what was typed: between spaces, or between quotation marks.
struct Part<'a> {
    text: &'a str,
    /// Where it begins in what was typed, in bytes.
    from: usize,
    quoted: bool,
    without: bool,
    unfinished: bool,
}

const QUOTES: [char; 6] = ['"', '«', '»', '„', '“', '”'];

fn parts(typed: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = typed;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\0');
        if rest.is_empty() {
            return parts;
        }
        let without =
            rest.starts_with(['-', '−']) && rest.chars().nth(1).is_some_and(|next| !next.is_whitespace());
        if without {
            rest = rest.trim_start_matches(['-', '−']);
        }
        let quoted = rest.starts_with(QUOTES);
        if quoted {
            rest = rest.trim_start_matches(QUOTES);
        }
        let end = if quoted {
            rest.find(QUOTES)
        } else {
            rest.find(|letter: char| letter.is_whitespace() || QUOTES.contains(&letter) || letter == '\0')
        };
        let (text, after) = rest.split_at(end.unwrap_or(rest.len()));
        let unfinished = end.is_none() && !quoted;
        parts.push(Part {
            text,
            from: typed.len() - rest.len(),
            quoted,
            without,
            unfinished,
        });
        rest = if quoted {
            after.trim_start_matches(QUOTES)
        } else {
            after
        };
    }
}

/// Parts that say one thing together as one: `12 січня 2026`, `1 250 000`.
fn together<'a>(typed: &'a str, parts: Vec<Part<'a>>) -> Vec<Part<'a>> {
    let mut one: Vec<Part<'a>> = Vec::with_capacity(parts.len());
    let mut at = 0;
    while let Some(rest) = parts.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest
            .iter()
            .take(5)
            .take_while(|part| !part.quoted && !part.without)
            .count();
        let whole = (2..=plain).rev().find_map(|count| {
            let (first, last) = (rest.first()?, rest.get(count - 1)?);
            let text = typed.get(first.from..last.from + last.text.len())?;
            let words: Vec<Token> = tokens(text).collect();
            let said = words.len() == count && count_together(text, &words) == count;
            said.then_some((count, Part { text, ..*first }))
        });
        let (count, part) = match whole {
            Some((count, part)) => (
                count,
                Part {
                    unfinished: false,
                    ..part
                },
            ),
            None => match rest.first() {
                Some(first) => (1, Part { ..*first }),
                None => break,
            },
        };
        one.push(part);
        at += count;
    }
    one
}

impl Part<'_> {
    fn term(&self) -> Option<Term> {
        let words: Vec<Token> = tokens(self.text).take(MOST_PHRASE).collect();
        let mut any = Vec::new();
        let mut word = String::new();
        match words.as_slice() {
            [] => return None,
            [one] => {
                word.clone_from(&one.word);
                any.push(Piece::Word(one.stem.clone()));
                if !self.quoted {
                    any.extend(kin(&one.word, &one.stem).into_iter().map(Piece::Word));
                }
                if self.unfinished && !self.without {
                    any.extend(unfinished(one));
                }
            }
            several => {
                any.push(Piece::Phrase(
                    several.iter().map(|one| one.stem.clone()).collect(),
                ));
                any.extend(joined(self.text, several).into_iter().map(Piece::Word));
            }
        }
        any.dedup();
        Some(Term {
            word,
            any,
            required: true,
        })
    }
}

/// What an unfinished word may become.
fn unfinished(token: &Token) -> Vec<Piece> {
    let letters = token.word.chars().count();
    let mut pieces = Vec::new();
    if letters >= 2 {
        pieces.push(Piece::Prefix(token.word.clone()));
    }
    if letters >= 4 {
        for ending in ENDINGS {
            let piece = Piece::Word(stem(&format!("{}{ending}", token.word)));
            if !pieces.contains(&piece) && piece != Piece::Word(token.stem.clone()) {
                pieces.push(piece);
            }
        }
        // What begins with the word begins with its stem, and is found by the prefix already.
        pieces.retain(|piece| match piece {
            Piece::Word(word) => !word.starts_with(&token.word),
            _ => true,
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(query: &Query) -> Vec<&str> {
        query.terms.iter().map(|term| term.word.as_str()).collect()
    }

    #[test]
    fn words_phrases_and_what_must_not_stand() {
        let query = Query::parse("ремонт «капітальний ремонт» -школа \"тротуар");
        assert_eq!(words(&query), ["ремонт", "", "тротуар"]);
        assert!(matches!(&query.terms[1].any[0], Piece::Phrase(stems) if stems.len() == 2));
        assert_eq!(query.without[0].word, "школа");
    }

    #[test]
    fn last_word_is_unfinished_until_a_space_follows() {
        let prefix = |typed: &str| {
            let query = Query::parse(typed);
            query
                .terms
                .iter()
                .flat_map(|term| &term.any)
                .any(|piece| matches!(piece, Piece::Prefix(_)))
        };
        assert!(prefix("ремонт дор"));
        assert!(!prefix("ремонт дор "));
        assert!(!prefix("«ремонт дор»"));
    }

    #[test]
    fn what_tells_nothing_is_left_out_unless_it_is_all() {
        assert_eq!(
            words(&Query::parse("ремонт на вулиці Садовій ")),
            ["ремонт", "вулиці", "садовій"]
        );
        assert!(!Query::parse("ремонт на вулиці Садовій ").terms[1].required);
        assert_eq!(words(&Query::parse("на ")), ["на"]);
        assert!(Query::parse("вулиця").terms[0].required);
    }

    #[test]
    fn a_day_and_a_sum_are_one_term() {
        let query = Query::parse("сесія 23 квітня 2026 ");
        assert_eq!(query.terms.len(), 2);
        assert!(query.terms[1].any.contains(&Piece::Word("d20260423".into())));
        let query = Query::parse("6 721 250 грн");
        assert!(query.terms[0].any.contains(&Piece::Word("6721250".into())));
    }

    #[test]
    fn strange_queries_are_bounded() {
        let many = "слово дорога ".repeat(10_000);
        assert_eq!(Query::parse(&many).terms.len(), 2);
        let different: String = (0..10_000).map(|number| format!("слово{number} ")).collect();
        assert_eq!(Query::parse(&different).terms.len(), MOST_TERMS);
        for nothing in [
            "", "   ", "\"\"\"", "«»", "-", "- -", "\0\0", "!!! ***", "''''", "(((", "-\"", "\"-",
        ] {
            assert!(Query::parse(nothing).is_empty(), "{nothing:?}");
        }
        assert_eq!(words(&Query::parse("а\0б в")), ["б"]);
    }
}
