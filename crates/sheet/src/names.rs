//! Finding an entry of the catalogue by the name that stands in a file.

use crate::{fold, take::Reason};
use report::{
    Catalogue, Label,
    form::{Choice, RefList},
};
use std::collections::HashMap;

/// Unknown names that get a nearest one: a file for another list would ask for it in every row.
const GUESSES: usize = 100;
/// How alike two names must be to be offered, of 1.
const ALIKE: f64 = 0.6;

/// The entries of one list by every way in which their names are written.
pub(crate) struct Names<'a> {
    entries: Vec<(&'a str, &'a Label)>,
    /// Folded name → entries; several where a surname is shared.
    by_name: HashMap<String, Vec<usize>>,
    folded: Vec<String>,
    guesses: usize,
}

impl<'a> Names<'a> {
    pub(crate) fn of(catalogue: &'a Catalogue, list: RefList) -> Self {
        let entries = entries(catalogue, list);
        let people = matches!(list, RefList::Officials | RefList::Deputies);
        let mut names = Self {
            by_name: HashMap::with_capacity(entries.len() * if people { 8 } else { 2 }),
            folded: entries.iter().map(|(_, name)| fold::fold(&name.uk)).collect(),
            guesses: 0,
            entries: Vec::new(),
        };
        for (at, (id, name)) in entries.iter().enumerate() {
            names.learn(fold::fold(id), at);
            names.learn(fold::fold(&name.uk), at);
            if let Some(english) = &name.en {
                names.learn(fold::fold(english), at);
            }
            if people {
                for written in ways(&fold::words(&name.uk)) {
                    names.learn(written, at);
                }
            }
        }
        names.entries = entries;
        names
    }

    fn learn(&mut self, name: String, at: usize) {
        let known = self.by_name.entry(name).or_default();
        if !known.contains(&at) {
            known.push(at);
        }
    }

    /// The id of the one entry that a text names.
    pub(crate) fn find(&mut self, text: &str) -> Result<&'a str, Reason> {
        if let Some((id, _)) = self.entries.iter().find(|(id, _)| *id == text) {
            return Ok(id);
        }
        let wanted = fold::fold(text);
        match self.by_name.get(&wanted).map(Vec::as_slice) {
            Some([one]) => self
                .entries
                .get(*one)
                .map(|(id, _)| *id)
                .ok_or(Reason::UnknownEntry { nearest: None }),
            Some(several) => Err(Reason::Ambiguous {
                entries: several.iter().filter_map(|at| self.name(*at)).take(4).collect(),
            }),
            None => Err(Reason::UnknownEntry {
                nearest: self.nearest(&wanted),
            }),
        }
    }

    fn name(&self, at: usize) -> Option<String> {
        self.entries.get(at).map(|(_, name)| name.uk.clone())
    }

    fn nearest(&mut self, wanted: &str) -> Option<String> {
        self.guesses += 1;
        if self.guesses > GUESSES || wanted.chars().count() > 300 {
            return None;
        }
        let length = wanted.chars().count();
        let scored = self.folded.iter().enumerate().map(|(at, name)| {
            // Beside a surname alone, or a surname with a name, only as much of the entry is looked at.
            let own = name.chars().take(length + 2).collect::<String>();
            let own = own
                .rsplit_once(' ')
                .filter(|_| own.len() < name.len())
                .map_or(&*own, |(whole, _)| whole);
            let score = strsim::normalized_damerau_levenshtein(own, wanted)
                .max(strsim::normalized_damerau_levenshtein(name, wanted));
            (at, score)
        });
        let best = scored.max_by(|one, other| one.1.total_cmp(&other.1))?;
        (best.1 >= ALIKE).then(|| self.name(best.0)).flatten()
    }
}

/// How a person of the folded words surname, name, patronymic is written in lists.
fn ways(words: &[String]) -> Vec<String> {
    let [surname, rest @ ..] = words else {
        return Vec::new();
    };
    let initials: Vec<String> = rest.iter().map(|word| word.chars().take(1).collect()).collect();
    let mut ways = vec![surname.clone()];
    for given in [rest, &initials] {
        for many in 1..=given.len() {
            let given = given.get(..many).unwrap_or_default().join(" ");
            ways.push(format!("{surname} {given}"));
            ways.push(format!("{given} {surname}"));
        }
    }
    ways
}

/// The entries of a list: id and name.
fn entries(catalogue: &Catalogue, list: RefList) -> Vec<(&str, &Label)> {
    match list {
        RefList::Programmes => catalogue
            .programmes
            .iter()
            .map(|one| (one.id.as_str(), &one.name))
            .collect(),
        RefList::Measures => catalogue
            .measures
            .iter()
            .map(|one| (one.id.as_str(), &one.name))
            .collect(),
        RefList::Departments => catalogue
            .departments
            .iter()
            .map(|one| (one.id.as_str(), &one.name))
            .collect(),
        RefList::Services => catalogue
            .services
            .iter()
            .map(|one| (one.id.as_str(), &one.name))
            .collect(),
        RefList::Officials | RefList::Deputies => {
            let all = catalogue.officials.iter();
            all.filter(|one| list == RefList::Officials || one.deputy)
                .map(|one| (one.id.as_str(), &one.name))
                .collect()
        }
        RefList::Districts => catalogue
            .districts
            .iter()
            .map(|one| (one.code.as_str(), &one.name))
            .collect(),
    }
}

/// The answer that a text means: its id, its label, signs for yes and no, an abbreviation («утрим.», «н/г»), another gender
/// («утрималась»). What might be two answers is neither.
pub(crate) fn answer<'a>(options: &'a [Choice], text: &str) -> Result<&'a Choice, Reason> {
    let unknown = || Reason::UnknownChoice {
        choices: options.iter().map(|option| option.label.uk.clone()).collect(),
    };
    let text = match text.trim() {
        "+" => "за",
        "-" | "−" | "–" => "проти",
        other => other,
    };
    if let Some(option) = options.iter().find(|option| option.id == text) {
        return Ok(option);
    }
    let wanted = fold::words(text);
    if wanted.is_empty() {
        return Err(unknown());
    }
    let labels: Vec<(&Choice, Vec<String>)> = options
        .iter()
        .flat_map(|option| {
            let labels = [Some(&option.label.uk), option.label.en.as_ref()];
            labels
                .into_iter()
                .flatten()
                .map(move |label| (option, fold::words(label)))
        })
        .collect();
    let only = |fits: &dyn Fn(&[String]) -> bool| {
        let mut found = labels
            .iter()
            .filter(|(_, label)| fits(label))
            .map(|(option, _)| *option);
        let first = found.next()?;
        found.all(|other| other.id == first.id).then_some(first)
    };
    let begins = |label: &[String], wanted: &[String]| {
        wanted.len() <= label.len()
            && wanted
                .iter()
                .zip(label)
                .all(|(part, word)| word.starts_with(part.as_str()))
    };
    let stems: Vec<String> = wanted.iter().map(|word| stem(word)).collect();
    only(&|label| label == wanted)
        .or_else(|| only(&|label| begins(label, &wanted)))
        .or_else(|| only(&|label| begins(label, &stems)))
        .ok_or_else(unknown)
}

/// The part of a long word that its gender and case leave alone.
fn stem(word: &str) -> String {
    let length = word.chars().count();
    let kept = if length < 6 {
        length
    } else {
        (length * 3 / 5).max(4)
    };
    word.chars().take(kept).collect()
}
