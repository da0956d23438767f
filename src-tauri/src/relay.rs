//! Between the engine and the window: builds the engine for an account and passes its events on.

use crate::{
    commands::photos::prepare,
    ipc::{
        events::{ReportChanged, SendProgress},
        types::LineState,
    },
    office::Office,
};
use jiff::Timestamp;
use photo::worker::Broken;
use portal_api::Account;
use std::sync::{Arc, Mutex};
use store::Store;
use sync::{Engine, Event, Line, Look, Session, engine::Parts};
use tauri::{AppHandle, Emitter, Manager};

/// The engine of an account, telling the window what changes.
pub(crate) fn engine(
    app: &AppHandle,
    store: Arc<Mutex<Store>>,
    account: Account,
    session: Arc<Session>,
) -> Engine {
    let app = app.clone();
    Engine::new(Parts {
        session,
        store,
        login: account.login,
        now: Timestamp::now,
        look: |jpeg| {
            let made = prepare(jpeg, &photo::Recipe::default(), Broken::Refused).ok()?;
            Some(Look {
                thumbnail: made.thumbnail,
                likeness: made.likeness.0,
            })
        },
        events: Box::new(move |event| tell(&app, event)),
    })
}

pub(crate) fn line_state(line: Line) -> LineState {
    match line {
        Line::Connecting => LineState::Connecting,
        Line::Online => LineState::Online,
        Line::Offline => LineState::Offline,
        Line::SessionEnded => LineState::SessionEnded,
        Line::NotThePortal => LineState::NotThePortal,
        Line::OtherPortal => LineState::OtherPortal,
        Line::ClockWrong => LineState::ClockWrong,
    }
}

/// A window that is closing hears nothing; that is no fault. Nor is there an office yet while it is being opened: the
/// window asks for everything when it starts.
fn tell(app: &AppHandle, event: Event) {
    let office = app.try_state::<Office>();
    match event {
        Event::ReportChanged(id) => {
            let _ = app.emit("report_changed", ReportChanged { id });
        }
        Event::ReportsChanged => {
            let _ = app.emit("reports_changed", ());
        }
        Event::CatalogueChanged => {
            if let Some(office) = office {
                office.forget_catalogue();
            }
            let _ = app.emit("catalogue_changed", ());
        }
        Event::Progress {
            report,
            photos_total,
            photos_sent,
            bytes_total,
            bytes_sent,
        } => {
            let _ = app.emit(
                "send_progress",
                SendProgress {
                    report,
                    photos_total,
                    photos_sent,
                    bytes_total,
                    bytes_sent,
                },
            );
        }
        Event::LineChanged => {
            if let Some(office) = office {
                office.tell_line(app);
            }
        }
    }
}
