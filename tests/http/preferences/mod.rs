//! Preferences, section by section.

mod concurrency;
mod reading;
mod rules;
mod saving;

use serde_json::{Value, json};

/// Enough for each of the six sections that are required.
pub fn complete() -> Value {
    json!({
        "job_type": {"target_titles": ["Backend Developer"]},
        "location": {"work_arrangement": "remote"},
        "salary": {"salary_minimum": 90_000},
        "deal_breakers": {},
        "visa": {},
        "autonomy": {"autonomy_level": "l1"},
    })
}

pub const REQUIRED: [&str; 6] = ["job_type", "location", "salary", "deal_breakers", "visa", "autonomy"];
