//! `zvitnyk-portal`: the reference portal as a program.

mod cli;

use cli::{AccountAdd, Command, Run};
use portal::{
    Portal, Settings, catalogue_files,
    clock::{SystemClock, SystemRandomness},
    demo,
    password::hash_password,
    server,
    storage::{Identity, Storage, StorageError, StoredAccount, sqlite::SqliteStorage},
};
use portal_api::{Account, session::Secret};
use report::Catalogue;
use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
    sync::Arc,
};
use tokio::net::TcpListener;

/// Why the program ends early.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error(transparent)]
    Usage(#[from] cli::UsageError),
    #[error("--demo makes accounts whose passwords everybody knows; it is for a loopback address only")]
    DemoInPublic,
    #[error("the login is taken")]
    LoginTaken,
    #[error("no password came on the standard input")]
    NoPassword,
    #[error("the catalogue has no department {0}")]
    NoDepartment(String),
    #[error("the catalogue has no section {0}")]
    NoSection(String),
    #[error(transparent)]
    Catalogue(#[from] catalogue_files::CatalogueFileError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Start(#[from] portal::StartError),
    #[error(transparent)]
    Demo(#[from] demo::DemoError),
    #[error(transparent)]
    Password(#[from] portal::password::PasswordError),
    #[error(transparent)]
    Randomness(#[from] portal::clock::NoRandomness),
    #[error(transparent)]
    Pack(#[from] map::PackError),
    #[error("the program's input or output failed")]
    Io(#[from] io::Error),
}

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::IsTerminal::is_terminal(&io::stderr()))
        .with_max_level(tracing::Level::INFO)
        .init();
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            let mut text = fault.to_string();
            let mut cause = std::error::Error::source(&fault);
            while let Some(next) = cause {
                text = format!("{text}: {next}");
                cause = next.source();
            }
            let _ = writeln!(io::stderr(), "zvitnyk-portal: {text}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<(), Fault> {
    match cli::parse()? {
        Command::Help => Ok(io::stdout().write_all(cli::HELP.as_bytes())?),
        Command::Version => Ok(writeln!(
            io::stdout(),
            "zvitnyk-portal {}",
            env!("CARGO_PKG_VERSION")
        )?),
        Command::Run(run) => tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?
            .block_on(serve(run)),
        Command::AccountAdd(add) => add_account(add),
    }
}

fn open(data: &Path) -> Result<SqliteStorage, Fault> {
    let id = || portal::new_id(&SystemRandomness);
    Ok(SqliteStorage::open(
        data,
        Identity {
            portal: id()?,
            epoch: id()?,
        },
    )?)
}

fn catalogue(folder: Option<&Path>) -> Result<Catalogue, Fault> {
    Ok(match folder {
        Some(folder) => catalogue_files::load(folder)?,
        None => catalogue_files::load_embedded()?,
    })
}

async fn serve(run: Run) -> Result<(), Fault> {
    if run.demo && !run.listen.ip().is_loopback() {
        return Err(Fault::DemoInPublic);
    }
    let catalogue = catalogue(run.catalogue.as_deref())?;
    let storage = open(&run.data)?;
    let demo_accounts = if run.demo {
        demo::add_accounts(&storage, &catalogue, &SystemRandomness)?
    } else {
        Vec::new()
    };
    let pack = run.map.as_deref().map(map::Pack::open).transpose()?;
    // Told to stop at any moment from here on, also before the first request.
    let stop = stop_signal()?;
    let listener = TcpListener::bind(run.listen).await?;
    let address = format!("http://{}", listener.local_addr()?);
    let portal = Portal::new(Settings {
        storage: Arc::new(storage),
        catalogue,
        pack,
        assets: run.assets,
        public_url: run.public_url.unwrap_or_else(|| address.clone()),
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandomness),
    })?;
    let mut out = io::stdout().lock();
    writeln!(out, "listening on {address}")?;
    for demo in demo_accounts {
        let Account {
            login,
            name,
            position,
            ..
        } = demo.account;
        writeln!(
            out,
            "demo account: {login} / {} ({name}, {position})",
            demo.password
        )?;
    }
    out.flush()?;
    drop(out);
    server::serve(listener, Arc::new(portal), stop).await;
    Ok(())
}

#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(windows)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    let mut close = tokio::signal::windows::ctrl_close()?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = close.recv() => {}
        }
    })
}

fn add_account(add: AccountAdd) -> Result<(), Fault> {
    let catalogue = catalogue(add.catalogue.as_deref())?;
    if !catalogue
        .departments
        .iter()
        .any(|department| department.id == add.department)
    {
        return Err(Fault::NoDepartment(add.department.0));
    }
    if let Some(unknown) = add
        .rights
        .iter()
        .find(|granted| catalogue.section(&granted.section).is_none())
    {
        return Err(Fault::NoSection(unknown.section.to_string()));
    }
    let mut password = String::new();
    io::stdin().read_line(&mut password)?;
    let password = Secret::new(password.trim_end_matches(['\r', '\n']));
    if password.expose().is_empty() {
        return Err(Fault::NoPassword);
    }
    let account = Account {
        login: add.login,
        name: add.name,
        position: add.position,
        department: add.department,
        rights: add.rights,
    };
    let password_hash = hash_password(&password, &SystemRandomness)?;
    if open(&add.data)?.add_account(&StoredAccount {
        account,
        password_hash,
    })? {
        Ok(())
    } else {
        Err(Fault::LoginTaken)
    }
}
