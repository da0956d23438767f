//! A playground and a school.

use crate::facade;
use crate::ground::Kind;
use crate::material::Material;
use crate::render::{Camera, Scene};
use crate::street::{block, flats, ground_of, rod, shrub, thing, tree};
use crate::vector::{V, grey, v};
use crate::weather::Weather;
use crate::world::{Group, Shape, Thing};

const RED: V = v(0.62, 0.05, 0.035);
const BLUE: V = v(0.03, 0.17, 0.52);
const YELLOW: V = v(0.85, 0.52, 0.03);
const GREEN: V = v(0.07, 0.38, 0.09);

fn sheet(corner: V, along: V, across: V, colour: V) -> Thing {
    thing(
        Shape::Sheet {
            corner,
            along,
            across,
        },
        Material::Paint(colour),
    )
}

/// A tower on four posts with a gabled roof, a ladder and a slide towards the viewer.
fn tower(foot: V) -> Group {
    let at = |x, y, z| foot + v(x, y, z);
    let mut things = Vec::new();
    for (x, z) in [(-0.8, 0.0), (0.8, 0.0), (-0.8, 1.6), (0.8, 1.6)] {
        things.push(rod(at(x, 0.0, z), at(x, 3.1, z), 0.065, Material::Paint(BLUE)));
    }
    things.push(block(
        at(-0.85, 1.42, -0.05),
        at(0.85, 1.52, 1.65),
        Material::Wood,
    ));
    for side in [-1.0, 1.0] {
        things.push(sheet(
            at(side * 1.15, 2.85, -0.3),
            v(0.0, 0.0, 2.2),
            v(-side * 1.15, 0.95, 0.0),
            RED,
        ));
        things.push(block(
            at(side * 0.8 - 0.03, 1.75, 0.1),
            at(side * 0.8 + 0.03, 2.3, 1.5),
            Material::Paint(YELLOW),
        ));
        let rail = v(side * 0.42, 0.0, 0.0);
        things.push(sheet(
            at(0.0, 1.5, 0.0) + rail,
            v(0.0, -1.32, -2.7),
            v(0.0, 0.26, 0.0),
            v(0.75, 0.42, 0.02),
        ));
        things.push(rod(
            at(0.8, 0.0, 0.8 + side * 0.35) + v(0.75, 0.0, 0.0),
            at(0.8, 1.5, 0.8 + side * 0.35),
            0.035,
            Material::Paint(RED),
        ));
    }
    things.push(sheet(
        at(-0.42, 1.5, 0.0),
        v(0.84, 0.0, 0.0),
        v(0.0, -1.32, -2.7),
        YELLOW,
    ));
    things.push(sheet(
        at(-0.42, 0.18, -2.7),
        v(0.84, 0.0, 0.0),
        v(0.0, -0.02, -0.6),
        YELLOW,
    ));
    for step in 1..5 {
        let t = step as f32 / 5.0;
        let x = 1.55 - 0.75 * t;
        things.push(rod(
            at(x, 1.5 * t, 0.45),
            at(x, 1.5 * t, 1.15),
            0.03,
            Material::Paint(RED),
        ));
    }
    things.push(block(
        at(-0.8, 1.75, 1.57),
        at(0.8, 2.3, 1.63),
        Material::Paint(GREEN),
    ));
    Group::new(things)
}

fn swing(foot: V) -> Group {
    let at = |x, y, z| foot + v(x, y, z);
    let mut things = vec![rod(
        at(-1.7, 2.4, 0.0),
        at(1.7, 2.4, 0.0),
        0.06,
        Material::Paint(GREEN),
    )];
    for side in [-1.7, 1.7] {
        for lean in [-0.75, 0.75] {
            things.push(rod(
                at(side, 0.0, lean),
                at(side, 2.4, 0.0),
                0.055,
                Material::Paint(GREEN),
            ));
        }
    }
    for seat in [-0.8, 0.8] {
        for chain in [-0.24, 0.24] {
            things.push(rod(
                at(seat + chain, 0.55, 0.0),
                at(seat + chain, 2.4, 0.0),
                0.014,
                Material::Paint(grey(0.3)),
            ));
        }
        things.push(block(
            at(seat - 0.28, 0.5, -0.12),
            at(seat + 0.28, 0.56, 0.12),
            Material::Paint(RED),
        ));
    }
    Group::new(things)
}

