use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::identity::{OnboardingStatus, User};
use domain::ids::PreferencesId;
use domain::preferences::{
    Autonomy, AutonomyLevel, JobType, LocationPreferences, Preferences, Salary, Section, Visa, WorkArrangement,
};
use mockall::Sequence;
use mockall::predicate::eq;
use ports::store::StoreError;
use ports::testing::{Committed, CountingIds, FixedClock, MockStore, OWNER, member, nth_id};
use rstest::rstest;
use serde_json::{Value, json};
use validator::Validate;

use super::{PreferencesError, PreferencesReport, PreferencesService, ReplacePreferences};
use crate::error::{Classify, ErrorKind, FieldError};
use crate::precondition::Precondition;

fn now() -> DateTime<Utc> {
    FixedClock::default().0
}

fn yesterday() -> DateTime<Utc> {
    now() - TimeDelta::days(1)
}

fn service(store: MockStore) -> (PreferencesService, Committed) {
    let (store, committed) = store.build();
    let clock = Arc::new(FixedClock::default());
    (PreferencesService { store, clock, ids: Arc::new(CountingIds::default()) }, committed)
}

/// Confirmed in their salary and nothing else.
fn saved() -> Preferences {
    let mut preferences = Preferences::unset(PreferencesId(nth_id(0xbeef)), OWNER, yesterday());
    preferences.salary.salary_minimum = Some(90_000);
    preferences.visa.requires_h1b_sponsorship = true;
    preferences.confirm(Section::Salary, yesterday())
}

/// One section short of complete: the autonomy is not confirmed.
fn almost_complete() -> Preferences {
    let mut preferences = saved();
    preferences.job_type.target_titles = vec!["Nurse".to_owned()];
    preferences.location.work_arrangement = Some(WorkArrangement::Open);
    let but_the_last = [Section::JobType, Section::Location, Section::DealBreakers, Section::Visa];
    but_the_last.into_iter().fold(preferences, |preferences, section| preferences.confirm(section, yesterday()))
}

fn at(onboarding_status: OnboardingStatus) -> User {
    User { onboarding_status, ..member() }
}

fn store_reading(preferences: Option<Preferences>) -> MockStore {
    let mut store = MockStore::default();
    store.preferences.expect_find().with(eq(OWNER)).times(1).return_once(|_| Ok(preferences));
    store
}

/// Reads the account under its lock first, then the preferences.
fn store_changing(user: User, preferences: Option<Preferences>) -> MockStore {
    let mut store = MockStore::default();
    let mut order = Sequence::new();
    let locking = store.users.expect_find_for_update().with(eq(OWNER)).times(1).in_sequence(&mut order);
    locking.return_once(|_| Ok(Some(user)));
    let finding = store.preferences.expect_find().with(eq(OWNER)).times(1).in_sequence(&mut order);
    finding.return_once(|_| Ok(preferences));
    store
}

fn expect_save(store: &mut MockStore, expected: Preferences) {
    store.preferences.expect_save().with(eq(expected)).times(1).returning(|_| Ok(()));
}

fn object(value: Value) -> serde_json::Map<String, Value> {
    let Value::Object(object) = value else { panic!("not an object: {value}") };
    object
}

async fn patched(
    store: MockStore,
    section: Section,
    patch: Value,
) -> (Result<PreferencesReport, PreferencesError>, usize) {
    let (service, committed) = service(store);
    let outcome = service.patch(OWNER, section, object(patch), &Precondition::None).await;
    (outcome, committed.count())
}

// Reading

#[tokio::test]
async fn somebody_who_has_saved_nothing_sees_the_defaults() {
    let report = service(store_reading(None)).0.get(OWNER).await.unwrap();
    assert_eq!((report.is_complete, report.updated_at), (false, None));
    assert_eq!(report.missing_sections, Section::REQUIRED);
    assert_eq!(report.preferences.salary, Salary::default());
    assert!(report.preferences.confirmed_sections.is_empty());
}

#[tokio::test]
async fn what_was_saved_is_shown_with_its_time() {
    let report = service(store_reading(Some(saved()))).0.get(OWNER).await.unwrap();
    assert_eq!((&report.preferences, report.updated_at), (&saved(), Some(yesterday())));
    assert!(!report.missing_sections.contains(&Section::Salary));
}

