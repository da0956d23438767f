//! What the program holds while it runs: who works, with which file, on which map, over which line.

use crate::{
    credentials::Keyring,
    ipc::{
        error::AppError,
        events::{LineChanged, Opening, OpeningStep},
        types::{Line, LineState, Preferences, Seat, Start, StoreTrouble},
    },
    preferences::{self, Kept, LastSeat},
    relay,
};
use jiff::Timestamp;
use map::{Pack, PackInfo};
use portal_api::Account;
use report::{Catalogue, Login};
use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use store::{Broken, DATABASE, Holder, Pulse, Store, Upgrade};
use sync::{Client, Engine, PortalAddress, Session};
use tauri::{AppHandle, Emitter, Manager};
use uuid::Uuid;

/// The program's state; one, managed by Tauri.
pub(crate) struct Office {
    /// The program's folder of data.
    pub(crate) root: PathBuf,
    kept: Mutex<Kept>,
    chair: Mutex<Chair>,
    pack: Option<Arc<Pack>>,
    /// Whether the last seat was taken, or found to be in trouble, since the program began.
    opened: tokio::sync::watch::Sender<bool>,
}

/// Who sits at the desk.
enum Chair {
    Empty { trouble: Option<StoreTrouble> },
    Taken(Taken),
}

/// A file being worked with.
pub(crate) struct Taken {
    pub(crate) store: Arc<Mutex<Store>>,
    pulse: Pulse,
    catalogue: Option<Arc<Catalogue>>,
    /// `None`: without signing in.
    pub(crate) who: Option<Who>,
}

/// An account and its line to the portal.
pub(crate) struct Who {
    pub(crate) account: Account,
    pub(crate) engine: Arc<Engine>,
    task: tauri::async_runtime::JoinHandle<()>,
}

impl Drop for Who {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// How far opening is, is not said oftener than this.
const BETWEEN_WORDS: Duration = Duration::from_millis(100);

/// Locks without fear: a thread that panicked while holding the lock left data that SQLite keeps whole.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs disk work off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .unwrap_or(Err(AppError::Fault))
}

impl Office {
    /// The office with nobody in it yet; [`Office::begin`] comes next.
    pub(crate) fn new(root: PathBuf, pack: Option<Pack>) -> Self {
        Self {
            kept: Mutex::new(preferences::read(&root)),
            root,
            chair: Mutex::new(Chair::Empty { trouble: None }),
            pack: pack.map(Arc::new),
            opened: tokio::sync::watch::Sender::new(false),
        }
    }

    /// Opens the office as it was left: the same account or the same local file. A file of an earlier version takes its time.
    pub(crate) fn begin(&self, app: &AppHandle) {
        self.resume(app);
        self.opened.send_replace(true);
    }

    /// Waits until it is known who sits here.
    pub(crate) async fn opened(&self) {
        let _ = self.opened.subscribe().wait_for(|opened| *opened).await;
    }

    /// Takes the seat in which the program was left; what is wrong with its file becomes a screen.
    pub(crate) fn resume(&self, app: &AppHandle) {
        let kept = lock(&self.kept).clone();
        let resumed = match &kept.last_seat {
            LastSeat::Nobody => Ok(()),
            LastSeat::Local => self.sit_locally(app),
            LastSeat::Account => self.resume_account(app, &kept.preferences),
        };
        if let Err(error) = resumed {
            self.leave(trouble(&error));
        }
    }

    /// Whether the file of the last seat could not be opened.
    pub(crate) fn is_in_trouble(&self) -> bool {
        matches!(&*lock(&self.chair), Chair::Empty { trouble: Some(_) })
    }

    /// The map pack, if there is one.
    pub(crate) fn pack(&self) -> Option<Arc<Pack>> {
        self.pack.clone()
    }

    /// The preferences of this computer.
    pub(crate) fn preferences(&self) -> Preferences {
        lock(&self.kept).preferences.clone()
    }

