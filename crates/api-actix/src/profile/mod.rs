//! Career profiles, and in a file of their own their lists.

mod entries;

use actix_web::web::{Json, Path};
use actix_web::{HttpResponse, delete, get, patch, post, put};
use domain::ids::ProfileId;
use domain::profile::{Completeness, FullProfile, Profile, ProfileDetails, Skills};
use use_cases::patch::Patch;
use use_cases::profile::NewProfile;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::body::Body;
use crate::http::caller::Caller;
use crate::http::listing::{Listing, Unfiltered};
use crate::http::problem::Problem;
use crate::http::query::{DeletionQuery, Filter, Page, PageQuery};
use crate::http::resource::{Created, IfMatch, Resource};
use crate::wiring::Api;

pub fn routes(config: &mut ServiceConfig) {
    config.service(list_profiles).service(create_profile).service(get_profile).service(update_profile);
    config.service(delete_profile).service(restore_profile).service(make_profile_primary);
    config.service(get_skills).service(replace_skills).service(get_profile_completeness);
    entries::routes(config);
}

/// Your profiles without what they list, newest first.
#[utoipa::path(tag = "profiles", security(("bearer" = [])), params(PageQuery), responses(
    (status = 200, description = "One page", body = Page<Profile>),
))]
#[get("/profiles")]
async fn list_profiles(
    api: Api,
    Caller(caller): Caller,
    listing: Listing<Unfiltered>,
) -> Result<Json<Page<Profile>>, Problem> {
    let page = api.profiles.list(caller.user_id, listing.request(caller.user_id)?).await?;
    Ok(listing.page(caller.user_id, page))
}

/// Makes a profile, together with what it lists. Your first one is your primary one.
#[utoipa::path(tag = "profiles", request_body = NewProfile, security(("bearer" = [])), responses(
    (status = 201, description = "The new profile", body = FullProfile, headers(("Location" = String), ("ETag" = String))),
    (status = 409, description = "`too_many_profiles`: there are 20 already"),
))]
#[post("/profiles")]
async fn create_profile(
    api: Api,
    Caller(caller): Caller,
    Body(command): Body<NewProfile>,
) -> Result<Created<FullProfile>, Problem> {
    let resource = api.profiles.create(caller.user_id, command).await?;
    Ok(Created { location: format!("/profiles/{}", resource.profile.id), resource })
}

/// A profile with all that it lists.
#[utoipa::path(tag = "profiles", security(("bearer" = [])), params(("id" = ProfileId, Path)), responses(
    (status = 200, description = "The profile", body = FullProfile, headers(("ETag" = String))),
    (status = 404, description = "There is no such profile of yours"),
))]
#[get("/profiles/{id}")]
async fn get_profile(api: Api, Caller(caller): Caller, id: Path<ProfileId>) -> Result<Resource<FullProfile>, Problem> {
    Ok(Resource(api.profiles.get(caller.user_id, *id).await?))
}

/// Changes the keys that are present, also inside `personal_info` and `skills`; null clears. In `custom_fields` null removes a key.
#[utoipa::path(tag = "profiles", request_body = Patch<ProfileDetails>, security(("bearer" = [])),
    params(("id" = ProfileId, Path)), responses(
    (status = 200, description = "The profile as it is now", body = FullProfile, headers(("ETag" = String))),
    (status = 404, description = "There is no such profile of yours"),
    (status = 412, description = "It was changed since"),
))]
#[patch("/profiles/{id}")]
async fn update_profile(
    api: Api,
    Caller(caller): Caller,
    id: Path<ProfileId>,
    IfMatch(precondition): IfMatch,
    Body(patch): Body<Patch<ProfileDetails>>,
) -> Result<Resource<FullProfile>, Problem> {
    Ok(Resource(api.profiles.update(caller.user_id, *id, patch.changes, &precondition).await?))
}

