//! Noise from integer hashes: the same on every run and machine.

use crate::vector::{V, v};

pub(crate) fn hash(x: i32, y: i32, z: i32) -> f32 {
    let mut h = (x as u32).wrapping_mul(0x8DA6_B343)
        ^ (y as u32).wrapping_mul(0xD816_3841)
        ^ (z as u32).wrapping_mul(0xCB1A_B31F);
    h = (h ^ (h >> 16)).wrapping_mul(0x7FEB_352D);
    h = (h ^ (h >> 15)).wrapping_mul(0x846C_A68B);
    ((h ^ (h >> 16)) >> 8) as f32 / 16_777_216.0
}

/// Smooth noise between 0 and 1 with features of size 1.
pub(crate) fn noise(p: V) -> f32 {
    let (fx, fy, fz) = (p.x.floor(), p.y.floor(), p.z.floor());
    let (x, y, z) = (fx as i32, fy as i32, fz as i32);
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (u, w, q) = (ease(p.x - fx), ease(p.y - fy), ease(p.z - fz));
    let along = |y, z| hash(x, y, z) * (1.0 - u) + hash(x + 1, y, z) * u;
    let plane = |z| along(y, z) * (1.0 - w) + along(y + 1, z) * w;
    plane(z) * (1.0 - q) + plane(z + 1) * q
}

/// Noise of several sizes, mean 0.5.
pub(crate) fn cloudy(p: V, octaves: u32) -> f32 {
    let (mut sum, mut size, mut weight, mut at) = (0.0, 0.0, 0.5, p);
    for _ in 0..octaves {
        sum += noise(at) * weight;
        size += weight;
        weight *= 0.5;
        at = v(at.x * 2.03 + 17.1, at.y * 2.03 + 3.7, at.z * 2.03 + 9.2);
    }
    sum / size
}

/// Thin lines where noise crosses its middle, 1 on the line.
pub(crate) fn cracks(p: V, width: f32) -> f32 {
    let distance = (cloudy(p, 5) - 0.5).abs();
    (1.0 - distance / width).clamp(0.0, 1.0)
}
