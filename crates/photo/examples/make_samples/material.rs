//! How surfaces look: colour by place, drawn by formulas instead of pictures.

use crate::facade;
use crate::ground;
use crate::noise::{cloudy, hash, noise};
use crate::vector::{V, grey, mix, v};
use crate::weather::Weather;

pub(crate) enum Material {
    /// Painted metal or plastic, with a little gloss.
    Paint(V),
    Concrete(V),
    Bark,
    Leaves(V),
    Wood,
    Ground(ground::Kind),
    Wall(facade::Kind),
    Glass,
    /// Blue above, yellow below, by height between the two.
    Flag {
        low: f32,
        high: f32,
    },
    /// White letters on blue: a plate from this corner, with this width of a letter's dot.
    Plate {
        left: f32,
        top: f32,
        dot: f32,
    },
    /// A pedestrian crossing's sign: from this corner, with this side.
    Crossing {
        left: f32,
        top: f32,
        side: f32,
    },
}

/// What a surface gives back: a share of the light that falls on it, and what it mirrors.
pub(crate) struct Look {
    pub(crate) albedo: V,
    pub(crate) glow: V,
}

impl Look {
    pub(crate) fn matt(albedo: V) -> Self {
        Self {
            albedo,
            glow: V::default(),
        }
    }
}

/// ШКОЛА in dots, five by seven a letter.
const LETTERS: [[&str; 7]; 5] = [
    ["#.#.#", "#.#.#", "#.#.#", "#.#.#", "#.#.#", "#.#.#", "#####"],
    ["#...#", "#..#.", "#.#..", "##...", "#.#..", "#..#.", "#...#"],
    [".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###."],
    ["..###", ".#..#", ".#..#", ".#..#", ".#..#", ".#..#", "#...#"],
    ["..#..", ".#.#.", "#...#", "#...#", "#####", "#...#", "#...#"],
];

fn letter_dot(column: i32, row: i32) -> bool {
    let (letter, within) = (column.div_euclid(6), column.rem_euclid(6));
    let line = usize::try_from(letter)
        .ok()
        .and_then(|i| LETTERS.get(i))
        .zip(usize::try_from(row).ok());
    line.and_then(|(rows, row)| rows.get(row)?.as_bytes().get(usize::try_from(within).ok()?)) == Some(&b'#')
}

impl Material {
    pub(crate) fn look(&self, at: V, normal: V, towards: V, weather: &Weather) -> Look {
        match self {
            Self::Paint(colour) => {
                let mirrored = weather.sky(towards.mirrored(normal));
                let glancing = (1.0 + towards.dot(normal)).clamp(0.0, 1.0).powi(4);
                Look {
                    albedo: *colour * (0.92 + 0.16 * noise(at * 6.0)),
                    glow: mirrored * (0.03 + 0.25 * glancing),
                }
            }
            Self::Concrete(colour) => {
                let stain = cloudy(at * 1.3, 4) * 0.35 + noise(at * 70.0) * 0.2;
                Look::matt(*colour * (0.72 + stain))
            }
            Self::Bark => {
                let groove = noise(v(at.x * 22.0, at.y * 3.0, at.z * 22.0));
                Look::matt(v(0.13, 0.095, 0.07) * (0.5 + groove))
            }
            Self::Leaves(colour) => {
                let shade = 0.45 + 0.75 * noise(at * 6.5) + 0.35 * noise(at * 27.0) - 0.15;
                let yellow = noise(at * 0.8);
                Look::matt(
                    mix(
                        *colour,
                        v(colour.y * 0.95, colour.y, colour.z * 0.7),
                        yellow * 0.6,
                    ) * shade,
                )
            }
            Self::Wood => {
                let grain = noise(v(at.x * 2.0, at.y * 45.0, at.z * 45.0));
                Look::matt(v(0.42, 0.25, 0.11) * (0.7 + 0.5 * grain))
            }
            Self::Ground(kind) => kind.look(at, towards, weather),
            Self::Wall(kind) => kind.look(at, normal, towards, weather),
            Self::Glass => facade::glass(at, normal, towards, weather, 0.5),
            Self::Flag { low, high } => {
                let wave = 0.85 + 0.3 * noise(v(at.x * 3.0, at.y, at.z));
                let blue = at.y > (low + high) * 0.5;
                Look::matt(
                    if blue {
                        v(0.02, 0.13, 0.50)
                    } else {
                        v(0.85, 0.60, 0.02)
                    } * wave,
                )
            }
            Self::Plate { left, top, dot } => {
                let (column, row) = (
                    ((at.x - left) / dot).floor() as i32 - 2,
                    ((top - at.y) / dot).floor() as i32 - 2,
                );
                Look::matt(if letter_dot(column, row) {
                    grey(0.85)
                } else {
                    v(0.02, 0.10, 0.34)
                })
            }
            Self::Crossing { left, top, side } => {
                let (u, w) = ((at.x - left) / side, (top - at.y) / side);
                let triangle = w > 0.14 && w < 0.86 && (u - 0.5).abs() < (w - 0.14) * 0.55;
                let walker = (u - 0.5).abs() < 0.05 + 0.12 * (w - 0.45).max(0.0) && (0.38..0.8).contains(&w);
                let colour = match (triangle, walker) {
                    (true, true) => grey(0.03),
                    (true, false) => grey(0.85),
                    _ => v(0.02, 0.12, 0.45),
                };
                Look::matt(colour)
            }
        }
    }
}

/// A number of its own for each cell of a grid.
pub(crate) fn cell(u: f32, w: f32, seed: i32) -> f32 {
    hash(u.floor() as i32, w.floor() as i32, seed)
}
