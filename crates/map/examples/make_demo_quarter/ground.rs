//! The lie of the land: a plain lattice `(u, v)` and how the river bends it.

/// Metres east and north of the quarter's middle.
pub(crate) type Metres = [f64; 2];

/// A position on the unbent lattice, metres: `u` along the river, `v` away from its northern embankment.
pub(crate) type Lattice = [f64; 2];

/// Bends the lattice. Near `v = 0` it follows the river's meanders, further off it straightens; some slow
/// waves keep any two blocks from being alike. Never folds: every derivative stays well above zero.
pub(crate) fn warp([u, v]: Lattice) -> Metres {
    let meander = 250.0 * (u / 820.0 + 0.5).sin() + 60.0 * (u / 340.0 + 2.0).sin();
    let x = u + 45.0 * (v / 420.0 + 0.8).sin() + 20.0 * (u / 260.0 + v / 540.0).sin();
    let y = v - 330.0 + meander * (-v.abs() / 900.0).exp() + 22.0 * (u / 300.0 - v / 410.0).sin();
    [x, y]
}

pub(crate) fn warp_all(points: &[Lattice]) -> Vec<Metres> {
    points.iter().map(|&at| warp(at)).collect()
}

/// Points from one lattice position to another, at most `step` metres apart, both ends included.
pub(crate) fn straight([u0, v0]: Lattice, [u1, v1]: Lattice, step: f64) -> Vec<Lattice> {
    let count = ((u1 - u0).hypot(v1 - v0) / step).ceil().max(1.0) as u32;
    (0..=count)
        .map(|n| f64::from(n) / f64::from(count))
        .map(|along| [u0 + (u1 - u0) * along, v0 + (v1 - v0) * along])
        .collect()
}

/// A rectangle of the lattice with rounded corners, as an open ring.
pub(crate) fn rounded([u0, v0]: Lattice, [u1, v1]: Lattice, radius: f64) -> Vec<Lattice> {
    let (left, right, low, high) = (u0 + radius, u1 - radius, v0 + radius, v1 - radius);
    let corners = [
        (right, high, 0.0),
        (left, high, 90.0),
        (left, low, 180.0),
        (right, low, 270.0),
    ];
    let mut ring: Vec<Lattice> = Vec::new();
    for (u, v, from) in corners {
        let arc = (0..=6).map(|n| f64::to_radians(from + 15.0 * f64::from(n)));
        let arc: Vec<Lattice> = arc
            .map(|a| [u + radius * a.cos(), v + radius * a.sin()])
            .collect();
        if let (Some(&last), Some(&next)) = (ring.last(), arc.first()) {
            ring.extend(straight(last, next, 40.0).into_iter().skip(1));
        }
        ring.extend(arc.into_iter().skip(usize::from(!ring.is_empty())));
    }
    if let (Some(&last), Some(&next)) = (ring.last(), ring.first()) {
        let side = straight(last, next, 40.0);
        ring.extend(side.iter().take(side.len() - 1).skip(1));
    }
    ring
}

/// An outline such as woods and ponds have: an ellipse with slow bulges, as an open ring.
pub(crate) fn organic([u, v]: Lattice, [ru, rv]: Lattice, phase: f64) -> Vec<Lattice> {
    (0..48)
        .map(|n| f64::to_radians(7.5 * f64::from(n)))
        .map(|a| {
            let bulge = 1.0
                + 0.13 * (2.0 * a + phase).sin()
                + 0.09 * (3.0 * a - 2.1 * phase).sin()
                + 0.04 * (7.0 * a + phase).cos();
            [u + ru * bulge * a.cos(), v + rv * bulge * a.sin()]
        })
        .collect()
}

/// Whether a position lies inside a ring.
pub(crate) fn inside(ring: &[Metres], [x, y]: Metres) -> bool {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).fold(false, |inside, (a, b)| {
        let crossed = (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
        inside != crossed
    })
}

/// A small generator of chance (splitmix64): the quarter is the same at every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// A number between `low` and `high`.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        low + (high - low) * (z >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True that many times of a hundred.
    pub(crate) fn percent(&mut self, times: f64) -> bool {
        self.between(0.0, 100.0) < times
    }
}
