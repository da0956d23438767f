//! The refresh token of each account in the system's keyring: Credential Manager, Keychain, Secret Service.

use keyring::{Entry, Error};
use portal_api::Secret;
use std::thread;
use sync::{KeyringRefused, TokenKeeper};

/// The program's name in the keyring.
const NAME: &str = "ua.zvitnyk.desktop";

/// The keyring's entry of one account.
pub(crate) struct Keyring {
    /// Portal and login.
    account: String,
}

impl Keyring {
    pub(crate) fn of(portal: &str, login: &str) -> Self {
        Self {
            account: format!("{login} @ {portal}"),
        }
    }

    /// The Secret Service is spoken to over D-Bus by a library that blocks: never on a thread of the async runtime.
    fn with<T: Send>(
        &self,
        work: impl FnOnce(&Entry) -> Result<T, Error> + Send,
    ) -> Result<Option<T>, KeyringRefused> {
        let done = thread::scope(|scope| {
            scope
                .spawn(|| Entry::new(NAME, &self.account).and_then(|entry| work(&entry)))
                .join()
        });
        match done {
            Ok(Ok(value)) => Ok(Some(value)),
            Ok(Err(Error::NoEntry)) => Ok(None),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the keyring refused");
                Err(KeyringRefused)
            }
            Err(_) => Err(KeyringRefused),
        }
    }
}

impl TokenKeeper for Keyring {
    fn load(&self) -> Result<Option<Secret>, KeyringRefused> {
        Ok(self.with(Entry::get_password)?.map(Secret::new))
    }

    fn save(&self, token: &Secret) -> Result<(), KeyringRefused> {
        self.with(|entry| entry.set_password(token.expose())).map(drop)
    }

    fn forget(&self) -> Result<(), KeyringRefused> {
        self.with(Entry::delete_credential).map(drop)
    }
}
