//! Matches: how well a job suits a person, why, and what the person makes of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use crate::ids::{JobId, MatchId, UserId};
use crate::job::JobSummary;
use crate::revision;

text_enum! {
    MatchStatus { New => "new", Saved => "saved", Dismissed => "dismissed", Applied => "applied" }
}

impl MatchStatus {
    /// Whether a person may go from one to the other. What was applied for stays so, and only a new match is applied for
    /// without an application being made here.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::New, Self::Saved | Self::Dismissed | Self::Applied)
                | (Self::Saved, Self::Dismissed)
                | (Self::Dismissed, Self::Saved)
        )
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a match that is {from} cannot become {to}")]
pub struct InvalidTransition {
    pub from: MatchStatus,
    pub to: MatchStatus,
}

/// From 0 to 100, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Score(u16);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be from 0 to 100")]
pub struct OutOfRange;

impl TryFrom<f64> for Score {
    type Error = OutOfRange;

    /// Rounds to hundredths.
    fn try_from(score: f64) -> Result<Self, OutOfRange> {
        // Fails for NaN as well.
        if !(0.0..=100.0).contains(&score) {
            return Err(OutOfRange);
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 10,000")]
        let hundredths = (score * 100.0).round() as u16;
        Ok(Self(hundredths))
    }
}

impl From<Score> for f64 {
    fn from(score: Score) -> Self {
        Self::from(score.0) / 100.0
    }
}

/// Why a match has its score.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rationale {
    #[validate(length(max = 1000))]
    pub summary: String,
    #[validate(custom(function = "reasons"))]
    pub top_reasons: Vec<String>,
    #[validate(custom(function = "reasons"))]
    pub concerns: Vec<String>,
    /// From 0 to 1; null when nothing was said of it.
    #[validate(range(min = 0.0, max = 1.0))]
    pub confidence: Option<f64>,
    /// What each part adds to the score, from 0 to 100.
    #[validate(custom(function = "parts"))]
    pub breakdown: BTreeMap<String, f64>,
}

impl Rationale {
    /// The most reasons, and the most concerns.
    pub const MAX_REASONS: usize = 20;
    pub const MAX_REASON_CHARS: usize = 300;
    /// The most parts of the breakdown.
    pub const MAX_PARTS: usize = 20;
    pub const MAX_PART_CHARS: usize = 50;
}

fn refused(code: &'static str) -> ValidationError {
    ValidationError::new(code)
}

fn reasons(reasons: &[String]) -> Result<(), ValidationError> {
    if reasons.len() > Rationale::MAX_REASONS {
        return Err(refused("too_many_items"));
    }
    let fits = |reason: &String| !reason.trim().is_empty() && reason.chars().count() <= Rationale::MAX_REASON_CHARS;
    if reasons.iter().all(fits) { Ok(()) } else { Err(refused("item_length")) }
}

