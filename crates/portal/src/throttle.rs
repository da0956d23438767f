//! Sign-in throttling: after several wrong passwords in a row a login has to wait, longer each time.
//!
//! Kept in memory: a restart forgives, which is no help to a guesser who cannot restart the portal. Counted by login
//! and not by address, because a whole city hall sits behind one address.

use jiff::{SignedDuration, Timestamp};
use report::Login;
use std::collections::HashMap;

/// Wrong passwords in a row that cost nothing.
pub(crate) const FREE_TRIES: u32 = 5;
/// Seconds to wait after the first try too many; doubles with each further one.
pub(crate) const FIRST_WAIT: i64 = 30;
/// The longest wait, seconds.
pub(crate) const LONGEST_WAIT: i64 = 900;
/// Logins remembered at most, so that invented logins cannot fill the memory.
const MOST_LOGINS: usize = 10_000;

#[derive(Debug)]
struct Tries {
    wrong: u32,
    last: Timestamp,
}

impl Tries {
    fn free_at(&self) -> Timestamp {
        let Some(over) = self.wrong.checked_sub(FREE_TRIES) else {
            return self.last;
        };
        let wait = FIRST_WAIT.saturating_mul(1_i64 << over.min(10)).min(LONGEST_WAIT);
        self.last
            .saturating_add(SignedDuration::from_secs(wait))
            .unwrap_or(self.last)
    }
}

/// Wrong passwords by login.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    logins: HashMap<Login, Tries>,
}

impl Throttle {
    /// Seconds that this login has to wait before the next try; `None`: it may try now.
    #[must_use]
    pub(crate) fn wait(&self, login: &Login, now: Timestamp) -> Option<i64> {
        let left = self
            .logins
            .get(login)?
            .free_at()
            .duration_since(now)
            .as_secs_f64();
        // Whole seconds, rounded up, so that who waits exactly that long is let in.
        #[expect(clippy::cast_possible_truncation, reason = "at most LONGEST_WAIT")]
        let seconds = left.ceil() as i64;
        (seconds > 0).then_some(seconds)
    }

    /// A wrong password.
    pub(crate) fn wrong(&mut self, login: &Login, now: Timestamp) {
        if self.logins.len() >= MOST_LOGINS && !self.logins.contains_key(login) {
            self.logins
                .retain(|_, tries| now.duration_since(tries.last).as_secs() < LONGEST_WAIT);
            if self.logins.len() >= MOST_LOGINS {
                // Never uncounted: the one that was tried least, and longest ago, makes room.
                let least = self
                    .logins
                    .iter()
                    .min_by_key(|(_, tries)| (tries.wrong, tries.last));
                if let Some(least) = least.map(|(login, _)| login.clone()) {
                    self.logins.remove(&least);
                }
            }
        }
        let tries = self
            .logins
            .entry(login.clone())
            .or_insert(Tries { wrong: 0, last: now });
        if now.duration_since(tries.last).as_secs() > LONGEST_WAIT {
            tries.wrong = 0;
        }
        tries.wrong = tries.wrong.saturating_add(1);
        tries.last = now;
    }

    /// The right password: forgiven.
    pub(crate) fn right(&mut self, login: &Login) {
        self.logins.remove(login);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_wrong_passwords_make_the_login_wait_and_each_further_one_longer() {
        let mut throttle = Throttle::default();
        let (login, now) = (Login::from("olena"), Timestamp::UNIX_EPOCH);
        for _ in 0..FREE_TRIES - 1 {
            throttle.wrong(&login, now);
        }
        assert_eq!(throttle.wait(&login, now), None);
        throttle.wrong(&login, now);
        assert_eq!(throttle.wait(&login, now), Some(FIRST_WAIT));
        throttle.wrong(&login, now);
        assert_eq!(throttle.wait(&login, now), Some(2 * FIRST_WAIT));
        assert_eq!(throttle.wait(&Login::from("petro"), now), None);
        throttle.right(&login);
        assert_eq!(throttle.wait(&login, now), None);
    }
}
