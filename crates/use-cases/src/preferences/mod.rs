//! Preferences: read, replace, merge one section, and tell them in sentences.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::identity::OnboardingStatus;
use domain::ids::{PreferencesId, UserId};
use domain::preferences::{
    Autonomy, Briefing, DealBreakerList, DealBreakers, JobType, LocationPreferences, Preferences, PreferencesSummary,
    RefusedPatch, Salary, Section, Settings, Visa,
};
use domain::validation::json_object;
use ports::store::{Store, StoreError};
use ports::system::{Clock, Ids};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use validator::{Validate, ValidationError};

use crate::error::{Classify, ErrorKind, FieldError, refused_patch};
use crate::patch::not_null;
use crate::precondition::{Precondition, PreconditionFailed};

/// Each section that is given replaces the stored one, absent fields taking their defaults, and counts as confirmed.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[validate(schema(function = "gives_a_section"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(min_properties = 1))]
pub struct ReplacePreferences {
    #[serde(deserialize_with = "not_null")]
    #[validate(nested)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub job_type: Option<JobType>,
    #[serde(deserialize_with = "not_null")]
    #[validate(nested)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub location: Option<LocationPreferences>,
    #[serde(deserialize_with = "not_null")]
    #[validate(nested)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub salary: Option<Salary>,
    #[serde(deserialize_with = "not_null")]
    #[validate(nested)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub deal_breakers: Option<DealBreakers>,
    #[serde(deserialize_with = "not_null")]
    #[validate(nested)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub visa: Option<Visa>,
    #[serde(deserialize_with = "not_null")]
    #[validate(nested)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub autonomy: Option<Autonomy>,
    #[serde(deserialize_with = "not_null")]
    #[validate(nested)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub briefing: Option<Briefing>,
    #[serde(deserialize_with = "not_null")]
    #[validate(nested)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub settings: Option<Settings>,
    /// At most 16 KiB of JSON.
    #[serde(deserialize_with = "not_null")]
    #[validate(custom(function = "json_object"))]
    #[cfg_attr(feature = "openapi", schema(value_type = Object, required = false))]
    pub extra_preferences: Option<Map<String, Value>>,
}

fn gives_a_section(command: &ReplacePreferences) -> Result<(), ValidationError> {
    if *command == ReplacePreferences::default() {
        return Err(ValidationError::new("empty_patch").with_message("must give at least one section".into()));
    }
    Ok(())
}

/// The sections, and how far they are confirmed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreferencesReport {
    #[serde(flatten)]
    pub preferences: Preferences,
    /// Whether the six required sections are confirmed and hold what they must.
    pub is_complete: bool,
    pub missing_sections: Vec<Section>,
    /// Null when nothing was ever saved.
    pub updated_at: Option<DateTime<Utc>>,
}

#[derive(Debug, thiserror::Error)]
pub enum PreferencesError {
    #[error("there is no such account")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] RefusedPatch),
    #[error(transparent)]
    PreconditionFailed(#[from] PreconditionFailed),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Classify for PreferencesError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound => ErrorKind::NotFound,
            Self::Refused(_) => ErrorKind::Invalid,
            Self::PreconditionFailed(_) => ErrorKind::PreconditionFailed,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Refused(_) => "validation_failed",
            Self::PreconditionFailed(_) => "precondition_failed",
            Self::Store(error) => error.code(),
        }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        match self {
            Self::Refused(refused) => refused_patch(refused),
            Self::NotFound | Self::PreconditionFailed(_) | Self::Store(_) => Vec::new(),
        }
    }
}

pub struct PreferencesService {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
}

impl PreferencesService {
    /// The defaults, for somebody who has saved nothing.
    pub async fn get(&self, owner: UserId) -> Result<PreferencesReport, PreferencesError> {
        Ok(self.shown(owner, self.store.preferences().find(owner).await?))
    }

