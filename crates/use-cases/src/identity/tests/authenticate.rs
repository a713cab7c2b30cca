//! Who holds an access token.

use super::*;

fn standing() -> Standing {
    Standing { role: UserRole::Admin, tier: UserTier::Pro, is_active: true, is_deleted: false, signed_in: true }
}

async fn authenticated(standing: Option<Standing>) -> Result<Caller, IdentityError> {
    let mut store = MockStore::default();
    store.users.expect_standing().with(eq(OWNER), eq(FAMILY)).times(1).returning(move |_, _| Ok(standing));
    let mut tokens = MockTokens::new();
    let claims = AccessClaims { user_id: OWNER, family_id: FAMILY, issued_at: now(), expires_at: now() };
    tokens
        .expect_verify()
        .withf(|token, at| token == "a token" && *at == now())
        .times(1)
        .returning(move |_, _| Ok(claims));
    identity_with(store, MockPasswords::new(), tokens).0.authenticate("a token").await
}

#[tokio::test]
async fn role_and_tier_come_from_the_account_as_it_stands_now() {
    let expected = Caller { role: UserRole::Admin, tier: UserTier::Pro, ..caller() };
    assert_eq!(authenticated(Some(standing())).await.unwrap(), expected);
}

#[tokio::test]
async fn a_forged_token_is_refused_before_the_database_is_asked() {
    let mut tokens = MockTokens::new();
    tokens.expect_verify().times(1).returning(|_, _| Err(InvalidToken));
    let (identity, _) = identity_with(MockStore::default(), MockPasswords::new(), tokens);
    let error = identity.authenticate("forged").await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthenticated, "invalid_token"));
}

#[rstest]
#[case::unknown(None, "invalid_token")]
#[case::signed_out(Some(Standing { signed_in: false, ..standing() }), "invalid_token")]
#[case::signed_out_and_deleted(Some(Standing { signed_in: false, is_deleted: true, ..standing() }), "invalid_token")]
#[case::deleted(Some(Standing { is_deleted: true, ..standing() }), "account_deleted")]
#[case::deleted_and_disabled(Some(Standing { is_deleted: true, is_active: false, ..standing() }), "account_deleted")]
#[case::disabled(Some(Standing { is_active: false, ..standing() }), "account_disabled")]
#[tokio::test]
async fn a_good_token_does_not_do_without_a_good_account(#[case] standing: Option<Standing>, #[case] told: &str) {
    assert_eq!(code(authenticated(standing).await), told);
}
