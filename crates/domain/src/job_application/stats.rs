//! What somebody's applications come to: how far they got, and at what rates.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::ApplicationStatus;

/// Applications that have the same status and have ever had the same ones, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Tally {
    pub status: ApplicationStatus,
    pub ever_screening: bool,
    pub ever_interview: bool,
    pub ever_offer: bool,
    pub ever_rejected: bool,
    pub count: u64,
    /// How many of them were applied for since the week began.
    pub applied_this_week: u64,
    /// How many of them came to the status `interview` since the week began.
    pub interview_this_week: u64,
    /// How many of them came to the status `offer` since the week began.
    pub offer_this_week: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationStats {
    pub total: u64,
    pub by_status: StatusCounts,
    pub funnel: Funnel,
    /// The part of all applications that were answered: they got beyond `applied`, or were rejected. From 0 to 1; null without
    /// applications, like the other rates.
    pub response_rate: Option<f64>,
    /// The part that ever came to an interview, or further.
    pub interview_rate: Option<f64>,
    /// The part that ever came to an offer.
    pub offer_rate: Option<f64>,
    pub this_week: ThisWeek,
}

/// How many applications have each status now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusCounts {
    pub applied: u64,
    pub screening: u64,
    pub interview: u64,
    pub offer: u64,
    pub closed: u64,
    pub rejected: u64,
}

/// How many applications ever reached each stage. Whoever reached one has passed those before it, also where a step was skipped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Funnel {
    pub applied: u64,
    pub screening: u64,
    pub interview: u64,
    pub offer: u64,
}

/// Since Monday, in the account's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThisWeek {
    pub since: DateTime<Utc>,
    pub applied: u64,
    /// How many came to the status `interview`.
    pub interview: u64,
    /// How many came to the status `offer`.
    pub offer: u64,
}

impl Tally {
    fn reached_offer(&self) -> bool {
        self.ever_offer || self.status == ApplicationStatus::Offer
    }

    fn reached_interview(&self) -> bool {
        self.ever_interview || self.status == ApplicationStatus::Interview || self.reached_offer()
    }

    fn reached_screening(&self) -> bool {
        self.ever_screening || self.status == ApplicationStatus::Screening || self.reached_interview()
    }

    fn was_answered(&self) -> bool {
        self.ever_rejected || self.status == ApplicationStatus::Rejected || self.reached_screening()
    }
}

impl ApplicationStats {
    #[must_use]
    pub fn of(tallies: &[Tally], week_began: DateTime<Utc>) -> Self {
        let sum = |which: &dyn Fn(&Tally) -> bool| -> u64 {
            tallies.iter().filter(|tally| which(tally)).map(|tally| tally.count).sum()
        };
        let with = |status| sum(&|tally: &Tally| tally.status == status);
        let total = sum(&|_| true);
        let funnel = Funnel {
            applied: total,
            screening: sum(&Tally::reached_screening),
            interview: sum(&Tally::reached_interview),
            offer: sum(&Tally::reached_offer),
        };
        Self {
            total,
            by_status: StatusCounts {
                applied: with(ApplicationStatus::Applied),
                screening: with(ApplicationStatus::Screening),
                interview: with(ApplicationStatus::Interview),
                offer: with(ApplicationStatus::Offer),
                closed: with(ApplicationStatus::Closed),
                rejected: with(ApplicationStatus::Rejected),
            },
            response_rate: rate(sum(&Tally::was_answered), total),
            interview_rate: rate(funnel.interview, total),
            offer_rate: rate(funnel.offer, total),
            funnel,
            this_week: ThisWeek {
                since: week_began,
                applied: tallies.iter().map(|tally| tally.applied_this_week).sum(),
                interview: tallies.iter().map(|tally| tally.interview_this_week).sum(),
                offer: tallies.iter().map(|tally| tally.offer_this_week).sum(),
            },
        }
    }
}

/// To four places: a hundredth of a percent.
fn rate(part: u64, total: u64) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "nobody applies that often")]
    let rate = |part: u64, total: u64| (part as f64 / total as f64 * 10_000.0).round() / 10_000.0;
    (total > 0).then(|| rate(part, total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ApplicationStatus::{Applied, Closed, Interview, Offer, Rejected, Screening};

    fn tally(status: ApplicationStatus, ever: &[ApplicationStatus], count: u64) -> Tally {
        Tally {
            status,
            ever_screening: ever.contains(&Screening),
            ever_interview: ever.contains(&Interview),
            ever_offer: ever.contains(&Offer),
            ever_rejected: ever.contains(&Rejected),
            count,
            applied_this_week: 1,
            interview_this_week: 0,
            offer_this_week: 0,
        }
    }

    #[test]
    fn without_applications_there_are_no_rates() {
        let stats = ApplicationStats::of(&[], DateTime::UNIX_EPOCH);
        assert_eq!((stats.total, stats.funnel), (0, Funnel::default()));
        assert_eq!((stats.response_rate, stats.interview_rate, stats.offer_rate), (None, None, None));
    }

    #[test]
    fn the_funnel_counts_what_was_ever_reached_and_what_was_skipped_on_the_way() {
        let stats = ApplicationStats::of(
            &[
                tally(Applied, &[], 4),
                // Back from an interview by mistake of nobody: it took place.
                tally(Applied, &[Interview], 1),
                tally(Closed, &[Screening], 1),
                tally(Rejected, &[Rejected], 1),
                // Straight to an offer.
                tally(Offer, &[Offer], 1),
            ],
            DateTime::UNIX_EPOCH,
        );
        assert_eq!(stats.funnel, Funnel { applied: 8, screening: 3, interview: 2, offer: 1 });
        assert_eq!(
            stats.by_status,
            StatusCounts { applied: 5, offer: 1, closed: 1, rejected: 1, ..StatusCounts::default() }
        );
        assert_eq!(stats.response_rate, Some(0.5));
        assert_eq!((stats.interview_rate, stats.offer_rate), (Some(0.25), Some(0.125)));
        assert_eq!(stats.this_week.applied, 5);
    }

    #[test]
    fn closing_what_was_never_answered_is_no_answer() {
        let stats = ApplicationStats::of(&[tally(Closed, &[], 3)], DateTime::UNIX_EPOCH);
        assert_eq!(stats.response_rate, Some(0.0));
    }

    #[test]
    fn a_status_counts_as_reached_without_an_event_of_it() {
        for (status, reached) in [(Screening, 1), (Interview, 2), (Offer, 3), (Rejected, 0)] {
            let Funnel { screening, interview, offer, .. } =
                ApplicationStats::of(&[tally(status, &[], 1)], DateTime::UNIX_EPOCH).funnel;
            assert_eq!(screening + interview + offer, reached, "{status}");
        }
    }

    #[test]
    fn a_rate_has_four_places() {
        assert_eq!(rate(1, 3), Some(0.3333));
        assert_eq!(rate(2, 3), Some(0.6667));
    }
}
