//! Applications counted by what has become of them, in one statement: at most one row for each combination.

use chrono::{DateTime, Utc};
use domain::ids::UserId;
use domain::job_application::Tally;
use ports::store::StoreError;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::row::Entity;
use crate::column::Row;
use crate::sea_orm_store::SeaOrm;

const TALLIES: &str = "\
    SELECT status, ever_screening, ever_interview, ever_offer, ever_rejected, count(*) AS number, \
    sum(applied_this_week) AS applied_this_week, sum(interview_this_week) AS interview_this_week, \
    sum(offer_this_week) AS offer_this_week \
    FROM (SELECT a.status, CASE WHEN a.applied_at >= $2 THEN 1 ELSE 0 END AS applied_this_week, \
     max(CASE WHEN e.new_status = 'screening' THEN 1 ELSE 0 END) AS ever_screening, \
     max(CASE WHEN e.new_status = 'interview' THEN 1 ELSE 0 END) AS ever_interview, \
     max(CASE WHEN e.new_status = 'offer' THEN 1 ELSE 0 END) AS ever_offer, \
     max(CASE WHEN e.new_status = 'rejected' THEN 1 ELSE 0 END) AS ever_rejected, \
     max(CASE WHEN e.new_status = 'interview' AND e.occurred_at >= $2 THEN 1 ELSE 0 END) AS interview_this_week, \
     max(CASE WHEN e.new_status = 'offer' AND e.occurred_at >= $2 THEN 1 ELSE 0 END) AS offer_this_week \
     FROM applications a LEFT JOIN application_events e \
     ON e.user_id = a.user_id AND e.application_id = a.id AND e.kind = 'status_changed' \
     WHERE a.user_id = $1 AND a.deleted_at IS NULL GROUP BY a.id, a.status, a.applied_at) seen \
    GROUP BY status, ever_screening, ever_interview, ever_offer, ever_rejected";

#[derive(FromQueryResult)]
struct Found {
    status: String,
    ever_screening: i32,
    ever_interview: i32,
    ever_offer: i32,
    ever_rejected: i32,
    number: i64,
    applied_this_week: i64,
    interview_this_week: i64,
    offer_this_week: i64,
}

pub(super) async fn of<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    owner: UserId,
    week_began: DateTime<Utc>,
) -> Result<Vec<Tally>, StoreError> {
    let statement = store.statement(TALLIES, [owner.0.into(), week_began.into()]);
    let found = store.read(Found::find_by_statement(statement).all(store.connection())).await?;
    found.into_iter().map(|found| tally(&found, owner)).collect()
}

fn tally(found: &Found, owner: UserId) -> Result<Tally, StoreError> {
    Ok(Tally {
        // The row of many applications is named by their owner.
        status: Row::<Entity>::new(owner.0).word("status", &found.status)?,
        ever_screening: found.ever_screening > 0,
        ever_interview: found.ever_interview > 0,
        ever_offer: found.ever_offer > 0,
        ever_rejected: found.ever_rejected > 0,
        count: found.number.unsigned_abs(),
        applied_this_week: found.applied_this_week.unsigned_abs(),
        interview_this_week: found.interview_this_week.unsigned_abs(),
        offer_this_week: found.offer_this_week.unsigned_abs(),
    })
}
