//! Any bytes: an answer, and one that is no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use photo::{DecodeFailure, PhotoError, Recipe};

fuzz_target!(|bytes: &[u8]| {
    let recipe = Recipe {
        max_side: 64,
        thumb_side: 16,
        ..Recipe::default()
    };
    let _ = photo::memory(bytes);
    let made = photo::prepare(bytes, &recipe);
    assert!(!matches!(made, Err(PhotoError::Corrupt(DecodeFailure::Panicked))));
});
