//! Whole files, made here as people's programs make them, and what becomes of them.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a file that is not as it was made here fails its test"
)]

use encoding_rs::WINDOWS_1251;
use jiff::civil::date;
use report::{
    Catalogue, Column, ColumnKind, Label,
    catalogue::Official,
    form::{Choice, RefList},
};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer};
use serde_json::{Value, json};
use sheet::{
    Cell, MoneyUnit, Order, Reason, SheetError, Taken, Workbook, guess, match_columns, money_of, take, units,
};
use std::{io::Write, sync::atomic::AtomicBool};
use zip::write::SimpleFileOptions;

fn read(bytes: &[u8]) -> Result<Workbook, SheetError> {
    Workbook::read(bytes, &AtomicBool::new(false))
}

fn label(uk: &str) -> Label {
    Label {
        uk: uk.to_owned(),
        en: None,
    }
}

fn column(id: &str, uk: &str, required: bool, kind: ColumnKind) -> Column {
    Column {
        id: id.to_owned(),
        label: label(uk),
        required,
        repeats: None,
        kind,
    }
}

fn votes() -> Vec<Column> {
    let options = [
        ("for", "За"),
        ("against", "Проти"),
        ("abstained", "Утримався"),
        ("not_voting", "Не голосував"),
        ("absent", "Відсутній"),
    ];
    let options = options.map(|(id, uk)| Choice {
        id: id.to_owned(),
        label: label(uk),
    });
    vec![
        column(
            "deputy",
            "Депутат",
            true,
            ColumnKind::Reference {
                list: RefList::Deputies,
            },
        ),
        column(
            "vote",
            "Голос",
            true,
            ColumnKind::Choice {
                options: options.to_vec(),
            },
        ),
    ]
}

fn council() -> Catalogue {
    let names = [
        "Коваль Олег Іванович",
        "Мар’яненко Ганна Петрівна",
        "Мельник Ірина Олегівна",
        "Мельник Іван Степанович",
        "Ґедзь Юрій Євгенович",
    ];
    let officials = names.iter().enumerate().map(|(at, name)| Official {
        id: format!("d{at}"),
        name: label(name),
        office: label("Депутат"),
        deputy: true,
    });
    Catalogue {
        officials: officials.collect(),
        ..Catalogue::default()
    }
}

/// All that a sheet holds, taken as the guess about it says.
fn taken(book: &Workbook, columns: &[Column], room: usize) -> Taken {
    let catalogue = council();
    let sheet = &book.sheets[0];
    let heads = guess(sheet, columns, &catalogue);
    let order = Order {
        columns,
        mapping: &heads.mapping,
        money: &vec![MoneyUnit::Thousands; columns.len()],
        room,
        catalogue: &catalogue,
    };
    take(&sheet.rows[heads.rows..], heads.rows + 1, order)
}

fn row(taken: &Taken, at: usize) -> Value {
    Value::Object(taken.rows[at].clone())
}

#[test]
fn roll_call_in_windows_1251_names_each_row_that_it_refuses() {
    let text = "Результати поіменного голосування\r\n\r\nПрізвище, ім'я, по батькові;Результат голосування\r\n\
                Коваль О.І.;За\r\nМАР'ЯНЕНКО ГАННА;+\r\nМельник;проти\r\nМельник Іван;утрим.\r\n\
                Гедзь Юрій Євгенович;н/г\r\nПетренко П. П.;за\r\nКовал Олег;відсутня\r\nРазом;5\r\n";
    let (bytes, _, _) = WINDOWS_1251.encode(text);
    let taken = taken(&read(&bytes).unwrap(), &votes(), 120);
    let got: Vec<Value> = (0..taken.rows.len()).map(|at| row(&taken, at)).collect();
    assert_eq!(
        got,
        [
            json!({"deputy": "d0", "vote": "for"}),
            json!({"deputy": "d1", "vote": "for"}),
            json!({"deputy": "d3", "vote": "abstained"}),
            json!({"deputy": "d4", "vote": "not_voting"}),
        ]
    );
    let refused: Vec<_> = taken
        .refused
        .iter()
        .map(|one| (one.row, &*one.column, &*one.text, &one.reason))
        .collect();
    let both = vec![
        "Мельник Ірина Олегівна".to_owned(),
        "Мельник Іван Степанович".to_owned(),
    ];
    assert_eq!(
        refused[0],
        (6, "deputy", "Мельник", &Reason::Ambiguous { entries: both })
    );
    assert_eq!(refused[1].0, 9);
    let nearest = Some("Коваль Олег Іванович".to_owned());
    assert_eq!(
        refused[2],
        (10, "deputy", "Ковал Олег", &Reason::UnknownEntry { nearest })
    );
    assert_eq!((refused[3].0, refused[3].2), (11, "Разом"));
    assert_eq!(taken.rows_refused, 4);
}

