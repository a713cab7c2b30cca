use domain::identity::PasswordHash;
use domain::ids::UserId;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use crate::support::builders::{a_guest, a_member, at, email, id};
use crate::support::{TestResult, assert_stale, open};

#[rstest]
#[tokio::test]
async fn an_account_without_a_password_has_credentials_without_a_hash(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let users = opened.store.users();
    let member = a_member(1, "ada@example.org");
    users.insert(&member).await?;
    let found = users.credentials(member.id).await?.expect("credentials");
    assert_eq!((found.user, found.password_hash), (member, None));
    assert!(users.credentials(UserId(id(2))).await?.is_none());
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_password_is_set_and_stays_when_the_account_is_updated(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let users = opened.store.users();
    let member = a_member(1, "ada@example.org");
    users.insert(&member).await?;
    users.insert(&a_member(2, "bob@example.org")).await?;

    let hash = PasswordHash::new("$2b$12$hash".to_owned());
    users.set_password(member.id, &hash, at(9)).await?;
    let found = users.credentials(member.id).await?.expect("credentials");
    assert_eq!(found.user.updated_at, at(9));

    users.update(&member).await?;
    let found = users.credentials(member.id).await?.expect("credentials");
    assert_eq!((found.user, found.password_hash), (member, Some(hash)));
    let other = users.credentials(UserId(id(2))).await?.expect("credentials");
    assert_eq!(other.password_hash, None, "nobody else's is set");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn credentials_are_found_by_the_address_in_whatever_case(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let users = opened.store.users();
    users.insert(&a_member(1, "Ada@Example.org")).await?;
    users.insert(&a_guest(2)).await?;
    for address in ["ada@example.org", "ADA@EXAMPLE.ORG", "Ada@Example.org"] {
        let found = users.credentials_by_email(&email(address)).await?.expect(address);
        assert_eq!(found.user, a_member(1, "Ada@Example.org"));
    }
    assert!(users.credentials_by_email(&email("a_a@example.org")).await?.is_none(), "no pattern");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_deleted_account_keeps_its_credentials(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let users = opened.store.users();
    users.insert(&a_member(1, "ada@example.org")).await?;
    opened.soft_delete("users", id(1)).await;

    users.set_password(UserId(id(1)), &PasswordHash::new("new".to_owned()), at(9)).await?;
    assert!(users.credentials(UserId(id(1))).await?.is_some());
    let found = users.credentials_by_email(&email("ada@example.org")).await?.expect("credentials");
    assert_eq!(found.password_hash, Some(PasswordHash::new("new".to_owned())));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn setting_the_password_of_nobody_is_stale(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) {
    let opened = open(backend).await;
    let hash = PasswordHash::new("hash".to_owned());
    assert_stale(opened.store.users().set_password(UserId(id(1)), &hash, at(0)).await);
}
