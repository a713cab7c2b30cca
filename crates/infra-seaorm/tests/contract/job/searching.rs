use domain::job::{Job, SearchWords};
use ports::job::JobFilter;
use ports::paging::PageRequest;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::{insert, people};
use crate::support::builders::{a_guest, a_job, a_public_job};
use crate::support::{Opened, TestResult, open};

async fn found(opened: &Opened, question: &str) -> Vec<u128> {
    let filter = JobFilter { words: Some(SearchWords::of([question])), ..JobFilter::default() };
    let page = PageRequest { after: None, limit: 100 };
    let page = opened.store.jobs().list(a_guest(1).id, &filter, page).await;
    let page = page.unwrap_or_else(|error| panic!("{question}: {error}"));
    page.items.iter().map(|listed| listed.job.id.0.as_u128()).collect()
}

fn described(job: Job, description: &str) -> Job {
    Job { description: Some(description.to_owned()), ..job }
}

#[rstest]
#[tokio::test]
async fn the_same_words_find_the_same_jobs_on_both_databases(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    insert(
        &opened,
        [
            described(a_job(10, &a_guest(1)), "C++ and C#, near the Straße; not Java."),
            described(a_public_job(11), "C, Java and Node.js in Zürich: title and body"),
            described(a_job(12, &a_guest(2)), "C++ of somebody else"),
            Job { requirements: vec!["5+ years of Rust".to_owned()], ..a_job(13, &a_guest(1)) },
            Job {
                parsed_keywords: vec!["Kubernetes".to_owned()],
                location: Some("東京".to_owned()),
                ..a_public_job(14)
            },
        ],
    )
    .await?;
    for (question, expected) in [
        ("c++", vec![10]),
        ("c", vec![11]),
        ("C#", vec![10]),
        ("strasse", vec![10]),
        ("ZURICH", vec![11]),
        ("java", vec![11, 10]),
        ("java zürich", vec![11]),
        ("zürich, c++", vec![]),
        ("jav", vec![]),
        ("node.js", vec![11]),
        ("rust years", vec![13]),
        ("kubernetes", vec![14]),
        ("東京", vec![14]),
        ("engineer 13", vec![13]),
        ("analytical", vec![14, 13, 11, 10]),
        ("", vec![]),
        ("***", vec![]),
    ] {
        assert_eq!(found(&opened, question).await, expected, "{question}");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_signs_of_neither_query_language_mean_anything(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    insert(
        &opened,
        [
            described(a_job(10, &a_guest(1)), "alpha beta"),
            described(a_job(11, &a_guest(1)), "alpha near and or not title beta null a b c d weight"),
        ],
    )
    .await?;
    for sign in [
        "\"", "*", ":", "(", ")", "-", "&", "|", "!", "<->", "'", "\\", "''", "\\'", "^", "{", "}", ",", ".", "%", "_",
        "$1", "?", ";--",
    ] {
        let both = vec![11, 10];
        // A sign with digits or letters in it asks for them as well.
        let expected = if sign == "$1" { vec![] } else { both };
        for question in
            [format!("alpha{sign} beta"), format!("{sign}alpha {sign} beta"), format!("alpha {sign}beta{sign}")]
        {
            assert_eq!(found(&opened, &question).await, expected, "{question}");
        }
    }
    for question in
        ["alpha AND beta", "alpha OR beta", "alpha NOT beta", "NEAR(alpha beta)", "title:alpha", "alpha:D beta"]
    {
        assert_eq!(found(&opened, question).await, [11], "{question}: its words must be there");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn the_longest_words_and_the_most_of_them_are_found(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    people(&opened).await?;
    let long = "𐐨".repeat(70);
    let many: String = (0..4_000).map(|n| format!("w{n} ")).collect::<Vec<_>>().concat();
    insert(&opened, [described(a_job(10, &a_guest(1)), &format!("{long} {many}"))]).await?;
    for question in [long.as_str(), "w0 w3999", "W1234"] {
        assert_eq!(found(&opened, question).await, [10], "{question}");
    }
    Ok(())
}
