use domain::ids::ApplicationEventId;
use domain::job_application::{Application, ApplicationEvent, ApplicationStatus, Board, EventKind, Tally};
use ports::store::Repositories;
use rstest::rstest;
use test_database::Backend;

use super::{shown, two_people_and_jobs};
use crate::support::builders::{a_note, an_application, at, id};
use crate::support::{TestResult, open};

#[rstest]
#[tokio::test]
async fn the_board_shows_the_newest_of_each_status_and_counts_them_all(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let opened = open(backend).await;
    let many = u128::from(Board::COLUMN) + 2;
    let (user, other, jobs) = two_people_and_jobs(&opened, many + 2).await?;
    let applications = opened.store.applications();
    for (number, job) in (0..many).zip(&jobs) {
        applications.insert(&an_application(1_000 + number, job, &user, i64::try_from(number).expect("few"))).await?;
    }
    let offer =
        Application { status: ApplicationStatus::Offer, ..an_application(2_000, &jobs[jobs.len() - 2], &user, 0) };
    applications.insert(&offer).await?;
    applications.insert(&an_application(2_001, &jobs[jobs.len() - 1], &user, 0)).await?;
    opened.soft_delete("applications", id(2_001)).await;
    applications.insert(&an_application(2_002, &jobs[0], &other, 0)).await?;

    let board = applications.board(user.id).await?;
    let counts: Vec<u64> = board.columns.iter().map(|column| column.count).collect();
    assert_eq!(counts, [u64::from(Board::COLUMN) + 2, 0, 0, 1, 0, 0]);
    let first = &board.columns[0].items;
    assert_eq!(first.len(), Board::COLUMN as usize);
    let ids: Vec<u128> = first.iter().map(|shown| shown.application.id.0.as_u128()).collect();
    assert_eq!(ids, (1_002..1_000 + many).rev().collect::<Vec<_>>());
    assert_eq!(board.columns[3].items, [shown(&offer, &jobs[jobs.len() - 2])]);
    assert!(applications.board(crate::support::builders::a_guest(9).id).await?.columns[0].items.is_empty());
    Ok(())
}

fn came_to(number: u128, application: &Application, status: ApplicationStatus, seconds: i64) -> ApplicationEvent {
    ApplicationEvent {
        kind: EventKind::StatusChanged,
        new_status: Some(status),
        id: ApplicationEventId(id(number)),
        ..a_note(number, application, seconds)
    }
}

#[rstest]
#[tokio::test]
async fn applications_are_counted_by_what_has_ever_become_of_them(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    use ApplicationStatus::{Applied, Interview, Offer, Rejected, Screening};
    let opened = open(backend).await;
    let (user, other, jobs) = two_people_and_jobs(&opened, 5).await?;
    let applications = opened.store.applications();
    assert!(applications.tallies(user.id, at(0)).await?.is_empty());
    // Two that nothing became of, one that came to an offer and was rejected, and one that was deleted.
    for (number, seconds) in [(0, 1), (1, 20), (2, 1), (3, 1)] {
        applications.insert(&an_application(10 + number as u128, &jobs[number], &user, seconds)).await?;
    }
    let rejected = Application { status: Rejected, updated_at: at(2), ..an_application(12, &jobs[2], &user, 1) };
    applications.update(&rejected, at(1)).await?;
    for (number, (status, seconds)) in
        (0..).zip([(Applied, 1), (Screening, 3), (Interview, 11), (Interview, 12), (Offer, 5), (Rejected, 13)])
    {
        assert!(applications.insert_event(&came_to(100 + number, &rejected, status, seconds)).await?);
    }
    // An interview that is merely noted is no change of the status.
    let interview =
        ApplicationEvent { kind: EventKind::Interview, ..a_note(200, &an_application(10, &jobs[0], &user, 1), 15) };
    assert!(applications.insert_event(&interview).await?);
    opened.soft_delete("applications", id(13)).await;
    applications.insert(&an_application(50, &jobs[4], &other, 30)).await?;

    let mut tallies = applications.tallies(user.id, at(10)).await?;
    tallies.sort_by_key(|tally| tally.status);
    let waiting = Tally {
        status: Applied,
        ever_screening: false,
        ever_interview: false,
        ever_offer: false,
        ever_rejected: false,
        count: 2,
        applied_this_week: 1,
        interview_this_week: 0,
        offer_this_week: 0,
    };
    let over = Tally {
        status: Rejected,
        ever_screening: true,
        ever_interview: true,
        ever_offer: true,
        ever_rejected: true,
        count: 1,
        applied_this_week: 0,
        // Twice, but it is one application; the offer was before.
        interview_this_week: 1,
        offer_this_week: 0,
    };
    assert_eq!(tallies, [waiting, over]);
    Ok(())
}
