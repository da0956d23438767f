//! An official at a computer: their file, their keyring, their engine.

use super::{now, papers};
use jiff::Timestamp;
use portal_api::Secret;
use report::{Content, Login, PhotoId, ReportId};
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use store::{OutboxRow, Standing, Store};
use sync::{
    Client, Engine, Event, KeyringRefused, Look, Patience, PortalAddress, PortalError, Session, TokenKeeper,
    engine::Parts,
};
use tempfile::TempDir;

/// The keyring in memory: the system's cannot be had in a test of a crate.
#[derive(Default)]
pub struct Keyring {
    token: Mutex<Option<Secret>>,
    /// How often a token was kept.
    pub saved: Mutex<u32>,
    /// It is locked and answers nothing.
    pub locked: Mutex<bool>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Keyring {
    fn open(&self) -> Result<MutexGuard<'_, Option<Secret>>, KeyringRefused> {
        if *lock(&self.locked) {
            Err(KeyringRefused)
        } else {
            Ok(lock(&self.token))
        }
    }
}

impl TokenKeeper for Keyring {
    fn load(&self) -> Result<Option<Secret>, KeyringRefused> {
        self.open().map(|token| token.clone())
    }

    fn save(&self, token: &Secret) -> Result<(), KeyringRefused> {
        *self.open()? = Some(token.clone());
        *lock(&self.saved) += 1;
        Ok(())
    }

    fn forget(&self) -> Result<(), KeyringRefused> {
        *self.open()? = None;
        Ok(())
    }
}

/// Silence is borne for longer than a busy test machine is ever silent.
pub const PATIENT: Patience = Patience {
    connect: Duration::from_secs(20),
    stall: Duration::from_secs(20),
};
/// For what is meant to be silent.
pub const HASTY: Patience = Patience {
    connect: Duration::from_millis(400),
    stall: Duration::from_millis(400),
};

pub struct Clerk {
    pub engine: Arc<Engine>,
    pub keyring: Arc<Keyring>,
    pub heard: Arc<Mutex<Vec<Event>>>,
    store: Arc<Mutex<Store>>,
    folder: PathBuf,
    login: String,
    temp: TempDir,
}

impl Clerk {
    pub async fn sign_in(login: &str, portal: &PortalAddress) -> Self {
        Self::sign_in_with(login, portal, PATIENT).await
    }

    pub async fn sign_in_with(login: &str, portal: &PortalAddress, patience: Patience) -> Self {
        let temp = TempDir::new().unwrap();
        let folder = temp.path().join("Дані Звітника");
        let client = Client::with_patience(portal.clone(), patience).unwrap();
        let info = client.info(now()).await.unwrap();
        let keyring = Arc::new(Keyring::default());
        let password = Secret::new(format!("{login}-demo"));
        let (session, account) =
            Session::sign_in(client, Arc::<Keyring>::clone(&keyring), login, password, "ПК 7")
                .await
                .unwrap();
        let mut store = Store::open(&folder).unwrap();
        store
            .set_account(&account, &portal.to_string(), info.portal, info.epoch)
            .unwrap();
        Self::at_work(login, session, keyring, store, (temp, folder), now)
    }

    /// The same computer, on which somebody has set the clock.
    pub fn with_clock(self, clock: fn() -> Timestamp) -> Self {
        let portal = self.engine.client().portal().clone();
        self.started_again(&portal, clock)
    }

    fn at_work(
        login: &str,
        session: Session,
        keyring: Arc<Keyring>,
        store: Store,
        (temp, folder): (TempDir, PathBuf),
        clock: fn() -> Timestamp,
    ) -> Self {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (store, told) = (Arc::new(Mutex::new(store)), Arc::clone(&heard));
        let hears_with_the_file_at_hand = Arc::clone(&store);
        let engine = Arc::new(Engine::new(Parts {
            session: Arc::new(session),
            store: Arc::clone(&store),
            login: Login::from(login),
            now: clock,
            look: |jpeg| {
                let made = photo::prepare(jpeg, &photo::Recipe::default()).ok()?;
                Some(Look {
                    thumbnail: made.thumbnail,
                    likeness: made.likeness.0,
                })
            },
            events: Box::new(move |event| {
                // As the window does: whoever hears something reads the file again.
                drop(
                    hears_with_the_file_at_hand
                        .try_lock()
                        .expect("told with the file's lock held"),
                );
                lock(&told).push(event);
            }),
        }));
        Self {
            engine,
            keyring,
            heard,
            store,
            folder,
            login: login.to_owned(),
            temp,
        }
    }

    /// The program ends and is started again.
    pub fn restart(self, portal: &PortalAddress) -> Self {
        self.started_again(portal, now)
    }

    fn started_again(self, portal: &PortalAddress, clock: fn() -> Timestamp) -> Self {
        let Self {
            engine,
            keyring,
            store,
            folder,
            login,
            temp,
            ..
        } = self;
        drop(engine);
        drop(Arc::into_inner(store).expect("nobody else has the file"));
        let client = Client::with_patience(portal.clone(), PATIENT).unwrap();
        let session = Session::resume(client, Arc::<Keyring>::clone(&keyring));
        let store = Store::open(&folder).unwrap();
        Self::at_work(&login, session, keyring, store, (temp, folder), clock)
    }

    pub fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }

    pub async fn round(&self) -> Result<(), PortalError> {
        self.engine.round().await
    }

    /// Writes a report and presses "send".
    pub fn send(&self, id: ReportId, content: &Content) {
        let mut store = self.store();
        store.create(id, content, now()).unwrap();
        store.queue(id, now()).unwrap();
    }

    /// Changes a report and presses "send" again.
    pub fn send_again(&self, id: ReportId, patch: &store::Patch) {
        let mut store = self.store();
        store.save(id, patch, now()).unwrap();
        store.queue(id, now()).unwrap();
    }

    /// A report of a measure with three photos, sent.
    pub fn send_measure(&self, number: u128, photos: &[PhotoId]) -> ReportId {
        let id = papers::id(number);
        let mut content = papers::measure("Сквер на вулиці Миру", photos);
        papers::tell_sizes(&self.store(), &mut content);
        self.send(id, &content);
        id
    }

    pub fn standing(&self, id: ReportId) -> Standing {
        self.store().row(id).unwrap().unwrap().standing
    }

    pub fn outbox(&self) -> Vec<OutboxRow> {
        self.store().outbox().unwrap()
    }

    /// What the outbox says of a report.
    pub fn row(&self, id: ReportId) -> OutboxRow {
        self.outbox()
            .into_iter()
            .find(|row| row.report == id)
            .expect("in the outbox")
    }

    pub fn heard(&self) -> Vec<Event> {
        std::mem::take(&mut *lock(&self.heard))
    }
}
