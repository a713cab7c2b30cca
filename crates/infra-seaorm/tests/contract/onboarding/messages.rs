use domain::ids::SessionId;
use domain::onboarding::{ConversationMessage, ExtractedFields, MessageRole};
use ports::paging::PageRequest;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::two_people_and_a_session;
use crate::support::builders::{a_message, a_session, an_extraction, id, metadata, name};
use crate::support::{TestResult, fault, open};

const ALL: PageRequest<u32> = PageRequest { after: None, limit: 100 };

#[rstest]
#[tokio::test]
async fn messages_come_back_as_they_were_inserted(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, _, session) = two_people_and_a_session(&opened).await;
    let messages = [
        a_message(1, &session, 0),
        ConversationMessage {
            role: MessageRole::User,
            content: "I'm Zoë 🦀\n\t'quoted' \"twice\" \\ %_ $1 ?".to_owned(),
            ..a_message(2, &session, 1)
        },
        ConversationMessage {
            extracted_fields: Some(name("Zoë 🦀")),
            llm_metadata: Some(metadata()),
            ..a_message(3, &session, 2)
        },
        ConversationMessage { content: String::new(), ..an_extraction(4, &session, 3, ExtractedFields::default()) },
    ];
    onboarding.insert_messages(&messages).await?;
    let found = onboarding.messages(user.id, session.id, ALL).await?;
    assert_eq!(found.items, messages);
    assert_eq!(found.next, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn inserting_no_messages_is_no_error(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    opened.store.onboarding().insert_messages(&[]).await
}

#[rstest]
#[tokio::test]
async fn of_several_messages_all_are_inserted_or_none(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (_, _, session) = two_people_and_a_session(&opened).await;
    onboarding.insert_messages(&[a_message(1, &session, 0)]).await?;
    fault(onboarding.insert_messages(&[a_message(2, &session, 1), a_message(3, &session, 0)]).await);
    assert_eq!(opened.count("conversation_messages").await, 1);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn nobody_writes_into_another_persons_session(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (_, other, session) = two_people_and_a_session(&opened).await;
    let foreign = ConversationMessage { user_id: other.id, ..a_message(1, &session, 0) };
    fault(opened.store.onboarding().insert_messages(&[foreign]).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn messages_of_an_unknown_or_foreign_session_are_none(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, other, session) = two_people_and_a_session(&opened).await;
    onboarding.insert_messages(&[a_message(1, &session, 0)]).await?;
    assert!(onboarding.messages(other.id, session.id, ALL).await?.items.is_empty());
    assert!(onboarding.messages(user.id, SessionId(id(99)), ALL).await?.items.is_empty());
    assert_eq!(onboarding.last_reply(other.id, session.id).await?, None);
    assert_eq!(onboarding.last_reply(user.id, SessionId(id(99))).await?, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn messages_come_oldest_first_and_page_by_page_while_more_are_said(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, other, session) = two_people_and_a_session(&opened).await;
    let others = a_session(11, &other);
    onboarding.insert(&others).await?;
    onboarding.insert_messages(&[a_message(90, &others, 0), a_message(91, &others, 1)]).await?;
    // Neither the order of ids nor that of inserting counts.
    for sequence in [2, 0, 1] {
        onboarding.insert_messages(&[a_message(50 - u128::from(sequence), &session, sequence)]).await?;
    }

    let sequences = |items: &[ConversationMessage]| items.iter().map(|message| message.sequence).collect::<Vec<_>>();
    let first = onboarding.messages(user.id, session.id, PageRequest { after: None, limit: 2 }).await?;
    assert_eq!((sequences(&first.items), first.next), (vec![0, 1], Some(1)));
    onboarding.insert_messages(&[a_message(60, &session, 3), a_message(61, &session, 4)]).await?;
    let second = onboarding.messages(user.id, session.id, PageRequest { after: first.next, limit: 2 }).await?;
    assert_eq!((sequences(&second.items), second.next), (vec![2, 3], Some(3)));
    let last = onboarding.messages(user.id, session.id, PageRequest { after: second.next, limit: 2 }).await?;
    assert_eq!((sequences(&last.items), last.next), (vec![4], None));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_last_reply_is_what_the_assistant_said_last(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, _, session) = two_people_and_a_session(&opened).await;
    assert_eq!(onboarding.last_reply(user.id, session.id).await?, None);
    let answer = ConversationMessage { role: MessageRole::User, ..a_message(4, &session, 3) };
    let messages = [a_message(3, &session, 0), a_message(2, &session, 2), a_message(1, &session, 1), answer];
    onboarding.insert_messages(&messages).await?;
    assert_eq!(onboarding.last_reply(user.id, session.id).await?, Some(a_message(2, &session, 2)));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_message_that_breaks_a_rule_is_a_fault_that_says_where(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let onboarding = opened.store.onboarding();
    let (user, _, session) = two_people_and_a_session(&opened).await;
    onboarding.insert_messages(&[a_message(7, &session, 0)]).await?;
    opened.execute(r#"UPDATE conversation_messages SET llm_metadata = '{"provider":1}'"#).await;
    let message = fault(onboarding.messages(user.id, session.id, ALL).await);
    for part in ["conversation_messages", &id(7).to_string(), "llm_metadata"] {
        assert!(message.contains(part), "{message}");
    }
    Ok(())
}
