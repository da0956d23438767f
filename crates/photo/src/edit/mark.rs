//! Arrows and words on a picture.

use super::{BadEdit, MAX_TEXT, within};
use crate::plane::Packed;
use serde::{Deserialize, Serialize};
use tiny_skia::{
    Color, FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, PremultipliedColorU8, Stroke, Transform,
};
use ttf_parser::{Face, OutlineBuilder};

/// Inter, the letters of the interface; a subset, see the licence beside it.
const FONT: &[u8] = include_bytes!("../../fonts/Inter-SemiBold.otf");

/// A line's height, by the size of its letters.
const LINE: f32 = 1.25;

/// How far outside what remains of the picture a mark may lie, in fractions of it: one that was cropped away is still in the recipe,
/// for the crop may be widened again.
const FAR: f32 = 10.001;

/// An arrow or words, on what remains of the picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename = "PhotoMark"))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Mark {
    /// An arrow.
    Arrow {
        /// Where it begins.
        from: Spot,
        /// What it points at.
        to: Spot,
        /// Its colour.
        colour: Colour,
    },
    /// One line of words.
    Text {
        /// Its upper left corner.
        at: Spot,
        /// At most 80 characters.
        text: String,
        /// The letters' colour; they have an edge of black or white, whichever it differs from most.
        colour: Colour,
        /// The letters' size as a fraction of the picture's longer side, 0.005 to 0.5.
        size: f32,
    },
}

/// A place in fractions of the picture: 0 to 1 within it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// From the left edge.
    pub x: f32,
    /// From the upper edge.
    pub y: f32,
}

/// Red, green and blue; written as on the web, `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
#[serde(try_from = "String", into = "String")]
pub struct Colour(pub [u8; 3]);

impl TryFrom<String> for Colour {
    type Error = BadEdit;

