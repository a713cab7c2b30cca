//! Defaults, the summary, the deal-breakers.

use Backend::{Postgres, Sqlite};
use rstest::rstest;
use serde_json::{Value, json};

use super::{REQUIRED, complete};
use crate::support::{Backend, TestApp};

#[rstest]
#[tokio::test]
async fn somebody_who_has_saved_nothing_gets_the_defaults(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let expected = json!({
        "job_type": {"job_categories": [], "target_titles": [], "seniority_levels": []},
        "location": {
            "work_arrangement": null, "target_locations": [], "excluded_locations": [], "willing_to_relocate": false,
        },
        "salary": {
            "salary_minimum": null, "salary_target": null, "salary_currency": "USD", "salary_flexibility": null,
            "comp_preference": null,
        },
        "deal_breakers": {
            "min_company_size": null, "excluded_companies": [], "excluded_industries": [], "must_have_benefits": [],
            "max_travel_percent": null, "no_oncall": false,
        },
        "visa": {
            "requires_h1b_sponsorship": false, "requires_greencard_sponsorship": false, "current_visa_type": null,
            "visa_expiration": null,
        },
        "autonomy": {"autonomy_level": "l0"},
        "briefing": {
            "briefing_hour": 8, "briefing_minute": 0, "briefing_timezone": "UTC",
            "briefing_channels": ["in_app", "email"],
        },
        "settings": {
            "theme": "modern", "custom_hours": null,
            "communication_preferences": {"email": true, "sms": false, "in_app": true},
        },
        "extra_preferences": {},
        "confirmed_sections": [],
        "is_complete": false,
        "missing_sections": REQUIRED,
        "updated_at": null,
    });
    for person in [app.as_guest().await, app.as_member().await] {
        assert_eq!(person.get("/preferences").await.is(200), expected);
    }
}

#[rstest]
#[tokio::test]
async fn an_unset_section_reads_not_specified(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let summary = member.get("/preferences/summary").await.is(200);
    assert_eq!((&summary["is_complete"], &summary["missing_sections"]), (&json!(false), &json!(REQUIRED)));
    let sections = summary["sections"].as_object().unwrap();
    assert_eq!(sections.len(), 9);
    for (section, sentence) in sections {
        assert_eq!(sentence, "Not specified", "{section}");
    }
}

#[rstest]
#[tokio::test]
async fn what_is_set_reads_as_sentences(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    member.put("/preferences", complete()).await.is(200);
    let summary = member.get("/preferences/summary").await.is(200);
    assert_eq!((&summary["is_complete"], &summary["missing_sections"]), (&json!(true), &json!([])));
    for (section, expected) in [
        ("job_type", "Backend Developer"),
        ("location", "Remote"),
        ("salary", "At least 90000 USD a year"),
        ("visa", "Needs no sponsorship"),
        ("autonomy", "Agents look and draft, and never act"),
        ("briefing", "Not specified"),
    ] {
        assert_eq!(summary["sections"][section], expected);
    }
}

#[rstest]
#[tokio::test]
async fn deal_breakers_hold_only_what_is_set(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let list = member.get("/preferences/deal-breakers").await.is(200);
    assert_eq!(list, json!({"must_haves": {}, "never_haves": {}}));

    let replacement = json!({
        "location": {"work_arrangement": "remote", "excluded_locations": ["Atlantis"]},
        "salary": {"salary_minimum": 90_000, "salary_currency": "EUR"},
        "deal_breakers": {"max_travel_percent": 0, "no_oncall": true, "must_have_benefits": ["dental"]},
        "visa": {"requires_h1b_sponsorship": true},
    });
    member.put("/preferences", replacement).await.is(200);
    let expected = json!({
        "must_haves": {
            "work_arrangement": "remote", "salary_minimum": 90_000, "salary_currency": "EUR",
            "must_have_benefits": ["dental"], "requires_h1b_sponsorship": true,
        },
        "never_haves": {"excluded_locations": ["Atlantis"], "max_travel_percent": 0, "no_oncall": true},
    });
    assert_eq!(member.get("/preferences/deal-breakers").await.is(200), expected);
}

#[rstest]
#[tokio::test]
async fn preferences_are_kept_as_they_were_answered(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let member = app.as_member().await;
    let everything = json!({
        "job_type": {"job_categories": ["IT"], "target_titles": ["DevOps", "SRE 🦀"], "seniority_levels": ["Lead"]},
        "location": {
            "work_arrangement": "hybrid", "target_locations": ["Kraków", "東京"], "excluded_locations": ["O'Fallon"],
            "willing_to_relocate": true,
        },
        "salary": {
            "salary_minimum": 0, "salary_target": i32::MAX, "salary_currency": "PLN", "salary_flexibility": "firm",
            "comp_preference": "total_comp",
        },
        "deal_breakers": {
            "min_company_size": 1, "excluded_companies": ["A, Inc."], "excluded_industries": ["\"quoted\""],
            "must_have_benefits": ["a;b"], "max_travel_percent": 100, "no_oncall": true,
        },
        "visa": {
            "requires_h1b_sponsorship": true, "requires_greencard_sponsorship": true, "current_visa_type": "F-1 OPT",
            "visa_expiration": "2028-02-29",
        },
        "autonomy": {"autonomy_level": "l3"},
        "briefing": {
            "briefing_hour": 23, "briefing_minute": 59, "briefing_timezone": "America/Argentina/Buenos_Aires",
            "briefing_channels": ["email"],
        },
        "settings": {
            "theme": "dark",
            "custom_hours": {"start": "22:00", "end": "06:30", "timezone": "Europe/Warsaw"},
            "communication_preferences": {"email": false, "sms": true, "in_app": false},
        },
        "extra_preferences": {"nested": {"list": [1, 2.5, null, true, "text"]}},
    });
    let answer = member.put("/preferences", everything.clone()).await.is(200);
    for (section, value) in everything.as_object().unwrap() {
        assert_eq!(answer[section], *value, "{section}");
    }
    let read: Value = member.get("/preferences").await.is(200);
    assert_eq!(read, answer);
}
