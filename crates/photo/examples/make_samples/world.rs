//! What a scene is made of, and where a ray meets it.

use crate::material::Material;
use crate::noise::noise;
use crate::vector::{V, v};

pub(crate) enum Shape {
    /// The plane y = 0.
    Ground,
    /// An upright block between two corners.
    Block { low: V, high: V },
    /// A parallelogram.
    Sheet { corner: V, along: V, across: V },
    /// A round bar from one end to the other.
    Rod { from: V, to: V, radius: f32 },
    /// A ball with holes: leaves.
    Leaves { centre: V, radius: f32 },
    /// A plain ball.
    Ball { centre: V, radius: f32 },
}

pub(crate) struct Thing {
    pub(crate) shape: Shape,
    pub(crate) material: Material,
}

/// Things close together, with a block around them.
pub(crate) struct Group {
    things: Vec<Thing>,
    low: V,
    high: V,
}

pub(crate) struct Ray {
    pub(crate) from: V,
    pub(crate) towards: V,
}

pub(crate) struct Hit<'a> {
    pub(crate) distance: f32,
    pub(crate) normal: V,
    pub(crate) thing: &'a Thing,
}

impl Ray {
    pub(crate) fn at(&self, distance: f32) -> V {
        self.from + self.towards * distance
    }
}

const NEAR: f32 = 1e-3;

fn slabs(ray: &Ray, low: V, high: V) -> Option<(f32, f32, V)> {
    let (mut enter, mut leave, mut normal) = (f32::NEG_INFINITY, f32::INFINITY, V::default());
    let axes = [
        (ray.from.x, ray.towards.x, low.x, high.x, v(1.0, 0.0, 0.0)),
        (ray.from.y, ray.towards.y, low.y, high.y, v(0.0, 1.0, 0.0)),
        (ray.from.z, ray.towards.z, low.z, high.z, v(0.0, 0.0, 1.0)),
    ];
    for (from, towards, low, high, axis) in axes {
        let (a, b) = ((low - from) / towards, (high - from) / towards);
        let (near, far) = (a.min(b), a.max(b));
        if near > enter {
            enter = near;
            normal = if towards > 0.0 { -axis } else { axis };
        }
        leave = leave.min(far);
    }
    (enter <= leave && leave > NEAR).then_some((enter, leave, normal))
}

fn ball(ray: &Ray, centre: V, radius: f32) -> Option<(f32, f32)> {
    let to = ray.from - centre;
    let half = to.dot(ray.towards);
    let root = half * half - to.dot(to) + radius * radius;
    (root > 0.0).then(|| (-half - root.sqrt(), -half + root.sqrt()))
}

impl Thing {
    fn meet(&self, ray: &Ray) -> Option<(f32, V)> {
        match self.shape {
            Shape::Ground => {
                let distance = -ray.from.y / ray.towards.y;
                (distance > NEAR).then_some((distance, v(0.0, 1.0, 0.0)))
            }
            Shape::Block { low, high } => {
                let (enter, _, normal) = slabs(ray, low, high)?;
                (enter > NEAR).then_some((enter, normal))
            }
            Shape::Sheet {
                corner,
                along,
                across,
            } => {
                let normal = along.cross(across).unit();
                let facing = normal.dot(ray.towards);
                let distance = (corner - ray.from).dot(normal) / facing;
                if !(NEAR..1e5).contains(&distance) {
                    return None;
                }
                let at = ray.at(distance) - corner;
                let (u, w) = (
                    at.dot(along) / along.dot(along),
                    at.dot(across) / across.dot(across),
                );
                let inside = (0.0..=1.0).contains(&u) && (0.0..=1.0).contains(&w);
                inside.then_some((distance, if facing > 0.0 { -normal } else { normal }))
            }
            Shape::Rod { from, to, radius } => {
                let axis = to - from;
                let start = ray.from - from;
                let (aa, ad, sa) = (axis.dot(axis), axis.dot(ray.towards), start.dot(axis));
                let a = aa - ad * ad;
                let b = aa * start.dot(ray.towards) - sa * ad;
                let c = aa * start.dot(start) - sa * sa - radius * radius * aa;
                let root = b * b - a * c;
                if root < 0.0 {
                    return None;
                }
                let distance = (-b - root.sqrt()) / a;
                let along = sa + distance * ad;
                let inside = distance > NEAR && (0.0..aa).contains(&along);
                let normal = (start + ray.towards * distance - axis * (along / aa)) * (1.0 / radius);
                inside.then_some((distance, normal))
            }
            Shape::Ball { centre, radius } => {
                let (near, _) = ball(ray, centre, radius)?;
                (near > NEAR).then(|| (near, (ray.at(near) - centre) * (1.0 / radius)))
            }
            Shape::Leaves { centre, radius } => {
                let (near, far) = ball(ray, centre, radius)?;
                [near, far].into_iter().find_map(|distance| {
                    let at = ray.at(distance);
                    let leafy = noise(at * 9.0) * 0.5 + noise(at * 21.0) * 0.5;
                    let outward = (at - centre) * (1.0 / radius);
                    (distance > NEAR && leafy > 0.46).then(|| {
                        let ruffle = v(
                            noise(at * 9.0),
                            noise(at * 9.0 + v(7.0, 0.0, 0.0)),
                            noise(at * 8.0),
                        );
                        (distance, (outward + (ruffle - v(0.5, 0.5, 0.5)) * 1.7).unit())
                    })
                })
            }
        }
    }

    fn bounds(&self) -> (V, V) {
        let round = |centre: V, r: f32| (centre - v(r, r, r), centre + v(r, r, r));
        match self.shape {
            Shape::Ground => (v(-1e6, -0.01, -1e6), v(1e6, 0.01, 1e6)),
            Shape::Block { low, high } => (low, high),
            Shape::Sheet {
                corner,
                along,
                across,
            } => {
                let corners = [corner + along, corner + across, corner + along + across];
                corners
                    .into_iter()
                    .fold((corner, corner), |(low, high), at| (low.min(at), high.max(at)))
            }
            Shape::Rod { from, to, radius } => {
                let r = v(radius, radius, radius);
                (from.min(to) - r, from.max(to) + r)
            }
            Shape::Ball { centre, radius } | Shape::Leaves { centre, radius } => round(centre, radius),
        }
    }
}

impl Group {
    pub(crate) fn new(things: Vec<Thing>) -> Self {
        let start = (v(1e9, 1e9, 1e9), v(-1e9, -1e9, -1e9));
        let (low, high) = things
            .iter()
            .map(Thing::bounds)
            .fold(start, |(low, high), (a, b)| (low.min(a), high.max(b)));
        Self {
            things,
            low: low - v(0.01, 0.01, 0.01),
            high: high + v(0.01, 0.01, 0.01),
        }
    }
}

/// The nearest thing that the ray meets before `limit`.
pub(crate) fn nearest<'a>(groups: &'a [Group], ray: &Ray, limit: f32) -> Option<Hit<'a>> {
    let mut best: Option<Hit<'a>> = None;
    let mut limit = limit;
    for group in groups {
        let Some((enter, _, _)) = slabs(ray, group.low, group.high) else {
            continue;
        };
        if enter > limit {
            continue;
        }
        for thing in &group.things {
            if let Some((distance, normal)) = thing.meet(ray)
                && distance < limit
            {
                limit = distance;
                best = Some(Hit {
                    distance,
                    normal,
                    thing,
                });
            }
        }
    }
    best
}
