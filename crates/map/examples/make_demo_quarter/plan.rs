//! The quarter as drawn by hand on the lattice: streets, areas, districts, places.

use crate::ground::{Lattice, Metres, organic, rounded, straight, warp, warp_all};

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum RoadKind {
    Main,
    Street,
    Lane,
    Path,
    Rail,
}

impl RoadKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Street => "street",
            Self::Lane => "lane",
            Self::Path => "path",
            Self::Rail => "rail",
        }
    }

    /// Half of the road's width, metres.
    pub(crate) fn half_width(self) -> f64 {
        match self {
            Self::Main => 14.0,
            Self::Street => 9.0,
            Self::Lane => 6.0,
            Self::Path => 3.0,
            Self::Rail => 16.0,
        }
    }
}

/// A road: on the lattice (for the zone that it runs through) and on the ground.
pub(crate) struct Road {
    pub(crate) kind: RoadKind,
    pub(crate) name: Option<&'static str>,
    pub(crate) lattice: Vec<Lattice>,
    pub(crate) line: Vec<Metres>,
}

pub(crate) struct Area {
    pub(crate) kind: &'static str,
    pub(crate) rings: Vec<Vec<Metres>>,
}

use RoadKind::{Lane, Main, Path, Rail, Street};

/// Along the river: `v`, from `u` to `u`.
const ALONG: &[(RoadKind, &str, f64, f64, f64)] = &[
    (Main, "проспект Миру", 540.0, -2150.0, 2150.0),
    (Street, "вулиця Набережна", 0.0, -2150.0, 2150.0),
    (Street, "вулиця Шкільна", 340.0, -2150.0, 2150.0),
    (Street, "вулиця Зелена", 870.0, -2150.0, 2150.0),
    (Street, "вулиця Вокзальна", 1400.0, -2150.0, 2150.0),
    (Street, "вулиця Сонячна", 1220.0, -1640.0, 2080.0),
    (Street, "вулиця Ринкова", 1050.0, -370.0, 1380.0),
    (Street, "вулиця Театральна", 705.0, -370.0, 1380.0),
    (Street, "вулиця Садова", 170.0, -370.0, 1150.0),
    (Lane, "вулиця Річкова", 175.0, -2050.0, -980.0),
    (Lane, "провулок Тихий", 110.0, 1150.0, 2080.0),
    (Lane, "провулок Ясний", 225.0, 1150.0, 2080.0),
    (Lane, "провулок Травневий", 440.0, 1380.0, 2080.0),
    (Lane, "провулок Світлий", 650.0, 1380.0, 2080.0),
    (Lane, "провулок Погожий", 760.0, 1380.0, 2080.0),
    (Street, "вулиця Заводська", 1620.0, 260.0, 2150.0),
    (Street, "вулиця Берегова", -165.0, -2150.0, 1300.0),
    (Lane, "вулиця Яблунева", -275.0, -1640.0, 1300.0),
    (Lane, "вулиця Грушева", -385.0, -1640.0, 860.0),
    (Lane, "вулиця Абрикосова", -495.0, -1240.0, 860.0),
    (Street, "вулиця Лугова", -605.0, -2150.0, 2150.0),
    (Lane, "вулиця Горіхова", -715.0, -1240.0, 20.0),
    (Lane, "вулиця Виноградна", -825.0, -800.0, 20.0),
];

