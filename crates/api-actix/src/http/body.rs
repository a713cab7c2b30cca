//! JSON bodies: bounded before they are read, and refused with the path of what is wrong.

use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use domain::json::Strict;
use futures_util::future::LocalBoxFuture;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use serde_json::error::Category;
use tokio::time::timeout;
use use_cases::FieldError;
use use_cases::error::{field_errors, shape_error};
use validator::Validate;

use super::problem::Problem;

/// The most bytes that a JSON body may have.
pub const MAX_JSON_BODY: usize = 1024 * 1024;

/// How long a body may take to arrive, so that nobody holds memory and a connection by sending one byte at a time.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);

/// A JSON body that has been read, typed and validated.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = RawJson::from_request(request, payload);
        Box::pin(async move {
            let value: T = json.await?.typed()?;
            value.validate().map_err(|errors| Problem::validation_failed(field_errors(&errors, "")))?;
            Ok(Self(value))
        })
    }
}

/// A body that may be absent altogether, which leaves every field to its default.
#[derive(Debug)]
pub struct OptionalBody<T>(pub T);

impl<T: DeserializeOwned + Validate + Default + 'static> FromRequest for OptionalBody<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let sent = |name| request.headers().contains_key(name);
        let length = announced_length(request).unwrap_or(0);
        if length == 0 && !sent(header::CONTENT_TYPE) && !sent(header::TRANSFER_ENCODING) {
            return Box::pin(async { Ok(Self(T::default())) });
        }
        let body = Body::from_request(request, payload);
        Box::pin(async move { body.await.map(|Body(value)| Self(value)) })
    }
}

/// A JSON object whose type depends on something else in the request.
#[derive(Debug)]
pub struct BodyObject(pub serde_json::Map<String, Value>);

impl FromRequest for BodyObject {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = RawJson::from_request(request, payload);
        Box::pin(async move { Ok(Self(json.await?.typed()?)) })
    }
}

/// The bytes of a body that says it is JSON and is not too large.
struct RawJson(Bytes);

impl FromRequest for RawJson {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let acceptable = check_headers(request);
        let bytes = read_whole(request, payload, MAX_JSON_BODY);
        Box::pin(async move {
            acceptable?;
            bytes.await?.map(Self).ok_or_else(too_large)
        })
    }
}

/// All of a body, or nothing when it has more than so many bytes.
pub(super) fn read_whole(
    request: &HttpRequest,
    payload: &mut Payload,
    limit: usize,
) -> impl Future<Output = Result<Option<Bytes>, Problem>> + 'static {
    let payload = actix_web::web::Payload::from_request(request, payload);
    async move {
        let unreadable = |_| Problem::bad_request("unreadable_body", "The body could not be read to its end.");
        let payload = payload.await.map_err(unreadable)?;
        match timeout(BODY_TIMEOUT, payload.to_bytes_limited(limit)).await {
            Ok(Ok(bytes)) => bytes.map(Some).map_err(unreadable),
            Ok(Err(_)) => Ok(None),
            Err(_) => Err(too_slow()),
        }
    }
}

fn too_slow() -> Problem {
    let detail = format!("The body did not arrive within {} seconds.", BODY_TIMEOUT.as_secs());
    Problem::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", detail)
}

fn too_large() -> Problem {
    let detail = format!("A JSON body may have at most {MAX_JSON_BODY} bytes.");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", detail)
}

/// Nothing is decompressed here, so nothing small can become large.
pub(super) fn refuse_encoding(request: &HttpRequest) -> Result<(), Problem> {
    let encoding = request.headers().get(header::CONTENT_ENCODING);
    if encoding.is_none_or(|encoding| encoding == "identity") {
        return Ok(());
    }
    let detail = "Send the body as it is, without Content-Encoding.";
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_content_encoding", detail))
}

fn check_headers(request: &HttpRequest) -> Result<(), Problem> {
    refuse_encoding(request)?;
    if !request.content_type().eq_ignore_ascii_case("application/json") {
        let detail = "Send JSON, with `Content-Type: application/json`.";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail));
    }
    if announced_length(request).is_some_and(|length| length > MAX_JSON_BODY) {
        return Err(too_large());
    }
    Ok(())
}

fn announced_length(request: &HttpRequest) -> Option<usize> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

