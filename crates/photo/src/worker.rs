//! Photos made ready in a process of its own, so that a decoder's crash or runaway costs one photo and nothing else.
//!
//! One of the decoders is C (libjpeg-turbo), and none can be stopped from outside while it runs in a thread. So the
//! program starts itself once more with [`ARGUMENT`] and speaks with it over its standard input and output: a request is
//! a head and the photo's bytes, the answer one piece, each behind its length as eight bytes, little end first. A process
//! that crashes, or takes too long and is killed, is replaced for the next photo. Why so: docs/adr/0013-photo-worker.md.
//!
//! Not like the rest of the crate, this knows of processes, threads and time.

use crate::error::DecodeFailure;
use crate::{PhotoError, Prepared, Recipe, prepare, prepare_partial};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// The program's first argument when it shall work on photos.
pub const ARGUMENT: &str = "--photo-worker";

/// How long a photo may take: many times what the largest one does on a slow computer.
pub const TIME: Duration = Duration::from_secs(30);

/// The longest piece that is believed: more than the largest file that is taken in.
const LONGEST: u64 = 1 << 30;

/// What is made room for before it has come.
const MOST_AT_ONCE: u64 = 64 << 20;

/// Address space of the process (of Windows: what it may have committed): the largest picture's 800 MB, the program itself and its
/// libraries.
#[cfg(any(unix, windows))]
const SPACE: u64 = 3 << 30;

/// `BELOW_NORMAL_PRIORITY_CLASS` and `CREATE_NO_WINDOW`: a process does not take over its starter's thread's priority.
#[cfg(windows)]
const BEHIND_AND_WINDOWLESS: u32 = 0x0800_4000;

/// What becomes of a picture whose file breaks off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Broken {
    /// It is refused, with the share that is there; [`prepare`].
    Refused,
    /// It is taken as far as it goes; [`prepare_partial`].
    Taken,
}

/// The other process, started when it is first needed.
#[derive(Debug)]
pub struct Worker {
    program: PathBuf,
    time: Duration,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
}

impl Worker {
    /// A worker by `program`, which calls [`serve`] when its first argument is [`ARGUMENT`]; each photo may take `time`.
    #[must_use]
    pub fn new(program: PathBuf, time: Duration) -> Self {
        Self {
            program,
            time,
            running: None,
        }
    }

    /// Makes a photo ready in the other process. Blocks until it is done or its time is up.
    ///
    /// # Errors
    /// As [`prepare`]; [`PhotoError::Corrupt`] with [`DecodeFailure::Hung`], [`DecodeFailure::Crashed`] or
    /// [`DecodeFailure::NotStarted`] when the process failed. The next call starts a new one.
    pub fn prepare(&mut self, bytes: &[u8], recipe: &Recipe, broken: Broken) -> Result<Prepared, PhotoError> {
        let failed = |failure| Err(PhotoError::Corrupt(failure));
        let mut running = match self.running.take().map_or_else(|| self.started(), Ok) {
            Ok(running) => running,
            Err(error) => return failed(DecodeFailure::NotStarted(error)),
        };
        let Running { child, input, output } = &mut running;
        let (done, waiting) = channel::<()>();
        let time = self.time;
        let (answer, in_time) = thread::scope(|scope| {
            let guard = scope.spawn(move || {
                let in_time = waiting.recv_timeout(time) != Err(RecvTimeoutError::Timeout);
                // Without it the other end of the pipes stays open.
                in_time || child.kill().is_err()
            });
            let answer = asked(input, output, bytes, recipe, broken);
            drop(done);
            (answer, guard.join().unwrap_or(true))
        });
        match answer {
            Ok(answer) => {
                self.running = Some(running);
                answer.into()
            }
            Err(_) => {
                running.stop();
                failed(if in_time {
                    DecodeFailure::Crashed
                } else {
                    DecodeFailure::Hung
                })
            }
        }
    }

    fn started(&self) -> io::Result<Running> {
        let mut command = Command::new(&self.program);
        #[cfg(windows)]
        std::os::windows::process::CommandExt::creation_flags(&mut command, BEHIND_AND_WINDOWLESS);
        // Without it glibc keeps for the next photo what the last one took, tens of megabytes.
        #[cfg(target_os = "linux")]
        command.env("MALLOC_MMAP_THRESHOLD_", LARGE);
        let mut child = command
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Running { child, input, output }),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
}

/// From so many bytes on a worker gives memory back as soon as it is done with it.
#[cfg(target_os = "linux")]
const LARGE: &str = "1048576";

impl Drop for Worker {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop();
        }
    }
}

