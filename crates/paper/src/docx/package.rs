//! The archive: its parts, what they are, and how they point at each other (ECMA-376 part 2).

use super::{body::Related, xml::Xml};
use crate::{PaperError, report::Report};
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The parts beside the document, in the order of their relation's number, which starts at 1.
const BESIDE: [(&str, &str); 5] = [
    ("styles", "styles.xml"),
    ("numbering", "numbering.xml"),
    ("header", "header.xml"),
    ("header", "header-first.xml"),
    ("footer", "footer.xml"),
];

/// The relation of the header of all pages but the first.
pub(super) const HEADER: &str = "rId3";
/// The relation of the first page's header.
pub(super) const FIRST_HEADER: &str = "rId4";
/// The relation of the footer.
pub(super) const FOOTER: &str = "rId5";

/// The id of what the document itself points at: link or picture number so-and-so.
pub(super) fn relation(number: usize) -> String {
    format!("rId{}", BESIDE.len() + 1 + number)
}

/// An archive being filled.
pub(super) struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Package {
    pub(super) fn new() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
        }
    }

    pub(super) fn part(&mut self, name: &str, bytes: &[u8]) -> Result<(), PaperError> {
        let method = if name.ends_with(".jpeg") {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default().compression_method(method);
        self.zip.start_file(name, options)?;
        self.zip.write_all(bytes)?;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, PaperError> {
        Ok(self.zip.finish()?.into_inner())
    }
}

pub(super) fn content_types() -> Xml {
    let mut xml = Xml::new();
    let namespace = format!("{PACKAGE}/content-types");
    xml.element("Types", &[("xmlns", &namespace)], |xml| {
        let rels = "application/vnd.openxmlformats-package.relationships+xml";
        for (extension, kind) in [("rels", rels), ("xml", "application/xml"), ("jpeg", "image/jpeg")] {
            xml.leaf("Default", &[("Extension", extension), ("ContentType", kind)]);
        }
        let mut part = |name: &str, kind: &str| {
            xml.leaf("Override", &[("PartName", name), ("ContentType", kind)]);
        };
        part("/word/document.xml", &format!("{WORD}.document.main+xml"));
        for (kind, name) in BESIDE {
            part(&format!("/word/{name}"), &format!("{WORD}.{kind}+xml"));
        }
        let core = "application/vnd.openxmlformats-package.core-properties+xml";
        part("/docProps/core.xml", core);
    });
    xml
}

pub(super) fn package_relations() -> Xml {
    relations(|xml| {
        related(
            xml,
            "rId1",
            &format!("{OFFICE}/officeDocument"),
            "word/document.xml",
        );
        let core = format!("{PACKAGE}/relationships/metadata/core-properties");
        related(xml, "rId2", &core, "docProps/core.xml");
    })
}

pub(super) fn document_relations(found: &[Related<'_>]) -> Xml {
    relations(|xml| {
        for (number, (kind, name)) in (1..).zip(BESIDE) {
            related(xml, &format!("rId{number}"), &format!("{OFFICE}/{kind}"), name);
        }
        for (number, related_to) in found.iter().enumerate() {
            let id = relation(number);
            match related_to {
                Related::Picture(_) => {
                    related(xml, &id, &format!("{OFFICE}/image"), &picture_name(number));
                }
                Related::Link(href) => xml.leaf(
                    "Relationship",
                    &[
                        ("Id", &id),
                        ("Type", &format!("{OFFICE}/hyperlink")),
                        ("Target", href),
                        ("TargetMode", "External"),
                    ],
                ),
            }
        }
    })
}

/// Where the picture of that number lies, from the document.
pub(super) fn picture_name(number: usize) -> String {
    format!("media/photo{number}.jpeg")
}

fn relations(inside: impl FnOnce(&mut Xml)) -> Xml {
    let mut xml = Xml::new();
    let namespace = format!("{PACKAGE}/relationships");
    xml.element("Relationships", &[("xmlns", &namespace)], inside);
    xml
}

fn related(xml: &mut Xml, id: &str, kind: &str, target: &str) {
    xml.leaf("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
}

/// What the file says of itself.
pub(super) fn core_properties(report: &Report) -> Xml {
    let mut xml = Xml::new();
    let core = format!("{PACKAGE}/metadata/core-properties");
    let namespaces = [
        ("xmlns:cp", core.as_str()),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.element("cp:coreProperties", &namespaces, |xml| {
        for (name, value) in [
            ("dc:title", report.shown_title()),
            ("dc:subject", &report.section),
            ("dc:creator", &report.author),
            ("dc:language", "uk-UA"),
        ] {
            xml.element(name, &[], |xml| xml.text(value));
        }
    });
    xml
}
