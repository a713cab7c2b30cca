//! Jobs.

use actix_web::web::{Json, Path};
use actix_web::{HttpResponse, delete, get, patch, post};
use domain::ids::JobId;
use domain::job::{ListedJob, SeenJob};
use use_cases::job::{CreateJob, ListJobs, UpdateJob};
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{Object, RefOr};
use utoipa::{PartialSchema, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::body::Body;
use crate::http::caller::Caller;
use crate::http::listing::Listing;
use crate::http::problem::Problem;
use crate::http::query::{Page, PageQuery};
use crate::http::resource::{Created, IfMatch, Resource};
use crate::wiring::Api;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_jobs).service(create_job).service(get_job).service(update_job).service(delete_job);
}

/// Your own jobs and the public ones, newest first. Items leave out `raw_text` and `raw_data`.
#[utoipa::path(tag = "jobs", security(("bearer" = [])), params(PageQuery, ListJobs), responses(
    (status = 200, description = "One page", body = Page<ListedJob>),
))]
#[get("/jobs")]
async fn list_jobs(
    api: Api,
    Caller(caller): Caller,
    listing: Listing<ListJobs>,
) -> Result<Json<Page<ListedJob>>, Problem> {
    let page = listing.request(caller.user_id)?;
    Ok(listing.page(caller.user_id, api.jobs.list(caller.user_id, listing.filter.clone(), page).await?))
}

/// Adds a job of yours: by its fields, or read from a text or a schema.org `JobPosting`. What is given beside a text or posting
/// replaces what was read from it. A text in which no title or no company can be found is refused (422) with the name of the
/// field to give beside it.
#[utoipa::path(tag = "jobs", request_body = NewJob, security(("bearer" = [])), responses(
    (status = 201, description = "The job", body = SeenJob, headers(("Location" = String), ("ETag" = String))),
    (status = 409, description = "`job_exists`: you have a job with this url already"),
))]
#[post("/jobs")]
async fn create_job(
    api: Api,
    Caller(caller): Caller,
    Body(command): Body<CreateJob>,
) -> Result<Created<SeenJob>, Problem> {
    let resource = api.jobs.create(caller.user_id, command).await?;
    Ok(Created { location: format!("/jobs/{}", resource.job.id), resource })
}

/// A job of yours, or a public one.
#[utoipa::path(tag = "jobs", security(("bearer" = [])), params(("id" = JobId, Path)), responses(
    (status = 200, description = "The job", body = SeenJob, headers(("ETag" = String))),
    (status = 404, description = "There is no such job of yours, and no public one"),
))]
#[get("/jobs/{id}")]
async fn get_job(api: Api, Caller(caller): Caller, id: Path<JobId>) -> Result<Resource<SeenJob>, Problem> {
    Ok(Resource(api.jobs.get(caller.user_id, *id).await?))
}

/// Changes a job of yours. Only the keys that are present change; null clears.
#[utoipa::path(tag = "jobs", request_body = UpdateJob, security(("bearer" = [])), params(("id" = JobId, Path)), responses(
    (status = 200, description = "The job as it is now", body = SeenJob, headers(("ETag" = String))),
    (status = 403, description = "`public_job`: it belongs to everybody. Or the account is deleted or disabled"),
    (status = 404, description = "There is no such job of yours, and no public one"),
    (status = 409, description = "`job_exists`: you have another job with this url"),
    (status = 412, description = "The job has changed since"),
))]
#[patch("/jobs/{id}")]
async fn update_job(
    api: Api,
    Caller(caller): Caller,
    id: Path<JobId>,
    IfMatch(precondition): IfMatch,
    Body(command): Body<UpdateJob>,
) -> Result<Resource<SeenJob>, Problem> {
    Ok(Resource(api.jobs.update(caller.user_id, *id, command, precondition).await?))
}

/// Removes a job of yours for good, with its matches and rankings. A job that an application or a document refers to stays.
#[utoipa::path(tag = "jobs", security(("bearer" = [])), params(("id" = JobId, Path)), responses(
    (status = 204, description = "Removed"),
    (status = 403, description = "`public_job`: it belongs to everybody. Or the account is deleted or disabled"),
    (status = 404, description = "There is no such job of yours, and no public one"),
    (status = 409, description = "`job_in_use`: an application or a document refers to it"),
    (status = 412, description = "The job has changed since"),
))]
#[delete("/jobs/{id}")]
async fn delete_job(
    api: Api,
    Caller(caller): Caller,
    id: Path<JobId>,
    IfMatch(precondition): IfMatch,
) -> Result<HttpResponse, Problem> {
    api.jobs.delete(caller.user_id, *id, precondition).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// How the document describes a [`CreateJob`]: one shape for each way to give a job.
struct NewJob;

impl PartialSchema for NewJob {
    fn schema() -> RefOr<Schema> {
        let RefOr::T(Schema::Object(all)) = CreateJob::schema() else { return CreateJob::schema() };
        let by_fields = shape(&all, &["raw_text", "job_posting"], &["title", "company"], "A job by its fields");
        let from_text = shape(&all, &["job_posting"], &["raw_text"], "A job read from a posting as somebody copied it");
        let from_posting = shape(&all, &["raw_text"], &["job_posting"], "A job read from a schema.org `JobPosting`");
        OneOfBuilder::new().item(by_fields).item(from_text).item(from_posting).into()
    }
}

impl ToSchema for NewJob {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        CreateJob::schemas(schemas);
    }
}

/// The same object without some of its fields, and with others that must be there.
fn shape(all: &Object, without: &[&str], required: &[&str], title: &str) -> Object {
    let mut shape = ObjectBuilder::from(all.clone()).title(Some(title)).description(None::<String>).build();
    shape.properties.retain(|name, _| !without.contains(&name.as_str()));
    shape.required = required.iter().map(|name| (*name).to_owned()).collect();
    for name in required {
        if let Some(RefOr::T(Schema::Object(field))) = shape.properties.get_mut(*name) {
            field.schema_type = not_null(&field.schema_type);
        }
    }
    shape
}

/// Null is no value, and a field that must be there must have one.
fn not_null(schema_type: &SchemaType) -> SchemaType {
    match schema_type {
        SchemaType::Array(types) => match types.iter().filter(|one| **one != Type::Null).collect::<Vec<_>>().as_slice()
        {
            [one] => SchemaType::Type((*one).clone()),
            several => SchemaType::Array(several.iter().map(|one| (*one).clone()).collect()),
        },
        other => other.clone(),
    }
}
