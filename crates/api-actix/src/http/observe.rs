//! What is done around every request: its id, its log line, its metrics, and the headers that every answer carries.

use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{
    AUTHORIZATION, CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage};
use tracing::{Instrument, info_span};

use super::rate_limit::RemainingQuota;
use crate::wiring::Shared;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    /// Problems carry the id without every function on the way having to.
    static CURRENT: String;
}

/// The id of the request that is being served, or nothing outside of one.
#[must_use]
pub fn current_request_id() -> String {
    CURRENT.try_with(Clone::clone).unwrap_or_default()
}

/// The outermost middleware.
pub async fn observe(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let started = Instant::now();
    let id = request_id(&request);
    let method = request.method().clone();
    // Whatever can be got can be asked for its head; the encoder leaves the body out.
    if method == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let authenticated = request.headers().contains_key(AUTHORIZATION);
    let span = info_span!("request", request.id = %id, http.method = %method, http.path = request.path(), user.id = tracing::field::Empty);
    let answered = CURRENT.scope(id.clone(), next.call(request).instrument(span.clone())).await;

    let mut response = answered?;
    let quota = response.request().extensions().get::<RemainingQuota>().copied();
    let no_store = authenticated || response.request().path().starts_with("/api/");
    add_headers(response.headers_mut(), &id, quota, no_store);

    let status = response.status().as_u16();
    let latency = started.elapsed();
    let route = response.request().match_pattern().unwrap_or_else(|| "unmatched".to_owned());
    let labels = [("method", method_label(&method).to_owned()), ("route", route), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels[..2]).record(latency.as_secs_f64());
    let latency_ms = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(http.status = status, latency_ms, "answered"));
    Ok(response)
}

/// Methods can be invented, and each label is a series that is kept for ever.
fn method_label(method: &Method) -> &str {
    match method.as_str() {
        known @ ("GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS") => known,
        _ => "OTHER",
    }
}

/// The caller's own id where it is a sensible one, so that a request can be followed through several services.
fn request_id(request: &ServiceRequest) -> String {
    let sensible = |id: &&str| {
        (1..=128).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte))
    };
    let given = request.headers().get(&REQUEST_ID).and_then(|id| id.to_str().ok()).filter(sensible);
    given.map_or_else(
        || request.app_data::<Data<Shared>>().map(|api| api.ids.next().to_string()).unwrap_or_default(),
        str::to_owned,
    )
}

fn add_headers(headers: &mut HeaderMap, id: &str, quota: Option<RemainingQuota>, no_store: bool) {
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if no_store {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    // A refusal brings those of the quota that it is about.
    for (name, value) in quota.into_iter().flat_map(RemainingQuota::headers) {
        if !headers.contains_key(&name) {
            headers.insert(name, value);
        }
    }
}