fn sandbox(low: V, size: f32) -> Group {
    let high = low + v(size, 0.28, size);
    let board = |a: V, b: V| block(a, b, Material::Wood);
    Group::new(vec![
        board(low, v(high.x, high.y, low.z + 0.14)),
        board(v(low.x, 0.0, high.z - 0.14), high),
        board(low, v(low.x + 0.14, high.y, high.z)),
        board(v(high.x - 0.14, 0.0, low.z), high),
        block(
            low,
            v(high.x, 0.17, high.z),
            Material::Concrete(v(0.72, 0.58, 0.36)),
        ),
    ])
}

fn bench(foot: V) -> Group {
    let at = |x, y, z| foot + v(x, y, z);
    let mut things = vec![
        block(
            at(0.0, 0.0, 0.2),
            at(0.1, 0.42, 1.5),
            Material::Concrete(grey(0.5)),
        ),
        block(at(-0.3, 0.42, 0.0), at(0.2, 0.48, 1.7), Material::Wood),
    ];
    things.push(block(at(-0.34, 0.55, 0.0), at(-0.3, 0.85, 1.7), Material::Wood));
    Group::new(things)
}

fn fence(z: f32, half: f32) -> Group {
    let colours = [RED, YELLOW, BLUE, GREEN];
    let posts = (0..(half * 2.0 / 0.24) as i32)
        .zip(colours.into_iter().cycle())
        .map(|(i, colour)| {
            let x = i as f32 * 0.24 - half;
            block(v(x, 0.0, z), v(x + 0.1, 0.78, z + 0.03), Material::Paint(colour))
        });
    let rails = [0.2, 0.6].map(|y| {
        block(
            v(-half, y, z + 0.03),
            v(half, y + 0.06, z + 0.06),
            Material::Paint(grey(0.6)),
        )
    });
    Group::new(posts.chain(rails).collect())
}

pub(crate) fn playground() -> Scene {
    let green = v(0.085, 0.175, 0.035);
    let mut groups = vec![
        ground_of(Kind::Playground),
        tower(v(1.2, 0.0, 10.2)),
        swing(v(-2.4, 0.0, 12.2)),
        sandbox(v(-4.3, 0.0, 5.9), 2.0),
        bench(v(4.4, 0.0, 6.2)),
        fence(15.4, 8.0),
        flats(
            v(-9.6, 0.0, 42.0),
            v(19.2, 26.2, 55.0),
            v(0.66, 0.50, 0.36),
            8,
            100.0,
        ),
        flats(
            v(-34.0, 0.0, 36.0),
            v(-19.0, 15.0, 66.0),
            v(0.58, 0.55, 0.50),
            9,
            -19.0,
        ),
    ];
    let balls = [(-1.3, 5.6, RED), (0.5, 6.7, BLUE), (-3.1, 6.9, YELLOW)];
    groups.push(Group::new(
        balls
            .into_iter()
            .map(|(x, z, colour)| {
                let rise = if x < -2.5 { 0.32 } else { 0.14 };
                thing(
                    Shape::Ball {
                        centre: v(x, rise, z),
                        radius: 0.14,
                    },
                    Material::Paint(colour),
                )
            })
            .collect(),
    ));
    let trees = [
        (-6.6, 18.0, 8.5),
        (-2.2, 22.0, 7.6),
        (6.8, 17.5, 9.4),
        (3.4, 25.0, 8.0),
        (-10.0, 25.0, 10.0),
        (10.5, 26.0, 10.0),
    ];
    for (seed, (x, z, height)) in (100..).zip(trees) {
        groups.push(tree(v(x, 0.0, z), height, green, seed));
    }
    for (seed, x) in (120..).zip([-5.2, -3.6, 4.3, 5.6]) {
        groups.push(shrub(v(x, 0.0, 16.6), 0.8, green, seed));
    }
    Scene {
        camera: Camera {
            at: v(-0.3, 1.75, -0.6),
            towards: v(0.01, 0.03, 1.0),
            reach: 0.72,
            exposure: 0.92,
        },
        weather: Weather::sunny(v(-0.62, 0.78, -0.45)),
        groups,
    }
}

