//! One's own account.

use Backend::{Postgres, Sqlite};
use futures_util::future::join;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn a_patch_changes_the_keys_that_are_present(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let before = member.get("/users/me").await.is(200);
    let patch = json!({
        "full_name": "Ada King", "display_name": "Ada 🦀", "phone": "+44 1", "timezone": "Europe/London",
        "metadata": {"theme": {"dark": true}, "visits": 3},
    });
    let after = member.patch("/users/me", patch.clone()).await.is(200);
    for (key, value) in patch.as_object().unwrap() {
        assert_eq!(after[key], *value, "{key}");
    }
    assert_eq!(member.get("/users/me").await.is(200), after);
    assert_ne!(after["updated_at"], before["updated_at"]);
    for same in ["id", "email", "role", "tier", "created_at", "onboarding_status"] {
        assert_eq!(after[same], before[same], "{same}");
    }
}

#[rstest]
#[tokio::test]
async fn null_clears_and_an_absent_key_stays(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    member.patch("/users/me", json!({"full_name": "Ada", "display_name": "A", "phone": "1"})).await.is(200);
    let after = member.patch("/users/me", json!({"phone": null, "full_name": null})).await.is(200);
    assert_eq!((&after["phone"], &after["full_name"]), (&Value::Null, &Value::Null));
    assert_eq!(after["display_name"], "A");
    assert_eq!(member.get("/users/me").await.is(200), after);
}

#[rstest]
#[tokio::test]
async fn a_patch_that_breaks_a_rule_changes_nothing(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let before = member.get("/users/me").await.is(200);
    for (patch, field, code) in [
        (json!({}), "", "empty_patch"),
        (json!({"nickname": "A"}), "nickname", "unknown_field"),
        (json!({"email": "other@example.com"}), "email", "unknown_field"),
        (json!({"role": "admin"}), "role", "unknown_field"),
        (json!({"timezone": "Mars/Olympus"}), "timezone", "invalid"),
        (json!({"timezone": "+02:00"}), "timezone", "invalid"),
        (json!({"timezone": null}), "timezone", "invalid"),
        (json!({"full_name": " "}), "full_name", "blank"),
        (json!({"full_name": "x".repeat(256)}), "full_name", "length"),
        (json!({"phone": "1".repeat(51)}), "phone", "length"),
        (json!({"phone": 5}), "phone", "invalid"),
        (json!({"metadata": null}), "metadata", "invalid"),
        (json!({"metadata": [1]}), "metadata", "invalid"),
        (json!({"metadata": {"k": "x".repeat(16 * 1024)}}), "metadata", "too_large"),
    ] {
        member.patch("/users/me", patch).await.refuses(&[(field, code)]);
    }
    let two = json!({"full_name": " ", "phone": " "});
    member.patch("/users/me", two).await.refuses(&[("full_name", "blank"), ("phone", "blank")]);
    assert_eq!(member.get("/users/me").await.is(200), before);
}

#[rstest]
#[tokio::test]
async fn what_the_operator_changes_holds_at_once(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let admin = app.as_admin().await;
    assert_eq!(admin.get("/users/me").await.is(200)["role"], "admin");
    assert_eq!(app.as_member().await.get("/users/me").await.is(200)["role"], "member");
}

#[rstest]
#[tokio::test]
async fn patches_at_the_same_time_lose_nothing(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for round in 0..10 {
        let (name, phone) = (json!({"full_name": format!("n{round}")}), json!({"phone": format!("p{round}")}));
        let (one, other) = join(member.patch("/users/me", name), member.patch("/users/me", phone)).await;
        one.is(200);
        other.is(200);
        let me = member.get("/users/me").await.is(200);
        assert_eq!((&me["full_name"], &me["phone"]), (&json!(format!("n{round}")), &json!(format!("p{round}"))));
    }
}
