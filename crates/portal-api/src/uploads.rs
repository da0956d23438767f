//! Uploads by tus 1.0.0 (core, creation, checksum, expiration, termination): header names and the metadata keys.

/// The version spoken.
pub const TUS_VERSION: &str = "1.0.0";
/// Extensions offered.
pub const TUS_EXTENSIONS: &str = "creation,checksum,expiration,termination";
/// Checksum algorithms offered.
pub const TUS_CHECKSUM_ALGORITHMS: &str = "sha256";
/// `Upload-Metadata` key: the SHA-256 of the whole file, 64 hex digits, base64 as tus asks. Required. A creation
/// with the hash of a file that the portal already has answers 201 with `Upload-Offset` equal to the length.
pub const METADATA_SHA256: &str = "sha256";
/// `Upload-Metadata` key: the report that the file belongs to. Required: the right to write there is checked.
pub const METADATA_REPORT: &str = "report";
/// `Upload-Metadata` key: [`KIND_PHOTO`], which is also meant where the key is absent, or [`KIND_FILE`]. Optional.
pub const METADATA_KIND: &str = "kind";
/// The upload is a photo: the portal takes nothing but a JPEG that it can decode.
pub const KIND_PHOTO: &str = "photo";
/// The upload is an attached file: any bytes.
pub const KIND_FILE: &str = "file";
/// The largest upload, bytes; also told as `Tus-Max-Size`.
pub const MAX_SIZE: u64 = 64 * 1024 * 1024;
/// Hours for which an unfinished upload is kept; `Upload-Expires` tells the time.
pub const EXPIRES_HOURS: i64 = 24;
/// The media type of a `PATCH`.
pub const OFFSET_OCTET_STREAM: &str = "application/offset+octet-stream";
/// The status of a checksum that does not match.
pub const STATUS_CHECKSUM_MISMATCH: u16 = 460;