pub(crate) fn school() -> Scene {
    let wall = || Material::Wall(facade::Kind::School);
    let trim = || Material::Wall(facade::Kind::Plaster(grey(0.62)));
    let mut house = vec![
        block(v(-34.0, 0.0, 6.0), v(34.0, 8.1, 20.0), wall()),
        block(v(-34.3, 8.1, 5.7), v(34.3, 8.6, 20.3), trim()),
        block(v(-8.5, 0.0, 4.0), v(8.5, 11.4, 18.0), wall()),
        block(v(-8.8, 11.4, 3.7), v(8.8, 12.0, 18.3), trim()),
        // The entrance: steps, columns, a canopy, doors and the plate.
        block(v(-4.6, 3.75, 0.6), v(4.6, 4.25, 4.0), trim()),
        block(
            v(-3.2, 0.0, 3.93),
            v(3.2, 3.75, 4.0),
            Material::Concrete(v(0.55, 0.50, 0.42)),
        ),
        block(v(-2.2, 0.45, 3.86), v(2.2, 3.1, 3.93), Material::Glass),
    ];
    for step in 0..3 {
        let (out, high) = (step as f32 * 0.4, 0.45 - step as f32 * 0.15);
        house.push(block(
            v(-4.6 - out, 0.0, 0.6 - out),
            v(4.6 + out, high, 4.0),
            Material::Concrete(grey(0.48)),
        ));
    }
    for x in [-4.1, -1.6, 1.6, 4.1] {
        house.push(rod(
            v(x, 0.4, 0.95),
            v(x, 3.8, 0.95),
            0.2,
            Material::Concrete(grey(0.68)),
        ));
    }
    for x in [-2.2, -1.1, 0.0, 1.1, 2.16] {
        house.push(block(
            v(x - 0.05, 0.45, 3.8),
            v(x + 0.05, 3.1, 3.87),
            Material::Paint(grey(0.75)),
        ));
    }
    let (left, top, dot) = (-1.65, 5.62, 0.1);
    house.push(thing(
        Shape::Sheet {
            corner: v(left, top - dot * 11.0, 3.9),
            along: v(dot * 33.0, 0.0, 0.0),
            across: v(0.0, dot * 11.0, 0.0),
        },
        Material::Plate { left, top, dot },
    ));
    let pole = v(-7.2, 0.0, -2.0);
    let flag = Group::new(vec![
        rod(pole, pole + v(0.0, 8.4, 0.0), 0.06, Material::Paint(grey(0.7))),
        thing(
            Shape::Sheet {
                corner: pole + v(0.06, 6.7, 0.0),
                along: v(2.3, -0.18, -0.5),
                across: v(0.0, 1.55, 0.0),
            },
            Material::Flag { low: 6.6, high: 8.2 },
        ),
    ]);
    let green = v(0.08, 0.17, 0.035);
    let mut groups = vec![Group::new(house), flag, ground_of(Kind::SchoolYard)];
    let kerb = |x: f32| {
        block(
            v(x - 0.07, 0.0, -40.0),
            v(x + 0.07, 0.1, -5.7),
            Material::Concrete(grey(0.55)),
        )
    };
    groups.push(Group::new(vec![kerb(-2.25), kerb(2.25)]));
    for (seed, (x, z, height)) in (200..).zip([
        (-13.5, -4.5, 8.0),
        (14.0, -1.5, 8.8),
        (21.0, 0.5, 9.2),
        (-22.0, 1.0, 9.6),
        (-30.0, 30.0, 15.0),
        (26.0, 32.0, 15.0),
        (8.0, 34.0, 16.0),
    ]) {
        groups.push(tree(v(x, 0.0, z), height, green, seed));
    }
    for (seed, x) in (220..).zip([-13.0, -11.6, -10.2, -6.4, 6.4, 9.6, 11.0, 12.4]) {
        groups.push(shrub(v(x, 0.0, 2.6), 0.75, green, seed));
    }
    for (seed, z) in (240..).zip([-14.0, -12.4, -10.8, -9.2, -7.6]) {
        for (side, colour) in [(-3.0, v(0.62, 0.06, 0.07)), (3.0, v(0.80, 0.50, 0.05))] {
            groups.push(shrub(v(side, 0.0, z), 0.36, colour, seed));
            groups.push(shrub(v(side + side * 0.17, 0.0, z + 0.7), 0.32, green, seed + 50));
        }
    }
    Scene {
        camera: Camera {
            at: v(-5.6, 1.9, -21.0),
            towards: v(0.24, 0.095, 1.0),
            reach: 0.53,
            exposure: 0.9,
        },
        weather: Weather::sunny(v(-0.52, 0.72, -0.62)),
        groups,
    }
}
