//! What kind of file it is, by its first bytes; its name is not asked.

use crate::DocumentRefusal;
use std::io::Cursor;

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Lets a ZIP archive through and names everything else.
pub(crate) fn recognise(bytes: &[u8]) -> Result<(), DocumentRefusal> {
    // Some programs put a mark of UTF-8 or an empty line before the text formats.
    let text = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start();
    if bytes.is_empty() {
        Err(DocumentRefusal::Empty)
    } else if bytes.starts_with(ZIP) {
        Ok(())
    } else if bytes.starts_with(COMPOUND) {
        Err(compound(bytes))
    } else if text.starts_with(b"{\\rtf") {
        Err(DocumentRefusal::Rtf)
    } else if text.starts_with(b"%PDF") {
        Err(DocumentRefusal::Pdf)
    } else {
        Err(DocumentRefusal::NotADocument)
    }
}

/// A compound file is what Office made before 2007, and what it wraps a file in that has a password.
fn compound(bytes: &[u8]) -> DocumentRefusal {
    let Ok(file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        return DocumentRefusal::Truncated;
    };
    if file.is_stream("/EncryptedPackage") {
        DocumentRefusal::Encrypted
    } else if file.is_stream("/WordDocument") {
        DocumentRefusal::OldWord
    } else {
        DocumentRefusal::OtherOffice
    }
}
