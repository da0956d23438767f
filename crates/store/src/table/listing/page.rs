//! Which reports a list has, in which order, and how many.

use super::{Facets, Group, Heap, Layout, Order, Page, Wanted, of_docs};
use crate::{
    standing::Standing,
    table::{
        facet::ordered_by,
        search::{Docs, matching, matching_docs},
    },
};
use jiff::Timestamp;
use report::SectionId;
use rusqlite::{Connection, Row, Statement, ToSql, types::Value};
use std::collections::HashMap;

/// Values of a facet that are told, the most frequent ones.
const VALUES: u32 = 200;

/// Part of a list: `take` rows after the first `skip`.
pub(crate) fn page(
    db: &Connection,
    wanted: &Wanted,
    layout: Layout,
    now: Timestamp,
    skip: u32,
    take: u32,
) -> rusqlite::Result<Page> {
    let chosen = Chosen::of(wanted);
    if !wanted.text.trim().is_empty() {
        let among = chosen.narrows().then(|| chosen.all_docs(db)).transpose()?;
        let found = matching(
            db,
            &wanted.text,
            among.as_ref(),
            now,
            skip as usize,
            take as usize,
        )?;
        return Ok(Page {
            rows: of_docs(db, &found.docs)?,
            total: found.total,
            groups: Vec::new(),
            query: Some(found.query),
            read_as: found.read_as,
        });
    }
    let docs = chosen.docs(db, layout, skip, take)?;
    let groups = match layout.group {
        Some(group) => chosen.groups(db, group)?,
        None => Vec::new(),
    };
    Ok(Page {
        rows: of_docs(db, &docs)?,
        total: chosen.count(db)?,
        groups,
        query: None,
        read_as: None,
    })
}

/// How many reports of the list each value would leave.
pub(crate) fn facets(db: &Connection, wanted: &Wanted) -> rusqlite::Result<Facets> {
    let chosen = Chosen::of(wanted);
    if !wanted.text.trim().is_empty() {
        let among = chosen.narrows().then(|| chosen.all_docs(db)).transpose()?;
        return values_of(db, &matching_docs(db, &wanted.text, among.as_ref())?);
    }
    Ok(Facets {
        standings: chosen.values(db, "standing")?,
        programmes: chosen.values(db, "programme")?,
        districts: chosen.values(db, "district")?,
        authors: chosen.values(db, "author")?,
    })
}

/// Of the index of the four, which is a third of the table and has equal values beside one another.
pub(super) const VALUES_OF: &str = "
    SELECT doc, standing, programme, district, author
    FROM facet
    ORDER BY standing, programme, district, author
";

/// How many of these docs each value has: they may be half of all, so all are walked through once.
fn values_of(db: &Connection, docs: &Docs) -> rusqlite::Result<Facets> {
    let mut counts: [HashMap<String, u32>; 4] = Default::default();
    let mut runs: [(Option<String>, u32); 4] = Default::default();
    let mut statement = db.prepare_cached(VALUES_OF)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if !docs.contains(row.get(0)?) {
            continue;
        }
        for ((column, run), counts) in (1..).zip(&mut runs).zip(&mut counts) {
            let value = row.get_ref(column)?;
            let text = value.as_bytes_or_null()?;
            if text != run.0.as_deref().map(str::as_bytes) {
                let next = value.as_str_or_null()?.map(str::to_owned);
                add_run(counts, std::mem::replace(run, (next, 0)));
            }
            run.1 += 1;
        }
    }
    for (counts, run) in counts.iter_mut().zip(runs) {
        add_run(counts, run);
    }
    let [standings, programmes, districts, authors] = counts.map(|counts| {
        let mut counts: Vec<(String, u32)> = counts.into_iter().collect();
        counts.sort_unstable_by(|(one, times), (other, other_times)| {
            other_times.cmp(times).then_with(|| one.cmp(other))
        });
        counts.truncate(VALUES as usize);
        counts
    });
    Ok(Facets {
        standings,
        programmes,
        districts,
        authors,
    })
}

/// Counts a value that so many docs in a row have.
fn add_run(counts: &mut HashMap<String, u32>, (value, many): (Option<String>, u32)) {
    if let Some(value) = value.filter(|_| many > 0) {
        *counts.entry(value).or_default() += many;
    }
}

/// Days with their numbers, the last first, as months; those of no day come last.
fn months(days: Vec<(Option<String>, u32)>) -> Vec<(Option<String>, u32)> {
    let mut months: Vec<(Option<String>, u32)> = Vec::new();
    for (day, count) in days {
        let month = day.map(|day| day.chars().take("2026-11".len()).collect());
        match months.last_mut() {
            Some((last, counted)) if *last == month => *counted += count,
            _ => months.push((month, count)),
        }
    }
    months
}

