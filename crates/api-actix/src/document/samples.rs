//! Samples of a person's own writing.

use actix_web::web::{Json, Path};
use actix_web::{HttpResponse, delete, get, post};
use domain::document::{Sample, SampleFilter, SampleSummary};
use domain::ids::SampleId;
use use_cases::document::AddSample;
use utoipa_actix_web::service_config::ServiceConfig;

use super::sample_body::{SampleBody, SampleForm};
use crate::http::caller::Caller;
use crate::http::listing::Listing;
use crate::http::problem::Problem;
use crate::http::query::{Page, PageQuery};
use crate::http::resource::{Created, IfMatch, Resource};
use crate::wiring::Api;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_samples).service(add_sample).service(get_sample).service(delete_sample);
}

/// Your samples without their texts, newest first.
#[utoipa::path(tag = "samples", security(("bearer" = [])), params(PageQuery, SampleFilter), responses(
    (status = 200, description = "One page", body = Page<SampleSummary>),
))]
#[get("/samples")]
async fn list_samples(
    api: Api,
    Caller(caller): Caller,
    listing: Listing<SampleFilter>,
) -> Result<Json<Page<SampleSummary>>, Problem> {
    let page = api.samples.list(caller.user_id, listing.filter, listing.request(caller.user_id)?).await?;
    Ok(listing.page(caller.user_id, page))
}

/// Adds a sample, as JSON or as a file, which is the active one of its type from now on; the one before it is archived.
#[utoipa::path(tag = "samples", security(("bearer" = [])),
    request_body(content((AddSample = "application/json"), (SampleForm = "multipart/form-data", encoding(("file" = (content_type = "text/plain")))))),
    responses(
        (status = 201, description = "The new sample", body = Sample, headers(("Location" = String), ("ETag" = String))),
        (status = 413, description = "The file has more than 1 MiB, or the body is too large"),
        (status = 415, description = "`unsupported_file_type`: the file's name does not end in `.txt`; or the body is neither JSON nor a form"),
        (status = 422, description = "The input breaks a rule; `errors` says which. Or `not_utf8`: the file is not text in UTF-8"),
    ))]
#[post("/samples")]
async fn add_sample(
    api: Api,
    Caller(caller): Caller,
    SampleBody(command): SampleBody,
) -> Result<Created<Sample>, Problem> {
    let resource = api.samples.add(caller.user_id, command).await?;
    Ok(Created { location: format!("/samples/{}", resource.id), resource })
}

/// One sample.
#[utoipa::path(tag = "samples", security(("bearer" = [])), params(("id" = SampleId, Path)), responses(
    (status = 200, description = "The sample", body = Sample, headers(("ETag" = String))),
    (status = 404, description = "There is no such sample of yours"),
))]
#[get("/samples/{id}")]
async fn get_sample(api: Api, Caller(caller): Caller, id: Path<SampleId>) -> Result<Resource<Sample>, Problem> {
    Ok(Resource(api.samples.get(caller.user_id, *id).await?))
}

/// Deletes a sample for good. After the active one, none of its type is active until you add another.
#[utoipa::path(tag = "samples", security(("bearer" = [])), params(("id" = SampleId, Path)), responses(
    (status = 204, description = "Deleted"),
    (status = 404, description = "There is no such sample of yours"),
    (status = 412, description = "It was changed since you read it"),
))]
#[delete("/samples/{id}")]
async fn delete_sample(
    api: Api,
    Caller(caller): Caller,
    id: Path<SampleId>,
    IfMatch(precondition): IfMatch,
) -> Result<HttpResponse, Problem> {
    api.samples.delete(caller.user_id, *id, &precondition).await?;
    Ok(HttpResponse::NoContent().finish())
}