    fn try_from(text: String) -> Result<Self, BadEdit> {
        let bad = BadEdit::Bounds("colour");
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6)
            .ok_or(bad)?;
        let number = u32::from_str_radix(digits, 16).map_err(|_| bad)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl From<Colour> for String {
    fn from(Colour([red, green, blue]): Colour) -> Self {
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Colour {
    fn paint(self) -> Paint<'static> {
        let [red, green, blue] = self.0;
        let mut paint = Paint::default();
        paint.set_color(Color::from_rgba8(red, green, blue, 255));
        paint
    }

    /// Nearly black or white, whichever it stands out from.
    fn edge(self) -> Self {
        let [red, green, blue] = self.0.map(u32::from);
        if 299 * red + 587 * green + 114 * blue > 150_000 {
            Self([0x10, 0x18, 0x28])
        } else {
            Self([255; 3])
        }
    }
}

impl Mark {
    pub(super) fn checked(&self) -> Result<(), BadEdit> {
        let spot = |spot: &Spot| {
            [spot.x, spot.y]
                .into_iter()
                .try_for_each(|part| within("mark", part, -FAR, 1.0 + FAR))
        };
        match self {
            Self::Arrow { from, to, .. } => spot(from).and_then(|()| spot(to)),
            Self::Text { at, text, size, .. } => {
                spot(at)?;
                within("letters", *size, 0.005, 0.5)?;
                let fits = !text.trim().is_empty() && text.chars().count() <= MAX_TEXT;
                if fits && !text.chars().any(char::is_control) {
                    Ok(())
                } else {
                    Err(BadEdit::Text)
                }
            }
        }
    }
}

/// Draws marks in their order; what reaches over the picture's edge is cut off.
pub(super) fn draw(marks: &[Mark], picture: &mut Packed<3>) {
    if marks.is_empty() {
        return;
    }
    let Some(mut canvas) = Pixmap::new(picture.size.width, picture.size.height) else {
        return;
    };
    let (width, height) = (picture.size.width as f32, picture.size.height as f32);
    let long = width.max(height);
    let place = |spot: &Spot| (spot.x * width, spot.y * height);
    for mark in marks {
        match mark {
            Mark::Arrow { from, to, colour } => {
                if let Some(path) = arrow(place(from), place(to), long) {
                    outlined(&mut canvas, &path, *colour, Colour([255; 3]), long / 350.0);
                }
            }
            Mark::Text {
                at,
                text,
                colour,
                size,
            } => {
                let size = size * long;
                if let Some(path) = letters(text, place(at), size) {
                    outlined(&mut canvas, &path, *colour, colour.edge(), size * 0.14);
                }
            }
        }
    }
    for (pixel, drawn) in picture
        .pixels
        .as_chunks_mut::<3>()
        .0
        .iter_mut()
        .zip(canvas.pixels())
    {
        over(pixel, *drawn);
    }
}

/// What was drawn over what was there; the drawn one is multiplied by its opacity already.
fn over(pixel: &mut [u8; 3], drawn: PremultipliedColorU8) {
    let rest = 255 - u32::from(drawn.alpha());
    for (sample, drawn) in pixel.iter_mut().zip([drawn.red(), drawn.green(), drawn.blue()]) {
        *sample = (u32::from(drawn) + (u32::from(*sample) * rest + 127) / 255).min(255) as u8;
    }
}

/// A shape above its own edge.
fn outlined(canvas: &mut Pixmap, path: &Path, colour: Colour, edge: Colour, width: f32) {
    let stroke = Stroke {
        width,
        line_join: LineJoin::Round,
        ..Stroke::default()
    };
    let here = Transform::identity();
    canvas.stroke_path(path, &edge.paint(), &stroke, here, None);
    canvas.fill_path(path, &colour.paint(), FillRule::Winding, here, None);
}

/// The shape of an arrow; its thickness is a part of the picture's longer side.
fn arrow((x, y): (f32, f32), (to_x, to_y): (f32, f32), long: f32) -> Option<Path> {
    let (dx, dy) = (to_x - x, to_y - y);
    let length = dx.hypot(dy);
    if length < 1.0 {
        return None;
    }
    let (ux, uy) = (dx / length, dy / length);
    let half = long / 260.0;
    let head = (long / 28.0).min(length * 0.6);
    let (wide, neck) = (head * 0.5, length - head);
    let mut path = PathBuilder::new();
    let corners = [
        (0.0, half),
        (neck, half),
        (neck, wide),
        (length, 0.0),
        (neck, -wide),
        (neck, -half),
        (0.0, -half),
    ];
    for (number, (along, across)) in corners.into_iter().enumerate() {
        let (px, py) = (x + ux * along - uy * across, y + uy * along + ux * across);
        if number == 0 {
            path.move_to(px, py);
        } else {
            path.line_to(px, py);
        }
    }
    path.close();
    path.finish()
}

/// The outlines of a line of words whose upper left corner is given. Letters that the font has not are left out.
fn letters(text: &str, (left, top): (f32, f32), size: f32) -> Option<Path> {
    let face = Face::parse(FONT, 0).ok()?;
    let scale = size / f32::from(face.units_per_em());
    let (ascent, descent) = (
        f32::from(face.ascender()) * scale,
        f32::from(face.descender()) * scale,
    );
    // The room above and below a line is halved, as a browser does.
    let baseline = top + (size * LINE - (ascent - descent)) / 2.0 + ascent;
    let mut pen = Pen {
        path: PathBuilder::new(),
        x: left,
        baseline,
        scale,
    };
    for letter in text.chars() {
        let Some(glyph) = face.glyph_index(letter) else {
            continue;
        };
        face.outline_glyph(glyph, &mut pen);
        pen.x += f32::from(face.glyph_hor_advance(glyph).unwrap_or_default()) * scale;
    }
    pen.path.finish()
}

/// Puts a letter's outline where it stands on the picture.
struct Pen {
    path: PathBuilder,
    x: f32,
    baseline: f32,
    scale: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.baseline - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
