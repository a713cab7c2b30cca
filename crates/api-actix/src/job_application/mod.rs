//! Applications: one by one, as lists, and all together.

mod csv;
mod overview;

use actix_web::web::{Json, Path};
use actix_web::{HttpResponse, delete, get, patch, post};
use domain::ids::ApplicationId;
use domain::job_application::{ApplicationEvent, ApplicationFilter, ApplicationWithJob};
use use_cases::job_application::{AddApplicationEvent, ChangeApplicationStatus, CreateApplication, UpdateApplication};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::body::Body;
use crate::http::caller::Caller;
use crate::http::listing::{Listing, Unfiltered};
use crate::http::problem::Problem;
use crate::http::query::{DeletionQuery, Filter, Page, PageQuery};
use crate::http::resource::{Created, IfMatch, Resource};
use crate::wiring::Api;

pub fn routes(config: &mut ServiceConfig) {
    // Before the one by id, whose pattern would match these too.
    overview::routes(config);
    config.service(list_applications).service(create_application);
    config.service(get_application).service(update_application).service(delete_application);
    config.service(restore_application).service(change_application_status);
    config.service(list_application_events).service(add_application_event);
}

/// Your applications, newest first by when you applied.
#[utoipa::path(tag = "applications", security(("bearer" = [])), params(PageQuery, ApplicationFilter), responses(
    (status = 200, description = "One page", body = Page<ApplicationWithJob>),
))]
#[get("/applications")]
async fn list_applications(
    api: Api,
    Caller(caller): Caller,
    listing: Listing<ApplicationFilter>,
) -> Result<Json<Page<ApplicationWithJob>>, Problem> {
    let page = api.applications.list(caller.user_id, &listing.filter, listing.request(caller.user_id)?).await?;
    Ok(listing.page(caller.user_id, page))
}

/// Notes that you have applied for a job. Its match, if you have one, becomes `applied`.
#[utoipa::path(tag = "applications", request_body = CreateApplication, security(("bearer" = [])), responses(
    (status = 201, description = "The application", body = ApplicationWithJob,
        headers(("Location" = String), ("ETag" = String))),
    (status = 404, description = "`job_not_found` or `document_not_found`: there is none that you can see"),
    (status = 409, description = "`application_exists`: you have an application for this job"),
    (status = 429, description = "`daily_limit_reached`: you have made as many today as your tier allows; or too many \
requests. `Retry-After` says when to come back"),
))]
#[post("/applications")]
async fn create_application(
    api: Api,
    Caller(caller): Caller,
    Body(command): Body<CreateApplication>,
) -> Result<Created<ApplicationWithJob>, Problem> {
    let resource = api.applications.create(caller.user_id, command).await?;
    Ok(Created { location: format!("/applications/{}", resource.application.id), resource })
}

/// One application.
#[utoipa::path(tag = "applications", security(("bearer" = [])), params(("id" = ApplicationId, Path)), responses(
    (status = 200, description = "The application", body = ApplicationWithJob, headers(("ETag" = String))),
    (status = 404, description = "There is no such application of yours"),
))]
#[get("/applications/{id}")]
async fn get_application(
    api: Api,
    Caller(caller): Caller,
    id: Path<ApplicationId>,
) -> Result<Resource<ApplicationWithJob>, Problem> {
    Ok(Resource(api.applications.get(caller.user_id, *id).await?))
}

/// Changes what you noted; the status has an operation of its own.
#[utoipa::path(tag = "applications", request_body = UpdateApplication, security(("bearer" = [])),
    params(("id" = ApplicationId, Path)),
    responses(
        (status = 200, description = "The application as it is now", body = ApplicationWithJob, headers(("ETag" = String))),
        (status = 404, description = "There is no such application of yours; or `document_not_found`"),
        (status = 412, description = "It was changed since you read it"),
    ))]
#[patch("/applications/{id}")]
async fn update_application(
    api: Api,
    Caller(caller): Caller,
    id: Path<ApplicationId>,
    IfMatch(precondition): IfMatch,
    Body(command): Body<UpdateApplication>,
) -> Result<Resource<ApplicationWithJob>, Problem> {
    Ok(Resource(api.applications.update(caller.user_id, *id, command, &precondition).await?))
}

