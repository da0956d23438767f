//! The Word document (ECMA-376): real headings, lists, tables, links and pictures with what is said instead of them.
//!
//! Written with `quick-xml` and `zip`. The writers for Rust that there are cannot say what language a text is in (so Word
//! would underline every word), have no alternative text for pictures and take PNG only.

mod body;
mod package;
mod picture;
mod prose;
mod tables;
mod xml;

use crate::{error::PaperError, pictures::Pictures, report::Report};
use body::{Body, Related};
use package::Package;
use xml::Xml;

const STYLES: &str = include_str!("../../template/docx/styles.xml");

/// Sets a report as a Word document.
///
/// # Errors
/// [`PaperError::Archive`] or [`PaperError::Part`]; none is known.
pub fn docx(report: &Report, pictures: &Pictures) -> Result<Vec<u8>, PaperError> {
    let body = Body::of(report, pictures);
    let mut package = Package::new();
    package.part("[Content_Types].xml", &package::content_types().finish()?)?;
    package.part("_rels/.rels", &package::package_relations().finish()?)?;
    package.part("docProps/core.xml", &package::core_properties(report).finish()?)?;
    let relations = package::document_relations(&body.related);
    package.part("word/_rels/document.xml.rels", &relations.finish()?)?;
    for (number, related) in body.related.iter().enumerate() {
        if let Related::Picture(picture) = related {
            let name = format!("word/{}", package::picture_name(number));
            package.part(&name, &picture.jpeg)?;
        }
    }
    package.part(
        "word/numbering.xml",
        &prose::numbering(body.numbered_lists).finish()?,
    )?;
    package.part("word/document.xml", &body.xml.finish()?)?;
    package.part("word/styles.xml", STYLES.as_bytes())?;
    package.part(
        "word/header.xml",
        &header(report, &report.running_title()).finish()?,
    )?;
    package.part("word/header-first.xml", &header(report, "").finish()?)?;
    package.part("word/footer.xml", &footer().finish()?)?;
    package.finish()
}

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn header(report: &Report, title: &str) -> Xml {
    let mut xml = Xml::new();
    xml.element("w:hdr", &[("xmlns:w", MAIN)], |xml| {
        body::paragraph(xml, "Header", |xml| {
            body::run(xml, title);
            if let Some(warning) = report.state.warning() {
                xml.element("w:r", &[], |xml| xml.leaf("w:tab", &[]));
                xml.element("w:r", &[], |xml| {
                    xml.element("w:rPr", &[], |xml| xml.leaf("w:b", &[]));
                    body::text(xml, warning);
                });
            }
        });
    });
    xml
}

fn footer() -> Xml {
    let mut xml = Xml::new();
    xml.element("w:ftr", &[("xmlns:w", MAIN)], |xml| {
        body::paragraph(xml, "Footer", |xml| {
            for (words, field) in [("стор. ", "PAGE"), (" з ", "NUMPAGES")] {
                body::run(xml, words);
                xml.element("w:fldSimple", &[("w:instr", field)], |xml| body::run(xml, "1"));
            }
        });
    });
    xml
}
