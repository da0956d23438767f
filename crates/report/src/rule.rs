//! Update rules (регламент наповнення): how often a section or service must be brought up to date.

use serde::{Deserialize, Serialize};

/// How often, as the mayor's orders word it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UpdateRule {
    /// щодня
    Daily,
    /// щоразу зі зміною даних, але не рідше ніж 1 раз на тиждень
    Weekly,
    /// щоразу зі зміною даних, але не рідше ніж 1 раз на місяць
    Monthly,
    /// щоразу зі зміною даних, але не рідше ніж 1 раз в квартал
    Quarterly,
    /// за потреби; never overdue
    AsNeeded,
}
