//! The store bench: 100,000 reports of Ukrainian text in one file, searched, listed, opened and saved, against the same asked of
//! bare SQLite by hand over the same file, and against limits that people set.
//!
//! Started by `cargo xtask bench store`, which builds it optimised; `ZVITNYK_REPORTS` makes the file smaller. The file is made
//! as version 4 left it, so that bringing it to the newest version and taking the reports in is measured too. Ours and bare SQLite
//! take turns, call by call. A line of output: what, unit, ours, rival, rival's value, goal, parted by tabs; on standard
//! error, what each case took.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a bench"
)]

mod bare;
mod stock;

use report::{Catalogue, FieldId, SectionId};
use rusqlite::Connection;
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};
use store::{DATABASE, Group, Heap, Layout, Order, Patch, Standing, Store, Wanted};
use zstd::bulk::Decompressor;

const QUERIES: &str = include_str!("../../tests/search/queries.tsv");
const FEW: u32 = 1_000;
const BATCH: u32 = 200;

fn main() {
    let reports: u32 = std::env::var("ZVITNYK_REPORTS").map_or(100_000, |text| text.parse().unwrap());
    // Beside what is built: a folder in memory would not be a disk.
    let temp = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (many, few) = (temp.path().join("many"), temp.path().join("few"));
    let catalogue = stock::catalogue();
    stock::fill(&few, FEW, &catalogue);
    take_in(&few, &catalogue);
    let json = stock::fill(&many, reports, &catalogue);
    let before = memory_peak();
    let taken = take_in(&many, &catalogue);
    limit(
        "taking in a file of version 4: a report",
        "ms",
        ms(taken) / f64::from(reports),
        2.0,
    );
    limit(
        "taking in a file of version 4: memory",
        "MiB",
        (memory_peak() - before).max(0.1),
        64.0,
    );
    let size = fs::metadata(many.join(DATABASE)).unwrap().len();
    line(
        "size of the file",
        "MB",
        size as f64 / 1e6,
        "contents as JSON",
        json as f64 / 1e6,
        2.0,
    );
    opening(&few, &many);
    let mut store = Store::open(&many).unwrap();
    let db = bare::open(&many.join(DATABASE));
    bare::tell_sizes(&db);
    searching(&store);
    lists(&store, &db);
    reading(&store, &db, reports);
    saving(&mut store, temp.path(), reports);
}

fn line(what: &str, unit: &str, ours: f64, rival: &str, theirs: f64, goal: f64) {
    println!("{what}\t{unit}\t{ours:.4}\t{rival}\t{theirs:.4}\t{goal}");
}

fn limit(what: &str, unit: &str, ours: f64, theirs: f64) {
    line(what, unit, ours, "limit", theirs, 1.0);
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn timed<T>(times: &mut Vec<Duration>, call: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = call();
    times.push(begun.elapsed());
    done
}

/// The time under which so many of a hundred stay, in milliseconds.
fn under(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    ms(times[(times.len() * percent / 100).min(times.len() - 1)])
}

/// The largest memory so far, MiB; other systems than Linux do not tell it.
fn memory_peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok())
        .unwrap_or_default()
        / 1024.0
}

fn take_in(folder: &Path, catalogue: &Catalogue) -> Duration {
    let begun = Instant::now();
    let mut store = Store::open(folder).unwrap();
    eprintln!("the new version's tables: {:.0} ms", ms(begun.elapsed()));
    while store.index_some(Some(catalogue), None, BATCH).unwrap() > 0 {}
    begun.elapsed()
}

fn opening(few: &Path, many: &Path) {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..21 {
        drop(timed(&mut ours, || Store::open(many).unwrap()));
        drop(timed(&mut theirs, || Store::open(few).unwrap()));
    }
    line(
        "opening the file, median",
        "ms",
        under(&mut ours, 50),
        "the same with 1,000 reports",
        under(&mut theirs, 50),
        1.3,
    );
}

fn searching(store: &Store) {
    let mut times = Vec::new();
    let mut each = Vec::new();
    for line in QUERIES.lines().skip(1).take(30) {
        let wanted = Wanted {
            text: line.split('\t').nth(2).unwrap().to_owned(),
            ..Wanted::default()
        };
        let mut own = Vec::new();
        let mut total = 0;
        for _ in 0..7 {
            let page = timed(&mut own, || {
                store
                    .page(&wanted, Layout::default(), stock::now(), 0, 100)
                    .unwrap()
            });
            total = page.total;
        }
        times.extend(own.clone());
        each.push((under(&mut own, 50), total, wanted.text));
    }
    each.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (median, total, text) in &each {
        eprintln!("search {text:30} {median:8.2} ms, {total} found");
    }
    limit("search, 95th percentile", "ms", under(&mut times, 95), 50.0);
}

