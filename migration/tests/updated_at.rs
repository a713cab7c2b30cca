//! Times: `updated_at` is right after raw SQL too, and all timestamps have one form.

mod support;

use rstest::rstest;
use sea_orm::ConnectionTrait;
use sea_orm::prelude::ChronoDateTimeUtc;
use support::{TestResult, a_session, a_user, column, count, insert, migrated, value};
use test_database::Backend;

fn time(text: &str) -> ChronoDateTimeUtc {
    text.parse().expect("a time")
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn an_update_that_does_not_mention_updated_at_is_stamped(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    let long_ago = time("2001-02-03T04:05:06.789Z");
    for number in [1, 2] {
        let mut user = a_user(number);
        user.extend([("created_at", long_ago.into()), ("updated_at", long_ago.into())]);
        insert(db, "users", user).await?;
    }

    db.execute_unprepared(
        "UPDATE users SET email = 'ada@example.com' \
         WHERE id IN (SELECT id FROM users ORDER BY id LIMIT 1)",
    )
    .await?;

    let times: Vec<ChronoDateTimeUtc> = column(db, "SELECT updated_at FROM users ORDER BY id").await?;
    assert!(times[0] > time("2026-01-01T00:00:00Z"));
    assert_eq!(times[1], long_ago, "the other row is left alone");
    let created: Vec<ChronoDateTimeUtc> = column(db, "SELECT created_at FROM users").await?;
    assert_eq!(created, [long_ago, long_ago]);
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn a_time_that_the_update_itself_sets_stands(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    insert(db, "users", a_user(1)).await?;

    db.execute_unprepared("UPDATE users SET full_name = 'Ada', updated_at = '2001-02-03T04:05:06+00:00'").await?;

    let updated: ChronoDateTimeUtc = value(db, "SELECT updated_at FROM users").await?;
    assert_eq!(updated, time("2001-02-03T04:05:06Z"));
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn every_table_with_updated_at_has_the_trigger(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let (tables, triggers) = match backend {
        Backend::Sqlite => (
            "SELECT t.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c \
             WHERE c.name = 'updated_at' ORDER BY 1",
            "SELECT tbl_name FROM sqlite_master WHERE name LIKE '%\\_set\\_updated\\_at' ESCAPE '\\' ORDER BY 1",
        ),
        Backend::Postgres => (
            "SELECT table_name::text FROM information_schema.columns \
             WHERE table_schema = 'public' AND column_name = 'updated_at' ORDER BY 1",
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_set\\_updated\\_at' ORDER BY 1",
        ),
    };

    let tables: Vec<String> = column(&connected.db, tables).await?;

    assert!(!tables.is_empty());
    assert_eq!(column::<String>(&connected.db, triggers).await?, tables);
    Ok(())
}

#[tokio::test]
async fn on_sqlite_a_default_time_has_the_form_that_sea_orm_writes() -> TestResult {
    let connected = migrated(Backend::Sqlite).await?;
    let db = &connected.db;
    insert(db, "users", a_user(1)).await?;
    insert(db, "users", a_user(2)).await?;

    let default: ChronoDateTimeUtc = value(db, "SELECT created_at FROM users LIMIT 1").await?;
    let mut session = a_session(10, 1);
    session.push(("created_at", default.into()));
    insert(db, "onboarding_sessions", session).await?;

    // Written by the default, read, and written back by SeaORM: the very same text.
    let by_default: String = value(db, "SELECT created_at FROM users LIMIT 1").await?;
    let by_sea_orm: String = value(db, "SELECT created_at FROM onboarding_sessions").await?;
    assert_eq!(by_default, by_sea_orm);
    Ok(())
}

/// The default's expression at moments of which one falls on a whole second.
#[tokio::test]
async fn on_sqlite_a_whole_second_has_no_fraction_by_default_nor_by_sea_orm() -> TestResult {
    let connected = migrated(Backend::Sqlite).await?;
    let db = &connected.db;
    insert(db, "users", a_user(1)).await?;
    let default: String =
        value(db, "SELECT dflt_value FROM pragma_table_info('users') WHERE name = 'created_at'").await?;

    for (number, text) in [
        (10, "2026-11-20T16:03:48+00:00"),
        (11, "2026-11-20T16:03:48.100+00:00"),
        (12, "2026-11-20T16:03:48.123+00:00"),
    ] {
        let by_default = default.replace("'now'", &format!("'{text}'"));
        let by_default: String = value(db, format!("SELECT {by_default}")).await?;
        let mut session = a_session(number, 1);
        session.extend([
            ("created_at", time(text).into()),
            ("completed_at", time(text).into()),
            ("status", "completed".into()),
        ]);
        insert(db, "onboarding_sessions", session).await?;
        let newest = "SELECT created_at FROM onboarding_sessions ORDER BY created_at DESC LIMIT 1";
        assert_eq!(by_default, text);
        assert_eq!(value::<String>(db, newest).await?, text);
    }
    Ok(())
}

#[tokio::test]
async fn on_sqlite_a_time_in_another_form_is_refused() -> TestResult {
    let connected = migrated(Backend::Sqlite).await?;
    let db = &connected.db;
    insert(db, "users", a_user(1)).await?;

    for other in [
        "2026-11-20 16:03:48",
        "2026-11-20T16:03:48Z",
        "2026-11-20T16:03:48+01:00",
        "2026-11-20T25:03:48+00:00",
        "yesterday",
    ] {
        let statement = format!("UPDATE users SET created_at = '{other}'");
        let refused = db.execute_unprepared(&statement).await;
        support::assert_refused_by("users_check_created_at", refused.map(|_| ()));
    }
    assert_eq!(count(db, "users").await?, 1);
    Ok(())
}

#[rstest]
#[case::sqlite(Backend::Sqlite)]
#[case::postgres(Backend::Postgres)]
#[tokio::test]
async fn times_come_back_in_order_whatever_their_fraction(#[case] backend: Backend) -> TestResult {
    let connected = migrated(backend).await?;
    let db = &connected.db;
    let times = [
        "2026-11-20T16:03:47.999999Z",
        "2026-11-20T16:03:48Z",
        "2026-11-20T16:03:48.000001Z",
        "2026-11-20T16:03:48.001Z",
        "2026-11-20T16:03:48.001001Z",
        "2026-11-20T16:03:48.100Z",
        "2026-11-20T16:03:49Z",
    ]
    .map(time);
    for (number, time) in (1..).zip(times) {
        let mut user = a_user(number);
        user.push(("created_at", time.into()));
        insert(db, "users", user).await?;
    }

    let sorted: Vec<ChronoDateTimeUtc> = column(db, "SELECT created_at FROM users ORDER BY created_at").await?;

    assert_eq!(sorted, times);
    Ok(())
}
