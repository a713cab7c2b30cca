//! Single resources on their way out with their entity tag, and what a request demands of them.

use actix_web::body::BoxBody;
use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_TYPE, ETAG, HeaderName, IF_MATCH, IF_NONE_MATCH, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder};
use futures_util::future::{Ready, ready};
use serde::Serialize;
use use_cases::precondition::{Precondition, Tag};

use super::problem::Problem;

/// 200 with the resource and its `ETag`; 304 for a GET whose `If-None-Match` names that very tag.
pub struct Resource<T>(pub T);

/// 201 with the new resource, its `ETag`, and the path where it is.
pub struct Created<T> {
    /// Below `/api/v1`.
    pub location: String,
    pub resource: T,
}

impl<T: Serialize> Responder for Resource<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        respond(StatusCode::OK, &self.0, request)
    }
}

impl<T: Serialize> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = respond(StatusCode::CREATED, &self.resource, request);
        if let Ok(location) = format!("/api/v1{}", self.location).parse() {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    }
}

fn respond(status: StatusCode, resource: &impl Serialize, request: &HttpRequest) -> HttpResponse {
    let Ok(json) = serde_json::to_vec(resource) else {
        tracing::error!("a resource cannot be written as JSON");
        return HttpResponse::from_error(Problem::internal());
    };
    let tag = Tag::of_json(&json).to_string();
    let etag = (ETAG, format!("\"{tag}\""));
    // HEAD comes as GET.
    let unchanged =
        request.method() == Method::GET && tags(request, &IF_NONE_MATCH).is_some_and(|known| known.names(&tag));
    if unchanged {
        return HttpResponse::NotModified().insert_header(etag).finish();
    }
    HttpResponse::build(status).insert_header(etag).insert_header((CONTENT_TYPE, "application/json")).body(json)
}

/// The condition of `If-Match`, for what is about to be changed.
pub struct IfMatch(pub Precondition);

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(match tags(request, &IF_MATCH) {
            None => Precondition::None,
            Some(Tags::Any) => Precondition::Exists,
            // A weak tag says that two states are alike, which is not enough here. Every tag of ours is strong.
            Some(Tags::Listed(tags)) => {
                Precondition::OneOf(tags.into_iter().filter(|tag| !tag.weak).map(|tag| tag.opaque).collect())
            }
        })))
    }
}

enum Tags {
    Any,
    Listed(Vec<EntityTag>),
}

struct EntityTag {
    weak: bool,
    opaque: String,
}

impl Tags {
    /// Weak or not: it is only asked whether the client has this already.
    fn names(&self, tag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Listed(tags) => tags.iter().any(|known| known.opaque == tag),
        }
    }
}

/// The tags of a header, all its lines together. What is no tag matches nothing.
fn tags(request: &HttpRequest, header: &HeaderName) -> Option<Tags> {
    let mut lines = request.headers().get_all(header).peekable();
    lines.peek()?;
    let mut listed = Vec::new();
    for item in lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(',')) {
        let item = item.trim();
        if item == "*" {
            return Some(Tags::Any);
        }
        let (weak, quoted) = item.strip_prefix("W/").map_or((false, item), |quoted| (true, quoted));
        if let Some(opaque) = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            listed.push(EntityTag { weak, opaque: opaque.to_owned() });
        }
    }
    Some(Tags::Listed(listed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use rstest::rstest;

    fn tag() -> String {
        Tag::of(&"state").to_string()
    }

    #[rstest]
    #[case("*", true)]
    #[case("\"TAG\"", true)]
    #[case("\"other\", \"TAG\"", true)]
    #[case("W/\"TAG\"", false)]
    #[case("\"other\"", false)]
    #[case("TAG", false)]
    #[case("", false)]
    fn if_match_takes_strong_tags_alone(#[case] header: &str, #[case] admitted: bool) {
        let request = TestRequest::patch().insert_header((IF_MATCH, header.replace("TAG", &tag()))).to_http_request();
        let IfMatch(condition) = IfMatch::from_request(&request, &mut Payload::None).into_inner().unwrap();
        assert_eq!(condition.admits(&"state").is_ok(), admitted);
    }

    #[rstest]
    #[case(TestRequest::get(), "W/\"TAG\"", 304)]
    #[case(TestRequest::get(), "\"TAG\"", 304)]
    #[case(TestRequest::get(), "*", 304)]
    #[case(TestRequest::get(), "\"other\"", 200)]
    #[case(TestRequest::patch(), "\"TAG\"", 200)]
    fn what_is_known_already_is_not_sent_again(
        #[case] request: TestRequest,
        #[case] header: &str,
        #[case] status: u16,
    ) {
        let request = request.insert_header((IF_NONE_MATCH, header.replace("TAG", &tag()))).to_http_request();
        let response = Resource("state").respond_to(&request);
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(response.headers().get(ETAG).unwrap().to_str().unwrap(), format!("\"{}\"", tag()));
    }
}
