mod conversation;
mod exchange;
mod messages;
mod outcome;
mod overview;
mod sessions;
mod update;

use domain::identity::User;
use domain::onboarding::OnboardingSession;
use ports::store::Repositories;

use crate::support::Opened;
use crate::support::builders::{a_guest, a_session};

/// Guests 1 and 2, and session 10 of the first.
async fn two_people_and_a_session(opened: &Opened) -> (User, User, OnboardingSession) {
    let (user, other) = (a_guest(1), a_guest(2));
    opened.store.users().insert(&user).await.expect("inserted");
    opened.store.users().insert(&other).await.expect("inserted");
    let session = a_session(10, &user);
    opened.store.onboarding().insert(&session).await.expect("inserted");
    (user, other, session)
}
