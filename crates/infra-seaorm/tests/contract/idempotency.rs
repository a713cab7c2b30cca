use chrono::TimeDelta;
use domain::idempotency::{Claim, IdempotencyKey};
use domain::identity::User;
use domain::ids::ClaimId;
use ports::idempotency::{Claimed, StoredAnswer};
use ports::store::{Repositories, Store};
use rstest::rstest;
use test_database::Backend;

use crate::support::builders::{a_guest, at, id};
use crate::support::{Opened, TestResult, assert_stale, open};

/// The number makes its id, the seconds its time.
fn a_claim(number: u128, owner: &User, seconds: i64) -> Claim {
    let key = IdempotencyKey::try_from("key").expect("a key");
    Claim::new(ClaimId(id(number)), owner.id, key, "hash".to_owned(), at(seconds))
}

fn an_answer() -> StoredAnswer {
    StoredAnswer {
        status: 201,
        headers: vec![("location".to_owned(), "/x".to_owned())],
        // Its very bytes, which jsonb would put in order.
        body: r#"{"b": 1,  "a": 1.50, "a": "ü"}"#.to_owned(),
    }
}

async fn with_somebody(backend: Backend) -> (Opened, User) {
    let opened = open(backend).await;
    opened.store.users().insert(&a_guest(1)).await.expect("a guest");
    (opened, a_guest(1))
}

#[rstest]
#[tokio::test]
async fn a_key_is_held_until_it_is_answered_and_then_answers(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user) = with_somebody(backend).await;
    let keys = opened.store.idempotency();
    let first = a_claim(1, &user, 0);
    assert_eq!(keys.claim(&first).await?, Claimed::Ours);
    assert_eq!(keys.claim(&a_claim(2, &user, 1)).await?, Claimed::Running);
    keys.answer(&first, &an_answer()).await?;
    assert_eq!(keys.claim(&a_claim(3, &user, 2)).await?, Claimed::Answered(an_answer()));
    let other = Claim { request_hash: "other".to_owned(), ..a_claim(4, &user, 3) };
    assert_eq!(keys.claim(&other).await?, Claimed::OtherRequest);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_key_is_a_persons_own(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) -> TestResult {
    let (opened, user) = with_somebody(backend).await;
    opened.store.users().insert(&a_guest(2)).await?;
    assert_eq!(opened.store.idempotency().claim(&a_claim(1, &user, 0)).await?, Claimed::Ours);
    assert_eq!(opened.store.idempotency().claim(&a_claim(2, &a_guest(2), 0)).await?, Claimed::Ours);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn of_many_who_claim_at_once_one_gets_the_key(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user) = with_somebody(backend).await;
    let claims = (1..=20).map(|number| {
        let (store, claim) = (opened.store.clone(), a_claim(number, &user, 0));
        tokio::spawn(async move { store.idempotency().claim(&claim).await })
    });
    let mut ours = 0;
    for claim in claims.collect::<Vec<_>>() {
        ours += usize::from(claim.await.expect("no panic")? == Claimed::Ours);
    }
    assert_eq!(ours, 1);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_abandoned_claim_passes_on_and_its_first_holder_can_store_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user) = with_somebody(backend).await;
    let keys = opened.store.idempotency();
    let lease = Claim::LEASE.num_seconds();
    let first = a_claim(1, &user, 0);
    keys.claim(&first).await?;
    assert_eq!(keys.claim(&a_claim(2, &user, lease)).await?, Claimed::Running);
    let second = a_claim(3, &user, lease + 1);
    assert_eq!(keys.claim(&second).await?, Claimed::Ours);

    let unit = opened.store.unit_of_work();
    unit.users().insert(&a_guest(9)).await?;
    assert_stale(unit.idempotency().answer(&first, &an_answer()).await);
    drop(unit);
    keys.release(&first).await?;
    assert_eq!(opened.count("users").await, 1, "what it did is rolled back with it");
    keys.answer(&second, &an_answer()).await
}

#[rstest]
#[tokio::test]
async fn an_answer_is_forgotten_after_a_day(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user) = with_somebody(backend).await;
    let keys = opened.store.idempotency();
    let first = a_claim(1, &user, 0);
    keys.claim(&first).await?;
    keys.answer(&first, &an_answer()).await?;
    let day = TimeDelta::hours(24).num_seconds();
    assert_eq!(keys.claim(&a_claim(2, &user, day - 1)).await?, Claimed::Answered(an_answer()));
    let other = Claim { request_hash: "other".to_owned(), ..a_claim(3, &user, day) };
    assert_eq!(keys.claim(&other).await?, Claimed::Ours);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_key_that_is_given_back_is_free_and_an_answered_one_stays(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let (opened, user) = with_somebody(backend).await;
    let keys = opened.store.idempotency();
    let first = a_claim(1, &user, 0);
    keys.claim(&first).await?;
    keys.release(&first).await?;
    let second = a_claim(2, &user, 1);
    assert_eq!(keys.claim(&second).await?, Claimed::Ours);
    keys.answer(&second, &an_answer()).await?;
    keys.release(&second).await?;
    assert_eq!(keys.claim(&a_claim(3, &user, 2)).await?, Claimed::Answered(an_answer()));
    Ok(())
}
