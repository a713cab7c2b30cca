use domain::identity::{Standing, User, UserRole, UserTier};
use domain::ids::UserId;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use crate::support::builders::{a_guest, a_token, at, family, id};
use crate::support::{Opened, TestResult, open};

async fn standing(opened: &Opened, user: &User, family_number: u128) -> Standing {
    let found = opened.store.users().standing(user.id, family(family_number)).await;
    found.expect("an answer").expect("an account")
}

#[rstest]
#[tokio::test]
async fn nobody_has_no_standing(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) -> TestResult {
    let opened = open(backend).await;
    assert_eq!(opened.store.users().standing(UserId(id(1)), family(1)).await?, None);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn standing_tells_what_the_account_is(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let user = User { role: UserRole::Admin, tier: UserTier::Pro, is_active: false, ..a_guest(1) };
    opened.store.users().insert(&user).await?;
    let expected =
        Standing { role: UserRole::Admin, tier: UserTier::Pro, is_active: false, is_deleted: false, signed_in: false };
    assert_eq!(standing(&opened, &user, 1).await, expected);

    opened.soft_delete("users", id(1)).await;
    assert_eq!(standing(&opened, &user, 1).await, Standing { is_deleted: true, ..expected });
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_sign_in_holds_while_one_of_its_tokens_is_live(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let tokens = opened.store.refresh_tokens();
    let (user, other) = (a_guest(1), a_guest(2));
    opened.store.users().insert(&user).await?;
    opened.store.users().insert(&other).await?;
    assert!(!standing(&opened, &user, 7).await.signed_in, "without a token");

    let first = a_token(1, &user, family(7));
    tokens.insert(&first).await?;
    assert!(standing(&opened, &user, 7).await.signed_in);
    assert!(!standing(&opened, &user, 8).await.signed_in, "another sign-in");
    assert!(!standing(&opened, &other, 7).await.signed_in, "somebody else's sign-in");

    tokens.mark_used(user.id, first.id, at(1)).await?;
    assert!(!standing(&opened, &user, 7).await.signed_in, "with a used token alone");
    tokens.insert(&a_token(2, &user, family(7))).await?;
    assert!(standing(&opened, &user, 7).await.signed_in, "with the token that follows");

    tokens.revoke_family(user.id, family(7), at(2)).await?;
    assert!(!standing(&opened, &user, 7).await.signed_in, "once revoked");
    Ok(())
}