#[tokio::test]
async fn the_summary_tells_what_was_saved() {
    let summary = service(store_reading(Some(saved()))).0.summary(OWNER).await.unwrap();
    assert_eq!(summary, saved().summary());
    assert_ne!(summary, Preferences { salary: Salary::default(), ..saved() }.summary());
}

#[tokio::test]
async fn the_deal_breakers_come_from_what_was_saved() {
    let list = service(store_reading(Some(saved()))).0.deal_breakers(OWNER).await.unwrap();
    assert_eq!(list.must_haves.salary_minimum, Some(90_000));
    assert!(list.must_haves.requires_h1b_sponsorship);
}

#[tokio::test]
async fn a_database_that_is_out_does_not_read_as_the_defaults() {
    let mut store = MockStore::default();
    store.preferences.expect_find().times(1).returning(|_| Err(StoreError::Unavailable));
    let error = service(store).0.get(OWNER).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unavailable, "database_unavailable"));
}

// Replacing

#[tokio::test]
async fn replacing_changes_and_confirms_the_given_sections_only() {
    let autonomy = Autonomy { autonomy_level: AutonomyLevel::L2 };
    let command = ReplacePreferences {
        visa: Some(Visa::default()),
        autonomy: Some(autonomy.clone()),
        ..ReplacePreferences::default()
    };
    let expected = Preferences {
        visa: Visa::default(),
        autonomy,
        confirmed_sections: vec![Section::Salary, Section::Visa, Section::Autonomy],
        updated_at: now(),
        ..saved()
    };
    let mut store = store_changing(at(OnboardingStatus::Complete), Some(saved()));
    expect_save(&mut store, expected.clone());

    let (service, committed) = service(store);
    let report = service.replace(OWNER, command, &Precondition::None).await.unwrap();
    assert_eq!(committed.count(), 1);
    assert_eq!((report.preferences, report.updated_at), (expected, Some(now())));
}

/// Reads `body` as the request that gives one section, and returns what is saved of it over `saved()`.
async fn replaced(body: Value) -> Preferences {
    let mut store = store_changing(at(OnboardingStatus::Complete), Some(saved()));
    store.preferences.expect_save().times(1).returning(|_| Ok(()));
    let command: ReplacePreferences = serde_json::from_value(body).unwrap();
    command.validate().unwrap();
    service(store).0.replace(OWNER, command, &Precondition::None).await.unwrap().preferences
}

#[tokio::test]
async fn what_a_given_section_leaves_out_takes_its_default() {
    let preferences = replaced(json!({"salary": {"salary_target": 120_000}})).await;
    let expected = Salary { salary_target: Some(120_000), ..Salary::default() };
    assert_eq!(preferences.salary, expected);
}

#[rstest]
#[case(Section::JobType)]
#[case(Section::Location)]
#[case(Section::DealBreakers)]
#[case(Section::Visa)]
#[case(Section::Autonomy)]
#[case(Section::Briefing)]
#[case(Section::Settings)]
#[case(Section::ExtraPreferences)]
#[tokio::test]
async fn every_section_can_be_given_by_its_name_and_is_then_confirmed(#[case] section: Section) {
    let preferences = replaced(json!({ section.as_str(): {} })).await;
    let mut expected = vec![Section::Salary, section];
    expected.sort_unstable();
    assert_eq!(preferences.confirmed_sections, expected);
}

#[tokio::test]
async fn the_first_save_makes_the_preferences() {
    let expected = Preferences::unset(PreferencesId(nth_id(1)), OWNER, now()).confirm(Section::Visa, now());
    let mut store = store_changing(at(OnboardingStatus::Complete), None);
    expect_save(&mut store, expected);
    let command = ReplacePreferences { visa: Some(Visa::default()), ..ReplacePreferences::default() };
    assert!(service(store).0.replace(OWNER, command, &Precondition::None).await.is_ok());
}

