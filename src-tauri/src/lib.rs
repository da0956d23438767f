//! The desktop shell: one window, its commands, its protocols. The only Rust that names Tauri; everything that does not
//! need a desktop lies in `crates/`.

mod commands;
mod credentials;
mod housekeeping;
mod indexing;
mod ipc;
mod office;
mod preferences;
mod protocols;
mod relay;
mod sleeping;

use map::Pack;
use office::Office;
use std::{
    fs,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use tauri::{App, AppHandle, Manager, RunEvent, WebviewWindowBuilder, WindowEvent};
use tauri_plugin_window_state::{AppHandleExt, StateFlags};

/// Where the program keeps its data: the system's folder for it, or `ZVITNYK_DATA` for a second profile.
fn data_folder(app: &App) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let folder = match std::env::var_os("ZVITNYK_DATA") {
        Some(folder) => PathBuf::from(folder),
        None => app.path().app_local_data_dir()?,
    };
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The map pack: the newest in the program's folder, or the one that `ZVITNYK_MAP` names.
fn map_pack(root: &std::path::Path) -> Option<Pack> {
    let path = std::env::var_os("ZVITNYK_MAP").map_or_else(|| root.join("map.zmap"), PathBuf::from);
    if !path.exists() {
        return None;
    }
    Pack::open(&path)
        .inspect_err(|error| tracing::warn!(%error, "the map pack cannot be used"))
        .ok()
}

/// Without a GPU the webview's shared-memory renderer is three times slower than its plain one.
#[cfg(target_os = "linux")]
fn choose_renderer() {
    let gpu = fs::read_dir("/dev/dri").is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
    });
    if !gpu && std::env::var_os("WEBKIT_DISABLE_DMABUF_RENDERER").is_none() {
        // SAFETY: the first thing the program does, before any other thread exists.
        #[expect(unsafe_code, reason = "set_var is unsafe only while other threads run")]
        unsafe {
            std::env::set_var("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        }
    }
}

/// Spelling is checked where the system has the Ukrainian dictionary (hunspell-uk): without it every word would be
/// underlined. On other systems the web view has the system's own languages.
#[cfg(target_os = "linux")]
fn check_spelling(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{WebContextExt, WebViewExt};
    if !std::path::Path::new("/usr/share/hunspell/uk_UA.dic").exists() {
        return Ok(());
    }
    window.with_webview(|webview| {
        if let Some(context) = webview.inner().context() {
            context.set_spell_checking_enabled(true);
            context.set_spell_checking_languages(&["uk_UA", "en_US"]);
        }
    })
}

/// Keeps the window's size and place soon after they changed, and not only when it is closed: the power may go first.
fn keep_window_state(app: &AppHandle) {
    static CHANGES: AtomicU32 = AtomicU32::new(0);
    let change = CHANGES.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(Duration::from_millis(700)).await;
        // Only after the last of many changes: dragging an edge makes hundreds.
        if CHANGES.load(Ordering::Relaxed) == change
            && let Err(error) = app.save_window_state(StateFlags::all())
        {
            tracing::warn!(%error, "the window's state is not kept");
        }
    });
}

/// Runs the program until its window is closed.
pub fn run() {
    #[cfg(target_os = "linux")]
    choose_renderer();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .init();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| {
            if let Some(window) = app.get_webview_window("main") {
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .register_asynchronous_uri_scheme_protocol("photo", protocols::photo)
        .register_asynchronous_uri_scheme_protocol("tiles", protocols::tiles)
        .register_asynchronous_uri_scheme_protocol("document", protocols::document)
        .register_asynchronous_uri_scheme_protocol("preview", protocols::preview)
        .invoke_handler(ipc::handler())
        .manage(commands::closing::Closing::default())
        .manage(sleeping::Sleeping::default())
        .on_window_event(|window, event| match event {
            WindowEvent::Resized(_) | WindowEvent::Moved(_) => keep_window_state(window.app_handle()),
            WindowEvent::CloseRequested { api, .. } => {
                api.prevent_close();
                commands::closing::ask(window);
            }
            _ => {}
        })
        .setup(|app| {
            let root = data_folder(app)?;
            let handle = app.handle().clone();
            // The file is looked through while the system makes the window; the page hears who works here when it has been.
            let (ready, is_ready) = std::sync::mpsc::channel();
            std::thread::spawn(move || {
                handle.manage(Office::new(root.clone(), map_pack(&root)));
                let _ = ready.send(());
                handle.state::<Office>().begin(&handle);
            });
            for window in &app.config().app.windows {
                let window = WebviewWindowBuilder::from_config(app.handle(), window)?.build()?;
                #[cfg(target_os = "linux")]
                check_spelling(&window)?;
                #[cfg(not(target_os = "linux"))]
                drop(window);
            }
            is_ready.recv()?;
            app.manage(commands::safekeeping::Safekeeping::default());
            indexing::begin(app.handle());
            housekeeping::begin(app.handle());
            sleeping::begin(app.handle());
            app.manage(commands::documents::OpenDocument::default());
            app.manage(commands::output::Exports::default());
            app.manage(commands::photos::Batches::default());
            app.manage(commands::sheets::OpenSheet::default());
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => app.run(|app, event| {
            if let RunEvent::Exit = event
                && let Some(office) = app.try_state::<Office>()
            {
                office.close();
            }
        }),
        Err(error) => {
            tracing::error!(%error, "the window cannot be opened");
            std::process::exit(1);
        }
    }
}
