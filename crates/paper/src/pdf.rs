//! The PDF: set by typst from a template of ours and the report as data.
//!
//! The result is tagged and conforms to PDF/A-2a and PDF/UA-1. A report with a sign that no font of ours has (an emoji)
//! cannot conform; it is still set, tagged, with a box for the sign.

use crate::{data::Data, error::PaperError, pictures::Pictures, report::Report};
use std::sync::LazyLock;
use typst::{
    Library, LibraryExt, World, comemo,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

const TEMPLATE: &str = include_str!("../template/report.typ");

/// The fonts of paper: Libertinus Serif (OFL), whose Cyrillic is drawn with its Latin.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    [
        include_bytes!("../fonts/LibertinusSerif-Regular.otf").as_slice(),
        include_bytes!("../fonts/LibertinusSerif-Bold.otf"),
        include_bytes!("../fonts/LibertinusSerif-Italic.otf"),
        include_bytes!("../fonts/LibertinusSerif-BoldItalic.otf"),
    ]
    .into_iter()
    .flat_map(|font| Font::iter(Bytes::new(font)))
    .collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(<Library as LibraryExt>::default()));

/// Sets a report as a PDF.
///
/// # Errors
/// [`PaperError::Typesetting`]; none is known.
pub fn pdf(report: &Report, pictures: &Pictures) -> Result<Vec<u8>, PaperError> {
    let desk = Desk::of(report, pictures)?;
    let set = typst::compile::<PagedDocument>(&desk).output.map_err(refused);
    let made = set.and_then(|document| export(&document));
    // What the typesetter remembers for a second run would stay until the program ends.
    comemo::evict(0);
    made
}

fn export(document: &PagedDocument) -> Result<Vec<u8>, PaperError> {
    let options = |standards| PdfOptions {
        creator: Smart::Custom(Some("Звітник".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let archival = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).unwrap_or_default();
    typst_pdf::pdf(document, &options(archival))
        .or_else(|_| typst_pdf::pdf(document, &options(PdfStandards::default())))
        .map_err(refused)
}

fn refused(complaints: impl IntoIterator<Item = SourceDiagnostic>) -> PaperError {
    let complaints: Vec<String> = complaints
        .into_iter()
        .map(|complaint| complaint.message.to_string())
        .collect();
    PaperError::Typesetting {
        complaints: complaints.join("\n"),
    }
}

/// What lies before the typesetter: the template, the data, the pictures and the fonts, and nothing else of this
/// computer.
struct Desk {
    template: Source,
    data: (FileId, Bytes),
    pictures: Vec<(FileId, Bytes)>,
}

impl Desk {
    fn of(report: &Report, pictures: &Pictures) -> Result<Self, PaperError> {
        let data = Data::of(report, pictures);
        let pictures = (0..)
            .zip(data.pictures)
            .map(|(number, picture): (usize, _)| {
                Ok((file(&format!("{number}.jpg"))?, Bytes::new(picture.jpeg.clone())))
            })
            .collect::<Result<_, PaperError>>()?;
        Ok(Self {
            template: Source::new(file("report.typ")?, TEMPLATE.to_owned()),
            data: (file("report.json")?, Bytes::from_string(data.json.to_string())),
            pictures,
        })
    }
}

/// Names are numbers, never hashes: the typesetter remembers every name for good.
fn file(name: &str) -> Result<FileId, PaperError> {
    let path = VirtualPath::new(name).map_err(|error| PaperError::Typesetting {
        complaints: error.to_string(),
    })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::NotSource)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.pictures
            .iter()
            .chain([&self.data])
            .find(|(file, _)| *file == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    /// Paper has the report's dates and no clock.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
