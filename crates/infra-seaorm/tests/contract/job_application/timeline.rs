use domain::ids::{ApplicationEventId, ApplicationId};
use domain::job_application::{ApplicationEvent, ApplicationStatus, EventActor, EventKind};
use ports::paging::PageRequest;
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::two_people_and_jobs;
use crate::support::builders::{a_note, an_application, at, id};
use crate::support::{TestResult, open};

const ALL: PageRequest<ports::job_application::ApplicationEventKey> = PageRequest { after: None, limit: 100 };

#[rstest]
#[tokio::test]
async fn events_of_every_kind_come_back_whole(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _, jobs) = two_people_and_jobs(&opened, 1).await?;
    let applications = opened.store.applications();
    let application = an_application(10, &jobs[0], &user, 0);
    applications.insert(&application).await?;
    let mut expected = Vec::new();
    let actors = EventActor::ALL.iter().cycle();
    for ((number, kind), actor) in (100..).zip(EventKind::ALL).zip(actors) {
        let seconds = i64::try_from(number).expect("few");
        expected.push(ApplicationEvent {
            kind: *kind,
            old_status: Some(ApplicationStatus::Applied),
            new_status: Some(ApplicationStatus::Closed),
            note: None,
            actor: *actor,
            confidence: Some(0.25),
            created_at: at(1),
            ..a_note(number, &application, seconds)
        });
    }
    for event in &expected {
        assert!(applications.insert_event(event).await?);
    }
    expected.reverse();
    assert_eq!(applications.events(user.id, application.id, ALL).await?.items, expected);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_timeline_comes_newest_first_and_page_by_page(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, _, jobs) = two_people_and_jobs(&opened, 2).await?;
    let applications = opened.store.applications();
    let application = an_application(10, &jobs[0], &user, 0);
    let another = an_application(11, &jobs[1], &user, 0);
    applications.insert(&application).await?;
    applications.insert(&another).await?;
    for (number, seconds) in [(100, 5), (101, 5), (102, -7), (103, 900)] {
        assert!(applications.insert_event(&a_note(number, &application, seconds)).await?);
    }
    assert!(applications.insert_event(&a_note(200, &another, 6)).await?);
    let first = applications.events(user.id, application.id, PageRequest { after: None, limit: 2 }).await?;
    let ids = |events: &[ApplicationEvent]| events.iter().map(|event| event.id.0.as_u128()).collect::<Vec<_>>();
    assert_eq!(ids(&first.items), [103, 101]);
    assert_eq!(first.next, Some((at(5), ApplicationEventId(id(101)))));
    let rest = applications.events(user.id, application.id, PageRequest { after: first.next, limit: 2 }).await?;
    assert_eq!((ids(&rest.items), rest.next), (vec![100, 102], None));
    Ok(())
}

#[rstest]
#[tokio::test]
async fn an_application_that_is_not_there_has_no_timeline(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 2).await?;
    let applications = opened.store.applications();
    let application = an_application(10, &jobs[0], &user, 0);
    applications.insert(&application).await?;
    assert!(applications.insert_event(&a_note(100, &application, 1)).await?);

    let of_others = ApplicationEvent { user_id: other.id, ..a_note(101, &application, 1) };
    assert!(!applications.insert_event(&of_others).await?);
    assert!(applications.events(other.id, application.id, ALL).await?.items.is_empty());
    let unknown = ApplicationEvent { application_id: ApplicationId(id(99)), ..a_note(102, &application, 1) };
    assert!(!applications.insert_event(&unknown).await?);

    opened.soft_delete("applications", application.id.0).await;
    assert!(!applications.insert_event(&a_note(103, &application, 1)).await?);
    assert!(applications.events(user.id, application.id, ALL).await?.items.is_empty());
    assert!(applications.restore(user.id, application.id, at(9)).await?);
    assert_eq!(applications.events(user.id, application.id, ALL).await?.items.len(), 1);
    Ok(())
}
