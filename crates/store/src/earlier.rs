//! Earlier reports that a new one may continue.

use crate::{error::Result, open::Store, sql::Parsed, table::value::packed};
use report::{FieldId, ReportId, SectionId};
use rusqlite::named_params;
use serde_json::Value;

/// Walks down the section's list until enough are found.
const HOLDING: &str = "
    SELECT facet.report
    FROM facet
    CROSS JOIN report_value ON report_value.report = facet.report AND report_value.field = :field
    WHERE facet.section = :section AND report_value.value = :value
    ORDER BY facet.updated_at DESC, facet.doc DESC
    LIMIT :take
";

impl Store {
    /// The last changed reports of a section that have this value in this field, at most `take`, none from the bin.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn holding(
        &self,
        section: &SectionId,
        field: &FieldId,
        value: &Value,
        take: u32,
    ) -> Result<Vec<ReportId>> {
        let mut statement = self.db.prepare_cached(HOLDING)?;
        let wanted = named_params! {
            ":section": section.as_str(),
            ":field": field.as_str(),
            ":value": packed(value)?,
            ":take": take,
        };
        let found = statement.query_map(wanted, |row| Ok(row.get::<_, Parsed<_>>(0)?.0))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::HOLDING;
    use crate::migrations;
    use rusqlite::Connection;

    #[test]
    fn earlier_reports_are_found_in_the_order_of_the_sections_index() {
        let mut db = Connection::open_in_memory().unwrap();
        migrations::run(&mut db).unwrap();
        let mut explained = db.prepare(&format!("EXPLAIN QUERY PLAN {HOLDING}")).unwrap();
        let steps = explained.raw_query().mapped(|row| row.get::<_, String>(3));
        let plan = steps.collect::<Result<Vec<_>, _>>().unwrap().join("\n");
        assert!(plan.contains("INDEX facet_by_section (section=?)"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{plan}");
    }
}
