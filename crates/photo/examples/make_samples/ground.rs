//! What lies on the ground: asphalt and what becomes of it, grass, paving, rubber.

use crate::material::{Look, cell};
use crate::noise::{cloudy, cracks, hash, noise};
use crate::vector::{V, grey, mix, smooth, v};
use crate::weather::Weather;

#[derive(Clone, Copy)]
pub(crate) enum Kind {
    WornStreet,
    NewStreet,
    Playground,
    SchoolYard,
}

/// Potholes of the worn street: x, z, radius in metres.
const POTHOLES: [(f32, f32, f32); 9] = [
    (0.9, 6.6, 0.95),
    (-1.5, 8.6, 0.75),
    (2.3, 10.8, 0.7),
    (-2.4, 13.5, 1.0),
    (0.3, 16.0, 0.9),
    (1.7, 21.0, 1.2),
    (-1.0, 26.0, 1.1),
    (-2.2, 33.0, 1.3),
    (1.2, 40.0, 1.5),
];

/// Half of the road's width, in metres.
pub(crate) const KERB: f32 = 3.5;

fn grass(at: V, dry: f32) -> Look {
    let blades =
        noise(v(at.x * 38.0, 0.0, at.z * 17.0)) * 0.6 + noise(v(at.x * 90.0, 0.0, at.z * 55.0)) * 0.4;
    let green = mix(
        v(0.075, 0.145, 0.028),
        v(0.15, 0.21, 0.05),
        cloudy(v(at.x, 0.0, at.z) * 0.7, 4),
    );
    let colour = mix(
        green,
        v(0.26, 0.21, 0.12),
        smooth(0.62 - dry * 0.3, 0.8 - dry * 0.3, cloudy(at * 0.45, 4)),
    );
    Look::matt(colour * (0.5 + 0.95 * blades))
}

fn paving(at: V, size: f32, warm: V) -> Look {
    let row = (at.z / size).floor();
    let u = at.x / (size * 2.0) + 0.5 * row.rem_euclid(2.0);
    let (a, b) = (u.rem_euclid(1.0) * size * 2.0, at.z.rem_euclid(size));
    let gap = a.min(b).min(size * 2.0 - a).min(size - b);
    let stone = cell(u, row, 5);
    let colour = mix(grey(0.36), warm, smooth(0.55, 0.6, stone)) * (0.88 + 0.2 * cell(u, row, 9));
    Look::matt(colour * (0.62 + 0.38 * smooth(0.004, 0.014, gap)) * (0.9 + 0.2 * noise(at * 60.0)))
}

fn grit(at: V) -> f32 {
    noise(at * 55.0) * 0.6 + hash((at.x * 160.0) as i32, 0, (at.z * 160.0) as i32) * 0.4
}

fn new_asphalt(at: V) -> Look {
    let base = grey(0.05) * (0.75 + 0.5 * grit(at)) * (0.9 + 0.2 * cloudy(at * 0.25, 3));
    let stripe = (at.x + KERB) / 0.5;
    let zebra = (9.5..13.0).contains(&at.z) && at.x.abs() < 3.25 && stripe.rem_euclid(2.0) < 1.0;
    let dashes = at.x.abs() < 0.07 && at.z.rem_euclid(5.0) < 3.0 && !(7.0..16.0).contains(&at.z);
    let edge = (at.x.abs() - 3.15).abs() < 0.06 && !(9.0..13.5).contains(&at.z);
    if zebra || dashes || edge {
        return Look::matt(grey(0.72) * (0.85 + 0.2 * grit(at)));
    }
    Look::matt(base)
}