    /// Changes what is kept for the next start.
    pub(crate) fn keep(&self, change: impl FnOnce(&mut Kept)) -> Result<(), AppError> {
        let mut kept = lock(&self.kept);
        change(&mut kept);
        preferences::write(&self.root, &kept).map_err(|_| cannot_write(&self.root))
    }

    /// What the window needs first.
    pub(crate) fn start(&self) -> Start {
        let (seat, trouble) = match &*lock(&self.chair) {
            Chair::Empty { trouble } => (Seat::Nobody, trouble.clone()),
            Chair::Taken(Taken { who: None, .. }) => (Seat::Local, None),
            Chair::Taken(Taken { who: Some(who), .. }) => {
                let signed_in = who.engine.line() != sync::Line::SessionEnded;
                let portal = who.engine.client().portal().to_string();
                (
                    Seat::Account {
                        account: who.account.clone(),
                        portal,
                        signed_in,
                    },
                    None,
                )
            }
        };
        Start {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            preferences: self.preferences(),
            seat,
            trouble,
            map: self.pack.as_ref().map(|pack| PackInfo::clone(pack.info())),
            line: self.line(),
        }
    }

    /// The line as it stands.
    pub(crate) fn line(&self) -> Line {
        let state = self
            .engine()
            .map_or(LineState::Local, |engine| relay::line_state(engine.line()));
        // The chair is let go first: who asks for it must not wait for who works with the store.
        let Ok(store) = self.store() else {
            return Line {
                state: LineState::Local,
                queued: 0,
                last_received_at: None,
            };
        };
        let store = lock(&store);
        Line {
            state,
            queued: store
                .outbox()
                .map_or(0, |rows| u32::try_from(rows.len()).unwrap_or(u32::MAX)),
            last_received_at: store.last_received_at().ok().flatten(),
        }
    }

    /// Tells the window how the line stands.
    pub(crate) fn tell_line(&self, app: &AppHandle) {
        let _ = app.emit("line_changed", LineChanged { line: self.line() });
    }

    /// The file being worked with.
    pub(crate) fn store(&self) -> Result<Arc<Mutex<Store>>, AppError> {
        match &*lock(&self.chair) {
            Chair::Taken(taken) => Ok(Arc::clone(&taken.store)),
            Chair::Empty { .. } => Err(AppError::NoSeat),
        }
    }

    /// The signs of life for other computers, with the store for which they are given.
    pub(crate) fn pulse(&self) -> Option<(Pulse, Arc<Mutex<Store>>)> {
        match &*lock(&self.chair) {
            Chair::Taken(taken) => Some((taken.pulse.clone(), Arc::clone(&taken.store))),
            Chair::Empty { .. } => None,
        }
    }

    /// The open file of that folder, if it is the one being worked with: signing in again goes on with it.
    pub(crate) fn store_of(&self, folder: &Path) -> Option<Arc<Mutex<Store>>> {
        self.store().ok().filter(|store| lock(store).folder() == folder)
    }

    /// The engine of the account at work.
    pub(crate) fn engine(&self) -> Option<Arc<Engine>> {
        match &*lock(&self.chair) {
            Chair::Taken(Taken { who: Some(who), .. }) => Some(Arc::clone(&who.engine)),
            _ => None,
        }
    }

    /// The account at work.
    pub(crate) fn account(&self) -> Option<Account> {
        match &*lock(&self.chair) {
            Chair::Taken(Taken { who: Some(who), .. }) => Some(who.account.clone()),
            _ => None,
        }
    }

    /// The catalogue, read once from the file and kept.
    pub(crate) fn catalogue(&self) -> Result<Option<Arc<Catalogue>>, AppError> {
        let store = match &*lock(&self.chair) {
            Chair::Taken(Taken {
                catalogue: Some(known),
                ..
            }) => return Ok(Some(Arc::clone(known))),
            Chair::Taken(taken) => Arc::clone(&taken.store),
            Chair::Empty { .. } => return Err(AppError::NoSeat),
        };
        let read = lock(&store).catalogue()?.map(|(read, _)| Arc::new(read));
        if let Chair::Taken(taken) = &mut *lock(&self.chair)
            && Arc::ptr_eq(&taken.store, &store)
        {
            taken.catalogue.clone_from(&read);
        }
        Ok(read)
    }

