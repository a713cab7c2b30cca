//! Who is calling. What stands in a handler's signature has been checked.

use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use domain::identity::Client;
use futures_util::future::{LocalBoxFuture, Ready, ready};

use super::problem::Problem;
use crate::wiring::Shared;

/// Somebody with a valid access token, within their rate limit.
#[derive(Debug, Clone, Copy)]
pub struct Caller(pub use_cases::identity::Caller);

/// Somebody with a valid access token, or with none. A bad token is refused all the same.
#[derive(Debug, Clone, Copy)]
pub struct OptionalCaller(pub Option<use_cases::identity::Caller>);

/// Somebody who need not prove anything yet, within the limit of their address.
#[derive(Debug, Clone, Copy)]
pub struct Visitor;

/// Where the request came from.
#[derive(Debug, Clone)]
pub struct Origin(pub Client);

impl FromRequest for Caller {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let token = bearer(&request)?.ok_or_else(|| {
                Problem::unauthenticated("unauthenticated", "Send an access token as `Authorization: Bearer`.")
            })?;
            Ok(Self(authenticate(&request, token).await?))
        })
    }
}

impl FromRequest for OptionalCaller {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            match bearer(&request)? {
                Some(token) => Ok(Self(Some(authenticate(&request, token).await?))),
                None => limit_visitor(&request).map(|()| Self(None)),
            }
        })
    }
}

impl FromRequest for Visitor {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(limit_visitor(request).map(|()| Self))
    }
}

impl FromRequest for Origin {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let user_agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        ready(api(request).map(|api| {
            Self(Client {
                ip_address: address(request, api).map(|address| address.to_string()),
                // Long enough for every honest one.
                user_agent: user_agent.map(|text| text.chars().take(500).collect()),
            })
        }))
    }
}

fn api(request: &HttpRequest) -> Result<&Data<Shared>, Problem> {
    request.app_data::<Data<Shared>>().ok_or_else(|| {
        tracing::error!("the application data is missing");
        Problem::internal()
    })
}

/// The token of the header, if there is one. No other place is looked at: URLs end up in logs.
fn bearer(request: &HttpRequest) -> Result<Option<&str>, Problem> {
    let Some(value) = request.headers().get(header::AUTHORIZATION) else { return Ok(None) };
    let (scheme, token) = value.to_str().ok().and_then(|value| value.split_once(' ')).unwrap_or_default();
    if scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty() {
        return Ok(Some(token.trim()));
    }
    Err(Problem::unauthenticated("invalid_token", "The Authorization header must read `Bearer` and a token."))
}

async fn authenticate(request: &HttpRequest, token: &str) -> Result<use_cases::identity::Caller, Problem> {
    // Asked for before in this request, by what stands around the handler.
    let known = request.extensions().get::<use_cases::identity::Caller>().copied();
    if let Some(caller) = known {
        return Ok(caller);
    }
    let api = api(request)?;
    let caller = api.use_cases.identity.authenticate(token).await?;
    request.extensions_mut().insert(caller);
    tracing::Span::current().record("user.id", tracing::field::display(caller.user_id));
    if let Some(limiter) = &api.limiter {
        let quota = limiter.check_caller(&caller)?;
        request.extensions_mut().insert(quota);
    }
    Ok(caller)
}

/// Counts once a request, however many of its extractors ask.
fn limit_visitor(request: &HttpRequest) -> Result<(), Problem> {
    struct Counted;
    let api = api(request)?;
    if request.extensions_mut().insert(Counted).is_some() {
        return Ok(());
    }
    if let (Some(limiter), Some(address)) = (&api.limiter, address(request, api)) {
        let quota = limiter.check_visitor(address)?;
        request.extensions_mut().insert(quota);
    }
    Ok(())
}

/// The peer's address, or with a trusted proxy the one that the proxy appended last.
fn address(request: &HttpRequest, api: &Shared) -> Option<IpAddr> {
    let forwarded = || {
        let hops = request.headers().get_all("x-forwarded-for").last()?.to_str().ok()?;
        hops.rsplit(',').next()?.trim().parse().ok()
    };
    let peer = || request.peer_addr().map(|peer| peer.ip());
    if api.trust_forwarded { forwarded().or_else(peer) } else { peer() }
}
