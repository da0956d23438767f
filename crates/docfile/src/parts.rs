//! The parts of a Word document: an archive of XML files and pictures. Bounds are far above what honest documents have.

use crate::{Besides, Document, DocumentRefusal};
use quick_xml::{
    Reader,
    events::{BytesRef, Event},
};
use std::io::{self, BufReader, Cursor, Read};
use zip::{ZipArchive, result::ZipError};

/// Parts of one document.
const MAX_PARTS: usize = 10_000;
/// All parts together, unpacked.
const MAX_UNPACKED: u64 = 512 * 1024 * 1024;
/// One XML part, unpacked: some two thousand pages. A tree of it takes ten times as much memory.
const MAX_XML: u64 = 32 * 1024 * 1024;
/// A part of more than this may not be packed tighter than [`MAX_RATIO`].
const RATIO_MATTERS: u64 = 8 * 1024 * 1024;
/// Long tables pack up to some 60 times.
const MAX_RATIO: u64 = 250;
/// Elements within elements: a table in a cell of a table in a text box is some 40 deep.
const MAX_DEPTH: usize = 250;

const MAIN: [&str; 4] = [
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
];
/// The kinds of relationships whose parts a reader parses.
const READ_AS_XML: [&str; 9] = [
    "officeDocument",
    "styles",
    "numbering",
    "footnotes",
    "endnotes",
    "comments",
    "commentsExtended",
    "settings",
    "theme",
];
const CONTENT_TYPES: &str = "[Content_Types].xml";
const PROPERTIES: &str = "docProps/core.xml";

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Unpacks every part once and looks through those that are XML.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, DocumentRefusal> {
    // The directory of an archive stands at its end: without one the end is missing.
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocumentRefusal::Truncated)?;
    if archive.len() > MAX_PARTS {
        return Err(DocumentRefusal::Bomb);
    }
    let main = main_part(&mut archive)?;
    let mut unpacked = 0;
    let mut document = Document::default();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(refusal)?;
        let name = part.name().map_err(refusal)?.trim_start_matches('/').to_owned();
        let packed = part.compressed_size();
        let xml = has_ending(&name, ".xml") || has_ending(&name, ".rels");
        // What is left of the bounds, whatever the header claims.
        let tight = RATIO_MATTERS.max(packed.saturating_mul(MAX_RATIO));
        let left = (MAX_UNPACKED - unpacked)
            .min(tight)
            .min(if xml { MAX_XML } else { u64::MAX });
        if part.size() > left {
            return Err(DocumentRefusal::Bomb);
        }
        let mut bounded = Bounded {
            part,
            left,
            past: false,
        };
        let outcome = if !xml {
            io::copy(&mut bounded, &mut io::sink())
                .map(drop)
                .map_err(|_| DocumentRefusal::Damaged)
        } else if name == main {
            walk(&mut bounded, |at| at.count(&mut document.besides))
        } else if name == PROPERTIES {
            walk(&mut bounded, |at| at.title(&mut document.title))
        } else if name.starts_with("word/header") || name.starts_with("word/footer") {
            let mut says = false;
            let outcome = walk(&mut bounded, |at| says |= at.says_something());
            document.besides.headers += u32::from(says);
            outcome
        } else {
            let mut hidden = false;
            let outcome = walk(&mut bounded, |at| hidden |= at.names_text_as_something_else());
            if hidden {
                return Err(DocumentRefusal::Damaged);
            }
            outcome
        };
        if bounded.past {
            return Err(DocumentRefusal::Bomb);
        }
        outcome?;
        unpacked += left - bounded.left;
    }
    let title = document.title.map(|title| title.trim().to_owned());
    document.title = title.filter(|title| !title.is_empty());
    Ok(document)
}

/// The part with the text, as the archive's list of types names it.
fn main_part(archive: &mut Archive) -> Result<String, DocumentRefusal> {
    let odt = archive.by_name("mimetype").is_ok_and(|part| {
        let mut said = String::new();
        part.take(200).read_to_string(&mut said).is_ok() && said.contains("opendocument.text")
    });
    if odt {
        return Err(DocumentRefusal::Odt);
    }
    let part = match archive.by_name(CONTENT_TYPES) {
        Err(ZipError::FileNotFound) => return Err(DocumentRefusal::NotADocument),
        part => part.map_err(refusal)?,
    };
    let mut main = None;
    let mut office = false;
    let mut bounded = Bounded {
        part,
        left: MAX_XML,
        past: false,
    };
    walk(&mut bounded, |at| {
        let At::Open {
            name: "Override",
            attributes,
            ..
        } = at
        else {
            return;
        };
        let kind = attributes("ContentType").unwrap_or_default();
        if MAIN.contains(&kind.as_str()) {
            main = attributes("PartName");
        }
        office |= kind.contains("spreadsheetml") || kind.contains("presentationml");
    })?;
    let Some(main) = main.map(|name| name.trim_start_matches('/').to_owned()) else {
        return Err(if office {
            DocumentRefusal::OtherOffice
        } else {
            DocumentRefusal::NotADocument
        });
    };
    drop(bounded);
    match archive.index_for_name(&main) {
        Some(_) => Ok(main),
        None => Err(DocumentRefusal::Damaged),
    }
}

