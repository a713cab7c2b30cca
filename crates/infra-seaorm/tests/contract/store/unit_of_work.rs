use ports::store::{Repositories, Store};
use rstest::rstest;
use test_database::Backend;

use crate::support::builders::{a_guest, a_member, a_session};
use crate::support::{TestResult, assert_conflict, fault, open};

#[rstest]
#[tokio::test]
async fn what_a_unit_writes_is_there_for_others_when_it_is_finished(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (one, two) = (a_guest(1), a_guest(2));
    let unit = opened.store.unit_of_work();
    unit.users().insert(&one).await?;
    let tx = unit.begin().await?;
    tx.users().insert(&two).await?;
    tx.commit().await?;
    for user in [&one, &two] {
        assert!(unit.users().find(user.id).await?.is_some());
        assert!(opened.store.users().find(user.id).await?.is_none());
    }
    unit.finish().await?;
    assert_eq!(opened.count("users").await, 2);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_unit_that_has_only_read_holds_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let unit = opened.store.unit_of_work();
    assert!(unit.users().find(a_guest(1).id).await?.is_none());
    // On SQLite this would wait for a unit that holds the place to write.
    opened.store.users().insert(&a_guest(1)).await?;
    assert!(unit.users().find(a_guest(1).id).await?.is_some(), "no snapshot is held either");
    unit.finish().await
}

#[rstest]
#[tokio::test]
async fn a_unit_that_is_dropped_leaves_nothing_behind(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    for _ in 0..5 {
        let unit = opened.store.unit_of_work();
        let tx = unit.begin().await?;
        tx.users().insert(&a_guest(1)).await?;
        tx.commit().await?;
        drop(unit);
        opened.store.users().insert(&a_guest(2)).await?;
        opened.execute("DELETE FROM users").await;
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_use_case_may_roll_back_and_try_again(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    opened.store.users().insert(&a_member(1, "ada@example.com")).await?;
    let unit = opened.store.unit_of_work();
    let tx = unit.begin().await?;
    tx.users().insert(&a_guest(2)).await?;
    assert_conflict("email_taken", tx.users().insert(&a_member(3, "ada@example.com")).await);
    drop(tx);
    let tx = unit.begin().await?;
    tx.users().insert(&a_member(4, "bob@example.com")).await?;
    tx.commit().await?;
    unit.finish().await?;
    assert_eq!(opened.count("users").await, 2);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_statement_that_fails_by_itself_can_be_answered_by_another(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    opened.store.users().insert(&a_member(1, "ada@example.com")).await?;
    let unit = opened.store.unit_of_work();
    assert_conflict("email_taken", unit.users().insert(&a_member(2, "ada@example.com")).await);
    assert!(unit.users().find(a_guest(1).id).await?.is_some());
    unit.users().insert(&a_member(3, "bob@example.com")).await?;
    unit.finish().await?;
    assert_eq!(opened.count("users").await, 2);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_unit_does_not_finish_when_something_that_was_done_is_lost(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let unit = opened.store.unit_of_work();
    unit.users().insert(&a_member(1, "ada@example.com")).await?;
    assert_conflict("email_taken", unit.users().insert(&a_member(2, "ada@example.com")).await);
    unit.users().insert(&a_guest(3)).await?;
    fault(unit.finish().await);
    drop(unit);
    assert_eq!(opened.count("users").await, 0);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_part_whose_statement_failed_is_not_committed(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let unit = opened.store.unit_of_work();
    let tx = unit.begin().await?;
    tx.users().insert(&a_guest(1)).await?;
    fault(tx.onboarding().insert(&a_session(1, &a_guest(2))).await);
    fault(tx.commit().await);
    unit.finish().await?;
    assert_eq!(opened.count("users").await, 0);
    Ok(())
}