impl RawJson {
    fn typed<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        self.refuse_array()?;
        self.refuse_nul()?;
        self.read().or_else(|_| self.explain())
    }

    fn read<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        let mut deserializer = serde_json::Deserializer::from_slice(&self.0);
        let value = T::deserialize(Strict(&mut deserializer))?;
        deserializer.end()?;
        Ok(value)
    }

    /// Reads once more what cannot be read, and keeps track of where: most bodies are well, and need not pay for that.
    fn explain<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let mut deserializer = serde_json::Deserializer::from_slice(&self.0);
        let value =
            serde_path_to_error::deserialize(Strict(&mut deserializer)).map_err(|error| self.refusal(&error))?;
        deserializer.end().map_err(|error| malformed(&error))?;
        Ok(value)
    }

    /// JSON of the wrong shape is told with the path of the field.
    fn refusal(&self, error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
        let inner = error.inner();
        // serde_json adds the place in the text, which helps nobody who sent an object.
        let text = inner.to_string();
        let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
        let message = match inner.classify() {
            Category::Data => message,
            // So it calls null or a number in the place of a word, as if that were no JSON.
            Category::Syntax if message == "expected value" && self.is_json() => "must be one of the documented words",
            _ => return malformed(inner),
        };
        let path = error.path().to_string();
        let path = if path == "." { "" } else { path.as_str() };
        Problem::validation_failed(vec![shape_error(path, message)])
    }

    fn is_json(&self) -> bool {
        serde_json::from_slice::<IgnoredAny>(&self.0).is_ok()
    }

    /// Every body is an object; serde would take an array for one, its items for the fields in the order of the code.
    fn refuse_array(&self) -> Result<(), Problem> {
        if !self.0.trim_ascii_start().starts_with(b"[") {
            return Ok(());
        }
        serde_json::from_slice::<IgnoredAny>(&self.0).map_err(|error| malformed(&error))?;
        Err(Problem::validation_failed(vec![FieldError::new("", "invalid", "must be a JSON object")]))
    }

    /// PostgreSQL stores no NUL in text, and SQLite cuts text there. JSON can only hold one as an escape, so few bodies need a closer look.
    fn refuse_nul(&self) -> Result<(), Problem> {
        if memchr::memmem::find(&self.0, br"\u0000").is_none() {
            return Ok(());
        }
        let value: Value = serde_json::from_slice(&self.0).map_err(|error| malformed(&error))?;
        match find_nul(&value) {
            Some(path) => Err(Problem::validation_failed(vec![FieldError::new(
                path,
                "nul",
                "must not hold the character U+0000",
            )])),
            None => Ok(()),
        }
    }
}

/// Where the first text with a NUL is. The path is put together on the way back from a hit, so a search without one builds nothing.
fn find_nul(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then(String::new),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| find_nul(item).map(|rest| join(&format!("[{index}]"), &rest))),
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            let inside = if name.contains('\0') { Some(String::new()) } else { find_nul(value) };
            inside.map(|rest| {
                join(&name.replace('\0', "").chars().take(use_cases::error::MAX_NAME_CHARS).collect::<String>(), &rest)
            })
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn join(head: &str, rest: &str) -> String {
    let dot = if rest.is_empty() || rest.starts_with('[') { "" } else { "." };
    format!("{head}{dot}{rest}")
}

fn malformed(error: &serde_json::Error) -> Problem {
    Problem::bad_request("malformed_json", format!("The body is not JSON: {error}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use use_cases::identity::{LogIn, UpdateMe};

    fn refused<T: DeserializeOwned + std::fmt::Debug>(json: &'static str) -> Problem {
        RawJson(Bytes::from_static(json.as_bytes())).typed::<T>().unwrap_err()
    }

    #[rstest]
    #[case("", "malformed_json")]
    #[case("{", "malformed_json")]
    #[case("{} {}", "malformed_json")]
    #[case(r#"{"phone":"\ud800"}"#, "malformed_json")]
    #[case("[]", "validation_failed")]
    #[case("[null, null]", "validation_failed")]
    #[case("5", "validation_failed")]
    #[case("[", "malformed_json")]
    #[case(r#"{"phone":5}"#, "validation_failed")]
    #[case(r#"{"phone":"a\u0000b"}"#, "validation_failed")]
    fn what_is_no_json_is_told_apart_from_json_of_the_wrong_shape(#[case] json: &'static str, #[case] code: &str) {
        assert_eq!(refused::<UpdateMe>(json).code, code);
    }

    #[rstest]
    #[case(r#"{"email":"a@b.co"}"#, "password", "required")]
    #[case(r#"{"email":"a@b.co","password":"x","tier":"pro"}"#, "tier", "unknown_field")]
    #[case(r#"{"email":"nobody","password":"x"}"#, "email", "invalid")]
    #[case(r#"{"email":"a@b.co","password":["\u0000"]}"#, "password[0]", "nul")]
    fn a_wrong_field_is_named(#[case] json: &'static str, #[case] field: &str, #[case] code: &str) {
        let problem = refused::<LogIn>(json);
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].code.as_str()), (field, code));
    }

    #[test]
    fn a_nul_behind_a_crowd_under_a_long_name_is_found_without_naming_the_crowd() {
        let crowd = "0,".repeat(200_000);
        let json = format!(r#"{{"{}":[{crowd}0],"b":["",{{"c":"\u0000"}}]}}"#, "k".repeat(400_000));
        let started = std::time::Instant::now();
        let problem = RawJson(Bytes::from(json)).typed::<UpdateMe>().unwrap_err();
        assert_eq!(problem.errors[0].field, "b[1].c");
        // Naming each item would copy 80 GB.
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    }

    #[test]
    fn an_escaped_backslash_before_u0000_is_no_nul() {
        let json = RawJson(Bytes::from_static(br#"{"phone":"\\u0000"}"#));
        assert!(json.typed::<UpdateMe>().is_ok());
    }
}
