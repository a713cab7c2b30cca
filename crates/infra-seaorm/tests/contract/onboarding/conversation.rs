use domain::ids::SessionId;
use domain::onboarding::{Collected, ExperienceLevel, ExtractedFields, StartupStage};
use ports::onboarding::Conversation;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::two_people_and_a_session;
use crate::support::builders::{a_message, a_session, an_extraction, at, id, name, role};
use crate::support::{TestResult, fault, open};

#[rstest]
#[tokio::test]
async fn a_conversation_without_messages_has_collected_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, _, session) = two_people_and_a_session(&opened).await;
    let expected = Conversation { session: session.clone(), collected: Collected::default() };
    assert_eq!(onboarding.conversation(user.id, session.id).await?, Some(expected.clone()));
    assert_eq!(onboarding.open_conversation(user.id).await?, Some(expected.clone()));

    onboarding.insert_messages(&[a_message(1, &session, 0), a_message(2, &session, 1)]).await?;
    assert_eq!(onboarding.conversation(user.id, session.id).await?, Some(expected));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn what_was_said_later_wins_whatever_the_order_of_storing(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, _, session) = two_people_and_a_session(&opened).await;
    let all = [
        an_extraction(1, &session, 10, name("Grace")),
        an_extraction(2, &session, 2, name("Ada")),
        an_extraction(3, &session, 4, ExtractedFields { name: Some("Eve".to_owned()), ..role("Engineer") }),
        a_message(4, &session, 12),
        an_extraction(5, &session, 6, ExtractedFields::default()),
    ];
    onboarding.insert_messages(&all).await?;

    let found = onboarding.conversation(user.id, session.id).await?.expect("a conversation");
    assert_eq!(found.session, session);
    let expected = ExtractedFields { name: Some("Grace".to_owned()), ..role("Engineer") };
    assert_eq!(*found.collected.fields(), expected);
    assert_eq!(onboarding.open_conversation(user.id).await?, Some(found));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn every_level_and_stage_is_collected(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, _, session) = two_people_and_a_session(&opened).await;
    let levels = ExperienceLevel::ALL.iter().map(|level| (Some(*level), None));
    let stages = StartupStage::ALL.iter().map(|stage| (None, Some(*stage)));
    for (sequence, (experience_level, startup_stage)) in (0..).zip(levels.chain(stages)) {
        let fields = ExtractedFields { experience_level, startup_stage, ..ExtractedFields::default() };
        onboarding.insert_messages(&[an_extraction(u128::from(sequence), &session, sequence, fields)]).await?;
        let found = onboarding.conversation(user.id, session.id).await?.expect("a conversation");
        let collected = found.collected.fields();
        assert!(experience_level.is_none() || collected.experience_level == experience_level);
        assert!(startup_stage.is_none() || collected.startup_stage == startup_stage);
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn nobody_sees_another_persons_conversation(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, other, session) = two_people_and_a_session(&opened).await;
    onboarding.insert_messages(&[an_extraction(1, &session, 0, name("Ada"))]).await?;
    assert_eq!(onboarding.conversation(other.id, session.id).await?, None);
    assert_eq!(onboarding.open_conversation(other.id).await?, None);
    assert_eq!(onboarding.conversation(user.id, SessionId(id(99))).await?, None);

    onboarding.insert(&a_session(11, &other)).await?;
    let others = onboarding.open_conversation(other.id).await?.expect("a conversation");
    assert_eq!(others.collected, Collected::default());
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_closed_conversation_is_found_by_its_id_but_is_not_open(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, _, session) = two_people_and_a_session(&opened).await;
    onboarding.insert_messages(&[an_extraction(1, &session, 0, name("Ada"))]).await?;
    let closed = session.complete(at(5)).expect("open");
    onboarding.update(&closed, 1).await?;
    assert_eq!(onboarding.open_conversation(user.id).await?, None);
    let found = onboarding.conversation(user.id, closed.id).await?.expect("a conversation");
    assert_eq!((found.session, found.collected.count()), (closed, 1));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_extraction_that_breaks_a_rule_is_a_fault_that_says_where(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, _, session) = two_people_and_a_session(&opened).await;
    let messages = [an_extraction(1, &session, 0, name("Ada")), an_extraction(2, &session, 1, role("Engineer"))];
    onboarding.insert_messages(&messages).await?;
    let broken =
        r#"UPDATE conversation_messages SET extracted_fields = '{"experience_level":"Wizard"}' WHERE sequence = 1"#;
    opened.execute(broken).await;
    let message = fault(onboarding.conversation(user.id, session.id).await);
    for part in ["conversation_messages", &id(2).to_string(), "extracted_fields"] {
        assert!(message.contains(part), "{message}");
    }
    assert!(!message.contains("Wizard"), "{message}");
    Ok(())
}
