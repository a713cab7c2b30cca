//! Accounts and sign-ins: register, log in, refresh, log out, change the password, see and edit oneself.

mod account;
mod commands;
mod error;
mod known_callers;
mod sign_in;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use domain::identity::{
    Client, Email, NewPassword, OnboardingStatus, PasswordHash, Redemption, User, UserRole, UserTier, WeakPassword,
};
use domain::ids::{FamilyId, UserId};
use ports::identity::{AccessClaims, Credentials, Passwords, Tokens, Verdict};
use ports::store::{Store, StoreError, Transaction};
use ports::system::{Clock, Ids};
use secrecy::SecretString;

use crate::precondition::Precondition;

pub use account::Account;
pub use commands::{ChangePassword, LogIn, LogOut, Refresh, Register, UpdateMe};
pub use error::IdentityError;
pub use known_callers::{Forgetting, KnownCallers};
pub use sign_in::{SignInTokens, SignIns, SignedIn};

/// Who is calling, as far as every use case needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    pub user_id: UserId,
    /// The sign-in that the request's token belongs to.
    pub family_id: FamilyId,
    pub role: UserRole,
    pub tier: UserTier,
}

pub struct Identity {
    pub store: Arc<dyn Store>,
    pub passwords: Arc<dyn Passwords>,
    pub tokens: Arc<dyn Tokens>,
    pub sign_ins: Arc<SignIns>,
    pub known_callers: Arc<KnownCallers>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
}

impl Identity {
    /// Finds out who holds an access token, and that the account and the sign-in still stand, or did a moment ago.
    pub async fn authenticate(&self, access_token: &str) -> Result<Caller, IdentityError> {
        let now = self.clock.now();
        let claims = self.tokens.verify(access_token, now).map_err(|_| IdentityError::InvalidToken)?;
        if let Some(caller) = self.known_callers.recall(claims.user_id, claims.family_id, now) {
            return Ok(caller);
        }
        let look = self.known_callers.look(claims.user_id, now);
        let caller = self.look_up(claims).await?;
        self.known_callers.remember(look, caller);
        Ok(caller)
    }

    async fn look_up(&self, claims: AccessClaims) -> Result<Caller, IdentityError> {
        let standing = self.store.users().standing(claims.user_id, claims.family_id).await?;
        let standing = standing.filter(|standing| standing.signed_in).ok_or(IdentityError::InvalidToken)?;
        if standing.is_deleted {
            return Err(IdentityError::AccountDeleted);
        }
        if !standing.is_active {
            return Err(IdentityError::AccountDisabled);
        }
        Ok(Caller { user_id: claims.user_id, family_id: claims.family_id, role: standing.role, tier: standing.tier })
    }

