//! Matches: the jobs that suit somebody, and what they make of them.

use actix_web::web::{Json, Path};
use actix_web::{Either, HttpResponse, get, patch};
use domain::ids::MatchId;
use domain::matching::{MatchFilter, MatchWithJob};
use use_cases::matching::UpdateMatch;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::body::Body;
use crate::http::caller::Caller;
use crate::http::listing::Listing;
use crate::http::problem::Problem;
use crate::http::query::{Page, PageQuery};
use crate::http::resource::{IfMatch, Resource};
use crate::wiring::Api;

pub fn routes(config: &mut ServiceConfig) {
    // Before the one by id, whose pattern would match it too.
    config.service(get_top_pick);
    config.service(list_matches).service(get_match).service(update_match);
}

/// The jobs that suit you, the best first.
#[utoipa::path(tag = "matches", security(("bearer" = [])), params(PageQuery, MatchFilter), responses(
    (status = 200, description = "One page, by score, then newest first", body = Page<MatchWithJob>),
))]
#[get("/matches")]
async fn list_matches(
    api: Api,
    Caller(caller): Caller,
    listing: Listing<MatchFilter>,
) -> Result<Json<Page<MatchWithJob>>, Problem> {
    let page = api.matches.list(caller.user_id, &listing.filter, listing.request(caller.user_id)?).await?;
    Ok(listing.page(caller.user_id, page))
}

/// The best match that is new or saved, on an active job that you have not applied for.
#[utoipa::path(tag = "matches", security(("bearer" = [])), responses(
    (status = 200, description = "The match", body = MatchWithJob, headers(("ETag" = String))),
    (status = 204, description = "There is none"),
))]
#[get("/matches/top-pick")]
async fn get_top_pick(
    api: Api,
    Caller(caller): Caller,
) -> Result<Either<Resource<MatchWithJob>, HttpResponse>, Problem> {
    let best = api.matches.top_pick(caller.user_id).await?;
    Ok(best.map_or_else(|| Either::Right(HttpResponse::NoContent().finish()), |best| Either::Left(Resource(best))))
}

/// One match.
#[utoipa::path(tag = "matches", security(("bearer" = [])), params(("id" = MatchId, Path)), responses(
    (status = 200, description = "The match", body = MatchWithJob, headers(("ETag" = String))),
    (status = 404, description = "There is no such match of yours"),
))]
#[get("/matches/{id}")]
async fn get_match(api: Api, Caller(caller): Caller, id: Path<MatchId>) -> Result<Resource<MatchWithJob>, Problem> {
    Ok(Resource(api.matches.get(caller.user_id, *id).await?))
}

/// Says what you make of it. A new match can be saved, dismissed or applied for; a saved one dismissed, a dismissed one saved.
#[utoipa::path(tag = "matches", request_body = UpdateMatch, security(("bearer" = [])), params(("id" = MatchId, Path)),
    responses(
        (status = 200, description = "The match as it is now", body = MatchWithJob, headers(("ETag" = String))),
        (status = 404, description = "There is no such match of yours"),
        (status = 409, description = "`invalid_transition`"),
        (status = 412, description = "It was changed since you read it"),
    ))]
#[patch("/matches/{id}")]
async fn update_match(
    api: Api,
    Caller(caller): Caller,
    id: Path<MatchId>,
    IfMatch(precondition): IfMatch,
    Body(command): Body<UpdateMatch>,
) -> Result<Resource<MatchWithJob>, Problem> {
    Ok(Resource(api.matches.update(caller.user_id, *id, command, &precondition).await?))
}