    /// Reads the catalogue again when next asked for.
    pub(crate) fn forget_catalogue(&self) {
        if let Chair::Taken(taken) = &mut *lock(&self.chair) {
            taken.catalogue = None;
        }
    }

    /// Work without signing in.
    pub(crate) fn sit_locally(&self, app: &AppHandle) -> Result<(), AppError> {
        let store = open_store(app, &store::local_folder(&self.root))?;
        let taken = Taken {
            pulse: store.pulse(),
            store: Arc::new(Mutex::new(store)),
            catalogue: None,
            who: None,
        };
        *lock(&self.chair) = Chair::Taken(taken);
        Ok(())
    }

    /// Work under an account whose file is open.
    pub(crate) fn sit(
        &self,
        app: &AppHandle,
        store: Arc<Mutex<Store>>,
        account: Account,
        session: Arc<Session>,
    ) {
        let engine = Arc::new(relay::engine(app, Arc::clone(&store), account.clone(), session));
        let task = tauri::async_runtime::spawn(Arc::clone(&engine).run());
        let who = Some(Who {
            account,
            engine,
            task,
        });
        let pulse = lock(&store).pulse();
        *lock(&self.chair) = Chair::Taken(Taken {
            pulse,
            store,
            catalogue: None,
            who,
        });
    }

    /// Leaves the desk; what was written stays in its file.
    pub(crate) fn leave(&self, trouble: Option<StoreTrouble>) {
        *lock(&self.chair) = Chair::Empty { trouble };
    }

    /// Stops working with a file that may not be written any more; the window reads what the matter is.
    pub(crate) fn lose(&self, app: &AppHandle, trouble: StoreTrouble) {
        self.leave(Some(trouble));
        let _ = app.emit("store_lost", ());
    }

    /// The file that is worked with was met damaged: the window goes to the page that offers what can be done.
    pub(crate) fn lose_to_damage(&self, app: &AppHandle) {
        let Ok(folder) = self.folder() else {
            return;
        };
        if let Err(error) = store::distrust(&folder) {
            tracing::error!(%error, "the next opening does not know that the file is damaged");
        }
        let path = folder.join(DATABASE).display().to_string();
        self.lose(app, StoreTrouble::Damaged { path });
    }

    /// The folder of the last seat, whether its file can be opened or not.
    pub(crate) fn folder(&self) -> Result<PathBuf, AppError> {
        if let Ok(store) = self.store() {
            return Ok(lock(&store).folder().to_owned());
        }
        let kept = lock(&self.kept);
        match kept.last_seat {
            LastSeat::Nobody => Err(AppError::NoSeat),
            LastSeat::Local => Ok(store::local_folder(&self.root)),
            LastSeat::Account => {
                let portal = PortalAddress::parse(&kept.preferences.portal).map_err(|_| AppError::NoSeat)?;
                let login = Login::from(kept.preferences.login.as_str());
                Ok(store::folder_for(&self.root, &portal.to_string(), &login))
            }
        }
    }

    /// The program ends: the file is closed as it should be, whichever thread still holds it.
    pub(crate) fn close(&self) {
        if let Ok(store) = self.store() {
            lock(&store).close();
        }
    }

    fn resume_account(&self, app: &AppHandle, preferences: &Preferences) -> Result<(), AppError> {
        let Ok(portal) = PortalAddress::parse(&preferences.portal) else {
            return Ok(());
        };
        let login = Login::from(preferences.login.as_str());
        let folder = store::folder_for(&self.root, &portal.to_string(), &login);
        let store = open_store(app, &folder)?;
        let Some(known) = store.account()? else {
            return Ok(());
        };
        let client = Client::new(portal.clone())?;
        let keyring = Arc::new(Keyring::of(&portal.to_string(), &preferences.login));
        let session = Arc::new(Session::resume(client, keyring));
        self.sit(app, Arc::new(Mutex::new(store)), known.account, session);
        Ok(())
    }
}

