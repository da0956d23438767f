//! The threads that photos are made ready on: one for each core, behind everything else that the computer does, so that the window
//! stays quick; and no more pixels in work at once than the memory of an office computer has room for.

use crate::office::lock;
use photo::{
    DecodeFailure, PhotoError, Prepared, Recipe,
    worker::{Broken, TIME, Worker},
};
use std::{
    env,
    sync::{Mutex, OnceLock},
    time::{Duration, Instant},
};
use tauri::async_runtime;
use thread_priority::{ThreadPriority, set_current_thread_priority};
use tokio::sync::{Semaphore, oneshot};

/// Bytes that photos in work may take together, besides their files.
const MEMORY: u64 = 160 * 1024 * 1024;
/// The unit in which that is given out.
const UNIT: u64 = 1024 * 1024;

fn room() -> &'static Semaphore {
    static ROOM: OnceLock<Semaphore> = OnceLock::new();
    ROOM.get_or_init(|| Semaphore::new(usize::try_from(MEMORY / UNIT).unwrap_or(1)))
}

/// How many photos are worked on at once.
pub(super) fn at_once() -> usize {
    std::thread::available_parallelism()
        .map_or(2, usize::from)
        .clamp(1, 8)
}

fn threads() -> Option<&'static rayon::ThreadPool> {
    static POOL: OnceLock<Option<rayon::ThreadPool>> = OnceLock::new();
    POOL.get_or_init(|| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(at_once())
            .thread_name(|number| format!("photo {number}"))
            .start_handler(|_| {
                // Not everywhere allowed, and no loss then.
                let _ = set_current_thread_priority(ThreadPriority::Min);
            })
            .build()
            .inspect_err(|error| tracing::error!(%error, "no threads for photos"))
            .ok()
    })
    .as_ref()
}

/// The processes that have nothing to do, each since when; the last one to have worked is the first to work again.
static IDLE: Mutex<Vec<(Instant, Worker)>> = Mutex::new(Vec::new());

/// How long a process waits for the next photo before it is ended, so that it costs no memory.
const PATIENCE: Duration = Duration::from_secs(30);

/// Ends the processes that have had nothing to do for so long.
fn end_idle(patience: Duration) {
    let ended = idle_since(&mut lock(&IDLE), patience);
    // Waits until they are gone.
    drop(ended);
}

/// Takes out what has been idle for so long.
fn idle_since<T>(idle: &mut Vec<(Instant, T)>, patience: Duration) -> Vec<(Instant, T)> {
    idle.extract_if(.., |(since, _)| since.elapsed() >= patience)
        .collect()
}

/// Makes a photo ready in a process of its own; in this one where the system does not let us start another.
pub(crate) fn prepare(bytes: &[u8], recipe: &Recipe, broken: Broken) -> Result<Prepared, PhotoError> {
    let idle = lock(&IDLE).pop();
    let worker = idle.map_or_else(
        || Ok(Worker::new(env::current_exe()?, TIME)),
        |(_, worker)| Ok(worker),
    );
    let made = match worker {
        Ok(mut worker) => {
            let made = worker.prepare(bytes, recipe, broken);
            lock(&IDLE).push((Instant::now(), worker));
            async_runtime::spawn(async {
                tokio::time::sleep(PATIENCE).await;
                async_runtime::spawn_blocking(|| end_idle(PATIENCE));
            });
            made
        }
        Err(error) => Err(PhotoError::Corrupt(DecodeFailure::NotStarted(error))),
    };
    match made {
        Err(PhotoError::Corrupt(DecodeFailure::NotStarted(error))) => {
            tracing::warn!(%error, "no process for photos");
            match broken {
                Broken::Refused => photo::prepare(bytes, recipe),
                Broken::Taken => photo::prepare_partial(bytes, recipe),
            }
        }
        made => made,
    }
}

/// Runs `work` on one of the threads, once there is room for the bytes that it takes; `None` if it did not come to an end.
pub(super) async fn work<T: Send + 'static>(
    bytes: u64,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    // One that takes more than there is works alone.
    let units = u32::try_from(bytes.min(MEMORY).div_ceil(UNIT)).unwrap_or(1);
    let room = room().acquire_many(units).await.ok()?;
    let (done, answer) = oneshot::channel();
    threads()?.spawn(move || {
        let made = work();
        drop(room);
        let _ = done.send(made);
    });
    answer.await.ok()
}

#[cfg(test)]
mod tests {
    use super::idle_since;
    use std::time::{Duration, Instant};

    #[test]
    fn process_that_has_waited_long_is_ended_and_one_that_has_just_worked_goes_on_waiting() {
        let now = Instant::now();
        let ago = |seconds| now.checked_sub(Duration::from_secs(seconds)).unwrap_or(now);
        let mut idle = vec![(ago(31), "first"), (ago(2), "second"), (ago(90), "third")];
        let ended = idle_since(&mut idle, Duration::from_secs(30));
        let names = |some: &[(Instant, &'static str)]| some.iter().map(|(_, name)| *name).collect::<Vec<_>>();
        assert_eq!(names(&ended), ["first", "third"]);
        assert_eq!(names(&idle), ["second"]);
        assert_eq!(idle_since(&mut idle, Duration::from_secs(30)).len(), 0);
    }
}
