//! What a process and those that it started hold in memory.

use std::fs;

/// The proportional set size of the tree below a process, MiB: a page that several processes share counts once.
pub(crate) fn of_tree(root: u32) -> f64 {
    let kibibytes: f64 = tree(root).into_iter().map(pss).sum();
    kibibytes / 1024.0
}

/// Ends the tree below a process.
pub(crate) fn end_tree(root: u32) {
    let ids: Vec<String> = tree(root).iter().map(u32::to_string).collect();
    let _some_are_gone = std::process::Command::new("kill").arg("-KILL").args(ids).status();
}

fn pss(id: u32) -> f64 {
    let text = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
    text.lines()
        .find_map(|line| {
            line.strip_prefix("Pss:")?
                .trim()
                .strip_suffix("kB")?
                .trim()
                .parse()
                .ok()
        })
        .unwrap_or(0.0)
}

fn tree(root: u32) -> Vec<u32> {
    let mut parents = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Some(id) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<u32>().ok())
        else {
            continue;
        };
        let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        // The name stands in brackets and may hold anything; the parent is the second word after it.
        let parent = stat
            .rsplit_once(')')
            .and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse::<u32>().ok());
        parents.extend(parent.map(|parent| (id, parent)));
    }
    let mut found = vec![root];
    let mut at = 0;
    while at < found.len() {
        let parent = found[at];
        found.extend(
            parents
                .iter()
                .filter(|(_, its)| *its == parent)
                .map(|(id, _)| *id),
        );
        at += 1;
    }
    found
}
