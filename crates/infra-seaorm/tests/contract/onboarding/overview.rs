use domain::onboarding::OnboardingSession;
use ports::onboarding::OnboardingOverview;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::two_people_and_a_session;
use crate::support::builders::{a_guest, a_member, a_session, an_outcome, at, id};
use crate::support::{TestResult, fault, open};

#[rstest]
#[tokio::test]
async fn somebody_who_has_not_begun_has_neither_session_nor_outcome(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_member(1, "ada@example.org");
    opened.store.users().insert(&user).await?;
    let expected = OnboardingOverview { user: user.clone(), latest_session: None, profile: None };
    assert_eq!(opened.store.onboarding().overview(user.id).await?, Some(expected));
    assert_eq!(opened.store.onboarding().overview(a_guest(2).id).await?, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_latest_session_counts_whatever_became_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, other, open_session) = two_people_and_a_session(&opened).await;
    let abandoned = |number| -> OnboardingSession { a_session(number, &user).abandon(at(2)).expect("open") };
    let latest = OnboardingSession { ip_address: Some("192.0.2.1".to_owned()), ..abandoned(12) };
    for session in [abandoned(9), latest.clone(), abandoned(11)] {
        onboarding.insert(&session).await?;
    }
    onboarding.insert(&a_session(50, &other)).await?;
    onboarding.save_profile(&an_outcome(1, &open_session)).await?;

    let expected = OnboardingOverview {
        user: user.clone(),
        latest_session: Some(latest),
        profile: Some(an_outcome(1, &open_session)),
    };
    assert_eq!(onboarding.overview(user.id).await?, Some(expected));
    let others = onboarding.overview(other.id).await?.expect("an overview");
    assert_eq!((others.latest_session, others.profile), (Some(a_session(50, &other)), None));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_deleted_account_has_no_overview(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _, _) = two_people_and_a_session(&opened).await;
    opened.soft_delete("users", id(1)).await;
    assert_eq!(opened.store.onboarding().overview(user.id).await?, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_overview_that_breaks_a_rule_is_a_fault_that_says_where(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _, _) = two_people_and_a_session(&opened).await;
    opened.execute("UPDATE users SET timezone = 'Europe/Atlantis'").await;
    let message = fault(opened.store.onboarding().overview(user.id).await);
    assert!(message.contains("users") && message.contains(&user.id.to_string()), "{message}");
    Ok(())
}
