//! Personal access: sign in, refresh, sign out.

use super::extract::{ApiJson, Caller};
use crate::{
    password::{PASSWORD_MAX_BYTES, password_fits, token_hash},
    portal::Portal,
    problem::ApiError,
    storage::{Rotation, TokenPair},
};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, Timestamp};
use portal_api::{Account, Code, Problem, Refresh, SessionTokens, SignIn, path, session::Secret};
use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};

/// Seconds for which an access token is good.
pub(crate) const ACCESS_SECONDS: u32 = 15 * 60;
/// Days for which a refresh token that nobody uses is good.
pub(crate) const REFRESH_DAYS: i64 = 60;
/// The longest that a sign-in waits for its turn.
const LONGEST_QUEUE: Duration = Duration::from_secs(10);
/// Seconds after which one whose turn did not come may ask again.
const QUEUE_AGAIN_SECONDS: i64 = 5;
/// The longest login, characters.
const LOGIN_MAX_CHARS: usize = 100;
/// The longest device name kept, characters.
const DEVICE_MAX_CHARS: usize = 100;

struct Fresh {
    access: Secret,
    refresh: Secret,
    pair: TokenPair,
}

fn fresh(portal: &Portal, now: Timestamp) -> Result<Fresh, ApiError> {
    let (access, refresh) = (portal.new_token()?, portal.new_token()?);
    let after = |duration| now.saturating_add(duration).unwrap_or(now);
    Ok(Fresh {
        pair: TokenPair {
            access: token_hash(access.expose()),
            access_until: after(SignedDuration::from_secs(i64::from(ACCESS_SECONDS))),
            refresh: token_hash(refresh.expose()),
            refresh_until: after(SignedDuration::from_hours(24 * REFRESH_DAYS)),
        },
        access,
        refresh,
    })
}

fn answer(fresh: Fresh, account: Account) -> Response {
    let tokens = SessionTokens {
        access_token: fresh.access,
        expires_in: ACCESS_SECONDS,
        refresh_token: fresh.refresh,
        account,
    };
    ([(header::CACHE_CONTROL, "no-store")], Json(tokens)).into_response()
}

/// Sign in with login and password.
#[utoipa::path(post, path = path::SESSION, tag = "session", request_body = SignIn,
    responses(
        (status = 200, description = "A session", body = SessionTokens),
        (status = 400, description = "Malformed", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Login or password is wrong", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong passwords", body = Problem, content_type = "application/problem+json",
            headers(("Retry-After" = u32, description = "Seconds"))),
    ))]
pub(super) async fn sign_in(
    State(portal): State<Arc<Portal>>,
    ApiJson(request): ApiJson<SignIn>,
) -> Result<Response, ApiError> {
    let SignIn {
        login,
        password,
        device,
    } = request;
    let sane = !login.as_str().is_empty()
        && login.as_str().chars().count() <= LOGIN_MAX_CHARS
        && !login.as_str().contains(char::is_control)
        && password.expose().len() <= PASSWORD_MAX_BYTES;
    if !sane {
        return Err(ApiError::new(Code::BadRequest).with_detail("login or password has an impossible length"));
    }
    let now = portal.now();
    {
        let mut throttle = portal.throttle.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seconds) = throttle.wait(&login, now) {
            return Err(ApiError::new(Code::TooManyRequests).with_retry_after(seconds));
        }
        // Counted before it is checked, so that tries side by side are counted too; a right password forgives.
        throttle.wrong(&login, now);
    }
    let stored = {
        let login = login.clone();
        portal.stored(move |storage| storage.account(&login)).await?
    };
    let fits = {
        // The turn ends with the work, not with the request: a caller who hangs up must not let the next one in early.
        let turn = tokio::time::timeout(LONGEST_QUEUE, Arc::clone(&portal.hashing).acquire_owned());
        let Ok(Ok(turn)) = turn.await else {
            return Err(ApiError::new(Code::Unavailable).with_retry_after(QUEUE_AGAIN_SECONDS));
        };
        let hash = stored
            .as_ref()
            .map_or_else(|| portal.nobody.clone(), |stored| stored.password_hash.clone());
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            password_fits(&password, &hash)
        })
        .await?
    };
    let account = stored.filter(|_| fits).ok_or(Code::WrongPassword)?.account;
    portal
        .throttle
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .right(&login);
    let fresh = fresh(&portal, now)?;
    let (session, pair) = (portal.new_id()?, fresh.pair);
    let device: String = device
        .chars()
        .filter(|c| !c.is_control())
        .take(DEVICE_MAX_CHARS)
        .collect();
    portal
        .stored(move |storage| storage.open_session(session, &login, &device, now, &pair))
        .await?;
    Ok(answer(fresh, account))
}

/// Change the refresh token for a new pair.
#[utoipa::path(post, path = path::SESSION_REFRESH, tag = "session", request_body = Refresh,
    responses(
        (status = 200, description = "A new pair", body = SessionTokens),
        (status = 400, description = "Malformed", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "The session has ended", body = Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn refresh(
    State(portal): State<Arc<Portal>>,
    ApiJson(request): ApiJson<Refresh>,
) -> Result<Response, ApiError> {
    let now = portal.now();
    let fresh = fresh(&portal, now)?;
    let (old, pair) = (token_hash(request.refresh_token.expose()), fresh.pair);
    match portal
        .stored(move |storage| storage.rotate(&old, &pair, now))
        .await?
    {
        Rotation::Rotated(login) => {
            let stored = portal.stored(move |storage| storage.account(&login)).await?;
            Ok(answer(fresh, stored.ok_or(Code::SessionEnded)?.account))
        }
        Rotation::Ended => Err(Code::SessionEnded.into()),
        Rotation::Reused(login) => {
            tracing::warn!("a refresh token of {login} was used a second time: session revoked");
            Err(ApiError::new(Code::SessionEnded).with_detail("the refresh token was used before"))
        }
    }
}

/// Sign out.
#[utoipa::path(delete, path = path::SESSION, tag = "session", security(("bearer" = [])),
    responses(
        (status = 204, description = "The session has ended"),
        (status = 401, description = "No valid access token", body = Problem, content_type = "application/problem+json"),
    ))]
pub(super) async fn sign_out(
    State(portal): State<Arc<Portal>>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    let now = portal.now();
    portal
        .stored(move |storage| storage.end_session(caller.session, now))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
