//! The enumerations of a job.

text_enum! {
    EmploymentType {
        FullTime => "full_time",
        PartTime => "part_time",
        Contract => "contract",
        Temporary => "temporary",
        Internship => "internship",
    }
}

text_enum! {
    JobStatus {
        Active => "active",
        Archived => "archived",
        Draft => "draft",
    }
}

text_enum! {
    /// What public filings say of the company as a sponsor of H-1B visas.
    H1bSponsorStatus {
        Verified => "verified",
        Unverified => "unverified",
        Unknown => "unknown",
    }
}

text_enum! {
    /// How far somebody's application for a job is: the status of the live application, or that there is none.
    JobApplicationStatus {
        NotApplied => "not_applied",
        Applied => "applied",
        Screening => "screening",
        Interview => "interview",
        Offer => "offer",
        Closed => "closed",
        Rejected => "rejected",
    }
}

/// The time for which an amount of pay is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PayPeriod {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl PayPeriod {
    /// How many of it make a year of full-time work: 52 weeks of five days of eight hours.
    #[must_use]
    pub const fn times_a_year(self) -> u16 {
        match self {
            Self::Hour => 2080,
            Self::Day => 260,
            Self::Week => 52,
            Self::Month => 12,
            Self::Year => 1,
        }
    }

    /// An amount of pay for a whole year, in whole units of the currency; nothing when it is no amount, or more than is stored.
    #[must_use]
    pub fn annualise(self, amount: f64) -> Option<i32> {
        let yearly = (amount * f64::from(self.times_a_year())).round();
        // The comparison fails for NaN as well.
        if yearly >= 1.0 && yearly <= f64::from(i32::MAX) {
            #[allow(clippy::cast_possible_truncation, reason = "it was rounded and is in range")]
            return Some(yearly as i32);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(PayPeriod::Hour, 45.5, Some(94_640))]
    #[case(PayPeriod::Day, 450.0, Some(117_000))]
    #[case(PayPeriod::Week, 1_000.0, Some(52_000))]
    #[case(PayPeriod::Month, 18_000.0, Some(216_000))]
    #[case(PayPeriod::Year, 99_999.5, Some(100_000))]
    #[case(PayPeriod::Year, 3e9, None)]
    #[case(PayPeriod::Hour, f64::NAN, None)]
    #[case(PayPeriod::Month, -5.0, None)]
    #[case(PayPeriod::Year, 0.2, None)]
    fn pay_is_counted_for_a_whole_year(#[case] period: PayPeriod, #[case] amount: f64, #[case] yearly: Option<i32>) {
        assert_eq!(period.annualise(amount), yearly);
    }
}
