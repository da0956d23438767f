//! The table, on the screen and in docs/perf.md.

use super::Failure;
use super::line::Line;
use std::fmt::Write;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

const HEAD: &str = "# Speed and size against rivals\n\n\
Written by `cargo xtask bench NAME`, which runs the rival and ours in turn on one machine in one run and takes medians;\n\
only the ratios mean something elsewhere. Smaller is better in every line; a line holds when its ratio is no larger\n\
than its goal. What exactly is compared stands at the head of each bench's program.\n";

/// The lines as a Markdown table.
pub(super) fn table(lines: &[Line]) -> String {
    let mut text = String::from(
        "| what | ours | rival | ratio | goal | holds |\n| --- | ---: | ---: | ---: | ---: | --- |\n",
    );
    for line in lines {
        let Line {
            what,
            unit,
            ours,
            rival,
            theirs,
            goal,
        } = line;
        let holds = if line.holds() { "yes" } else { "NO" };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| {what} | {ours:.1} {unit} | {rival}: {theirs:.1} {unit} | {:.2} | ≤ {goal} | {holds} |",
            line.ratio()
        );
    }
    text
}

/// Puts the bench's table into the page, in place of its former one.
pub(super) fn write(path: &Path, name: &str, lines: &[Line]) -> Result<(), Failure> {
    let failed = |source| Failure::Io {
        path: path.to_owned(),
        source,
    };
    let page = match std::fs::read_to_string(path) {
        Ok(page) => page,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => HEAD.to_owned(),
        Err(error) => return Err(failed(error)),
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let days = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs() / 86_400);
    let under = format!(
        "Measured on {}, {cores} cores, {}.",
        date(days),
        std::env::consts::OS
    );
    std::fs::write(
        path,
        with_section(&page, name, &format!("{under}\n\n{}", table(lines))),
    )
    .map_err(failed)
}

/// The page with the section of this name renewed, or added at its end.
fn with_section(page: &str, name: &str, content: &str) -> String {
    let title = format!("## {name}\n");
    let section = format!("{title}\n{content}");
    let Some((before, rest)) = page.split_once(&title) else {
        return format!("{}\n\n{section}", page.trim_end());
    };
    match rest.split_once("\n## ") {
        Some((_, after)) => format!("{before}{section}\n## {after}"),
        None => format!("{before}{section}"),
    }
}

/// The date so many days after 1970-01-01 (Howard Hinnant's `civil_from_days`, for years from 1970 on).
fn date(days: u64) -> String {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::{date, with_section};

    #[test]
    fn days_become_dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(19_782), "2024-02-29");
        assert_eq!(date(20_779), "2026-11-22");
    }

    #[test]
    fn renewing_one_section_leaves_the_others() {
        let page = with_section(&with_section("# Head\n", "a", "old\n"), "b", "kept\n");
        assert_eq!(
            with_section(&page, "a", "new\n"),
            "# Head\n\n## a\n\nnew\n\n## b\n\nkept\n"
        );
        assert_eq!(
            with_section(&page, "b", "new\n"),
            "# Head\n\n## a\n\nold\n\n## b\n\nnew\n"
        );
    }
}
