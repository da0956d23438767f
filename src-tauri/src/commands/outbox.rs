//! Sending: queue, take back, look at what waits.

use super::reports::at_desk;
use crate::{
    ipc::{
        error::AppError,
        types::{OutboxRow, ReportArgs, ReportRow},
    },
    office::Office,
};
use jiff::{SignedDuration, Timestamp};
use store::{OutboxState, Standing};
use tauri::{AppHandle, Emitter, Manager};

/// The title of the example that the desk offers a beginner; its answers are invented.
const EXAMPLE: &str = "Приклад звіту: новий майданчик у сквері";

fn is_example(title: &str) -> bool {
    title.trim() == EXAMPLE
}

pub(crate) async fn send(app: AppHandle, args: ReportArgs) -> Result<ReportRow, AppError> {
    let row = at_desk(&app, move |store, eyes| {
        let open = eyes.open(store, args.id)?;
        if !open.problems.is_empty() {
            return Err(AppError::WrongState);
        }
        if is_example(&open.content.title) {
            return Err(AppError::Example);
        }
        store.queue(args.id, Timestamp::now())?;
        Ok(eyes.open(store, args.id)?.row)
    })
    .await?;
    wake(&app);
    Ok(row)
}

pub(crate) async fn unsend(app: AppHandle, args: ReportArgs) -> Result<ReportRow, AppError> {
    let row = at_desk(&app, move |store, eyes| {
        store.unqueue(args.id)?;
        Ok(eyes.open(store, args.id)?.row)
    })
    .await?;
    wake(&app);
    Ok(row)
}

pub(crate) async fn outbox(app: AppHandle) -> Result<Vec<OutboxRow>, AppError> {
    at_desk(&app, |store, _| {
        let waiting = store.outbox()?;
        let mut rows: Vec<OutboxRow> = waiting
            .into_iter()
            .map(|row| {
                let section = store.row(row.report)?.map(|report| report.section);
                Ok(OutboxRow {
                    section: section.unwrap_or_default(),
                    standing: match row.state {
                        OutboxState::Waiting => Standing::Queued,
                        OutboxState::Sending => Standing::Sending,
                        OutboxState::Failed => Standing::Failed,
                    },
                    report: row.report,
                    title: row.title,
                    reason: row.reason,
                    attempts: row.attempts,
                    next_attempt_at: row.next_attempt_at,
                    queued_at: row.queued_at,
                    photos_total: row.photos_total,
                    photos_sent: row.photos_sent,
                    bytes_total: row.bytes_total,
                    bytes_sent: row.bytes_sent,
                    received_at: None,
                })
            })
            .collect::<Result<_, AppError>>()?;
        // What the portal confirmed in the last day stays in sight: "has it arrived?" is the question asked here.
        let yesterday = Timestamp::now() - SignedDuration::from_hours(24);
        let arrived = store.received_after(yesterday)?;
        let sent = arrived
            .iter()
            .filter(|row| !rows.iter().any(|waiting| waiting.report == row.id));
        let received: Vec<OutboxRow> = sent
            .filter_map(|row| {
                let received_at = row.received_at?;
                Some(OutboxRow {
                    report: row.id,
                    title: row.title.clone(),
                    section: row.section.clone(),
                    standing: row.standing,
                    reason: None,
                    attempts: 0,
                    next_attempt_at: None,
                    queued_at: received_at,
                    photos_total: row.photos,
                    photos_sent: row.photos,
                    bytes_total: 0,
                    bytes_sent: 0,
                    received_at: Some(received_at),
                })
            })
            .collect();
        rows.extend(received);
        Ok(rows)
    })
    .await
}

pub(crate) async fn retry(app: AppHandle, args: ReportArgs) -> Result<(), AppError> {
    at_desk(&app, move |store, _| Ok(store.retry(args.id)?)).await?;
    wake(&app);
    Ok(())
}

pub(crate) async fn sync_now(app: AppHandle) -> Result<(), AppError> {
    wake(&app);
    Ok(())
}

/// Begins a round, and tells the window what waits.
fn wake(app: &AppHandle) {
    let office = app.state::<Office>();
    if let Some(engine) = office.engine() {
        engine.wake();
    }
    office.tell_line(app);
    let _ = app.emit("reports_changed", ());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn example_is_known_by_the_title_that_the_desk_gives_it() {
        let desk = include_str!("../../../ui/src/features/desk/sample.ts");
        assert!(desk.contains(&format!("SAMPLE_TITLE = \"{EXAMPLE}\";")));
        assert!(is_example(&format!(" {EXAMPLE}\n")));
        assert!(!is_example("Новий майданчик у сквері"));
    }
}
