//! Lists of applications.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, Backend, TestApp};

fn titles(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|item| item["job"]["title"].as_str().unwrap()).collect()
}

async fn applied(person: &Actor<'_>, title: &str, applied_at: &str, status: &str) -> Value {
    let job = person.add_job(title).await;
    let body = json!({"job_id": job, "applied_at": applied_at, "status": status});
    person.post("/applications", body).await.is(201)
}

#[rstest]
#[tokio::test]
async fn applications_come_newest_first_whatever_comes_in_between(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, other) = (app.as_member().await, app.as_member().await);
    other.apply_for("Theirs").await;
    applied(&member, "B", "2025-12-02T00:00:00Z", "applied").await;
    applied(&member, "C", "2025-12-03T00:00:00Z", "applied").await;
    applied(&member, "A", "2025-12-01T00:00:00Z", "applied").await;
    let first = member.get("/applications?limit=2").await.is(200);
    assert_eq!(titles(&first), ["C", "B"]);
    applied(&member, "D", "2025-12-04T00:00:00Z", "applied").await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = member.get(&format!("/applications?limit=2&cursor={cursor}")).await.is(200);
    assert_eq!((titles(&second), &second["next_cursor"]), (vec!["A"], &Value::Null));
    assert_eq!(titles(&member.get("/applications").await.is(200)), ["D", "C", "B", "A"]);
    // The same item as by itself.
    let one = format!("/applications/{}", second["items"][0]["id"].as_str().unwrap());
    assert_eq!(member.get(&one).await.is(200), second["items"][0]);
}

#[rstest]
#[tokio::test]
async fn applications_are_filtered(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let a = applied(&member, "A", "2025-12-01T00:00:00Z", "applied").await;
    applied(&member, "B", "2025-12-02T00:00:00Z", "offer").await;
    applied(&member, "C", "2025-12-03T00:00:00Z", "offer").await;
    let job = a["job_id"].as_str().unwrap();
    for (filter, expected) in [
        ("status=offer", vec!["C", "B"]),
        ("status=closed", vec![]),
        (&format!("job_id={job}"), vec!["A"]),
        ("applied_after=2025-12-02T00:00:00Z", vec!["C", "B"]),
        ("applied_before=2025-12-02T00:00:00Z", vec!["A"]),
        ("applied_after=2025-12-01T00:00:01Z&applied_before=2025-12-03T00:00:00Z&status=offer", vec!["B"]),
        ("applied_after=%2B12000-01-01T00:00:00Z", vec![]),
    ] {
        assert_eq!(titles(&member.get(&format!("/applications?{filter}")).await.is(200)), expected, "{filter}");
    }
    let first = member.get("/applications?status=offer&limit=1").await.is(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = member.get(&format!("/applications?limit=1&cursor={cursor}&status=offer")).await.is(200);
    assert_eq!(titles(&second), ["B"]);
    // It belongs to the list with its filter.
    member.get(&format!("/applications?cursor={cursor}")).await.problem(400, "invalid_cursor");
    for wrong in ["status=hired", "job_id=x", "applied_after=yesterday", "state=offer", "status=%00"] {
        member.get(&format!("/applications?{wrong}")).await.problem(400, "invalid_query");
    }
}
