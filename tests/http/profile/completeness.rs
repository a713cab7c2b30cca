//! How complete a profile is.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::json;

use super::{bare_profile, full_profile, path};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn a_profile_earns_points_for_what_it_holds_and_advice_for_the_rest(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let bare = member.get(&format!("{}/completeness", bare_profile(&member).await)).await.is(200);
    assert_eq!(bare["score"], 0);
    let sections = bare["sections"].as_array().unwrap().iter();
    let weights: Vec<_> = sections.map(|section| section["weight"].as_u64().unwrap()).collect();
    assert_eq!(weights, [20, 15, 25, 15, 15, 10]);

    let at = path(&full_profile(&member).await);
    let full = member.get(&format!("{at}/completeness")).await.is(200);
    assert_eq!(full["score"], 17 + 8 + 25 + 15 + 9 + 10, "{full}");
    let advised: Vec<_> =
        full["recommendations"].as_array().unwrap().iter().map(|one| one["section"].as_str().unwrap()).collect();
    assert_eq!(advised, ["summary", "skills", "personal_info"]);
    let better = json!({
        "professional_summary": "x".repeat(150), "personal_info": {"github": "https://github.com/ada"},
        "skills": {"technical": ["a", "b", "c", "d", "e"]},
    });
    member.patch(&at, better).await.is(200);
    let complete = member.get(&format!("{at}/completeness")).await.is(200);
    assert_eq!((&complete["score"], &complete["recommendations"]), (&json!(100), &json!([])));
}
