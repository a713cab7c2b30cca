//! What preferences refuse, by PATCH and by PUT alike.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Actor, Backend, TestApp};

/// Both ways in refuse, each with the path of the field in its own body, and nothing is saved.
async fn assert_refused(person: &Actor<'_>, section: &str, patch: Value, field: &str, code: &str) {
    let before = person.get("/preferences").await.is(200);
    person.patch(&format!("/preferences/{section}"), patch.clone()).await.refuses(&[(field, code)]);
    let place = if field.is_empty() { section.to_owned() } else { format!("{section}.{field}") };
    person.put("/preferences", json!({section: patch})).await.refuses(&[(&place, code)]);
    assert_eq!(person.get("/preferences").await.is(200), before);
}

#[rstest]
#[tokio::test]
async fn a_salary_target_below_the_minimum_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let salary = json!({"salary_minimum": 90_000, "salary_target": 89_999});
    let refusal = member.patch("/preferences/salary", salary.clone()).await.problem(422, "validation_failed");
    assert!(refusal.to_string().contains("salary_target"), "{refusal}");
    assert_eq!(refusal["errors"][0]["code"], "below_minimum");
    member.put("/preferences", json!({"salary": salary})).await.problem(422, "validation_failed");
    // Also when the other one was saved before.
    member.patch("/preferences/salary", json!({"salary_minimum": 90_000})).await.is(200);
    let target = json!({"salary_target": 89_999});
    member.patch("/preferences/salary", target).await.problem(422, "validation_failed");
    member.patch("/preferences/salary", json!({"salary_target": 90_000})).await.is(200);
}

#[rstest]
#[tokio::test]
async fn numbers_stay_within_their_bounds(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for (section, field, value, code) in [
        ("salary", "salary_minimum", json!(-1), "range"),
        ("salary", "salary_target", json!(-1), "range"),
        ("salary", "salary_minimum", json!(2_147_483_648_u32), "invalid"),
        ("salary", "salary_minimum", json!(1.5), "invalid"),
        ("salary", "salary_minimum", json!("90000"), "invalid"),
        ("deal_breakers", "max_travel_percent", json!(-1), "range"),
        ("deal_breakers", "max_travel_percent", json!(101), "range"),
        ("deal_breakers", "min_company_size", json!(0), "range"),
        ("briefing", "briefing_hour", json!(24), "range"),
        ("briefing", "briefing_minute", json!(60), "range"),
    ] {
        assert_refused(&member, section, json!({field: value}), field, code).await;
    }
    for percent in [0, 100] {
        let patch = json!({"max_travel_percent": percent});
        member.patch("/preferences/deal_breakers", patch).await.is(200);
    }
}

#[rstest]
#[tokio::test]
async fn words_are_those_that_are_known(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for (section, field, value) in [
        ("location", "work_arrangement", json!("underwater")),
        ("salary", "salary_flexibility", json!("soft")),
        ("salary", "comp_preference", json!("")),
        ("autonomy", "autonomy_level", json!("l4")),
        ("autonomy", "autonomy_level", json!(null)),
        ("autonomy", "autonomy_level", json!(1)),
        ("briefing", "briefing_channels[1]", json!(["email", "pigeon"])),
        ("briefing", "briefing_timezone", json!("Mars/Olympus")),
        ("briefing", "briefing_timezone", json!("UTC+2")),
        ("visa", "visa_expiration", json!("2027-02-29")),
        ("visa", "visa_expiration", json!("soon")),
        ("visa", "requires_h1b_sponsorship", json!("yes")),
        ("location", "target_locations", json!("Oslo")),
        ("location", "target_locations", json!(null)),
    ] {
        let key = field.split('[').next().unwrap();
        assert_refused(&member, section, json!({key: value}), field, "invalid").await;
    }
    for currency in ["usd", "EURO", "", "€€€"] {
        assert_refused(&member, "salary", json!({"salary_currency": currency}), "salary_currency", "currency").await;
    }
    let twice = json!({"briefing_channels": ["email", "email"]});
    assert_refused(&member, "briefing", twice, "briefing_channels", "repeated").await;
}

