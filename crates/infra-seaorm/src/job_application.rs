//! Applications in `applications`, their timeline in `application_events`.

mod board;
mod event_row;
mod list;
mod references;
mod row;
mod tallies;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::deletion::Deletion;
use domain::ids::{ApplicationId, UserId};
use domain::job_application::{Application, ApplicationEvent, ApplicationFilter, ApplicationWithJob, Board, Tally};
use ports::job_application::{ApplicationEventKey, ApplicationKey, ApplicationRepository, References, Referred};
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use sea_orm::ActiveValue::NotSet;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryTrait};

use crate::error::{Unique, stale_unless_changed};
use crate::sea_orm_store::SeaOrm;
use event_row as event;
use row::{ActiveModel, COLUMN, Entity, Shown, columns_of, shown_columns};

const ONE_FOR_EACH_JOB: Unique = Unique {
    constraint: "applications_unique_user_id_job_id",
    sqlite: "applications.user_id, applications.job_id",
    conflict: "application_exists",
};

const FIND: &str = concat!(
    "SELECT ",
    shown_columns!(),
    " FROM applications a JOIN jobs j ON j.id = a.job_id WHERE a.user_id = $1 AND a.id = $2 AND a.deleted_at IS NULL"
);

const COUNT: &str = "SELECT count(*) AS number FROM applications WHERE user_id = $1 AND created_at >= $2";

#[derive(FromQueryResult)]
struct Counted {
    number: i64,
}

#[async_trait]
impl<C: ConnectionTrait + Send> ApplicationRepository for SeaOrm<C> {
    async fn look_up(&self, owner: UserId, references: References) -> Result<Referred, StoreError> {
        references::look_up(self, owner, references).await
    }

    async fn count_created_since(&self, owner: UserId, since: DateTime<Utc>) -> Result<u64, StoreError> {
        let query = Counted::find_by_statement(self.statement(COUNT, [owner.0.into(), since.into()]));
        let counted = self.read(query.one(self.connection())).await?;
        Ok(counted.map_or(0, |counted| counted.number.unsigned_abs()))
    }

    async fn insert(&self, application: &Application) -> Result<(), StoreError> {
        let statement = Entity::insert(columns_of(application)?).into_query();
        self.write_or_conflict(&statement, &[ONE_FOR_EACH_JOB]).await.map(|_| ())
    }

    async fn find(&self, owner: UserId, id: ApplicationId) -> Result<Option<ApplicationWithJob>, StoreError> {
        let query = Shown::find_by_statement(self.statement(FIND, [owner.0.into(), id.0.into()]));
        self.read(query.one(self.connection())).await?.map(Shown::into_shown).transpose()
    }

    async fn list(
        &self,
        owner: UserId,
        filter: &ApplicationFilter,
        page: PageRequest<ApplicationKey>,
    ) -> Result<Page<ApplicationWithJob, ApplicationKey>, StoreError> {
        list::of(self, owner, filter, page).await
    }

    async fn board(&self, owner: UserId) -> Result<Board, StoreError> {
        board::of(self, owner).await
    }

    async fn tallies(&self, owner: UserId, week_began: DateTime<Utc>) -> Result<Vec<Tally>, StoreError> {
        tallies::of(self, owner, week_began).await
    }

    async fn update(&self, application: &Application, updated_at: DateTime<Utc>) -> Result<(), StoreError> {
        let columns = columns_of(application)?;
        let columns = ActiveModel { id: NotSet, user_id: NotSet, job_id: NotSet, created_at: NotSet, ..columns };
        let statement = Entity::update_many()
            .set(columns)
            .filter(COLUMN.user_id.eq(application.user_id.0))
            .filter(COLUMN.id.eq(application.id.0))
            .filter(COLUMN.updated_at.eq(updated_at))
            .filter(row::is_live())
            .into_query();
        stale_unless_changed(self.write(&statement).await?)
    }

    async fn delete(
        &self,
        owner: UserId,
        id: ApplicationId,
        updated_at: DateTime<Utc>,
        deletion: &Deletion,
    ) -> Result<(), StoreError> {
        self.soft_delete("applications", owner, id.0, updated_at, deletion).await
    }

    async fn restore(&self, owner: UserId, id: ApplicationId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        SeaOrm::restore(self, "applications", owner, id.0, now, &[ONE_FOR_EACH_JOB]).await
    }

    async fn insert_event(&self, event: &ApplicationEvent) -> Result<bool, StoreError> {
        Ok(self.write_sql(event::INSERT, event::values_of(event)).await? > 0)
    }

    async fn events(
        &self,
        owner: UserId,
        id: ApplicationId,
        page: PageRequest<ApplicationEventKey>,
    ) -> Result<Page<ApplicationEvent, ApplicationEventKey>, StoreError> {
        event::page(self, owner, id, page).await
    }
}
