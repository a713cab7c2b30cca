use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{ProfileId, ProjectId};
use domain::profile::{ExtractionSource, FullProfile, PersonalInfo, Profile, ProfileTally, Project};
use mockall::Sequence;
use mockall::predicate::eq;
use ports::store::StoreError;
use ports::testing::{Committed, CountingIds, FixedClock, MockStore, OWNER, member, nth_id};
use rstest::rstest;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use validator::Validate;

use super::{EntryOrder, NewProfile, ProfileError, Profiles};
use crate::error::{Classify, ErrorKind};
use crate::patch::Patch;
use crate::precondition::{Precondition, Tag};

const ID: ProfileId = ProfileId(nth_id(0xca7e));

fn now() -> DateTime<Utc> {
    FixedClock::default().0
}

fn yesterday() -> DateTime<Utc> {
    now() - TimeDelta::days(1)
}

fn service(store: MockStore) -> (Profiles, Committed) {
    let (store, committed) = store.build();
    let clock = Arc::new(FixedClock::default());
    (Profiles { store, clock, ids: Arc::new(CountingIds::default()) }, committed)
}

fn saved(is_primary: bool) -> FullProfile {
    let profile = Profile::new(ID, OWNER, PersonalInfo::default(), ExtractionSource::Manual, yesterday());
    FullProfile::of(Profile { is_primary, ..profile })
}

fn locked() -> MockStore {
    let mut store = MockStore::default();
    store.users.expect_find_for_update().with(eq(OWNER)).returning(|_| Ok(Some(member())));
    store
}

fn new(json: Value) -> NewProfile {
    let command: NewProfile = serde_json::from_value(json).unwrap();
    command.validate().unwrap();
    command
}

fn patch(json: Value) -> Map<String, Value> {
    let patch: Patch<Project> = serde_json::from_value(json).unwrap();
    patch.changes
}

#[rstest]
#[case::the_first(0, false, false, true, 0)]
#[case::another(1, true, false, false, 0)]
#[case::another_primary_one(1, true, true, true, 1)]
#[tokio::test]
async fn a_profile_takes_primacy_when_nobody_has_it_or_when_it_asks(
    #[case] live: u32,
    #[case] has_primary: bool,
    #[case] asks: bool,
    #[case] is_primary: bool,
    #[case] cleared: usize,
) {
    let mut store = locked();
    store.profiles.expect_tally().returning(move |_| Ok(ProfileTally { live, has_primary }));
    let mut order = Sequence::new();
    store.profiles.expect_clear_primary().times(cleared).in_sequence(&mut order).returning(|_, _| Ok(()));
    let inserted = move |profile: &Profile| profile.is_primary == is_primary && profile.user_id == OWNER;
    store.profiles.expect_insert().withf(inserted).times(1).in_sequence(&mut order).returning(|_| Ok(()));
    let (profiles, committed) = service(store);
    let made = profiles.create(OWNER, new(json!({"personal_info": {}, "is_primary": asks}))).await.unwrap();
    assert_eq!((made.profile.is_primary, committed.count()), (is_primary, 1));
}

#[tokio::test]
async fn what_a_new_profile_lists_is_written_in_one_go_for_each_list() {
    let mut store = locked();
    store.profiles.expect_tally().returning(|_| Ok(ProfileTally::default()));
    store.profiles.expect_insert().times(1).returning(|_| Ok(()));
    store.projects.expect_append().withf(|entries| entries.len() == 2).times(1).returning(|_| Ok(Some(0)));
    let (profiles, committed) = service(store);
    let project = json!({"name": "P", "description": "Text"});
    let made = profiles.create(OWNER, new(json!({"personal_info": {}, "projects": [project, project]}))).await.unwrap();
    let places: Vec<_> = made.projects.iter().map(|entry| (entry.position, entry.profile_id)).collect();
    assert_eq!(places, [(0, made.profile.id), (1, made.profile.id)]);
    assert_eq!(committed.count(), 1);
}

#[tokio::test]
async fn nothing_is_written_beyond_the_twentieth_profile() {
    let mut store = locked();
    store.profiles.expect_tally().returning(|_| Ok(ProfileTally { live: 20, has_primary: true }));
    let (profiles, committed) = service(store);
    let refused = profiles.create(OWNER, new(json!({"personal_info": {}}))).await.unwrap_err();
    assert_eq!((refused.kind(), refused.code(), committed.count()), (ErrorKind::Conflict, "too_many_profiles", 0));
}

