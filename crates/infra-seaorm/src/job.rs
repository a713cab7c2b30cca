//! Jobs in `jobs`.

mod list;
mod row;
mod statements;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::ids::{JobId, UserId};
use domain::job::{Job, JobOrigin, ListedJob, SearchWords, SeenJob};
use ports::job::{JobFilter, JobRepository};
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};

use crate::error::{Unique, stale_unless_changed};
use crate::sea_orm_store::SeaOrm;
use row::{Listed, Seen, origin_values, values_of};

const JOB_EXISTS: [Unique; 2] = [
    Unique { constraint: "jobs_unique_user_id_url", sqlite: "jobs.user_id, jobs.url", conflict: "job_exists" },
    Unique { constraint: "jobs_unique_url", sqlite: "jobs.url", conflict: "job_exists" },
];

#[async_trait]
impl<C: ConnectionTrait + Send> JobRepository for SeaOrm<C> {
    async fn insert(&self, job: &Job, origin: &JobOrigin) -> Result<(), StoreError> {
        let mut values = values_of(job)?;
        values.extend(origin_values(origin)?);
        values.push(job.search_words().as_str().into());
        self.write_sql_or_conflict(&statements::INSERT, values, &JOB_EXISTS).await.map(|_| ())
    }

    async fn find(&self, viewer: UserId, id: JobId) -> Result<Option<SeenJob>, StoreError> {
        let statement = self.statement(&statements::FIND, [viewer.0.into(), id.0.into()]);
        let query = Seen::find_by_statement(statement).one(self.connection());
        self.read(query).await?.map(Seen::into_seen).transpose()
    }

    async fn list(
        &self,
        viewer: UserId,
        filter: &JobFilter,
        page: PageRequest<JobId>,
    ) -> Result<Page<ListedJob, JobId>, StoreError> {
        if filter.words.as_ref().is_some_and(SearchWords::is_empty) {
            return Ok(page.page(Vec::new(), |listed: &ListedJob| listed.job.id));
        }
        let statement = list::statement(self.connection().get_database_backend(), viewer, filter, page);
        let rows = self.read(Listed::find_by_statement(statement).all(self.connection())).await?;
        let jobs = rows.into_iter().map(Listed::into_listed).collect::<Result<_, _>>()?;
        Ok(page.page(jobs, |listed: &ListedJob| listed.job.id))
    }

    async fn update(&self, job: &Job, read_at: DateTime<Utc>) -> Result<(), StoreError> {
        let mut values = values_of(job)?;
        values.push(job.search_words().as_str().into());
        values.push(read_at.into());
        stale_unless_changed(self.write_sql_or_conflict(&statements::UPDATE, values, &JOB_EXISTS).await?)
    }

    async fn delete(&self, owner: UserId, id: JobId, read_at: DateTime<Utc>) -> Result<(), StoreError> {
        let lock = match self.connection().get_database_backend() {
            DbBackend::Sqlite => statements::LOCK_ON_SQLITE,
            _ => statements::LOCK_ON_POSTGRES,
        };
        // Whoever is about to refer to the job waits from here on, or has done so and is seen below.
        let locked = self.connection().query_one_raw(self.statement(lock, [owner.0.into(), id.0.into()]));
        let row = self.read(locked).await?.ok_or(StoreError::Stale)?;
        let updated_at: DateTime<Utc> = self.read(async { row.try_get("", "updated_at") }).await?;
        if updated_at != read_at {
            return Err(StoreError::Stale);
        }
        // In the order of what refers to what; those of others cannot refer to it.
        self.write_sql(statements::DELETE_DEAD_APPLICATIONS, [id.0.into()]).await?;
        self.write_sql(statements::DELETE_DEAD_DOCUMENTS, [id.0.into()]).await?;
        match self.write_sql(statements::DELETE_UNUSED, [owner.0.into(), id.0.into()]).await? {
            0 => Err(StoreError::Conflict("job_in_use")),
            _ => Ok(()),
        }
    }
}
