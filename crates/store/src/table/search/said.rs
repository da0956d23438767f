//! What a report says, by where it says it.

use report::form::{Choice, RefList};
use report::rich::RichText;
use report::{Catalogue, ColumnKind, Content, Field, FieldKind};
use search::{Mark, Query, Snippet};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// About how many letters of the place that matches are shown.
const SHOWN: usize = 160;

/// What is said of a report outside its content.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    /// Who wrote it.
    pub(crate) author: Option<String>,
    /// What was remarked when it was returned.
    pub(crate) remarks: Vec<String>,
}

/// Why a report was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Hit {
    /// What of its title matches.
    pub title: Vec<Mark>,
    /// The place that matches elsewhere in it.
    pub snippet: Option<Snippet>,
}

/// What a report says.
#[derive(Debug, Default)]
pub(crate) struct Said {
    title: String,
    text: String,
    captions: String,
    place: String,
    names: String,
    remarks: String,
}

impl Said {
    /// Each part, made into something, in the order of the index's columns.
    pub(crate) fn each<T>(&self, make: impl Fn(&str) -> T) -> [T; 6] {
        [
            &self.title,
            &self.text,
            &self.captions,
            &self.place,
            &self.names,
            &self.remarks,
        ]
        .map(|part| make(part))
    }
}

/// Why the report is found by that query.
pub(crate) fn hit(content: &Content, catalogue: Option<&Catalogue>, around: &Around, query: &Query) -> Hit {
    let said = said(content, catalogue, around);
    let elsewhere = [
        &said.text,
        &said.captions,
        &said.place,
        &said.names,
        &said.remarks,
    ];
    let snippets = elsewhere
        .into_iter()
        .filter_map(|part| search::snippet(part, query, SHOWN));
    Hit {
        title: search::marks(&said.title, query),
        // The first of those with the most marks.
        snippet: snippets.reduce(|best, other| {
            if other.marks.len() > best.marks.len() {
                other
            } else {
                best
            }
        }),
    }
}

/// What a report says. Names stand in the catalogue; without it, values are told by their shapes alone.
pub(crate) fn said(content: &Content, catalogue: Option<&Catalogue>, around: &Around) -> Said {
    let mut said = Said {
        title: content.title.clone(),
        ..Said::default()
    };
    let form = catalogue.and_then(|all| Some(&all.section(&content.section)?.form));
    for (id, value) in &content.values {
        let field = form.and_then(|form| form.field(id));
        said.value(value, field, catalogue);
    }
    if let Some(name) = &around.author {
        line(&mut said.names, name);
    }
    for remark in &around.remarks {
        line(&mut said.remarks, remark);
    }
    said
}

impl Said {
    fn value(&mut self, value: &Value, field: Option<&Field>, catalogue: Option<&Catalogue>) {
        match (field.map(|field| &field.kind), value) {
            (Some(FieldKind::Reference { list, .. }), Value::String(id)) => self.name(*list, id, catalogue),
            (Some(FieldKind::Choice { options }), Value::String(id)) => self.choice(options, id),
            (_, Value::String(text)) => line(&mut self.text, text),
            (_, Value::Object(parts)) if parts.contains_key("doc") => {
                if let Ok(document) = RichText::parse(value) {
                    line(&mut self.text, &document.plain_text());
                }
            }
            (_, Value::Object(parts)) if parts.contains_key("geometry") => {
                string(&mut self.place, parts.get("address"));
            }
            (_, Value::Object(parts)) if parts.contains_key("file") => {
                string(&mut self.captions, parts.get("name"));
            }
            (_, Value::Object(parts)) if parts.contains_key("surname") => {
                let [surname, name, patronymic] = ["surname", "name", "patronymic"]
                    .map(|part| parts.get(part).and_then(Value::as_str).unwrap_or_default());
                line(&mut self.names, &format!("{surname} {name} {patronymic}"));
                string(&mut self.names, parts.get("email"));
                string(&mut self.names, parts.get("phone"));
            }
            (_, Value::Object(parts)) => {
                for part in parts.values() {
                    string(&mut self.text, Some(part));
                }
            }
            (kind, Value::Array(rows)) => {
                for row in rows {
                    self.row(row, kind, catalogue);
                }
            }
            (_, Value::Number(_) | Value::Bool(_) | Value::Null) => {}
        }
    }

    /// A photo, or a row of a table.
    fn row(&mut self, row: &Value, kind: Option<&FieldKind>, catalogue: Option<&Catalogue>) {
        let Value::Object(cells) = row else { return };
        if cells.contains_key("photo") {
            string(&mut self.captions, cells.get("caption"));
            return;
        }
        for (id, cell) in cells {
            let column = match kind {
                Some(FieldKind::Table { columns, .. }) => columns.iter().find(|column| column.id == *id),
                _ => None,
            };
            match (column.map(|column| &column.kind), cell) {
                (Some(ColumnKind::Reference { list }), Value::String(id)) => self.name(*list, id, catalogue),
                (Some(ColumnKind::Choice { options }), Value::String(id)) => self.choice(options, id),
                (_, cell) => string(&mut self.text, Some(cell)),
            }
        }
    }

    fn name(&mut self, list: RefList, id: &str, catalogue: Option<&Catalogue>) {
        if let Some(name) = catalogue.and_then(|all| all.entry(list, id)) {
            line(&mut self.names, &name.uk);
        }
    }

    fn choice(&mut self, options: &[Choice], id: &str) {
        if let Some(option) = options.iter().find(|option| option.id == id) {
            line(&mut self.text, &option.label.uk);
        }
    }
}

fn string(part: &mut String, value: Option<&Value>) {
    if let Some(text) = value.and_then(Value::as_str) {
        line(part, text);
    }
}

fn line(part: &mut String, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        if !part.is_empty() {
            part.push('\n');
        }
        part.push_str(text);
    }
}
