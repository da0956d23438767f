//! Who may see and do what: pure questions about an account and a report.

use crate::storage::{ReportHead, Sight};
use portal_api::Account;
use report::{Right, SectionId, State};

/// The account's rights in a section.
#[must_use]
pub fn rights_in<'a>(account: &'a Account, section: &SectionId) -> &'a [Right] {
    account
        .rights
        .iter()
        .find(|granted| granted.section == *section)
        .map_or(&[], |granted| granted.rights.as_slice())
}

fn sees_all(rights: &[Right]) -> bool {
    rights.contains(&Right::Read) || rights.contains(&Right::Administer)
}

fn sees_own(rights: &[Right]) -> bool {
    rights.contains(&Right::Write) || rights.contains(&Right::Approve)
}

/// Whether the account may see the newest revision of a report. Who writes or approves sees the own department's, who
/// reads or administers sees all; what is still being received is its author's alone.
#[must_use]
pub fn may_see(account: &Account, head: &ReportHead) -> bool {
    match head.state {
        State::Receiving => {
            sees_own(rights_in(account, &head.section))
                && account.department == head.department
                && account.login == head.author
        }
        State::InReview | State::Returned => takes_part(account, head),
        State::Published => true,
    }
}

/// Whether the account sees a report before it is public. They alone read what was remarked on it, also afterwards.
#[must_use]
pub fn takes_part(account: &Account, head: &ReportHead) -> bool {
    let rights = rights_in(account, &head.section);
    sees_own(rights) && account.department == head.department || sees_all(rights)
}

/// What the account may see of the change feed.
#[must_use]
pub fn sight(account: &Account) -> Sight {
    let sections = |test: fn(&[Right]) -> bool| {
        account
            .rights
            .iter()
            .filter(|granted| test(&granted.rights))
            .map(|granted| granted.section.clone())
            .collect()
    };
    Sight {
        login: account.login.clone(),
        department: account.department.clone(),
        own: sections(sees_own),
        all: sections(sees_all),
    }
}
