//! A street, before its repair and after it, from the same spot.

use crate::facade;
use crate::ground::{KERB, Kind};
use crate::material::Material;
use crate::noise::hash;
use crate::render::{Camera, Scene};
use crate::vector::{V, grey, v};
use crate::weather::Weather;
use crate::world::{Group, Shape, Thing};

pub(crate) fn thing(shape: Shape, material: Material) -> Thing {
    Thing { shape, material }
}

pub(crate) fn block(low: V, high: V, material: Material) -> Thing {
    thing(Shape::Block { low, high }, material)
}

pub(crate) fn rod(from: V, to: V, radius: f32, material: Material) -> Thing {
    thing(Shape::Rod { from, to, radius }, material)
}

/// A tree: a trunk, and balls of leaves heaped in a crown.
pub(crate) fn tree(foot: V, height: f32, green: V, seed: i32) -> Group {
    let mut things = vec![rod(
        foot,
        foot + v(0.05, height * 0.62, 0.0),
        0.035 * height,
        Material::Bark,
    )];
    let crown = foot + v(0.0, height * 0.66, 0.0);
    for i in 0..64 {
        let (a, b, c) = (hash(seed, i, 1), hash(seed, i, 2), hash(seed, i, 3));
        let around = a * std::f32::consts::TAU;
        let rise = (b - 0.42) * height * 0.58;
        let narrow = 1.0 - (rise / (height * 0.42)).abs().powi(2) * 0.75;
        let out = height * 0.27 * c.sqrt() * narrow;
        let centre = crown + v(around.cos() * out, rise, around.sin() * out);
        let radius = height * (0.05 + 0.05 * hash(seed, i, 4));
        let tint = green * (0.8 + 0.4 * hash(seed, i, 5));
        things.push(thing(Shape::Leaves { centre, radius }, Material::Leaves(tint)));
    }
    Group::new(things)
}

pub(crate) fn shrub(foot: V, size: f32, green: V, seed: i32) -> Group {
    let balls = (0..7).map(|i| {
        let (a, c) = (hash(seed, i, 11) * std::f32::consts::TAU, hash(seed, i, 12));
        let centre = foot
            + v(
                a.cos() * size * c,
                size * (0.3 + 0.35 * hash(seed, i, 13)),
                a.sin() * size * c,
            );
        thing(
            Shape::Leaves {
                centre,
                radius: size * 0.52,
            },
            Material::Leaves(green),
        )
    });
    Group::new(balls.collect())
}

/// A block of flats whose balconies look along x (towards the road).
pub(crate) fn flats(low: V, high: V, tint: V, seed: i32, balconies_at: f32) -> Group {
    let mut things = vec![
        block(low, high, Material::Wall(facade::Kind::Panels { tint, seed })),
        block(
            v(low.x - 0.3, high.y, low.z - 0.3),
            v(high.x + 0.3, high.y + 0.5, high.z + 0.3),
            Material::Wall(facade::Kind::Plaster(grey(0.30))),
        ),
    ];
    let out = if balconies_at > (low.x + high.x) * 0.5 {
        1.1
    } else {
        -1.1
    };
    let bays = ((high.z - low.z) / 3.2) as i32;
    for bay in (1..bays).step_by(4) {
        for storey in 1..((high.y - 1.0) / 2.8) as i32 {
            // Windows stand in the grid of the whole world, so balconies do too.
            let z = ((low.z / 3.2).ceil() + bay as f32) * 3.2;
            let y = 1.0 + storey as f32 * 2.8;
            let (near, far) = (
                balconies_at.min(balconies_at + out),
                balconies_at.max(balconies_at + out),
            );
            let chance = hash(bay, storey, seed);
            let rail = if chance > 0.6 {
                tint * 0.7
            } else {
                v(0.34, 0.40, 0.45)
            };
            things.push(block(
                v(near, y - 0.1, z + 0.2),
                v(far, y + 1.0, z + 3.0),
                Material::Concrete(rail),
            ));
            if chance > 0.35 {
                things.push(block(
                    v(near + 0.05, y + 1.0, z + 0.25),
                    v(far - 0.05, y + 2.45, z + 2.95),
                    Material::Glass,
                ));
            }
        }
    }
    Group::new(things)
}

fn lamp(foot: V, side: f32, colour: V) -> Group {
    let top = foot + v(0.0, 7.5, 0.0);
    let head = top + v(side * 1.9, 0.35, 0.0);
    let paint = || Material::Paint(colour);
    Group::new(vec![
        rod(foot, top, 0.08, paint()),
        rod(top, head, 0.05, paint()),
        block(head + v(-0.3, -0.08, -0.13), head + v(0.3, 0.05, 0.13), paint()),
        rod(foot, foot + v(0.0, 1.0, 0.0), 0.13, paint()),
    ])
}

