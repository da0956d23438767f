//! Values of one piece.
use crate::fixtures::{catalogue, filled, form_of, found, only};
use report::{Problem, ProblemCode, validate};
use serde_json::{Value, json};

#[test]
fn texts_have_their_length() {
    let rich = |text: &str| {
        json!({"v": 1, "doc": {"type": "doc", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": text}]}]}})
    };
    for (kind, value) in [("text", json!("шість!")), ("rich_text", rich("шість!"))] {
        let kind = json!({"kind": kind, "max_chars": 5});
        assert_eq!(
            found(&kind, &value),
            only(ProblemCode::TooLong { max: 5, actual: 6 })
        );
    }
    assert_eq!(found(&json!({"kind": "rich_text"}), &rich("шість!")), []);
    let image = json!({"v": 1, "doc": {"type": "doc", "content": [{"type": "image"}]}});
    assert_eq!(
        found(&json!({"kind": "rich_text"}), &image),
        only(ProblemCode::BadRichText)
    );
}

#[test]
fn characters_that_nobody_sees_and_that_disturb_are_told() {
    let rich = |text: &str| {
        json!({"v": 2, "doc": {"type": "doc", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": text}]}]}})
    };
    let person = |text: &str| json!({"surname": "Коваль", "name": text});
    let table = json!({"kind": "table", "columns": [{"id": "note", "label": {"uk": "x"}, "kind": "text"}]});
    let photos = json!({"kind": "photos"});
    let photo =
        |text: &str| json!([{"photo": crate::fixtures::PHOTO, "caption": text, "width": 4, "height": 3}]);
    let said = |words: serde_json::Value| {
        let mut photo = json!({"photo": crate::fixtures::PHOTO, "width": 4, "height": 3});
        for (name, text) in words.as_object().unwrap() {
            photo[name] = text.clone();
        }
        json!([photo])
    };
    let place = |text: &str| json!({"geometry": {"type": "Point", "coordinates": [33.0, 47.0]}, "source": "map", "address": text});
    let file = |text: &str| json!({"file": crate::fixtures::PHOTO, "name": text, "bytes": 1});
    let everywhere = |text: &str| {
        [
            (json!({"kind": "text"}), json!(text)),
            (json!({"kind": "rich_text"}), rich(text)),
            (json!({"kind": "person"}), person(text)),
            (table.clone(), json!([{"note": text}])),
            (photos.clone(), photo(text)),
            (photos.clone(), said(json!({ "alt": text }))),
            (photos.clone(), said(json!({ "author": text }))),
            (photos.clone(), said(json!({ "source": text }))),
            (json!({"kind": "place", "shapes": ["point"]}), place(text)),
            (json!({"kind": "file", "max_bytes": 9}), file(text)),
        ]
    };
    for bad in [
        "a\u{0}b",
        "a\u{7}b",
        "a\u{202e}gpj.exe",
        "\u{2066}a",
        "a\u{85}b",
        "a\u{fffe}b",
    ] {
        for (kind, value) in everywhere(bad) {
            let codes: Vec<ProblemCode> = found(&kind, &value).into_iter().map(|one| one.2).collect();
            assert_eq!(codes, [ProblemCode::BadCharacters], "{kind} {bad:?}");
        }
        let problems = validate(&filled(bad, &json!({})), &form_of(&json!([])), &catalogue());
        assert_eq!(problems.len(), 1);
        assert_eq!(
            (problems[0].field.as_str(), &problems[0].code),
            ("title", &ProblemCode::BadCharacters)
        );
    }
    for good in [
        "Об’єкт – «Сквер»\u{a0}№ 1, м²",
        "рядок\nрядок\tслово\r\n",
        "👷🏽‍♀️ e\u{301}",
        "שלום",
    ] {
        for (kind, value) in everywhere(good) {
            assert_eq!(found(&kind, &value), [], "{kind} {good:?}");
        }
    }
}

#[test]
fn numbers_are_decimals_within_their_limits() {
    let kind = json!({"kind": "number", "min": "-1", "max": "100", "decimals": 1});
    for good in ["0", "22.5", "-0.5", "100", "007", "22.500", "99.9"] {
        assert_eq!(found(&kind, &json!(good)), [], "{good}");
    }
    for bad in [
        "22,5", "1e3", "+5", ".5", "5.", "1 000", "1_000", "NaN", "-", "٣", "--1", "1.2.3", "0x10",
    ] {
        assert_eq!(found(&kind, &json!(bad)), only(ProblemCode::NotANumber), "{bad}");
    }
    assert_eq!(
        found(&kind, &json!("9".repeat(40))),
        only(ProblemCode::NotANumber)
    );
    assert_eq!(
        found(&kind, &json!("-1.1")),
        only(ProblemCode::TooSmall { min: "-1".into() })
    );
    assert_eq!(
        found(&kind, &json!("100.1")),
        only(ProblemCode::TooLarge { max: "100".into() })
    );
    assert_eq!(
        found(&kind, &json!("1.25")),
        only(ProblemCode::TooPrecise { decimals: 1 })
    );
}

#[test]
fn money_is_whole_hryvnias_in_thousands_and_never_negative() {
    let kind = json!({"kind": "money"});
    assert_eq!(found(&kind, &json!("1234.567")), []);
    assert_eq!(found(&kind, &json!("0")), []);
    assert_eq!(
        found(&kind, &json!("0.0001")),
        only(ProblemCode::TooPrecise { decimals: 3 })
    );
    assert_eq!(
        found(&kind, &json!("-1")),
        only(ProblemCode::TooSmall { min: "0".into() })
    );
}

#[test]
fn days_are_days_of_the_calendar() {
    let kind = json!({"kind": "date"});
    assert_eq!(found(&kind, &json!("2028-02-29")), []);
    for bad in [
        "2026-02-29",
        "22.11.2026",
        "2026-11-22T10:00:00",
        "2026-1-2",
        "-002026-01-01",
        "20261122",
    ] {
        assert_eq!(found(&kind, &json!(bad)), only(ProblemCode::NotADate), "{bad}");
    }
    let kind = json!({"kind": "period"});
    assert_eq!(
        found(&kind, &json!({"from": "2026-01-01", "to": "2026-01-01"})),
        []
    );
    assert_eq!(
        found(&kind, &json!({"from": "2026-01-02", "to": "2026-01-01"})),
        only(ProblemCode::PeriodReversed)
    );
    assert_eq!(
        found(&kind, &json!({"from": "2026-01-02", "to": ""})),
        only(ProblemCode::NotADate)
    );
    assert_eq!(
        found(&kind, &json!({"from": "2026-01-02"})),
        only(ProblemCode::WrongKind)
    );
}

#[test]
fn measure_belongs_to_the_programme_chosen_above() {
    let form = form_of(&json!([
        {"id": "programme", "label": {"uk": "Програма"}, "kind": "reference", "list": "programmes"},
        {"id": "measure", "label": {"uk": "Захід"}, "kind": "reference", "list": "measures", "within": "programme"},
    ]));
    let told = |programme: Value, measure: &str| -> Vec<Problem> {
        let content = filled("Назва", &json!({"programme": programme, "measure": measure}));
        validate(&content, &form, &catalogue())
    };
    assert_eq!(told(json!("parks"), "parks-1"), []);
    let other = told(json!("parks"), "roads-1");
    assert_eq!(
        (other[0].field.as_str(), &other[0].code),
        ("measure", &ProblemCode::OtherProgramme)
    );
    assert_eq!(
        told(json!("parks"), "gone")[0].code,
        ProblemCode::UnknownReference
    );
    let unchosen = told(json!(null), "roads-1");
    assert_eq!((unchosen.len(), unchosen[0].field.as_str()), (1, "programme"));
}

#[test]
fn links_are_addresses_of_the_web() {
    let kind = json!({"kind": "link"});
    for good in [
        "https://example.org",
        "http://приклад.укр/а?б=в#г",
        "HTTPS://EXAMPLE.ORG/",
    ] {
        assert_eq!(found(&kind, &json!(good)), [], "{good}");
    }
    for bad in [
        "example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https://a b.org",
        "mailto:a@b.org",
    ] {
        assert_eq!(found(&kind, &json!(bad)), only(ProblemCode::BadLink), "{bad}");
    }
}
