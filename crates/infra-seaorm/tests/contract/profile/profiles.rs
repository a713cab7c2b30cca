use domain::deletion::Deletion;
use domain::ids::{ProfileId, UserId};
use domain::profile::{Certification, ExtractionSource, FullProfile, Profile, ProfileTally, Skills, SpokenLanguage};
use ports::paging::PageRequest;
use ports::store::Repositories;
use rstest::rstest;
use serde_json::json;
use test_database::Backend;

use super::with_profile;
use crate::support::builders::{
    a_guest, a_primary_profile, a_profile, a_project, a_school, an_entry, an_experience, at, awkward_json, id,
};
use crate::support::{TestResult, assert_stale, fault};

fn deletion() -> Deletion {
    Deletion { at: at(50), by: UserId(id(1)), reason: Some("old".to_owned()) }
}

/// With something in every column.
fn full(profile: Profile) -> Profile {
    let certification = Certification {
        name: "Rust".to_owned(),
        issuer: None,
        date_obtained: "2024-05".parse().ok(),
        expiry_date: "2026".parse().ok(),
        credential_id: Some("'\"\\".to_owned()),
    };
    Profile {
        headline: Some("Engineer 🦀".to_owned()),
        professional_summary: Some("null".to_owned()),
        enhanced_professional_summary: Some("Better\n".to_owned()),
        enhancement_metadata: awkward_json(),
        skills: Skills {
            technical: vec!["Rust".to_owned()],
            soft: vec![String::new()],
            languages: vec![SpokenLanguage { name: "日本語".to_owned(), proficiency: None }],
            certifications: vec![certification],
        },
        linkedin_data: Some(json!("a text")),
        custom_fields: awkward_json(),
        resume_storage_path: Some("a/b".to_owned()),
        extraction_source: ExtractionSource::Resume,
        extraction_confidence: Some(0.85),
        updated_at: at(7),
        ..profile
    }
}

