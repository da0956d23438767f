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
use std::time::Instant;

/// Makes the listed photos ready and says: the seconds until the first was done, and the bytes of memory that this
/// process grew by and its workers took, each at its highest.
pub(crate) fn make_ready(words: &[OsString]) -> Result<(), Failure> {
    let [folder, workers, photos @ ..] = words else {
        return Err(Failure::Nothing);
    };
    let (folder, photos) = (PathBuf::from(folder), photos.iter().map(PathBuf::from));
    let photos: Vec<PathBuf> = photos.collect();
    let workers: usize = workers.to_string_lossy().parse().unwrap_or(1);
    let program = std::env::current_exe()?;
    let idle = highest_memory("self")?;
    let begun = Instant::now();
    let next = AtomicUsize::new(0);
    let first = Mutex::new(None);
    let at_work = thread::scope(|scope| {
        let run = || -> Result<Worker, Failure> {
            let mut worker = Worker::new(program.clone(), TIME);
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(photo) = photos.get(number) else {
                    return Ok(worker);
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
        // The workers stay until their memory is read below.
        let done = threads.into_iter().map(|thread| thread.join());
        done.map(|worker| worker.unwrap_or(Err(Failure::Nothing)))
            .collect::<Result<Vec<Worker>, Failure>>()
    })?;
    let mut memory = highest_memory("self")? - idle;
    for child in children()? {
        memory += highest_memory(&child)?;
    }
    drop(at_work);
    let first = first.into_inner().ok().flatten().ok_or(Failure::Nothing)?;
    println!("{first} {memory}");
    Ok(())
}

/// The children of all of this process's threads, also of those that have ended: the system counts those to the first.
fn children() -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for thread in fs::read_dir("/proc/self/task")? {
        let list = fs::read_to_string(thread?.path().join("children"))?;
        found.extend(list.split_whitespace().map(str::to_owned));
    }
    Ok(found)
}

fn highest_memory(process: &str) -> Result<f64, Failure> {
    let status = fs::read_to_string(Path::new("/proc").join(process).join("status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    Ok(kibibytes.ok_or(Failure::Nothing)? * 1024.0)
}
