//! The answer that completes a conversation, and what it leaves behind.

use domain::identity::{OnboardingStatus, User};
use domain::ids::PreferencesId;
use domain::onboarding::OnboardingProfile;
use domain::preferences::{JobType, LocationPreferences, Preferences, Section, WorkArrangement};
use domain::profile::{ExtractionSource, Profile};
use mockall::Sequence;
use ports::store::StoreError;
use ports::testing::{guest, member, nth_id};
use rstest::rstest;

use super::*;

fn last_wish() -> ExtractedFields {
    ExtractedFields { extra_preferences: Some("No crypto".to_owned()), ..ExtractedFields::default() }
}

/// The eleven messages of five questions answered, and the sixth being answered.
fn store_before_the_last_answer() -> MockStore {
    let mut store = store_with(conversation(11, all_but_the_last()));
    expect_exchange(&mut store, SessionStatus::Completed, 13);
    store
}

/// Reads the account and its preferences as the conversation is completed.
fn store_completing(user: User, preferences: Option<Preferences>) -> MockStore {
    let mut store = store_before_the_last_answer();
    store.users.expect_find_for_update().with(eq(OWNER)).times(1).return_once(|_| Ok(Some(user)));
    store.preferences.expect_find().with(eq(OWNER)).times(1).return_once(|_| Ok(preferences));
    store
}

/// Takes whatever outcome there is.
fn expect_outcome(store: &mut MockStore) {
    store.users.expect_update().times(1).returning(|_| Ok(()));
    store.preferences.expect_save().times(1).returning(|_| Ok(()));
    store.profiles.expect_insert_first_primary().times(1).returning(|_| Ok(()));
    store.onboarding.expect_save_profile().times(1).returning(|_| Ok(()));
}

fn is_recorded(profile: &OnboardingProfile) -> bool {
    (profile.user_id, profile.session_id) == (OWNER, session().id)
        && (profile.name.as_str(), profile.role.as_str(), profile.location.as_str())
            == ("Noor", "UX researcher", "Osaka")
        && (profile.experience_level, profile.startup_stage) == (ExperienceLevel::Mid, StartupStage::Early)
        && profile.extra_preferences.as_deref() == Some("No crypto")
}

fn is_prefilled(preferences: &Preferences) -> bool {
    preferences.user_id == OWNER
        && preferences.job_type.target_titles == ["UX researcher"]
        && preferences.job_type.seniority_levels == ["Mid-level"]
        && preferences.location.target_locations == ["Osaka"]
        && preferences.confirmed_sections.is_empty()
}

fn is_first_profile(profile: &Profile) -> bool {
    let info = &profile.personal_info;
    (profile.user_id, profile.is_primary) == (OWNER, true)
        && profile.extraction_source == ExtractionSource::Conversation
        && profile.headline.as_deref() == Some("UX researcher")
        && (info.full_name.as_deref(), info.location.as_deref()) == (Some("Noor"), Some("Osaka"))
        && info.email.as_deref() == Some("ada@example.com")
}

#[tokio::test]
async fn completing_leaves_its_record_and_first_guesses_in_one_transaction() {
    let mut store = store_completing(member(), None);
    let is_named = |user: &User| {
        let status = OnboardingStatus::ProfileComplete;
        (user.id, user.display_name.as_deref(), user.onboarding_status) == (OWNER, Some("Noor"), status)
    };
    store.users.expect_update().withf(is_named).times(1).returning(|_| Ok(()));
    store.preferences.expect_save().withf(is_prefilled).times(1).returning(|_| Ok(()));
    store.profiles.expect_insert_first_primary().withf(is_first_profile).times(1).returning(|_| Ok(()));
    store.onboarding.expect_save_profile().withf(is_recorded).times(1).returning(|_| Ok(()));

    let (turn, committed) = answered(store, hearing(understood(last_wish()))).await;
    let turn = turn.unwrap();
    assert!(committed == 1 && turn.is_complete);
    assert_eq!((turn.status, turn.next_field, turn.progress.collected), (SessionStatus::Completed, None, 6));
    assert!(turn.missing_fields.is_empty() && is_recorded(&turn.profile.unwrap()));
}

#[tokio::test]
async fn the_session_notes_when_it_was_completed() {
    let mut store = store_with(conversation(11, all_but_the_last()));
    let recording = store.onboarding.expect_record_answer();
    let recording = recording.withf(|session, _, _| session.completed_at == Some(now()));
    recording.times(1).returning(|_, _, _| Ok(()));
    store.users.expect_find_for_update().returning(|_| Ok(Some(guest())));
    store.preferences.expect_find().returning(|_| Ok(None));
    expect_outcome(&mut store);
    assert_eq!(answered(store, hearing(understood(last_wish()))).await.1, 1);
}

