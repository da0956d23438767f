//! The public page of one report.

use crate::{
    locale,
    view::{self, Group, Pairing, Photo, View},
};
use askama::Template;
use jiff::civil::Date;
use report::{Catalogue, Content, DepartmentId, ReportId, Section, form::RefList};

/// What every page has.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The city's name, over the site's.
    pub city: String,
    /// The page's title, as the browser shows it.
    pub title: String,
    /// The address that the public knows the site by, without a slash at the end; empty where there is none yet. Others
    /// who show a link to a page take its picture from there.
    pub site: String,
    /// Whether maps are drawn: there is a map pack, and the script at `/assets/portal-map.js`.
    pub has_map: bool,
    /// Whether there is the map's style at `/assets/portal-map.css`.
    pub has_map_style: bool,
    /// The address of a script of whoever shows the page: the editor's preview watches its links. The portal has none.
    pub script: Option<&'static str>,
}

/// The page of a report.
#[derive(Clone, Debug, Template)]
#[template(path = "report.html")]
pub struct ReportPage {
    /// What every page has.
    pub frame: Frame,
    /// The report's title.
    pub title: String,
    /// The section's name.
    pub section: String,
    /// The page of the section.
    pub section_href: String,
    /// The department's name; empty where nobody has signed in.
    pub department: String,
    /// The day of publication, for people.
    pub date: String,
    /// The day of publication, for programs: `2026-11-22`.
    pub datetime: String,
    /// The photo that stands for it where others link to it.
    pub cover: Option<Photo>,
    /// The photo under the title, where one was chosen.
    pub lead: Option<Photo>,
    /// What the report says, in the form's order.
    pub groups: Vec<Group>,
}

impl ReportPage {
    /// The page of `content`, a record of `section`, published on `day` by `department`; its title becomes that of
    /// `frame`.
    #[must_use]
    pub fn new(
        frame: Frame,
        id: ReportId,
        content: &Content,
        section: &Section,
        catalogue: &Catalogue,
        department: &DepartmentId,
        day: Date,
    ) -> Self {
        let mut groups = view::groups(content, &section.form, catalogue, &format!("/r/{id}"));
        Self {
            frame: Frame {
                title: content.title.clone(),
                ..frame
            },
            title: content.title.clone(),
            section: section.name.uk.clone(),
            section_href: format!("/s/{}", section.id),
            department: view::reference(catalogue, RefList::Departments, department.as_str()),
            date: locale::date(day),
            datetime: day.to_string(),
            cover: view::cover(content, &section.form),
            lead: view::take_lead(&mut groups),
            groups,
        }
    }

    /// Whether two pictures of the same are laid over one another.
    fn has_pairs(&self) -> bool {
        let fields = self.groups.iter().flat_map(|group| &group.fields);
        fields.into_iter().any(|field| match &field.value {
            View::Photos(photos) => photos.iter().any(|photo| photo.pairing == Pairing::Before),
            _ => false,
        })
    }

    /// The page as HTML.
    ///
    /// # Errors
    /// None is expected: the template is checked when the program is built.
    pub fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }
}
