use std::time::Duration;

use infra_seaorm::{DatabaseSettings, connect};
use ports::store::{Repositories, Store, StoreError};
use sea_orm::ConnectionTrait;
use test_database::Backend;

use crate::support::builders::a_guest;
use crate::support::{Opened, TestResult, assert_unavailable, open, settings};

/// Ends every connection of the repositories, as a restart of the server does.
async fn cut_off(opened: &Opened) {
    let admin = DatabaseSettings { max_connections: Some(1), ..settings(&opened.database) };
    let admin = connect(&admin).await.expect("a database");
    let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                  WHERE datname = current_database() AND pid <> pg_backend_pid()";
    admin.connection().execute_unprepared(others).await.expect("cut off");
    admin.close().await;
}

/// Opens several connections.
async fn warm_up(opened: &Opened) -> TestResult {
    let together = [opened.store.begin().await?, opened.store.begin().await?, opened.store.begin().await?];
    for tx in together {
        tx.commit().await?;
    }
    Ok(())
}

#[tokio::test]
async fn after_a_restart_the_next_requests_succeed() -> TestResult {
    let opened = open(Backend::Postgres).await;
    warm_up(&opened).await?;
    // Longer than a connection is trusted without being asked.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    cut_off(&opened).await;
    for number in 1..10 {
        opened.store.users().insert(&a_guest(number)).await?;
    }
    let tx = opened.store.begin().await?;
    tx.users().insert(&a_guest(10)).await?;
    tx.commit().await
}

#[tokio::test]
async fn requests_that_the_restart_hit_are_told_that_the_database_is_unavailable() -> TestResult {
    let opened = open(Backend::Postgres).await;
    warm_up(&opened).await?;
    let tx = opened.store.begin().await?;
    tx.users().insert(&a_guest(1)).await?;
    cut_off(&opened).await;
    assert_unavailable(tx.users().find(a_guest(1).id).await);
    drop(tx);

    let mut hit = 0;
    while let Err(error) = opened.store.users().find(a_guest(1).id).await {
        assert!(matches!(error, StoreError::Unavailable), "{error}");
        hit += 1;
        assert!(hit < 4, "every dead connection is met once");
    }
    assert_eq!(opened.store.users().find(a_guest(1).id).await?, None, "nothing was committed");
    Ok(())
}
