use std::sync::Arc;

use domain::ids::JobId;
use domain::job::JobSummary;
use domain::matching::{Match, Rationale, Score};
use ports::store::StoreError;
use ports::testing::{FixedClock, MockStore, OWNER, nth_id};

use super::*;

const ID: MatchId = MatchId(nth_id(0xaa));

fn shown(status: MatchStatus) -> MatchWithJob {
    let job = JobId(nth_id(0x10b));
    let found = Match {
        id: ID,
        user_id: OWNER,
        job_id: job,
        score: Score::try_from(80.0).unwrap(),
        rationale: Rationale::default(),
        status,
        created_at: FixedClock::default().0,
        updated_at: FixedClock::default().0,
    };
    let job = JobSummary { id: job, title: "Engineer".to_owned(), company: "Acme".to_owned(), location: None };
    MatchWithJob { found, job }
}

fn matches(store: MockStore) -> Matches {
    Matches { store: store.build().0, clock: Arc::new(FixedClock::default()) }
}

async fn update(store: MockStore, status: MatchStatus) -> Result<MatchWithJob, MatchError> {
    matches(store).update(OWNER, ID, UpdateMatch { status }, &Precondition::None).await
}

#[tokio::test]
async fn the_same_status_again_writes_nothing() {
    let mut store = MockStore::default();
    store.matches.expect_find().returning(|_, _| Ok(Some(shown(MatchStatus::Saved))));
    assert_eq!(update(store, MatchStatus::Saved).await.unwrap(), shown(MatchStatus::Saved));
}

#[tokio::test]
async fn a_refused_change_writes_nothing() {
    let mut store = MockStore::default();
    store.matches.expect_find().returning(|_, _| Ok(Some(shown(MatchStatus::Applied))));
    let error = update(store, MatchStatus::Saved).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, "invalid_transition"));
    assert_eq!(error.to_string(), "a match that is applied cannot become saved");
}

#[tokio::test]
async fn who_is_overtaken_decides_anew() {
    let mut store = MockStore::default();
    let mut statuses = [MatchStatus::New, MatchStatus::Applied].into_iter();
    store.matches.expect_find().times(2).returning(move |_, _| Ok(statuses.next().map(shown)));
    store.matches.expect_update().times(1).returning(|_, _| Err(StoreError::Stale));
    assert_eq!(update(store, MatchStatus::Dismissed).await.unwrap_err().code(), "invalid_transition");
}
