//! The catalogue as files: a folder of JSON that a city keeps, and the example built into the program.
//!
//! A file that says something the program would pass over (a misspelt key, a department that is not in the list) is
//! refused with its name: a form that silently lost a field would be noticed by three hundred people a week later.

mod check;

use report::{Catalogue, Section};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{
    borrow::Cow,
    fs, io,
    path::{Path, PathBuf},
};

pub use check::{FormFault, TemplateFault};

/// Why a catalogue cannot be used. Every variant names the file, relative to the catalogue's folder.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueFileError {
    /// A file or folder cannot be read.
    #[error("{} cannot be read", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Not the JSON that is expected there.
    #[error("{file} is not as expected: {source}")]
    Parse {
        /// The file.
        file: String,
        /// Where and why.
        source: serde_json::Error,
    },
    /// A key that means nothing.
    #[error("{file}: nothing is known by the name {key:?}")]
    UnknownKey {
        /// The file.
        file: String,
        /// The key with the path to it, joined with `.`.
        key: String,
    },
    /// The folder `sections` holds no `.json` file.
    #[error("{} holds no section", folder.display())]
    NoSections {
        /// The folder.
        folder: PathBuf,
    },
    /// An id that is not made of lower-case Latin letters, digits, `-` and `_` (district codes: capitals too).
    #[error("{file}: {id:?} cannot be an id")]
    BadId {
        /// The file.
        file: String,
        /// The id.
        id: String,
    },
    /// The same id twice.
    #[error("{file}: the id {id:?} stands twice")]
    DuplicateId {
        /// The file.
        file: String,
        /// The id.
        id: String,
    },
    /// An entry without its Ukrainian name.
    #[error("{file}: {id:?} has no Ukrainian name")]
    NoName {
        /// The file.
        file: String,
        /// The entry.
        id: String,
    },
    /// A section or service of a department that `departments.json` does not have.
    #[error("{file}: {id:?} belongs to the department {department:?}, which is not in departments.json")]
    UnknownDepartment {
        /// The file.
        file: String,
        /// The section or service.
        id: String,
        /// The department.
        department: String,
    },
    /// A measure of a programme that `programmes.json` does not have.
    #[error("{file}: the measure {measure:?} belongs to {programme:?}, which is not in programmes.json")]
    UnknownProgramme {
        /// The file.
        file: String,
        /// The measure.
        measure: String,
        /// The programme.
        programme: String,
    },
    /// A form that cannot be filled in.
    #[error("{file}: the form's {place:?}: {fault}")]
    Form {
        /// The file.
        file: String,
        /// The group, or the field, or the field and its column.
        place: String,
        /// What is wrong with it.
        fault: FormFault,
    },
    /// A template that no report can begin with.
    #[error("{file}: the template {id:?}: {fault}")]
    Template {
        /// The file.
        file: String,
        /// The template.
        id: String,
        /// What is wrong with it.
        fault: TemplateFault,
    },
}

/// Reads the catalogue of a folder: `city.json`, `departments.json`, `services.json`, `programmes.json`,
/// `measures.json`, `officials.json`, `districts.json`, `templates.json` and `sections/*.json`, the sections in the
/// order of their file names.
///
/// # Errors
/// The first file that is missing, is not what is expected or contradicts another.
pub fn load(dir: &Path) -> Result<Catalogue, CatalogueFileError> {
    let sections = section_files(dir)?;
    assemble(&sections, |name| {
        let file = dir.join(name);
        match fs::read_to_string(&file) {
            Ok(text) => Ok(Cow::Owned(text)),
            Err(source) => Err(CatalogueFileError::Read { file, source }),
        }
    })
}

/// The example catalogue, built into the program.
///
/// # Errors
/// None, as long as the tests hold; the same as [`load`] otherwise.
pub fn load_embedded() -> Result<Catalogue, CatalogueFileError> {
    let sections: Vec<String> = EMBEDDED
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| name.starts_with("sections/"))
        .map(str::to_owned)
        .collect();
    assemble(&sections, |name| {
        let found = EMBEDDED.iter().find(|(its, _)| *its == name);
        found
            .map(|(_, text)| Cow::Borrowed(*text))
            .ok_or_else(|| CatalogueFileError::Read {
                file: name.into(),
                source: io::ErrorKind::NotFound.into(),
            })
    })
}

