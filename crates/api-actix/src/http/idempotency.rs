//! `Idempotency-Key`: a POST that is sent again is answered again, and not carried out again.

use std::sync::Arc;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody, to_bytes};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{Error, FromRequest, HttpMessage, HttpResponse, ResponseError, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::idempotency::{Claim, IdempotencyKey};
use futures_util::stream;
use ports::idempotency::StoredAnswer;
use sha2::{Digest, Sha256};
use tokio::time::timeout;
use use_cases::idempotency::{Attempt, Claimant};

use super::caller::Caller;
use super::problem::Problem;
use crate::wiring::{Shared, UseCases};

pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// On an answer that was given before.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Whose answers hold secrets, which are not to be stored.
pub const NOT_UNDER: &str = "/api/v1/auth/";

/// The most bytes of a body that is kept whole to tell it from another; every endpoint takes less.
const MAX_BODY: usize = 12 * 1024 * 1024;

const BODY_TIMEOUT: Duration = Duration::from_mins(1);

/// The headers that belong to an answer wherever and whenever it is given.
const KEPT_HEADERS: [HeaderName; 3] = [CONTENT_TYPE, LOCATION, ETAG];

/// Around every request; those without a key pass.
pub async fn idempotent(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let applies = request.method() == Method::POST
        && request.headers().contains_key(IDEMPOTENCY_KEY)
        && !request.path().starts_with(NOT_UNDER);
    if !applies {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    // Whoever does not get in here is told so by the handler.
    let Ok(Caller(caller)) = Caller::extract(request.request()).await else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let (http, payload) = request.into_parts();
    let claimed = claim(&http, payload, caller.user_id).await;
    let (attempt, body) = match claimed {
        Ok(claimed) => claimed,
        Err(problem) => return Ok(ServiceResponse::new(http, problem.error_response())),
    };
    match attempt {
        Attempt::AnswerAgain(answer) => Ok(ServiceResponse::new(http, again(&answer))),
        Attempt::CarryOut(claimant) => {
            let mut request = ServiceRequest::from_parts(http, Payload::None);
            request.set_payload(Payload::Stream { payload: Box::pin(stream::iter([Ok(body)])) });
            carry_out(request, next, claimant).await
        }
    }
}

async fn claim(
    request: &actix_web::HttpRequest,
    mut payload: Payload,
    owner: domain::ids::UserId,
) -> Result<(Attempt, Bytes), Problem> {
    let key = request.headers().get(IDEMPOTENCY_KEY).and_then(|key| key.to_str().ok()).unwrap_or_default();
    let key = IdempotencyKey::try_from(key).map_err(|error| {
        Problem::bad_request("invalid_idempotency_key", format!("The header is not valid: {error}."))
    })?;
    let unreadable = || Problem::bad_request("unreadable_body", "The body could not be read to its end.");
    let body = web::Payload::from_request(request, &mut payload).await.map_err(|_| unreadable())?;
    let body = timeout(BODY_TIMEOUT, body.to_bytes_limited(MAX_BODY))
        .await
        .map_err(|_| Problem::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", "The body did not arrive in time."))?
        .map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", "The body is too large."))?
        .map_err(|_| unreadable())?;
    let attempt = shared(request)?.idempotency.claim(owner, key, hash(request, &body)).await?;
    Ok((attempt, body))
}

fn shared(request: &actix_web::HttpRequest) -> Result<&Data<Shared>, Problem> {
    request.app_data::<Data<Shared>>().ok_or_else(Problem::internal)
}

/// Of all that makes the request what it is.
fn hash(request: &actix_web::HttpRequest, body: &[u8]) -> String {
    let content_type = request.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let mut hash = Sha256::new();
    for part in [request.path().as_bytes(), request.query_string().as_bytes(), content_type, body] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

fn again(answer: &StoredAnswer) -> HttpResponse {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = HttpResponse::build(status);
    for (name, value) in &answer.headers {
        response.insert_header((name.as_str(), value.as_str()));
    }
    response.insert_header((REPLAYED, "true")).body(answer.body.clone())
}

async fn carry_out(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    claimant: Claimant,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let shared = shared(request.request())?.clone();
    // Should this be dropped half-way, because the client has gone, the key is given back all the same.
    let mut release = Release { shared: shared.clone(), claim: Some(claimant.claim().clone()) };
    request.extensions_mut().insert(Arc::new(UseCases::over(claimant.store(), &shared.parts)));
    let response = next.call(request).await?;
    // Held by nobody else from here on: what is not finished below is rolled back before the key is free.
    let _ = response.request().extensions_mut().remove::<Arc<UseCases>>();
    if !response.status().is_success() {
        drop(claimant);
        release.now().await;
        return Ok(response.map_into_boxed_body());
    }
    let (http, response) = response.into_parts();
    let (response, body) = response.into_parts();
    let Ok(body) = to_bytes(body).await else {
        return Ok(ServiceResponse::new(http, Problem::internal().error_response()));
    };
    let answer = StoredAnswer {
        status: response.status().as_u16(),
        headers: kept_headers(&response),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    if let Err(error) = shared.idempotency.finish(claimant, &answer).await {
        return Ok(ServiceResponse::new(http, Problem::from(error).error_response()));
    }
    release.claim = None;
    Ok(ServiceResponse::new(http, response.set_body(BoxBody::new(body))))
}

fn kept_headers(response: &HttpResponse<()>) -> Vec<(String, String)> {
    let kept = |name: HeaderName| {
        let value = response.headers().get(&name)?.to_str().ok()?.to_owned();
        Some((name.to_string(), value))
    };
    KEPT_HEADERS.into_iter().filter_map(kept).collect()
}

/// Gives the key back when it goes out of scope with the claim still in it.
struct Release {
    shared: Data<Shared>,
    claim: Option<Claim>,
}

impl Release {
    async fn now(&mut self) {
        if let Some(claim) = self.claim.take() {
            release(&self.shared, &claim).await;
        }
    }
}

impl Drop for Release {
    fn drop(&mut self) {
        let Some(claim) = self.claim.take() else { return };
        let shared = self.shared.clone();
        actix_web::rt::spawn(async move { release(&shared, &claim).await });
    }
}

async fn release(shared: &Shared, claim: &Claim) {
    if let Err(error) = shared.idempotency.release(claim).await {
        tracing::warn!(%error, "an idempotency key was not given back; it is free again in a minute");
    }
}
