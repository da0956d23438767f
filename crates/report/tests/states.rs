//! Who may move a report from one state to the next: the whole table.
use report::{
    Action, Right, State,
    state::{Refused, step},
};

const STATES: [Option<State>; 5] = [
    None,
    Some(State::Receiving),
    Some(State::InReview),
    Some(State::Returned),
    Some(State::Published),
];
const ACTIONS: [Action; 4] = [Action::Send, Action::Complete, Action::Approve, Action::Return];
const ALL_RIGHTS: [Right; 4] = [Right::Write, Right::Approve, Right::Read, Right::Administer];

/// The state after the action; `None` where it makes no sense.
fn expected(from: Option<State>, action: Action) -> Option<State> {
    match action {
        Action::Send => Some(State::Receiving),
        Action::Complete if from == Some(State::Receiving) => Some(State::InReview),
        Action::Approve if from == Some(State::InReview) => Some(State::Published),
        Action::Return if from == Some(State::InReview) => Some(State::Returned),
        Action::Complete | Action::Approve | Action::Return => None,
    }
}

#[test]
fn every_action_in_every_state_leads_where_the_table_says() {
    for from in STATES {
        for action in ACTIONS {
            let wanted = expected(from, action).ok_or(Refused::WrongState);
            assert_eq!(
                step(from, action, &ALL_RIGHTS),
                wanted,
                "{action:?} from {from:?}"
            );
        }
    }
}

#[test]
fn every_set_of_rights_without_the_needed_one_is_refused_in_every_state() {
    for set in 0..16_u8 {
        let rights: Vec<Right> = ALL_RIGHTS
            .into_iter()
            .enumerate()
            .filter(|(bit, _)| set & (1 << bit) != 0)
            .map(|(_, right)| right)
            .collect();
        for from in STATES {
            for action in ACTIONS {
                let needed = match action {
                    Action::Send | Action::Complete => Right::Write,
                    Action::Approve | Action::Return => Right::Approve,
                };
                let refused = step(from, action, &rights) == Err(Refused::NoRight);
                assert_eq!(
                    refused,
                    !rights.contains(&needed),
                    "{action:?} from {from:?} with {rights:?}"
                );
            }
        }
    }
}

#[test]
fn stranger_does_not_learn_from_the_refusal_what_state_the_report_is_in() {
    for from in STATES {
        assert_eq!(step(from, Action::Approve, &[Right::Read]), Err(Refused::NoRight));
    }
}

#[test]
fn states_are_written_in_snake_case() {
    let words: Vec<String> = STATES
        .into_iter()
        .flatten()
        .map(|state| serde_json::to_string(&state).unwrap())
        .collect();
    assert_eq!(
        words,
        [
            r#""receiving""#,
            r#""in_review""#,
            r#""returned""#,
            r#""published""#
        ]
    );
}