fn indicators() -> Vec<Column> {
    vec![
        column("indicator", "Показник", true, ColumnKind::Text {}),
        column("date", "Дата", false, ColumnKind::Date {}),
        column("plan", "План", false, ColumnKind::Money {}),
        column("fact", "Факт", true, ColumnKind::Number { decimals: 1 }),
    ]
}

#[test]
fn workbook_gives_values_of_formulas_days_and_headings_over_merged_cells() {
    let mut writer = Writer::new();
    let page = writer.add_worksheet();
    let bold = Format::new().set_bold();
    let day = Format::new().set_num_format("dd.mm.yyyy");
    page.merge_range(0, 0, 0, 3, "Показники за квартал", &bold)
        .unwrap();
    page.merge_range(1, 0, 2, 0, "Показник", &bold).unwrap();
    page.merge_range(1, 1, 2, 1, "Дата", &bold).unwrap();
    page.merge_range(1, 2, 1, 3, "Виконання", &bold).unwrap();
    page.write(2, 2, "План").unwrap();
    page.write(2, 3, "Факт").unwrap();
    page.write(3, 0, "Відремонтовано доріг").unwrap();
    page.write_with_format(3, 1, ExcelDateTime::from_ymd(2026, 11, 22).unwrap(), &day)
        .unwrap();
    page.write(3, 2, 1234.5).unwrap();
    page.write_formula(
        3,
        3,
        Formula::new("=0.1+0.2+1/3").set_result("0.6333333333333333"),
    )
    .unwrap();
    page.write(4, 0, "Висаджено дерев").unwrap();
    page.write(4, 1, 46348).unwrap();
    page.write(4, 2, "1 000 грн").unwrap();
    page.write_formula(4, 3, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    let book = read(&writer.save_to_buffer().unwrap()).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.rows[3][1], Cell::Day(date(2026, 11, 22)));
    assert_eq!(
        sheet.heads(3),
        ["Показник", "Дата", "Виконання План", "Виконання Факт"]
    );
    let columns = indicators();
    let mapping = [0, 1, 2, 3].map(Some);
    let catalogue = council();
    let order = Order {
        columns: &columns,
        mapping: &mapping,
        money: &[MoneyUnit::Thousands; 4],
        room: 100,
        catalogue: &catalogue,
    };
    let taken = take(&sheet.rows[3..], 4, order);
    assert_eq!(
        row(&taken, 0),
        json!({"indicator": "Відремонтовано доріг", "date": "2026-11-22", "plan": "1234.5", "fact": "0.6"})
    );
    assert_eq!((taken.rows.len(), taken.rounded), (1, 1));
    let refused: Vec<_> = taken
        .refused
        .iter()
        .map(|one| (one.row, &*one.column, &one.reason, one.whole_row))
        .collect();
    assert_eq!(
        refused,
        [
            (5, "plan", &Reason::InHryvnias, false),
            (5, "fact", &Reason::Fault, true),
        ]
    );
}

#[test]
fn far_cell_costs_no_room() {
    let mut writer = Writer::new();
    let page = writer.add_worksheet();
    page.write(0, 0, "а").unwrap();
    page.write(1_048_575, 16_383, "я").unwrap();
    let book = read(&writer.save_to_buffer().unwrap()).unwrap();
    assert_eq!(book.sheets[0].width(), 1);
}

#[test]
fn hundred_thousand_rows_fill_the_table_and_the_rest_is_counted() {
    let mut text = "Показник;Дата;План;Факт\n".to_owned();
    for at in 0..100_000 {
        text.push_str(&format!("Показник \"\"{at}\"\";22.11.2026;1 234,5;{at}\n"));
    }
    let taken = taken(&read(text.as_bytes()).unwrap(), &indicators(), 5000);
    assert_eq!(
        (taken.rows.len(), taken.beyond, taken.refused.len()),
        (5000, 95_000, 0)
    );
}

