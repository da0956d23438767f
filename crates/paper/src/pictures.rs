//! The photos of a report at the size of paper.

use photo::Recipe;
use report::PhotoId;
use std::collections::HashMap;

/// Two photos stand beside each other in 17 cm: 1200 px are some 370 dots an inch, more than an office printer shows,
/// and a third of the bytes that the portal gets.
const FOR_PAPER: Recipe = Recipe {
    max_side: 1200,
    quality: 82,
    thumb_side: 16,
    edit: photo::Edit::NONE,
};

/// Photos ready to be set.
#[derive(Clone, Debug, Default)]
pub struct Pictures(HashMap<PhotoId, Picture>);

/// A photo ready to be set: a sound JPEG.
#[derive(Clone, Debug)]
pub(crate) struct Picture {
    pub(crate) jpeg: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Pictures {
    /// Takes a photo's bytes. What is no picture is left out, and a note stands in its place on paper. Takes some
    /// 20 ms.
    pub fn add(&mut self, id: PhotoId, bytes: &[u8]) {
        if let Ok(done) = photo::prepare(bytes, &FOR_PAPER) {
            let picture = Picture {
                jpeg: done.jpeg,
                width: done.width,
                height: done.height,
            };
            self.0.insert(id, picture);
        }
    }

    pub(crate) fn get(&self, id: &PhotoId) -> Option<&Picture> {
        self.0.get(id)
    }
}