#[rstest]
#[case(json!({}), false)]
#[case(json!({"visa": {}}), true)]
#[case(json!({"salary": {"salary_minimum": 2, "salary_target": 1}}), false)]
#[case(json!({"extra_preferences": {"text": "x".repeat(17_000)}}), false)]
fn a_replacement_must_give_a_section_within_its_rules(#[case] body: Value, #[case] fine: bool) {
    assert_eq!(serde_json::from_value::<ReplacePreferences>(body).unwrap().validate().is_ok(), fine);
}

#[rstest]
#[case(json!({"visa": null}))]
#[case(json!({"visa": {"green_card": true}}))]
#[case(json!({"hobbies": {}}))]
fn a_replacement_of_what_there_is_not_is_refused(#[case] body: Value) {
    assert!(serde_json::from_value::<ReplacePreferences>(body).is_err());
}

// Patching

#[tokio::test]
async fn a_patch_changes_what_it_names_and_confirms_the_section() {
    let salary = Salary { salary_target: Some(120_000), ..saved().salary };
    let expected = Preferences { salary, updated_at: now(), ..saved() };
    let mut store = store_changing(at(OnboardingStatus::Complete), Some(saved()));
    expect_save(&mut store, expected.clone());
    let (outcome, committed) = patched(store, Section::Salary, json!({"salary_target": 120_000})).await;
    assert_eq!(committed, 1);
    assert_eq!(outcome.unwrap().preferences, expected);
}

#[tokio::test]
async fn an_empty_patch_confirms_the_section_as_it_stands() {
    let mut store = store_changing(at(OnboardingStatus::Complete), Some(saved()));
    expect_save(&mut store, saved().confirm(Section::Visa, now()));
    assert!(patched(store, Section::Visa, json!({})).await.0.is_ok());
}

#[rstest]
#[case::of_the_wrong_type(json!({"salary_target": "much"}), "salary_target", "invalid")]
#[case::unknown(json!({"bonus": 1}), "bonus", "unknown_field")]
#[case::out_of_range(json!({"salary_target": -1}), "salary_target", "range")]
#[tokio::test]
async fn a_patch_is_refused_by_field_and_writes_nothing(
    #[case] patch: Value,
    #[case] field: &str,
    #[case] reason: &str,
) {
    let store = store_changing(at(OnboardingStatus::NotStarted), None);
    let (outcome, committed) = patched(store, Section::Salary, patch).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::Invalid, "validation_failed", 0));
    let [FieldError { field: named, code, .. }] = error.field_errors().try_into().unwrap();
    assert_eq!((named.as_str(), code.as_str()), (field, reason));
}

#[tokio::test]
async fn extra_preferences_that_grow_too_large_are_refused_as_a_whole() {
    let store = store_changing(at(OnboardingStatus::NotStarted), None);
    let (outcome, committed) = patched(store, Section::ExtraPreferences, json!({"text": "x".repeat(17_000)})).await;
    let [error] = outcome.unwrap_err().field_errors().try_into().unwrap();
    assert_eq!((error.field.as_str(), committed), ("", 0));
}

#[tokio::test]
async fn a_patch_must_agree_with_what_is_saved() {
    let store = store_changing(at(OnboardingStatus::NotStarted), Some(saved()));
    let (outcome, committed) = patched(store, Section::Salary, json!({"salary_target": 1})).await;
    let [error] = outcome.unwrap_err().field_errors().try_into().unwrap();
    assert_eq!((error.code.as_str(), committed), ("below_minimum", 0));
}

// Onboarding

/// Takes any preferences, and the account once it stands at `status`.
fn expect_step(store: &mut MockStore, status: OnboardingStatus) {
    store.preferences.expect_save().times(1).returning(|_| Ok(()));
    store.users.expect_update().withf(move |user| user.onboarding_status == status).times(1).returning(|_| Ok(()));
}

#[rstest]
#[case(OnboardingStatus::NotStarted)]
#[case(OnboardingStatus::ProfilePending)]
#[case(OnboardingStatus::ProfileComplete)]
#[tokio::test]
async fn a_first_section_moves_onboarding_on_to_the_preferences(#[case] before: OnboardingStatus) {
    let mut store = store_changing(at(before), None);
    expect_step(&mut store, OnboardingStatus::PreferencesPending);
    let (outcome, committed) = patched(store, Section::Settings, json!({})).await;
    assert!(committed == 1 && !outcome.unwrap().is_complete);
}

