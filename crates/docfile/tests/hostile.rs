//! Files that are no documents, or documents that must not be read.
#![expect(clippy::unwrap_used, reason = "tests")]

use docfile::{Besides, DocumentRefusal, check};
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const TEXT: &str =
    r#"<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Звіт</w:t></w:r></w:p></w:body></w:document>"#;

fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive
            .start_file(
                *name,
                SimpleFileOptions::default().compression_method(CompressionMethod::Deflated),
            )
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn document(text: &str) -> Vec<u8> {
    pack(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("word/document.xml", text.as_bytes()),
    ])
}

fn with(name: &str, bytes: &[u8]) -> Vec<u8> {
    pack(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("word/document.xml", TEXT.as_bytes()),
        (name, bytes),
    ])
}

fn compound(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(&[7; 9000]).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn refusal(bytes: &[u8]) -> DocumentRefusal {
    check(bytes).unwrap_err()
}

#[test]
fn an_honest_document_is_let_through() {
    assert_eq!(check(&document(TEXT)).unwrap().besides, Besides::default());
}

#[test]
fn what_is_no_word_document_is_named() {
    assert_eq!(refusal(b""), DocumentRefusal::Empty);
    assert_eq!(refusal(br"{\rtf1\ansi ...}"), DocumentRefusal::Rtf);
    assert_eq!(refusal(b"\xEF\xBB\xBF%PDF-1.7 ..."), DocumentRefusal::Pdf);
    assert_eq!(refusal(b"GIF89a"), DocumentRefusal::NotADocument);
    assert_eq!(refusal(&compound("/WordDocument")), DocumentRefusal::OldWord);
    assert_eq!(refusal(&compound("/Workbook")), DocumentRefusal::OtherOffice);
    assert_eq!(
        refusal(&pack(&[("readme.txt", b"!")])),
        DocumentRefusal::NotADocument
    );
    let odt = pack(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<a/>"),
    ]);
    assert_eq!(refusal(&odt), DocumentRefusal::Odt);
    let sheet = TYPES.replace("wordprocessingml.document", "spreadsheetml.sheet");
    let sheet = pack(&[
        ("[Content_Types].xml", sheet.as_bytes()),
        ("word/document.xml", TEXT.as_bytes()),
    ]);
    assert_eq!(refusal(&sheet), DocumentRefusal::OtherOffice);
}

#[test]
fn a_password_is_named() {
    assert_eq!(
        refusal(&compound("/EncryptedPackage")),
        DocumentRefusal::Encrypted
    );
    // An archive whose parts are encrypted themselves: bit 0 of the flags, in both headers.
    let mut zip = document(TEXT);
    for at in 0..zip.len() - 4 {
        let flags = match &zip[at..at + 4] {
            b"PK\x03\x04" => at + 6,
            b"PK\x01\x02" => at + 8,
            _ => continue,
        };
        zip[flags] |= 1;
    }
    assert_eq!(refusal(&zip), DocumentRefusal::Encrypted);
}

#[test]
fn a_file_that_ends_in_the_middle_is_named_wherever_it_ends() {
    let whole = document(&TEXT.replace("Звіт", &"Довгий звіт. ".repeat(2000)));
    for share in 1..10 {
        let part = &whole[..whole.len() * share / 10];
        assert_eq!(refusal(part), DocumentRefusal::Truncated, "{share}0 %");
    }
    let old = compound("/WordDocument");
    assert_eq!(refusal(&old[..700]), DocumentRefusal::Truncated);
}

#[test]
fn a_damaged_part_is_found() {
    let mut bytes = with("word/media/image1.png", &[1, 2, 3, 4].repeat(500));
    let at = bytes
        .windows(21)
        .position(|name| name == b"word/media/image1.png")
        .unwrap();
    bytes[at + 23] ^= 0x55;
    assert_eq!(refusal(&bytes), DocumentRefusal::Damaged);
    assert_eq!(
        refusal(&document("<w:document><w:body>")),
        DocumentRefusal::Damaged
    );
    assert_eq!(
        refusal(&document("<a>\u{0}&nothing;</a>")),
        DocumentRefusal::Damaged
    );
    assert_eq!(refusal(&document("")), DocumentRefusal::Damaged);
    let nowhere = pack(&[("[Content_Types].xml", TYPES.as_bytes())]);
    assert_eq!(refusal(&nowhere), DocumentRefusal::Damaged);
}