#[test]
fn required_cell_refuses_its_row_and_an_optional_one_only_itself() {
    let text = "Показник,Дата,План,Факт\nА,колись,1,2\n,01.02.2026,3,4\n";
    let taken = taken(&read(text.as_bytes()).unwrap(), &indicators(), 10);
    assert_eq!(
        row(&taken, 0),
        json!({"indicator": "А", "plan": "1", "fact": "2"})
    );
    let refused: Vec<_> = taken
        .refused
        .iter()
        .map(|one| (one.row, &one.reason, one.whole_row))
        .collect();
    assert_eq!(
        refused,
        [(2, &Reason::NotADay, false), (3, &Reason::Required, true)]
    );
}

#[test]
fn columns_are_matched_by_their_names_however_written() {
    let heads = [
        "№",
        "ПОКАЗНИК ",
        "Од. виміру",
        "План, тис. грн",
        "Факт (виконано)",
    ]
    .map(str::to_owned);
    let mapping = match_columns(&heads, &indicators());
    assert_eq!(mapping, [Some(1), None, Some(3), Some(4)]);
}

#[test]
fn heading_with_the_column_s_word_in_another_form_is_its_own() {
    let mapping = |heads: &[&str]| {
        let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
        match_columns(&heads, &votes())
    };
    assert_eq!(mapping(&["№", "ПІБ депутата", "Голос"]), [Some(1), Some(2)]);
    assert_eq!(
        mapping(&["№ депутата", "ПІБ", "Голос депутата"]),
        [Some(1), Some(2)]
    );
    assert_eq!(mapping(&["Голова комісії"]), [None, None]);
}

#[test]
fn file_without_headings_is_matched_by_what_its_cells_are() {
    let book = read("1;Коваль О. І.;За\n2;Гедзь Ю. Є.;Проти\n".as_bytes()).unwrap();
    let heads = guess(&book.sheets[0], &votes(), &council());
    assert_eq!((heads.rows, heads.mapping), (0, vec![Some(1), Some(2)]));
}

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn archive_that_unpacks_to_too_much_is_refused_before_it_is_read() {
    let zeros = vec![b' '; 9 * 1024 * 1024];
    assert_eq!(
        read(&archive(&[("xl/worksheets/sheet1.xml", &zeros)])),
        Err(SheetError::TooLarge)
    );
}

#[test]
fn directory_that_lies_about_a_size_deceives_nobody() {
    let zeros = vec![b' '; 4 * 1024 * 1024];
    let mut bomb = archive(&[("xl/worksheets/sheet1.xml", &zeros)]);
    let size = (zeros.len() as u32).to_le_bytes();
    let places: Vec<usize> = bomb
        .windows(4)
        .enumerate()
        .filter(|(_, part)| *part == size)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bomb[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    assert!(read(&bomb).is_err());
}

#[test]
fn files_that_are_no_tables_have_a_word_each() {
    let mut writer = Writer::new();
    writer.add_worksheet().write(0, 0, "а").unwrap();
    let whole = writer.save_to_buffer().unwrap();
    assert_eq!(read(&whole[..whole.len() / 2]), Err(SheetError::Truncated));
    assert_eq!(
        read(&archive(&[("word/document.xml", b"<w/>")])),
        Err(SheetError::NotASheet)
    );
    assert_eq!(read(b""), Err(SheetError::Empty));
    assert_eq!(read(b"\n \n"), Err(SheetError::Empty));
    let mut compound = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    compound.resize(2048, 0);
    assert_eq!(read(&compound), Err(SheetError::Truncated));
    compound.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&compound), Err(SheetError::Encrypted));
}

#[test]
fn reading_stops_when_it_is_told_to() {
    let text = "а;б\n".repeat(10_000);
    let stopped = Workbook::read(text.as_bytes(), &AtomicBool::new(true));
    assert_eq!(stopped, Err(SheetError::Stopped));
}

#[test]
fn cells_far_to_the_right_on_every_row_are_too_much() {
    // 20,000 rows that end in column 1,000: little to read, much to hold.
    let line = format!("{}x\n", ";".repeat(999));
    let error = Workbook::read(line.repeat(20_000).as_bytes(), &AtomicBool::new(false)).unwrap_err();
    assert!(matches!(error, SheetError::TooLarge), "{error}");
}