fn refusal(error: ZipError) -> DocumentRefusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => DocumentRefusal::Encrypted,
        _ => DocumentRefusal::Damaged,
    }
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.len() >= ending.len()
        && name
            .get(name.len() - ending.len()..)
            .is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

/// Reads no more than is left, and remembers whether there was more.
struct Bounded<R> {
    part: R,
    left: u64,
    past: bool,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(into)?;
        let Some(left) = self.left.checked_sub(read as u64) else {
            self.past = true;
            return Err(io::Error::other("more than the bound"));
        };
        self.left = left;
        Ok(read)
    }
}

/// Where a walk through XML is.
enum At<'a> {
    Open {
        name: &'a str,
        /// It holds nothing.
        empty: bool,
        /// Inside a second form of the same thing, for older programs.
        fallback: bool,
        attributes: &'a dyn Fn(&str) -> Option<String>,
    },
    Text {
        within: &'a str,
        text: &'a str,
    },
}

impl At<'_> {
    fn count(&self, besides: &mut Besides) {
        let Self::Open {
            name,
            empty,
            fallback: false,
            ..
        } = self
        else {
            return;
        };
        let count = match *name {
            // The empty ones mark a deleted or added end of a paragraph.
            "ins" | "moveTo" if !empty => &mut besides.insertions,
            "del" | "moveFrom" if !empty => &mut besides.deletions,
            "commentReference" => &mut besides.comments,
            "footnoteReference" | "endnoteReference" => &mut besides.notes,
            "oMath" => &mut besides.equations,
            "chart" => &mut besides.charts,
            "relIds" => &mut besides.diagrams,
            "OLEObject" => &mut besides.objects,
            _ => return,
        };
        *count = count.saturating_add(1);
    }

    fn title(&self, title: &mut Option<String>) {
        if let Self::Text {
            within: "title",
            text,
        } = self
        {
            title.get_or_insert_default().push_str(text);
        }
    }

    /// A relationship by which a reader would take a part for text or styles though its name, by which it was looked
    /// through here, says otherwise.
    fn names_text_as_something_else(&self) -> bool {
        let Self::Open {
            name: "Relationship",
            attributes,
            ..
        } = self
        else {
            return false;
        };
        let kind = attributes("Type").unwrap_or_default();
        let is_read = kind
            .rsplit('/')
            .next()
            .is_some_and(|last| READ_AS_XML.contains(&last));
        is_read && !attributes("Target").is_some_and(|target| has_ending(&target, ".xml"))
    }

    fn says_something(&self) -> bool {
        matches!(self, Self::Text { within: "t", text } if !text.trim().is_empty())
    }
}

/// Walks through an XML part from end to end. A document type is refused: no office program writes one, and what it
/// declares can unfold without end.
fn walk(part: impl Read, mut see: impl FnMut(&At)) -> Result<(), DocumentRefusal> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut piece = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut fallbacks = 0_usize;
    let mut any = false;
    loop {
        piece.clear();
        let event = reader
            .read_event_into(&mut piece)
            .map_err(|_| DocumentRefusal::Damaged)?;
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let empty = matches!(event, Event::Empty(_));
                any = true;
                let attributes = |name: &str| {
                    let found = element.try_get_attribute(name).ok()??;
                    Some(found.value.into_owned())
                };
                let name = element.local_name();
                see(&At::Open {
                    name: name.as_ref(),
                    empty,
                    fallback: fallbacks > 0,
                    attributes: &attributes,
                });
                if !empty {
                    fallbacks += usize::from(name.as_ref() == "Fallback");
                    open.push(name.as_ref().to_owned());
                }
                if open.len() > MAX_DEPTH {
                    return Err(DocumentRefusal::Bomb);
                }
            }
            Event::End(_) => fallbacks -= usize::from(open.pop().is_some_and(|name| name == "Fallback")),
            Event::Text(text) => {
                let within = open.last().map_or("", String::as_str);
                see(&At::Text { within, text });
            }
            Event::GeneralRef(reference) => {
                let within = open.last().map_or("", String::as_str);
                let letter = letter(reference).ok_or(DocumentRefusal::Damaged)?;
                see(&At::Text {
                    within,
                    text: letter.encode_utf8(&mut [0; 4]),
                });
            }
            Event::DocType(_) => return Err(DocumentRefusal::Damaged),
            Event::Eof if open.is_empty() && any => return Ok(()),
            Event::Eof => return Err(DocumentRefusal::Damaged),
            _ => {}
        }
    }
}

/// The letter that `&…;` stands for. Without a document type there are only the five of XML itself and numbers.
fn letter(reference: &BytesRef) -> Option<char> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Some(letter);
    }
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
