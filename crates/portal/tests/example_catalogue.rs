//! The example catalogue, and what is told about a catalogue that is not right.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use portal::catalogue_files::{CatalogueFileError, FormFault, TemplateFault, load, load_embedded};
use report::{
    Catalogue, Content, FieldKind, MeasureId, ProblemCode, ProgrammeId,
    form::RefList,
    start::{from_previous, from_template},
    total, validate,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue")
}

/// A copy of the example in which one file was changed.
fn with_changed(
    file: &str,
    change: impl FnOnce(&mut Value),
) -> (tempfile::TempDir, Result<Catalogue, CatalogueFileError>) {
    let copy = tempfile::tempdir().unwrap();
    fs::create_dir(copy.path().join("sections")).unwrap();
    for folder in ["", "sections"] {
        for entry in fs::read_dir(example().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "json") {
                fs::copy(&path, copy.path().join(folder).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    let changed = copy.path().join(file);
    let mut json: Value = serde_json::from_str(&fs::read_to_string(&changed).unwrap()).unwrap();
    change(&mut json);
    fs::write(&changed, json.to_string()).unwrap();
    let loaded = load(copy.path());
    (copy, loaded)
}

/// What is told about that change.
fn told(file: &str, change: impl FnOnce(&mut Value)) -> CatalogueFileError {
    match with_changed(file, change) {
        (_, Err(error)) => {
            assert!(
                error.to_string().contains(file.split('/').next_back().unwrap()),
                "{error} names the file"
            );
            error
        }
        (_, Ok(_)) => panic!("the change in {file} went unnoticed"),
    }
}

const COUNCIL_WORK: &str = "sections/01-council-work.json";

#[test]
fn built_in_catalogue_is_the_one_in_the_folder() {
    assert_eq!(load_embedded().unwrap(), load(&example()).unwrap());
}

#[test]
fn sections_stand_in_the_order_of_the_menu() {
    let catalogue = load_embedded().unwrap();
    let ids: Vec<&str> = catalogue
        .sections
        .iter()
        .map(|section| section.id.as_str())
        .collect();
    assert_eq!(
        ids[..4],
        ["council-work", "solutions", "roll-call", "leadership-reports"]
    );
    assert_eq!(ids.len(), 13);
    assert_eq!(catalogue.sections[0].name.uk, "Діяльність міської ради");
    assert_eq!(catalogue.city.uk, "Кривий Ріг");
}

#[test]
fn example_is_large_enough_to_search_in() {
    let catalogue = load_embedded().unwrap();
    assert_eq!(catalogue.services.len(), 23);
    assert_eq!(catalogue.districts.len(), 7);
    assert!(catalogue.programmes.len() >= 12 && catalogue.measures.len() >= 80);
    assert!(
        catalogue
            .programmes
            .iter()
            .all(|one| catalogue.measures_of(&one.id).count() > 0)
    );
    for official in ["mayor", "secretary", "deputy-12"] {
        assert!(
            catalogue.entry(RefList::Officials, official).is_some(),
            "{official}"
        );
    }
    assert!(
        catalogue
            .entry(RefList::Districts, "UA12060170010145934")
            .is_some()
    );
}

#[test]
fn every_kind_of_field_and_column_is_used() {
    let catalogue = load_embedded().unwrap();
    let kind_of = |json: Value| json["kind"].as_str().unwrap().to_owned();
    let (mut fields, mut columns) = (BTreeSet::new(), BTreeSet::new());
    for field in catalogue
        .sections
        .iter()
        .flat_map(|section| section.form.fields())
    {
        fields.insert(kind_of(serde_json::to_value(&field.kind).unwrap()));
        if let FieldKind::Table { columns: its, .. } = &field.kind {
            columns.extend(
                its.iter()
                    .map(|column| kind_of(serde_json::to_value(&column.kind).unwrap())),
            );
        }
    }
    let all_fields = [
        "choice",
        "date",
        "file",
        "link",
        "money",
        "number",
        "period",
        "person",
        "photos",
        "place",
        "reference",
        "rich_text",
        "signature",
        "table",
        "text",
    ];
    assert!(fields.iter().eq(all_fields.iter()), "{fields:?}");
    let all_columns = ["choice", "date", "link", "money", "number", "reference", "text"];
    assert!(columns.iter().eq(all_columns.iter()), "{columns:?}");
}

#[test]
fn empty_report_of_any_section_is_told_what_is_required_and_nothing_else() {
    let catalogue = load_embedded().unwrap();
    for section in &catalogue.sections {
        let content = Content::empty(section.id.clone(), &section.form);
        let problems = validate(&content, &section.form, &catalogue);
        assert!(
            problems
                .iter()
                .all(|problem| problem.code == ProblemCode::Required),
            "{problems:?}"
        );
        let asked = section
            .form
            .fields()
            .filter(|field| field.required && !matches!(field.kind, FieldKind::Signature {}));
        let told: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        let asked: Vec<&str> = std::iter::once("title")
            .chain(asked.map(|field| field.id.as_str()))
            .collect();
        assert_eq!(told, asked, "{}", section.id);
    }
}

#[test]
fn measure_of_a_programme_can_be_reported_in_full() {
    let catalogue = load_embedded().unwrap();
    let section = catalogue.section(&"council-work".into()).unwrap();
    let photo = |digit: &str| json!({"photo": digit.repeat(64), "width": 2048, "height": 1536});
    let values = json!({
        "programme": "green-city", "measure": "green-city-01",
        "period": {"from": "2026-01-01", "to": "2026-09-30"}, "status": "done",
        "planned": "1250.5", "actual": "1198.75", "source": "community_budget", "share_done": "100",
        "description": {"v": 1, "doc": {"type": "doc", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "Висаджено 120 лип."}]}]}},
        "photos": [photo("a"), photo("b"), photo("c")],
        "place": {"geometry": {"type": "Point", "coordinates": [33.39, 47.91]}, "source": "map"},
    });
    let content = Content {
        title: "Сквер на Карачунах".to_owned(),
        values: serde_json::from_value(values).unwrap(),
        ..Content::empty(section.id.clone(), &section.form)
    };
    assert_eq!(validate(&content, &section.form, &catalogue), []);
}

