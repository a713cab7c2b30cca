//! Profiles as they are made, shown, changed, deleted and restored.

use Backend::{Postgres, Sqlite};
use chrono::TimeDelta;
use reqwest::Method;
use rstest::rstest;
use serde_json::json;

use super::{bare_profile, description, full_profile, ids, path};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn a_profile_is_shown_as_it_was_described(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let answer = member.post("/profiles", description()).await;
    let (location, tag) = (answer.header("location").to_owned(), answer.header("etag").to_owned());
    let made = answer.is(201);
    assert_eq!(location, format!("/api/v1{}", path(&made)));
    let shown = member.get(&path(&made)).await;
    assert_eq!(shown.header("etag"), tag);
    let shown = shown.is(200);
    assert_eq!(shown, made);
    let given = description();
    for field in ["headline", "professional_summary", "custom_fields"] {
        assert_eq!(shown[field], given[field], "{field}");
    }
    assert_eq!(shown["personal_info"]["full_name"], "Ada Lovelace");
    assert_eq!(shown["personal_info"]["github"], json!(null));
    assert_eq!((&shown["skills"]["technical"], &shown["skills"]["soft"]), (&json!(["Rust", "SQL"]), &json!([])));
    assert_eq!((&shown["is_primary"], &shown["extraction_source"]), (&json!(true), &json!("manual")));
    for (list, content) in super::lists() {
        for (position, entry) in shown[list].as_array().unwrap().iter().enumerate() {
            assert_eq!(entry["position"], position, "{list}");
            for (field, value) in content.as_object().unwrap() {
                assert_eq!(entry[field], *value, "{list} {field}");
            }
        }
    }
}

#[rstest]
#[tokio::test]
async fn the_list_shows_profiles_newest_first_without_what_they_list(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let mut made = Vec::new();
    for _ in 0..3 {
        made.insert(0, full_profile(&member).await["id"].as_str().unwrap().to_owned());
    }
    let first = member.get("/profiles?limit=2").await.is(200);
    assert!(first["items"][0].get("experiences").is_none());
    let next = format!("/profiles?limit=2&cursor={}", first["next_cursor"].as_str().unwrap());
    let second = member.get(&next).await.is(200);
    assert_eq!([ids(&first["items"]), ids(&second["items"])].concat(), made);
    assert_eq!(second["next_cursor"], json!(null));
}

#[rstest]
#[tokio::test]
async fn a_patch_changes_what_it_names_and_answers_the_whole(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = full_profile(&member).await;
    app.clock.advance(TimeDelta::seconds(1));
    let patch = json!({
        "headline": null, "personal_info": {"phone": null, "website": "https://ada.example"},
        "skills": {"soft": ["Tact"]}, "custom_fields": {"pets": null, "cars": 1},
    });
    let changed = member.patch(&path(&made), patch).await.is(200);
    assert_eq!(changed["headline"], json!(null));
    assert_eq!(changed["personal_info"]["phone"], json!(null));
    assert_eq!(changed["personal_info"]["full_name"], "Ada Lovelace");
    assert_eq!(changed["skills"]["technical"], json!(["Rust", "SQL"]));
    assert_eq!(changed["custom_fields"], json!({"cars": 1}));
    assert_eq!(changed["experiences"], made["experiences"]);
    assert_ne!(changed["updated_at"], made["updated_at"]);
    assert_eq!(member.get(&path(&made)).await.is(200), changed);
}

#[rstest]
#[tokio::test]
async fn a_deleted_profile_is_gone_until_it_is_restored(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let made = full_profile(&member).await;
    let (at, job) = (path(&made), made["experiences"][0]["id"].as_str().unwrap());
    let delete = |query: &str| member.request(Method::DELETE, &format!("{at}{query}"));
    app.send(delete("?reason=")).await.refuses(&[("reason", "blank")]);
    app.send(delete("?reason=too%20old")).await.is(204);
    app.send(delete("")).await.problem(404, "not_found");
    let reasons = app.rows("SELECT deletion_reason FROM profiles").await;
    assert_eq!(reasons[0]["deletion_reason"], "too old");
    for gone in [&at, &format!("{at}/skills"), &format!("{at}/completeness"), &format!("{at}/experiences/{job}")] {
        member.get(gone).await.problem(404, "not_found");
    }
    member.post(&format!("{at}/projects"), super::project()).await.problem(404, "not_found");
    assert_eq!(member.get("/profiles").await.is(200)["items"], json!([]));

    app.clock.advance(TimeDelta::seconds(1));
    let restored = member.post(&format!("{at}/restore"), json!({})).await.is(200);
    assert_eq!((&restored["experiences"], &restored["is_primary"]), (&made["experiences"], &json!(true)));
    assert_eq!(member.get(&at).await.is(200), restored);
    member.post(&format!("{at}/restore"), json!({})).await.problem(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn skills_are_replaced_as_a_whole(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let at = format!("{}/skills", path(&full_profile(&member).await));
    assert_eq!(member.get(&at).await.is(200)["technical"], json!(["Rust", "SQL"]));
    let skills = json!({"technical": ["Go"], "soft": ["Tact"], "languages": [], "certifications": []});
    assert_eq!(member.put(&at, json!({"technical": ["Go"], "soft": ["Tact"]})).await.is(200), skills);
    assert_eq!(member.get(&at).await.is(200), skills);
}

#[rstest]
#[tokio::test]
async fn there_are_at_most_twenty_profiles(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let first = bare_profile(&member).await;
    for _ in 1..20 {
        bare_profile(&member).await;
    }
    let new = || member.post("/profiles", json!({"personal_info": {}}));
    new().await.problem(409, "too_many_profiles");
    app.send(member.request(Method::DELETE, &first)).await.is(204);
    new().await.is(201);
    member.post(&format!("{first}/restore"), json!({})).await.problem(409, "too_many_profiles");
    member.get(&first).await.problem(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn the_profile_that_the_conversation_made_can_be_used_like_any_other(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let guest = app.as_guest().await;
    guest.complete(guest.session()).await;
    let page = guest.get("/profiles").await.is(200);
    let profile = &page["items"][0];
    assert_eq!((&profile["is_primary"], &profile["extraction_source"]), (&json!(true), &json!("conversation")));
    let at = path(profile);
    guest.post(&format!("{at}/experiences"), super::job()).await.is(201);
    let changed = guest.patch(&at, json!({"personal_info": {"github": "https://github.com/x"}})).await.is(200);
    assert_eq!(changed["personal_info"]["full_name"], "Rahul Sharma");
    assert_eq!(changed["experiences"][0]["title"], "Engineer");
}