/// Opens a folder's file; what is wrong with it becomes a screen, never a change of the file.
/// The window hears how far a file of an earlier version is.
pub(crate) fn open_store(app: &AppHandle, folder: &Path) -> Result<Store, AppError> {
    let mut said: Option<(Upgrade, Instant)> = None;
    let opened = Store::open_held(folder, &holder(), &mut |step, done, total| {
        if said.is_none_or(|(former, at)| former != step || at.elapsed() >= BETWEEN_WORDS) {
            said = Some((step, Instant::now()));
            let step = match step {
                Upgrade::Copy => OpeningStep::Copy,
                Upgrade::Tables => OpeningStep::Tables,
                Upgrade::Lists => OpeningStep::Lists,
            };
            let _ = app.emit("opening", Some(Opening { step, done, total }));
        }
    });
    if said.is_some() {
        let _ = app.emit("opening", None::<Opening>);
    }
    opened.map_err(|error| refused(folder, error))
}

/// What came of a command, for the page; a file that was met damaged is let go first.
pub(crate) fn heed<T>(app: &AppHandle, done: Result<T, AppError>) -> Result<T, AppError> {
    if matches!(done, Err(AppError::Broken)) {
        app.state::<Office>().lose_to_damage(app);
    }
    done
}

/// Holds a folder whose file is damaged.
pub(crate) fn open_to_mend(folder: &Path) -> Result<Broken, AppError> {
    Broken::hold(folder, Some(&holder())).map_err(|error| refused(folder, error))
}

/// Who opens folders here, for other computers.
fn holder() -> Holder {
    Holder {
        computer: computer_name(),
        since: Timestamp::now(),
        run: Uuid::now_v7(),
    }
}

/// The computer's name: for the list of sessions on the portal, and for other computers that reach an account's folder.
pub(crate) fn computer_name() -> String {
    let name = if cfg!(windows) {
        std::env::var("COMPUTERNAME")
    } else {
        std::env::var("HOSTNAME")
    };
    name.ok()
        .or_else(|| std::fs::read_to_string("/etc/hostname").ok())
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| std::env::consts::OS.to_owned())
}

pub(crate) fn refused(folder: &Path, error: store::OpenError) -> AppError {
    let path = folder.join(DATABASE).display().to_string();
    tracing::error!(%error, "the account's file cannot be opened");
    match error {
        store::OpenError::OpenElsewhere { computer, since } => AppError::StoreElsewhere {
            path,
            computer,
            since,
        },
        store::OpenError::TooNew { .. } => AppError::StoreTooNew { path },
        store::OpenError::Damaged { .. } | store::OpenError::NotOurs { .. } => {
            AppError::StoreDamaged { path }
        }
        store::OpenError::Locked => AppError::StoreInUse { path },
        store::OpenError::Io { source, .. } => match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => AppError::StoreDiskFull { path },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => AppError::StoreReadOnly { path },
            ErrorKind::ResourceBusy => AppError::StoreInUse { path },
            _ => AppError::CannotWrite { path },
        },
        _ => AppError::CannotWrite { path },
    }
}

pub(crate) fn trouble(error: &AppError) -> Option<StoreTrouble> {
    match error.clone() {
        AppError::StoreTooNew { path } => Some(StoreTrouble::TooNew { path }),
        AppError::StoreDamaged { path } => Some(StoreTrouble::Damaged { path }),
        AppError::StoreElsewhere {
            path,
            computer,
            since,
        } => Some(StoreTrouble::Elsewhere {
            path,
            computer,
            since,
        }),
        AppError::StoreInUse { path } => Some(StoreTrouble::InUse { path }),
        AppError::StoreReadOnly { path } => Some(StoreTrouble::ReadOnly { path }),
        AppError::StoreDiskFull { path } => Some(StoreTrouble::DiskFull { path }),
        AppError::CannotWrite { path } => Some(StoreTrouble::Unusable { path }),
        _ => None,
    }
}

pub(crate) fn cannot_write(path: &Path) -> AppError {
    AppError::CannotWrite {
        path: path.display().to_string(),
    }
}