    fn shown(&self, owner: UserId, saved: Option<Preferences>) -> PreferencesReport {
        let updated_at = saved.as_ref().map(|preferences| preferences.updated_at);
        report(saved.unwrap_or_else(|| self.unset(owner)), updated_at)
    }

    pub async fn summary(&self, owner: UserId) -> Result<PreferencesSummary, PreferencesError> {
        Ok(self.get(owner).await?.preferences.summary())
    }

    pub async fn deal_breakers(&self, owner: UserId) -> Result<DealBreakerList, PreferencesError> {
        Ok(self.get(owner).await?.preferences.deal_breaker_list())
    }

    pub async fn replace(
        &self,
        owner: UserId,
        command: ReplacePreferences,
        precondition: &Precondition,
    ) -> Result<PreferencesReport, PreferencesError> {
        self.change(owner, precondition, |preferences, now| Ok(command.apply(preferences, now))).await
    }

    pub async fn patch(
        &self,
        owner: UserId,
        section: Section,
        patch: Map<String, Value>,
        precondition: &Precondition,
    ) -> Result<PreferencesReport, PreferencesError> {
        self.change(owner, precondition, |preferences, now| preferences.patch(section, patch, now)).await
    }

    /// Reads, changes and saves under the lock of the account, whose onboarding moves on with its preferences.
    async fn change(
        &self,
        owner: UserId,
        precondition: &Precondition,
        change: impl FnOnce(Preferences, DateTime<Utc>) -> Result<Preferences, RefusedPatch> + Send,
    ) -> Result<PreferencesReport, PreferencesError> {
        let now = self.clock.now();
        let tx = self.store.begin().await?;
        let user = tx.users().find_for_update(owner).await?.ok_or(PreferencesError::NotFound)?;
        let shown = self.shown(owner, tx.preferences().find(owner).await?);
        precondition.admits(&shown)?;
        let preferences = change(shown.preferences, now)?;
        tx.preferences().save(&preferences).await?;
        let step =
            if preferences.is_complete() { OnboardingStatus::Complete } else { OnboardingStatus::PreferencesPending };
        if step > user.onboarding_status {
            tx.users().update(&user.advance(step, now)).await?;
        }
        tx.commit().await?;
        Ok(report(preferences, Some(now)))
    }

    fn unset(&self, owner: UserId) -> Preferences {
        Preferences::unset(PreferencesId(self.ids.next()), owner, self.clock.now())
    }
}

fn report(preferences: Preferences, updated_at: Option<DateTime<Utc>>) -> PreferencesReport {
    let missing_sections = preferences.missing_sections();
    PreferencesReport { is_complete: missing_sections.is_empty(), missing_sections, updated_at, preferences }
}

impl ReplacePreferences {
    fn apply(self, preferences: Preferences, now: DateTime<Utc>) -> Preferences {
        /// Puts a section that was given in its place, and notes its name.
        fn put<S>(given: Option<S>, place: &mut S, section: Section, confirmed: &mut Vec<Section>) {
            if let Some(given) = given {
                *place = given;
                confirmed.push(section);
            }
        }
        let mut new = preferences;
        let mut given = Vec::new();
        put(self.job_type, &mut new.job_type, Section::JobType, &mut given);
        put(self.location, &mut new.location, Section::Location, &mut given);
        put(self.salary, &mut new.salary, Section::Salary, &mut given);
        put(self.deal_breakers, &mut new.deal_breakers, Section::DealBreakers, &mut given);
        put(self.visa, &mut new.visa, Section::Visa, &mut given);
        put(self.autonomy, &mut new.autonomy, Section::Autonomy, &mut given);
        put(self.briefing, &mut new.briefing, Section::Briefing, &mut given);
        put(self.settings, &mut new.settings, Section::Settings, &mut given);
        put(self.extra_preferences, &mut new.extra_preferences, Section::ExtraPreferences, &mut given);
        given.into_iter().fold(new, |preferences, section| preferences.confirm(section, now))
    }
}
