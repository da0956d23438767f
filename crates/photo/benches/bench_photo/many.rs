//! Many photos at once as the editor makes them ready: a worker process for each core, fed by a thread of its own.

use crate::Failure;
use photo::Recipe;
use photo::worker::{Broken, TIME, Worker};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How often memory is looked at.
const OFTEN: Duration = Duration::from_millis(10);

/// Makes the listed photos ready and says: the seconds until the first was done, and by how many bytes the memory of this process
/// and its workers together was more, at its highest, than before.
pub(crate) fn make_ready(words: &[OsString]) -> Result<(), Failure> {
    let [folder, workers, photos @ ..] = words else {
        return Err(Failure::Nothing);
    };
    let (folder, photos) = (PathBuf::from(folder), photos.iter().map(PathBuf::from));
    let photos: Vec<PathBuf> = photos.collect();
    let workers: usize = workers.to_string_lossy().parse().unwrap_or(1);
    let program = std::env::current_exe()?;
    let idle = memory()?;
    let begun = Instant::now();
    let next = AtomicUsize::new(0);
    let first = Mutex::new(None);
    let highest = thread::scope(|scope| {
        let run = || -> Result<(), Failure> {
            let mut worker = Worker::new(program.clone(), TIME);
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(photo) = photos.get(number) else {
                    return Ok(());
                };
                let done = worker.prepare(&fs::read(photo)?, &Recipe::default(), Broken::Refused)?;
                fs::write(folder.join(format!("{number}-thumb.jpg")), done.thumbnail)?;
                if let Ok(mut first) = first.lock() {
                    first.get_or_insert_with(|| begun.elapsed().as_secs_f64());
                }
                fs::write(folder.join(format!("{number}-picture.jpg")), done.jpeg)?;
            }
        };
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(run)).collect();
        let mut highest = idle;
        while !threads.iter().all(|thread| thread.is_finished()) {
            highest = memory()?.max(highest);
            thread::sleep(OFTEN);
        }
        let mut done = threads.into_iter().map(|thread| thread.join());
        done.try_for_each(|worker| worker.unwrap_or(Err(Failure::Nothing)))?;
        Ok::<f64, Failure>(highest)
    })?;
    let first = first.into_inner().ok().flatten().ok_or(Failure::Nothing)?;
    println!("{first} {}", highest - idle);
    Ok(())
}

/// Bytes of memory of this process and its workers, what they share counted once.
fn memory() -> Result<f64, Failure> {
    let own = share("self").ok_or(Failure::Nothing)?;
    // A worker may end between being named and being asked.
    Ok(own + children()?.iter().filter_map(|child| share(child)).sum::<f64>())
}

/// The processes that this one's threads have started.
fn children() -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for thread in fs::read_dir("/proc/self/task")? {
        // A thread may end as well.
        let list = fs::read_to_string(thread?.path().join("children")).unwrap_or_default();
        found.extend(list.split_whitespace().map(str::to_owned));
    }
    Ok(found)
}

/// A process's memory, with its part of what it shares.
fn share(process: &str) -> Option<f64> {
    let rollup = fs::read_to_string(Path::new("/proc").join(process).join("smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kibibytes: f64 = line?.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024.0)
}
