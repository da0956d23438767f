//! Coordinates as people type and paste them.
#![expect(clippy::panic, reason = "tests")]

use proptest::prelude::*;
use report::place::{Geometry, parse_coordinates};

fn assert_reads(text: &str, latitude: f64, longitude: f64) {
    let Some([lon, lat]) = parse_coordinates(text) else {
        panic!("{text:?} is not read");
    };
    let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
    assert!(
        close(lat, latitude) && close(lon, longitude),
        "{text:?} is read as {lat}, {lon}"
    );
}

#[test]
fn decimal_degrees_are_read_with_points_and_with_commas() {
    for text in [
        "47.91, 33.39",
        "47.91,33.39",
        "47.91 33.39",
        "47.91;33.39",
        "  47.91 \t 33.39\n",
        "47.91\u{a0}33.39",
        "47,91 33,39",
        "47,91, 33,39",
        "47,91; 33,39",
        "47.91°, 33.39°",
        "47.91° 33.39°",
    ] {
        assert_reads(text, 47.91, 33.39);
    }
    assert_reads("48, 33", 48.0, 33.0);
    assert_reads("-47.5, -33.25", -47.5, -33.25);
    assert_reads("−47,5 33,25", -47.5, 33.25);
}

#[test]
fn letters_of_the_sides_are_read_before_and_behind_and_in_either_order() {
    for text in [
        "47.91 N, 33.39 E",
        "47.91N 33.39E",
        "N47.91 E33.39",
        "n 47.91, e 33.39",
        "E 33.39 N 47.91",
        "33.39E, 47.91N",
        "47.91° пн.ш., 33.39° сх.д.",
        "47,91 пн.ш. 33,39 сх.д.",
        "пн. ш. 47,91, сх. д. 33,39",
        "47.91° північної широти 33.39° східної довготи",
    ] {
        assert_reads(text, 47.91, 33.39);
    }
    assert_reads("33.9 S 18.4 W", -33.9, -18.4);
    assert_reads("33,9 пд.ш. 18,4 зх.д.", -33.9, -18.4);
}

#[test]
fn degrees_minutes_and_seconds_are_read() {
    for text in [
        "47°54'36\"N 33°23'24\"E",
        "47°54'36\" 33°23'24\"",
        "47° 54′ 36″ пн.ш. 33° 23′ 24″ сх.д.",
        "47°54’36”, 33°23’24”",
        "47°54'36'' 33°23'24''",
        "N 47 54 36 E 33 23 24",
        "47 54 36, 33 23 24",
        "47°54.6'N 33°23.4'E",
        "47°54,6' 33°23,4'",
        "33°23'24\"E, 47°54'36\"N",
    ] {
        assert_reads(text, 47.91, 33.39);
    }
    assert_reads(
        "47°54'36.5\"N 33°23'24.25\"E",
        47.0 + 54.0 / 60.0 + 36.5 / 3600.0,
        33.0 + 23.0 / 60.0 + 24.25 / 3600.0,
    );
}