#[test]
fn ukrainian_texts_are_written_as_ukrainian_is() {
    fn each(value: &Value, path: &str) {
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    each(inner, &format!("{path}.{key}"));
                }
            }
            Value::Array(items) => items
                .iter()
                .enumerate()
                .for_each(|(at, one)| each(one, &format!("{path}.{at}"))),
            Value::String(text) if path.ends_with(".uk") => {
                assert!(!text.contains(['\'', '"', '`', '“', '”']), "{path}: {text}");
                let russian = |c: char| "ыэёъЫЭЁЪ".contains(c);
                assert!(!text.contains(russian), "{path}: {text}");
                assert_eq!(text.trim(), text, "{path}");
                // A Latin letter inside a Ukrainian word looks right and is never found by search.
                for word in text.split(|c: char| !c.is_alphabetic()) {
                    let latin = word.chars().any(|c| c.is_ascii_alphabetic());
                    assert!(!latin || word.is_ascii(), "{path}: {word}");
                }
            }
            _ => {}
        }
    }
    each(
        &serde_json::to_value(load_embedded().unwrap()).unwrap(),
        "catalogue",
    );
}

#[test]
fn missing_folder_and_missing_file_are_named() {
    let nowhere = load(Path::new("/nowhere/at/all")).unwrap_err();
    assert!(nowhere.to_string().contains("nowhere"), "{nowhere}");
    let (copy, loaded) = with_changed("city.json", |_| {});
    loaded.unwrap();
    fs::remove_file(copy.path().join("districts.json")).unwrap();
    let error = load(copy.path()).unwrap_err();
    assert!(matches!(&error, CatalogueFileError::Read { file, .. } if file.ends_with("districts.json")));
    fs::remove_dir_all(copy.path().join("sections")).unwrap();
    fs::create_dir(copy.path().join("sections")).unwrap();
    assert!(matches!(
        load(copy.path()),
        Err(CatalogueFileError::NoSections { .. })
    ));
}

#[test]
fn files_that_contradict_each_other_are_refused() {
    let error = told("services.json", |json| json[0]["department"] = json!("gone"));
    assert!(
        matches!(error, CatalogueFileError::UnknownDepartment { department, .. } if department == "gone")
    );
    let error = told(COUNCIL_WORK, |json| json["department"] = json!("gone"));
    assert!(matches!(error, CatalogueFileError::UnknownDepartment { .. }));
    let error = told("measures.json", |json| json[0]["programme"] = json!("gone"));
    assert!(matches!(error, CatalogueFileError::UnknownProgramme { .. }));
    let error = told("departments.json", |json| json[1]["id"] = json[0]["id"].clone());
    assert!(matches!(error, CatalogueFileError::DuplicateId { .. }));
    let error = told("sections/02-solutions.json", |json| {
        json["id"] = json!("council-work")
    });
    assert!(matches!(error, CatalogueFileError::DuplicateId { .. }));
    let error = told("officials.json", |json| json[0]["id"] = json!("голова"));
    assert!(matches!(error, CatalogueFileError::BadId { .. }));
    let error = told("districts.json", |json| json[0]["name"]["uk"] = json!(" "));
    assert!(matches!(error, CatalogueFileError::NoName { .. }));
}

