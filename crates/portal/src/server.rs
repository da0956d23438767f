//! The program: routes joined, a socket, an orderly end.

use crate::{api, portal::Portal, problem::ApiError, public};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    serve::Listener,
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use jiff::SignedDuration;
use portal_api::Code;
use std::{future::Future, pin::pin, sync::Arc, time::Duration};
use tokio::net::TcpListener;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// Seconds between two cleanings of what has expired.
const CLEAN_SECONDS: i64 = 600;
/// How long requests under way may take to end once the portal is told to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(5);
/// How long a request's head may take to come; also how long a connection may stay open between two requests.
const HEAD: Duration = Duration::from_secs(60);
/// A line on which nothing of a body comes for so long is taken for dead. A stall, not a total: slow lines are welcome.
const STALL: Duration = Duration::from_secs(60);

/// What the public pages may load: nothing from elsewhere, nothing inline.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// All routes.
pub fn router(portal: Arc<Portal>) -> Router {
    api::contract()
        .0
        .merge(public::routes())
        .fallback(nothing_there)
        .method_not_allowed_fallback(wrong_method)
        .layer(RequestBodyTimeoutLayer::new(STALL))
        .layer(middleware::from_fn(secured))
        .with_state(portal)
}

async fn nothing_there(State(portal): State<Arc<Portal>>, request: Request) -> Response {
    if request.uri().path().starts_with("/api/") {
        ApiError::new(Code::NotFound).into_response()
    } else {
        public::not_found(&portal)
    }
}

async fn wrong_method() -> ApiError {
    ApiError::new(Code::MethodNotAllowed)
}

/// Headers that every answer carries (OWASP secure headers).
async fn secured(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "geolocation=(), camera=(), microphone=(), interest-cohort=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Answers on `listener` until `stop` is ready, then lets requests under way end, for five seconds at most.
pub async fn serve(
    mut listener: TcpListener,
    portal: Arc<Portal>,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let cleaner = tokio::spawn(clean(Arc::clone(&portal)));
    let mut http = auto::Builder::new(TokioExecutor::new()).http1_only();
    http.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    let (service, open) = (TowerToHyperService::new(router(portal)), GracefulShutdown::new());
    let mut stop = pin!(stop);
    loop {
        let (stream, _) = tokio::select! {
            () = &mut stop => break,
            accepted = Listener::accept(&mut listener) => accepted,
        };
        let connection = http.serve_connection(TokioIo::new(stream), service.clone());
        let watched = open.watch(connection.into_owned());
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!("a connection ended early: {error}");
            }
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST_REQUESTS, open.shutdown()).await;
    cleaner.abort();
}

/// Forgets expired uploads and tokens, now and every ten minutes.
async fn clean(portal: Arc<Portal>) {
    let mut next = tokio::time::interval(SignedDuration::from_secs(CLEAN_SECONDS).unsigned_abs());
    loop {
        next.tick().await;
        let now = portal.now();
        match portal.stored(move |storage| storage.clean(now)).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!("{gone} expired uploads forgotten"),
            // Logged where it became a problem; the next round tries again.
            Err(_) => {}
        }
    }
}
