//! Demonstration accounts: for a portal on this computer only.

use crate::{
    clock::Randomness,
    password::{PasswordError, hash_password},
    storage::{Storage, StorageError, StoredAccount},
};
use portal_api::{Account, session::Secret};
use report::{Catalogue, DepartmentId, Login, Right, Rights, SectionId};

/// The section in which the demonstration plays.
pub const SECTION: &str = "council-work";

/// A demonstration account with its password, to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// The account.
    pub account: Account,
    /// Its password, known to everybody.
    pub password: &'static str,
}

/// Why there are no demonstration accounts.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The catalogue has no section for them.
    #[error("the catalogue has no section {SECTION} for the demonstration accounts")]
    NoSection,
    /// Hashing.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// Keeping.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The three accounts: an author, the head of the same department, an administrator.
///
/// # Errors
/// [`DemoError::NoSection`].
pub fn accounts(catalogue: &Catalogue) -> Result<Vec<DemoAccount>, DemoError> {
    let department = catalogue
        .section(&SectionId::from(SECTION))
        .ok_or(DemoError::NoSection)?
        .department
        .clone();
    // The portal is administered by the ICT department, where the catalogue has one under that name.
    let administration = catalogue
        .departments
        .iter()
        .map(|department| &department.id)
        .find(|id| id.as_str() == "ict")
        .unwrap_or(&department)
        .clone();
    let rights = |test: &dyn Fn(&report::Section) -> bool, rights: &[Right]| -> Vec<Rights> {
        catalogue
            .sections
            .iter()
            .filter(|section| test(section))
            .map(|section| Rights {
                section: section.id.clone(),
                rights: rights.to_vec(),
            })
            .collect()
    };
    // Problems and their solutions are every department's to tell.
    let own =
        |section: &report::Section| section.department == department || section.id.as_str() == "solutions";
    let one =
        |login: &str, name: &str, position: &str, department: &DepartmentId, rights, password| DemoAccount {
            account: Account {
                login: Login::from(login),
                name: name.to_owned(),
                position: position.to_owned(),
                department: department.clone(),
                rights,
            },
            password,
        };
    Ok(vec![
        one(
            "olena",
            "Коваленко Олена Іванівна",
            "Головний спеціаліст",
            &department,
            rights(&own, &[Right::Write]),
            "olena-demo",
        ),
        one(
            "petro",
            "Мельник Петро Васильович",
            "Керівник",
            &department,
            rights(&own, &[Right::Write, Right::Approve]),
            "petro-demo",
        ),
        one(
            "admin",
            "Адміністратор порталу",
            "Адміністратор",
            &administration,
            rights(&|_| true, &[Right::Administer]),
            "admin-demo",
        ),
    ])
}

/// Adds the accounts that are absent and returns all three.
///
/// # Errors
/// [`DemoError`].
pub fn add_accounts(
    storage: &dyn Storage,
    catalogue: &Catalogue,
    random: &dyn Randomness,
) -> Result<Vec<DemoAccount>, DemoError> {
    let all = accounts(catalogue)?;
    for demo in &all {
        if storage.account(&demo.account.login)?.is_none() {
            storage.add_account(&StoredAccount {
                account: demo.account.clone(),
                password_hash: hash_password(&Secret::new(demo.password), random)?,
            })?;
        }
    }
    Ok(all)
}
