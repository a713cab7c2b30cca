use domain::onboarding::{ExperienceLevel, OnboardingProfile, OnboardingSession, StartupStage};
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::two_people_and_a_session;
use crate::support::builders::{a_session, an_outcome, at};
use crate::support::{Opened, TestResult, fault, open};

async fn stored(opened: &Opened, session: &OnboardingSession) -> OnboardingProfile {
    let found = opened.store.onboarding().overview(session.user_id).await;
    found.expect("an answer").expect("an account").profile.expect("an outcome")
}

#[rstest]
#[tokio::test]
async fn the_latest_outcome_replaces_the_one_before_but_its_id_and_creation(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, other, first) = two_people_and_a_session(&opened).await;
    onboarding.update(&first.clone().complete(at(1)).expect("open"), 1).await?;
    let second = a_session(11, &user);
    onboarding.insert(&second).await?;
    let others = a_session(12, &other);
    onboarding.insert(&others).await?;
    onboarding.save_profile(&an_outcome(1, &first)).await?;
    onboarding.save_profile(&an_outcome(2, &others)).await?;
    assert_eq!(stored(&opened, &first).await, an_outcome(1, &first));

    let newer = OnboardingProfile {
        session_id: second.id,
        name: "Grace 🦀".to_owned(),
        role: "Admiral".to_owned(),
        experience_level: ExperienceLevel::Lead,
        location: "Arlington".to_owned(),
        startup_stage: StartupStage::Unicorn,
        extra_preferences: Some("No ties".to_owned()),
        created_at: at(8),
        updated_at: at(9),
        ..an_outcome(3, &second)
    };
    onboarding.save_profile(&newer).await?;
    let kept = OnboardingProfile { id: an_outcome(1, &first).id, created_at: at(0), ..newer };
    assert_eq!(stored(&opened, &first).await, kept);
    assert_eq!(stored(&opened, &others).await, an_outcome(2, &others), "nobody else is touched");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn every_level_and_stage_can_be_stored(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (_, _, session) = two_people_and_a_session(&opened).await;
    let levels = ExperienceLevel::ALL.iter().map(|level| (*level, StartupStage::Early));
    let stages = StartupStage::ALL.iter().map(|stage| (ExperienceLevel::Senior, *stage));
    for (second, (experience_level, startup_stage)) in (1..).zip(levels.chain(stages)) {
        // Each is later than the one before: the database stamps an update that does not say when it was.
        let outcome =
            OnboardingProfile { experience_level, startup_stage, updated_at: at(second), ..an_outcome(1, &session) };
        opened.store.onboarding().save_profile(&outcome).await?;
        assert_eq!(stored(&opened, &session).await, outcome);
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_outcome_cannot_come_from_another_persons_session(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    let opened = open(backend).await;
    let (_, other, session) = two_people_and_a_session(&opened).await;
    let stolen = OnboardingProfile { user_id: other.id, ..an_outcome(1, &session) };
    fault(opened.store.onboarding().save_profile(&stolen).await);
}
