mod entries;
mod first_primary;
mod order;
mod profiles;

use domain::identity::User;
use domain::profile::Profile;
use ports::store::Repositories;
use test_database::Backend;

use crate::support::builders::{a_guest, a_primary_profile};
use crate::support::{Opened, open};

/// Somebody with a primary profile, which has the number 10.
async fn with_profile(backend: Backend) -> (Opened, User, Profile) {
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await.expect("a user");
    let profile = a_primary_profile(10, &user);
    opened.store.profiles().insert(&profile).await.expect("a profile");
    (opened, user, profile)
}
