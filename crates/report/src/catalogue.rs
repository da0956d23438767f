//! The catalogue: everything that the portal tells the editor once, so that the network may then vanish.

use crate::{
    form::{Form, RefList},
    ids::{DepartmentId, MeasureId, ProgrammeId, SectionId},
    report::Values,
    rule::UpdateRule,
};
use serde::{Deserialize, Serialize};

/// A text of the catalogue in the interface's languages. Ukrainian is the official one; English may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Label {
    /// Ukrainian.
    pub uk: String,
    /// English; where absent the Ukrainian text is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub en: Option<String>,
}

/// A department (відділ, управління, інший виконавчий орган).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Its official name.
    pub name: Label,
}

/// A section (розділ) of the portal, with the form that its records are filled by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Section {
    /// Its id; also its address on the public site.
    pub id: SectionId,
    /// Its name, without quotation marks.
    pub name: Label,
    /// What is published in it, in a sentence.
    pub about: Label,
    /// The department responsible for it.
    pub department: DepartmentId,
    /// How often it must be brought up to date.
    pub rule: UpdateRule,
    /// The form of its records.
    pub form: Form,
}

/// A web service that a department keeps up to date by a rule (регламент наповнення).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebService {
    /// Its id.
    pub id: String,
    /// Its official name.
    pub name: Label,
    /// Who is responsible.
    pub department: DepartmentId,
    /// How often.
    pub rule: UpdateRule,
}

/// A city target programme (міська цільова програма).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Programme {
    /// Its id.
    pub id: ProgrammeId,
    /// Its official name.
    pub name: Label,
}

/// A measure (захід) of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Measure {
    /// Its id.
    pub id: MeasureId,
    /// The programme it belongs to.
    pub programme: ProgrammeId,
    /// Its official wording.
    pub name: Label,
}

/// An official whom a form may refer to: a deputy, the mayor, the secretary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Official {
    /// Its id.
    pub id: String,
    /// Surname, name and patronymic.
    pub name: Label,
    /// The office held.
    pub office: Label,
    /// Whether the official votes in the council.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deputy: bool,
}

/// A report begun beforehand by a department for its authors to start from (шаблон).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Template {
    /// Its id.
    pub id: String,
    /// The section it is for.
    pub section: SectionId,
    /// Whose it is; absent: everybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub department: Option<DepartmentId>,
    /// What it is called in the list.
    pub name: Label,
    /// What it is good for, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub about: Option<Label>,
    /// The title it begins with; may be empty.
    #[serde(default)]
    pub title: String,
    /// The values it begins with.
    #[serde(default)]
    #[cfg_attr(feature = "ts", ts(type = "Record<string, unknown>"))]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, serde_json::Value>))]
    pub values: Values,
}

/// A district of the city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct District {
    /// Official code (КАТОТТГ), for example `UA12060170010145934`.
    pub code: String,
    /// Its name.
    pub name: Label,
}

/// What an account may do in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Draft, attach, submit, update (відповідальна особа).
    Write,
    /// Approve or return (керівник).
    Approve,
    /// Read what is not public yet (контроль).
    Read,
    /// Accounts, rights, sections, map packs (адміністратор). Does not edit others' content.
    Administer,
}

/// The rights of one account in one section. An account without a row for a section may only read what is public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rights {
    /// The section.
    pub section: SectionId,
    /// What may be done in it.
    pub rights: Vec<Right>,
}

/// Everything the editor needs to work without a network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Catalogue {
    /// The city's name, as shown in the window and on the public pages.
    pub city: Label,
    /// Departments.
    pub departments: Vec<Department>,
    /// Sections with their forms, in the order of the portal's menu.
    pub sections: Vec<Section>,
    /// Web services kept by a rule.
    pub services: Vec<WebService>,
    /// Programmes.
    pub programmes: Vec<Programme>,
    /// Measures of the programmes.
    pub measures: Vec<Measure>,
    /// Officials whom forms refer to.
    pub officials: Vec<Official>,
    /// Districts of the city.
    pub districts: Vec<District>,
    /// Templates to start reports from.
    #[serde(default)]
    pub templates: Vec<Template>,
}

impl Catalogue {
    /// The section of that id.
    #[must_use]
    pub fn section(&self, id: &SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == *id)
    }

    /// The department of that id.
    #[must_use]
    pub fn department(&self, id: &DepartmentId) -> Option<&Department> {
        self.departments.iter().find(|department| department.id == *id)
    }

    /// The programme of that id.
    #[must_use]
    pub fn programme(&self, id: &ProgrammeId) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == *id)
    }

    /// The measure of that id.
    #[must_use]
    pub fn measure(&self, id: &MeasureId) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == *id)
    }

    /// The measures of a programme, in the catalogue's order.
    pub fn measures_of<'a>(&'a self, programme: &'a ProgrammeId) -> impl Iterator<Item = &'a Measure> {
        self.measures
            .iter()
            .filter(move |measure| measure.programme == *programme)
    }

    /// The name of the entry of that id in one of the lists that forms refer to; `None` where there is no such entry.
    #[must_use]
    pub fn entry(&self, list: RefList, id: &str) -> Option<&Label> {
        match list {
            RefList::Programmes => named(&self.programmes, id, |one| (one.id.as_str(), &one.name)),
            RefList::Measures => named(&self.measures, id, |one| (one.id.as_str(), &one.name)),
            RefList::Departments => named(&self.departments, id, |one| (one.id.as_str(), &one.name)),
            RefList::Services => named(&self.services, id, |one| (one.id.as_str(), &one.name)),
            RefList::Officials => named(&self.officials, id, |one| (one.id.as_str(), &one.name)),
            RefList::Deputies => {
                let deputies = self.officials.iter().filter(|one| one.deputy);
                named(deputies, id, |one| (one.id.as_str(), &one.name))
            }
            RefList::Districts => named(&self.districts, id, |one| (one.code.as_str(), &one.name)),
        }
    }
}

/// The name of the entry with that id.
fn named<'a, T: 'a>(
    list: impl IntoIterator<Item = &'a T>,
    id: &str,
    parts: impl Fn(&'a T) -> (&'a str, &'a Label),
) -> Option<&'a Label> {
    list.into_iter()
        .map(parts)
        .find(|(its, _)| *its == id)
        .map(|(_, name)| name)
}