#[rstest]
#[case(OnboardingStatus::NotStarted)]
#[case(OnboardingStatus::PreferencesPending)]
#[tokio::test]
async fn the_last_required_section_completes_onboarding(#[case] before: OnboardingStatus) {
    let mut store = store_changing(at(before), Some(almost_complete()));
    store.preferences.expect_save().times(1).returning(|_| Ok(()));
    let is_complete = |user: &User| {
        (user.onboarding_status, user.onboarding_completed_at) == (OnboardingStatus::Complete, Some(now()))
    };
    store.users.expect_update().withf(is_complete).times(1).returning(|_| Ok(()));
    let (outcome, committed) = patched(store, Section::Autonomy, json!({})).await;
    let report = outcome.unwrap();
    assert!(committed == 1 && report.is_complete);
    assert_eq!(report.missing_sections, []);
}

/// The account is not written at all.
#[rstest]
#[case(OnboardingStatus::PreferencesPending)]
#[case(OnboardingStatus::Complete)]
#[tokio::test]
async fn onboarding_never_moves_back(#[case] reached: OnboardingStatus) {
    let mut store = store_changing(at(reached), Some(saved()));
    store.preferences.expect_save().times(1).returning(|_| Ok(()));
    store.users.expect_update().never();
    assert_eq!(patched(store, Section::Visa, json!({})).await.1, 1);
}

#[tokio::test]
async fn emptying_a_required_section_leaves_onboarding_complete() {
    let complete = almost_complete().confirm(Section::Autonomy, yesterday());
    let mut store = store_changing(at(OnboardingStatus::Complete), Some(complete));
    store.preferences.expect_save().times(1).returning(|_| Ok(()));
    store.users.expect_update().never();
    let report = patched(store, Section::JobType, json!({"target_titles": []})).await.0.unwrap();
    assert_eq!(report.missing_sections, [Section::JobType]);
}

#[tokio::test]
async fn six_confirmed_sections_without_what_they_must_hold_do_not_complete() {
    let hollow =
        Preferences { job_type: JobType::default(), location: LocationPreferences::default(), ..almost_complete() };
    let mut store = store_changing(at(OnboardingStatus::ProfileComplete), Some(hollow));
    expect_step(&mut store, OnboardingStatus::PreferencesPending);
    let report = patched(store, Section::Autonomy, json!({})).await.0.unwrap();
    assert_eq!(report.missing_sections, [Section::JobType, Section::Location]);
}

// Failing

#[tokio::test]
async fn preferences_of_an_unknown_account_are_not_saved() {
    let mut store = MockStore::default();
    store.users.expect_find_for_update().times(1).returning(|_| Ok(None));
    let (outcome, committed) = patched(store, Section::Visa, json!({})).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind(), error.code(), committed), (ErrorKind::NotFound, "not_found", 0));
}

#[tokio::test]
async fn when_saving_fails_onboarding_stays() {
    let mut store = store_changing(at(OnboardingStatus::NotStarted), None);
    store.preferences.expect_save().times(1).returning(|_| Err(StoreError::Backend("disk full".to_owned())));
    let (outcome, committed) = patched(store, Section::Visa, json!({})).await;
    assert_eq!((outcome.unwrap_err().code(), committed), ("internal", 0));
}

#[tokio::test]
async fn when_onboarding_cannot_move_on_the_preferences_stay() {
    let mut store = store_changing(at(OnboardingStatus::NotStarted), None);
    store.preferences.expect_save().times(1).returning(|_| Ok(()));
    store.users.expect_update().times(1).returning(|_| Err(StoreError::Unavailable));
    let (outcome, committed) = patched(store, Section::Visa, json!({})).await;
    assert_eq!((outcome.unwrap_err().code(), committed), ("database_unavailable", 0));
}

#[tokio::test]
async fn a_change_that_is_not_committed_is_not_reported() {
    let mut store = MockStore { commit_fails: true, ..store_changing(at(OnboardingStatus::Complete), None) };
    store.preferences.expect_save().times(1).returning(|_| Ok(()));
    assert_eq!(patched(store, Section::Visa, json!({})).await.0.unwrap_err().code(), "database_unavailable");
}