/// Away from the river: `u`, from `v` to `v`. Those that start below −160 have a bridge.
const AWAY: &[(RoadKind, &str, f64, f64, f64)] = &[
    (Main, "бульвар Каштановий", 20.0, -1000.0, 1400.0),
    (Main, "вулиця Мостова", -1240.0, -1000.0, 1400.0),
    (Street, "вулиця Польова", -2050.0, 0.0, 1400.0),
    (Street, "вулиця Лісова", -1640.0, 0.0, 1400.0),
    (Street, "вулиця Паркова", -980.0, 0.0, 540.0),
    (Street, "вулиця Липова", -800.0, 540.0, 1400.0),
    (Street, "вулиця Музейна", -370.0, 0.0, 1400.0),
    (Lane, "провулок Аптечний", -170.0, 340.0, 1050.0),
    (Lane, "вулиця Гончарна", 230.0, 0.0, 1050.0),
    (Street, "вулиця Калинова", 470.0, 0.0, 1400.0),
    (Lane, "вулиця Вишнева", 700.0, 0.0, 1220.0),
    (Street, "вулиця Ясенева", 920.0, 0.0, 1400.0),
    (Street, "вулиця Квіткова", 1150.0, 0.0, 1220.0),
    (Main, "вулиця Промислова", 1380.0, 0.0, 1800.0),
    (Street, "вулиця Весняна", 1740.0, 0.0, 1400.0),
    (Street, "вулиця Степова", 2080.0, 0.0, 1400.0),
    (Lane, "вулиця Рибальська", -1640.0, -605.0, -165.0),
    (Lane, "вулиця Млинова", -800.0, -825.0, -165.0),
    (Lane, "провулок Криничний", -380.0, -825.0, -165.0),
    (Lane, "провулок Затишний", 430.0, -605.0, -165.0),
    (Street, "вулиця Піщана", 860.0, -605.0, -165.0),
    (Lane, "вулиця Ковальська", 1300.0, -605.0, -165.0),
];

/// The middle of the square, where the avenue and the boulevard meet, and the radius of its roundabout.
const SQUARE: Lattice = [20.0, 540.0];
const ROUNDABOUT: f64 = 46.0;

pub(crate) fn roads() -> Vec<Road> {
    let mut roads = Vec::new();
    for &(kind, name, v, from, to) in ALONG {
        roads.extend(outside_roundabout(
            kind,
            Some(name),
            &straight([from, v], [to, v], 20.0),
        ));
    }
    for &(kind, name, u, from, to) in AWAY {
        roads.extend(outside_roundabout(
            kind,
            Some(name),
            &straight([u, from], [u, to], 20.0),
        ));
    }
    // From the square to the station, across the lattice.
    let diagonal = straight([20.0, 540.0], [700.0, 1400.0], 20.0);
    let bent: Vec<Lattice> = diagonal
        .iter()
        .map(|&[u, v]| [u + 70.0 * ((v - 540.0) / 273.8).sin(), v])
        .collect();
    roads.extend(outside_roundabout(Street, Some("вулиця Привокзальна"), &bent));

    let circle: Vec<Metres> = (0..=24)
        .map(|n| on_circle(f64::to_radians(15.0 * f64::from(n))))
        .collect();
    roads.push(Road {
        kind: Main,
        name: Some("площа Ратушна"),
        lattice: vec![SQUARE; 25],
        line: circle,
    });

    roads.push(road(
        Rail,
        None,
        &straight([-2150.0, 1465.0], [2150.0, 1465.0], 25.0),
    ));
    let siding = [
        [700.0, 1465.0],
        [850.0, 1490.0],
        [980.0, 1540.0],
        [1100.0, 1560.0],
        [2050.0, 1560.0],
    ];
    roads.push(road(Rail, None, &smooth(&siding)));

    let paths: [&[Lattice]; 9] = [
        // The park: a walk around, two across.
        &[
            [-930., 90.],
            [-880., 45.],
            [-700., 35.],
            [-500., 40.],
            [-415., 90.],
            [-410., 230.],
            [-460., 300.],
            [-650., 312.],
            [-850., 305.],
            [-930., 250.],
            [-930., 90.],
        ],
        &[
            [-980., 340.],
            [-900., 270.],
            [-800., 225.],
            [-700., 100.],
            [-610., 36.],
            [-600., 0.],
        ],
        &[
            [-370., 340.],
            [-450., 280.],
            [-560., 265.],
            [-700., 280.],
            [-800., 225.],
            [-930., 170.],
            [-980., 170.],
        ],
        // Through the large blocks of the north-west.
        &[[-2050., 700.], [-1900., 720.], [-1750., 690.], [-1640., 705.]],
        &[[-1640., 1045.], [-1500., 1030.], [-1380., 1060.], [-1240., 1040.]],
        &[[-1240., 705.], [-1100., 690.], [-960., 720.], [-800., 700.]],
        &[[-800., 1040.], [-660., 1060.], [-520., 1030.], [-370., 1050.]],
        &[[-590., 540.], [-600., 640.], [-570., 760.], [-590., 870.]],
        // Through the wood.
        &[
            [1300., -385.],
            [1480., -330.],
            [1650., -390.],
            [1800., -360.],
            [2000., -430.],
            [2080., -605.],
        ],
    ];
    roads.extend(paths.iter().map(|path| road(Path, None, &smooth(path))));
    roads
}

