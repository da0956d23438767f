//! What goes on paper.

use jiff::civil::Date;
use page::{
    locale,
    view::{Group, Photo, View},
};
use report::PhotoId;

/// Longer titles would not stand in one line with the state.
const RUNNING_TITLE_CHARS: usize = 60;

/// A report to be set.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its title; «Без назви» stands for an empty one.
    pub title: String,
    /// The section's name.
    pub section: String,
    /// The department's name; may be empty.
    pub department: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// Where it stands.
    pub state: State,
    /// What it says, in the form's order.
    pub groups: Vec<Group>,
}

/// Where a report stands when it is set. Paper outlives the state, so what is not public says so on every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Being written, or changed since it was sent.
    Draft {
        /// The day of the last change.
        changed: Date,
    },
    /// With the head of department.
    InReview {
        /// The day of the last change.
        changed: Date,
    },
    /// Public.
    Published {
        /// Since when.
        since: Date,
        /// The page's address.
        address: Option<String>,
    },
}

impl Report {
    /// The photos in the order in which they are set, each once.
    #[must_use]
    pub fn photos(&self) -> Vec<PhotoId> {
        let mut found: Vec<PhotoId> = Vec::new();
        for photo in self.shown_photos() {
            if !found.contains(&photo.photo) {
                found.push(photo.photo.clone());
            }
        }
        found
    }

    fn shown_photos(&self) -> impl Iterator<Item = &Photo> {
        self.groups
            .iter()
            .flat_map(|group| &group.fields)
            .filter_map(|field| match &field.value {
                View::Photos(photos) => Some(photos),
                _ => None,
            })
            .flatten()
    }

    /// The title at the head of the pages: one line, the state beside it.
    pub(crate) fn running_title(&self) -> String {
        let title = self.shown_title();
        let mut short: String = title.chars().take(RUNNING_TITLE_CHARS).collect();
        if short.len() < title.len() {
            short.push('…');
        }
        short
    }

    /// The title, or what is said where there is none.
    pub(crate) fn shown_title(&self) -> &str {
        match self.title.trim() {
            "" => "Без назви",
            title => title,
        }
    }
}

impl State {
    /// The line under the title.
    pub(crate) fn line(&self) -> String {
        match self {
            Self::Draft { changed } => {
                format!("Чернетка від {}, не опубліковано", locale::date(*changed))
            }
            Self::InReview { changed } => {
                format!(
                    "На погодженні, зміни від {}, не опубліковано",
                    locale::date(*changed)
                )
            }
            Self::Published { since, .. } => format!("Опубліковано {}", locale::date(*since)),
        }
    }

    /// What every page says of a report that is not public.
    pub(crate) const fn warning(&self) -> Option<&'static str> {
        match self {
            Self::Draft { .. } => Some("Чернетка, не опубліковано"),
            Self::InReview { .. } => Some("На погодженні, не опубліковано"),
            Self::Published { .. } => None,
        }
    }

    /// The day that the document is of.
    pub(crate) const fn day(&self) -> Date {
        match self {
            Self::Draft { changed } | Self::InReview { changed } => *changed,
            Self::Published { since, .. } => *since,
        }
    }

    /// The address of the public page.
    pub(crate) fn address(&self) -> Option<&str> {
        match self {
            Self::Published { address, .. } => address.as_deref(),
            Self::Draft { .. } | Self::InReview { .. } => None,
        }
    }
}

/// What is said where a photo should be.
pub(crate) const NO_PHOTO: &str = "Цього фото немає на комп’ютері, де зроблено документ";

/// A photo's caption with its role and who took it: «До. Подвір’я школи. Фото: Олена Коваль».
pub(crate) fn caption(photo: &Photo) -> String {
    [&photo.role, &photo.caption, &photo.credit]
        .map(|part| part.trim())
        .into_iter()
        .filter(|part| !part.is_empty())
        .fold(String::new(), |said, part| match said.as_str() {
            "" => part.to_owned(),
            before if before.ends_with(['.', '!', '?', '…']) => format!("{before} {part}"),
            before => format!("{before}. {part}"),
        })
}
