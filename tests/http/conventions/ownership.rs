//! What belongs to somebody else looks like what does not exist.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::json;

use crate::support::{Actor, Answer, Backend, TestApp, unknown_id};

async fn every_use_of(person: &Actor<'_>, session: &str) -> Vec<Answer> {
    vec![
        person.answer(session, "Ada").await,
        person.get(&format!("/onboarding/sessions/{session}")).await,
        person.get(&format!("/onboarding/sessions/{session}/messages")).await,
        person.post(&format!("/onboarding/sessions/{session}/abandon"), json!({})).await,
    ]
}

#[rstest]
#[tokio::test]
async fn the_id_of_another_person_is_answered_like_an_unknown_one(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let owner = app.as_guest().await;
    for stranger in [app.as_guest().await, app.as_member().await] {
        let of_others = every_use_of(&stranger, owner.session()).await;
        let unknown = every_use_of(&stranger, &unknown_id()).await;
        for (of_others, unknown) in of_others.into_iter().zip(unknown) {
            assert_eq!(of_others.status, 404, "{of_others:?}");
            assert_eq!(of_others.same_for_everybody(), unknown.same_for_everybody());
        }
    }
    let session = owner.get(&format!("/onboarding/sessions/{}", owner.session())).await.is(200);
    assert_eq!((&session["status"], &session["total_messages_count"]), (&json!("in_progress"), &json!(1)));
}
