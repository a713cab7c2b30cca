//! Registration, sign-in, and one's own account.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, patch, post};
use use_cases::identity::{Account, ChangePassword, LogIn, LogOut, Refresh, Register, SignedIn, UpdateMe};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::body::Body;
use crate::http::caller::{Caller, OptionalCaller, Origin, Visitor};
use crate::http::problem::Problem;
use crate::http::resource::{IfMatch, Resource};
use crate::wiring::{Api, Shared};

pub fn routes(config: &mut ServiceConfig) {
    config.service(register).service(log_in).service(refresh).service(log_out).service(change_password);
    config.service(get_me).service(update_me);
}

/// Makes an account. With a guest's access token, the guest becomes this account and keeps its id and data;
/// the guest's own tokens end, and those in the answer take their place.
#[utoipa::path(tag = "identity", request_body = Register, security((), ("bearer" = [])), responses(
    (status = 201, description = "Registered and signed in", body = SignedIn, headers(("Location" = String))),
    (status = 409, description = "`email_taken`, or `already_registered` when the token is a member's"),
))]
#[post("/auth/register")]
async fn register(
    api: Api,
    shared: Data<Shared>,
    _: Visitor,
    OptionalCaller(guest): OptionalCaller,
    Origin(client): Origin,
    Body(command): Body<Register>,
) -> Result<HttpResponse, Problem> {
    shared.limit_attempts(&command.email.normalized())?;
    let signed_in = api.identity.register(guest, command, &client).await?;
    Ok(HttpResponse::Created().insert_header((LOCATION, "/api/v1/users/me")).json(signed_in))
}

/// Signs in with address and password. Both unknown addresses and wrong passwords are `invalid_credentials`.
#[utoipa::path(tag = "identity", request_body = LogIn, responses(
    (status = 200, description = "Signed in", body = SignedIn),
    (status = 401, description = "`invalid_credentials`"),
    (status = 403, description = "`account_disabled`"),
))]
#[post("/auth/login")]
async fn log_in(
    api: Api,
    shared: Data<Shared>,
    _: Visitor,
    Origin(client): Origin,
    Body(command): Body<LogIn>,
) -> Result<Json<SignedIn>, Problem> {
    shared.limit_attempts(&command.email.normalized())?;
    Ok(Json(api.identity.log_in(command, &client).await?))
}

/// Exchanges a refresh token for new tokens. Each is good once: a second use ends the whole sign-in.
#[utoipa::path(tag = "identity", request_body = Refresh, responses(
    (status = 200, description = "New tokens", body = SignedIn),
    (status = 401, description = "`invalid_token`, or `token_reused` when it was exchanged before"),
    (status = 403, description = "`account_disabled`"),
))]
#[post("/auth/refresh")]
async fn refresh(
    api: Api,
    _: Visitor,
    Origin(client): Origin,
    Body(command): Body<Refresh>,
) -> Result<Json<SignedIn>, Problem> {
    Ok(Json(api.identity.refresh(command, &client).await?))
}

/// Ends the sign-in that the refresh token belongs to. An unknown token has nothing left to end.
#[utoipa::path(tag = "identity", request_body = LogOut, responses((status = 204, description = "Signed out")))]
#[post("/auth/logout")]
async fn log_out(api: Api, _: Visitor, Body(command): Body<LogOut>) -> Result<HttpResponse, Problem> {
    api.identity.log_out(command).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sets a new password and ends every other sign-in.
#[utoipa::path(tag = "identity", request_body = ChangePassword, security(("bearer" = [])), responses(
    (status = 204, description = "Changed"),
    (status = 401, description = "`invalid_credentials` when the current password is wrong, or no valid access token"),
    (status = 409, description = "`no_password`: guests have none"),
))]
#[post("/auth/change-password")]
async fn change_password(
    api: Api,
    shared: Data<Shared>,
    Caller(caller): Caller,
    Body(command): Body<ChangePassword>,
) -> Result<HttpResponse, Problem> {
    shared.limit_attempts(&caller.user_id.to_string())?;
    api.identity.change_password(caller, command).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Your account.
#[utoipa::path(tag = "identity", security(("bearer" = [])), responses(
    (status = 200, description = "The account", body = Account, headers(("ETag" = String))),
))]
#[get("/users/me")]
async fn get_me(api: Api, Caller(caller): Caller) -> Result<Resource<Account>, Problem> {
    Ok(Resource(api.identity.me(caller).await?))
}

/// Changes the keys that are present; null clears.
#[utoipa::path(tag = "identity", request_body = UpdateMe, security(("bearer" = [])), responses(
    (status = 200, description = "The account as it is now", body = Account, headers(("ETag" = String))),
    (status = 412, description = "It was changed since"),
))]
#[patch("/users/me")]
async fn update_me(
    api: Api,
    Caller(caller): Caller,
    IfMatch(precondition): IfMatch,
    Body(command): Body<UpdateMe>,
) -> Result<Resource<Account>, Problem> {
    Ok(Resource(api.identity.update_me(caller, command, &precondition).await?))
}
