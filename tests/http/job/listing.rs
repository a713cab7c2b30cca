//! Finding jobs.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use super::{apply, enter, plain, publish};
use crate::support::{Actor, Backend, TestApp};

async fn titles(person: &Actor<'_>, query: &str) -> Vec<String> {
    let page = person.get(&format!("/jobs?{query}")).await.is(200);
    page["items"].as_array().unwrap().iter().map(|job| job["title"].as_str().unwrap().to_owned()).collect()
}

#[rstest]
#[tokio::test]
async fn own_and_public_jobs_are_listed_without_what_they_were_read_from(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, other) = (app.as_member().await, app.as_member().await);
    let public = enter(&other, plain("Public")).await;
    publish(&app, &public).await;
    enter(&other, plain("Theirs")).await;
    let text = "Miller\nMills Inc\nRome\n\nMake flour.";
    let mine = enter(&member, json!({"raw_text": text, "title": "Mine", "company": "Mills"})).await;
    apply(&app, &member, &public, "interview").await;

    let page = member.get("/jobs").await.is(200);
    let items = page["items"].as_array().unwrap();
    let mut expected = mine.clone();
    for field in ["raw_text", "raw_data"] {
        assert!(expected.as_object_mut().unwrap().remove(field).is_some());
    }
    assert_eq!((items.len(), &items[0]), (2, &expected));
    assert_eq!((&items[1]["user_id"], &items[1]["application_status"]), (&Value::Null, &json!("interview")));
    assert_eq!(titles(&other, "").await, ["Theirs", "Public"]);
    assert_eq!(other.get("/jobs").await.is(200)["items"][1]["application_status"], "not_applied");
    let seen = member.get(&super::path(&public)).await.is(200);
    assert_eq!(seen["application_status"], "interview");
}

#[rstest]
#[tokio::test]
async fn pages_go_on_where_the_one_before_ended(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for number in 0..7 {
        let job = enter(&member, plain(&format!("Engineer {number}"))).await;
        if number % 2 == 0 {
            publish(&app, &job).await;
        }
    }
    let (mut all, mut query) = (Vec::new(), "q=engineer&limit=2".to_owned());
    loop {
        let page = member.get(&format!("/jobs?{query}")).await.is(200);
        all.extend(page["items"].as_array().unwrap().iter().map(|job| job["title"].as_str().unwrap().to_owned()));
        enter(&member, plain("Engineer of the meantime")).await;
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        query = format!("limit=2&q=engineer&cursor={cursor}");
    }
    assert_eq!(all, (0..7).rev().map(|number| format!("Engineer {number}")).collect::<Vec<_>>());
}

#[rstest]
#[tokio::test]
async fn filters_narrow_the_list(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    enter(&member, plain("Plain")).await;
    let rare = json!({"title": "Rare", "company": "Zürich Mills", "source": "linkedin", "status": "archived",
        "employment_type": "part_time", "remote": true, "h1b_sponsor_status": "unverified", "salary_min": 90_000,
        "description": "C++ and Node.js"});
    let rare = enter(&member, rare).await;
    apply(&app, &member, &rare, "offer").await;
    let before = rare["created_at"].as_str().unwrap().to_owned();
    for query in [
        "q=c%2B%2B",
        "q=ZURICH+node",
        "source=linkedin",
        "status=archived",
        "application_status=offer",
        "employment_type=part_time",
        "remote=true",
        "company=mills",
        "h1b_sponsor_status=unverified",
        "salary_at_least=90000",
        "q=js&source=linkedin&status=archived&application_status=offer&employment_type=part_time&remote=true&company=Z%C3%BCrich\
         &h1b_sponsor_status=unverified&salary_at_least=1&created_after=2020-01-01T00:00:00Z",
    ] {
        assert_eq!(titles(&member, query).await, ["Rare"], "{query}");
    }
    for query in ["status=active", "application_status=not_applied", "remote=false", "q=plain+acme"] {
        assert_eq!(titles(&member, query).await, ["Plain"], "{query}");
    }
    let after = format!("created_after={before}");
    for query in ["q=nod", "q=c", "q=%22%2A%22", "salary_at_least=90001", after.as_str(), "source=Linkedin"] {
        assert_eq!(titles(&member, query).await, [""; 0], "{query}");
    }
}

#[rstest]
#[tokio::test]
async fn a_filter_that_cannot_be_read_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for query in ["remote=maybe", "status=gone", "salary_at_least=much", "created_after=yesterday", "colour=red"] {
        member.get(&format!("/jobs?{query}")).await.problem(400, "invalid_query");
    }
    let long = format!("q={}", "x".repeat(201));
    for query in [long.as_str(), "q=", "company=", "salary_at_least=-1", "created_after=1000-01-01T00:00:00Z"] {
        member.get(&format!("/jobs?{query}")).await.problem(422, "validation_failed");
    }
}
