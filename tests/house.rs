//! The rules of the house that a compiler does not keep: who may depend on whom, and what may lie in the
//! repository.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a rule that cannot be checked is broken"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

/// The shell: the package at the root, the only one that names Tauri.
const SHELL: &str = "zvitnyk";

/// The crates of the client that need no desktop.
const ROOMS: [&str; 9] = [
    "report", "store", "photo", "map", "page", "sheet", "paper", "docfile", "search",
];

struct House {
    metadata: Metadata,
}

/// Read once: every rule looks at the same house.
static HOUSE: LazyLock<House> = LazyLock::new(|| {
    // Only this system's share of the graph, which is what the build itself has fetched.
    let version = Command::new("rustc").arg("-vV").output().expect("rustc -vV");
    let version = String::from_utf8(version.stdout).expect("a version in UTF-8");
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("the host's name");
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let mut command = MetadataCommand::new();
    command.manifest_path(manifest);
    command.other_options(["--offline", "--filter-platform", host].map(str::to_owned));
    House {
        metadata: command.exec().expect("cargo metadata"),
    }
});

impl House {
    fn ours(&self) -> BTreeSet<&str> {
        self.metadata
            .workspace_packages()
            .iter()
            .map(|package| package.name.as_str())
            .collect()
    }

    /// What the package itself names, test and build dependencies left out.
    fn named_by(&self, package: &str) -> BTreeSet<&str> {
        let packages = self.metadata.workspace_packages();
        let package = packages.iter().find(|other| other.name.as_str() == package);
        let package = package.expect("a package of ours");
        let normal = package
            .dependencies
            .iter()
            .filter(|other| other.kind == DependencyKind::Normal);
        normal.map(|other| other.name.as_str()).collect()
    }

    fn ours_named_by(&self, package: &str) -> BTreeSet<&str> {
        let ours = self.ours();
        self.named_by(package)
            .into_iter()
            .filter(|name| ours.contains(name))
            .collect()
    }

    /// Everything that ends up in the package, however far away it is named.
    fn reached_by(&self, package: &str) -> BTreeSet<&str> {
        let resolve = self.metadata.resolve.as_ref().expect("a resolved graph");
        let nodes: BTreeMap<&PackageId, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
        let packages = self.metadata.workspace_packages();
        let start = packages.iter().find(|other| other.name.as_str() == package);
        let mut to_see = vec![&start.expect("a package of ours").id];
        let mut seen = BTreeSet::new();
        while let Some(id) = to_see.pop() {
            if !seen.insert(id) {
                continue;
            }
            for dep in &nodes[id].deps {
                if dep
                    .dep_kinds
                    .iter()
                    .any(|kind| kind.kind == DependencyKind::Normal)
                {
                    to_see.push(&dep.pkg);
                }
            }
        }
        seen.into_iter()
            .map(|id| self.metadata[id].name.as_str())
            .collect()
    }
}

#[test]
fn the_domain_knows_nobody() {
    assert_eq!(HOUSE.ours_named_by("report"), BTreeSet::new());
}

#[test]
fn the_contract_knows_only_the_domain() {
    assert_eq!(HOUSE.ours_named_by("portal-api"), BTreeSet::from(["report"]));
}

#[test]
fn the_page_knows_only_the_domain() {
    assert_eq!(HOUSE.ours_named_by("page"), BTreeSet::from(["report"]));
}

#[test]
fn rooms_without_a_line_know_neither_http_nor_tauri() {
    let house = &*HOUSE;
    for room in ROOMS {
        let reached = house.reached_by(room);
        for foreign in ["axum", "hyper", "reqwest", "tauri"] {
            assert!(!reached.contains(foreign), "{room} reaches {foreign}");
        }
    }
}

#[test]
fn only_sync_speaks_to_the_portal() {
    let house = &*HOUSE;
    for package in house.ours() {
        let names = house.named_by(package).contains("reqwest");
        assert_eq!(names, package == "sync", "reqwest in {package}");
    }
}