/// A list: what it is called, what the store is asked, and what SQLite.
struct List {
    name: &'static str,
    wanted: Wanted,
    layout: Layout,
    skip: u32,
    condition: String,
    order: &'static str,
}

fn all_lists(store: &Store) -> Vec<List> {
    const NEWEST: &str = "updated_at DESC, doc DESC";
    let facets = store.facets(&Wanted::default()).unwrap();
    let section = SectionId::from("solutions");
    let (programme, district) = (facets.programmes[0].0.clone(), facets.districts[0].0.clone());
    let author = facets.authors[0].0.clone();
    let by = |order, turned| Layout {
        order,
        turned,
        group: None,
    };
    let everything = |name, layout, skip, order| List {
        name,
        wanted: Wanted::default(),
        layout,
        skip,
        condition: String::new(),
        order,
    };
    let narrowed = |name, condition: String, change: &dyn Fn(&mut Wanted)| {
        let mut wanted = Wanted::default();
        change(&mut wanted);
        List {
            name,
            wanted,
            layout: Layout::default(),
            skip: 0,
            condition: format!("WHERE {condition}"),
            order: NEWEST,
        }
    };
    vec![
        everything("all, the newest first", by(Order::Updated, false), 0, NEWEST),
        everything(
            "all, the oldest first",
            by(Order::Updated, true),
            0,
            "updated_at, doc",
        ),
        everything(
            "all, by title",
            by(Order::Title, false),
            0,
            "title, doc DESC",
        ),
        everything(
            "all, by day",
            by(Order::Day, false),
            0,
            "day DESC, doc DESC",
        ),
        everything(
            "all, by standing",
            by(Order::Standing, false),
            0,
            "standing, updated_at DESC, doc DESC",
        ),
        everything(
            "all, by section",
            by(Order::Section, false),
            0,
            "section, updated_at DESC, doc DESC",
        ),
        everything("all, far down", by(Order::Updated, false), 90_000, NEWEST),
        narrowed("a section", format!("section = '{section}'"), &|wanted| {
            wanted.sections = vec![section.clone()];
        }),
        narrowed("drafts", "standing = 'draft'".into(), &|wanted| {
            wanted.heap = Some(Heap::Drafts);
        }),
        narrowed(
            "what moves",
            "standing IN ('queued', 'sending', 'received', 'in_review', 'returned', 'failed', 'conflict')".into(),
            &|wanted| wanted.heap = Some(Heap::Moving),
        ),
        narrowed(
            "what needs somebody",
            format!(
                "standing IN ('conflict', 'failed', 'returned', 'in_review') AND (standing <> 'in_review' AND origin = 'mine'
                OR standing = 'in_review' AND section = '{section}')"
            ),
            &|wanted| {
                wanted.heap = Some(Heap::Needing);
                wanted.approves = vec![section.clone()];
            },
        ),
        narrowed(
            "two standings",
            "standing IN ('published', 'returned')".into(),
            &|wanted| wanted.standings = vec![Standing::Published, Standing::Returned],
        ),
        narrowed("a programme", format!("programme = '{programme}'"), &|wanted| {
            wanted.programme = Some(programme.clone());
        }),
        narrowed("a district", format!("district = '{district}'"), &|wanted| {
            wanted.district = Some(district.clone());
        }),
        narrowed("an author", format!("author = '{author}'"), &|wanted| {
            wanted.author = Some(author.clone());
        }),
        narrowed(
            "some days",
            "day >= '2024-03-01' AND day <= '2024-03-31'".into(),
            &|wanted| {
                wanted.from = Some(jiff::civil::date(2024, 3, 1));
                wanted.to = Some(jiff::civil::date(2024, 3, 31));
            },
        ),
        narrowed(
            "a section, an author, a district",
            format!("section = '{section}' AND author = '{author}' AND district = '{district}'"),
            &|wanted| {
                wanted.sections = vec![section.clone()];
                wanted.author = Some(author.clone());
                wanted.district = Some(district.clone());
            },
        ),
    ]
}