#[rstest]
#[tokio::test]
async fn a_profile_comes_back_as_it_was_stored(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, _) = with_profile(backend).await;
    let profiles = opened.store.profiles();
    for profile in [full(a_profile(11, &user)), a_profile(12, &user)] {
        profiles.insert(&profile).await?;
        assert_eq!(profiles.find(user.id, profile.id).await?.as_ref(), Some(&profile));
        let found = profiles.find_full(user.id, profile.id).await?;
        assert_eq!(found, Some(FullProfile::of(profile)));
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_profile_comes_with_all_that_it_lists_and_nothing_else(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, profile) = with_profile(backend).await;
    let other = a_profile(11, &user);
    opened.store.profiles().insert(&other).await?;
    let jobs = [an_entry(20, &profile, an_experience()), an_entry(21, &profile, an_experience())];
    let schools = [an_entry(30, &profile, a_school())];
    let projects = [an_entry(40, &profile, a_project())];
    opened.store.experiences().append(&jobs).await?;
    opened.store.education().append(&schools).await?;
    opened.store.projects().append(&projects).await?;
    opened.store.experiences().append(&[an_entry(22, &other, an_experience())]).await?;

    let found = opened.store.profiles().find_full(user.id, profile.id).await?.expect("the profile");
    let mut jobs = jobs.to_vec();
    jobs[1].position = 1;
    assert_eq!(found.profile, profile);
    assert_eq!((found.experiences, found.education), (jobs, schools.to_vec()));
    assert_eq!(found.projects, projects);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn nobody_finds_or_changes_what_is_somebody_elses(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, _, profile) = with_profile(backend).await;
    let stranger = a_guest(2);
    opened.store.users().insert(&stranger).await?;
    let profiles = opened.store.profiles();
    assert_eq!(profiles.find(stranger.id, profile.id).await?, None);
    assert_eq!(profiles.find_full(stranger.id, profile.id).await?, None);
    assert_eq!(profiles.list(stranger.id, PageRequest { after: None, limit: 5 }).await?.items, []);
    assert_eq!(profiles.tally(stranger.id).await?, ProfileTally::default());
    let stolen = Profile { user_id: stranger.id, ..profile.clone() };
    assert_stale(profiles.update(&stolen, profile.updated_at).await);
    assert_stale(profiles.soft_delete(stranger.id, profile.id, profile.updated_at, &deletion()).await);
    profiles.clear_primary(stranger.id, at(9)).await?;
    assert!(profiles.find(profile.user_id, profile.id).await?.expect("it is there").is_primary);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn profiles_are_listed_newest_first_page_by_page(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, _) = with_profile(backend).await;
    let profiles = opened.store.profiles();
    for number in [11, 12, 13] {
        profiles.insert(&full(a_profile(number, &user))).await?;
    }
    let deleted = profiles.find(user.id, ProfileId(id(12))).await?.expect("it is there");
    profiles.soft_delete(user.id, deleted.id, deleted.updated_at, &deletion()).await?;
    let first = profiles.list(user.id, PageRequest { after: None, limit: 2 }).await?;
    let ids = |items: &[Profile]| items.iter().map(|profile| profile.id.0.as_u128()).collect::<Vec<_>>();
    assert_eq!((ids(&first.items), first.next), (vec![13, 11], Some(ProfileId(id(11)))));
    let second = profiles.list(user.id, PageRequest { after: first.next, limit: 2 }).await?;
    assert_eq!((ids(&second.items), second.next), (vec![10], None));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_profile_is_changed_only_as_it_was_read(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, profile) = with_profile(backend).await;
    let profiles = opened.store.profiles();
    let changed = full(profile.clone());
    profiles.update(&changed, profile.updated_at).await?;
    assert_eq!(profiles.find(user.id, profile.id).await?.as_ref(), Some(&changed));
    assert_stale(profiles.update(&changed, profile.updated_at).await);
    let emptied = Profile { updated_at: at(8), ..profile };
    profiles.update(&emptied, changed.updated_at).await?;
    assert_eq!(profiles.find(user.id, emptied.id).await?, Some(emptied));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_second_primary_profile_is_a_fault(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, _) = with_profile(backend).await;
    let profiles = opened.store.profiles();
    fault(profiles.insert(&a_primary_profile(11, &user)).await);
    assert_eq!(profiles.tally(user.id).await?, ProfileTally { live: 1, has_primary: true });
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_newest_profile_is_promoted_where_none_is_primary(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, _) = with_profile(backend).await;
    let profiles = opened.store.profiles();
    for number in [11, 12] {
        profiles.insert(&a_profile(number, &user)).await?;
    }
    profiles.promote_newest(user.id, at(20)).await?;
    let primary = "SELECT id FROM profiles WHERE is_primary = TRUE";
    assert_eq!(opened.value::<uuid::Uuid>(primary).await, id(10), "one is");
    profiles.clear_primary(user.id, at(21)).await?;
    assert_eq!(profiles.tally(user.id).await?, ProfileTally { live: 3, has_primary: false });
    let newest = profiles.find(user.id, ProfileId(id(12))).await?.expect("it is there");
    profiles.soft_delete(user.id, newest.id, newest.updated_at, &deletion()).await?;
    profiles.promote_newest(user.id, at(60)).await?;
    let promoted = profiles.find(user.id, ProfileId(id(11))).await?.expect("it is there");
    assert_eq!((promoted.is_primary, promoted.updated_at), (true, at(60)));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_deleted_profile_is_gone_with_all_that_it_lists_until_it_is_restored(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, profile) = with_profile(backend).await;
    let (profiles, jobs) = (opened.store.profiles(), opened.store.experiences());
    let job = an_entry(20, &profile, an_experience());
    jobs.append(std::slice::from_ref(&job)).await?;
    assert!(!profiles.restore(user.id, profile.id, at(40)).await?);
    profiles.soft_delete(user.id, profile.id, profile.updated_at, &deletion()).await?;

    assert_eq!(profiles.find(user.id, profile.id).await?, None);
    assert_eq!(profiles.find_full(user.id, profile.id).await?, None);
    assert_eq!(jobs.find(user.id, profile.id, job.id).await?, None);
    assert_eq!(jobs.list(user.id, profile.id, PageRequest { after: None, limit: 5 }).await?, None);
    assert_eq!(jobs.order(user.id, profile.id).await?, None);
    assert_eq!(jobs.append(&[an_entry(21, &profile, an_experience())]).await?, None);
    assert_stale(jobs.update(&job, job.updated_at).await);

    assert!(profiles.restore(user.id, profile.id, at(60)).await?);
    let found = profiles.find_full(user.id, profile.id).await?.expect("it is back");
    assert_eq!((found.experiences, found.profile.updated_at), (vec![job], at(60)));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_row_that_breaks_a_rule_is_an_error_that_tells_nothing_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user, profile) = with_profile(backend).await;
    opened.execute(r#"UPDATE profiles SET skills = '{"secret": 1}'"#).await;
    let message = fault(opened.store.profiles().find_full(user.id, profile.id).await);
    assert!(message.contains(&profile.id.to_string()) && !message.contains("secret"), "{message}");
    Ok(())
}