#[test]
fn misspelt_key_and_kind_are_refused() {
    let error = told(COUNCIL_WORK, |json| {
        json["form"]["groups"][1]["fields"][4]["maximum"] = json!("100")
    });
    assert!(
        matches!(error, CatalogueFileError::UnknownKey { key, .. } if key == "form.groups.1.fields.4.maximum")
    );
    let error = told(COUNCIL_WORK, |json| {
        json["form"]["groups"][1]["fields"][0]["kind"] = json!("sum")
    });
    assert!(matches!(error, CatalogueFileError::Parse { .. }));
    let error = told("services.json", |json| json[0]["rule"] = json!("yearly"));
    assert!(matches!(error, CatalogueFileError::Parse { .. }));
}

#[test]
fn form_that_cannot_be_filled_in_is_refused() {
    let fault = |change: fn(&mut Value)| match told(COUNCIL_WORK, |json| change(&mut json["form"]["groups"]))
    {
        CatalogueFileError::Form { place, fault, .. } => (place, fault),
        other => panic!("{other}"),
    };
    let at = |place: &str, fault| (place.to_owned(), fault);
    assert_eq!(
        fault(|groups| groups[0]["fields"][0]["id"] = json!("title")),
        at("title", FormFault::ReservedId)
    );
    assert_eq!(
        fault(|groups| groups[1]["fields"][0]["id"] = json!("actual")),
        at("actual", FormFault::DuplicateId)
    );
    assert_eq!(
        fault(|groups| groups[1]["id"] = json!("measure")),
        at("measure", FormFault::DuplicateId)
    );
    assert_eq!(
        fault(|groups| groups[0]["fields"][0]["id"] = json!("a b")),
        at("a b", FormFault::BadId)
    );
    assert_eq!(
        fault(|groups| groups[0]["fields"][3]["options"] = json!([])),
        at("status", FormFault::Nothing)
    );
    assert_eq!(
        fault(|groups| groups[4]["fields"][0]["shapes"] = json!([])),
        at("place", FormFault::Nothing)
    );
    assert_eq!(
        fault(|groups| groups[3]["fields"][0]["max"] = json!(2)),
        at("photos", FormFault::MinAboveMax)
    );
    assert_eq!(
        fault(|groups| groups[0]["fields"][1]["within"] = json!("status")),
        at("measure", FormFault::WithinNoProgramme)
    );
}

#[test]
fn totals_and_fills_that_cannot_be_are_refused() {
    let fault = |change: fn(&mut Value)| {
        let error = told("sections/03-roll-call.json", |json| {
            change(&mut json["form"]["groups"][1]["fields"][0])
        });
        match error {
            CatalogueFileError::Form { place, fault, .. } => (place, fault),
            other => panic!("{other}"),
        }
    };
    let at = |place: &str, fault| (place.to_owned(), fault);
    assert_eq!(
        fault(|votes| votes["totals"][0]["choice"] = json!("maybe")),
        at("votes.vote", FormFault::NoTotal)
    );
    assert_eq!(
        fault(|votes| votes["totals"][0]["column"] = json!("deputy")),
        at("votes.deputy", FormFault::NoTotal)
    );
    assert_eq!(
        fault(|votes| votes["totals"][0] = json!({"label": {"uk": "x"}, "column": "vote", "how": "sum"})),
        at("votes.vote", FormFault::NoTotal)
    );
    assert_eq!(
        fault(|votes| votes["totals"][0]["label"]["uk"] = json!(" ")),
        at("votes.vote", FormFault::NoName)
    );
    assert_eq!(
        fault(|votes| votes["fill"] = json!("vote")),
        at("votes.vote", FormFault::NoFill)
    );
    assert_eq!(
        fault(|votes| votes["fill"] = json!("nobody")),
        at("votes.nobody", FormFault::NoFill)
    );
}

#[test]
fn templates_that_fit_no_form_are_refused() {
    let fault = |change: fn(&mut Value)| match told("templates.json", |json| change(&mut json[0])) {
        CatalogueFileError::Template { id, fault, .. } => {
            assert_eq!(id, "road-repair");
            fault
        }
        other => panic!("{other}"),
    };
    let value = |field: &str, code| TemplateFault::Value {
        field: field.to_owned(),
        code,
    };
    assert_eq!(
        fault(|template| template["section"] = json!("gone")),
        TemplateFault::UnknownSection {
            section: "gone".to_owned()
        }
    );
    assert_eq!(
        fault(|template| template["values"]["gone"] = json!("x")),
        value("gone", ProblemCode::UnknownField)
    );
    assert_eq!(
        fault(|template| template["values"]["status"] = json!("cancelled")),
        value("status", ProblemCode::UnknownChoice)
    );
    assert_eq!(
        fault(|template| template["values"]["programme"] = json!("water")),
        value("measure", ProblemCode::OtherProgramme)
    );
    assert_eq!(
        fault(|template| template["values"]["photos"] = json!([])),
        TemplateFault::Attachment {
            field: "photos".to_owned()
        }
    );
    let error = told("templates.json", |json| json[0]["department"] = json!("gone"));
    assert!(matches!(error, CatalogueFileError::UnknownDepartment { .. }));
    let error = told("templates.json", |json| json[1]["id"] = json[0]["id"].clone());
    assert!(matches!(error, CatalogueFileError::DuplicateId { .. }));
}