#[test]
fn each_heading_speaks_for_the_sums_of_its_own_column() {
    let text = "Назва;План, тис. грн;Факт, грн;Кошторис, млн грн\nРемонт;1,5;1500;0,0015\n";
    let money = |id, uk| column(id, uk, false, ColumnKind::Money {});
    let columns = [
        column("name", "Назва", true, ColumnKind::Text {}),
        money("plan", "План"),
        money("fact", "Факт"),
        money("estimate", "Кошторис"),
    ];
    let book = read(text.as_bytes()).unwrap();
    let catalogue = council();
    let heads = guess(&book.sheets[0], &columns, &catalogue);
    let said = book.sheets[0].heads(heads.rows);
    let suggested = money_of(&said, &columns, &heads.mapping);
    let take_in = |chosen| {
        let order = Order {
            columns: &columns,
            mapping: &heads.mapping,
            money: &units(&said, &columns, &heads.mapping, chosen),
            room: 10,
            catalogue: &catalogue,
        };
        row(&take(&book.sheets[0].rows[1..], 2, order), 0)
    };
    assert_eq!(suggested, MoneyUnit::Thousands);
    assert_eq!(
        take_in(suggested),
        json!({"name": "Ремонт", "plan": "1.5", "fact": "1.5", "estimate": "1.5"})
    );
    // What the person says instead goes for all.
    assert_eq!(
        take_in(MoneyUnit::Hryvnias),
        json!({"name": "Ремонт", "plan": "0.002", "fact": "1.5", "estimate": "0"})
    );
}

const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn ods(rows: &str) -> Vec<u8> {
    // As programs write it: nothing stands between the cells.
    let rows = rows.replace(">\n        <", "><");
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet><table:table
        table:name="Аркуш">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    // Programs know the file by its type, which lies there unpacked.
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes, options) in [
        ("mimetype", ODS, stored),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest/>",
            SimpleFileOptions::default(),
        ),
        ("content.xml", &content, SimpleFileOptions::default()),
    ] {
        writer.start_file(name, options).unwrap();
        writer.write_all(bytes.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn ods_file_with_an_empty_rest_of_the_sheet_is_read() {
    let book = read(&ods(
        r#"<table:table-row><table:table-cell office:value-type="string"><text:p>Назва</text:p></table:table-cell>
        <table:table-cell table:number-columns-repeated="16383"/></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float"
        office:value="7"/><table:table-cell table:number-columns-repeated="16383"/></table:table-row>
        <table:table-row table:number-rows-repeated="1048573"><table:table-cell
        table:number-columns-repeated="16384"/></table:table-row>"#,
    ))
    .unwrap();
    let texts: Vec<String> = book.sheets[0].rows.iter().map(|row| row[0].text()).collect();
    assert_eq!(texts, ["Назва", "7", "7"]);
}

#[test]
fn ods_file_that_repeats_one_cell_a_billion_times_is_refused_before_it_is_unfolded() {
    let cell = r#"<table:table-cell table:number-columns-repeated="16000" office:value="1"/>"#;
    let far = format!(
        r#"<table:table-row><table:table-cell office:value="1"/></table:table-row>
        <table:table-row table:number-rows-repeated="1000000"/><table:table-row>{cell}</table:table-row>"#
    );
    let spaces = r#"<table:table-row><table:table-cell office:value-type="string"><text:p><text:s
        text:c="4000000000"/></text:p></table:table-cell></table:table-row>"#;
    for rows in [
        format!(r#"<table:table-row table:number-rows-repeated="60000">{cell}</table:table-row>"#),
        format!("<table:table-row>{cell}</table:table-row>").repeat(300),
        far,
        spaces.to_owned(),
    ] {
        assert_eq!(read(&ods(&rows)).unwrap_err(), SheetError::TooLarge);
    }
}

#[test]
fn xls_file_with_cells_at_its_far_corners_is_refused_before_room_is_made() {
    let mut book = Vec::new();
    let mut record = |kind: u16, body: &[u8]| {
        book.extend(kind.to_le_bytes());
        book.extend(u16::try_from(body.len()).unwrap().to_le_bytes());
        book.extend(body);
    };
    record(0x0809, &[0, 6, 16, 0, 0, 0, 0, 0]);
    for place in [[0, 0, 0, 0], [0xff, 0xff, 0xff, 0x7f]] {
        record(0x0203, &[place.as_slice(), &[0; 10]].concat());
    }
    record(0x000A, &[]);
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&book).unwrap();
    let bytes = file.into_inner().into_inner();
    assert_eq!(read(&bytes).unwrap_err(), SheetError::TooLarge);
}
