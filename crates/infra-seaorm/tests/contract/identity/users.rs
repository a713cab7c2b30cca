use chrono::TimeDelta;
use domain::identity::{OnboardingStatus, Timezone, User, UserRole, UserTier};
use domain::ids::UserId;
use ports::store::Repositories;
use rstest::rstest;
use serde_json::Map;
use test_database::Backend;

use crate::support::builders::{a_guest, a_member, at, awkward_json, email, id};
use crate::support::{TestResult, assert_conflict, assert_stale, fault, open};

/// No field has its default.
fn everything(number: u128) -> User {
    User {
        id: UserId(id(number)),
        email: Some(email("Ada@Example.org")),
        phone: Some("+44 20 7946 0000".to_owned()),
        clerk_user_id: Some("user_2x".to_owned()),
        full_name: Some("Ada Lovelace 🦀".to_owned()),
        display_name: Some(String::new()),
        role: UserRole::Admin,
        tier: UserTier::H1bPro,
        timezone: Timezone::try_from("Europe/London".to_owned()).expect("a zone"),
        is_active: false,
        is_verified: true,
        source: Some("referral".to_owned()),
        metadata: awkward_json(),
        onboarding_status: OnboardingStatus::Complete,
        onboarding_started_at: Some(at(1)),
        onboarding_completed_at: Some(at(2)),
        agents_paused_at: Some(at(3)),
        created_at: at(4),
        updated_at: at(5),
    }
}

#[rstest]
#[tokio::test]
async fn an_account_comes_back_as_it_was_inserted(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let users = opened.store.users();
    for user in [a_guest(1), everything(2)] {
        users.insert(&user).await?;
        assert_eq!(users.find(user.id).await?, Some(user.clone()));
        assert_eq!(users.find_for_update(user.id).await?, Some(user));
    }
    assert_eq!(users.find(UserId(id(3))).await?, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_update_replaces_all_but_id_and_creation(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let users = opened.store.users();
    let guest = a_guest(1);
    users.insert(&guest).await?;
    users.insert(&a_guest(2)).await?;

    users.update(&everything(1)).await?;
    assert_eq!(users.find(guest.id).await?, Some(User { created_at: guest.created_at, ..everything(1) }));

    users.update(&guest).await?;
    assert_eq!(users.find(guest.id).await?, Some(guest));
    assert_eq!(users.find(a_guest(2).id).await?, Some(a_guest(2)), "nobody else is touched");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn every_role_tier_and_status_can_be_stored(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let users = opened.store.users();
    let mut user = a_guest(1);
    users.insert(&user).await?;
    for role in UserRole::ALL {
        for tier in UserTier::ALL {
            for status in OnboardingStatus::ALL {
                // Later than before: the database stamps an update that does not say when it was.
                let updated_at = user.updated_at + TimeDelta::seconds(1);
                user = User { role: *role, tier: *tier, onboarding_status: *status, updated_at, ..user };
                users.update(&user).await?;
                assert_eq!(users.find(user.id).await?, Some(user.clone()));
            }
        }
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_address_in_another_case_is_taken(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let users = opened.store.users();
    users.insert(&a_member(1, "ada@example.org")).await?;
    assert_conflict("email_taken", users.insert(&a_member(2, "ADA@example.ORG")).await);

    users.insert(&a_guest(2)).await?;
    assert_conflict("email_taken", users.update(&a_member(2, "Ada@example.org")).await);
    assert_eq!(users.find(a_guest(2).id).await?, Some(a_guest(2)));

    users.update(&a_member(1, "ADA@example.org")).await?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_address_of_a_deleted_account_stays_taken(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    opened.store.users().insert(&a_member(1, "ada@example.org")).await?;
    opened.soft_delete("users", id(1)).await;
    assert_conflict("email_taken", opened.store.users().insert(&a_member(2, "ada@example.org")).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn any_number_of_guests_have_no_address(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    for number in 1..4 {
        opened.store.users().insert(&a_guest(number)).await?;
    }
    assert_eq!(opened.count("users").await, 3);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_unexpected_duplicate_is_a_fault_and_no_conflict(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    opened.store.users().insert(&a_guest(1)).await?;
    let message = fault(opened.store.users().insert(&a_guest(1)).await);
    assert!(message.contains("users"), "{message}");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_deleted_account_is_neither_found_nor_updated(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let users = opened.store.users();
    users.insert(&a_guest(1)).await?;
    opened.soft_delete("users", id(1)).await;
    assert_eq!(users.find(a_guest(1).id).await?, None);
    assert_eq!(users.find_for_update(a_guest(1).id).await?, None);
    assert_stale(users.update(&everything(1)).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn updating_an_account_that_is_gone_is_stale(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    assert_stale(opened.store.users().update(&a_guest(1)).await);
    Ok(())
}

#[rstest]
#[case::address("email", "'not an address'")]
#[case::zone("timezone", "'Europe/Atlantis'")]
#[tokio::test]
async fn an_account_that_breaks_a_rule_is_a_fault_that_says_where(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[case] column: &str,
    #[case] value: &str,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    opened.execute(&format!("UPDATE users SET {column} = {value}")).await;
    let message = fault(opened.store.users().find(user.id).await);
    for part in ["users", &user.id.to_string(), column] {
        assert!(message.contains(part), "{message}");
    }
    assert!(!message.contains(value.trim_matches('\'')), "the value is nobody's business: {message}");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn what_a_constraint_refuses_is_a_fault_that_shows_no_data(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let opened = open(backend).await;
    let user = User {
        phone: Some("0".repeat(51)),
        full_name: Some("Confidential".to_owned()),
        metadata: Map::new(),
        ..a_guest(1)
    };
    let message = fault(opened.store.users().insert(&user).await);
    assert!(!message.contains("Confidential"), "{message}");
}
