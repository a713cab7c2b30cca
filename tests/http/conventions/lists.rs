//! `limit` and `cursor`.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::json;

use crate::support::{Actor, Backend, TestApp};

/// The cursor of the first page of one.
async fn cursor(person: &Actor<'_>, list: &str) -> String {
    let page = person.get(&format!("{list}?limit=1")).await.is(200);
    page["next_cursor"].as_str().expect("a second page").to_owned()
}

async fn with_two_sessions(app: &TestApp) -> (Actor<'_>, String) {
    let person = app.as_guest().await;
    person.answer(person.session(), "Ada Lovelace").await.is(200);
    let second = person.post("/onboarding/start", json!({"restart": true})).await.is(201);
    let second = second["session_id"].as_str().unwrap().to_owned();
    person.answer(&second, "Ada Lovelace").await.is(200);
    (person, second)
}

async fn assert_refused(person: &Actor<'_>, list: &str, cursor: &str) {
    person.get(&format!("{list}?cursor={cursor}")).await.problem(400, "invalid_cursor");
}

#[rstest]
#[tokio::test]
async fn a_cursor_that_was_tampered_with_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (person, _) = with_two_sessions(&app).await;
    let cursor = cursor(&person, "/onboarding/sessions").await;
    let first = if cursor.starts_with('A') { 'B' } else { 'A' };
    let changed = format!("{first}{}", &cursor[1..]);
    for wrong in ["", "x", "AAAA", "%20", "%00", "null", &changed, &cursor[1..], &format!("{cursor}AAAA")] {
        assert_refused(&person, "/onboarding/sessions", wrong).await;
    }
}

#[rstest]
#[tokio::test]
async fn a_cursor_fits_the_list_that_gave_it_alone(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (person, second) = with_two_sessions(&app).await;
    let of_sessions = cursor(&person, "/onboarding/sessions").await;
    let first_list = format!("/onboarding/sessions/{}/messages", person.session());
    let second_list = format!("/onboarding/sessions/{second}/messages");
    let of_first = cursor(&person, &first_list).await;
    assert_refused(&person, &first_list, &of_sessions).await;
    assert_refused(&person, "/onboarding/sessions", &of_first).await;
    assert_refused(&person, &second_list, &of_first).await;
    person.get(&format!("{first_list}?cursor={of_first}")).await.is(200);
}

#[rstest]
#[tokio::test]
async fn a_cursor_of_another_person_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (owner, _) = with_two_sessions(&app).await;
    let (stranger, _) = with_two_sessions(&app).await;
    let cursor = cursor(&owner, "/onboarding/sessions").await;
    assert_refused(&stranger, "/onboarding/sessions", &cursor).await;
}

#[rstest]
#[tokio::test]
async fn a_limit_out_of_bounds_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    let messages = format!("/onboarding/sessions/{}/messages", guest.session());
    for list in ["/onboarding/sessions", &messages] {
        for limit in [0, 101] {
            guest.get(&format!("{list}?limit={limit}")).await.refuses(&[("limit", "range")]);
        }
        for limit in [1, 100] {
            guest.get(&format!("{list}?limit={limit}")).await.is(200);
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_value_of_the_wrong_type_in_path_or_query_is_a_bad_request(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    for limit in ["ten", "-1", "1.5", "99999999999", ""] {
        let answer = guest.get(&format!("/onboarding/sessions?limit={limit}")).await;
        answer.problem(400, "invalid_query");
    }
    for id in ["5", "mine", "%00", "%ff", "0000", "00000000-0000-0000-0000-00000000000g"] {
        for rest in ["", "/messages"] {
            let answer = guest.get(&format!("/onboarding/sessions/{id}{rest}")).await;
            answer.problem(400, "invalid_path");
        }
    }
}
