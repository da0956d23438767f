//! The disk is full while one writes: it is said, the text stays, nothing is lost, and all works again when there is room.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a journey that cannot go on says so by failing"
)]

mod support;

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};
use support::{Journey, eye::Eye, until, work};

/// Set in the run that has mounts of its own.
const INNER: &str = "ZVITNYK_OWN_MOUNTS";

#[test]
#[ignore = "needs a virtual display and the built programs: cargo xtask test"]
fn a_full_disk_is_said_and_takes_nothing() {
    if env::var_os(INNER).is_none() {
        return again_with_mounts_of_its_own();
    }
    let mut journey = Journey::begin("full_disk");
    let disk = journey.folder().join("olena/data");
    fs::create_dir_all(&disk).unwrap();
    mount_small_disk(&disk);
    let portal = journey.portal();
    let mut olena = journey.app("olena", &portal);

    journey.step("Чернетка на малому диску", || {
        olena.click("signin-local");
        olena.begin_report();
        olena.fill("title", "Ремонт тротуару");
        olena.wait_until_saved();
    });
    let ballast = journey.step(
        "Диск заповнено: не збережено, сказано чому, набране на екрані",
        || {
            let ballast = fill(&disk);
            olena.type_into("title", " на вулиці Шкільній");
            olena.wait_for_text("unsaved", "На диску немає вільного місця");
            assert_eq!(olena.value("title"), "Ремонт тротуару на вулиці Шкільній");
            let eye = Eye::new(&olena);
            eye.examine("unsaved");
            eye.close();
            ballast
        },
    );
    journey.step(
        "Фото не береться й названо, інше лишилося",
        || {
            let photo = work::good_photos().remove(0);
            let name = photo.file_name().unwrap().to_string_lossy().into_owned();
            olena.drop_files(&[photo]);
            olena.wait_for_text("photos-refused", &name);
            olena.wait_for_text("photos-refused", "Звільніть місце");
        },
    );
    journey.step("Вікно не закривається мовчки", || {
        olena.press_close();
        olena.wait_for("closing");
        olena.click("close-stay");
        olena.wait_until_gone("closing");
    });
    journey.step("Місце звільнено: записано само", || {
        fs::remove_file(&ballast).unwrap();
        olena.be_patient(Duration::from_secs(40));
        olena.wait_until_gone("unsaved");
        olena.wait_until_saved();
    });
    journey.step("Після вимкнення все на місці", || {
        olena.dies();
        olena.start_again();
        olena.open_report("Ремонт тротуару");
        until("the whole title", || {
            olena.value("title") == "Ремонт тротуару на вулиці Шкільній"
        });
    });
}

/// This journey once more, in a mount namespace: the small disk is seen by it alone and goes with it.
fn again_with_mounts_of_its_own() {
    let inner = Command::new("unshare")
        // Whoever is not root becomes root in a world of their own.
        .args(["--map-root-user", "--mount"])
        .arg(env::current_exe().unwrap())
        .args(["--ignored", "--nocapture", "--test-threads=1"])
        .env(INNER, "1")
        .status()
        .expect("unshare (util-linux)");
    assert!(inner.success(), "the journey on a small disk failed");
}

fn mount_small_disk(folder: &Path) {
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=24m", "none"])
        .arg(folder)
        .status()
        .expect("mount (util-linux)");
    assert!(mounted.success(), "no small disk on {}", folder.display());
}

/// Writes until nothing more fits.
fn fill(disk: &Path) -> PathBuf {
    let ballast = disk.join("ballast");
    let mut file = fs::File::create(&ballast).unwrap();
    while file.write_all(&[7; 512]).is_ok() {}
    ballast
}