/// Or two requests could wait for each other: a restart locks the account first as well.
#[tokio::test]
async fn the_account_is_locked_before_the_session_is_written() {
    let mut store = store_with(conversation(11, all_but_the_last()));
    let mut order = Sequence::new();
    let locking = store.users.expect_find_for_update().with(eq(OWNER)).times(1).in_sequence(&mut order);
    locking.return_once(|_| Ok(Some(guest())));
    store.onboarding.expect_record_answer().times(1).in_sequence(&mut order).returning(|_, _, _| Ok(()));
    // Read under the lock too: nobody saves a section in between.
    store.preferences.expect_find().with(eq(OWNER)).times(1).in_sequence(&mut order).returning(|_| Ok(None));
    expect_outcome(&mut store);
    let (outcome, committed) = answered(store, hearing(understood(last_wish()))).await;
    assert_eq!((outcome.is_ok(), committed), (true, 1));
}

#[tokio::test]
async fn one_answer_may_say_it_all() {
    let mut store = store_with(conversation(1, ExtractedFields::default()));
    expect_exchange(&mut store, SessionStatus::Completed, 3);
    store.users.expect_find_for_update().returning(|_| Ok(Some(guest())));
    store.preferences.expect_find().returning(|_| Ok(None));
    expect_outcome(&mut store);
    let all = ExtractedFields { extra_preferences: last_wish().extra_preferences, ..all_but_the_last() };
    let turn = answered(store, hearing(understood(all.clone()))).await.0.unwrap();
    assert_eq!((turn.is_complete, turn.extracted_fields), (true, all));
}

/// The mocks of account, preferences and profiles would panic.
#[tokio::test]
async fn an_answer_that_does_not_complete_needs_no_transaction_and_touches_nothing_else() {
    let mut store = store_with(conversation(9, ExtractedFields { startup_stage: None, ..all_but_the_last() }));
    expect_exchange(&mut store, SessionStatus::InProgress, 11);
    let stage = ExtractedFields { startup_stage: Some(StartupStage::Late), ..ExtractedFields::default() };
    let (turn, committed) = answered(store, hearing(understood(stage))).await;
    let turn = turn.unwrap();
    assert!(committed == 0 && !turn.is_complete);
    assert_eq!((turn.status, turn.profile), (SessionStatus::InProgress, None));
}

#[tokio::test]
async fn the_last_question_declined_completes_with_null() {
    let mut store = store_completing(guest(), None);
    store.users.expect_update().times(1).returning(|_| Ok(()));
    store.preferences.expect_save().times(1).returning(|_| Ok(()));
    store.profiles.expect_insert_first_primary().times(1).returning(|_| Ok(()));
    let saving = store.onboarding.expect_save_profile().withf(|profile| profile.extra_preferences.is_none());
    saving.times(1).returning(|_| Ok(()));

    let declining = Understood { declined: true, ..understood(ExtractedFields::default()) };
    let (turn, committed) = answered(store, hearing(declining)).await;
    let turn = turn.unwrap();
    assert!(committed == 1 && turn.is_complete);
    let collected = serde_json::to_value(&turn.collected).unwrap();
    assert_eq!(collected.get("extra_preferences"), Some(&serde_json::Value::Null));
}

#[tokio::test]
async fn nothing_that_the_person_has_set_is_overwritten() {
    let user = User {
        display_name: Some("Ada".to_owned()),
        onboarding_status: OnboardingStatus::PreferencesPending,
        ..member()
    };
    let mut preferences = Preferences::unset(PreferencesId(nth_id(0xbeef)), OWNER, now());
    preferences.job_type.target_titles = vec!["Nurse".to_owned()];
    preferences.location.work_arrangement = Some(WorkArrangement::Remote);
    let kept = preferences.clone();
    let is_kept = move |new: &Preferences| {
        new.id == kept.id && new.job_type.target_titles == kept.job_type.target_titles && new.location == kept.location
    };
    let mut store = store_completing(user.clone(), Some(preferences));
    store.users.expect_update().with(eq(user)).times(1).returning(|_| Ok(()));
    store.preferences.expect_save().withf(is_kept).times(1).returning(|_| Ok(()));
    store.profiles.expect_insert_first_primary().times(1).returning(|_| Ok(()));
    store.onboarding.expect_save_profile().times(1).returning(|_| Ok(()));
    assert_eq!(answered(store, hearing(understood(last_wish()))).await.1, 1);
}

