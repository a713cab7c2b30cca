//! The board, the figures and the table.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn the_board_has_a_column_for_each_status(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, other) = (app.as_member().await, app.as_member().await);
    other.apply_for("Theirs").await;
    let empty = member.get("/applications/board").await.is(200);
    let statuses: Vec<&str> =
        empty["columns"].as_array().unwrap().iter().map(|column| column["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["applied", "screening", "interview", "offer", "closed", "rejected"]);

    let (first, second) = (member.apply_for("A").await, member.apply_for("B").await);
    let third = member.apply_for("C").await;
    let path = format!("/applications/{}", third["id"].as_str().unwrap());
    let third = member.patch(&format!("{path}/status"), json!({"status": "interview"})).await.is(200);
    let board = member.get("/applications/board").await.is(200);
    assert_eq!(board["columns"][0], json!({"status": "applied", "count": 2, "items": [second, first]}));
    assert_eq!(board["columns"][2], json!({"status": "interview", "count": 1, "items": [third]}));
    assert_eq!(board["columns"][5], json!({"status": "rejected", "count": 0, "items": []}));
}

#[rstest]
#[tokio::test]
async fn figures_tell_what_was_ever_reached(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let none = member.get("/applications/stats").await.is(200);
    assert_eq!((&none["total"], &none["response_rate"], &none["offer_rate"]), (&json!(0), &Value::Null, &Value::Null));
    // The first of January 2026 is a Thursday.
    assert_eq!(none["this_week"]["since"], "2025-12-29T00:00:00Z");

    for (title, steps) in
        [("A", vec![]), ("B", vec!["interview", "rejected"]), ("C", vec!["offer", "closed"]), ("D", vec!["rejected"])]
    {
        let path = format!("/applications/{}", member.apply_for(title).await["id"].as_str().unwrap());
        for step in steps {
            member.patch(&format!("{path}/status"), json!({"status": step})).await.is(200);
        }
    }
    let job = member.add_job("E").await;
    member.post("/applications", json!({"job_id": job, "applied_at": "2025-12-28T23:59:59Z"})).await.is(201);
    let stats = member.get("/applications/stats").await.is(200);
    assert_eq!(stats["total"], 5);
    let by_status = json!({"applied": 2, "screening": 0, "interview": 0, "offer": 0, "closed": 1, "rejected": 2});
    assert_eq!(stats["by_status"], by_status);
    assert_eq!(stats["funnel"], json!({"applied": 5, "screening": 2, "interview": 2, "offer": 1}));
    assert_eq!(
        (&stats["response_rate"], &stats["interview_rate"], &stats["offer_rate"]),
        (&json!(0.6), &json!(0.4), &json!(0.2))
    );
    let week = json!({"since": "2025-12-29T00:00:00Z", "applied": 4, "interview": 1, "offer": 1});
    assert_eq!(stats["this_week"], week);
}

#[rstest]
#[tokio::test]
async fn the_table_is_csv_without_formulas(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (member, other) = (app.as_member().await, app.as_member().await);
    other.apply_for("Theirs").await;
    let empty = member.get("/applications/export.csv").await;
    assert_eq!(empty.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(empty.header("content-disposition"), r#"attachment; filename="applications.csv""#);
    assert_eq!(empty.status, 200);
    let header = "id,status,applied_at,job_id,job_title,job_company,job_location,resume_version_id,cover_letter_id,notes,\
        created_at,updated_at\r\n";
    assert_eq!(empty.text, header);

    let made = member.apply_for("=HYPERLINK(1)").await;
    let path = format!("/applications/{}", made["id"].as_str().unwrap());
    let made = member.patch(&path, json!({"notes": "@mail, \"today\"\nand more"})).await.is(200);
    let later = member.apply_for("Engineer").await;
    let table = member.get("/applications/export.csv").await.text;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let expected = format!(
        "{},applied,{},{},'=HYPERLINK(1),Acme,,,,\"'@mail, \"\"today\"\"\nand more\",{},{}\r\n",
        text(&made["id"]),
        text(&made["applied_at"]),
        text(&made["job_id"]),
        text(&made["created_at"]),
        text(&made["updated_at"]),
    );
    let rest = table.strip_prefix(header).unwrap();
    assert!(rest.starts_with(&text(&later["id"])), "newest first: {table}");
    assert_eq!(rest.split_once("\r\n").unwrap().1, expected);

    let filtered = member.get("/applications/export.csv?status=offer").await;
    assert_eq!((filtered.status, filtered.text.as_str()), (200, header));
    member.get("/applications/export.csv?limit=5").await.problem(400, "invalid_query");
}
