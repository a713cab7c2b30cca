//! Career profiles and what they list.

mod completeness;
mod concurrency;
mod conditions;
mod entries;
mod order;
mod primary;
mod profiles;
mod rules;

use serde_json::{Value, json};

use crate::support::Actor;

pub fn job() -> Value {
    json!({
        "title": "Engineer", "company": "Acme", "location": "Seattle", "start_date": "2020-01-01", "is_current": true,
        "description": "Did things.", "achievements": ["Led a team of 5", "Reduced latency by 60%"],
    })
}

pub fn school() -> Value {
    json!({
        "institution": "MIT", "degree": "BS", "field_of_study": "CS", "start_date": "2012-09", "end_date": "2016-06",
        "gpa": 3.9, "honors": ["Magna cum laude"],
    })
}

pub fn project() -> Value {
    json!({"name": "P", "description": "Project text.", "technologies": ["Rust"], "url": "https://x.io"})
}

/// Each list with something to put in it.
pub fn lists() -> [(&'static str, Value); 3] {
    [("experiences", job()), ("education", school()), ("projects", project())]
}

/// With something in every list.
pub fn description() -> Value {
    json!({
        "personal_info": {"full_name": "Ada Lovelace", "email": "ada@example.com", "phone": "+1-555-0100", "location": "London"},
        "headline": "Engineer",
        "professional_summary": "Writes programs for machines that are yet to be built.",
        "skills": {
            "technical": ["Rust", "SQL"],
            "languages": [{"name": "English", "proficiency": "native"}],
            "certifications": [{"name": "Analyst", "date_obtained": "2020", "expiry_date": "2020-12"}],
        },
        "custom_fields": {"pets": 2},
        "experiences": [job(), job()],
        "education": [school()],
        "projects": [project()],
    })
}

/// Makes a profile with something in every list.
pub async fn full_profile(person: &Actor<'_>) -> Value {
    person.post("/profiles", description()).await.is(201)
}

/// Makes a profile without more than it needs, and gives its path.
async fn bare_profile(person: &Actor<'_>) -> String {
    let made = person.post("/profiles", json!({"personal_info": {}})).await.is(201);
    path(&made)
}

fn path(profile: &Value) -> String {
    format!("/profiles/{}", profile["id"].as_str().expect("an id"))
}

async fn primary_of(person: &Actor<'_>) -> Vec<String> {
    let page = person.get("/profiles?limit=100").await.is(200);
    let items = page["items"].as_array().expect("items").iter();
    items.filter(|profile| profile["is_primary"] == true).map(path).collect()
}

fn ids(items: &Value) -> Vec<String> {
    items.as_array().expect("a list").iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
}
