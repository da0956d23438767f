//! Photos in a process of its own. This program is also that process: started with the worker's argument it serves, and
//! crashes, hangs or eats memory where a photo's bytes tell it to.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod fixtures;

use fixtures::{corners, jpeg};
use photo::edit::{Area, Colour, Cover, CoverKind, Mark, Spot};
use photo::worker::{ARGUMENT, Broken, Worker, serve};
use photo::{DecodeFailure, Edit, PhotoError, Recipe, prepare};
use std::env;
use std::io::{self, Read, stdin, stdout};
use std::time::{Duration, Instant};

const CRASH: &[u8] = b"crash, please";
const HANG: &[u8] = b"hang, please.";
const EAT: &[u8] = b"eat memory...";

fn main() {
    if env::args().nth(1).as_deref() == Some(ARGUMENT) {
        return serve(Spoiled(stdin().lock()), stdout().lock()).unwrap();
    }
    // What nextest and the like ask.
    if env::args().any(|argument| argument == "--list") {
        return;
    }
    answers_are_those_of_the_same_process();
    photo_that_crashes_or_hangs_costs_itself_and_the_rest_go_on();
    #[cfg(target_os = "linux")]
    memory_of_the_process_is_bounded();
    worker_that_cannot_be_started_is_an_answer();
    println!("worker: 4 claims hold");
}

struct Spoiled<R>(R);

impl<R: Read> Read for Spoiled<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(into)?;
        match into.get(..read) {
            Some(CRASH) => std::process::abort(),
            Some(HANG) => loop {
                std::thread::park();
            },
            Some(EAT) => {
                let mut eaten = Vec::new();
                loop {
                    // Asked for and never touched.
                    eaten.push(std::hint::black_box(vec![0_u8; 64 << 20]));
                }
            }
            _ => Ok(read),
        }
    }
}

fn worker() -> Worker {
    Worker::new(env::current_exe().unwrap(), Duration::from_secs(2))
}

fn answers_are_those_of_the_same_process() {
    let photo = jpeg(&corners(640, 480));
    let recipe = Recipe::default();
    let mut worker = worker();
    for _ in 0..3 {
        let made = worker.prepare(&photo, &recipe, Broken::Refused).unwrap();
        assert_eq!(made, prepare(&photo, &recipe).unwrap());
    }
    let edited = Recipe {
        edit: Edit {
            turns: 1,
            straighten: 2.5,
            covers: vec![Cover {
                area: Area {
                    left: 0.1,
                    top: 0.2,
                    width: 0.3,
                    height: 0.4,
                },
                kind: CoverKind::Black,
            }],
            marks: vec![Mark::Arrow {
                from: Spot { x: 0.1, y: 0.1 },
                to: Spot { x: 0.6, y: 0.7 },
                colour: Colour([200, 0, 0]),
            }],
            ..Edit::NONE
        },
        ..Recipe::default()
    };
    let made = worker.prepare(&photo, &edited, Broken::Refused).unwrap();
    assert_eq!(made, prepare(&photo, &edited).unwrap());
    assert_ne!(made.jpeg, prepare(&photo, &recipe).unwrap().jpeg);
    let words = |made: Result<_, PhotoError>| format!("{}", made.unwrap_err());
    for refused in [
        b"".as_slice(),
        b"a letter",
        b"<html>",
        b"%PDF-1.7",
        &photo[..photo.len() / 2],
    ] {
        assert_eq!(
            words(worker.prepare(refused, &recipe, Broken::Refused)),
            words(prepare(refused, &recipe))
        );
    }
}

fn photo_that_crashes_or_hangs_costs_itself_and_the_rest_go_on() {
    let photo = jpeg(&corners(640, 480));
    let recipe = Recipe::default();
    let mut worker = worker();
    let mut made = 0;
    for bytes in [&photo, CRASH, &photo, HANG, &photo, CRASH, CRASH, &photo] {
        let begun = Instant::now();
        match worker.prepare(bytes, &recipe, Broken::Refused) {
            Ok(_) => made += 1,
            Err(PhotoError::Corrupt(DecodeFailure::Crashed)) => assert_eq!(bytes, CRASH),
            Err(PhotoError::Corrupt(DecodeFailure::Hung)) => assert_eq!(bytes, HANG),
            Err(error) => panic!("{error:?}"),
        }
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
    assert_eq!(made, 4);
}

#[cfg(target_os = "linux")]
fn memory_of_the_process_is_bounded() {
    let mut worker = Worker::new(env::current_exe().unwrap(), Duration::from_secs(60));
    let eaten = worker.prepare(EAT, &Recipe::default(), Broken::Refused);
    assert!(
        matches!(eaten, Err(PhotoError::Corrupt(DecodeFailure::Crashed))),
        "{eaten:?}"
    );
}

fn worker_that_cannot_be_started_is_an_answer() {
    let mut worker = Worker::new("/no/such/program".into(), Duration::from_secs(2));
    assert!(matches!(
        worker.prepare(b"", &Recipe::default(), Broken::Refused),
        Err(PhotoError::Corrupt(DecodeFailure::NotStarted(_)))
    ));
}
