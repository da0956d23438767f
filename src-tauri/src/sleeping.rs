//! The computer goes to sleep: what was typed last is written down before, since a battery may run out meanwhile. The page is
//! asked, since only it knows what that is, and the system waits for it as long as the system does.

use crate::{ipc::error::AppError, office::lock};
use std::{
    sync::{
        Mutex,
        mpsc::{Sender, channel},
    },
    time::Duration,
};
use tauri::{AppHandle, Emitter, Manager};

/// Windows waits two seconds for all programs together, logind five.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Who waits for the page's answer.
#[derive(Default)]
pub(crate) struct Sleeping(Mutex<Option<Sender<()>>>);

/// Listens to the system until the program ends.
pub(crate) fn begin(app: &AppHandle) {
    let app = app.clone();
    std::thread::spawn(move || {
        if let Err(error) = system::listen(move || write_down(&app)) {
            tracing::info!(%error, "the system does not tell when it goes to sleep");
        }
    });
}

/// Has everything written down; returns when it is, or when the system would wait no longer.
fn write_down(app: &AppHandle) {
    let (written, is_written) = channel();
    *lock(&app.state::<Sleeping>().0) = Some(written);
    let _ = app.emit("sleep_near", ());
    if is_written.recv_timeout(PATIENCE).is_err() {
        tracing::warn!("the computer goes to sleep before everything is written down");
    }
}

/// The page has written down what it held.
pub(crate) async fn written(app: AppHandle) -> Result<(), AppError> {
    if let Some(waits) = lock(&app.state::<Sleeping>().0).take() {
        let _ = waits.send(());
    }
    Ok(())
}

/// logind tells, and waits for whoever has asked it to.
#[cfg(target_os = "linux")]
mod system {
    use zbus::{
        blocking::{Connection, Proxy},
        zvariant::OwnedFd,
    };

    const LOGIND: &str = "org.freedesktop.login1";

    pub(super) fn listen(write_down: impl Fn()) -> zbus::Result<()> {
        let bus = Connection::system()?;
        let path = "/org/freedesktop/login1";
        let logind = Proxy::new(&bus, LOGIND, path, "org.freedesktop.login1.Manager")?;
        let wait_for_us = || -> zbus::Result<OwnedFd> {
            let how = ("sleep", "Zvitnyk", "What was typed is written down", "delay");
            logind.call("Inhibit", &how)
        };
        let signs = logind.receive_signal("PrepareForSleep")?;
        let mut held = Some(wait_for_us()?);
        for sign in signs {
            if sign.body().deserialize::<bool>()? {
                write_down();
                held = None;
            } else if held.is_none() {
                held = Some(wait_for_us()?);
            }
        }
        Ok(())
    }
}

/// Windows calls, and goes on when the call returns.
#[cfg(windows)]
mod system {
    use std::{ffi::c_void, io, ptr};
    use windows_sys::Win32::{
        Foundation::ERROR_SUCCESS,
        System::Power::{DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS, PowerRegisterSuspendResumeNotification},
        UI::WindowsAndMessaging::{DEVICE_NOTIFY_CALLBACK, PBT_APMSUSPEND},
    };

    type Write = Box<dyn Fn() + Send + Sync>;

    pub(super) fn listen(write_down: impl Fn() + Send + Sync + 'static) -> io::Result<()> {
        // Both are the system's until the program ends.
        let write_down: &'static mut Write = Box::leak(Box::new(Box::new(write_down)));
        let asks = Box::leak(Box::new(DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS {
            Callback: Some(heard),
            Context: ptr::from_mut(write_down).cast(),
        }));
        let mut registered = ptr::null_mut();
        // SAFETY: `asks` and what it points to are never freed nor moved, and `heard` has the signature that is asked for.
        #[expect(unsafe_code, reason = "no crate wraps this call")]
        let answer = unsafe {
            PowerRegisterSuspendResumeNotification(
                DEVICE_NOTIFY_CALLBACK,
                ptr::from_mut(asks).cast(),
                &raw mut registered,
            )
        };
        match answer {
            ERROR_SUCCESS => Ok(()),
            code => Err(io::Error::from_raw_os_error(code.cast_signed())),
        }
    }

    #[expect(unsafe_code, reason = "called by the system")]
    unsafe extern "system" fn heard(write_down: *const c_void, sign: u32, _setting: *const c_void) -> u32 {
        if sign == PBT_APMSUSPEND {
            // SAFETY: the context is the closure that `listen` has leaked, which may be called from any thread.
            let write_down = unsafe { &*write_down.cast::<Write>() };
            write_down();
        }
        ERROR_SUCCESS
    }
}

#[cfg(not(any(target_os = "linux", windows)))]
mod system {
    /// Leaving the window writes everything down as well; this system is not asked for more.
    pub(super) fn listen(_write_down: impl Fn()) -> Result<(), std::convert::Infallible> {
        Ok(())
    }
}
