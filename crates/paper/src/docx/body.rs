//! The document's text, from the title to the last field.

use super::{
    MAIN,
    package::{self, FIRST_HEADER, FOOTER, HEADER},
    xml::Xml,
};
use crate::{
    columns::lies_on_its_side,
    data::person_lines,
    pictures::{Picture, Pictures},
    report::Report,
};
use page::view::{Group, PlaceView, Shown, View};

/// Twentieths of a point: A4 without its margins (25 mm left, 15 mm right).
pub(super) const TEXT_WIDTH: u32 = 9638;

/// The same of a page turned on its side.
pub(super) const TURNED_WIDTH: u32 = 14_570;

/// How a page lies.
#[derive(Clone, Copy)]
pub(super) enum Page {
    Upright,
    Turned,
}

/// What the document points at.
pub(super) enum Related<'a> {
    Link(String),
    Picture(&'a Picture),
}

/// The document being written, and what it has gathered on the way.
pub(super) struct Body<'a> {
    pub(super) xml: Xml,
    pub(super) pictures: &'a Pictures,
    pub(super) related: Vec<Related<'a>>,
    /// Each numbered list counts from 1, so each is a list of its own to Word.
    pub(super) numbered_lists: usize,
    /// How many stretches of pages have ended.
    sections: usize,
}

impl<'a> Body<'a> {
    pub(super) fn of(report: &Report, pictures: &'a Pictures) -> Self {
        let mut body = Self {
            xml: Xml::new(),
            pictures,
            related: Vec::new(),
            numbered_lists: 0,
            sections: 0,
        };
        let drawing = "http://schemas.openxmlformats.org/drawingml/2006";
        let namespaces = [
            ("xmlns:w", MAIN),
            (
                "xmlns:r",
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            ),
            ("xmlns:wp", &format!("{drawing}/wordprocessingDrawing")),
            ("xmlns:a", &format!("{drawing}/main")),
            ("xmlns:pic", &format!("{drawing}/picture")),
        ];
        body.element("w:document", &namespaces, |body| {
            body.element("w:body", &[], |body| {
                body.lead(report);
                for group in &report.groups {
                    body.group(group);
                }
                page_setup(&mut body.xml, Page::Upright, body.sections);
            });
        });
        body
    }

    /// [`Xml::element`] for what gathers as it writes.
    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.xml.open(name, attributes);
        inside(self);
        self.xml.close(name);
    }

    fn lead(&mut self, report: &Report) {
        self.line("Subtitle", &report.section);
        self.line("Title", report.shown_title());
        if !report.department.is_empty() {
            self.line("Normal", &report.department);
        }
        let state = report.state.line();
        let stands = if report.author.is_empty() {
            state
        } else {
            format!("{state}. {}", report.author)
        };
        self.line("Subtitle", &stands);
        if let Some(address) = report.state.address() {
            self.link_line("Normal", address);
        }
    }

    fn group(&mut self, group: &Group) {
        self.line("Heading1", &group.label);
        let mut short: Vec<&Shown> = Vec::new();
        for field in &group.fields {
            if !field.is_wide() {
                short.push(field);
                continue;
            }
            self.facts(&short);
            short.clear();
            let turned = matches!(&field.value, View::Table(table) if lies_on_its_side(table.head.len()));
            if turned {
                self.end_section(Page::Upright);
            }
            if field.label != group.label {
                self.line("Heading2", &field.label);
            }
            self.value("Normal", field);
            if turned {
                self.end_section(Page::Turned);
            }
        }
        self.facts(&short);
    }

    /// A field's value in paragraphs of that style.
    pub(super) fn value(&mut self, style: &str, field: &Shown) {
        match &field.value {
            View::Text(lines) => self.lines(style, lines),
            View::Person(person) => self.lines(style, &person_lines(person)),
            View::File(file) => self.line(style, &format!("{}, {}", file.name, file.size)),
            View::Link(href) => self.link_line(style, href),
            View::Rich(document) => self.prose(document),
            View::Table(table) => self.form_table(table),
            View::Photos(photos) => self.photos(photos),
            View::Place(place) => self.place(place),
        }
    }

    fn place(&mut self, place: &PlaceView) {
        if !place.address.is_empty() {
            paragraph(&mut self.xml, "Normal", |xml| {
                xml.element("w:r", &[], |xml| {
                    xml.element("w:rPr", &[], |xml| xml.leaf("w:b", &[]));
                    text(xml, &place.address);
                });
            });
        }
        let shape = match place.shape {
            "" => String::new(),
            shape => format!("{shape}, "),
        };
        self.line("Normal", &format!("{shape}{}", place.coordinates));
    }

    fn lines(&mut self, style: &str, lines: &[String]) {
        for line in lines {
            self.line(style, line);
        }
        // A cell without a paragraph is no cell to Word.
        if lines.is_empty() {
            self.line(style, "");
        }
    }

    pub(super) fn line(&mut self, style: &str, line: &str) {
        paragraph(&mut self.xml, style, |xml| run(xml, line));
    }

    fn link_line(&mut self, style: &str, href: &str) {
        let id = self.relate(Related::Link(href.to_owned()));
        paragraph(&mut self.xml, style, |xml| {
            xml.element("w:hyperlink", &[("r:id", &id)], |xml| {
                xml.element("w:r", &[], |xml| {
                    xml.element("w:rPr", &[], |xml| xml.val("w:rStyle", "Hyperlink"));
                    text(xml, href);
                });
            });
        });
    }

    /// Notes what the document points at; the relation's id.
    pub(super) fn relate(&mut self, related: Related<'a>) -> String {
        self.related.push(related);
        package::relation(self.related.len() - 1)
    }
}

pub(super) fn paragraph(xml: &mut Xml, style: &str, inside: impl FnOnce(&mut Xml)) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.val("w:pStyle", style));
        inside(xml);
    });
}

/// A run of plain text.
pub(super) fn run(xml: &mut Xml, words: &str) {
    xml.element("w:r", &[], |xml| text(xml, words));
}

/// The text of a run.
pub(super) fn text(xml: &mut Xml, words: &str) {
    xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(words));
}

impl Body<'_> {
    /// Ends the pages so far, which lie that way; what follows begins a new one.
    pub(super) fn end_section(&mut self, page: Page) {
        let section = self.sections;
        self.sections += 1;
        self.xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.val("w:pStyle", "AfterTable");
                page_setup(xml, page, section);
            });
        });
    }
}

fn page_setup(xml: &mut Xml, page: Page, section: usize) {
    xml.element("w:sectPr", &[], |xml| {
        for (name, kind, id) in [
            ("w:headerReference", "default", HEADER),
            ("w:headerReference", "first", FIRST_HEADER),
            ("w:footerReference", "default", FOOTER),
            ("w:footerReference", "first", FOOTER),
        ] {
            xml.leaf(name, &[("w:type", kind), ("r:id", id)]);
        }
        match page {
            Page::Upright => xml.leaf("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]),
            Page::Turned => xml.leaf(
                "w:pgSz",
                &[("w:w", "16838"), ("w:h", "11906"), ("w:orient", "landscape")],
            ),
        }
        let margins = [
            ("w:top", "1361"),
            ("w:right", "851"),
            ("w:bottom", "1247"),
            ("w:left", "1417"),
            ("w:header", "624"),
            ("w:footer", "567"),
            ("w:gutter", "0"),
        ];
        xml.leaf("w:pgMar", &margins);
        // Only the document's first page goes without the title at its head.
        if section == 0 {
            xml.leaf("w:titlePg", &[]);
        }
    });
}