impl Running {
    fn stop(mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn asked(
    mut input: impl Write,
    mut output: impl Read,
    bytes: &[u8],
    recipe: &Recipe,
    broken: Broken,
) -> io::Result<Answer> {
    let head = serde_json::to_vec(&(recipe, broken)).map_err(io::Error::other)?;
    send(&mut input, &head)?;
    send(&mut input, bytes)?;
    input.flush()?;
    let answer = receive(&mut output)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    postcard::from_bytes(&answer).map_err(io::Error::other)
}

/// The work of the other process: answers requests until there are no more, within bounds of memory where the system
/// has them.
///
/// # Errors
/// The pipes' own.
pub fn serve(mut input: impl Read, output: impl Write) -> io::Result<()> {
    #[cfg(any(unix, windows))]
    bound_memory();
    let mut output = BufWriter::new(output);
    while let Some(head) = receive(&mut input)? {
        let (recipe, broken): (Recipe, Broken) = serde_json::from_slice(&head).map_err(io::Error::other)?;
        let bytes = receive(&mut input)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        let made = match broken {
            Broken::Refused => prepare(&bytes, &recipe),
            Broken::Taken => prepare_partial(&bytes, &recipe),
        };
        let answer = postcard::to_allocvec(&Answer::from(made)).map_err(io::Error::other)?;
        send(&mut output, &answer)?;
        output.flush()?;
    }
    Ok(())
}

/// Past it an allocation fails, which ends this process and costs the photo.
#[cfg(unix)]
fn bound_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // A system that refuses has bounds of its own.
    let _ = setrlimit(
        Resource::As,
        Rlimit {
            current: Some(SPACE),
            maximum: Some(SPACE),
        },
    );
}

/// Past it an allocation fails, which ends this process and costs the photo. The job that bounds it lasts as long as the process.
#[cfg(windows)]
#[expect(
    unsafe_code,
    reason = "Windows bounds a process by a job alone, and no kept crate sets a job's memory"
)]
fn bound_memory() {
    use windows_sys::Win32::System::{
        JobObjects::{
            AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_PROCESS_MEMORY,
            JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectExtendedLimitInformation, SetInformationJobObject,
        },
        Threading::GetCurrentProcess,
    };
    let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION {
        ProcessMemoryLimit: usize::try_from(SPACE).unwrap_or(usize::MAX),
        ..Default::default()
    };
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_PROCESS_MEMORY;
    // SAFETY: no pointers but `limits`, which outlives the call that reads it, with its own size; the job's handle is closed by
    // nobody but the end of the process. A system that refuses has bounds of its own.
    unsafe {
        let job = CreateJobObjectW(std::ptr::null(), std::ptr::null());
        let _ = SetInformationJobObject(
            job,
            JobObjectExtendedLimitInformation,
            (&raw const limits).cast(),
            size_of_val(&limits) as u32,
        );
        let _ = AssignProcessToJobObject(job, GetCurrentProcess());
    }
}

fn send(to: &mut impl Write, piece: &[u8]) -> io::Result<()> {
    to.write_all(&(piece.len() as u64).to_le_bytes())?;
    to.write_all(piece)
}

/// The next piece; `None` when the other side has closed.
fn receive(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        done => done?,
    }
    let length = u64::from_le_bytes(length);
    if length > LONGEST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut piece = Vec::new();
    // At once, so that a photo's bytes don't lie there twice while there come to be more.
    let room = usize::try_from(length.min(MOST_AT_ONCE)).unwrap_or(0);
    piece
        .try_reserve_exact(room)
        .map_err(|_| io::ErrorKind::OutOfMemory)?;
    from.take(length).read_to_end(&mut piece)?;
    if (piece.len() as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(piece))
}

/// The outcome on its way between processes: a decoder's own error goes as its words.
#[derive(Serialize, Deserialize)]
enum Answer {
    Made(Box<Prepared>),
    NotAnImage,
    Empty,
    Video,
    WebPage,
    Unsupported { format: Cow<'static, str> },
    Truncated { share: u8 },
    TooManyPixels { width: u32, height: u32 },
    Failed { words: String },
}

impl From<Result<Prepared, PhotoError>> for Answer {
    fn from(made: Result<Prepared, PhotoError>) -> Self {
        match made {
            Ok(prepared) => Self::Made(Box::new(prepared)),
            Err(PhotoError::NotAnImage) => Self::NotAnImage,
            Err(PhotoError::Empty) => Self::Empty,
            Err(PhotoError::Video) => Self::Video,
            Err(PhotoError::WebPage) => Self::WebPage,
            Err(PhotoError::Unsupported { format }) => Self::Unsupported { format },
            Err(PhotoError::Truncated { share }) => Self::Truncated { share },
            Err(PhotoError::TooManyPixels { width, height }) => Self::TooManyPixels { width, height },
            Err(PhotoError::Corrupt(failure)) => Self::Failed {
                words: failure.to_string(),
            },
            Err(error @ (PhotoError::Encode(_) | PhotoError::Resize(_))) => Self::Failed {
                words: error.to_string(),
            },
        }
    }
}

impl From<Answer> for Result<Prepared, PhotoError> {
    fn from(answer: Answer) -> Self {
        Err(match answer {
            Answer::Made(prepared) => return Ok(*prepared),
            Answer::NotAnImage => PhotoError::NotAnImage,
            Answer::Empty => PhotoError::Empty,
            Answer::Video => PhotoError::Video,
            Answer::WebPage => PhotoError::WebPage,
            Answer::Unsupported { format } => PhotoError::Unsupported { format },
            Answer::Truncated { share } => PhotoError::Truncated { share },
            Answer::TooManyPixels { width, height } => PhotoError::TooManyPixels { width, height },
            Answer::Failed { words } => PhotoError::Corrupt(DecodeFailure::Told(words)),
        })
    }
}
