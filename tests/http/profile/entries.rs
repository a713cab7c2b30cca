//! What a profile lists, the same for jobs, schools and projects.

use Backend::{Postgres, Sqlite};
use chrono::TimeDelta;
use reqwest::Method;
use rstest::rstest;
use serde_json::json;

use super::{bare_profile, ids, lists, project};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn an_entry_is_added_shown_changed_and_removed(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let profile = bare_profile(&member).await;
    for (list, content) in lists() {
        let all = format!("{profile}/{list}");
        let answer = member.post(&all, content.clone()).await;
        let location = answer.header("location").strip_prefix("/api/v1").unwrap().to_owned();
        let added = answer.is(201);
        assert_eq!(location, format!("{all}/{}", added["id"].as_str().unwrap()));
        for (field, value) in content.as_object().unwrap() {
            assert_eq!(added[field], *value, "{list} {field}");
        }
        assert_eq!(member.get(&location).await.is(200), added);
        app.clock.advance(TimeDelta::seconds(1));
        let changed = member.patch(&location, json!({"start_date": "2011"})).await.is(200);
        assert_eq!((&changed["start_date"], &changed["created_at"]), (&json!("2011"), &added["created_at"]));
        assert_ne!(changed["updated_at"], added["updated_at"]);
        assert_eq!(member.get(&all).await.is(200)["items"], json!([changed]));
        assert_eq!(member.get(&profile).await.is(200)[list], json!([changed]));
        app.send(member.request(Method::DELETE, &location)).await.is(204);
        app.send(member.request(Method::DELETE, &location)).await.problem(404, "not_found");
        member.patch(&location, json!({"start_date": "2012"})).await.problem(404, "not_found");
        assert_eq!(member.get(&all).await.is(200)["items"], json!([]));
    }
}

#[rstest]
#[tokio::test]
async fn an_entry_belongs_to_its_profile_alone(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let (profile, other) = (bare_profile(&member).await, bare_profile(&member).await);
    let added = member.post(&format!("{profile}/projects"), project()).await.is(201);
    let elsewhere = format!("{other}/projects/{}", added["id"].as_str().unwrap());
    member.get(&elsewhere).await.problem(404, "not_found");
    member.patch(&elsewhere, json!({"name": "Mine"})).await.problem(404, "not_found");
    app.send(member.request(Method::DELETE, &elsewhere)).await.problem(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn a_list_is_paged_in_its_order_while_it_grows(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let all = format!("{}/projects", bare_profile(&member).await);
    let mut added = Vec::new();
    for _ in 0..4 {
        added.push(member.post(&all, project()).await.is(201)["id"].as_str().unwrap().to_owned());
    }
    let first = member.get(&format!("{all}?limit=2")).await.is(200);
    added.push(member.post(&all, project()).await.is(201)["id"].as_str().unwrap().to_owned());
    let mut found = ids(&first["items"]);
    let mut cursor = first["next_cursor"].clone();
    while let Some(next) = cursor.as_str() {
        let page = member.get(&format!("{all}?limit=2&cursor={next}")).await.is(200);
        found.extend(ids(&page["items"]));
        cursor = page["next_cursor"].clone();
    }
    assert_eq!(found, added);
}

#[rstest]
#[tokio::test]
async fn a_list_holds_at_most_a_hundred(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let description = json!({"personal_info": {}, "projects": vec![project(); 100]});
    let made = member.post("/profiles", description).await.is(201);
    let projects = format!("{}/projects", super::path(&made));
    member.post(&projects, project()).await.problem(409, "too_many_entries");
    let one = format!("{projects}/{}", made["projects"][99]["id"].as_str().unwrap());
    app.send(member.request(Method::DELETE, &one)).await.is(204);
    assert_eq!(member.post(&projects, project()).await.is(201)["position"], 99);
}
