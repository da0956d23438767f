//! Three-way merge of a report, field by field.