#[test]
fn every_template_begins_a_report_with_all_that_it_holds() {
    let catalogue = load_embedded().unwrap();
    assert!(catalogue.templates.len() >= 5);
    for template in &catalogue.templates {
        let section = catalogue.section(&template.section).unwrap();
        let begun = from_template(template, &section.form, &catalogue);
        assert_eq!(begun.values, template.values, "{}", template.id);
        let problems = validate(&begun, &section.form, &catalogue);
        assert!(
            problems
                .iter()
                .all(|problem| problem.code == ProblemCode::Required),
            "{problems:?}"
        );
    }
}

#[test]
fn next_vote_has_the_deputies_and_no_votes_and_its_totals_count_them() {
    let catalogue = load_embedded().unwrap();
    let section = catalogue.section(&"roll-call".into()).unwrap();
    let deputies: Vec<&str> = catalogue
        .officials
        .iter()
        .filter(|one| one.deputy)
        .map(|one| one.id.as_str())
        .collect();
    assert!(deputies.contains(&"deputy-12") && !deputies.contains(&"deputy-mayor-1"));
    let votes: Vec<Value> = deputies
        .iter()
        .enumerate()
        .map(|(at, deputy)| json!({"deputy": deputy, "vote": if at == 0 { "absent" } else { "for" }}))
        .collect();
    let content = Content {
        values: [("votes".into(), json!(votes))].into(),
        ..Content::empty(section.id.clone(), &section.form)
    };
    let field = section.form.field(&"votes".into()).unwrap();
    let FieldKind::Table { totals, .. } = &field.kind else {
        panic!("votes are a table")
    };
    let counted: Vec<String> = totals
        .iter()
        .map(|one| format!("{} {}", one.label.uk, total(&json!(votes), one)))
        .collect();
    let all_but_one = format!("За {}", deputies.len() - 1);
    assert_eq!(
        counted,
        [
            all_but_one.as_str(),
            "Проти 0",
            "Утримався 0",
            "Не голосував 0",
            "Відсутній 1"
        ]
    );
    let next = from_previous(&content, &section.form, &catalogue);
    let rows: Vec<Value> = deputies.iter().map(|deputy| json!({"deputy": deputy})).collect();
    assert_eq!(next.values[&"votes".into()], json!(rows));
}

#[test]
fn each_of_thousands_of_measures_is_found_in_its_programme() {
    let mut catalogue = load_embedded().unwrap();
    let programmes: Vec<ProgrammeId> = catalogue.programmes.iter().map(|one| one.id.clone()).collect();
    let pattern = catalogue.measures[0].clone();
    catalogue.measures = (0..5_000)
        .map(|number| {
            let mut measure = pattern.clone();
            measure.id = MeasureId(format!("measure-{number}"));
            measure.programme = programmes[number % programmes.len()].clone();
            measure.name.uk = format!("Захід № {number}");
            measure
        })
        .collect();
    for (number, measure) in catalogue.measures.iter().enumerate() {
        let found = catalogue.entry(RefList::Measures, measure.id.as_str()).unwrap();
        assert_eq!(found.uk, format!("Захід № {number}"));
    }
    let of_each: Vec<usize> = programmes
        .iter()
        .map(|one| catalogue.measures_of(one).count())
        .collect();
    assert_eq!(of_each.iter().sum::<usize>(), 5_000);
    assert!(
        of_each
            .iter()
            .all(|count| count.abs_diff(5_000 / programmes.len()) <= 1)
    );

    let section = catalogue.section(&"council-work".into()).unwrap();
    let judged = |measure: &str, programme: &ProgrammeId| {
        let content = Content {
            title: "Звіт".to_owned(),
            values: [
                ("programme".into(), json!(programme)),
                ("measure".into(), json!(measure)),
            ]
            .into(),
            ..Content::empty(section.id.clone(), &section.form)
        };
        let problems = validate(&content, &section.form, &catalogue);
        problems
            .into_iter()
            .find(|problem| problem.field.as_str() == "measure")
            .map(|problem| problem.code)
    };
    let last = &catalogue.measures[4_999];
    assert_eq!(judged("measure-4999", &last.programme), None);
    let other = programmes.iter().find(|one| **one != last.programme).unwrap();
    assert_eq!(judged("measure-4999", other), Some(ProblemCode::OtherProgramme));
    assert_eq!(judged("measure-5000", other), Some(ProblemCode::UnknownReference));
}