#[test]
fn links_of_map_services_and_phones_are_read_and_the_mark_goes_before_the_view() {
    for text in [
        "https://www.google.com/maps/place/47%C2%B054'36.0%22N+33%C2%B023'24.0%22E/@47.9,33.3,17z/data=!3m1!4b1!4m4!3m3!8m2!3d47.91!4d33.39",
        "https://www.google.com/maps/place/%D0%9F%D0%B0%D1%80%D0%BA/@47.9,33.3,17z/data=!3m1!4b1!4m6!3m5!1s0x40dadf:0x6f!8m2!3d47.91!4d33.39!16s%2Fg%2F11?entry=ttu",
        "https://www.google.com/maps/place/47%C2%B054'36.0%22N+33%C2%B023'24.0%22E/",
        "https://www.google.com.ua/maps/@47.91,33.39,15.25z?hl=uk",
        "https://www.google.com/maps/search/47.91,+33.39?entry=tts",
        "https://www.google.com/maps/search/?api=1&query=47.91%2C33.39",
        "https://www.google.com/maps/dir/?api=1&destination=47.91,33.39",
        "https://maps.google.com/?q=47.91,33.39",
        "http://maps.google.com/maps?q=loc:47.91,33.39&z=17",
        "https://www.openstreetmap.org/#map=17/47.91/33.39",
        "https://www.openstreetmap.org/?mlat=47.91&mlon=33.39#map=16/47.9/33.3&layers=H",
        "https://www.openstreetmap.org/node/12#map=17/47.91/33.39",
        "https://maps.apple.com/?ll=47.91,33.39&q=%D0%9F%D0%B0%D1%80%D0%BA",
        "https://ul.waze.com/ul?ll=47.91%2C33.39&navigate=yes",
        "https://www.bing.com/maps?cp=47.91~33.39&lvl=16",
        "geo:47.91,33.39",
        "geo:47.91,33.39;u=35",
        "geo:0,0?q=47.91,33.39(%D0%9F%D0%B0%D1%80%D0%BA)",
        "  Парк: HTTPS://maps.google.com/?q=47.91,33.39 \n",
    ] {
        assert_reads(text, 47.91, 33.39);
    }
    for text in [
        "https://maps.app.goo.gl/x3Xy2AbCd",
        "https://www.openstreetmap.org/way/12",
        "https://example.org/2026/11/22",
        "https://example.org/#2026/11/222",
        "https://maps.google.com/?q=47.91,33.39,12",
        "https://maps.google.com/?q=https://maps.google.com/?q=47.91,33.39",
        "geo:91,33",
        "https://",
    ] {
        assert_eq!(parse_coordinates(text), None, "{text:?}");
    }
}

#[test]
fn what_could_be_read_in_two_ways_or_is_off_the_globe_is_not_read() {
    for text in [
        "",
        "47.91",
        "47,91",
        "47,91,33,39",
        "47 91 33 39",
        "47.91, 33.39, 120",
        "90.5, 33",
        "47, 180.5",
        "47°60' 33°23'",
        "47°54'60\"N 33°23'24\"E",
        "47.5°30' 33°",
        "47.91 N 33.39 N",
        "47.91 N 33.39",
        "-47.91 N 33.39 E",
        "47.91 північ 33.39 схід",
        "вул. Соборності, 12",
        "1e2, 3",
        "NaN, inf",
        "47.91,, 33.39",
    ] {
        assert_eq!(parse_coordinates(text), None, "{text:?}");
    }
}

#[test]
fn unsound_geometry_is_known() {
    let ring = |ends: [f64; 2]| vec![[33.0, 47.0], [33.1, 47.0], [33.1, 47.1], ends];
    assert!(Geometry::Polygon(vec![ring([33.0, 47.0])]).is_sound());
    assert!(!Geometry::Polygon(vec![ring([33.0, 47.1])]).is_sound());
    assert!(!Geometry::Polygon(vec![]).is_sound());
    assert!(!Geometry::Polygon(vec![vec![[33.0, 47.0], [33.1, 47.0], [33.0, 47.0]]]).is_sound());
    assert!(!Geometry::LineString(vec![[33.0, 47.0]]).is_sound());
    assert!(!Geometry::Point([f64::NAN, 47.0]).is_sound());
    assert!(!Geometry::Point([33.0, 90.1]).is_sound());
}

proptest! {
    #[test]
    fn any_position_written_in_decimal_degrees_is_read_back(lat in -90.0..=90.0_f64, lon in -180.0..=180.0_f64) {
        let text = format!("{lat:.6}, {lon:.6}");
        let [read_lon, read_lat] = parse_coordinates(&text).unwrap();
        prop_assert!((read_lat - lat).abs() < 1e-6 && (read_lon - lon).abs() < 1e-6);
        let commas = text.replace(", ", " ").replace('.', ",");
        prop_assert_eq!(parse_coordinates(&commas), Some([read_lon, read_lat]));
    }

    #[test]
    fn any_text_is_read_or_refused_without_a_fault(text in "[-0-9., °'\"NSEWпншсхд;]{0,40}|\\PC{0,40}") {
        if let Some(position) = parse_coordinates(&text) {
            prop_assert!(Geometry::Point(position).is_sound());
        }
    }
}
