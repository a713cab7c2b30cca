use std::sync::Arc;
use std::time::{Duration, Instant};

use infra_seaorm::{DatabaseSettings, connect};
use ports::store::{Repositories, Store, StoreError};
use sea_orm::ConnectionTrait;
use test_database::Backend;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

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

/// Health asks beside the repositories.
#[tokio::test]
async fn after_a_restart_the_next_question_about_the_database_is_answered() {
    let opened = open(Backend::Postgres).await;
    assert_eq!(opened.count("users").await, 0);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    cut_off(&opened).await;
    assert_eq!(opened.count("users").await, 0);
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

/// A way to the server, and what makes whoever is on it wait for ever, as a firewall does that forgot them.
async fn way_to(server: String) -> (u16, Arc<Notify>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let silence = Arc::new(Notify::new());
    let silenced = Arc::clone(&silence);
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let (server, silenced) = (server.clone(), Arc::clone(&silenced));
            tokio::spawn(async move {
                let mut upstream = TcpStream::connect(server).await.expect("the server");
                tokio::select! {
                    _ = copy_bidirectional(&mut client, &mut upstream) => (),
                    () = silenced.notified() => std::future::pending().await,
                }
            });
        }
    });
    (port, silence)
}

#[tokio::test]
async fn a_connection_that_fell_silent_is_waited_for_no_longer_than_any_other_and_makes_room() -> TestResult {
    let database = test_database::TestDatabase::create(Backend::Postgres).await;
    let (before, rest) = database.url().split_once('@').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("a user");
    let (server, name) = rest.split_once('/').expect("a database");
    let (port, silence) = way_to(server.to_owned()).await;
    let patient = DatabaseSettings {
        max_connections: Some(2),
        acquire_timeout: Duration::from_millis(500),
        ..DatabaseSettings::new(format!("{before}@127.0.0.1:{port}/{name}"))
    };
    let store = Arc::new(connect(&patient).await.expect("a database"));
    let opened = Opened { store, database };
    let together = [opened.store.begin().await?, opened.store.begin().await?];
    for tx in together {
        tx.commit().await?;
    }
    // Longer than a connection is trusted without being asked.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    silence.notify_waiters();

    for _ in 0..2 {
        let asked = Instant::now();
        assert_unavailable(opened.store.users().find(a_guest(1).id).await);
        assert!(asked.elapsed() < Duration::from_secs(3), "the wait has a bound");
    }
    // Closing what is silent takes a while; then there is room for connections that speak.
    for _ in 0..100 {
        if opened.store.users().find(a_guest(1).id).await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nobody is let in again");
}
