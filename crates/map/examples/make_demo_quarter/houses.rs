//! Houses along the streets: by the zone that the street runs through, wherever they fit.

use std::collections::HashMap;

use crate::ground::{Chance, Lattice, Metres, inside};
use crate::plan::{Area, Road, RoadKind};

pub(crate) struct House {
    pub(crate) outline: Vec<Metres>,
    /// Street and number.
    pub(crate) address: (&'static str, String),
}

/// What stands along a street, metres, each from–to.
struct Zone {
    length: [f64; 2],
    depth: [f64; 2],
    gap: [f64; 2],
    setback: [f64; 2],
    /// How many of a hundred have a wing, and a second house behind.
    winged: f64,
    behind: f64,
}

const COTTAGES: Zone = Zone {
    length: [9.0, 14.0],
    depth: [8.0, 11.0],
    gap: [16.0, 32.0],
    setback: [5.0, 9.0],
    winged: 30.0,
    behind: 0.0,
};
const CENTRE: Zone = Zone {
    length: [26.0, 58.0],
    depth: [13.0, 16.0],
    gap: [7.0, 20.0],
    setback: [5.0, 8.0],
    winged: 35.0,
    behind: 35.0,
};
const SLABS: Zone = Zone {
    length: [56.0, 96.0],
    depth: [12.0, 14.0],
    gap: [26.0, 48.0],
    setback: [14.0, 22.0],
    winged: 12.0,
    behind: 85.0,
};
const WORKS: Zone = Zone {
    length: [45.0, 120.0],
    depth: [28.0, 52.0],
    gap: [22.0, 50.0],
    setback: [12.0, 18.0],
    winged: 25.0,
    behind: 30.0,
};

fn zone([u, v]: Lattice) -> &'static Zone {
    if v > 1450.0 {
        &WORKS
    } else if v < -100.0 || (u > 1150.0 && v < 860.0 && v != 540.0) || (u < -980.0 && v < 330.0) {
        &COTTAGES
    } else if u < -360.0 || v > 1060.0 || u > 1150.0 {
        &SLABS
    } else {
        &CENTRE
    }
}

/// A rectangle on the ground: its middle, the unit vector along it, half of its length and depth.
#[derive(Clone, Copy)]
struct Plot {
    middle: Metres,
    along: Metres,
    half: [f64; 2],
}

impl Plot {
    fn at(&self, [a, b]: [f64; 2]) -> Metres {
        let [x, y] = self.along;
        [self.middle[0] + a * x - b * y, self.middle[1] + a * y + b * x]
    }

    fn corners(&self) -> [Metres; 4] {
        let [a, b] = self.half;
        [
            self.at([-a, -b]),
            self.at([a, -b]),
            self.at([a, b]),
            self.at([-a, b]),
        ]
    }

    fn reach(&self) -> f64 {
        self.half[0].hypot(self.half[1])
    }

    /// Whether two plots come nearer than `space`, by separating axes.
    fn meets(&self, other: &Self, space: f64) -> bool {
        [self, other].into_iter().all(|plot| {
            [plot.along, [-plot.along[1], plot.along[0]]]
                .into_iter()
                .all(|[x, y]| {
                    let span = |of: &Self| {
                        let on = of.corners().map(|at| at[0] * x + at[1] * y);
                        (
                            on.into_iter().fold(f64::MAX, f64::min),
                            on.into_iter().fold(f64::MIN, f64::max),
                        )
                    };
                    let ((a0, a1), (b0, b1)) = (span(self), span(other));
                    a0 - space < b1 && b0 - space < a1
                })
        })
    }

    /// The outline, with a wing cut out of the side away from the street when there is one.
    fn outline(&self, wing: Option<[f64; 2]>) -> Vec<Metres> {
        let [a, b] = self.half;
        match wing {
            None => self.corners().to_vec(),
            Some([from, depth]) => [
                [-a, -b],
                [a, -b],
                [a, b - depth],
                [from, b - depth],
                [from, b],
                [-a, b],
            ]
            .map(|at| self.at(at))
            .to_vec(),
        }
    }
}

struct Town<'a> {
    roads: &'a [Road],
    /// Woods, lawns and water.
    closed: Vec<&'a Area>,
    /// Land for houses and works.
    open: Vec<&'a Area>,
    plots: Vec<Plot>,
}

