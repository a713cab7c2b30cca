use domain::deletion::Deletion;
use domain::ids::DocumentId;
use domain::job_application::{Application, ApplicationStatus};
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::{shown, two_people_and_jobs};
use crate::support::builders::{an_application, at, id};
use crate::support::{TestResult, assert_conflict, assert_stale, fault, open};

#[rstest]
#[tokio::test]
async fn an_application_comes_back_whole_to_its_owner_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 6).await?;
    let applications = opened.store.applications();
    for (number, status) in (0..6).zip(ApplicationStatus::ALL) {
        let application = Application {
            status: *status,
            applied_at: at(-5),
            notes: Some("Words 🦀\nand more".to_owned()),
            ..an_application(10 + number as u128, &jobs[number], &user, 3)
        };
        applications.insert(&application).await?;
        assert_eq!(applications.find(user.id, application.id).await?, Some(shown(&application, &jobs[number])));
        assert_eq!(applications.find(other.id, application.id).await?, None);
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_job_has_one_live_application_of_each_person(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 1).await?;
    let applications = opened.store.applications();
    let first = an_application(10, &jobs[0], &user, 0);
    applications.insert(&first).await?;
    assert_conflict("application_exists", applications.insert(&an_application(11, &jobs[0], &user, 0)).await);
    applications.insert(&an_application(12, &jobs[0], &other, 0)).await?;

    let deletion = Deletion { at: at(5), by: user.id, reason: Some("why".to_owned()) };
    applications.delete(user.id, first.id, first.updated_at, &deletion).await?;
    assert_eq!(applications.find(user.id, first.id).await?, None);
    assert_stale(applications.delete(user.id, first.id, first.updated_at, &deletion).await);
    applications.insert(&an_application(13, &jobs[0], &user, 0)).await?;
    assert_conflict("application_exists", applications.restore(user.id, first.id, at(6)).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_deletion_is_taken_back_by_the_owner_and_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 1).await?;
    let applications = opened.store.applications();
    let application = an_application(10, &jobs[0], &user, 0);
    applications.insert(&application).await?;
    assert!(!applications.restore(user.id, application.id, at(1)).await?);
    let deletion = Deletion { at: at(5), by: user.id, reason: None };
    applications.delete(user.id, application.id, application.updated_at, &deletion).await?;
    assert!(!applications.restore(other.id, application.id, at(6)).await?);
    assert!(applications.restore(user.id, application.id, at(6)).await?);
    assert!(!applications.restore(user.id, application.id, at(7)).await?);
    let restored = Application { updated_at: at(6), ..application };
    assert_eq!(applications.find(user.id, restored.id).await?, Some(shown(&restored, &jobs[0])));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn only_the_state_that_was_read_is_written_over(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 1).await?;
    let applications = opened.store.applications();
    let application = an_application(10, &jobs[0], &user, 0);
    applications.insert(&application).await?;
    let changed = Application {
        status: ApplicationStatus::Offer,
        notes: Some("Words".to_owned()),
        applied_at: at(-9),
        updated_at: at(1),
        ..application.clone()
    };
    applications.update(&changed, application.updated_at).await?;
    assert_eq!(applications.find(user.id, changed.id).await?, Some(shown(&changed, &jobs[0])));
    assert_stale(applications.update(&application, application.updated_at).await);
    let stolen = Application { user_id: other.id, ..changed.clone() };
    assert_stale(applications.update(&stolen, changed.updated_at).await);
    opened.soft_delete("applications", changed.id.0).await;
    assert_stale(applications.update(&changed, changed.updated_at).await);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn deleted_applications_count_among_those_that_were_created(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 3).await?;
    let applications = opened.store.applications();
    for ((number, seconds), job) in (10..).zip(0..).zip(&jobs) {
        applications.insert(&an_application(number, job, &user, seconds)).await?;
    }
    opened.soft_delete("applications", id(12)).await;
    assert_eq!(applications.count_created_since(user.id, at(0)).await?, 3);
    assert_eq!(applications.count_created_since(user.id, at(1)).await?, 2);
    assert_eq!(applications.count_created_since(user.id, at(3)).await?, 0);
    assert_eq!(applications.count_created_since(other.id, at(0)).await?, 0);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_application_refers_to_no_document_that_is_not_there(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _, jobs) = two_people_and_jobs(&opened, 1).await?;
    let application = an_application(10, &jobs[0], &user, 0);
    let dangling = Application { resume_version_id: Some(DocumentId(id(77))), ..application };
    fault(opened.store.applications().insert(&dangling).await);
    Ok(())
}