/// Every required section confirmed, with what they must hold.
fn all_confirmed() -> Preferences {
    let mut preferences = Preferences::unset(PreferencesId(nth_id(0xbeef)), OWNER, now());
    preferences.job_type.target_titles = vec!["Nurse".to_owned()];
    preferences.location.work_arrangement = Some(WorkArrangement::Remote);
    Section::REQUIRED.into_iter().fold(preferences, |preferences, section| preferences.confirm(section, now()))
}

/// As `all_confirmed()`, but without titles and places, which the conversation fills in.
fn all_confirmed_but_hollow() -> Preferences {
    Preferences { job_type: JobType::default(), location: LocationPreferences::default(), ..all_confirmed() }
}

fn all_but_visa_confirmed() -> Preferences {
    let mut preferences = all_confirmed();
    preferences.confirmed_sections.retain(|section| *section != Section::Visa);
    preferences
}

#[rstest]
#[case::confirmed(all_confirmed(), OnboardingStatus::Complete)]
#[case::confirmed_but_hollow(all_confirmed_but_hollow(), OnboardingStatus::Complete)]
#[case::one_short(all_but_visa_confirmed(), OnboardingStatus::PreferencesPending)]
#[tokio::test]
async fn onboarding_is_complete_when_every_section_was_confirmed_before(
    #[case] preferences: Preferences,
    #[case] reached: OnboardingStatus,
) {
    let before = User { onboarding_status: OnboardingStatus::PreferencesPending, ..member() };
    let completed_at = (reached == OnboardingStatus::Complete).then(now);
    let mut store = store_completing(before, Some(preferences));
    let has_reached =
        move |user: &User| (user.onboarding_status, user.onboarding_completed_at) == (reached, completed_at);
    store.users.expect_update().withf(has_reached).times(1).returning(|_| Ok(()));
    store.preferences.expect_save().times(1).returning(|_| Ok(()));
    store.profiles.expect_insert_first_primary().times(1).returning(|_| Ok(()));
    store.onboarding.expect_save_profile().times(1).returning(|_| Ok(()));
    assert_eq!(answered(store, hearing(understood(last_wish()))).await.1, 1);
}

#[tokio::test]
async fn a_conversation_whose_outcome_cannot_be_kept_is_not_completed() {
    let mut store = store_completing(guest(), None);
    store.users.expect_update().returning(|_| Ok(()));
    store.preferences.expect_save().returning(|_| Ok(()));
    store.profiles.expect_insert_first_primary().times(1).returning(|_| Err(StoreError::Unavailable));
    store.onboarding.expect_save_profile().returning(|_| Ok(()));
    let (outcome, committed) = answered(store, hearing(understood(last_wish()))).await;
    assert_eq!((code(outcome), committed), ("database_unavailable", 0));
}

#[tokio::test]
async fn a_conversation_whose_account_is_gone_is_not_completed() {
    let mut store = MockStore::default();
    store.onboarding.expect_conversation().returning(|_, _| Ok(Some(conversation(11, all_but_the_last()))));
    store.users.expect_find_for_update().times(1).returning(|_| Ok(None));
    let (outcome, committed) = answered(store, hearing(understood(last_wish()))).await;
    assert_eq!((code(outcome), committed), ("not_found", 0));
}

#[tokio::test]
async fn when_the_commit_fails_nothing_is_told_as_completed() {
    let mut store = MockStore { commit_fails: true, ..store_completing(guest(), None) };
    expect_outcome(&mut store);
    assert_eq!(code(answered(store, hearing(understood(last_wish()))).await.0), "database_unavailable");
}

/// The first attempt leaves its lock, and the second begins a transaction of its own.
#[tokio::test]
async fn a_completing_answer_that_came_second_is_understood_again() {
    let mut store = MockStore::default();
    for messages in [11, 13] {
        let finding = store.onboarding.expect_conversation().times(1);
        finding.return_once(move |_, _| Ok(Some(conversation(messages, all_but_the_last()))));
    }
    store.users.expect_find_for_update().times(2).returning(|_| Ok(Some(guest())));
    let losing = store.onboarding.expect_record_answer().withf(|_, before, _| *before == 11);
    losing.times(1).returning(|_, _, _| Err(StoreError::Stale));
    let winning =
        store.onboarding.expect_record_answer().withf(|_, before, new| (*before, new[0].sequence) == (13, 13));
    winning.times(1).returning(|_, _, _| Ok(()));
    store.preferences.expect_find().times(1).returning(|_| Ok(None));
    expect_outcome(&mut store);
    let mut interviewer = MockInterviewer::new();
    interviewer.expect_hear().times(2).returning(|_| Ok(understood(last_wish())));
    let (turn, committed) = answered(store, interviewer).await;
    assert_eq!((turn.unwrap().status, committed), (SessionStatus::Completed, 1));
}