    /// Makes an account, or makes the calling guest one.
    pub async fn register(
        &self,
        guest: Option<Caller>,
        command: Register,
        client: &Client,
    ) -> Result<SignedIn, IdentityError> {
        let hash = self.hash_new("password", &command.password, &command.email).await?;
        let now = self.clock.now();

        let _forgetting = guest.map(|caller| self.known_callers.forget_at_the_end(caller.user_id));
        let tx = self.store.begin().await?;
        let user = match guest {
            Some(caller) => tx.users().find_for_update(caller.user_id).await?.ok_or(IdentityError::NotFound)?,
            None => User::guest(UserId(self.ids.next()), command.timezone.clone().unwrap_or_default(), None, now),
        };
        let user = command.fill_in(user).register(command.email, now)?;
        match guest {
            Some(_) => tx.users().update(&user).await?,
            None => tx.users().insert(&user).await?,
        }
        // Later than the write above: the database itself stamps one that leaves the time as it was.
        let user = User { updated_at: self.clock.now(), ..user };
        tx.users().set_password(user.id, &hash, user.updated_at).await?;
        // The guest's own sign-in ends: its tokens may lie about in places that an account's must not.
        if let Some(caller) = guest {
            tx.refresh_tokens().revoke_family(user.id, caller.family_id, now).await?;
        }
        let (token, signed_in) = self.sign_ins.open(user, client, now)?;
        tx.refresh_tokens().insert(&token).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Refuses a weak password in the name of the field that it came in.
    async fn hash_new(
        &self,
        field: &'static str,
        password: &SecretString,
        email: &Email,
    ) -> Result<PasswordHash, IdentityError> {
        let weak = |reason| IdentityError::WeakPassword { field, reason };
        let password = NewPassword::check(password, email).map_err(weak)?;
        if self.passwords.is_common(&password).await? {
            return Err(weak(WeakPassword::Common));
        }
        Ok(self.passwords.hash(&password).await?)
    }

    /// An unknown address and a wrong password take the same time and give the same answer.
    pub async fn log_in(&self, command: LogIn, client: &Client) -> Result<SignedIn, IdentityError> {
        // The stored hash may change while it is compared: by another sign-in that renews it, or by a new password. Then it
        // is compared once more.
        for _ in 0..2 {
            if let Some(signed_in) = self.try_log_in(&command, client).await? {
                return Ok(signed_in);
            }
        }
        Err(IdentityError::InvalidCredentials)
    }

    /// `None` when the stored hash changed while it was compared.
    async fn try_log_in(&self, command: &LogIn, client: &Client) -> Result<Option<SignedIn>, IdentityError> {
        let found = self.store.users().credentials_by_email(&command.email).await?;
        let proven = self.prove(found, &command.password).await?;
        // Worth an attempt, but not worth refusing somebody whose password is right.
        let better_hash = if proven.outdated { self.passwords.rehash(&command.password).await.ok() } else { None };
        let now = self.clock.now();
        let tx = self.store.begin().await?;
        let Some(user) = proven.still_holds(&*tx).await? else { return Ok(None) };
        if !user.is_active {
            return Err(IdentityError::AccountDisabled);
        }
        if let Some(hash) = better_hash {
            tx.users().set_password(user.id, &hash, now).await?;
        }
        let (token, signed_in) = self.sign_ins.open(user, client, now)?;
        tx.refresh_tokens().insert(&token).await?;
        tx.commit().await?;
        Ok(Some(signed_in))
    }

    async fn prove(&self, found: Option<Credentials>, password: &SecretString) -> Result<Proven, IdentityError> {
        let hash = found.as_ref().and_then(|found| found.password_hash.clone());
        let verdict = self.passwords.verify(password, hash.clone()).await?;
        match (found, hash, verdict) {
            (Some(found), Some(hash), Verdict::Right | Verdict::Outdated) => {
                Ok(Proven { id: found.user.id, hash, outdated: verdict == Verdict::Outdated })
            }
            _ => Err(IdentityError::InvalidCredentials),
        }
    }

    /// Exchanges a refresh token for new tokens. A token that was exchanged before ends its whole family.
    pub async fn refresh(&self, command: Refresh, client: &Client) -> Result<SignedIn, IdentityError> {
        let hash = self.tokens.hash(&command.refresh_token);
        let now = self.clock.now();
        let seen = self.store.refresh_tokens().find_by_hash(&hash).await?;
        // The dead stay dead, so nobody has to be locked for them.
        let seen = seen.filter(|token| token.redeem(now) != Redemption::Dead).ok_or(IdentityError::InvalidToken)?;
        let tx = self.store.begin().await?;
        let owner = tx.users().credentials_for_update(seen.user_id).await?.ok_or(IdentityError::InvalidToken)?.user;
        // Again, now that nobody else can use or revoke it.
        let token = tx.refresh_tokens().find_by_hash(&hash).await?.ok_or(IdentityError::InvalidToken)?;
        match token.redeem(now) {
            Redemption::Dead => return Err(IdentityError::InvalidToken),
            Redemption::Reused => {
                let _forgetting = self.known_callers.forget_at_the_end(owner.id);
                tx.refresh_tokens().revoke_family(owner.id, token.family_id, now).await?;
                tx.commit().await?;
                return Err(IdentityError::TokenReused);
            }
            Redemption::Fresh if !owner.is_active => return Err(IdentityError::AccountDisabled),
            Redemption::Fresh => tx.refresh_tokens().mark_used(owner.id, token.id, now).await?,
        }
        let (token, signed_in) = self.sign_ins.renew(owner, token.family_id, client, now)?;
        tx.refresh_tokens().insert(&token).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Ends the sign-in that the refresh token belongs to. An unknown token has nothing left to end.
    pub async fn log_out(&self, command: LogOut) -> Result<(), IdentityError> {
        let hash = self.tokens.hash(&command.refresh_token);
        let Some(token) = self.store.refresh_tokens().find_by_hash(&hash).await? else { return Ok(()) };
        let _forgetting = self.known_callers.forget_at_the_end(token.user_id);
        let tx = self.store.begin().await?;
        tx.users().credentials_for_update(token.user_id).await?;
        tx.refresh_tokens().revoke_family(token.user_id, token.family_id, self.clock.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Every other sign-in of the account ends.
    pub async fn change_password(&self, caller: Caller, command: ChangePassword) -> Result<(), IdentityError> {
        let found = self.store.users().credentials(caller.user_id).await?.ok_or(IdentityError::NotFound)?;
        let (Some(email), Some(_)) = (found.user.email.clone(), &found.password_hash) else {
            return Err(IdentityError::NoPassword);
        };
        let proven = self.prove(Some(found), &command.current_password).await?;
        let hash = self.hash_new("new_password", &command.new_password, &email).await?;
        let now = self.clock.now();
        let _forgetting = self.known_callers.forget_at_the_end(caller.user_id);
        let tx = self.store.begin().await?;
        let user = proven.still_holds(&*tx).await?.ok_or(IdentityError::InvalidCredentials)?;
        tx.users().set_password(user.id, &hash, now).await?;
        tx.refresh_tokens().revoke_other_families(user.id, caller.family_id, now).await?;
        tx.commit().await?;
        Ok(())
    }

    pub async fn me(&self, caller: Caller) -> Result<Account, IdentityError> {
        let user = self.store.users().find(caller.user_id).await?.ok_or(IdentityError::NotFound)?;
        Ok(user.into())
    }

    pub async fn update_me(
        &self,
        caller: Caller,
        command: UpdateMe,
        precondition: &Precondition,
    ) -> Result<Account, IdentityError> {
        let tx = self.store.begin().await?;
        let user = tx.users().find_for_update(caller.user_id).await?.ok_or(IdentityError::NotFound)?;
        let shown = Account::from(user);
        precondition.admits(&shown)?;
        let user = command.apply(shown.user, self.clock.now());
        tx.users().update(&user).await?;
        tx.commit().await?;
        Ok(user.into())
    }
}

/// A password that was right when it was compared, which took its time.
struct Proven {
    id: UserId,
    hash: PasswordHash,
    /// Hashed at another cost than is set now.
    outdated: bool,
}

impl Proven {
    /// The account, locked, unless its password was changed since.
    async fn still_holds(&self, tx: &dyn Transaction) -> Result<Option<User>, StoreError> {
        let current = tx.users().credentials_for_update(self.id).await?;
        let current = current.filter(|current| current.password_hash.as_ref() == Some(&self.hash));
        Ok(current.map(|current| current.user))
    }
}

impl From<User> for Account {
    fn from(user: User) -> Self {
        Self {
            onboarding_completed: user.onboarding_status == OnboardingStatus::Complete,
            is_guest: user.is_guest(),
            user,
        }
    }
}
