//! A page of applications, in one of two statements whose texts never change.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{ApplicationId, UserId};
use domain::job_application::{ApplicationFilter, ApplicationWithJob};
use ports::job_application::ApplicationKey;
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::row::{Shown, shown_columns};
use crate::sea_orm_store::SeaOrm;

/// After the row of the cursor, or after an end that lies beyond all rows. Where there is nothing to filter by, nothing is
/// asked: this is among the busiest requests of all.
macro_rules! page {
    ($filter:literal) => {
        concat!(
            "SELECT ",
            shown_columns!(),
            " FROM applications a JOIN jobs j ON j.id = a.job_id \
             WHERE a.user_id = $1 AND a.deleted_at IS NULL AND (a.applied_at, a.id) < ($2, $3)",
            $filter,
            " ORDER BY a.applied_at DESC, a.id DESC LIMIT $4"
        )
    };
}

const PAGE: &str = page!("");

const FILTERED_PAGE: &str = page!(
    " AND a.applied_at >= $5 AND a.applied_at < $6 \
     AND (CAST($7 AS text) IS NULL OR a.status = $7) AND (CAST($8 AS uuid) IS NULL OR a.job_id = $8)"
);

/// Neither database keeps a time outside the years of four digits.
pub(super) fn beginning() -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default().and_time(chrono::NaiveTime::MIN).and_utc()
}

pub(super) fn end() -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default().and_time(chrono::NaiveTime::MIN).and_utc()
}

pub(super) async fn of<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    owner: UserId,
    filter: &ApplicationFilter,
    page: PageRequest<ApplicationKey>,
) -> Result<Page<ApplicationWithJob, ApplicationKey>, StoreError> {
    let (applied_at, id) = page.after.unwrap_or((end(), ApplicationId(Uuid::max())));
    let limit = i64::from(page.limit) + 1;
    let place: [Value; 4] = [owner.0.into(), applied_at.into(), id.0.into(), limit.into()];
    let statement = if *filter == ApplicationFilter::default() {
        store.statement(PAGE, place)
    } else {
        store.statement(FILTERED_PAGE, place.into_iter().chain(values_of(filter)))
    };
    let rows = store.read(Shown::find_by_statement(statement).all(store.connection())).await?;
    let applications = rows.into_iter().map(Shown::into_shown).collect::<Result<_, _>>()?;
    Ok(page.page(applications, |shown: &ApplicationWithJob| (shown.application.applied_at, shown.application.id)))
}

fn values_of(filter: &ApplicationFilter) -> [Value; 4] {
    let ApplicationFilter { status, job_id, applied_after, applied_before } = filter;
    let within = |at: DateTime<Utc>| at.clamp(beginning(), end());
    [
        applied_after.map_or_else(beginning, within).into(),
        applied_before.map_or_else(end, within).into(),
        status.map(|status| status.as_str().to_owned()).into(),
        job_id.map(|id| id.0).into(),
    ]
}
