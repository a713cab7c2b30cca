//! Removing a job for good.

use Backend::{Postgres, Sqlite};
use reqwest::Method;
use rstest::rstest;
use serde_json::json;

use super::{apply, enter, path, plain};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn a_removed_job_is_gone(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let job = enter(&member, plain("Engineer")).await;
    let delete = async || member.send_text(Method::DELETE, &path(&job), "").await;
    delete().await.is(204);
    delete().await.problem(404, "not_found");
    member.get(&path(&job)).await.problem(404, "not_found");
    for list in ["/jobs", "/jobs?q=engineer"] {
        assert_eq!(member.get(list).await.is(200)["items"], json!([]));
    }
}

#[rstest]
#[tokio::test]
async fn a_job_in_use_stays_until_nothing_refers_to_it(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let job = enter(&member, plain("Engineer")).await;
    apply(&app, &member, &job, "applied").await;
    let delete = async || member.send_text(Method::DELETE, &path(&job), "").await;
    delete().await.problem(409, "job_in_use");
    assert_eq!(member.get(&path(&job)).await.is(200)["application_status"], "applied");
    app.execute("UPDATE applications SET deleted_at = updated_at").await;
    assert_eq!(member.get(&path(&job)).await.is(200)["application_status"], "not_applied");
    delete().await.is(204);
    assert!(app.rows("SELECT status FROM applications").await.is_empty());
}
