//! Whether a picture is drawn (a screenshot, a plan, a diagram) or photographed.

use crate::plane::Packed;

/// One of so many neighbours is of the very same colour in what is drawn. Photographs have grain; a black night has none, but
/// has no [`LINES`] either.
const FLAT: usize = 3;

/// One of so many neighbours at least differs in colour, not in light alone: a coloured line or letter.
const LINES: usize = 1000;

/// What halved chroma would smear, of 255.
const JUMP: i32 = 48;

/// True for a picture of flat areas with coloured lines, whose chroma must not be halved.
pub(crate) fn is_drawn(picture: &Packed<3>) -> bool {
    let (mut all, mut same, mut jumps) = (0, 0, 0);
    for row in picture.pixels.chunks_exact(picture.size.columns() * 3) {
        let row = row.as_chunks::<3>().0;
        for (one, next) in row.iter().zip(row.iter().skip(1)) {
            all += 1;
            same += usize::from(one == next);
            jumps += usize::from(jumps_in_colour(*one, *next));
        }
    }
    all > 0 && same * FLAT >= all && jumps * LINES >= all
}

/// Colour apart from light: how red and blue stand to green.
fn jumps_in_colour(one: [u8; 3], next: [u8; 3]) -> bool {
    let chroma = |[red, green, blue]: [u8; 3]| {
        let [red, green, blue] = [red, green, blue].map(i32::from);
        (red - green, blue - green)
    };
    let ((red, blue), (next_red, next_blue)) = (chroma(one), chroma(next));
    (red - next_red).abs().max((blue - next_blue).abs()) > JUMP
}