fn road(kind: RoadKind, name: Option<&'static str>, lattice: &[Lattice]) -> Road {
    Road {
        kind,
        name,
        lattice: lattice.to_vec(),
        line: warp_all(lattice),
    }
}

fn on_circle(angle: f64) -> Metres {
    let [x, y] = warp(SQUARE);
    [x + ROUNDABOUT * angle.cos(), y + ROUNDABOUT * angle.sin()]
}

/// The pieces of a road outside the roundabout, ending on its circle.
fn outside_roundabout(kind: RoadKind, name: Option<&'static str>, lattice: &[Lattice]) -> Vec<Road> {
    let [x, y] = warp(SQUARE);
    let out = |at: &Lattice| {
        let [px, py] = warp(*at);
        (px - x).hypot(py - y) > ROUNDABOUT + 5.0
    };
    let mut pieces: Vec<Road> = Vec::new();
    for run in lattice.chunk_by(|a, b| out(a) == out(b)) {
        if !run.iter().all(out) || run.len() < 2 {
            continue;
        }
        let mut piece = road(kind, name, run);
        let (first, last) = (run.first() == lattice.first(), run.last() == lattice.last());
        let touch = |[px, py]: Metres| on_circle((py - y).atan2(px - x));
        if let (false, Some(&end)) = (last, piece.line.last()) {
            piece.line.push(touch(end));
            piece.lattice.push(SQUARE);
        }
        if let (false, Some(&start)) = (first, piece.line.first()) {
            piece.line.insert(0, touch(start));
            piece.lattice.insert(0, SQUARE);
        }
        pieces.push(piece);
    }
    pieces
}

/// Rounds a line off by cutting its corners three times (Chaikin 1974); the ends stay.
fn smooth(points: &[Lattice]) -> Vec<Lattice> {
    let mut line = points.to_vec();
    for _ in 0..3 {
        let mut cut: Vec<Lattice> = line.first().copied().into_iter().collect();
        for (a, b) in line.iter().zip(line.iter().skip(1)) {
            let at = |along: f64| [a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along];
            cut.extend([at(0.25), at(0.75)]);
        }
        cut.extend(line.last());
        line = cut;
    }
    line
}