#[rstest]
#[tokio::test]
async fn hours_are_written_as_hh_mm_in_a_time_zone(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let hours = |start: &str, zone: &str| json!({"custom_hours": {"start": start, "end": "17:00", "timezone": zone}});
    for start in ["24:00", "9:00", "09:60", "09:00:00", "nine", ""] {
        assert_refused(&member, "settings", hours(start, "UTC"), "custom_hours.start", "time_of_day").await;
    }
    assert_refused(&member, "settings", hours("09:00", "Mars/Olympus"), "custom_hours.timezone", "invalid").await;
    let half = json!({"custom_hours": {"start": "09:00", "timezone": "UTC"}});
    assert_refused(&member, "settings", half, "custom_hours.end", "required").await;
    member.patch("/preferences/settings", hours("00:00", "Asia/Kolkata")).await.is(200);
    member.patch("/preferences/settings", hours("23:59", "UTC")).await.is(200);
}

#[rstest]
#[tokio::test]
async fn lists_are_bounded_in_items_and_in_their_length(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for (section, list) in [
        ("job_type", "job_categories"),
        ("job_type", "target_titles"),
        ("job_type", "seniority_levels"),
        ("location", "target_locations"),
        ("location", "excluded_locations"),
        ("deal_breakers", "excluded_companies"),
        ("deal_breakers", "excluded_industries"),
        ("deal_breakers", "must_have_benefits"),
    ] {
        assert_refused(&member, section, json!({list: vec!["x"; 101]}), list, "too_many_items").await;
        assert_refused(&member, section, json!({list: ["ä".repeat(201)]}), list, "item_too_long").await;
        assert_refused(&member, section, json!({list: ["fine", " "]}), list, "blank_item").await;
        let longest = json!({list: vec!["日".repeat(200); 100]});
        let saved = member.patch(&format!("/preferences/{section}"), longest.clone()).await.is(200);
        assert_eq!(saved[section][list], longest[list]);
    }
}

#[rstest]
#[tokio::test]
async fn free_form_preferences_take_16_kib_at_most(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let half = "x".repeat(9 * 1024);
    member.patch("/preferences/extra_preferences", json!({"a": half})).await.is(200);
    let refusal = member.patch("/preferences/extra_preferences", json!({"b": half})).await;
    refusal.refuses(&[("", "too_large")]);
    let replacement = json!({"extra_preferences": {"a": "x".repeat(16 * 1024)}});
    member.put("/preferences", replacement).await.refuses(&[("extra_preferences", "too_large")]);
}

#[rstest]
#[tokio::test]
async fn what_is_not_a_section_or_a_field_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    for unknown in ["hobbies", "Salary", "job-type", "%20", "confirmed_sections"] {
        member.patch(&format!("/preferences/{unknown}"), json!({})).await.problem(404, "not_found");
    }
    assert_refused(&member, "salary", json!({"bonus": 1}), "bonus", "unknown_field").await;
}

#[rstest]
#[tokio::test]
async fn a_replacement_gives_sections_that_are_objects(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    member.put("/preferences", json!({})).await.refuses(&[("", "empty_patch")]);
    member.put("/preferences", json!({"salary": null})).await.refuses(&[("salary", "invalid")]);
    member.put("/preferences", json!({"salary": "much"})).await.refuses(&[("salary", "invalid")]);
    member.put("/preferences", json!({"is_complete": true})).await.refuses(&[("is_complete", "unknown_field")]);
    member.patch("/preferences/salary", json!(5)).await.refuses(&[("", "invalid")]);
    member.patch("/preferences/salary", json!([])).await.refuses(&[("", "invalid")]);
    assert!(member.get("/preferences").await.is(200)["updated_at"].is_null());
}
