//! Personal access: a short access token in memory, a refresh token that changes with each use in a keeper.

use crate::{Client, PortalError};
use portal_api::{Account, Code, Secret, SessionTokens, SignIn};
use report::Login;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::Mutex;

/// The keyring did not take or give a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the keyring refused")]
pub struct KeyringRefused;

/// Where the refresh token is kept between starts: the system's keyring.
pub trait TokenKeeper: Send + Sync {
    /// The token kept, if any.
    ///
    /// # Errors
    /// [`KeyringRefused`].
    fn load(&self) -> Result<Option<Secret>, KeyringRefused>;
    /// Keeps a token in place of the former one.
    ///
    /// # Errors
    /// [`KeyringRefused`].
    fn save(&self, token: &Secret) -> Result<(), KeyringRefused>;
    /// Forgets the token.
    ///
    /// # Errors
    /// [`KeyringRefused`].
    fn forget(&self) -> Result<(), KeyringRefused>;
}

/// The session of one account at one portal.
pub struct Session {
    client: Client,
    keeper: Arc<dyn TokenKeeper>,
    access: RwLock<Option<Secret>>,
    /// Only one refresh at a time: a refresh token is good once.
    refreshing: Mutex<()>,
}

impl Session {
    /// A session that goes on from what the keeper has.
    #[must_use]
    pub fn resume(client: Client, keeper: Arc<dyn TokenKeeper>) -> Self {
        Self {
            client,
            keeper,
            access: RwLock::new(None),
            refreshing: Mutex::new(()),
        }
    }

    /// Signs in; the password is used once and not kept.
    ///
    /// # Errors
    /// [`PortalError`]; [`Code::WrongPassword`] where that is the reason.
    pub async fn sign_in(
        client: Client,
        keeper: Arc<dyn TokenKeeper>,
        login: &str,
        password: Secret,
        device: &str,
    ) -> Result<(Self, Account), PortalError> {
        let tokens = client
            .sign_in(&SignIn {
                login: Login::from(login),
                password,
                device: device.to_owned(),
            })
            .await?;
        let session = Self::resume(client, keeper);
        let account = session.keep(tokens)?;
        Ok((session, account))
    }

    /// The calls that need no token.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Ends the session here and, if it can be reached, on the portal.
    ///
    /// # Errors
    /// [`PortalError::Keyring`] when the token cannot be forgotten.
    pub async fn sign_out(&self) -> Result<(), PortalError> {
        if let Ok(access) = self.access().await {
            // The portal may be out of reach; its tokens expire by themselves.
            let _ = self.client.sign_out(&access).await;
        }
        *self.access.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.keeper
            .forget()
            .map_err(|KeyringRefused| PortalError::Keyring)
    }

    /// Makes a call with an access token; when the portal says that the token is no longer good, once more with a new
    /// one.
    ///
    /// # Errors
    /// Those of the call; [`PortalError::SessionEnded`] when one must sign in again.
    pub async fn call<T, F>(&self, call: impl Fn(Secret) -> F) -> Result<T, PortalError>
    where
        F: Future<Output = Result<T, PortalError>>,
    {
        let access = self.access().await?;
        match call(access.clone()).await {
            Err(error) if error.code() == Some(Code::Unauthenticated) => {
                let renewed = self.renew(&access).await?;
                match call(renewed).await {
                    Err(error) if error.code() == Some(Code::Unauthenticated) => {
                        Err(PortalError::SessionEnded)
                    }
                    other => other,
                }
            }
            other => other,
        }
    }

    fn present(&self) -> Option<Secret> {
        self.access.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn access(&self) -> Result<Secret, PortalError> {
        if let Some(access) = self.present() {
            return Ok(access);
        }
        self.renew(&Secret::new("")).await
    }

    /// A new access token in place of `stale`, unless another call has renewed it meanwhile.
    async fn renew(&self, stale: &Secret) -> Result<Secret, PortalError> {
        let _one_at_a_time = self.refreshing.lock().await;
        if let Some(access) = self.present().filter(|access| access != stale) {
            return Ok(access);
        }
        let token = self
            .keeper
            .load()
            .map_err(|KeyringRefused| PortalError::Keyring)?
            .ok_or(PortalError::SessionEnded)?;
        match self.client.refresh(token).await {
            Ok(tokens) => {
                let access = tokens.access_token.clone();
                self.keep(tokens)?;
                Ok(access)
            }
            Err(error) if matches!(error.code(), Some(Code::SessionEnded | Code::Unauthenticated)) => {
                *self.access.write().unwrap_or_else(PoisonError::into_inner) = None;
                Err(PortalError::SessionEnded)
            }
            Err(error) => Err(error),
        }
    }

    /// The refresh token first: the former one is no longer good, and the program may be killed at any moment.
    fn keep(&self, tokens: SessionTokens) -> Result<Account, PortalError> {
        let saved = self.keeper.save(&tokens.refresh_token);
        *self.access.write().unwrap_or_else(PoisonError::into_inner) = Some(tokens.access_token);
        saved.map_err(|KeyringRefused| PortalError::Keyring)?;
        Ok(tokens.account)
    }
}
