//! The portal itself: what every request needs.

use crate::{
    api::turns::Turns,
    clock::{Clock, Randomness},
    problem::ApiError,
    storage::{Identity, Storage, StorageError},
    throttle::Throttle,
};
use jiff::Timestamp;
use portal_api::session::Secret;
use report::Catalogue;
use sha2::{Digest, Sha256};
use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// What a portal is started with.
pub struct Settings {
    /// What is kept.
    pub storage: Arc<dyn Storage>,
    /// The catalogue.
    pub catalogue: Catalogue,
    /// The map pack, if there is one.
    pub pack: Option<map::Pack>,
    /// The folder of the map's script and style, if there is one.
    pub assets: Option<PathBuf>,
    /// The address that the public knows the portal by, without a slash at the end.
    pub public_url: String,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Randomness>,
}

/// A running portal's parts.
pub struct Portal {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) identity: Identity,
    pub(crate) catalogue: Catalogue,
    pub(crate) catalogue_json: Vec<u8>,
    pub(crate) catalogue_etag: String,
    pub(crate) pack: Option<map::Pack>,
    pub(crate) assets: Option<PathBuf>,
    pub(crate) public_url: String,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Randomness>,
    pub(crate) throttle: Mutex<Throttle>,
    pub(crate) turns: Turns,
    /// Password checks at a time: each takes 19 MiB and a core.
    pub(crate) hashing: Arc<Semaphore>,
    /// Turns at checking a finished photo: decoding takes memory.
    pub(crate) checking: Arc<Semaphore>,
    /// A hash that no password fits, so that an unknown login takes as long as a wrong password.
    pub(crate) nobody: String,
}

/// Why a portal does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The storage.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The catalogue cannot be written as JSON.
    #[error("the catalogue cannot be written as JSON")]
    Catalogue(#[from] serde_json::Error),
    /// No randomness, or no hashing.
    #[error(transparent)]
    Password(#[from] crate::password::PasswordError),
}

impl Portal {
    /// Puts the parts together.
    ///
    /// # Errors
    /// [`StartError`].
    pub fn new(settings: Settings) -> Result<Self, StartError> {
        let catalogue_json = serde_json::to_vec(&settings.catalogue)?;
        let digest = crate::password::hex(&Sha256::digest(&catalogue_json));
        Ok(Self {
            identity: settings.storage.identity()?,
            storage: settings.storage,
            catalogue: settings.catalogue,
            catalogue_json,
            catalogue_etag: format!("\"{}\"", digest.get(..32).unwrap_or(&digest)),
            pack: settings.pack,
            assets: settings.assets,
            public_url: settings.public_url,
            clock: settings.clock,
            nobody: crate::password::hash_password(
                &crate::password::new_token(settings.random.as_ref())
                    .map_err(crate::password::PasswordError::Randomness)?,
                settings.random.as_ref(),
            )?,
            random: settings.random,
            throttle: Mutex::new(Throttle::default()),
            turns: Turns::default(),
            hashing: Arc::new(Semaphore::new(2)),
            checking: Arc::new(Semaphore::new(2)),
        })
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Runs a deed on the storage on a thread that may block.
    ///
    /// # Errors
    /// What the deed says, as a fault of the portal.
    pub async fn stored<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&dyn Storage) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let storage = Arc::clone(&self.storage);
        Ok(tokio::task::spawn_blocking(move || deed(storage.as_ref())).await??)
    }

    pub(crate) fn new_token(&self) -> Result<Secret, ApiError> {
        Ok(crate::password::new_token(self.random.as_ref())?)
    }

    pub(crate) fn new_id(&self) -> Result<Uuid, ApiError> {
        Ok(new_id(self.random.as_ref())?)
    }
}

/// A random id (UUIDv4).
///
/// # Errors
/// [`crate::clock::NoRandomness`].
pub fn new_id(random: &dyn Randomness) -> Result<Uuid, crate::clock::NoRandomness> {
    let mut bytes = [0_u8; 16];
    random.fill(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}
