//! Every error that leaves the server, as `application/problem+json` (RFC 9457).

use std::fmt;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use use_cases::{Classify, ErrorKind, FieldError};

use super::observe::current_request_id;

/// An error on its way out.
#[derive(Debug, Clone)]
pub struct Problem {
    pub status: StatusCode,
    pub code: &'static str,
    pub detail: String,
    pub errors: Vec<FieldError>,
    request_id: String,
    headers: Vec<(header::HeaderName, header::HeaderValue)>,
}

/// What a client learns of an error. `code` is stable; `detail` is for people.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument<'a> {
    /// `urn:careerbase:problem:{code}`
    r#type: String,
    title: &'a str,
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    detail: &'a str,
    code: &'a str,
    /// The same as the header `X-Request-Id`; quote it when you ask for help.
    request_id: &'a str,
    /// The fields of the input that break a rule.
    #[serde(skip_serializing_if = "<[FieldError]>::is_empty")]
    #[schema(required = false)]
    errors: &'a [FieldError],
}

impl Problem {
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            errors: Vec::new(),
            request_id: current_request_id(),
            headers: Vec::new(),
        }
    }

    fn document(&self) -> ProblemDocument<'_> {
        ProblemDocument {
            r#type: format!("urn:careerbase:problem:{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: &self.detail,
            code: self.code,
            request_id: &self.request_id,
            errors: &self.errors,
        }
    }

    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }

    #[must_use]
    pub fn with_header(mut self, name: header::HeaderName, value: header::HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// 422 with one entry for each field that breaks a rule.
    #[must_use]
    pub fn validation_failed(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [one] if one.field.is_empty() && one.message.starts_with("must ") => {
                format!("The request {}.", one.message)
            }
            [one] if one.field.is_empty() => sentence(&one.message),
            [one] => format!("{}: {}.", one.field, one.message),
            _ => format!("{} fields break a rule; see errors.", errors.len()),
        };
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "validation_failed", detail).with_errors(errors)
    }

    pub fn bad_request(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// 401, telling how to authenticate.
    pub fn unauthenticated(code: &'static str, detail: impl Into<String>) -> Self {
        let challenge = header::HeaderValue::from_static(r#"Bearer realm="careerbase""#);
        Self::new(StatusCode::UNAUTHORIZED, code, detail).with_header(header::WWW_AUTHENTICATE, challenge)
    }

    /// Tells an error of a use case. Our own faults are logged here, once, and told to nobody.
    pub fn of(error: &dyn Classify) -> Self {
        let detail = sentence(&error.to_string());
        match error.kind() {
            ErrorKind::Invalid => Self::validation_failed(error.field_errors()),
            ErrorKind::Unauthenticated => Self::unauthenticated(error.code(), detail),
            ErrorKind::Forbidden => Self::new(StatusCode::FORBIDDEN, error.code(), detail),
            ErrorKind::NotFound => Self::new(StatusCode::NOT_FOUND, error.code(), detail),
            ErrorKind::Conflict => Self::new(StatusCode::CONFLICT, error.code(), detail),
            ErrorKind::PreconditionFailed => Self::new(StatusCode::PRECONDITION_FAILED, error.code(), detail),
            ErrorKind::Unprocessable => Self::new(StatusCode::UNPROCESSABLE_ENTITY, error.code(), detail),
            ErrorKind::LimitReached => {
                let later = error.retry_after().unwrap_or(60).into();
                Self::new(StatusCode::TOO_MANY_REQUESTS, error.code(), detail).with_header(header::RETRY_AFTER, later)
            }
            ErrorKind::Unavailable => {
                let soon = header::HeaderValue::from_static("1");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, error.code(), detail).with_header(header::RETRY_AFTER, soon)
            }
            ErrorKind::Internal => {
                tracing::error!("internal error: {error}");
                Self::internal()
            }
        }
    }

    #[must_use]
    pub fn internal() -> Self {
        let detail = "Something went wrong on our side; it is logged under the request id.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
    }
}

/// Errors begin with a small letter and have no full stop, as Rust has it; people get a sentence.
fn sentence(error: &str) -> String {
    let mut chars = error.chars();
    chars.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), chars.as_str()))
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.code)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        for header in &self.headers {
            response.append_header(header.clone());
        }
        // `json` would keep a content type that is set, but serialising here leaves no doubt.
        let body = serde_json::to_string(&self.document()).unwrap_or_default();
        response.content_type("application/problem+json").body(body)
    }
}

/// Lets handlers use `?` on the errors of the use cases.
macro_rules! from_use_cases {
    ($($error:ty),+ $(,)?) => {$(
        impl From<$error> for Problem {
            fn from(error: $error) -> Self {
                Self::of(&error)
            }
        }
    )+};
}

from_use_cases!(
    use_cases::document::DocumentError,
    use_cases::document::SampleError,
    use_cases::idempotency::IdempotencyError,
    use_cases::identity::IdentityError,
    use_cases::job::JobError,
    use_cases::job_application::ApplicationError,
    use_cases::matching::MatchError,
    use_cases::onboarding::OnboardingError,
    use_cases::preferences::PreferencesError,
    use_cases::profile::ProfileError,
);
