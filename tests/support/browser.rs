//! A resident's browser: Chromium where there is one, else the WebKit that the app itself stands on.

use std::ops::Deref;
use std::path::Path;

use serde_json::json;

use super::desk::Desk;
use super::page::{Camera, Eye, Page};
use super::process::{Running, free_port, until_listening};

/// What keeps Chromium from asking the world for updates at its start.
const QUIET: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,1000",
    "--lang=uk",
];

/// A window of a browser; touched like any [`Page`].
pub(crate) struct Browser {
    page: Page,
    _driver: Running,
    _desk: Desk,
}

impl Deref for Browser {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Browser {
    /// Opens it with an empty profile.
    pub(crate) fn open(folder: &Path, mark: &str, camera: &Camera) -> Self {
        let desk = Desk::open(folder, mark);
        let port = free_port();
        let chromium = Path::new("/usr/bin/chromium");
        let (driver, wanted) = if chromium.exists() && Path::new("/usr/bin/chromedriver").exists() {
            let mut arguments: Vec<String> = QUIET.iter().map(ToString::to_string).collect();
            arguments.push(format!("--user-data-dir={}", folder.join("profile").display()));
            let options = json!({ "binary": chromium, "args": arguments });
            (
                "chromedriver",
                json!({ "browserName": "chrome", "goog:chromeOptions": options }),
            )
        } else {
            ("WebKitWebDriver", json!({ "browserName": "MiniBrowser" }))
        };
        let mut command = desk.command(driver);
        command.arg(format!("--port={port}"));
        let driver = Running::start(&command, &folder.join("browser.log"));
        until_listening(port);
        Self {
            page: Page::open(port, &wanted, camera, Eye::WebDriver).unwrap(),
            _driver: driver,
            _desk: desk,
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.page.clone().close();
    }
}
