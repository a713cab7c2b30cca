//! How many applications a day an account may make.

use crate::identity::UserTier;

/// Applications from one midnight to the next in the account's time zone, deleted ones counted. The numbers are those of the
/// product's tiers (decision 0012).
#[must_use]
pub const fn applications_a_day(tier: UserTier) -> u64 {
    match tier {
        UserTier::Free => 5,
        UserTier::Pro | UserTier::H1bPro => 25,
        UserTier::CareerInsurance => 50,
        UserTier::Enterprise => 100,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tier_has_its_number() {
        let numbers: Vec<u64> = UserTier::ALL.iter().map(|tier| applications_a_day(*tier)).collect();
        assert_eq!(numbers, [5, 25, 25, 50, 100]);
    }
}
