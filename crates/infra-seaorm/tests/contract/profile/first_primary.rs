use domain::profile::{Certification, ExtractionSource, Profile, Skills, SpokenLanguage};
use ports::store::Repositories;
use rstest::rstest;
use serde_json::{Value, json};
use test_database::Backend;

use crate::support::builders::{a_guest, a_primary_profile, at, awkward_json, id};
use crate::support::{Opened, TestResult, fault, open};

async fn json_of(opened: &Opened, column: &str) -> Value {
    opened.value(format!("SELECT {column} FROM profiles")).await
}

#[rstest]
#[tokio::test]
async fn a_first_primary_profile_is_stored_with_all_that_it_holds(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    let certification = Certification {
        name: "Rust".to_owned(),
        issuer: None,
        date_obtained: "2024".parse().ok(),
        expiry_date: None,
        credential_id: None,
    };
    let profile = Profile {
        headline: Some("Engineer 🦀".to_owned()),
        skills: Skills {
            technical: vec!["Rust".to_owned()],
            soft: Vec::new(),
            languages: vec![SpokenLanguage { name: "日本語".to_owned(), proficiency: None }],
            certifications: vec![certification],
        },
        linkedin_data: Some(json!(["any", "value"])),
        custom_fields: awkward_json(),
        extraction_confidence: Some(0.85),
        updated_at: at(7),
        ..a_primary_profile(10, &user)
    };
    opened.store.profiles().insert_first_primary(&profile).await?;

    assert_eq!(json_of(&opened, "personal_info").await, serde_json::to_value(&profile.personal_info).expect("json"));
    assert_eq!(json_of(&opened, "skills").await, serde_json::to_value(&profile.skills).expect("json"));
    assert_eq!(json_of(&opened, "linkedin_data").await, json!(["any", "value"]));
    assert_eq!(json_of(&opened, "custom_fields").await, Value::Object(awkward_json()));
    assert_eq!(json_of(&opened, "enhancement_metadata").await, json!({}));
    assert_eq!(opened.value::<String>("SELECT headline FROM profiles").await, "Engineer 🦀");
    let confidence = "SELECT CAST(extraction_confidence AS double precision) FROM profiles";
    assert_eq!(opened.value::<Option<f64>>(confidence).await, Some(0.85));
    assert_eq!(opened.value::<chrono::DateTime<chrono::Utc>>("SELECT updated_at FROM profiles").await, at(7));
    Ok(())
}

#[rstest]
#[case::nothing(None, None)]
#[case::zero(Some(0.0), Some(0.0))]
#[case::one(Some(1.0), Some(1.0))]
#[case::thirds(Some(1.0 / 3.0), Some(0.33))]
#[tokio::test]
async fn confidence_is_kept_in_hundredths(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[case] given: Option<f64>,
    #[case] kept: Option<f64>,
) -> TestResult {
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    let profile = Profile { extraction_confidence: given, ..a_primary_profile(10, &user) };
    opened.store.profiles().insert_first_primary(&profile).await?;
    let confidence = "SELECT CAST(extraction_confidence AS double precision) FROM profiles";
    assert_eq!(opened.value::<Option<f64>>(confidence).await, kept);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_owner_keeps_the_primary_profile_that_they_have(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let profiles = opened.store.profiles();
    let (user, other) = (a_guest(1), a_guest(2));
    opened.store.users().insert(&user).await?;
    opened.store.users().insert(&other).await?;
    profiles.insert_first_primary(&a_primary_profile(10, &user)).await?;
    profiles.insert_first_primary(&a_primary_profile(11, &user)).await?;
    profiles.insert_first_primary(&a_primary_profile(12, &other)).await?;
    let kept = opened.column::<uuid::Uuid>("SELECT id FROM profiles ORDER BY id").await;
    assert_eq!(kept, [id(10), id(12)]);

    opened.soft_delete("profiles", id(10)).await;
    profiles.insert_first_primary(&a_primary_profile(13, &user)).await?;
    assert_eq!(opened.count("profiles").await, 3, "a deleted one does not count");
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_profile_with_an_id_that_is_taken_is_a_fault_and_not_ignored(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    for number in [1, 2] {
        opened.store.users().insert(&a_guest(number)).await?;
    }
    opened.store.profiles().insert_first_primary(&a_primary_profile(10, &a_guest(1))).await?;
    fault(opened.store.profiles().insert_first_primary(&a_primary_profile(10, &a_guest(2))).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn every_source_can_be_stored(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) -> TestResult {
    let opened = open(backend).await;
    for (number, source) in (1..).zip(ExtractionSource::ALL) {
        let user = a_guest(number);
        opened.store.users().insert(&user).await?;
        let profile = Profile { extraction_source: *source, ..a_primary_profile(number, &user) };
        opened.store.profiles().insert_first_primary(&profile).await?;
    }
    let stored = opened.column::<String>("SELECT extraction_source FROM profiles ORDER BY id").await;
    let words: Vec<&str> = ExtractionSource::ALL.iter().map(|source| source.as_str()).collect();
    assert_eq!(stored, words);
    Ok(())
}