/// Deletes a profile until it is restored. When it was your primary one, your newest other one becomes it.
#[utoipa::path(tag = "profiles", security(("bearer" = [])), params(("id" = ProfileId, Path), DeletionQuery), responses(
    (status = 204, description = "Deleted"),
    (status = 404, description = "There is no such profile of yours"),
    (status = 412, description = "It was changed since"),
))]
#[delete("/profiles/{id}")]
async fn delete_profile(
    api: Api,
    Caller(caller): Caller,
    id: Path<ProfileId>,
    IfMatch(precondition): IfMatch,
    Filter(query): Filter<DeletionQuery>,
) -> Result<HttpResponse, Problem> {
    api.profiles.delete(caller.user_id, *id, query.reason, &precondition).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Takes a deletion back. The profile does not become your primary one again, unless it is the only one.
#[utoipa::path(tag = "profiles", security(("bearer" = [])), params(("id" = ProfileId, Path)), responses(
    (status = 200, description = "The profile", body = FullProfile, headers(("ETag" = String))),
    (status = 404, description = "There is no such deleted profile of yours"),
    (status = 409, description = "`too_many_profiles`: there are 20 without it"),
))]
#[post("/profiles/{id}/restore")]
async fn restore_profile(
    api: Api,
    Caller(caller): Caller,
    id: Path<ProfileId>,
) -> Result<Resource<FullProfile>, Problem> {
    Ok(Resource(api.profiles.restore(caller.user_id, *id).await?))
}

/// Makes a profile your primary one, and the one that was it an ordinary one.
#[utoipa::path(tag = "profiles", security(("bearer" = [])), params(("id" = ProfileId, Path)), responses(
    (status = 200, description = "The profile", body = FullProfile, headers(("ETag" = String))),
    (status = 404, description = "There is no such profile of yours"),
))]
#[post("/profiles/{id}/make-primary")]
async fn make_profile_primary(
    api: Api,
    Caller(caller): Caller,
    id: Path<ProfileId>,
) -> Result<Resource<FullProfile>, Problem> {
    Ok(Resource(api.profiles.make_primary(caller.user_id, *id).await?))
}

/// The skills of a profile.
#[utoipa::path(tag = "profiles", security(("bearer" = [])), params(("id" = ProfileId, Path)), responses(
    (status = 200, description = "The skills", body = Skills, headers(("ETag" = String))),
    (status = 404, description = "There is no such profile of yours"),
))]
#[get("/profiles/{id}/skills")]
async fn get_skills(api: Api, Caller(caller): Caller, id: Path<ProfileId>) -> Result<Resource<Skills>, Problem> {
    Ok(Resource(api.profiles.skills(caller.user_id, *id).await?))
}

/// Replaces the skills of a profile; lists that are absent become empty.
#[utoipa::path(tag = "profiles", request_body = Skills, security(("bearer" = [])), params(("id" = ProfileId, Path)), responses(
    (status = 200, description = "The skills as they are now", body = Skills, headers(("ETag" = String))),
    (status = 404, description = "There is no such profile of yours"),
    (status = 412, description = "They were changed since"),
))]
#[put("/profiles/{id}/skills")]
async fn replace_skills(
    api: Api,
    Caller(caller): Caller,
    id: Path<ProfileId>,
    IfMatch(precondition): IfMatch,
    Body(skills): Body<Skills>,
) -> Result<Resource<Skills>, Problem> {
    Ok(Resource(api.profiles.replace_skills(caller.user_id, *id, skills, &precondition).await?))
}

/// How complete a profile is, and what would make it better.
#[utoipa::path(tag = "profiles", security(("bearer" = [])), params(("id" = ProfileId, Path)), responses(
    (status = 200, description = "Points and recommendations", body = Completeness),
    (status = 404, description = "There is no such profile of yours"),
))]
#[get("/profiles/{id}/completeness")]
async fn get_profile_completeness(
    api: Api,
    Caller(caller): Caller,
    id: Path<ProfileId>,
) -> Result<Json<Completeness>, Problem> {
    Ok(Json(api.profiles.completeness(caller.user_id, *id).await?))
}
