//! Rows belong to one person, go with that person, and are as many as they may be.

mod support;

use rstest::rstest;
use sea_orm::prelude::ChronoDateTimeUtc;
use sea_orm::{ConnectionTrait, SqlErr, TransactionTrait};
use support::description::Schema;
use support::{
    Row, TestResult, a_message, a_profile, a_session, a_token, a_user, an_onboarding_profile, assert_refused_by, count,
    id, insert, migrated, preferences, two_people_and_a_session, with,
};
use test_database::Backend;

fn assert_no_such_parent(outcome: TestResult) {
    let error = outcome.expect_err("a foreign parent is refused").sql_err();
    assert!(matches!(error, Some(SqlErr::ForeignKeyConstraintViolation(_))));
}

fn assert_duplicate(outcome: TestResult) {
    let error = outcome.expect_err("a duplicate is refused").sql_err();
    assert!(matches!(error, Some(SqlErr::UniqueConstraintViolation(_))));
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_parent_with_children_cannot_change_hands(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;
    insert(db, "conversation_messages", a_message(20, 1, 10, 0)).await?;

    let theft = "UPDATE onboarding_sessions SET user_id = (SELECT id FROM users ORDER BY id DESC LIMIT 1)";
    assert_no_such_parent(db.execute_unprepared(theft).await.map(|_| ()));
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_session_takes_its_messages_and_its_profile_along(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;
    insert(db, "conversation_messages", a_message(20, 1, 10, 0)).await?;
    insert(db, "onboarding_profiles", an_onboarding_profile(30, 1, 10)).await?;

    db.execute_unprepared("DELETE FROM onboarding_sessions").await?;

    assert_eq!(count(db, "conversation_messages").await?, 0);
    assert_eq!(count(db, "onboarding_profiles").await?, 0);
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_person_has_one_open_session_and_any_number_of_closed_ones(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;
    let table = "onboarding_sessions";

    assert_duplicate(insert(db, table, a_session(11, 1)).await);

    for number in [12, 13] {
        let abandoned = with(a_session(number, 1), vec![("status", "abandoned".into())]);
        insert(db, table, abandoned).await?;
    }
    insert(db, table, a_session(14, 2)).await
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_person_has_one_primary_profile_not_counting_the_deleted(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;
    insert(db, "profiles", a_profile(10, 1)).await?;

    assert_duplicate(insert(db, "profiles", a_profile(11, 1)).await);

    let deleted_at = ChronoDateTimeUtc::default().into();
    let deleted = with(a_profile(12, 1), vec![("deleted_at", deleted_at)]);
    insert(db, "profiles", deleted).await?;
    for number in [13, 14] {
        let second = with(a_profile(number, 1), vec![("is_primary", false.into())]);
        insert(db, "profiles", second).await?;
    }
    insert(db, "profiles", a_profile(15, 2)).await
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn what_is_unique_is_unique(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    let ada = vec![("email", "ada@example.com".into()), ("clerk_user_id", "clerk".into())];
    insert(db, "users", with(a_user(1), ada)).await?;
    insert(db, "users", a_user(2)).await?;
    insert(db, "onboarding_sessions", a_session(10, 1)).await?;
    insert(db, "onboarding_profiles", an_onboarding_profile(11, 1, 10)).await?;
    insert(db, "conversation_messages", a_message(12, 1, 10, 7)).await?;
    insert(db, "user_preferences", preferences(13, 1)).await?;
    insert(db, "refresh_tokens", a_token(14, 1)).await?;

    let email = vec![("email", "ADA@Example.com".into())];
    let clerk = vec![("clerk_user_id", "clerk".into())];
    let hash = vec![("token_hash", "hash 14".into())];
    for (table, duplicate) in [
        ("users", with(a_user(3), email)),
        ("users", with(a_user(3), clerk)),
        ("onboarding_profiles", an_onboarding_profile(20, 1, 10)),
        ("conversation_messages", a_message(20, 1, 10, 7)),
        ("user_preferences", preferences(20, 1)),
        ("refresh_tokens", with(a_token(20, 2), hash)),
    ] {
        assert_duplicate(insert(db, table, duplicate).await);
    }
    Ok(())
}

#[tokio::test]
async fn on_sqlite_an_id_in_writing_is_refused() -> TestResult {
    let connected = migrated(Backend::Sqlite).await?;
    let in_writing = vec![("id", id(1).to_string().into())];
    let as_text = insert(&connected.db, "users", in_writing).await;
    assert_refused_by("cannot store TEXT value in BLOB column users.id", as_text);

    let short = connected.db.execute_unprepared("INSERT INTO users (id) VALUES (X'00')").await;
    assert_refused_by("users_check_id", short.map(|_| ()));
    Ok(())
}

/// Expects another row of the same person's, which differs in this only, to be refused, and to be taken once the first is
/// changed like that.
async fn assert_one_at_a_time(backend: Backend, table: &str, difference: Row, change: &str) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    schema.fill(db, 1).await?;
    schema.fill(db, 2).await?;
    let table = schema.table(table);
    let another = with(with(schema.row(table, 1), vec![("id", id(1).into())]), difference);

    assert_duplicate(insert(db, table.name, another.clone()).await);

    db.execute_unprepared(&format!("UPDATE {} SET {change}", table.name)).await?;
    insert(db, table.name, another).await
}

#[rstest]
#[tokio::test]
async fn there_is_one_at_a_time(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(
        ("applications", "deleted_at = created_at"),
        ("sample_documents", "is_active = FALSE"),
        ("job_content_rankings", "is_active = FALSE")
    )]
    (table, change): (&str, &str),
) -> TestResult {
    assert_one_at_a_time(backend, table, vec![], change).await
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_job_has_one_match_even_if_it_is_deleted(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    schema.fill(db, 1).await?;
    db.execute_unprepared("UPDATE matches SET deleted_at = created_at").await?;

    let another = with(schema.row(schema.table("matches"), 1), vec![("id", id(1).into())]);

    assert_duplicate(insert(db, "matches", another).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_version_of_a_document_is_written_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(true, false)] is_for_a_job: bool,
) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    schema.fill(db, 1).await?;
    let table = schema.table("documents");
    let mut document = with(schema.row(table, 1), vec![("version", 7.into())]);
    if !is_for_a_job {
        document.retain(|(column, _)| *column != "job_id");
    }
    let numbered = |number: u128, changes: Row| with(with(document.clone(), vec![("id", id(number).into())]), changes);
    insert(db, "documents", numbered(1, vec![])).await?;

    let duplicate = insert(db, "documents", numbered(2, vec![])).await;

    let error = duplicate.as_ref().expect_err("the version is there").to_string();
    assert!(error.contains("documents_unique_user_id_type_job_id_version"), "{error}");
    assert_duplicate(duplicate);
    insert(db, "documents", numbered(3, vec![("version", 8.into())])).await?;
    insert(db, "documents", numbered(4, vec![("type", "cover_letter".into())])).await
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_url_is_advertised_once_to_everybody_and_once_to_each_person(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    for user in [1, 2] {
        insert(db, "users", a_user(user)).await?;
    }
    let job = |number: u128, owner: Option<u128>, url: Option<&str>| {
        let own = vec![("id", id(number).into()), ("user_id", owner.map(id).into()), ("url", url.into())];
        insert(db, "jobs", with(schema.row(schema.table("jobs"), 1), own))
    };
    for (number, owner) in [(1, None), (2, Some(1)), (3, Some(2))] {
        job(number, owner, Some("https://example.com/1")).await?;
        assert_duplicate(job(10 + number, owner, Some("https://example.com/1")).await);
        job(20 + number, owner, None).await?;
        job(30 + number, owner, None).await?;
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_job_takes_along_what_is_about_it_but_no_document(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    schema.fill(db, 1).await?;

    // In a transaction, or the connection would be left with an old view of a database that is searched by words.
    let tx = db.begin().await?;
    assert_no_such_parent(tx.execute_unprepared("DELETE FROM jobs").await.map(|_| ()));
    tx.rollback().await?;

    db.execute_unprepared("UPDATE documents SET job_id = NULL").await?;
    db.execute_unprepared("DELETE FROM jobs").await?;
    for table in
        ["applications", "application_events", "matches", "job_content_rankings", "generations", "generation_feedback"]
    {
        assert_eq!(count(db, table).await?, 0, "{table}");
    }
    assert_eq!(count(db, "documents").await?, 1);
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn what_another_row_names_stays_until_it_is_named_no_more(#[case] backend: Backend) -> TestResult {
    let (connected, schema) = (migrated(backend).await?, Schema::read().await?);
    let db = &connected.db;
    schema.fill(db, 1).await?;

    for (named, by, column) in [
        ("sample_documents", "writing_styles", "source_sample_id"),
        ("agent_actions", "agent_outputs", "agent_action_id"),
    ] {
        let delete = format!("DELETE FROM {named}");
        assert_no_such_parent(db.execute_unprepared(&delete).await.map(|_| ()));
        db.execute_unprepared(&format!("UPDATE {by} SET {column} = NULL")).await?;
        db.execute_unprepared(&delete).await?;
    }
    Ok(())
}