/// The conditions of a list: pieces of SQL of ours, and what is bound in them.
#[derive(Default)]
struct Chosen {
    conditions: Vec<&'static str>,
    values: Vec<(&'static str, Value)>,
}

impl Chosen {
    fn of(wanted: &Wanted) -> Self {
        let mut chosen = Self::default();
        match wanted.sections.as_slice() {
            [] => {}
            [one] => chosen.add("section = :section", ":section", one.as_str().to_owned()),
            some => chosen.add(
                "section IN (SELECT value FROM json_each(:sections))",
                ":sections",
                json(&some.iter().map(SectionId::as_str).collect::<Vec<_>>()),
            ),
        }
        match wanted.standings.as_slice() {
            [] => {}
            [one] => chosen.add("standing = :standing", ":standing", word(*one).to_owned()),
            some => chosen.add(
                "standing IN (SELECT value FROM json_each(:standings))",
                ":standings",
                json(&some.iter().map(|one| word(*one)).collect::<Vec<_>>()),
            ),
        }
        for (condition, name, value) in [
            ("programme = :programme", ":programme", wanted.programme.clone()),
            ("district = :district", ":district", wanted.district.clone()),
            ("author = :author", ":author", wanted.author.clone()),
            ("day >= :from", ":from", wanted.from.map(|day| day.to_string())),
            ("day <= :to", ":to", wanted.to.map(|day| day.to_string())),
        ] {
            if let Some(value) = value {
                chosen.add(condition, name, value);
            }
        }
        match wanted.heap {
            None => {}
            Some(Heap::Drafts) => chosen.conditions.push("standing = 'draft'"),
            Some(Heap::Public) => chosen.conditions.push("standing = 'published'"),
            Some(Heap::Moving) => chosen.conditions.push(MOVING),
            Some(Heap::Needing) => {
                let approves: Vec<&str> = wanted.approves.iter().map(SectionId::as_str).collect();
                chosen.add(NEEDING, ":approves", json(&approves));
            }
        }
        chosen
    }

    fn add(&mut self, condition: &'static str, name: &'static str, value: impl Into<Value>) {
        self.conditions.push(condition);
        self.values.push((name, value.into()));
    }

    fn narrows(&self) -> bool {
        !self.conditions.is_empty()
    }

    fn condition(&self) -> String {
        if self.conditions.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", self.conditions.join(" AND "))
        }
    }

    fn docs(&self, db: &Connection, layout: Layout, skip: u32, take: u32) -> rusqlite::Result<Vec<i64>> {
        let mut statement = db.prepare_cached(&self.docs_sql(layout))?;
        self.bind(&mut statement, &[(":skip", &skip), (":take", &take)])?;
        statement.raw_query().mapped(|row| row.get(0)).collect()
    }

    fn docs_sql(&self, layout: Layout) -> String {
        let group = layout.group.map(|group| match group {
            Group::Section => "section",
            Group::Standing => "standing",
            Group::Programme => "programme",
            Group::District => "district",
            Group::Author => "author",
            Group::Month => MONTH_ORDER,
        });
        // The days of a month follow one another whatever else is asked for: the order of the index is both.
        let order = if layout.group == Some(Group::Month) {
            ordered_by(Order::Day, false)
        } else {
            ordered_by(layout.order, layout.turned)
        };
        let order = match group {
            Some(group) if group != MONTH_ORDER => format!("{group}, {order}"),
            _ => order.to_owned(),
        };
        let condition = self.condition();
        format!("SELECT doc FROM facet {condition} ORDER BY {order} LIMIT :take OFFSET :skip")
    }

    fn all_docs(&self, db: &Connection) -> rusqlite::Result<Docs> {
        let mut statement = db.prepare_cached(&format!("SELECT doc FROM facet {}", self.condition()))?;
        self.bind(&mut statement, &[])?;
        statement.raw_query().mapped(|row| row.get(0)).collect()
    }

    fn count(&self, db: &Connection) -> rusqlite::Result<u32> {
        let mut statement = db.prepare_cached(&format!("SELECT COUNT(*) FROM facet {}", self.condition()))?;
        self.bind(&mut statement, &[])?;
        statement.raw_query().next()?.map_or(Ok(0), |row| row.get(0))
    }

