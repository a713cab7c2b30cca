//! Rows belong to one person, go with that person, and are as many as they may be.

mod support;

use rstest::rstest;
use sea_orm::prelude::ChronoDateTimeUtc;
use sea_orm::{ConnectionTrait, SqlErr};
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
async fn a_child_row_cannot_hang_under_another_persons_parent(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    two_people_and_a_session(db).await?;

    assert_no_such_parent(insert(db, "conversation_messages", a_message(20, 2, 10, 0)).await);
    assert_no_such_parent(insert(db, "onboarding_profiles", an_onboarding_profile(30, 2, 10)).await);

    insert(db, "conversation_messages", a_message(20, 1, 10, 0)).await?;
    insert(db, "onboarding_profiles", an_onboarding_profile(30, 1, 10)).await
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
async fn a_row_of_nobody_is_refused(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let rows: [(&str, Row); 4] = [
        ("refresh_tokens", a_token(1, 404)),
        ("user_preferences", preferences(1, 404)),
        ("onboarding_sessions", a_session(1, 404)),
        ("profiles", a_profile(1, 404)),
    ];
    for (table, row) in rows {
        assert_no_such_parent(insert(&connected.db, table, row).await);
    }
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn everything_goes_with_its_person_and_nothing_else_does(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    for user in [1, 2] {
        insert(db, "users", a_user(user)).await?;
        insert(db, "refresh_tokens", a_token(10 + user, user)).await?;
        insert(db, "user_preferences", preferences(20 + user, user)).await?;
        insert(db, "onboarding_sessions", a_session(30 + user, user)).await?;
        let profile = an_onboarding_profile(40 + user, user, 30 + user);
        insert(db, "onboarding_profiles", profile).await?;
        let message = a_message(50 + user, user, 30 + user, 0);
        insert(db, "conversation_messages", message).await?;
        insert(db, "profiles", a_profile(60 + user, user)).await?;
    }

    db.execute_unprepared("DELETE FROM users WHERE id IN (SELECT id FROM users ORDER BY id LIMIT 1)").await?;

    for table in [
        "users",
        "refresh_tokens",
        "user_preferences",
        "onboarding_sessions",
        "onboarding_profiles",
        "conversation_messages",
        "profiles",
    ] {
        assert_eq!(count(db, table).await?, 1, "{table}");
    }
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