/// Areas in the order in which they are drawn.
pub(crate) fn areas() -> Vec<Area> {
    let built = [
        rounded([-2110., 14.], [2120., 1400.], 60.0),
        rounded([-1690., -640.], [1350., -150.], 70.0),
        rounded([-1290., -770.], [70., -560.], 60.0),
        rounded([-850., -880.], [70., -700.], 50.0),
    ];
    let industrial = [
        rounded([290., 1505.], [1350., 1790.], 40.0),
        rounded([1410., 1505.], [2140., 1790.], 40.0),
    ];
    let green = [
        rounded([-960., 16.], [-390., 322.], 60.0),
        rounded([-150., 362.], [5., 515.], 24.0),
        rounded([250., 890.], [450., 1030.], 24.0),
        rounded([945., 190.], [1130., 322.], 26.0),
        organic([1720., -390.], [430., 195.], 0.7),
        organic([-1900., -390.], [230., 150.], 2.0),
        organic([-1450., -850.], [420., 90.], 4.1),
        organic([900., -810.], [620., 105.], 5.2),
        organic([-1440., 690.], [120., 60.], 1.0),
        organic([-600., 1200.], [110., 70.], 3.0),
        organic([-1850., 1130.], [110., 80.], 5.0),
        organic([-1000., 1560.], [900., 50.], 2.6),
        strip(-2150.0, 2150.0, |u| [-11.0, -27.0 - 4.0 * (u / 140.0).sin()]),
        strip(-2150.0, 2150.0, |u| [-118.0, -146.0 - 7.0 * (u / 190.0).sin()]),
    ];
    let island = organic([-560., -76.], [150., 15.], 1.3);
    let river = strip(-2150.0, 2150.0, |u| {
        let wide = 9.0 * (-((u + 560.0) / 260.0).powi(2)).exp();
        [
            -28.0 - 4.0 * (u / 140.0).sin() + wide,
            -116.0 - 6.0 * (u / 210.0 + 1.0).sin() - wide,
        ]
    });
    let water = [
        vec![river, island.clone()],
        vec![organic([-640., 190.], [95., 42.], 0.4)],
        vec![organic([1500., -300.], [70., 32.], 2.2)],
    ];
    let area = |kind| {
        move |ring: Vec<Lattice>| Area {
            kind,
            rings: vec![warp_all(&ring)],
        }
    };
    let mut areas: Vec<Area> = built.into_iter().map(area("built")).collect();
    areas.extend(industrial.into_iter().map(area("industrial")));
    areas.extend(green.into_iter().chain([island]).map(area("green")));
    let middle = (0..24).map(|n| f64::to_radians(15.0 * f64::from(n)));
    let [x, y] = warp(SQUARE);
    let lawn = middle.map(|a| [x + 26.0 * a.cos(), y + 26.0 * a.sin()]).collect();
    areas.push(Area {
        kind: "green",
        rings: vec![lawn],
    });
    let rings = |shape: Vec<Vec<Lattice>>| shape.iter().map(|ring| warp_all(ring)).collect();
    areas.extend(water.into_iter().map(|shape| Area {
        kind: "water",
        rings: rings(shape),
    }));
    areas
}

/// A band along the river between two banks, as an open ring.
fn strip(from: f64, to: f64, banks: impl Fn(f64) -> [f64; 2]) -> Vec<Lattice> {
    let there = straight([from, 0.0], [to, 0.0], 30.0);
    let (left, right): (Vec<Lattice>, Vec<Lattice>) = there
        .iter()
        .map(|&[u, _]| (u, banks(u)))
        .map(|(u, [left, right])| ([u, left], [u, right]))
        .unzip();
    left.into_iter().chain(right.into_iter().rev()).collect()
}

/// Code, name, outline.
pub(crate) fn districts() -> Vec<(&'static str, &'static str, Vec<Lattice>)> {
    let band = |low: f64, high: f64| {
        let corners = [[-2150.0, low], [2150.0, low], [2150.0, high], [-2150.0, high]];
        let sides = corners.iter().zip(corners.iter().cycle().skip(1));
        sides
            .flat_map(|(&a, &b)| straight(a, b, 60.0).into_iter().skip(1))
            .collect()
    };
    vec![
        ("DEMO-1", "Північний (демо)", band(870.0, 1800.0)),
        ("DEMO-2", "Прирічковий (демо)", band(-72.0, 870.0)),
        ("DEMO-3", "Зарічний (демо)", band(-1000.0, -72.0)),
    ]
}

/// Kind, name, position.
pub(crate) fn places() -> Vec<(&'static str, &'static str, Lattice)> {
    vec![
        ("quarter", "Демонстраційний квартал", [120.0, 440.0]),
        ("district", "Північний (демо)", [-300.0, 1130.0]),
        ("district", "Прирічковий (демо)", [-1400.0, 430.0]),
        ("district", "Зарічний (демо)", [-560.0, -440.0]),
        ("square", "площа Ратушна", SQUARE),
        ("square", "площа Вокзальна", [700.0, 1400.0]),
        ("stop", "Вокзал", [640.0, 1400.0]),
        ("stop", "Ратуша", [-60.0, 540.0]),
        ("stop", "Парк", [-560.0, 540.0]),
        ("stop", "Міст", [20.0, 0.0]),
        ("stop", "Заріччя", [20.0, -275.0]),
        ("stop", "Школа", [1150.0, 340.0]),
        ("stop", "Завод", [1380.0, 1620.0]),
        ("stop", "Мостова", [-1240.0, 340.0]),
        ("stop", "Лугова", [-1240.0, -605.0]),
    ]
}
