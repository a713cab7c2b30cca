//! Matches in `matches`.

mod row;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::ids::{JobId, MatchId, UserId};
use domain::matching::{Match, MatchFilter, MatchWithJob};
use ports::matching::{MatchKey, MatchRepository};
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryTrait};

use crate::error::stale_unless_changed;
use crate::sea_orm_store::SeaOrm;
use row::{Column, Entity, Shown, columns_of, shown_columns};

/// Above all scores.
const TOP: f64 = 101.0;

const FIND: &str = concat!(
    "SELECT ",
    shown_columns!(),
    " FROM matches m JOIN jobs j ON j.id = m.job_id WHERE m.user_id = $1 AND m.id = $2 AND m.deleted_at IS NULL"
);

/// The casts are for PostgreSQL, which would compare as floating-point numbers and pass the index by.
const PAGE: &str = concat!(
    "SELECT ",
    shown_columns!(),
    " FROM matches m JOIN jobs j ON j.id = m.job_id WHERE m.user_id = $1 AND m.deleted_at IS NULL \
     AND (m.score, m.id) < (CAST($2 AS numeric(5,2)), $3) AND m.score >= CAST($4 AS numeric(5,2)) \
     AND (CAST($5 AS text) IS NULL OR m.status = $5) ORDER BY m.score DESC, m.id DESC LIMIT $6"
);

const TOP_PICK: &str = concat!(
    "SELECT ",
    shown_columns!(),
    " FROM matches m JOIN jobs j ON j.id = m.job_id AND j.status = 'active' \
     WHERE m.user_id = $1 AND m.deleted_at IS NULL AND m.status IN ('new', 'saved') \
     AND NOT EXISTS (SELECT 1 FROM applications a WHERE a.user_id = m.user_id AND a.job_id = m.job_id \
     AND a.deleted_at IS NULL) ORDER BY m.score DESC, m.id DESC LIMIT 1"
);

const UPDATE: &str = "\
    UPDATE matches SET status = $4, updated_at = $5 \
    WHERE user_id = $1 AND id = $2 AND updated_at = $3 AND deleted_at IS NULL";

const MARK_APPLIED: &str = "\
    UPDATE matches SET status = 'applied', updated_at = $3 \
    WHERE user_id = $1 AND job_id = $2 AND status <> 'applied' AND deleted_at IS NULL";

#[async_trait]
impl<C: ConnectionTrait + Send> MatchRepository for SeaOrm<C> {
    async fn upsert_many(&self, matches: &[Match]) -> Result<(), StoreError> {
        if matches.is_empty() {
            return Ok(());
        }
        let rows = matches.iter().map(columns_of).collect::<Result<Vec<_>, _>>()?;
        let scored_anew = OnConflict::columns([Column::UserId, Column::JobId])
            .update_columns([Column::Score, Column::Rationale, Column::UpdatedAt])
            .to_owned();
        let statement = Entity::insert_many(rows).on_conflict(scored_anew).into_query();
        self.write(&statement).await.map(|_| ())
    }

    async fn find(&self, owner: UserId, id: MatchId) -> Result<Option<MatchWithJob>, StoreError> {
        let query = Shown::find_by_statement(self.statement(FIND, [owner.0.into(), id.0.into()]));
        self.read(query.one(self.connection())).await?.map(Shown::into_shown).transpose()
    }

    async fn list(
        &self,
        owner: UserId,
        filter: &MatchFilter,
        page: PageRequest<MatchKey>,
    ) -> Result<Page<MatchWithJob, MatchKey>, StoreError> {
        let (score, id) = page.after.map_or((TOP, Uuid::max()), |(score, id)| (score.into(), id.0));
        let MatchFilter { status, min_score } = filter;
        let values = [
            owner.0.into(),
            score.into(),
            id.into(),
            min_score.unwrap_or(0.0).into(),
            status.map(|status| status.as_str().to_owned()).into(),
            (i64::from(page.limit) + 1).into(),
        ];
        let query = Shown::find_by_statement(self.statement(PAGE, values)).all(self.connection());
        let matches = self.read(query).await?.into_iter().map(Shown::into_shown).collect::<Result<_, _>>()?;
        Ok(page.page(matches, |shown: &MatchWithJob| (shown.found.score, shown.found.id)))
    }

    async fn top_pick(&self, owner: UserId) -> Result<Option<MatchWithJob>, StoreError> {
        let query = Shown::find_by_statement(self.statement(TOP_PICK, [owner.0.into()]));
        self.read(query.one(self.connection())).await?.map(Shown::into_shown).transpose()
    }

    async fn update(&self, changed: &Match, updated_at: DateTime<Utc>) -> Result<(), StoreError> {
        let values = [
            changed.user_id.0.into(),
            changed.id.0.into(),
            updated_at.into(),
            changed.status.as_str().into(),
            changed.updated_at.into(),
        ];
        stale_unless_changed(self.write_sql(UPDATE, values).await?)
    }

    async fn mark_applied(&self, owner: UserId, job: JobId, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.write_sql(MARK_APPLIED, [owner.0.into(), job.0.into(), now.into()]).await.map(|_| ())
    }
}
