//! Documents with their versions.

mod sample_body;
mod samples;

use actix_web::http::header::LOCATION;
use actix_web::web::{self, Json, Path};
use actix_web::{CustomizeResponder, HttpResponse, Responder, delete, get, patch, post};
use domain::document::{DocumentDiff, DocumentFilter, DocumentSummary, DocumentVersion};
use domain::ids::DocumentId;
use serde::Deserialize;
use use_cases::document::{CreateDocument, UpdateDocument};
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

use crate::http::body::Body;
use crate::http::caller::Caller;
use crate::http::listing::{Listing, Unfiltered};
use crate::http::problem::Problem;
use crate::http::query::{DeletionQuery, Filter, Page, PageQuery};
use crate::http::resource::{Created, IfMatch, Resource};
use crate::wiring::Api;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_documents).service(create_document);
    config.service(get_document).service(update_document).service(delete_document).service(restore_document);
    config.service(list_document_versions).service(diff_document);
    samples::routes(config);
}

/// Your documents without what they say, newest first.
#[utoipa::path(tag = "documents", security(("bearer" = [])), params(PageQuery, DocumentFilter), responses(
    (status = 200, description = "One page", body = Page<DocumentSummary>),
))]
#[get("/documents")]
async fn list_documents(
    api: Api,
    Caller(caller): Caller,
    listing: Listing<DocumentFilter>,
) -> Result<Json<Page<DocumentSummary>>, Problem> {
    let page = api.documents.list(caller.user_id, listing.filter, listing.request(caller.user_id)?).await?;
    Ok(listing.page(caller.user_id, page))
}

/// Stores a document as the next version for its type and job.
#[utoipa::path(tag = "documents", request_body = CreateDocument, security(("bearer" = [])), responses(
    (status = 201, description = "The new version", body = DocumentVersion,
        headers(("Location" = String), ("ETag" = String))),
    (status = 404, description = "`job_not_found`: there is no such job that you see"),
))]
#[post("/documents")]
async fn create_document(
    api: Api,
    Caller(caller): Caller,
    Body(command): Body<CreateDocument>,
) -> Result<Created<DocumentVersion>, Problem> {
    let resource = api.documents.create(caller.user_id, command).await?;
    Ok(Created { location: format!("/documents/{}", resource.document.id), resource })
}

/// One version of a document.
#[utoipa::path(tag = "documents", security(("bearer" = [])), params(("id" = DocumentId, Path)), responses(
    (status = 200, description = "The version", body = DocumentVersion, headers(("ETag" = String))),
    (status = 404, description = "There is no such document of yours"),
))]
#[get("/documents/{id}")]
async fn get_document(
    api: Api,
    Caller(caller): Caller,
    id: Path<DocumentId>,
) -> Result<Resource<DocumentVersion>, Problem> {
    Ok(Resource(api.documents.get(caller.user_id, *id).await?))
}

/// Changes a document. Another content makes the next version, with an id of its own, and leaves this one as it is; the title
/// and the structured form go on into it. From an old version, the newest is made in the same way.
#[utoipa::path(tag = "documents", request_body = UpdateDocument, security(("bearer" = [])),
    params(("id" = DocumentId, Path)),
    responses(
        (status = 200, description = "The version as it is now, or the next one; `Location` says where it is",
            body = DocumentVersion, headers(("Location" = String), ("ETag" = String))),
        (status = 404, description = "There is no such document of yours"),
        (status = 412, description = "It was changed, or there is a newer version, since you read it"),
    ))]
#[patch("/documents/{id}")]
async fn update_document(
    api: Api,
    Caller(caller): Caller,
    id: Path<DocumentId>,
    IfMatch(precondition): IfMatch,
    Body(command): Body<UpdateDocument>,
) -> Result<CustomizeResponder<Resource<DocumentVersion>>, Problem> {
    let version = api.documents.update(caller.user_id, *id, command, &precondition).await?;
    let location = (LOCATION, format!("/api/v1/documents/{}", version.document.id));
    Ok(Resource(version).customize().insert_header(location))
}

/// Deletes one version; it can be restored. The one before it becomes the latest again.
#[utoipa::path(tag = "documents", security(("bearer" = [])), params(("id" = DocumentId, Path), DeletionQuery), responses(
    (status = 204, description = "Deleted"),
    (status = 404, description = "There is no such document of yours"),
    (status = 412, description = "It was changed, or there is a newer version, since you read it"),
))]
#[delete("/documents/{id}")]
async fn delete_document(
    api: Api,
    Caller(caller): Caller,
    id: Path<DocumentId>,
    Filter(query): Filter<DeletionQuery>,
    IfMatch(precondition): IfMatch,
) -> Result<HttpResponse, Problem> {
    api.documents.delete(caller.user_id, *id, query.reason, &precondition).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Takes a deletion back.
#[utoipa::path(tag = "documents", security(("bearer" = [])), params(("id" = DocumentId, Path)), responses(
    (status = 200, description = "The version", body = DocumentVersion, headers(("ETag" = String))),
    (status = 404, description = "There is no such deleted document of yours"),
))]
#[post("/documents/{id}/restore")]
async fn restore_document(
    api: Api,
    Caller(caller): Caller,
    id: Path<DocumentId>,
) -> Result<Resource<DocumentVersion>, Problem> {
    Ok(Resource(api.documents.restore(caller.user_id, *id).await?))
}

/// All versions of a document, by any one of them, highest version first.
#[utoipa::path(tag = "documents", security(("bearer" = [])), params(("id" = DocumentId, Path), PageQuery), responses(
    (status = 200, description = "One page", body = Page<DocumentSummary>),
    (status = 404, description = "There is no such document of yours"),
))]
#[get("/documents/{id}/versions")]
async fn list_document_versions(
    api: Api,
    Caller(caller): Caller,
    id: Path<DocumentId>,
    listing: Listing<Unfiltered>,
) -> Result<Json<Page<DocumentSummary>>, Problem> {
    let page = api.documents.versions(caller.user_id, *id, listing.request(caller.user_id)?).await?;
    Ok(listing.page(caller.user_id, page))
}

#[derive(Debug, Default, Deserialize, Validate, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
struct DiffQuery {
    /// Any document of yours; by default the version before.
    against: Option<DocumentId>,
}

/// What differs line by line, with three lines around each change: from `against` to this document.
#[utoipa::path(tag = "documents", security(("bearer" = [])), params(("id" = DocumentId, Path), DiffQuery), responses(
    (status = 200, description = "The differences", body = DocumentDiff),
    (status = 404, description = "There is no such document of yours; or `no_earlier_version`"),
))]
#[get("/documents/{id}/diff")]
async fn diff_document(
    api: Api,
    Caller(caller): Caller,
    id: Path<DocumentId>,
    Filter(query): Filter<DiffQuery>,
) -> Result<Json<DocumentDiff>, Problem> {
    let comparison = api.documents.compare(caller.user_id, *id, query.against).await?;
    // Beside the threads that serve requests, which it would keep.
    let diff = web::block(move || comparison.diff()).await;
    diff.map(Json).map_err(|_| Problem::internal())
}