#[test]
fn entities_are_not_unfolded() {
    let laughs = r#"<!DOCTYPE a [<!ENTITY l "ха"><!ENTITY m "&l;&l;&l;&l;&l;&l;&l;&l;">]><a>&m;</a>"#;
    assert_eq!(refusal(&document(laughs)), DocumentRefusal::Damaged);
    let outside = r#"<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"#;
    assert_eq!(
        refusal(&with("word/styles.xml", outside.as_bytes())),
        DocumentRefusal::Damaged
    );
}

#[test]
fn what_unpacks_without_end_is_refused() {
    let zeros = vec![0; 16 * 1024 * 1024];
    assert_eq!(
        refusal(&with("word/media/image1.bmp", &zeros)),
        DocumentRefusal::Bomb
    );
    let spaces = format!("<a>{}</a>", " ".repeat(33 * 1024 * 1024));
    assert_eq!(refusal(&document(&spaces)), DocumentRefusal::Bomb);
    let deep = format!("{}{}", "<a>".repeat(5000), "</a>".repeat(5000));
    assert_eq!(refusal(&document(&deep)), DocumentRefusal::Bomb);
    let names: Vec<String> = (0..10_001).map(|number| format!("word/{number}.bin")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(refusal(&pack(&many)), DocumentRefusal::Bomb);
}

#[test]
fn a_header_that_lies_about_its_size_does_not_help() {
    let zeros = vec![0; 16 * 1024 * 1024];
    let mut bytes = with("word/media/image1.bmp", &zeros);
    let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    let mut lies = 0;
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == size {
            bytes[at..at + 4].copy_from_slice(&900_u32.to_le_bytes());
            lies += 1;
        }
    }
    assert!(lies >= 1);
    assert!(matches!(
        refusal(&bytes),
        DocumentRefusal::Bomb | DocumentRefusal::Damaged
    ));
}

#[test]
fn a_larger_file_is_not_even_looked_at() {
    let bytes = vec![0; usize::try_from(docfile::MAX_BYTES).unwrap() + 1];
    assert_eq!(
        refusal(&bytes),
        DocumentRefusal::TooLarge {
            max_bytes: docfile::MAX_BYTES
        }
    );
}

#[test]
fn what_a_report_cannot_take_is_counted_once() {
    let text = r#"<w:document xmlns:w="w"><w:body>
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:ins><w:r/></w:ins><w:del><w:r/></w:del><w:moveFrom><w:r/></w:moveFrom></w:p>
        <w:p><w:commentReference w:id="0"/><w:footnoteReference w:id="2"/><w:endnoteReference w:id="2"/></w:p>
        <m:oMath/><c:chart/><dgm:relIds/>
        <mc:AlternateContent><mc:Choice><o:OLEObject/></mc:Choice><mc:Fallback><w:p><o:OLEObject/></w:p></mc:Fallback></mc:AlternateContent>
        <o:OLEObject/></w:body></w:document>"#;
    let bytes = pack(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("word/document.xml", text.as_bytes()),
        (
            "word/header1.xml",
            "<w:hdr><w:p><w:r><w:t>Проєкт</w:t></w:r></w:p></w:hdr>".as_bytes(),
        ),
        (
            "word/footer1.xml",
            b"<w:ftr><w:p><w:r><w:t> </w:t></w:r></w:p></w:ftr>",
        ),
        (
            "docProps/core.xml",
            "<cp:coreProperties><dc:title>Сквер &amp; алея</dc:title></cp:coreProperties>".as_bytes(),
        ),
    ]);
    let document = check(&bytes).unwrap();
    assert_eq!(document.title.as_deref(), Some("Сквер & алея"));
    let besides = Besides {
        insertions: 1,
        deletions: 2,
        comments: 1,
        notes: 2,
        equations: 1,
        charts: 1,
        diagrams: 1,
        objects: 2,
        headers: 1,
    };
    assert_eq!(document.besides, besides);
}

#[test]
fn text_that_hides_under_another_ending_is_not_read() {
    let rels = |target: &str| {
        format!(
            r#"<Relationships><Relationship Id="1" Target="{target}"
            Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"#
        )
    };
    let hidden = with("_rels/.rels", rels("word/media/text.png").as_bytes());
    assert_eq!(refusal(&hidden), DocumentRefusal::Damaged);
    check(&with("_rels/.rels", rels("word/document.xml").as_bytes())).unwrap();
}
