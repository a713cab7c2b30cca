//! Jobs in `jobs`.

mod row;
mod statements;

use async_trait::async_trait;
use domain::ids::{JobId, UserId};
use domain::job::{Job, JobOrigin, SeenJob};
use ports::job::JobRepository;
use ports::store::StoreError;
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::error::Unique;
use crate::sea_orm_store::SeaOrm;
use row::{Seen, origin_values, values_of};

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
}
