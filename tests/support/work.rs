//! What officials do again and again, in their words: the same steps for every journey.

use std::path::{Path, PathBuf};

use super::app::App;

/// The demo accounts.
pub(crate) const AUTHOR: (&str, &str) = ("olena", "olena-demo");
/// The author's head of department.
pub(crate) const HEAD: (&str, &str) = ("petro", "petro-demo");

/// Photos that may be shown, by name.
pub(crate) fn photo(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/photos")
        .join(name);
    assert!(path.exists(), "no photo {}", path.display());
    path
}

/// Three good ones: one upside, one lying on its side with a note of it, one with a Cyrillic name.
pub(crate) fn good_photos() -> Vec<PathBuf> {
    [
        "street-before.jpg",
        "playground-orientation-6.jpg",
        "Ремонт вулиці.jpg",
    ]
    .map(photo)
    .to_vec()
}

impl App {
    /// Signs in at the portal that the form names.
    pub(crate) fn sign_in(&self, (login, password): (&str, &str)) {
        self.fill("signin-login", login);
        self.fill("signin-password", password);
        self.click("signin-submit");
        self.wait_for("nav-desk");
    }

    /// Begins a report in «Діяльність міської ради».
    pub(crate) fn begin_report(&self) {
        self.click("nav-desk");
        self.click("new-report");
        self.click("new-report-council-work");
        self.click("new-report-blank");
        self.wait_for("title");
    }

    /// Fills in everything but photos and place.
    pub(crate) fn write_report(&self, title: &str) {
        self.fill("title", title);
        self.pick("programme", "green-city", "озеленення");
        self.pick("measure", "green-city-07", "майданчика");
        self.fill("field-period-from", "01.10.2026");
        self.fill("field-period-to", "31.10.2026");
        self.click("option-done");
        self.fill("field-planned", "1234,5");
        self.fill("field-actual", "1190,25");
        self.click("rich-description");
        self.type_into(
            "rich-description",
            "Облаштовано дитячий майданчик: гойдалки, гірку та м’яке покриття.",
        );
        self.wait_until_saved();
    }

    /// Chooses an entry of a long list by typing a part of its name.
    pub(crate) fn pick(&self, field: &str, entry: &str, typed: &str) {
        self.fill(format!("field-{field}-search").as_str(), typed);
        self.click(format!("option-{entry}").as_str());
    }

    /// Waits until nothing that was typed is only on the screen.
    pub(crate) fn wait_until_saved(&self) {
        self.wait_for("saved");
        // The line speaks of saving only once something has been typed; half a second is longer than it waits.
        std::thread::sleep(std::time::Duration::from_millis(500));
        self.wait_for_attribute("saved", "data-state", "saved");
    }

    /// Adds three photos by dropping them on the window, and a caption to each.
    pub(crate) fn add_photos(&self) {
        self.drop_files(&good_photos());
        for (number, photo) in self.wait_for_photos(3).iter().enumerate() {
            self.fill(
                format!("caption-{photo}").as_str(),
                &format!("Світлина {}", number + 1),
            );
        }
        self.wait_until_saved();
    }

    /// Waits for so many photos in the report; gives their ids in order.
    pub(crate) fn wait_for_photos(&self, count: usize) -> Vec<String> {
        let captions = self.wait_for_names("caption-", count);
        captions
            .iter()
            .map(|name| name.trim_start_matches("caption-").to_owned())
            .collect()
    }

    /// Types the place, and takes the street that is offered.
    pub(crate) fn place_by_typing(&self) {
        self.fill("place-place-coords", "47.9102, 33.3911\u{E007}");
        self.click("place-place-suggest");
        self.wait_until_saved();
    }

    /// Opens the report with this title from the desk.
    pub(crate) fn open_report(&self, title: &str) {
        self.click("nav-desk");
        let row = self.wait_for_name_saying("report-", title);
        self.click(row.as_str());
        self.wait_for("title");
    }
}
