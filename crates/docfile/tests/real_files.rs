//! Files as Word's format is really written: by python-docx, LibreOffice and a tool that encrypts as Word does.
#![expect(clippy::unwrap_used, reason = "tests")]

use docfile::{Besides, Document, DocumentRefusal, check};
use std::{fs, path::Path};

fn look(name: &str) -> Result<Document, DocumentRefusal> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/documents");
    check(&fs::read(folder.join(name)).unwrap())
}

#[test]
fn a_report_with_tracked_changes_and_a_comment_is_taken() {
    let document = look("Гойдалки на Садовій.docx").unwrap();
    assert_eq!(document.title.as_deref(), Some("Зразок листа"));
    let besides = Besides {
        insertions: 1,
        deletions: 1,
        comments: 1,
        headers: 1,
        ..Besides::default()
    };
    assert_eq!(document.besides, besides);
}

#[test]
fn formulas_charts_and_notes_are_counted() {
    let besides = Besides {
        notes: 1,
        equations: 1,
        charts: 1,
        ..Besides::default()
    };
    assert_eq!(look("Чого не взяти.docx").unwrap().besides, besides);
}

#[test]
fn a_document_by_libre_office_is_taken() {
    let document = look("Ремонт водогону (LibreOffice).docx").unwrap();
    assert_eq!(document.besides, Besides::default());
}

#[test]
fn what_must_not_be_read_is_named() {
    assert_eq!(look("Під паролем.docx"), Err(DocumentRefusal::Encrypted));
    assert_eq!(look("Старий Word.docx"), Err(DocumentRefusal::OldWord));
    assert_eq!(look("Бомба.docx"), Err(DocumentRefusal::Bomb));
}