fn worn_asphalt(at: V, towards: V, weather: &Weather) -> Look {
    let flat = v(at.x, 0.0, at.z);
    let tone = mix(v(0.17, 0.16, 0.15), v(0.27, 0.255, 0.23), cloudy(flat * 0.7, 4));
    let patch = cell(at.x / 2.3 + 0.2, at.z / 3.1, 2) > 0.8;
    let mut colour = tone * (0.7 + 0.6 * grit(at)) * if patch { 0.62 } else { 1.0 };
    let lines = cracks(flat * 0.8, 0.011).max(0.8 * cracks(flat * 2.1 + v(3.0, 0.0, 1.0), 0.016));
    let alligator = smooth(0.5, 0.62, cloudy(flat * 0.35 + v(9.0, 0.0, 2.0), 3));
    let lines = lines.max(cracks(flat * 4.5, 0.035) * alligator);
    colour = mix(colour, grey(0.035), lines * 0.85);
    for (x, z, radius) in POTHOLES {
        let (dx, dz) = (at.x - x, (at.z - z) * 0.85);
        let ragged = 0.72 + 0.62 * cloudy(flat * 1.6 + v(x, 0.0, z), 4);
        let depth = (dx * dx + dz * dz).sqrt() / (radius * ragged);
        if depth < 0.6 * hash((x * 10.0) as i32, 0, (z * 10.0) as i32).mul_add(0.9, 0.3) {
            let ripple = v(
                noise(flat * 7.0) - 0.5,
                0.0,
                noise(flat * 7.0 + v(4.0, 0.0, 0.0)) - 0.5,
            );
            let mirrored = towards.mirrored((v(0.0, 1.0, 0.0) + ripple * 0.05).unit());
            let glancing = 0.16 + 0.42 * (1.0 + towards.y).clamp(0.0, 1.0).powi(2);
            return Look {
                albedo: v(0.06, 0.05, 0.04),
                glow: weather.sky(mirrored) * glancing,
            };
        }
        if depth < 1.0 {
            let stones = cell(at.x * 24.0, at.z * 24.0, 4);
            let soil = mix(v(0.10, 0.085, 0.07), v(0.24, 0.20, 0.16), stones * 0.7);
            let wet = smooth(0.5, 0.72, depth);
            colour = soil * (0.35 + 0.65 * wet) * smooth(1.12, 0.9, depth).mul_add(-0.35, 1.0);
        } else if depth < 1.07 {
            colour = colour * 0.45;
        }
    }
    Look::matt(colour)
}

fn rubber(at: V) -> Look {
    let spots: [(f32, f32, f32, V); 6] = [
        (-2.3, 7.4, 1.5, v(0.03, 0.16, 0.42)),
        (2.2, 6.3, 1.1, v(0.72, 0.46, 0.03)),
        (0.3, 9.9, 1.7, v(0.08, 0.30, 0.09)),
        (-3.6, 11.8, 1.2, v(0.72, 0.46, 0.03)),
        (3.6, 12.2, 1.4, v(0.03, 0.16, 0.42)),
        (-0.9, 4.9, 0.7, v(0.08, 0.30, 0.09)),
    ];
    let base = v(0.40, 0.11, 0.055);
    let colour = spots.into_iter().fold(base, |under, (x, z, radius, colour)| {
        let away = ((at.x - x).powi(2) + (at.z - z).powi(2)).sqrt();
        if away < radius {
            mix(under, colour, 0.95)
        } else {
            under
        }
    });
    let crumbs = hash((at.x * 120.0) as i32, 1, (at.z * 120.0) as i32);
    Look::matt(colour * (0.72 + 0.5 * crumbs) * (0.9 + 0.2 * cloudy(at * 0.6, 3)))
}

impl Kind {
    pub(crate) fn look(&self, at: V, towards: V, weather: &Weather) -> Look {
        let side = at.x.abs();
        match self {
            Self::NewStreet if side < KERB => new_asphalt(at),
            Self::NewStreet if (5.2..7.6).contains(&side) => paving(at, 0.2, v(0.42, 0.27, 0.20)),
            Self::NewStreet => grass(at, 0.0),
            Self::WornStreet if side < KERB => worn_asphalt(at, towards, weather),
            Self::WornStreet if (5.2..7.6).contains(&side) => {
                let grown = smooth(0.55, 0.66, cloudy(at * 0.9, 4));
                let path = grey(0.21) * (0.7 + 0.6 * grit(at)) * (1.0 - 0.7 * cracks(at * 1.5, 0.03));
                Look::matt(mix(path, grass(at, 0.5).albedo, grown))
            }
            Self::WornStreet => grass(at, 0.75),
            Self::Playground if side < 5.2 && (3.6..15.0).contains(&at.z) => rubber(at),
            Self::Playground if at.z < 3.4 => paving(at, 0.2, v(0.40, 0.27, 0.20)),
            Self::Playground | Self::SchoolYard if side >= 60.0 => grass(at, 0.3),
            Self::Playground => grass(at, 0.05),
            Self::SchoolYard if side < 2.2 || (-5.6..-2.6).contains(&at.z) => {
                paving(at, 0.25, v(0.44, 0.30, 0.24))
            }
            Self::SchoolYard => grass(at, 0.0),
        }
    }
}