fn lists(store: &Store, db: &Connection) {
    let mut all = Vec::new();
    for list in all_lists(store) {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..41 {
            let page = timed(&mut ours, || {
                store
                    .page(&list.wanted, list.layout, stock::now(), list.skip, 100)
                    .unwrap()
            });
            let (ids, total) = timed(&mut theirs, || {
                bare::page(db, &list.condition, list.order, list.skip)
            });
            assert_eq!(page.total, total, "{}", list.name);
            let own: Vec<String> = page.rows.iter().map(|row| row.id.to_string()).collect();
            assert_eq!(own, ids, "{}", list.name);
        }
        all.push((list.name, ours.clone()));
        line(
            &format!("list: {}, median", list.name),
            "ms",
            under(&mut ours, 50),
            "bare SQLite",
            under(&mut theirs, 50),
            1.3,
        );
    }
    for group in [
        Group::Section,
        Group::Standing,
        Group::Programme,
        Group::District,
        Group::Author,
        Group::Month,
    ] {
        let layout = Layout {
            group: Some(group),
            ..Layout::default()
        };
        let mut ours = Vec::new();
        for _ in 0..11 {
            timed(&mut ours, || {
                store
                    .page(&Wanted::default(), layout, stock::now(), 0, 100)
                    .unwrap()
            });
        }
        all.push(("grouped", ours));
    }
    for (name, text) in [("values to choose", ""), ("values of what is found", "ремонт ")] {
        let wanted = Wanted {
            text: text.to_owned(),
            ..Wanted::default()
        };
        let mut ours = Vec::new();
        for _ in 0..11 {
            timed(&mut ours, || store.facets(&wanted).unwrap());
        }
        all.push((name, ours));
    }
    let mut slowest = 0.0_f64;
    for (name, mut times) in all {
        let tail = under(&mut times, 95);
        eprintln!("list {name:35} {tail:8.2} ms");
        slowest = slowest.max(tail);
    }
    limit("list: the slowest of all, 95th percentile", "ms", slowest, 50.0);
}

fn reading(store: &Store, db: &Connection, reports: u32) {
    let mut random = fastrand::Rng::with_seed(5);
    let mut unpacker = Decompressor::new().unwrap();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..500 {
        // Each of its own, so that neither reads what the other has just fetched.
        let [one, other] = [(); 2].map(|()| stock::id(random.u32(..reports)));
        timed(&mut ours, || store.report(one).unwrap().unwrap());
        let other = other.to_string();
        timed(&mut theirs, || bare::report(db, &mut unpacker, &other));
    }
    let (own, bare) = (under(&mut ours, 50), under(&mut theirs, 50));
    line("opening a report, median", "ms", own, "bare SQLite", bare, 1.3);
    limit(
        "opening a report, 95th percentile",
        "ms",
        under(&mut ours, 95),
        30.0,
    );
}

/// A field's new text, against one row with the same bytes in a file of its own, both on the disk when the call returns.
fn saving(store: &mut Store, folder: &Path, reports: u32) {
    let db = bare::open(&folder.join("bare.sqlite"));
    db.execute_batch("CREATE TABLE value (report TEXT, field TEXT, value TEXT, PRIMARY KEY (report, field))")
        .unwrap();
    let draft = (0..reports)
        .map(stock::id)
        .find(|id| {
            let report = store.report(*id).unwrap().unwrap();
            report.standing == Standing::Draft
        })
        .unwrap();
    let mut random = fastrand::Rng::with_seed(9);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for number in 0..600_i64 {
        let value = stock::rich(
            &[vec![
                "",
                &format!("Роботи завершено, дільниця {number}. ").repeat(40),
            ]],
            &mut random,
        );
        let text = value.to_string();
        let patch = Patch {
            values: [(FieldId::from("description"), Some(value))].into(),
            ..Patch::default()
        };
        let now = stock::now() + jiff::SignedDuration::from_secs(number);
        timed(&mut ours, || store.save(draft, &patch, now).unwrap());
        timed(&mut theirs, || {
            db.prepare_cached("INSERT OR REPLACE INTO value VALUES (?1, ?2, ?3)")
                .unwrap()
                .execute((draft.to_string(), "description", &text))
                .unwrap()
        });
    }
    for (what, percent) in [
        ("saving a field, median", 50),
        ("saving a field, 99th percentile", 99),
    ] {
        line(
            what,
            "ms",
            under(&mut ours, percent),
            "bare SQLite commit",
            under(&mut theirs, percent),
            1.3,
        );
    }
}