macro_rules! embedded {
    ($($name:literal)*) => {
        /// The files of the example catalogue: name relative to the folder, text.
        const EMBEDDED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/", $name)))),*];
    };
}

embedded! {
    "city.json"
    "departments.json"
    "services.json"
    "programmes.json"
    "measures.json"
    "officials.json"
    "districts.json"
    "templates.json"
    "sections/01-council-work.json"
    "sections/02-solutions.json"
    "sections/03-roll-call.json"
    "sections/04-leadership-reports.json"
    "sections/05-indicators.json"
    "sections/06-object-passports.json"
    "sections/07-purchases.json"
    "sections/08-open-data.json"
    "sections/09-monitoring-posts.json"
    "sections/10-city-objects.json"
    "sections/11-consultations.json"
    "sections/12-e-resources.json"
    "sections/13-faults.json"
}

/// The names of the folder's section files, sorted.
fn section_files(dir: &Path) -> Result<Vec<String>, CatalogueFileError> {
    let folder = dir.join("sections");
    let unreadable = |source| CatalogueFileError::Read {
        file: folder.clone(),
        source,
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        if let Some(name) = name.to_str()
            && Path::new(name).extension().is_some_and(|ending| ending == "json")
        {
            names.push(format!("sections/{name}"));
        }
    }
    if names.is_empty() {
        return Err(CatalogueFileError::NoSections { folder });
    }
    names.sort();
    Ok(names)
}

/// Reads every file by `text_of` and checks them together.
fn assemble<'a>(
    sections: &[String],
    text_of: impl Fn(&str) -> Result<Cow<'a, str>, CatalogueFileError>,
) -> Result<Catalogue, CatalogueFileError> {
    let catalogue = Catalogue {
        city: read("city.json", &text_of)?,
        departments: read("departments.json", &text_of)?,
        sections: sections
            .iter()
            .map(|name| read::<Section>(name, &text_of))
            .collect::<Result<_, _>>()?,
        services: read("services.json", &text_of)?,
        programmes: read("programmes.json", &text_of)?,
        measures: read("measures.json", &text_of)?,
        officials: read("officials.json", &text_of)?,
        districts: read("districts.json", &text_of)?,
        templates: read("templates.json", &text_of)?,
    };
    check::catalogue(&catalogue, sections)?;
    Ok(catalogue)
}

fn read<'a, T: DeserializeOwned + Serialize>(
    file: &str,
    text_of: impl Fn(&str) -> Result<Cow<'a, str>, CatalogueFileError>,
) -> Result<T, CatalogueFileError> {
    let text = text_of(file)?;
    let parse = |source| CatalogueFileError::Parse {
        file: file.to_owned(),
        source,
    };
    // Read as the type first: its errors know the line.
    let read: T = serde_json::from_str(&text).map_err(parse)?;
    let written: Value = serde_json::from_str(&text).map_err(parse)?;
    match stray_key(&written, &serde_json::to_value(&read).map_err(parse)?) {
        None => Ok(read),
        Some(key) => Err(CatalogueFileError::UnknownKey {
            file: file.to_owned(),
            key,
        }),
    }
}

/// The first key that is written in the file but did not come through reading it. Forms flatten their kinds, for which
/// serde cannot refuse unknown keys itself.
fn stray_key(written: &Value, read: &Value) -> Option<String> {
    match (written, read) {
        (Value::Object(written), Value::Object(read)) => written.iter().find_map(|(key, value)| {
            let Some(came_through) = read.get(key) else {
                return (!value.is_null()).then(|| key.clone());
            };
            stray_key(value, came_through).map(|inner| format!("{key}.{inner}"))
        }),
        (Value::Array(written), Value::Array(read)) => {
            let pairs = written.iter().zip(read).enumerate();
            pairs
                .filter_map(|(at, (one, other))| stray_key(one, other).map(|inner| format!("{at}.{inner}")))
                .next()
        }
        _ => None,
    }
}
