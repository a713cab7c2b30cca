//! Paths that nobody serves, and methods that a path lacks.

use actix_web::HttpRequest;
use actix_web::dev::ResourceDef;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Data;
use utoipa::openapi::{OpenApi, PathItem};

use super::problem::Problem;

/// Every path of the API with its methods. actix answers 404 where only the method is wrong; this table knows better.
pub struct RouteTable(Vec<(ResourceDef, Vec<Method>)>);

/// What is served without being part of the API's document. All of it can be got.
const UNDESCRIBED: [&str; 4] = ["/metrics", "/api/v1/openapi.json", "/docs", "/docs/{_:.*}"];

impl RouteTable {
    #[must_use]
    pub fn of(document: &OpenApi) -> Self {
        let described = document.paths.paths.iter().map(|(path, item)| (path.as_str(), methods(item)));
        let others = UNDESCRIBED.map(|path| (path, vec![Method::GET, Method::HEAD]));
        Self(described.chain(others).map(|(path, methods)| (ResourceDef::new(path), methods)).collect())
    }

    fn allowed(&self, path: &str) -> Option<&[Method]> {
        self.0.iter().find(|(pattern, _)| pattern.is_match(path)).map(|(_, methods)| methods.as_slice())
    }
}

fn methods(item: &PathItem) -> Vec<Method> {
    [
        (item.get.is_some(), Method::GET),
        (item.get.is_some(), Method::HEAD),
        (item.put.is_some(), Method::PUT),
        (item.post.is_some(), Method::POST),
        (item.delete.is_some(), Method::DELETE),
        (item.patch.is_some(), Method::PATCH),
    ]
    .into_iter()
    .filter_map(|(served, method)| served.then_some(method))
    .collect()
}

/// Serves what no route matched.
pub async fn not_served(request: HttpRequest, routes: Data<RouteTable>) -> Result<&'static str, Problem> {
    let Some(methods) = routes.allowed(request.path()) else {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "There is nothing at this path; /docs shows what there is.",
        ));
    };
    let allow = methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
    let detail = format!("This path answers to {allow}.");
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail);
    Err(match HeaderValue::from_str(&allow) {
        Ok(allow) => problem.with_header(ALLOW, allow),
        Err(_) => problem,
    })
}