impl Town<'_> {
    /// Whether a plot is free of roads, water, woods and other houses.
    fn takes(&self, plot: &Plot) -> bool {
        // Close enough along the walls that no road slips through between two probes.
        let [a, b] = plot.half;
        let count = (a / 4.0).ceil() as i32;
        let walls = (-count..=count).map(|n| a * f64::from(n) / f64::from(count));
        let probes: Vec<Metres> = walls
            .flat_map(|along| [-b, 0.0, b].map(|across| plot.at([along, across])))
            .collect();
        let free_of_roads = self.roads.iter().all(|road| {
            let need = road.kind.half_width() + 2.5;
            road.line.iter().zip(road.line.iter().skip(1)).all(|(p, q)| {
                let far = |at: &Metres| to_segment(*at, *p, *q) > need;
                to_segment(plot.middle, *p, *q) > plot.reach() + need || probes.iter().all(far)
            })
        });
        let holds = |area: &&Area, at: Metres| area.rings.first().is_some_and(|ring| inside(ring, at));
        let dry = self
            .closed
            .iter()
            .all(|area| probes.iter().all(|at| !holds(area, *at)))
            && self.open.iter().any(|area| holds(area, plot.middle));
        free_of_roads
            && dry
            && self.plots.iter().all(|other| {
                let apart = (other.middle[0] - plot.middle[0]).hypot(other.middle[1] - plot.middle[1]);
                apart > other.reach() + plot.reach() + 6.0 || !plot.meets(other, 5.0)
            })
    }
}

fn to_segment(at: Metres, a: Metres, b: Metres) -> f64 {
    let local = |point: Metres| [point[0] - at[0], point[1] - at[1]];
    map::mercator::distance_to_segment(local(a), local(b))
}

/// A side of a street, in the direction of its numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Side {
    Left,
    Right,
}

pub(crate) fn along(roads: &[Road], areas: &[Area]) -> Vec<House> {
    let (closed, open) = areas
        .iter()
        .partition(|area| matches!(area.kind, "green" | "water"));
    let mut town = Town {
        roads,
        closed,
        open,
        plots: Vec::new(),
    };
    let mut chance = Chance(2026);
    let mut houses = Vec::new();
    // The pieces of a street on both sides of the square go on counting.
    let mut counted: HashMap<(&str, Side), u32> = HashMap::new();
    let streets = roads
        .iter()
        .filter(|road| !matches!(road.kind, RoadKind::Path | RoadKind::Rail));
    for road in streets {
        let Some(name) = road.name.filter(|name| !name.starts_with("площа")) else {
            continue;
        };
        // Odd numbers on the left, even ones on the right.
        for (side, sign, first) in [(Side::Left, 1.0, 1), (Side::Right, -1.0, 2)] {
            let mut next = counted.get(&(name, side)).copied().unwrap_or(first);
            let length: f64 = steps(road).sum();
            let mut reached = chance.between(4.0, 16.0);
            while reached < length {
                let Some((_, _, lattice)) = on_road(road, reached) else {
                    break;
                };
                let zone = zone(lattice);
                let [long, deep] = [zone.length, zone.depth].map(|[low, high]| chance.between(low, high));
                let setback = chance.between(zone.setback[0], zone.setback[1]);
                let gap = chance.between(zone.gap[0], zone.gap[1]);
                let (winged, behind) = (chance.percent(zone.winged), chance.percent(zone.behind));
                let (wing_from, wing_depth) = (chance.between(-0.6, 0.3), chance.between(0.4, 0.55));
                let back = chance.between(24.0, 44.0);
                let Some((at, along, _)) = on_road(road, reached + long / 2.0) else {
                    break;
                };
                // Facing the street: the plot's own depth axis points away from it.
                let along = [along[0] * sign, along[1] * sign];
                let plot = |offset: f64, half: [f64; 2]| Plot {
                    middle: [at[0] - along[1] * offset, at[1] + along[0] * offset],
                    along,
                    half,
                };
                let offset = road.kind.half_width() + setback + deep / 2.0;
                let front = plot(offset, [long / 2.0, deep / 2.0]);
                if !town.takes(&front) {
                    reached += 7.0;
                    continue;
                }
                let wing = winged.then_some([wing_from * long / 2.0, wing_depth * deep]);
                town.plots.push(front);
                houses.push(House {
                    outline: front.outline(wing),
                    address: (name, next.to_string()),
                });
                if behind {
                    let rear = plot(offset + deep + back + 6.0, [long * 0.42, deep / 2.0]);
                    if town.takes(&rear) {
                        town.plots.push(rear);
                        houses.push(House {
                            outline: rear.outline(None),
                            address: (name, format!("{next}а")),
                        });
                    }
                }
                next += 2;
                reached += long + gap;
            }
            counted.insert((name, side), next);
        }
    }
    houses
}

fn steps(road: &Road) -> impl Iterator<Item = f64> {
    road.line
        .iter()
        .zip(road.line.iter().skip(1))
        .map(|(a, b)| (b[0] - a[0]).hypot(b[1] - a[1]))
}

/// The point so many metres along a road, the road's direction there, and the lattice position before it.
fn on_road(road: &Road, mut metres: f64) -> Option<(Metres, Metres, Lattice)> {
    for (((a, b), lattice), step) in road
        .line
        .iter()
        .zip(road.line.iter().skip(1))
        .zip(&road.lattice)
        .zip(steps(road))
    {
        if metres <= step {
            let along = [(b[0] - a[0]) / step, (b[1] - a[1]) / step];
            return Some((
                [a[0] + along[0] * metres, a[1] + along[1] * metres],
                along,
                *lattice,
            ));
        }
        metres -= step;
    }
    None
}
