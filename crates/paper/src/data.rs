//! A report as the typesetter's data. The template reads it as JSON: text stays text, whatever signs are in it.

use crate::{
    columns,
    pictures::{Picture, Pictures},
    report::{NO_PHOTO, Report, caption},
};
use page::view::{Cell, Group, Photo, Shown, Table, View};
use report::{
    rich::{self, Block, CellKind, Document, HeadingLevel, Inline},
    value::Person,
};
use serde_json::{Value, json};

/// Most bytes of a link: more is refused by the makers of PDF.
const HREF_MAX: usize = 8_000;
/// Longer runs without a place to break would leave the page.
const LONGEST_RUN: usize = 40;

/// The data, and the pictures that it names by their number.
pub(crate) struct Data<'a> {
    pub(crate) json: Value,
    pub(crate) pictures: Vec<&'a Picture>,
}

impl<'a> Data<'a> {
    pub(crate) fn of(report: &Report, pictures: &'a Pictures) -> Self {
        let mut data = Self {
            json: Value::Null,
            pictures: Vec::new(),
        };
        let groups: Vec<Value> = report
            .groups
            .iter()
            .map(|group| data.group(group, pictures))
            .collect();
        let day = report.state.day();
        data.json = json!({
            "day": { "year": day.year(), "month": day.month(), "day": day.day() },
            "title": report.shown_title(),
            "running_title": report.running_title(),
            "section": report.section,
            "department": report.department,
            "author": report.author,
            "state": report.state.line(),
            "warning": report.state.warning(),
            "address": report.state.address(),
            "no_photo": NO_PHOTO,
            "groups": groups,
        });
        data
    }

    fn group(&mut self, group: &Group, pictures: &'a Pictures) -> Value {
        let fields: Vec<Value> = group
            .fields
            .iter()
            .map(|field| self.field(field, pictures))
            .collect();
        json!({ "label": group.label, "fields": fields })
    }

    fn field(&mut self, field: &Shown, pictures: &'a Pictures) -> Value {
        let (kind, value) = match &field.value {
            View::Text(lines) => ("text", lines.iter().map(|line| breakable(line)).collect()),
            View::Person(person) => ("text", person_lines(person).into()),
            View::File(file) => (
                "text",
                json!([format!("{}, {}", breakable(&file.name), file.size)]),
            ),
            View::Link(href) if href.len() > HREF_MAX => ("text", json!([breakable(href)])),
            View::Link(href) => ("link", json!({ "href": href, "text": breakable(href) })),
            View::Rich(document) => ("rich", prose(document)),
            View::Table(table) => ("table", form_table(table)),
            View::Photos(photos) => (
                "photos",
                photos.iter().map(|photo| self.photo(photo, pictures)).collect(),
            ),
            View::Place(place) => (
                "place",
                json!({ "address": place.address, "shape": place.shape, "coordinates": place.coordinates }),
            ),
        };
        json!({ "label": field.label, "wide": field.is_wide(), "kind": kind, "value": value })
    }

    fn photo(&mut self, photo: &Photo, pictures: &'a Pictures) -> Value {
        let number = pictures.get(&photo.photo).map(|picture| {
            self.pictures.push(picture);
            self.pictures.len() - 1
        });
        json!({ "picture": number, "alt": photo.alt, "caption": caption(photo) })
    }
}

/// A person's lines: the name, then how to reach them.
pub(crate) fn person_lines(person: &Person) -> Vec<String> {
    let name = [&person.surname, &person.name, &person.patronymic]
        .map(|part| part.trim())
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    [name, person.email.clone(), person.phone.clone()]
        .into_iter()
        .filter(|line| !line.trim().is_empty())
        .collect()
}

fn form_table(table: &Table) -> Value {
    let cell = |cell: &Cell| json!({ "text": breakable(&cell.text), "figure": cell.is_figure });
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Value>();
    json!({
        "head": row(&table.head),
        "shares": columns::shares(table),
        "turned": columns::lies_on_its_side(table.head.len()),
        "rows": table.rows.iter().map(row).collect::<Value>(),
        "totals": table.totals.iter().map(|total| json!([total.label, total.text])).collect::<Value>(),
    })
}

fn prose(document: &Document) -> Value {
    blocks(&document.blocks, &mut Outline::default())
}

/// Headings of a text, none of which may be two levels under the one before it.
#[derive(Default)]
struct Outline {
    has_second: bool,
}

fn blocks(list: &[Block], outline: &mut Outline) -> Value {
    list.iter().map(|one| block(one, outline)).collect()
}

fn block(block: &Block, outline: &mut Outline) -> Value {
    match block {
        Block::Paragraph(inlines) => json!({ "kind": "paragraph", "line": line(inlines) }),
        Block::Heading(level, inlines) => {
            outline.has_second |= *level == HeadingLevel::Two;
            let depth = match level {
                HeadingLevel::Three if outline.has_second => 4,
                HeadingLevel::Two | HeadingLevel::Three => 3,
            };
            json!({ "kind": "heading", "level": depth, "line": line(inlines) })
        }
        Block::BulletList(items) => json!({ "kind": "bullets", "items": list_items(items, outline) }),
        Block::OrderedList(items) => json!({ "kind": "numbers", "items": list_items(items, outline) }),
        Block::Blockquote(inner) => json!({ "kind": "quote", "blocks": blocks(inner, outline) }),
        Block::Table(table) => rich_table(table, outline),
    }
}

fn list_items(items: &[Vec<Block>], outline: &mut Outline) -> Value {
    items.iter().map(|item| blocks(item, outline)).collect()
}

fn rich_table(table: &rich::Table, outline: &mut Outline) -> Value {
    let mut cells = Vec::new();
    for (y, row) in table.rows.iter().enumerate() {
        for cell in row {
            cells.push(json!({
                "x": cell.column,
                "y": y,
                "colspan": cell.columns,
                "rowspan": cell.rows,
                "heading": cell.kind == CellKind::Header,
                "blocks": blocks(&cell.blocks, outline),
            }));
        }
    }
    json!({ "kind": "table", "columns": table.columns, "turned": columns::lies_on_its_side(table.columns), "head": table.head_rows(), "cells": cells })
}

fn line(inlines: &[Inline]) -> Value {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::HardBreak => json!({ "break": true }),
            Inline::Text { text, marks } => json!({
                "text": breakable(text),
                "bold": marks.bold,
                "italic": marks.italic,
                "href": marks.link.as_ref().map(rich::Href::as_str).filter(|href| href.len() <= HREF_MAX),
            }),
        })
        .collect()
}

/// The text with places to break in its longest runs.
fn breakable(text: &str) -> String {
    let mut run = 0;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        run = if c.is_whitespace() { 0 } else { run + 1 };
        if run > LONGEST_RUN {
            out.push('\u{200b}');
            run = 1;
        }
        out.push(c);
    }
    out
}
