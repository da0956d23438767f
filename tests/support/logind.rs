//! The system's part in going to sleep, on a session's bus: it says so, and waits for whoever has asked it to.

use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};

use zbus::blocking::{Connection, connection::Builder};
use zbus::zvariant;

use super::process::PATIENCE;

const PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";

/// The other end of what was handed to the last program that asked to be waited for.
type Held = Arc<Mutex<Option<UnixStream>>>;

pub(crate) struct Logind {
    bus: Connection,
    held: Held,
}

struct Manager {
    held: Held,
}

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> zvariant::OwnedFd {
        assert_eq!((what, mode), ("sleep", "delay"));
        let (ours, theirs) = UnixStream::pair().unwrap();
        *self.held.lock().unwrap() = Some(ours);
        OwnedFd::from(theirs).into()
    }
}

impl Logind {
    /// Comes to the bus. A program that was started before does not know it.
    pub(crate) fn begin(bus: &str) -> Self {
        let held = Held::default();
        let manager = Manager {
            held: Arc::clone(&held),
        };
        let bus = Builder::address(bus)
            .and_then(|bus| bus.name("org.freedesktop.login1"))
            .and_then(|bus| bus.serve_at(PATH, manager))
            .and_then(Builder::build)
            .unwrap();
        Self { bus, held }
    }

    /// Says that the computer is about to sleep, and returns when the program lets it.
    pub(crate) fn sleep(&self) {
        let mut held = self
            .held
            .lock()
            .unwrap()
            .take()
            .expect("nobody asked to be waited for");
        self.bus
            .emit_signal(None::<&str>, PATH, MANAGER, "PrepareForSleep", &true)
            .unwrap();
        held.set_read_timeout(Some(PATIENCE)).unwrap();
        assert_eq!(
            held.read(&mut [0]).unwrap(),
            0,
            "the program does not let the computer sleep"
        );
    }
}
