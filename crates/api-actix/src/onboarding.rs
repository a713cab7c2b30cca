//! The onboarding conversation.

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::web::{Json, Path};
use actix_web::{HttpResponse, get, post};
use domain::ids::SessionId;
use domain::onboarding::{ConversationMessage, OnboardingSession};
use use_cases::onboarding::{AnswerQuestion, OnboardingState, StartOnboarding, Started, Turn};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::body::{Body, OptionalBody};
use crate::http::caller::{Caller, OptionalCaller, Origin};
use crate::http::listing::{Listing, Unfiltered};
use crate::http::problem::Problem;
use crate::http::query::{Page, PageQuery};
use crate::http::resource::Resource;
use crate::wiring::Api;

pub fn routes(config: &mut ServiceConfig) {
    config.service(start_onboarding).service(answer_question).service(get_onboarding_status);
    config.service(list_onboarding_sessions).service(get_onboarding_session);
    config.service(list_onboarding_messages).service(abandon_onboarding_session);
}

/// Starts the conversation, or resumes the one in progress. Without a token a guest account is made, and its tokens are in the answer.
#[utoipa::path(tag = "onboarding", request_body(content = Option<StartOnboarding>), security((), ("bearer" = [])), responses(
    (status = 200, description = "The conversation in progress is resumed", body = Started),
    (status = 201, description = "A new conversation", body = Started, headers(("Location" = String))),
))]
#[post("/onboarding/start")]
async fn start_onboarding(
    api: Api,
    OptionalCaller(caller): OptionalCaller,
    Origin(client): Origin,
    OptionalBody(command): OptionalBody<StartOnboarding>,
) -> Result<HttpResponse, Problem> {
    let started = api.onboarding.start(caller, command, &client).await?;
    let status = if started.is_new { StatusCode::CREATED } else { StatusCode::OK };
    let location = format!("/api/v1/onboarding/sessions/{}", started.turn.session_id);
    Ok(HttpResponse::build(status).insert_header((LOCATION, location)).json(started))
}

/// Answers the question that was asked last, in your own words; other fields in the same answer are understood too.
#[utoipa::path(tag = "onboarding", request_body = AnswerQuestion, security(("bearer" = [])), responses(
    (status = 200, description = "What was understood, and the next question", body = Turn),
    (status = 404, description = "There is no such session of yours"),
    (status = 409, description = "`session_closed`, or `session_busy` when many answers arrive at once"),
))]
#[post("/onboarding/answer")]
async fn answer_question(
    api: Api,
    Caller(caller): Caller,
    Body(command): Body<AnswerQuestion>,
) -> Result<Json<Turn>, Problem> {
    Ok(Json(api.onboarding.answer(caller.user_id, command).await?))
}

/// Where you stand, and what to do next.
#[utoipa::path(tag = "onboarding", security(("bearer" = [])), responses((status = 200, description = "The status", body = OnboardingState)))]
#[get("/onboarding/status")]
async fn get_onboarding_status(api: Api, Caller(caller): Caller) -> Result<Json<OnboardingState>, Problem> {
    Ok(Json(api.onboarding.state(caller.user_id).await?))
}

/// Your conversations, newest first.
#[utoipa::path(tag = "onboarding", security(("bearer" = [])), params(PageQuery), responses(
    (status = 200, description = "One page", body = Page<OnboardingSession>),
))]
#[get("/onboarding/sessions")]
async fn list_onboarding_sessions(
    api: Api,
    Caller(caller): Caller,
    listing: Listing<Unfiltered>,
) -> Result<Json<Page<OnboardingSession>>, Problem> {
    let page = api.onboarding.sessions(caller.user_id, listing.request(caller.user_id)?).await?;
    Ok(listing.page(caller.user_id, page))
}

/// One conversation.
#[utoipa::path(tag = "onboarding", security(("bearer" = [])), params(("id" = SessionId, Path)), responses(
    (status = 200, description = "The session", body = OnboardingSession, headers(("ETag" = String))),
    (status = 404, description = "There is no such session of yours"),
))]
#[get("/onboarding/sessions/{id}")]
async fn get_onboarding_session(
    api: Api,
    Caller(caller): Caller,
    id: Path<SessionId>,
) -> Result<Resource<OnboardingSession>, Problem> {
    Ok(Resource(api.onboarding.session(caller.user_id, *id).await?))
}

/// What was said in one conversation, oldest first.
#[utoipa::path(tag = "onboarding", security(("bearer" = [])), params(("id" = SessionId, Path), PageQuery), responses(
    (status = 200, description = "One page", body = Page<ConversationMessage>),
    (status = 404, description = "There is no such session of yours"),
))]
#[get("/onboarding/sessions/{id}/messages")]
async fn list_onboarding_messages(
    api: Api,
    Caller(caller): Caller,
    id: Path<SessionId>,
    listing: Listing<Unfiltered>,
) -> Result<Json<Page<ConversationMessage>>, Problem> {
    let page = api.onboarding.messages(caller.user_id, *id, listing.request(caller.user_id)?).await?;
    Ok(listing.page(caller.user_id, page))
}

/// Gives a conversation up. What it collected stays readable.
#[utoipa::path(tag = "onboarding", security(("bearer" = [])), params(("id" = SessionId, Path)), responses(
    (status = 204, description = "Abandoned"),
    (status = 404, description = "There is no such session of yours"),
    (status = 409, description = "`session_closed`"),
))]
#[post("/onboarding/sessions/{id}/abandon")]
async fn abandon_onboarding_session(
    api: Api,
    Caller(caller): Caller,
    id: Path<SessionId>,
) -> Result<HttpResponse, Problem> {
    api.onboarding.abandon(caller.user_id, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
