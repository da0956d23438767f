//! What the editor makes of pasted markup (ui/src/features/editor/rich/fixtures, proved there) is what reports may hold.

use report::rich::RichText;
use serde_json::Value;
use std::{fs, path::Path};

#[test]
fn every_pasted_text_is_accepted_and_read_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/features/editor/rich/fixtures");
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let document = RichText::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(!document.is_blank(), "{} is blank", path.display());
        let mut texts = Vec::new();
        gather(&text["doc"], &mut texts);
        let plain = document.plain_text();
        for text in texts {
            assert!(plain.contains(&text), "{} lost {text:?}", path.display());
        }
        read += 1;
    }
    assert!(read >= 5, "only {read} fixtures were found");
}

fn gather(node: &Value, texts: &mut Vec<String>) {
    if let Some(text) = node["text"].as_str() {
        texts.push(text.to_owned());
    }
    for child in node["content"].as_array().into_iter().flatten() {
        gather(child, texts);
    }
}
