//! A picture turned by a few degrees, and cut to the largest upright rectangle within.

use crate::plane::Packed;
use crate::size::Size;

/// Turned clockwise by so many degrees about its middle; a corner of the result never lies outside the picture.
pub(super) fn straightened(picture: Packed<3>, degrees: f32) -> Packed<3> {
    if degrees.abs() < 0.01 {
        return picture;
    }
    let (sin, cos) = degrees.to_radians().sin_cos();
    let size = inscribed(picture.size, sin.abs(), cos);
    let middle = |length: u32| (length as f32 - 1.0) / 2.0;
    let (mx, my) = (middle(picture.size.width), middle(picture.size.height));
    let (nx, ny) = (middle(size.width), middle(size.height));
    let mut pixels = Vec::with_capacity(size.area() * 3);
    for y in 0..size.height {
        for x in 0..size.width {
            let (dx, dy) = (x as f32 - nx, y as f32 - ny);
            // Back from the result to the picture.
            pixels.extend(sample(
                &picture,
                mx + dx * cos + dy * sin,
                my - dx * sin + dy * cos,
            ));
        }
    }
    Packed { size, pixels }
}

/// The largest upright rectangle within one that is turned about its middle: either its long sides bound it alone, or all
/// four do.
fn inscribed(size: Size, sin: f32, cos: f32) -> Size {
    let (width, height) = (size.width as f32, size.height as f32);
    let (long, short) = (width.max(height), width.min(height));
    let (across, down) = if short <= 2.0 * sin * cos * long {
        let (one, other) = (short / 2.0 / sin, short / 2.0 / cos);
        if width >= height {
            (one, other)
        } else {
            (other, one)
        }
    } else {
        let both = cos * cos - sin * sin;
        (
            (width * cos - height * sin) / both,
            (height * cos - width * sin) / both,
        )
    };
    // A pixel less all round, so that no sample is taken from beyond the edge.
    let whole = |length: f32| ((length - 1.0).floor().max(1.0)) as u32;
    Size {
        width: whole(across),
        height: whole(down),
    }
}

/// Weights of the four samples about a place (Catmull–Rom), which keep it as sharp as it was.
fn weights(share: f32) -> [f32; 4] {
    let (t, t2, t3) = (share, share * share, share * share * share);
    [
        -0.5 * t + t2 - 0.5 * t3,
        1.0 - 2.5 * t2 + 1.5 * t3,
        0.5 * t + 2.0 * t2 - 1.5 * t3,
        -0.5 * t2 + 0.5 * t3,
    ]
}

fn sample(picture: &Packed<3>, x: f32, y: f32) -> [u8; 3] {
    let (left, top) = (x.floor(), y.floor());
    let (across, down) = (weights(x - left), weights(y - top));
    let (last_column, last_row) = (picture.size.columns() as i64 - 1, picture.size.rows() as i64 - 1);
    let mut sums = [0.0_f32; 3];
    for (row, by_row) in (top as i64 - 1..).zip(down) {
        let row = row.clamp(0, last_row) as usize * picture.size.columns();
        for (column, by_column) in (left as i64 - 1..).zip(across) {
            let at = (row + column.clamp(0, last_column) as usize) * 3;
            let weight = by_row * by_column;
            for (sum, sample) in sums.iter_mut().zip(picture.pixels.iter().skip(at)) {
                *sum += f32::from(*sample) * weight;
            }
        }
    }
    sums.map(|sum| sum.round().clamp(0.0, 255.0) as u8)
}
