//! What an application is to refer to, looked up in one statement.

use domain::ids::UserId;
use domain::job::JobSummary;
use ports::job_application::{References, Referred};
use ports::store::StoreError;
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::sea_orm_store::SeaOrm;

/// One row for the owner, with or without the job.
const LOOK_UP: &str = "\
    SELECT j.id, j.title, j.company, j.location, \
    (CAST($3 AS uuid) IS NULL OR EXISTS (SELECT 1 FROM documents d \
     WHERE d.user_id = $1 AND d.id = $3 AND d.type = 'resume' AND d.deleted_at IS NULL)) AS has_resume, \
    (CAST($4 AS uuid) IS NULL OR EXISTS (SELECT 1 FROM documents d \
     WHERE d.user_id = $1 AND d.id = $4 AND d.type = 'cover_letter' AND d.deleted_at IS NULL)) AS has_cover_letter \
    FROM users u LEFT JOIN jobs j ON j.id = $2 AND (j.user_id = $1 OR j.user_id IS NULL) WHERE u.id = $1";

#[derive(FromQueryResult)]
struct Found {
    id: Option<Uuid>,
    title: Option<String>,
    company: Option<String>,
    location: Option<String>,
    has_resume: bool,
    has_cover_letter: bool,
}

pub(super) async fn look_up<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    owner: UserId,
    references: References,
) -> Result<Referred, StoreError> {
    let References { job, resume, cover_letter } = references;
    let (resume, cover_letter) = (resume.map(|id| id.0), cover_letter.map(|id| id.0));
    let statement = store.statement(LOOK_UP, [owner.0.into(), job.0.into(), resume.into(), cover_letter.into()]);
    let found = store.read(Found::find_by_statement(statement).one(store.connection())).await?;
    let Some(Found { id, title, company, location, has_resume, has_cover_letter }) = found else {
        return Ok(Referred { job: None, has_documents: false });
    };
    let job =
        id.zip(title).zip(company).map(|((id, title), company)| JobSummary { id: id.into(), title, company, location });
    Ok(Referred { job, has_documents: has_resume && has_cover_letter })
}
