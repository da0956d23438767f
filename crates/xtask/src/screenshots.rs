//! The pictures of the documentation: whatever its pages name, out of those that the journeys took by that name.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::shell;

/// In bytes. A picture is in every clone of the repository for good.
const LARGEST: u64 = 300_000;

/// Copies the newest picture of each name from `target/journeys/` to `docs/screenshots/`.
///
/// # Errors
/// [`Failure::LargePicture`]; [`Failure::NoPictures`] after copying those that there are; [`Failure::File`].
pub(crate) fn renew() -> Result<(), Failure> {
    let mut missing = Vec::new();
    for name in wanted()? {
        let Some(taken) = newest(&name)? else {
            missing.push(name);
            continue;
        };
        let fail = |source| Failure::File {
            path: taken.clone(),
            source,
        };
        let bytes = fs::metadata(&taken).map_err(fail)?.len();
        if bytes > LARGEST {
            return Err(Failure::LargePicture { path: taken, bytes });
        }
        let kept = shell::root().join(format!("docs/screenshots/{name}.png"));
        fs::copy(&taken, kept).map_err(fail)?;
        println!("{name}: {}", taken.display());
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Failure::NoPictures {
            names: missing.join(", "),
        })
    }
}

/// The names of the pictures in the README and the user's guide.
fn wanted() -> Result<BTreeSet<String>, Failure> {
    let mut pages = entries(&shell::root().join("docs/uk"))?;
    pages.push(shell::root().join("README.md"));
    let mut names = BTreeSet::new();
    for path in pages {
        let text = fs::read_to_string(&path).map_err(|source| Failure::File { path, source })?;
        names.extend(named(&text).map(str::to_owned));
    }
    Ok(names)
}

/// `…screenshots/desk.png…` → `desk`.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split("screenshots/")
        .skip(1)
        .filter_map(|after| after.split_once(".png"))
        .map(|(name, _)| name)
        .filter(|name| {
            name.chars()
                .all(|letter| letter.is_alphanumeric() || letter == '-')
        })
}

/// Where the picture that was taken last by this name lies: in a journey's folder or in that of one of its people.
fn newest(name: &str) -> Result<Option<PathBuf>, Failure> {
    let file = format!("{name}.png");
    let mut found = None;
    for journey in entries(&shell::target().join("journeys"))? {
        let mut folders = entries(&journey)?;
        folders.push(journey);
        for picture in folders.iter().map(|folder| folder.join(&file)) {
            let Ok(taken) = fs::metadata(&picture).and_then(|about| about.modified()) else {
                continue;
            };
            if found.as_ref().is_none_or(|(latest, _)| *latest < taken) {
                found = Some((taken, picture));
            }
        }
    }
    Ok(found.map(|(_, picture)| picture))
}

/// What lies in a folder; nothing, if it is a file.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if folder.is_file() {
        return Ok(Vec::new());
    }
    let fail = |source| Failure::File {
        path: folder.to_path_buf(),
        source,
    };
    fs::read_dir(folder)
        .map_err(fail)?
        .map(|entry| entry.map(|entry| entry.path()).map_err(fail))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn only_pictures_that_are_named_are_wanted() {
        let page = "![Стіл](../screenshots/desk.png) у docs/screenshots/ лежить ![](docs/screenshots/sheet-import.png)";
        assert_eq!(named(page).collect::<Vec<_>>(), ["desk", "sheet-import"]);
    }
}