fn parts(parts: &BTreeMap<String, f64>) -> Result<(), ValidationError> {
    if parts.len() > Rationale::MAX_PARTS {
        return Err(refused("too_many_items"));
    }
    let named = |name: &String| !name.trim().is_empty() && name.chars().count() <= Rationale::MAX_PART_CHARS;
    let fits = |(name, part): (&String, &f64)| named(name) && (0.0..=100.0).contains(part);
    if parts.iter().all(fits) { Ok(()) } else { Err(refused("part")) }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Match {
    pub id: MatchId,
    pub user_id: UserId,
    pub job_id: JobId,
    #[cfg_attr(feature = "openapi", schema(value_type = f64, minimum = 0, maximum = 100))]
    pub score: Score,
    pub rationale: Rationale,
    pub status: MatchStatus,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A match as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatchWithJob {
    #[serde(flatten)]
    pub found: Match,
    pub job: JobSummary,
}

/// Which matches a list holds; all that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct MatchFilter {
    pub status: Option<MatchStatus>,
    /// At least this score.
    #[validate(custom(function = "a_score"))]
    #[cfg_attr(feature = "openapi", param(minimum = 0, maximum = 100))]
    pub min_score: Option<f64>,
}

fn a_score(score: f64) -> Result<(), ValidationError> {
    let refused = |error: OutOfRange| ValidationError::new("range").with_message(error.to_string().into());
    Score::try_from(score).map(|_| ()).map_err(refused)
}

impl Match {
    /// What the person makes of it. The same again changes nothing, and gives nothing.
    pub fn change_status(&self, status: MatchStatus, now: DateTime<Utc>) -> Result<Option<Self>, InvalidTransition> {
        if self.status == status {
            return Ok(None);
        }
        if !self.status.may_become(status) {
            return Err(InvalidTransition { from: self.status, to: status });
        }
        Ok(Some(Self { status, updated_at: revision::next(self.updated_at, now), ..self.clone() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MatchStatus::{Applied, Dismissed, New, Saved};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn found(status: MatchStatus) -> Match {
        Match {
            id: MatchId(Uuid::from_u128(1)),
            user_id: UserId(Uuid::from_u128(2)),
            job_id: JobId(Uuid::from_u128(3)),
            score: Score(8_750),
            rationale: Rationale::default(),
            status,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn every_change_of_status_is_allowed_refused_or_none_at_all() {
        let allowed = [(New, Saved), (New, Dismissed), (New, Applied), (Saved, Dismissed), (Dismissed, Saved)];
        let now = DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(1);
        for from in MatchStatus::ALL.iter().copied() {
            for to in MatchStatus::ALL.iter().copied() {
                let changed = found(from).change_status(to, now);
                let expected = if from == to {
                    Ok(None)
                } else if allowed.contains(&(from, to)) {
                    Ok(Some(Match { updated_at: now, ..found(to) }))
                } else {
                    Err(InvalidTransition { from, to })
                };
                assert_eq!(changed, expected, "{from} → {to}");
            }
        }
    }

    #[test]
    fn a_score_is_from_0_to_100_in_hundredths() {
        for score in [f64::NAN, f64::INFINITY, -0.01, 100.01] {
            assert_eq!(Score::try_from(score), Err(OutOfRange), "{score}");
        }
        assert_eq!(f64::from(Score::try_from(87.654).unwrap()).to_string(), "87.65");
        assert_eq!(f64::from(Score::try_from(100.0).unwrap()).to_string(), "100");
    }

    proptest! {
        #[test]
        fn a_score_reads_back_from_what_it_is_written_as(hundredths in 0u16..=10_000) {
            let score = Score(hundredths);
            let written = serde_json::to_string(&score).unwrap();
            prop_assert_eq!(serde_json::from_str::<Score>(&written).unwrap(), score);
        }
    }

    #[test]
    fn a_rationale_is_bounded() {
        let with = |change: &dyn Fn(&mut Rationale)| {
            let mut rationale = Rationale::default();
            change(&mut rationale);
            rationale.validate().is_ok()
        };
        assert!(with(&|r| r.summary = "a".repeat(1_000)));
        assert!(!with(&|r| r.summary = "a".repeat(1_001)));
        assert!(with(&|r| r.top_reasons = vec!["a".repeat(300); 20]));
        assert!(!with(&|r| r.top_reasons = vec!["a".to_owned(); 21]));
        assert!(!with(&|r| r.concerns = vec!["a".repeat(301)]));
        assert!(!with(&|r| r.concerns = vec![" ".to_owned()]));
        assert!(!with(&|r| r.confidence = Some(1.01)));
        assert!(with(&|r| r.breakdown = BTreeMap::from([("skills".to_owned(), 100.0)])));
        assert!(!with(&|r| r.breakdown = BTreeMap::from([("skills".to_owned(), 100.5)])));
        assert!(!with(&|r| r.breakdown = (0..21).map(|part| (part.to_string(), 1.0)).collect()));
    }
}
