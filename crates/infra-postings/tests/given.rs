//! The two postings that every part of the product is tried with, read whole.

#![allow(clippy::unwrap_used)]

use domain::job::{EmploymentType, PostingFacts, Sponsorship};
use infra_postings::OfflinePostingReader;
use ports::job::PostingReader;
use serde_json::Value;

const TEXT: &str = include_str!("../../../tests/fixtures/jobs/posting.txt");
const PAGE: &str = include_str!("../../../tests/fixtures/jobs/posting.jsonld.html");

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn the_pasted_posting_is_read_whole() {
    let facts = OfflinePostingReader::new().read_text(TEXT.to_owned()).await.unwrap();
    let description = facts.description.clone().unwrap();
    assert!(description.starts_with("Hybrid, three days a week in the office."), "{description}");
    assert!(description.contains("\n\nHelios Grid balances power for two million homes."), "{description}");
    assert!(description.ends_with("We are unable to sponsor visas for this role."), "{description}");
    let expected = PostingFacts {
        title: Some("Senior Backend Engineer".to_owned()),
        company: Some("Helios Grid".to_owned()),
        location: Some("Austin, TX".to_owned()),
        remote: false,
        employment_type: Some(EmploymentType::FullTime),
        salary_range: Some("$150,000 - $185,000 a year".to_owned()),
        salary_min: Some(150_000),
        salary_max: Some(185_000),
        salary_currency: Some("USD".to_owned()),
        description: Some(description),
        requirements: texts(&[
            "5+ years building backend systems in Rust, Go or Java",
            "Strong PostgreSQL, and comfort with query plans",
            "Experience with Kafka and Kubernetes",
            "Experience running an on-call rotation",
        ]),
        benefits: texts(&["Health, dental and vision insurance", "401k match of 5%", "Unlimited PTO"]),
        parsed_keywords: texts(&["Rust", "Go", "Java", "PostgreSQL", "Kafka", "Kubernetes", "gRPC", "Terraform"]),
        sponsorship: Some(Sponsorship {
            offered: false,
            sentence: "We are unable to sponsor visas for this role.".to_owned(),
        }),
        on_call: Some(true),
        ..PostingFacts::default()
    };
    assert_eq!(facts, expected);
}

#[tokio::test]
async fn the_posting_in_a_page_is_read_whole() {
    let read = OfflinePostingReader::new().read_posting(Value::String(PAGE.to_owned())).await.unwrap();
    assert_eq!(read.raw["identifier"], "DE-42");
    assert_eq!(read.raw["validThrough"], "2026-12-31T23:59");
    let expected = PostingFacts {
        title: Some("Data Engineer".to_owned()),
        company: Some("Wisła Analytics".to_owned()),
        location: Some("Kraków, PL".to_owned()),
        remote: true,
        employment_type: Some(EmploymentType::FullTime),
        salary_range: Some("PLN 18,000 - 24,000 a month".to_owned()),
        salary_min: Some(216_000),
        salary_max: Some(288_000),
        salary_currency: Some("PLN".to_owned()),
        description: Some("Streaming pipelines in Python and Spark.".to_owned()),
        parsed_keywords: texts(&["Python", "Spark", "dbt"]),
        url: Some("https://wisla.example.com/jobs/42".to_owned()),
        posted_at: Some("2026-10-30T00:00:00Z".parse().unwrap()),
        ..PostingFacts::default()
    };
    assert_eq!(read.facts, expected);
}
