use std::sync::Arc;

use domain::identity::{RefreshToken, TokenHash};
use ports::store::{Repositories, StoreError};
use rstest::rstest;
use test_database::Backend;

use crate::support::builders::{a_guest, a_token, at, family};
use crate::support::{Opened, TestResult, assert_stale, fault, open};

async fn find(opened: &Opened, number: u128) -> Option<RefreshToken> {
    let hash = TokenHash::new(format!("{number:064x}"));
    opened.store.refresh_tokens().find_by_hash(&hash).await.expect("an answer")
}

#[rstest]
#[tokio::test]
async fn a_token_is_found_by_its_hash_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    let token = RefreshToken {
        used_at: Some(at(1)),
        revoked_at: Some(at(2)),
        user_agent: Some("Mozilla/5.0".to_owned()),
        ip_address: Some("2001:db8::1".to_owned()),
        ..a_token(1, &user, family(1))
    };
    opened.store.refresh_tokens().insert(&token).await?;
    opened.store.refresh_tokens().insert(&a_token(2, &user, family(1))).await?;
    assert_eq!(find(&opened, 1).await, Some(token));
    assert_eq!(find(&opened, 2).await, Some(a_token(2, &user, family(1))));
    assert_eq!(find(&opened, 3).await, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_token_belongs_to_an_account(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let opened = open(backend).await;
    fault(opened.store.refresh_tokens().insert(&a_token(1, &a_guest(1), family(1))).await);
}

#[rstest]
#[tokio::test]
async fn a_token_is_used_once(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) -> TestResult {
    let opened = open(backend).await;
    let tokens = opened.store.refresh_tokens();
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    let token = a_token(1, &user, family(1));
    tokens.insert(&token).await?;

    assert_stale(tokens.mark_used(a_guest(2).id, token.id, at(1)).await);
    tokens.mark_used(user.id, token.id, at(2)).await?;
    assert_eq!(find(&opened, 1).await.and_then(|token| token.used_at), Some(at(2)));
    assert_stale(tokens.mark_used(user.id, token.id, at(3)).await);
    assert_eq!(find(&opened, 1).await.and_then(|token| token.used_at), Some(at(2)));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_token_that_was_revoked_meanwhile_cannot_be_used(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let tokens = opened.store.refresh_tokens();
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    let token = a_token(1, &user, family(1));
    tokens.insert(&token).await?;
    tokens.revoke_family(user.id, family(1), at(1)).await?;
    assert_stale(tokens.mark_used(user.id, token.id, at(2)).await);
    Ok(())
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_exchanges_at_once_one_wins(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    let token = a_token(1, &user, family(1));
    opened.store.refresh_tokens().insert(&token).await?;

    let exchanges: Vec<_> = (0..20)
        .map(|second| {
            let (store, owner, id) = (Arc::clone(&opened.store), user.id, token.id);
            tokio::spawn(async move { store.refresh_tokens().mark_used(owner, id, at(second)).await })
        })
        .collect();
    let mut won = 0;
    for exchange in exchanges {
        match exchange.await.expect("no panic") {
            Ok(()) => won += 1,
            Err(StoreError::Stale) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(won, 1);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn revoking_ends_one_family_of_one_owner(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let tokens = opened.store.refresh_tokens();
    let (user, other) = (a_guest(1), a_guest(2));
    opened.store.users().insert(&user).await?;
    opened.store.users().insert(&other).await?;
    for (number, owner, its_family) in [(1, &user, 1), (2, &user, 1), (3, &user, 2), (4, &other, 1)] {
        tokens.insert(&a_token(number, owner, family(its_family))).await?;
    }

    tokens.revoke_family(user.id, family(1), at(5)).await?;
    tokens.revoke_family(user.id, family(1), at(6)).await?;
    for (number, revoked_at) in [(1, Some(at(5))), (2, Some(at(5))), (3, None), (4, None)] {
        assert_eq!(find(&opened, number).await.expect("a token").revoked_at, revoked_at, "token {number}");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn revoking_the_others_keeps_one_family(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let tokens = opened.store.refresh_tokens();
    let (user, other) = (a_guest(1), a_guest(2));
    opened.store.users().insert(&user).await?;
    opened.store.users().insert(&other).await?;
    for (number, owner, its_family) in [(1, &user, 1), (2, &user, 2), (3, &user, 3), (4, &other, 4)] {
        tokens.insert(&a_token(number, owner, family(its_family))).await?;
    }

    tokens.revoke_other_families(user.id, family(2), at(5)).await?;
    for (number, revoked_at) in [(1, Some(at(5))), (2, None), (3, Some(at(5))), (4, None)] {
        assert_eq!(find(&opened, number).await.expect("a token").revoked_at, revoked_at, "token {number}");
    }
    Ok(())
}
