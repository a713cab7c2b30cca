//! What must hold of any text, data and page whatsoever, and how long the hostile ones may take.

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use domain::job::PostingFacts;
use infra_postings::OfflinePostingReader;
use ports::job::{PostingError, PostingReader, ReadPosting};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().build().unwrap()
}

fn read_text(text: &str) -> Result<PostingFacts, PostingError> {
    runtime().block_on(OfflinePostingReader::new().read_text(text.to_owned()))
}

fn read_posting(posting: Value) -> Result<ReadPosting, PostingError> {
    runtime().block_on(OfflinePostingReader::new().read_posting(posting))
}

fn check(facts: &PostingFacts) -> Result<(), TestCaseError> {
    prop_assert_eq!(&facts.clone().within_bounds(), facts);
    if let (Some(min), Some(max)) = (facts.salary_min, facts.salary_max) {
        prop_assert!(min <= max);
    }
    for text in [&facts.title, &facts.company, &facts.location].into_iter().flatten() {
        prop_assert!(text.chars().count() <= 200 && !text.trim().is_empty());
    }
    prop_assert!(facts.requirements.len() <= 100 && facts.benefits.len() <= 100);
    Ok(())
}

/// Pieces that mean something to the readers, in any order: closer to the edges than random letters.
fn piece() -> impl Strategy<Value = &'static str> {
    select(vec![
        "Requirements",
        "Benefits:",
        "- ",
        "• ",
        "\n",
        "\n\n",
        "Senior Engineer",
        " at ",
        "Helios Grid",
        "Austin, TX",
        "Remote",
        " (US)",
        "hybrid",
        "$150,000",
        "150k",
        "-",
        "–",
        " to ",
        " a year",
        "/hr",
        "€",
        "PLN",
        "18 000",
        "1.500,50",
        "up to ",
        "401k",
        "$2B",
        "%",
        "LPA",
        "₹18,00,000",
        "We sponsor visas.",
        "sponsor",
        "no ",
        "on-call",
        "travel 25%",
        "Company: ",
        "Location:",
        "Salary:",
        "Job Title: ",
        "About ",
        "|",
        " · ",
        "\t",
        "https://a.example/jobs/1",
        "Go",
        "R",
        "C++",
        "<li>",
        "</p>",
        "&amp;",
        "&lt;p&gt;",
        "**",
        "#",
        "🚀",
        "İ",
        "ß",
        "\u{0}",
        "\u{301}",
        "’",
        "(",
        ")",
        "is hiring a",
        "We are looking for a ",
        "Full-time",
        "contract",
        "5,000 employees",
        ".",
        "!",
        "?",
        "1)",
        ">",
        "Subject: ",
        "Posted: 2026-10-30",
    ])
}

fn salad() -> impl Strategy<Value = String> {
    prop::collection::vec((piece(), select(vec!["", " ", "\n"])), 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect())
}

