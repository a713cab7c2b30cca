//! What profiles and their lists may not hold.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use super::{bare_profile, full_profile, job, path, project, school};
use crate::support::{Backend, TestApp};

fn with(base: &Value, changed: &Value) -> Value {
    let mut value = base.clone();
    for (key, changed) in changed.as_object().unwrap() {
        value[key] = changed.clone();
    }
    value
}

#[rstest]
#[tokio::test]
async fn an_entry_that_breaks_a_rule_is_refused_by_the_name_of_its_field(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let profile = bare_profile(&member).await;
    let cases = [
        ("experiences", job(), json!({"title": " "}), "title", "blank"),
        ("experiences", job(), json!({"company": "x".repeat(256)}), "company", "length"),
        ("experiences", job(), json!({"start_date": "2023-02-29"}), "start_date", "invalid"),
        ("experiences", job(), json!({"end_date": "2021"}), "", "current_with_end"),
        ("experiences", job(), json!({"is_current": false, "end_date": "2019-12"}), "", "dates_out_of_order"),
        ("experiences", job(), json!({"position": 3}), "position", "unknown_field"),
        ("experiences", job(), json!({"enhanced_description": "Better"}), "enhanced_description", "unknown_field"),
        ("experiences", job(), json!({"achievements": vec!["x"; 51]}), "achievements", "too_many_items"),
        ("education", school(), json!({"gpa": 4.1}), "gpa", "range"),
        ("education", school(), json!({"institution": null}), "institution", "invalid"),
        ("projects", project(), json!({"url": "javascript:alert(1)"}), "url", "url"),
        ("projects", project(), json!({"technologies": [""]}), "technologies", "blank_item"),
    ];
    for (list, base, changed, field, code) in cases {
        let all = format!("{profile}/{list}");
        member.post(&all, with(&base, &changed)).await.refuses(&[(field, code)]);
        let added = member.post(&all, base).await.is(201);
        let one = format!("{all}/{}", added["id"].as_str().unwrap());
        member.patch(&one, changed).await.refuses(&[(field, code)]);
        member.patch(&one, json!({})).await.refuses(&[("", "empty_patch")]);
        assert_eq!(member.get(&one).await.is(200), added);
    }
}

#[rstest]
#[tokio::test]
async fn a_profile_that_breaks_a_rule_is_refused_by_the_path_of_its_field(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let at = path(&full_profile(&member).await);
    let cases = [
        (json!({"personal_info": {"email": "nobody"}}), "personal_info.email", "email"),
        (json!({"personal_info": {"github": "github.com/x"}}), "personal_info.github", "url"),
        (json!({"personal_info": {"age": 5}}), "personal_info.age", "unknown_field"),
        (json!({"headline": ""}), "headline", "blank"),
        (json!({"professional_summary": "x".repeat(5001)}), "professional_summary", "length"),
        (json!({"skills": {"languages": [{"name": " "}]}}), "skills.languages[0].name", "blank"),
        (
            json!({"skills": {"certifications": [{"name": "A", "date_obtained": "2020", "expiry_date": "2019"}]}}),
            "skills.certifications[0]",
            "dates_out_of_order",
        ),
        (json!({"custom_fields": {"a": "x".repeat(17_000)}}), "custom_fields", "too_large"),
        (json!({"extraction_source": "resume"}), "extraction_source", "unknown_field"),
    ];
    for (changed, field, code) in cases {
        let new = with(&json!({"personal_info": {}}), &changed);
        member.post("/profiles", new).await.refuses(&[(field, code)]);
        member.patch(&at, changed).await.refuses(&[(field, code)]);
    }
    let inside = json!({"personal_info": {}, "experiences": [job(), with(&job(), &json!({"title": ""}))]});
    member.post("/profiles", inside).await.refuses(&[("experiences[1].title", "blank")]);
    member.patch(&at, json!({})).await.refuses(&[("", "empty_patch")]);
    member.patch(&at, json!({"is_primary": true})).await.refuses(&[("is_primary", "unknown_field")]);
}
