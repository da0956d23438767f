//! Passwords and tokens: what is kept of them, and how they are checked.
//!
//! Passwords are kept as Argon2id (19 MiB, 2 passes, 1 lane: OWASP's least). Tokens are 256 random bits, so a plain
//! SHA-256 of them is enough to keep: there is nothing to guess.

use crate::clock::{NoRandomness, Randomness};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use portal_api::session::Secret;
use sha2::{Digest, Sha256};

/// Why a password could not be hashed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// No salt.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// Argon2 refused.
    #[error("the password could not be hashed")]
    Hash(#[source] argon2::password_hash::Error),
}

/// The longest password taken, in bytes: hashing must not be a way to keep the portal busy.
pub const PASSWORD_MAX_BYTES: usize = 1024;

/// A PHC string (`$argon2id$…`) of the password with a fresh salt.
///
/// # Errors
/// [`PasswordError`] when there is no randomness or Argon2 refuses.
pub fn hash_password(password: &Secret, random: &dyn Randomness) -> Result<String, PasswordError> {
    let mut salt = [0_u8; 16];
    random.fill(&mut salt)?;
    Argon2::default()
        .hash_password_with_salt(password.expose().as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(PasswordError::Hash)
}

/// Whether the password is the one of `hash`. A hash that cannot be read fits no password.
#[must_use]
pub fn password_fits(password: &Secret, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|parsed| {
        Argon2::default()
            .verify_password(password.expose().as_bytes(), &parsed)
            .is_ok()
    })
}

/// A new token: 32 random bytes in base64url.
///
/// # Errors
/// [`NoRandomness`].
pub fn new_token(random: &dyn Randomness) -> Result<Secret, NoRandomness> {
    let mut bytes = [0_u8; 32];
    random.fill(&mut bytes)?;
    Ok(Secret::new(URL_SAFE_NO_PAD.encode(bytes)))
}

/// What is kept of a token: its SHA-256.
#[must_use]
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
