//! What every page loads from `/static/`.

/// A file that is built into the program.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Its media type, as `Content-Type` has it.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

/// The file of that name under `/static/`.
#[must_use]
pub fn asset(name: &str) -> Option<Asset> {
    let (media_type, bytes): (_, &'static [u8]) = match name {
        "site.css" => ("text/css; charset=utf-8", include_bytes!("../static/site.css")),
        "pairs.js" => (
            "text/javascript; charset=utf-8",
            include_bytes!("../static/pairs.js"),
        ),
        "icon.svg" => ("image/svg+xml", include_bytes!("../static/icon.svg")),
        "inter-cyrillic.woff2" => (
            "font/woff2",
            include_bytes!("../static/inter-cyrillic-wght-normal.woff2"),
        ),
        "inter-latin.woff2" => (
            "font/woff2",
            include_bytes!("../static/inter-latin-wght-normal.woff2"),
        ),
        _ => return None,
    };
    Some(Asset { media_type, bytes })
}