fn crossing_sign(foot: V) -> Group {
    let side = 0.75;
    let (left, top) = (foot.x - side * 0.5, 3.2);
    let corner = v(left, top - side, foot.z - 0.06);
    Group::new(vec![
        rod(foot, foot + v(0.0, 3.2, 0.0), 0.04, Material::Paint(grey(0.55))),
        thing(
            Shape::Sheet {
                corner,
                along: v(side, 0.0, 0.0),
                across: v(0.0, side, 0.0),
            },
            Material::Crossing { left, top, side },
        ),
    ])
}

fn surroundings(greens: [V; 2]) -> Vec<Group> {
    let mut groups = vec![
        flats(
            v(-26.0, 0.0, 12.0),
            v(-13.0, 15.0, 57.6),
            v(0.56, 0.51, 0.44),
            1,
            -13.0,
        ),
        flats(
            v(-26.0, 0.0, 70.4),
            v(-13.0, 15.0, 118.0),
            v(0.52, 0.53, 0.54),
            2,
            -13.0,
        ),
        flats(
            v(17.0, 0.0, 32.0),
            v(30.0, 26.2, 64.0),
            v(0.60, 0.53, 0.48),
            3,
            17.0,
        ),
        flats(
            v(15.0, 0.0, 83.2),
            v(27.0, 15.0, 128.0),
            v(0.55, 0.50, 0.42),
            4,
            15.0,
        ),
        flats(
            v(-24.0, 0.0, 150.0),
            v(24.0, 26.2, 163.0),
            v(0.55, 0.54, 0.52),
            5,
            100.0,
        ),
    ];
    let trees = [
        (9.4, 9.5, 8.4),
        (10.2, 17.5, 9.6),
        (9.3, 27.0, 8.2),
        (10.0, 38.0, 10.2),
        (9.6, 50.0, 9.4),
        (9.5, 66.0, 9.8),
        (9.8, 84.0, 9.0),
        (-9.4, 20.0, 6.6),
        (-9.2, 31.0, 7.4),
        (-9.6, 43.0, 7.0),
        (-9.3, 58.0, 8.0),
        (-9.5, 74.0, 8.2),
        (-9.5, 96.0, 8.5),
        (-4.5, 136.0, 10.0),
        (5.5, 138.0, 11.0),
        (0.5, 141.0, 9.0),
    ];
    for (seed, (x, z, height)) in (0..).zip(trees) {
        let green = if seed % 3 == 0 { greens[0] } else { greens[1] };
        groups.push(tree(v(x, 0.0, z), height, green, seed));
    }
    for (seed, z) in (40..).zip([14.5, 18.0, 23.5, 29.0, 35.0, 41.5, 48.0]) {
        groups.push(shrub(v(-11.2, 0.0, z), 1.2, greens[1], seed));
    }
    groups
}

fn kerbs(colour: V) -> Group {
    let stone = || Material::Concrete(colour);
    Group::new(vec![
        block(v(KERB, 0.0, -5.0), v(KERB + 0.16, 0.14, 130.0), stone()),
        block(v(-KERB - 0.16, 0.0, -5.0), v(-KERB, 0.14, 130.0), stone()),
    ])
}

fn ground(kind: Kind) -> Group {
    Group::new(vec![thing(Shape::Ground, Material::Ground(kind))])
}

pub(crate) fn ground_of(kind: Kind) -> Group {
    ground(kind)
}

fn camera(exposure: f32) -> Camera {
    Camera {
        at: v(1.1, 2.5, -0.5),
        towards: v(-0.09, -0.07, 1.0),
        reach: 0.56,
        exposure,
    }
}

pub(crate) fn before() -> Scene {
    let mut groups = surroundings([v(0.11, 0.15, 0.045), v(0.085, 0.13, 0.04)]);
    groups.push(ground(Kind::WornStreet));
    groups.push(kerbs(v(0.27, 0.25, 0.22)));
    for (side, z) in [(1.0, 24.0), (-1.0, 46.0), (1.0, 70.0)] {
        groups.push(lamp(v(side * 4.5, 0.0, z), -side, v(0.20, 0.19, 0.18)));
    }
    Scene {
        camera: camera(1.0),
        weather: Weather::overcast(v(0.5, 0.8, -0.4)),
        groups,
    }
}

pub(crate) fn after() -> Scene {
    let mut groups = surroundings([v(0.11, 0.20, 0.04), v(0.075, 0.165, 0.035)]);
    groups.push(ground(Kind::NewStreet));
    groups.push(kerbs(v(0.58, 0.57, 0.55)));
    for z in [19.0, 44.0, 69.0, 94.0] {
        groups.push(lamp(v(4.5, 0.0, z), -1.0, v(0.22, 0.25, 0.28)));
        groups.push(lamp(v(-4.5, 0.0, z + 5.0), 1.0, v(0.22, 0.25, 0.28)));
    }
    groups.push(crossing_sign(v(4.35, 0.0, 9.1)));
    groups.push(crossing_sign(v(-4.35, 0.0, 13.6)));
    Scene {
        camera: camera(0.92),
        weather: Weather::sunny(v(0.62, 0.72, -0.52)),
        groups,
    }
}
