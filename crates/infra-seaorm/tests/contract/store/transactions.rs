use std::sync::Arc;
use std::time::Duration;

use domain::identity::User;
use ports::store::{Repositories, Store};
use rstest::rstest;
use test_database::Backend;

use crate::support::builders::{a_guest, a_member, a_message, a_session, answered};
use crate::support::{TestResult, assert_conflict, assert_stale, fault, open};

#[rstest]
#[tokio::test]
async fn a_transaction_sees_what_it_wrote_and_others_do_not_until_it_commits(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    let tx = opened.store.begin().await?;
    tx.users().insert(&user).await?;
    assert!(tx.users().find(user.id).await?.is_some());
    assert!(opened.store.users().find(user.id).await?.is_none());
    tx.commit().await?;
    assert!(opened.store.users().find(user.id).await?.is_some());
    Ok(())
}

#[rstest]
#[tokio::test]
async fn what_was_committed_outlives_the_program(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let tx = opened.store.begin().await?;
    tx.users().insert(&a_guest(1)).await?;
    tx.commit().await?;
    opened.store.close().await;
    let again = infra_seaorm::connect(&crate::support::settings(&opened.database)).await.expect("a database");
    assert_eq!(again.users().find(a_guest(1).id).await?, Some(a_guest(1)));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn dropping_a_transaction_rolls_everything_back(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    for _ in 0..20 {
        let tx = opened.store.begin().await?;
        tx.users().insert(&user).await?;
        tx.onboarding().insert(&a_session(1, &user)).await?;
        drop(tx);
        // Neither a lock nor an open transaction is left behind.
        opened.store.users().insert(&a_guest(2)).await?;
        opened.execute("DELETE FROM users").await;
    }
    assert_eq!(opened.count("users").await, 0);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_transaction_in_which_a_statement_failed_commits_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    opened.store.users().insert(&a_member(1, "ada@example.org")).await?;
    let tx = opened.store.begin().await?;
    tx.users().insert(&a_guest(2)).await?;
    assert_conflict("email_taken", tx.users().insert(&a_member(3, "ada@example.org")).await);
    fault(tx.commit().await);
    assert_eq!(opened.count("users").await, 1);
    opened.store.users().insert(&a_guest(4)).await?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_write_that_found_its_row_changed_leaves_the_transaction_usable(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let tx = opened.store.begin().await?;
    assert_stale(tx.users().update(&a_guest(1)).await);
    tx.users().insert(&a_guest(1)).await?;
    tx.commit().await?;
    assert_eq!(opened.count("users").await, 1);
    Ok(())
}

/// Each transaction reads the account, lets the others run, and writes what it read and one more.
#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lock_on_an_account_puts_its_writers_in_a_row(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let user = User { display_name: Some("0".to_owned()), ..a_guest(1) };
    opened.store.users().insert(&user).await?;
    let writers: Vec<_> = (0..40)
        .map(|_| {
            let (store, id) = (Arc::clone(&opened.store), user.id);
            tokio::spawn(async move {
                let tx = store.begin().await?;
                let user = tx.users().find_for_update(id).await?.expect("an account");
                tokio::task::yield_now().await;
                let count: u32 = user.display_name.as_deref().and_then(|text| text.parse().ok()).expect("a number");
                tx.users().update(&User { display_name: Some((count + 1).to_string()), ..user }).await?;
                tx.commit().await
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("no panic")?;
    }
    let user = opened.store.users().find(user.id).await?.expect("an account");
    assert_eq!(user.display_name.as_deref(), Some("40"));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_locked_account_does_not_hold_up_those_who_write_below_it(
    #[values(Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    let tx = opened.store.begin().await?;
    tx.users().find_for_update(user.id).await?;
    let session = a_session(10, &user);
    let below = async {
        opened.store.onboarding().insert(&session).await?;
        opened.store.onboarding().insert_messages(&[a_message(1, &session, 0)]).await
    };
    tokio::time::timeout(Duration::from_secs(10), below).await.expect("no wait")?;
    tx.commit().await
}

/// On SQLite single writes through the pool queue beside the transactions: nobody polls a lock and gives up.
#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writers_at_once_all_come_to_their_turn(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    let mut session = a_session(10, &user);
    opened.store.onboarding().insert(&session).await?;

    let writers: Vec<_> = (100..300)
        .map(|number| {
            let store = Arc::clone(&opened.store);
            tokio::spawn(async move {
                if number % 2 == 0 {
                    return store.users().insert(&a_guest(number)).await;
                }
                let tx = store.begin().await?;
                tx.users().find(a_guest(1).id).await?;
                tx.users().insert(&a_guest(number)).await?;
                tx.commit().await
            })
        })
        .collect();
    for _ in 0..50 {
        let next = answered(&session);
        opened.store.onboarding().update(&next, session.total_messages_count).await?;
        session = next;
    }
    for writer in writers {
        writer.await.expect("no panic")?;
    }
    assert_eq!(opened.count("users").await, 201);
    Ok(())
}

/// The locks of a transaction that nobody finishes are not kept until its connection is needed again.
#[rstest]
#[tokio::test]
async fn what_a_dropped_transaction_had_locked_is_free_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    let tx = opened.store.begin().await?;
    tx.users().find_for_update(user.id).await?;
    tx.users().update(&User { display_name: Some("dropped".to_owned()), ..user.clone() }).await?;
    drop(tx);
    let next = async {
        let tx = opened.store.begin().await?;
        tx.users().update(&User { display_name: Some("kept".to_owned()), ..user.clone() }).await?;
        tx.commit().await
    };
    tokio::time::timeout(Duration::from_secs(10), next).await.expect("no wait")?;
    let found = opened.store.users().find(user.id).await?.expect("an account");
    assert_eq!(found.display_name.as_deref(), Some("kept"));
    Ok(())
}

/// As when a client hangs up: whatever the moment, all of a transaction is kept or nothing, and the connection is as good as new.
#[rstest]
#[tokio::test]
async fn a_request_that_is_given_up_midway_leaves_no_half_of_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    for number in 1..=60 {
        let (store, first, second) = (&opened.store, a_guest(number), a_guest(1_000 + number));
        let request = async {
            let tx = store.begin().await?;
            tx.users().insert(&first).await?;
            tx.users().find(first.id).await?;
            tx.users().insert(&second).await?;
            tx.commit().await
        };
        let patience = Duration::from_micros(50 * u64::try_from(number).expect("a small number"));
        drop(tokio::time::timeout(patience, request).await);
        opened.store.users().insert(&a_guest(2_000 + number)).await?;
    }
    // The server may still be busy with the last commit that nobody waited for.
    opened.store.close().await;
    let again = infra_seaorm::connect(&crate::support::settings(&opened.database)).await.expect("a database");
    for number in 1..=60 {
        let first = again.users().find(a_guest(number).id).await?;
        let second = again.users().find(a_guest(1_000 + number).id).await?;
        assert_eq!(first.is_some(), second.is_some(), "half of transaction {number}");
    }
    Ok(())
}
