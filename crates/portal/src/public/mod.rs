//! tmp
use crate::portal::Portal;
use axum::{Router, response::{Response, IntoResponse}};
use std::sync::Arc;
pub fn routes() -> Router<Arc<Portal>> { Router::new() }
pub fn not_found(_: &Portal) -> Response { "".into_response() }