    fn groups(&self, db: &Connection, group: Group) -> rusqlite::Result<Vec<(Option<String>, u32)>> {
        let (key, order) = match group {
            Group::Section => ("section", "section"),
            Group::Standing => ("standing", "standing"),
            Group::Programme => ("programme", "programme"),
            Group::District => ("district", "district"),
            Group::Author => ("author", "author"),
            Group::Month => ("day", "day DESC"),
        };
        let condition = self.condition();
        let sql = format!("SELECT {key}, COUNT(*) FROM facet {condition} GROUP BY 1 ORDER BY {order}");
        let mut statement = db.prepare_cached(&sql)?;
        self.bind(&mut statement, &[])?;
        let groups: rusqlite::Result<Vec<_>> = statement
            .raw_query()
            .mapped(|row: &Row<'_>| Ok((row.get(0)?, row.get(1)?)))
            .collect();
        // The index knows days: each is counted there, which takes a fraction of cutting every row's to its month.
        groups.map(|groups| match group {
            Group::Month => months(groups),
            _ => groups,
        })
    }

    fn values(&self, db: &Connection, column: &'static str) -> rusqlite::Result<Vec<(String, u32)>> {
        let and = if self.narrows() { "AND" } else { "WHERE" };
        let condition = self.condition();
        let sql = format!(
            "SELECT {column}, COUNT(*) FROM facet {condition} {and} {column} IS NOT NULL
            GROUP BY {column} ORDER BY 2 DESC, 1 LIMIT {VALUES}"
        );
        let mut statement = db.prepare_cached(&sql)?;
        self.bind(&mut statement, &[])?;
        statement
            .raw_query()
            .mapped(|row: &Row<'_>| Ok((row.get(0)?, row.get(1)?)))
            .collect()
    }

    fn bind(&self, statement: &mut Statement<'_>, more: &[(&str, &dyn ToSql)]) -> rusqlite::Result<()> {
        let own = self
            .values
            .iter()
            .map(|(name, value)| (*name, value as &dyn ToSql));
        for (name, value) in own.chain(more.iter().copied()) {
            if let Some(index) = statement.parameter_index(name)? {
                statement.raw_bind_parameter(index, value)?;
            }
        }
        Ok(())
    }
}

/// Ordered by days, months lie together.
const MONTH_ORDER: &str = "month";

const MOVING: &str =
    "standing IN ('queued', 'sending', 'received', 'in_review', 'returned', 'failed', 'conflict')";

/// Few of many: found by where they stand.
const NEEDING: &str = "
    (standing IN ('conflict', 'failed', 'returned') AND origin = 'mine'
        OR standing = 'in_review' AND section IN (SELECT value FROM json_each(:approves)))
    AND standing IN ('conflict', 'failed', 'returned', 'in_review')
";

/// The word by which `facet` keeps a standing: the one by which it travels.
pub(super) const fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => "draft",
        Standing::Queued => "queued",
        Standing::Sending => "sending",
        Standing::Received => "received",
        Standing::InReview => "in_review",
        Standing::Returned => "returned",
        Standing::Published => "published",
        Standing::Failed => "failed",
        Standing::Conflict => "conflict",
    }
}

fn json<T: serde::Serialize + ?Sized>(values: &T) -> Value {
    Value::Text(serde_json::to_string(values).unwrap_or_default())
}

/// What the lists ask, with the index that each must be read by and whether its rows must still be sorted.
#[cfg(test)]
pub(super) fn plans() -> Vec<(String, &'static str, bool)> {
    let one = |change: fn(&mut Wanted)| {
        let mut wanted = Wanted::default();
        change(&mut wanted);
        Chosen::of(&wanted).docs_sql(Layout::default())
    };
    let by = |order, turned| {
        let layout = Layout {
            order,
            turned,
            group: None,
        };
        Chosen::default().docs_sql(layout)
    };
    let grouped = |group| {
        let layout = Layout {
            group: Some(group),
            ..Layout::default()
        };
        Chosen::default().docs_sql(layout)
    };
    let day = jiff::civil::date(2026, 11, 22);
    let mut plans = vec![
        (
            one(|wanted| wanted.sections = vec!["roads".into()]),
            "facet_by_section",
            false,
        ),
        (
            one(|wanted| wanted.standings = vec![Standing::Draft]),
            "facet_by_standing",
            false,
        ),
        (
            one(|wanted| wanted.heap = Some(Heap::Drafts)),
            "facet_by_standing",
            false,
        ),
        (
            one(|wanted| wanted.heap = Some(Heap::Public)),
            "facet_by_standing",
            false,
        ),
        (
            one(|wanted| wanted.heap = Some(Heap::Needing)),
            "facet_by_standing",
            true,
        ),
        (
            one(|wanted| wanted.programme = Some(String::new())),
            "facet_by_programme",
            false,
        ),
        (
            one(|wanted| wanted.district = Some(String::new())),
            "facet_by_district",
            false,
        ),
        (
            one(|wanted| wanted.author = Some(String::new())),
            "facet_by_author",
            false,
        ),
        (grouped(Group::Section), "facet_by_section", false),
        (grouped(Group::Standing), "facet_by_standing", false),
        (grouped(Group::Programme), "facet_by_programme", false),
        (grouped(Group::District), "facet_by_district", false),
        (grouped(Group::Author), "facet_by_author", false),
        (grouped(Group::Month), "facet_by_day", false),
    ];
    let mut between = Wanted::default();
    (between.from, between.to) = (Some(day), Some(day));
    let days = Layout {
        order: Order::Day,
        ..Layout::default()
    };
    plans.push((Chosen::of(&between).docs_sql(days), "facet_by_day", false));
    for (order, index) in [
        (Order::Updated, "facet_by_update"),
        (Order::Title, "facet_by_title"),
        (Order::Day, "facet_by_day"),
        (Order::Standing, "facet_by_standing"),
        (Order::Section, "facet_by_section"),
    ] {
        plans.extend([false, true].map(|turned| (by(order, turned), index, false)));
    }
    plans
}
