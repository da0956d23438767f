//! Who works: signing in, working without signing in, leaving; and the choices of this computer.

use crate::{
    credentials::Keyring,
    ipc::{
        error::AppError,
        types::{LocalArgs, Preferences, SignInArgs, Start, Theme},
    },
    office::{Office, blocking, computer_name, lock, open_store},
    preferences::LastSeat,
};
use jiff::Timestamp;
use portal_api::Secret;
use std::{
    path::Path,
    sync::{Arc, Mutex},
};
use store::Store;
use sync::{Client, PortalAddress, Session, address::BadAddress, client::CatalogueAnswer};
use tauri::{AppHandle, Manager};

pub(crate) async fn start(app: AppHandle) -> Result<Start, AppError> {
    let office = app.state::<Office>();
    office.opened().await;
    if office.is_in_trouble() {
        // The cause may be gone by now: space was freed, a folder is there again.
        let app = app.clone();
        blocking(move || {
            app.state::<Office>().resume(&app);
            Ok(())
        })
        .await?;
    }
    enlarge(&app, office.preferences().zoom);
    colour(&app, office.preferences().theme);
    Ok(office.start())
}

/// The window's own colours: its title bar, and what asks for the system's scheme, as the portal's page in the preview
/// does.
fn colour(app: &AppHandle, theme: Theme) {
    let theme = match theme {
        Theme::System | Theme::Contrast => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    };
    if let Some(window) = app.get_webview_window("main")
        && let Err(error) = window.set_theme(theme)
    {
        tracing::warn!(%error, "the window keeps its colours");
    }
}

/// Draws everything in the window larger or smaller. The webview does it, so that the page flows anew.
fn enlarge(app: &AppHandle, percent: u16) {
    if let Some(window) = app.get_webview_window("main")
        && let Err(error) = window.set_zoom(f64::from(percent.clamp(50, 300)) / 100.0)
    {
        tracing::warn!(%error, percent, "the window keeps its size");
    }
}

pub(crate) async fn set_preferences(
    app: AppHandle,
    preferences: Preferences,
) -> Result<Preferences, AppError> {
    let office = app.state::<Office>();
    enlarge(&app, preferences.zoom);
    colour(&app, preferences.theme);
    office.keep(|kept| kept.preferences = preferences)?;
    Ok(office.preferences())
}

pub(crate) async fn sign_in(app: AppHandle, args: SignInArgs) -> Result<Start, AppError> {
    let office = app.state::<Office>();
    let login = args.login.trim().to_lowercase();
    let portal = PortalAddress::parse(&args.portal).map_err(|why| match why {
        BadAddress::NotAnAddress => AppError::BadAddress {
            address: args.portal.trim().to_owned(),
        },
        BadAddress::Insecure => AppError::InsecureAddress {
            address: args.portal.trim().to_owned(),
        },
    })?;
    let address = portal.to_string();
    let of_portal = |error| AppError::of_portal(error, &portal.host());

    let client = Client::new(portal.clone()).map_err(of_portal)?;
    let info = client.info(Timestamp::now()).await.map_err(of_portal)?;
    // What cannot be opened must be known before the portal gives a session away.
    let folder = store::folder_for(&office.root, &address, &report::Login::from(login.as_str()));
    let store = match office.store_of(&folder) {
        Some(open) => open,
        None => {
            let app = app.clone();
            Arc::new(Mutex::new(blocking(move || open_store(&app, &folder)).await?))
        }
    };
    let keyring = Arc::new(Keyring::of(&address, &login));
    let device = computer_name();
    let (session, account) = Session::sign_in(client, keyring, &login, Secret::new(args.password), &device)
        .await
        .map_err(of_portal)?;

    let etag = lock(&store).catalogue()?.and_then(|(_, etag)| etag);
    let catalogue = session.client().catalogue(etag.as_deref()).await;
    let local = store::local_folder(&office.root);
    let drafts = office.store_of(&local);
    let (shared, named, at) = (Arc::clone(&store), account.clone(), address.clone());
    let opening = app.clone();
    blocking(move || {
        let mut store = lock(&shared);
        store.set_account(&named, &at, info.portal, info.epoch)?;
        if let Ok(CatalogueAnswer::New(catalogue, etag)) = catalogue {
            store.set_catalogue(&catalogue, etag.as_deref(), Timestamp::now())?;
        }
        // What cannot be taken over now stays where it is, and is tried again at the next sign-in.
        if let Err(error) = take_over(&opening, &mut store, drafts, &local) {
            tracing::error!(%error, "drafts made without signing in stay in their own file");
        }
        Ok(())
    })
    .await?;
    office.sit(&app, store, account, Arc::new(session));
    office.keep(|kept| {
        kept.preferences.portal = address;
        kept.preferences.login = login;
        kept.last_seat = LastSeat::Account;
    })?;
    Ok(office.start())
}

/// Drafts made without signing in become the account's. `open` is their file if it is the one being worked with.
fn take_over(
    app: &AppHandle,
    store: &mut Store,
    open: Option<Arc<Mutex<Store>>>,
    folder: &Path,
) -> Result<(), AppError> {
    let adopted = match open {
        Some(drafts) => store.adopt(&mut lock(&drafts))?,
        None if folder.exists() => store.adopt(&mut open_store(app, folder)?)?,
        None => return Ok(()),
    };
    tracing::info!(?adopted, "drafts made without signing in were taken over");
    Ok(())
}

pub(crate) async fn work_locally(app: AppHandle, args: LocalArgs) -> Result<Start, AppError> {
    let office = app.state::<Office>();
    let opening = app.clone();
    blocking(move || opening.state::<Office>().sit_locally(&opening)).await?;
    if office.catalogue()?.is_none() {
        // Forms are no secret: the portal gives its catalogue to everyone. Without a line one starts without forms.
        if let Some((catalogue, etag)) = public_catalogue(&args.portal).await {
            let store = office.store()?;
            blocking(move || {
                Ok(lock(&store).set_catalogue(&catalogue, etag.as_deref(), Timestamp::now())?)
            })
            .await?;
        }
    }
    office.keep(|kept| {
        if PortalAddress::parse(&args.portal).is_ok() {
            kept.preferences.portal = args.portal;
        }
        kept.last_seat = LastSeat::Local;
    })?;
    Ok(office.start())
}

async fn public_catalogue(address: &str) -> Option<(Box<report::Catalogue>, Option<String>)> {
    let client = Client::new(PortalAddress::parse(address).ok()?).ok()?;
    match client.catalogue(None).await.ok()? {
        CatalogueAnswer::New(catalogue, etag) => Some((catalogue, etag)),
        CatalogueAnswer::Unchanged => None,
    }
}

pub(crate) async fn sign_out(app: AppHandle) -> Result<Start, AppError> {
    let office = app.state::<Office>();
    if let Some(engine) = office.engine() {
        engine
            .session()
            .sign_out()
            .await
            .map_err(|error| AppError::of_portal(error, ""))?;
    }
    office.leave(None);
    office.keep(|kept| kept.last_seat = LastSeat::Nobody)?;
    Ok(office.start())
}
