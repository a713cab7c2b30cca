//! Which profile is the primary one.

use Backend::{Postgres, Sqlite};
use chrono::TimeDelta;
use reqwest::Method;
use rstest::rstest;
use serde_json::json;

use super::{bare_profile, path, primary_of};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn the_first_profile_is_primary_until_another_is_made_so(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let (first, second) = (bare_profile(&member).await, bare_profile(&member).await);
    assert_eq!(primary_of(&member).await.join(", "), first);
    app.clock.advance(TimeDelta::seconds(1));
    let made = member.post(&format!("{second}/make-primary"), json!({})).await.is(200);
    assert_eq!(made["is_primary"], true);
    assert_eq!(member.get(&second).await.is(200), made);
    assert_eq!(primary_of(&member).await.join(", "), second);
    assert_eq!(member.post(&format!("{second}/make-primary"), json!({})).await.is(200), made, "it is already");
    let third = member.post("/profiles", json!({"personal_info": {}, "is_primary": true})).await.is(201);
    assert_eq!(primary_of(&member).await, [path(&third)]);
}

#[rstest]
#[tokio::test]
async fn the_newest_profile_takes_over_from_a_primary_one_that_is_deleted(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let (first, second, third) =
        (bare_profile(&member).await, bare_profile(&member).await, bare_profile(&member).await);
    app.clock.advance(TimeDelta::seconds(1));
    let delete = |profile: &str| app.send(member.request(Method::DELETE, profile));
    delete(&second).await.is(204);
    assert_eq!(primary_of(&member).await.join(", "), first);
    delete(&first).await.is(204);
    assert_eq!(primary_of(&member).await.join(", "), third);
    app.clock.advance(TimeDelta::seconds(1));
    // Restoring what was primary takes nothing from anybody.
    let restored = member.post(&format!("{first}/restore"), json!({})).await.is(200);
    assert_eq!(restored["is_primary"], false);
    assert_eq!(primary_of(&member).await.join(", "), third);
    for profile in [&first, &third] {
        delete(profile).await.is(204);
    }
    app.clock.advance(TimeDelta::seconds(1));
    member.post(&format!("{second}/restore"), json!({})).await.is(200);
    assert_eq!(primary_of(&member).await.join(", "), second, "the only one");
}
