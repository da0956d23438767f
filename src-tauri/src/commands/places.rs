//! Places: what lies near a position, search in the map pack, typed coordinates.

use crate::{
    ipc::{
        error::AppError,
        types::{LonLat, TextArgs},
    },
    office::{Office, blocking},
};
use map::{Found, Nearest};
use tauri::{AppHandle, Manager};

const MOST: usize = 12;

pub(crate) async fn nearest(app: AppHandle, at: LonLat) -> Result<Option<Nearest>, AppError> {
    let Some(pack) = app.state::<Office>().pack() else {
        return Ok(None);
    };
    blocking(move || Ok(pack.nearest(at.lon, at.lat)?)).await
}

pub(crate) async fn search(app: AppHandle, args: TextArgs) -> Result<Vec<Found>, AppError> {
    let pack = app.state::<Office>().pack().ok_or(AppError::NoMap)?;
    blocking(move || Ok(pack.search(&args.text, MOST)?)).await
}

pub(crate) async fn coordinates(_app: AppHandle, args: TextArgs) -> Result<Option<[f64; 2]>, AppError> {
    Ok(report::place::parse_coordinates(&args.text))
}
