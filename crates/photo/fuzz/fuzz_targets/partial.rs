//! A JPEG that breaks off anywhere: what is taken of it is a picture with at least the share that is promised.
#![no_main]

use libfuzzer_sys::fuzz_target;
use photo::{DecodeFailure, OFFERED_SHARE, PhotoError, Recipe};

fuzz_target!(|bytes: &[u8]| {
    let recipe = Recipe {
        max_side: 64,
        thumb_side: 16,
        ..Recipe::default()
    };
    match photo::prepare_partial(bytes, &recipe) {
        Ok(made) => assert!(made.width > 0 && made.height > 0),
        Err(PhotoError::Truncated { share }) => assert!(share < OFFERED_SHARE),
        Err(error) => assert!(!matches!(error, PhotoError::Corrupt(DecodeFailure::Panicked))),
    }
});
