use domain::document::{DocumentType, Sample, SampleFilter, SampleSummary};
use domain::ids::SampleId;
use ports::paging::PageRequest;
use ports::store::{Repositories, Store};
use rstest::rstest;
use test_database::Backend;

use super::two_people;
use crate::support::builders::{a_sample, at, id};
use crate::support::{TestResult, assert_conflict, assert_stale, open};

const ALL: PageRequest<SampleId> = PageRequest { after: None, limit: 20 };

fn archived(sample: Sample) -> Sample {
    Sample { is_active: false, archived_at: Some(at(3)), updated_at: at(3), ..sample }
}

#[rstest]
#[tokio::test]
async fn a_sample_comes_back_whole_to_its_owner_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let samples = opened.store.samples();
    let named = Sample { original_filename: Some("é".repeat(255)), ..a_sample(10, &user) };
    let old = archived(Sample { document_type: DocumentType::Resume, ..a_sample(11, &user) });
    for sample in [named, old] {
        samples.insert(&sample).await?;
        assert_eq!(samples.find(user.id, sample.id).await?, Some(sample.clone()));
        assert_eq!(samples.find(other.id, sample.id).await?, None);
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn one_sample_of_each_type_is_active_and_makes_room_when_told(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let samples = opened.store.samples();
    let resume = Sample { document_type: DocumentType::Resume, ..a_sample(11, &user) };
    samples.archive_active(user.id, DocumentType::CoverLetter, at(1)).await?;
    for sample in [&a_sample(10, &user), &resume, &a_sample(12, &other)] {
        samples.insert(sample).await?;
    }
    assert_conflict("sample_active", samples.insert(&a_sample(13, &user)).await);
    samples.archive_active(user.id, DocumentType::CoverLetter, at(3)).await?;
    samples.insert(&a_sample(13, &user)).await?;
    assert_eq!(samples.find(user.id, SampleId(id(10))).await?, Some(archived(a_sample(10, &user))));
    assert_eq!(samples.find(user.id, resume.id).await?, Some(resume));
    assert!(samples.find(other.id, SampleId(id(12))).await?.expect("a sample").is_active);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn samples_are_listed_newest_first_by_what_is_asked_for(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let samples = opened.store.samples();
    let resume = Sample { document_type: DocumentType::Resume, ..a_sample(12, &user) };
    for sample in [
        &archived(a_sample(10, &user)),
        &archived(a_sample(11, &user)),
        &resume,
        &a_sample(13, &user),
        &a_sample(14, &other),
    ] {
        samples.insert(sample).await?;
    }
    let letters = Some(DocumentType::CoverLetter);
    for (document_type, is_active, expected) in [
        (None, None, vec![13, 12, 11, 10]),
        (letters, None, vec![13, 11, 10]),
        (None, Some(true), vec![13, 12]),
        (None, Some(false), vec![11, 10]),
        (letters, Some(true), vec![13]),
    ] {
        let page = samples.list(user.id, SampleFilter { document_type, is_active }, ALL).await?;
        let found: Vec<_> = page.items.iter().map(|sample| sample.id.0.as_u128()).collect();
        assert_eq!(found, expected, "{document_type:?} {is_active:?}");
    }
    let page = PageRequest { after: Some(SampleId(id(13))), limit: 2 };
    let page = samples.list(user.id, SampleFilter::default(), page).await?;
    assert_eq!((page.items.len(), page.next), (2, Some(SampleId(id(11)))));
    let Sample { document_type, original_filename, word_count, character_count, line_count, .. } = resume.clone();
    let expected = SampleSummary {
        id: resume.id,
        user_id: user.id,
        document_type,
        original_filename,
        word_count,
        character_count,
        line_count,
        is_active: true,
        archived_at: None,
        created_at: resume.created_at,
        updated_at: resume.updated_at,
    };
    assert_eq!(page.items[0], expected);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_sample_goes_for_good_and_its_style_forgets_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other) = two_people(&opened).await;
    let sample = a_sample(10, &user);
    opened.store.samples().insert(&sample).await?;
    let (owner, style, source) = (opened.literal(user.id.0), opened.literal(id(20)), opened.literal(id(10)));
    let columns = "id, user_id, extracted_style, source_sample_id";
    opened
        .execute(&format!("INSERT INTO writing_styles ({columns}) VALUES ({style}, {owner}, '{{}}', {source})"))
        .await;
    let delete = async |owner, read| {
        let tx = opened.store.begin().await?;
        tx.samples().delete(owner, sample.id, read).await?;
        tx.commit().await
    };
    assert_stale(delete(other.id, sample.updated_at).await);
    assert_stale(delete(user.id, at(9)).await);
    assert_eq!(opened.count("writing_styles WHERE source_sample_id IS NOT NULL").await, 1);
    delete(user.id, sample.updated_at).await?;
    assert_stale(delete(user.id, sample.updated_at).await);
    assert_eq!(opened.count("sample_documents").await, 0);
    assert_eq!(opened.count("writing_styles WHERE source_sample_id IS NULL").await, 1);
    Ok(())
}
