//! Walls with windows.

use crate::material::{Look, cell};
use crate::noise::{cloudy, noise};
use crate::vector::{V, grey, mix, smooth, v};
use crate::weather::Weather;

#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A block of flats of concrete panels in this tint; `seed` tells houses apart.
    Panels { tint: V, seed: i32 },
    /// A school with new insulation: cream plaster with bands of colour.
    School,
    /// A garden wall or a roof's edge.
    Plaster(V),
}

struct Window {
    pane: f32,
    storey: f32,
    sill: f32,
    width: f32,
    height: f32,
    base: f32,
}

const FLAT: Window = Window {
    pane: 3.2,
    storey: 2.8,
    sill: 0.85,
    width: 1.55,
    height: 1.5,
    base: 1.0,
};
const CLASSROOM: Window = Window {
    pane: 3.4,
    storey: 3.5,
    sill: 1.0,
    width: 2.4,
    height: 1.95,
    base: 0.5,
};

enum Part {
    Wall,
    Frame,
    Glass(f32),
    Sill,
}

impl Window {
    /// Which part of the wall a point is, `u` metres along it and `height` above the ground.
    fn part(&self, u: f32, height: f32, top: f32) -> Part {
        let above = height - self.base;
        if above < 0.0 || height > top {
            return Part::Wall;
        }
        let (x, y) = (
            u.rem_euclid(self.pane) - self.pane * 0.5,
            above.rem_euclid(self.storey) - self.sill,
        );
        let half = self.width * 0.5;
        if x.abs() < half + 0.08 && (-0.09..0.0).contains(&y) {
            return Part::Sill;
        }
        if x.abs() > half || !(0.0..self.height).contains(&y) {
            return Part::Wall;
        }
        let post = (x - half * 0.3).abs() < 0.05 || x.abs() > half - 0.07;
        let rail =
            y < 0.07 || y > self.height - 0.07 || (y - self.height * 0.72).abs() < 0.035 && x > half * 0.3;
        if post || rail {
            Part::Frame
        } else {
            Part::Glass(y / self.height)
        }
    }
}

/// A pane: the sky in it, and behind it a room or a curtain.
pub(crate) fn glass(at: V, normal: V, towards: V, weather: &Weather, height: f32) -> Look {
    let uneven = v(
        noise(at * 0.7),
        noise(at * 0.6 + v(5.0, 0.0, 0.0)),
        noise(at * 0.7 + v(0.0, 9.0, 0.0)),
    );
    let mirrored = towards.mirrored((normal + (uneven - grey(0.5)) * 0.06).unit());
    let seen = if mirrored.y > 0.02 {
        weather.sky(mirrored)
    } else {
        v(0.16, 0.20, 0.14)
    };
    let glancing = 0.14 + 0.8 * (1.0 + towards.dot(normal)).clamp(0.0, 1.0).powi(3);
    Look {
        albedo: grey(0.04 + 0.03 * height),
        glow: seen * glancing,
    }
}

impl Kind {
    pub(crate) fn look(&self, at: V, normal: V, towards: V, weather: &Weather) -> Look {
        let along = if normal.x.abs() > 0.5 { at.z } else { at.x };
        let rough = 0.9 + 0.12 * noise(at * 40.0) + 0.08 * noise(at * 9.0);
        if normal.y.abs() > 0.5 {
            return Look::matt(grey(0.22) * rough);
        }
        match *self {
            Self::Plaster(colour) => Look::matt(colour * rough),
            Self::Panels { tint, seed } => {
                let curtain = cell(along / FLAT.pane, (at.y - FLAT.base) / FLAT.storey, seed);
                match FLAT.part(along, at.y, 200.0) {
                    Part::Wall => {
                        let seam = along
                            .rem_euclid(FLAT.pane)
                            .min((at.y - FLAT.base).rem_euclid(FLAT.storey));
                        let joint = 1.0 - 0.35 * (1.0 - smooth(0.02, 0.06, seam));
                        let streaks = 0.86 + 0.26 * cloudy(v(along * 1.1, at.y * 0.16, 3.0 + seed as f32), 4);
                        let panel =
                            0.95 + 0.1 * cell(along / FLAT.pane, (at.y - FLAT.base) / FLAT.storey, seed + 7);
                        let plinth = if at.y < FLAT.base { 0.55 } else { 1.0 };
                        Look::matt(tint * (rough * joint * streaks * panel * plinth))
                    }
                    Part::Sill => Look::matt(grey(0.42)),
                    Part::Frame if curtain > 0.3 => Look::matt(grey(0.72)),
                    Part::Frame => Look::matt(v(0.24, 0.15, 0.09)),
                    Part::Glass(height) => {
                        let mut look = glass(at, normal, towards, weather, height);
                        if curtain > 0.45 {
                            let folds = 0.7 + 0.3 * noise(v(along * 14.0, 0.0, curtain * 90.0));
                            let cloth = mix(v(0.42, 0.40, 0.36), v(0.36, 0.24, 0.2), (curtain - 0.45) * 1.2);
                            look.albedo = cloth * (folds * 0.75);
                        }
                        look
                    }
                }
            }
            Self::School => match CLASSROOM.part(along, at.y, 10.4) {
                Part::Wall => {
                    let above = at.y - CLASSROOM.base;
                    let band = above.rem_euclid(CLASSROOM.storey);
                    let beside = (0.95..3.0).contains(&band) && above > 0.0 && at.y < 10.4;
                    let colour = if at.y < CLASSROOM.base + 0.1 {
                        v(0.26, 0.20, 0.17)
                    } else if beside && cell(along / CLASSROOM.pane + 0.5, above / CLASSROOM.storey, 3) > 0.45
                    {
                        v(0.80, 0.44, 0.10)
                    } else {
                        v(0.78, 0.70, 0.52)
                    };
                    Look::matt(colour * (rough * (0.94 + 0.1 * cloudy(at * 0.5, 3))))
                }
                Part::Sill => Look::matt(grey(0.75)),
                Part::Frame => Look::matt(grey(0.80)),
                Part::Glass(height) => glass(at, normal, towards, weather, height),
            },
        }
    }
}
