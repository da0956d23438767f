//! What the tests share: a real portal that can be stopped and started, clerks with their own computers, reports.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

pub mod clerk;
pub mod line;
pub mod papers;

use jiff::Timestamp;
use portal::{
    Portal, Settings, catalogue_files,
    clock::{ManualClock, SystemRandomness},
    demo,
    password::hash_password,
    server,
    storage::{Identity, Sight, Storage, StoredAccount, sqlite::SqliteStorage},
};
use portal_api::{Account, Change, ChangeKind, Secret};
use report::{DepartmentId, Login, Right, Rights, SectionId};
use std::{
    cell::RefCell,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::Arc,
};
use sync::PortalAddress;
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

thread_local! {
    /// One clock for everybody in a test; each test has a thread of its own.
    static CLOCK: RefCell<Arc<ManualClock>> =
        RefCell::new(Arc::new(ManualClock::at(Timestamp::from_second(1_795_000_000).unwrap())));
}

/// The time in this test.
pub fn now() -> Timestamp {
    portal::clock::Clock::now(CLOCK.with(|clock| Arc::clone(&clock.borrow())).as_ref())
}

/// Time passes.
pub fn later(seconds: i64) {
    CLOCK.with(|clock| clock.borrow().advance(seconds));
}

/// A town's portal over its folder, on a port that stays the same.
pub struct Town {
    data: PathBuf,
    _temp: TempDir,
    pub port: u16,
    pub storage: Arc<SqliteStorage>,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

fn open(data: &Path) -> Arc<SqliteStorage> {
    let id = || portal::new_id(&SystemRandomness).unwrap();
    Arc::new(
        SqliteStorage::open(
            data,
            Identity {
                portal: id(),
                epoch: id(),
            },
        )
        .unwrap(),
    )
}

impl Town {
    /// A portal with the demonstration accounts: olena writes, petro heads the department, admin administers.
    pub async fn new() -> Self {
        let temp = TempDir::new().unwrap();
        let data = temp.path().join("Портал міста");
        let storage = open(&data);
        let catalogue = catalogue_files::load_embedded().unwrap();
        demo::add_accounts(storage.as_ref(), &catalogue, &SystemRandomness).unwrap();
        let mut town = Self {
            data,
            _temp: temp,
            port: 0,
            storage,
            running: None,
        };
        town.start().await;
        town
    }

    /// An account of another department than the demonstration's, with rights in that department's section.
    pub fn add_account(&self, login: &str, section: &str, rights: &[Right]) {
        let section = SectionId::from(section);
        let catalogue = catalogue_files::load_embedded().unwrap();
        let account = Account {
            login: Login::from(login),
            name: "Шевчук Ганна Петрівна".into(),
            position: "Спеціаліст".into(),
            department: catalogue.section(&section).unwrap().department.clone(),
            rights: vec![Rights {
                section,
                rights: rights.to_vec(),
            }],
        };
        let password = Secret::new(format!("{login}-demo"));
        let password_hash = hash_password(&password, &SystemRandomness).unwrap();
        let stored = StoredAccount {
            account,
            password_hash,
        };
        assert!(self.storage.add_account(&stored).unwrap());
    }

    pub async fn start(&mut self) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await.unwrap();
        self.port = listener.local_addr().unwrap().port();
        self.storage = open(&self.data);
        let portal = Portal::new(Settings {
            storage: Arc::clone(&self.storage) as Arc<dyn Storage>,
            catalogue: catalogue_files::load_embedded().unwrap(),
            pack: None,
            assets: None,
            public_url: "https://zvit.example.ua".to_owned(),
            clock: CLOCK.with(|clock| Arc::clone(&clock.borrow())),
            random: Arc::new(SystemRandomness),
        })
        .unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            let end = async move { stopped.await.unwrap_or(()) };
            server::serve(listener, Arc::new(portal), end).await;
        });
        self.running = Some((stop, task));
    }

    pub async fn stop(&mut self) {
        let (stop, task) = self.running.take().unwrap();
        stop.send(()).unwrap();
        task.await.unwrap();
    }

    /// The portal's data are put back from a copy: the same portal, another epoch.
    pub async fn restart_as_another(&mut self) {
        self.stop().await;
        self.data = self.data.join("інший");
        self.start().await;
    }

    pub fn address(&self) -> PortalAddress {
        address(self.port)
    }

    /// The file of a held photo.
    pub fn file_of(&self, photo: &report::PhotoId) -> PathBuf {
        let name = photo.as_str();
        self.data.join("files").join(&name[..2]).join(name)
    }

    /// Everything that came to the portal, in order.
    pub fn received(&self) -> Vec<Change> {
        let sections = catalogue_files::load_embedded().unwrap().sections;
        let sight = Sight {
            login: Login::from("olena"),
            department: DepartmentId::from(""),
            own: Vec::new(),
            all: sections
                .iter()
                .map(|section| section.id.clone())
                .collect::<Vec<SectionId>>(),
        };
        let mut changes = self.storage.changes(&sight, 0, 10_000).unwrap();
        changes.retain(|change| change.kind == ChangeKind::Received);
        changes
    }
}

/// This computer at a port.
pub fn address(port: u16) -> PortalAddress {
    PortalAddress::parse(&format!("127.0.0.1:{port}")).unwrap()
}
