//! Callers who were found to stand a moment ago, so that the requests of one screen ask the database once.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{FamilyId, UserId};

use super::Caller;

/// So that requests on different cores seldom wait for each other.
const SHELVES: usize = 64;

/// About 50,000 callers in all, in a few megabytes.
const PER_SHELF: usize = 800;

/// Remembers only whom it would let in, and whatever changes that in this process is to be told to [`Self::forget`].
pub struct KnownCallers {
    lifetime: TimeDelta,
    shelves: [Mutex<Shelf>; SHELVES],
}

#[derive(Default)]
struct Shelf {
    /// How often something was forgotten here. A look that began before is not to be remembered after.
    forgotten: u64,
    callers: HashMap<(UserId, FamilyId), Known>,
}

#[derive(Clone, Copy)]
struct Known {
    caller: Caller,
    /// When the look began that found it.
    since: DateTime<Utc>,
}

/// A look at the database that has begun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    began: DateTime<Utc>,
    forgotten: u64,
}

impl KnownCallers {
    /// Long enough for the requests that a screen sends together, short enough for a change that another process made.
    pub const LIFETIME: TimeDelta = TimeDelta::seconds(5);

    /// Without a lifetime nobody is remembered.
    #[must_use]
    pub fn new(lifetime: TimeDelta) -> Self {
        Self { lifetime, shelves: std::array::from_fn(|_| Mutex::default()) }
    }

    pub(super) fn recall(&self, user: UserId, family: FamilyId, now: DateTime<Utc>) -> Option<Caller> {
        let known = *self.shelf(user).callers.get(&(user, family))?;
        self.is_fresh(known, now).then_some(known.caller)
    }

    /// Neither too old nor from the future: clocks are set back at times.
    fn is_fresh(&self, known: Known, now: DateTime<Utc>) -> bool {
        (TimeDelta::zero()..self.lifetime).contains(&(now - known.since))
    }

    /// To be called before the database is asked.
    pub(super) fn look(&self, user: UserId, now: DateTime<Utc>) -> Look {
        Look { began: now, forgotten: self.shelf(user).forgotten }
    }

    /// Drops what was found when something was forgotten since the look began: it may have seen the state before.
    pub(super) fn remember(&self, look: Look, caller: Caller) {
        let mut found = self.shelf(caller.user_id);
        if self.lifetime.is_zero() || found.forgotten != look.forgotten {
            return;
        }
        let key = (caller.user_id, caller.family_id);
        if found.callers.len() >= PER_SHELF && !found.callers.contains_key(&key) {
            // All of it would be too old in a few seconds.
            found.callers.clear();
        }
        found.callers.insert(key, Known { caller, since: look.began });
    }

    /// To be called after a change of role, tier, activity, deletion or sign-ins was committed: it takes effect at once.
    pub fn forget(&self, user: UserId) {
        let mut found = self.shelf(user);
        found.forgotten += 1;
        found.callers.retain(|(id, _), _| *id != user);
    }

    /// Forgets when it is dropped. Made before the change, it also sees to one that was committed without an answer.
    #[must_use]
    pub fn forget_at_the_end(&self, user: UserId) -> Forgetting<'_> {
        Forgetting { known: self, user }
    }

    fn shelf(&self, user: UserId) -> MutexGuard<'_, Shelf> {
        // The last byte of an id is random.
        let place = usize::from(user.0.as_bytes()[15]) % SHELVES;
        self.shelves[place].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub struct Forgetting<'a> {
    known: &'a KnownCallers,
    user: UserId,
}

impl Drop for Forgetting<'_> {
    fn drop(&mut self) {
        self.known.forget(self.user);
    }
}