/// Anything that JSON can hold, under the names that the reader looks for.
fn data() -> impl Strategy<Value = Value> {
    let name = select(vec![
        "@type",
        "@graph",
        "@id",
        "title",
        "description",
        "hiringOrganization",
        "jobLocation",
        "address",
        "addressLocality",
        "addressCountry",
        "name",
        "baseSalary",
        "value",
        "minValue",
        "maxValue",
        "unitText",
        "currency",
        "employmentType",
        "skills",
        "jobBenefits",
        "qualifications",
        "url",
        "datePosted",
        "monthsOfExperience",
        "experienceRequirements",
        "numberOfEmployees",
        "industry",
        "jobLocationType",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        salad().prop_map(Value::from),
        select(vec!["JobPosting", "YEAR", "HOUR", "USD", "FULL_TIME", "18,000", "TELECOMMUTE", "2026-10-30", "#a"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..8).prop_map(|fields| {
                Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_at_all_is_read_without_harm(text in any::<String>()) {
        if let Ok(facts) = read_text(&text) {
            check(&facts)?;
        }
    }

    #[test]
    fn any_pieces_in_any_order_are_read_without_harm(text in salad()) {
        if let Ok(facts) = read_text(&text) {
            check(&facts)?;
            prop_assert_eq!(read_text(&text).unwrap(), facts);
        }
    }

    #[test]
    fn any_data_is_read_without_harm(data in data()) {
        let mut posting = json!({"@type": "JobPosting"});
        if let Some(fields) = data.as_object() {
            posting.as_object_mut().unwrap().extend(fields.clone());
            posting["@type"] = "JobPosting".into();
        }
        let read = read_posting(json!([data, posting])).unwrap();
        check(&read.facts)?;
        prop_assert!(!read.raw.to_string().contains("\\u0000"));
    }

    #[test]
    fn any_page_is_read_without_harm(before in salad(), inside in salad(), after in any::<String>()) {
        let page = format!("<p>{before}<script type='application/ld+json'>{{\"@type\":\"JobPosting\",\"title\":\"{inside}\"}}</script>{after}");
        if let Ok(read) = read_posting(Value::String(page)) {
            check(&read.facts)?;
        }
    }

    #[test]
    fn a_stated_salary_is_counted_for_a_year(low in 20_u32..300, more in 0_u32..200, form in select(vec!["${}k - ${}k", "${},000 to ${},000 per year", "€{}k–{}k", "{}.000 € – {}.000 €", "£{}K-£{}K pa", "USD {},000 - {},000", "{}-{}K USD"])) {
        let text = form.replacen("{}", &low.to_string(), 1).replacen("{}", &(low + more).to_string(), 1);
        let facts = read_text(&format!("Engineer\nAcme\n\nSalary: {text}\n")).unwrap();
        prop_assert_eq!(facts.salary_min, i32::try_from(low * 1000).ok(), "{}", text);
        prop_assert_eq!(facts.salary_max, i32::try_from((low + more) * 1000).ok(), "{}", text);
    }
}

#[test]
fn what_holds_no_posting_is_refused() {
    assert_eq!(read_text(" \n 123 --- "), Err(PostingError::NoPosting));
    for nothing in [
        json!(null),
        json!(5),
        json!({}),
        json!([]),
        json!(""),
        json!("<p>Hello</p>"),
        json!({"@type": "Person"}),
        json!("{\"@type\":\"Event\"}"),
    ] {
        assert_eq!(read_posting(nothing.clone()), Err(PostingError::NoPosting), "{nothing}");
    }
    let broken = "<script type=\"application/ld+json\">{\"@type\":\"JobPosting\",\"title\":</script>";
    for unreadable in ["{\"@type\": \"JobPosting\", ", broken] {
        assert_eq!(read_posting(json!(unreadable)), Err(PostingError::Unreadable), "{unreadable}");
    }
}

#[test]
fn the_first_of_several_postings_is_read_and_broken_blocks_are_skipped() {
    let page = "<script type=\"application/ld+json\">{oops</script><script type=\"application/ld+json\">[{\"@type\":\"JobPosting\",\"title\":\"One\"},{\"@type\":\"JobPosting\",\"title\":\"Two\"}]</script>";
    assert_eq!(read_posting(json!(page)).unwrap().facts.title.as_deref(), Some("One"));
}

#[test]
fn nul_reaches_neither_facts_nor_raw_data() {
    let read =
        read_posting(json!("{\"@type\":\"JobPosting\",\"title\":\"A\\u0000 b\",\"k\\u0000\":[\"\\u0000\"]}")).unwrap();
    assert_eq!(read.facts.title.as_deref(), Some("A b"));
    assert_eq!(read.raw, json!({"@type": "JobPosting", "title": "A b"}));
}

/// Each took a fraction of this when it was written; what is quadratic takes minutes.
#[test]
fn hostile_input_takes_no_longer_than_any_other() {
    let posting = |description: String| json!({"@type": "JobPosting", "title": "x", "description": description});
    let nested = |open: &str, close: &str| format!("{}x{}", open.repeat(60_000), close.repeat(60_000));
    let inputs = [
        ("nested tags", posting(nested("<div><b>", "</b></div>"))),
        ("open tags", posting("<ul><li>".repeat(120_000))),
        ("breaks", posting(format!("{}{}", "<br>".repeat(120_000), "<p>".repeat(150_000)))),
        ("entities", posting("&amp;amp;".repeat(110_000))),
        ("ampersands", posting("&".repeat(1_000_000))),
        ("angles", posting("<".repeat(1_000_000))),
        ("one word", posting("x".repeat(1_000_000))),
        ("one line", posting("sponsor visa travel 5% on-call $1 - ".repeat(28_000))),
        ("short lines", posting("a\n".repeat(500_000))),
        ("headings", posting("Requirements:\n".repeat(70_000))),
        ("graph", json!({"@graph": vec![json!({"@type": "Thing", "a": [[[]]]}); 30_000]})),
        ("depth", json!("[".repeat(1_000_000))),
        ("page", json!("<script type=\"application/ld+json\">{".repeat(28_000))),
        ("blocks", json!("<script type=\"application/ld+json\">{}</script>".repeat(22_000))),
        ("quotes", json!(format!("{{\"a\":{}", "\"\n,".repeat(300_000)))),
        ("skills", json!({"@type": "JobPosting", "skills": vec!["Rust, Go"; 100_000]})),
        ("commas", json!(format!("{{\"@type\":\"JobPosting\",\"a\":[{}", ",".repeat(900_000)))),
    ];
    for (name, input) in inputs {
        let started = Instant::now();
        let _ = read_posting(input);
        assert!(started.elapsed() < Duration::from_secs(15), "{name}: {:?}", started.elapsed());
        println!("{name}: {:?}", started.elapsed());
    }
    for (name, piece) in [
        ("amounts", "$1,000 - $2,000 "),
        ("digits", "1 000 "),
        ("capitals", "A B "),
        ("dots", ". "),
        ("bars", "a | "),
        ("at", " at A"),
        ("dashes", " - "),
        ("brackets", "(("),
        ("labels", "Company: a\n"),
        ("gap", "\n"),
        ("hiring", "X is hiring a "),
        ("commas", "A, "),
        ("go", "Go, "),
        ("in", " in Berlin"),
        ("spaces", " "),
    ] {
        let started = Instant::now();
        let _ = read_text(&piece.repeat(50_000 / piece.len()));
        assert!(started.elapsed() < Duration::from_secs(15), "{name}: {:?}", started.elapsed());
        println!("{name}: {:?}", started.elapsed());
    }
}