#[test]
fn only_the_shell_names_tauri() {
    let house = &*HOUSE;
    for package in house.ours() {
        let tauri = house
            .named_by(package)
            .into_iter()
            .find(|name| name.starts_with("tauri"));
        assert!(tauri.is_none() || package == SHELL, "{package} names {tauri:?}");
    }
}

#[test]
fn nobody_depends_on_the_shell() {
    let house = &*HOUSE;
    for package in house.ours() {
        assert!(
            !house.named_by(package).contains(SHELL),
            "{package} depends on the shell"
        );
    }
}

#[test]
fn sql_is_written_only_where_a_file_is_kept() {
    let house = &*HOUSE;
    for package in house.ours() {
        let allowed = ["map", "portal", "store"].contains(&package);
        assert!(
            allowed || !house.named_by(package).contains("rusqlite"),
            "rusqlite in {package}"
        );
    }
}

#[test]
fn the_client_knows_nothing_of_the_portal_but_the_contract() {
    let house = &*HOUSE;
    for package in house.ours() {
        assert!(
            !house.named_by(package).contains("portal"),
            "{package} depends on the portal"
        );
    }
}

/// The files that git holds.
fn tracked() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root)
        .output()
        .expect("git");
    assert!(output.status.success(), "git ls-files");
    let list = String::from_utf8(output.stdout).expect("file names in UTF-8");
    let files = list
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(|name| root.join(name));
    // A file that somebody has just moved is still in the list.
    files.filter(|file| file.exists()).collect()
}

fn is_named(file: &Path, name: &str) -> bool {
    file.file_name().is_some_and(|found| found == name)
}

#[test]
fn no_file_is_larger_than_2_mb() {
    for file in tracked() {
        let size = fs::metadata(&file).unwrap().len();
        assert!(size <= 2_000_000, "{} has {size} bytes", file.display());
    }
}

/// What a program writes, and says so in its first line, nobody has to read from end to end.
#[test]
fn no_source_file_is_longer_than_600_lines() {
    for file in tracked() {
        let extension = file
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or_default();
        if ["rs", "ts", "svelte", "css", "js", "py", "sh"].contains(&extension) {
            let text = fs::read_to_string(&file).unwrap();
            let written_by_hand = !text.lines().next().unwrap_or_default().ends_with("do not edit.");
            let lines = text.lines().count();
            assert!(
                lines <= 600 || !written_by_hand,
                "{} has {lines} lines",
                file.display()
            );
        }
    }
}

/// A second one would make Tauri, npm and editors disagree about where the interface is.
/// 1366 × 768 at 125 % is 1093 × 614, and the taskbar and the window's own frame take 71 of its height.
#[test]
fn the_window_fits_the_usual_screen() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tauri.conf.json"));
    let text = text.expect("the app's configuration");
    let conf: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let window = &conf["app"]["windows"][0];
    assert_eq!(window["preventOverflow"], true);
    let least = [&window["minWidth"], &window["minHeight"]].map(serde_json::Value::as_u64);
    assert!(least[0] <= Some(1093) && least[1] <= Some(543), "{least:?}");
}

#[test]
fn there_is_one_package_json() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found: Vec<_> = tracked()
        .into_iter()
        .filter(|file| is_named(file, "package.json"))
        .collect();
    assert_eq!(found, [root.join("ui/package.json")]);
}

/// An address in a lock file ties everyone's `npm ci` to one registry; the checksums stay.
#[test]
fn lock_files_of_npm_name_no_address() {
    for file in tracked()
        .into_iter()
        .filter(|file| is_named(file, "package-lock.json"))
    {
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            !text.contains("\"resolved\": \"http"),
            "{} names addresses",
            file.display()
        );
    }
}

#[test]
fn every_package_has_the_same_licence_and_lints() {
    let house = &*HOUSE;
    for package in house.metadata.workspace_packages() {
        assert_eq!(
            package.license.as_deref(),
            Some("MIT OR Apache-2.0"),
            "{}",
            package.name
        );
        let manifest = fs::read_to_string(&package.manifest_path).unwrap();
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{} keeps lints of its own",
            package.name
        );
    }
}
