//! The account, the catalogue, the cursor of the change feed, and settings.

use crate::{
    error::Result,
    open::Store,
    table::{self, account::SignedIn},
};
use jiff::Timestamp;
use portal_api::Account;
use report::Catalogue;
use uuid::Uuid;

impl Store {
    /// Keeps whose folder this is. When the portal is another one, or its data were put back from a copy (`epoch`
    /// differs), what was known of its uploads and feed is forgotten: it may not have them any more.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn set_account(
        &mut self,
        account: &Account,
        portal_url: &str,
        portal: Uuid,
        epoch: Uuid,
    ) -> Result<()> {
        let tx = self.db.transaction()?;
        let before = table::account::get(&tx)?;
        if before.is_some_and(|before| before.portal != portal || before.epoch != epoch) {
            table::upload::remove_all(&tx)?;
            table::feed::set_cursor(&tx, 0)?;
        }
        table::account::put(
            &tx,
            &SignedIn {
                account: account.clone(),
                portal_url: portal_url.to_owned(),
                portal,
                epoch,
            },
        )?;
        Ok(tx.commit()?)
    }

    /// Whose folder this is; `None` for the drafts made without signing in.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn account(&self) -> Result<Option<SignedIn>> {
        Ok(table::account::get(&self.db)?)
    }

    /// Keeps the catalogue with the `ETag` it came with. Every report is taken in again by and by: names that lists and search
    /// know may have changed.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn set_catalogue(&mut self, catalogue: &Catalogue, etag: Option<&str>, now: Timestamp) -> Result<()> {
        let tx = self.db.transaction()?;
        table::catalogue::put(&tx, catalogue, etag, now)?;
        table::facet::all_stale(&tx)?;
        Ok(tx.commit()?)
    }

    /// The catalogue and its `ETag`; `None` before it first came.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn catalogue(&self) -> Result<Option<(Catalogue, Option<String>)>> {
        Ok(table::catalogue::get(&self.db)?)
    }

    /// How far the change feed has been read; 0 before the first page.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn cursor(&self) -> Result<u64> {
        Ok(table::feed::cursor(&self.db)?)
    }

    /// Keeps how far the change feed has been read: after everything before it has been applied.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn set_cursor(&mut self, cursor: u64) -> Result<()> {
        Ok(table::feed::set_cursor(&self.db, cursor)?)
    }

    /// A choice of window or interface (`language`, `theme`).
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        Ok(table::setting::get(&self.db, key)?)
    }

    /// Keeps a choice of window or interface.
    ///
    /// # Errors
    /// [`crate::StoreError`] of the disk.
    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<()> {
        Ok(table::setting::put(&self.db, key, value)?)
    }
}