/// Deletes an application; it can be restored.
#[utoipa::path(tag = "applications", security(("bearer" = [])), params(("id" = ApplicationId, Path), DeletionQuery),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, description = "There is no such application of yours"),
        (status = 412, description = "It was changed since you read it"),
    ))]
#[delete("/applications/{id}")]
async fn delete_application(
    api: Api,
    Caller(caller): Caller,
    id: Path<ApplicationId>,
    Filter(query): Filter<DeletionQuery>,
    IfMatch(precondition): IfMatch,
) -> Result<HttpResponse, Problem> {
    api.applications.delete(caller.user_id, *id, query.reason, &precondition).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Takes a deletion back.
#[utoipa::path(tag = "applications", security(("bearer" = [])), params(("id" = ApplicationId, Path)), responses(
    (status = 200, description = "The application", body = ApplicationWithJob, headers(("ETag" = String))),
    (status = 404, description = "There is no such deleted application of yours"),
    (status = 409, description = "`application_exists`: you have made another one for the job meanwhile"),
))]
#[post("/applications/{id}/restore")]
async fn restore_application(
    api: Api,
    Caller(caller): Caller,
    id: Path<ApplicationId>,
) -> Result<Resource<ApplicationWithJob>, Problem> {
    Ok(Resource(api.applications.restore(caller.user_id, *id).await?))
}

/// Moves an application from any status to any other, and notes it in the timeline. The same status again changes nothing.
#[utoipa::path(tag = "applications", request_body = ChangeApplicationStatus, security(("bearer" = [])),
    params(("id" = ApplicationId, Path)),
    responses(
        (status = 200, description = "The application as it is now", body = ApplicationWithJob, headers(("ETag" = String))),
        (status = 404, description = "There is no such application of yours"),
        (status = 412, description = "It was changed since you read it"),
    ))]
#[patch("/applications/{id}/status")]
async fn change_application_status(
    api: Api,
    Caller(caller): Caller,
    id: Path<ApplicationId>,
    IfMatch(precondition): IfMatch,
    Body(command): Body<ChangeApplicationStatus>,
) -> Result<Resource<ApplicationWithJob>, Problem> {
    Ok(Resource(api.applications.change_status(caller.user_id, *id, command, &precondition).await?))
}

/// The timeline of an application, newest first by when things happened.
#[utoipa::path(tag = "applications", security(("bearer" = [])), params(("id" = ApplicationId, Path), PageQuery),
    responses(
        (status = 200, description = "One page", body = Page<ApplicationEvent>),
        (status = 404, description = "There is no such application of yours"),
    ))]
#[get("/applications/{id}/events")]
async fn list_application_events(
    api: Api,
    Caller(caller): Caller,
    id: Path<ApplicationId>,
    listing: Listing<Unfiltered>,
) -> Result<Json<Page<ApplicationEvent>>, Problem> {
    let page = api.applications.events(caller.user_id, *id, listing.request(caller.user_id)?).await?;
    Ok(listing.page(caller.user_id, page))
}

/// Notes what has happened, or is going to. `Location` is the timeline.
#[utoipa::path(tag = "applications", request_body = AddApplicationEvent, security(("bearer" = [])),
    params(("id" = ApplicationId, Path)),
    responses(
        (status = 201, description = "The entry", body = ApplicationEvent, headers(("Location" = String), ("ETag" = String))),
        (status = 404, description = "There is no such application of yours"),
    ))]
#[post("/applications/{id}/events")]
async fn add_application_event(
    api: Api,
    Caller(caller): Caller,
    id: Path<ApplicationId>,
    Body(command): Body<AddApplicationEvent>,
) -> Result<Created<ApplicationEvent>, Problem> {
    let resource = api.applications.add_event(caller.user_id, *id, command).await?;
    Ok(Created { location: format!("/applications/{id}/events"), resource })
}