#[rstest]
#[case(true, 1)]
#[case(false, 0)]
#[tokio::test]
async fn primacy_is_given_up_before_and_passed_on_after_a_deletion(#[case] was_primary: bool, #[case] times: usize) {
    let mut store = locked();
    store.profiles.expect_find_full().returning(move |_, _| Ok(Some(saved(was_primary))));
    let mut order = Sequence::new();
    let gives_up = |profile: &Profile, read_at: &DateTime<Utc>| !profile.is_primary && *read_at == yesterday();
    store.profiles.expect_update().withf(gives_up).times(times).in_sequence(&mut order).returning(|_, _| Ok(()));
    let as_left = if was_primary { now() } else { yesterday() };
    store
        .profiles
        .expect_soft_delete()
        .withf(move |_, _, read_at, deletion| *read_at == as_left && deletion.reason.as_deref() == Some("old"))
        .times(1)
        .in_sequence(&mut order)
        .returning(|_, _, _, _| Ok(()));
    store.profiles.expect_promote_newest().times(times).in_sequence(&mut order).returning(|_, _| Ok(()));
    let (profiles, committed) = service(store);
    profiles.delete(OWNER, ID, Some("old".to_owned()), &Precondition::None).await.unwrap();
    assert_eq!(committed.count(), 1);
}

#[tokio::test]
async fn what_was_changed_since_it_was_seen_is_neither_changed_nor_deleted() {
    let mut store = locked();
    store.profiles.expect_find_full().returning(|_, _| Ok(Some(saved(true))));
    let (profiles, committed) = service(store);
    let seen = Precondition::OneOf(vec![Tag::of(&saved(false)).to_string()]);
    let refused = profiles.update(OWNER, ID, patch(json!({"headline": "A"})), &seen).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::PreconditionFailed);
    let refused = profiles.delete(OWNER, ID, None, &seen).await.unwrap_err();
    assert_eq!((refused.kind(), committed.count()), (ErrorKind::PreconditionFailed, 0));
}

#[tokio::test]
async fn a_change_that_was_overtaken_is_made_to_what_there_is_then() {
    let mut store = MockStore::default();
    store.profiles.expect_find_full().times(2).returning(|_, _| Ok(Some(saved(true))));
    let mut attempts = 0;
    store.profiles.expect_update().times(2).returning(move |_, _| {
        attempts += 1;
        if attempts == 1 { Err(StoreError::Stale) } else { Ok(()) }
    });
    let (profiles, _) = service(store);
    let changed = profiles.update(OWNER, ID, patch(json!({"headline": "A"})), &Precondition::None).await.unwrap();
    assert_eq!(changed.profile.headline.as_deref(), Some("A"));
}

#[tokio::test]
async fn a_deletion_that_never_was_is_not_taken_back() {
    let mut store = locked();
    store.profiles.expect_tally().returning(|_| Ok(ProfileTally { live: 20, has_primary: true }));
    store.profiles.expect_restore().returning(|_, _, _| Ok(false));
    let (profiles, committed) = service(store);
    let refused = profiles.restore(OWNER, ID).await.unwrap_err();
    assert!(matches!(refused, ProfileError::NotFound));
    assert_eq!(committed.count(), 0);
}

#[tokio::test]
async fn a_full_list_and_a_missing_profile_are_told_apart() {
    let project = || Project { name: "P".to_owned(), description: "Text".to_owned(), ..Project::default() };
    let mut store = MockStore::default();
    let mut answers = vec![Ok(None), Err(StoreError::Conflict("too_many_entries")), Ok(Some(7))];
    store.projects.expect_append().times(3).returning(move |_| answers.remove(0));
    let (profiles, _) = service(store);
    assert!(matches!(profiles.add_entry(OWNER, ID, project()).await, Err(ProfileError::NotFound)));
    assert!(matches!(profiles.add_entry(OWNER, ID, project()).await, Err(ProfileError::TooManyEntries)));
    assert_eq!(profiles.add_entry(OWNER, ID, project()).await.unwrap().position, 7);
}

#[rstest]
#[case(&[2, 1], None)]
#[case(&[2], Some("incomplete_order"))]
#[case(&[2, 1, 1], Some("incomplete_order"))]
#[tokio::test]
async fn an_order_is_written_when_it_is_one(#[case] wanted: &[u128], #[case] refused: Option<&str>) {
    let ids = |numbers: &[u128]| numbers.iter().map(|number| Uuid::from_u128(*number)).collect::<Vec<_>>();
    let mut store = MockStore::default();
    let listed: Vec<ProjectId> = ids(&[1, 2]).into_iter().map(ProjectId).collect();
    store.projects.expect_order().returning(move |_, _| Ok(Some(listed.clone())));
    store.projects.expect_reorder().times(usize::from(refused.is_none())).returning(|_, _, _, _| Ok(()));
    let (profiles, _) = service(store);
    let outcome = profiles.reorder::<Project>(OWNER, ID, EntryOrder { ids: ids(wanted) }, &Precondition::None).await;
    let code = outcome.as_ref().err().map(|error| error.field_errors()[0].code.clone());
    assert_eq!(code.as_deref(), refused);
}

#[test]
fn an_empty_patch_is_refused() {
    let empty: Patch<Project> = serde_json::from_value(json!({})).unwrap();
    let errors = crate::error::field_errors(&empty.validate().unwrap_err(), "");
    assert_eq!((errors[0].field.as_str(), errors[0].code.as_str()), ("", "empty_patch"));
}
