//! Paths that nobody serves, and methods that a path lacks.

use actix_web::dev::ResourceDef;
use actix_web::guard::fn_guard;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, Resource};
use utoipa::openapi::{OpenApi, PathItem};

use super::problem::Problem;

/// Every path of the API with its methods. actix answers 404 where only the method is wrong; this table knows better.
#[derive(Clone)]
pub struct RouteTable(Vec<Route>);

#[derive(Clone)]
struct Route {
    path: String,
    pattern: ResourceDef,
    methods: Vec<Method>,
}

/// What is served without being part of the API's document. All of it can be got.
const UNDESCRIBED: [&str; 4] = ["/metrics", "/api/v1/openapi.json", "/docs", "/docs/{_:.*}"];

impl RouteTable {
    #[must_use]
    pub fn of(document: &OpenApi) -> Self {
        let described = document.paths.paths.iter().map(|(path, item)| (path.as_str(), methods(item)));
        let others = UNDESCRIBED.map(|path| (path, vec![Method::GET, Method::HEAD]));
        let mut routes: Vec<_> = described
            .chain(others)
            .map(|(path, methods)| Route { path: path.to_owned(), pattern: ResourceDef::new(path), methods })
            .collect();
        // What is spelled out comes before a parameter that would match it too.
        routes.sort_by_key(|route| route.path.matches('{').count());
        Self(routes)
    }

    fn allowed(&self, path: &str) -> Option<&[Method]> {
        self.0.iter().find(|route| route.pattern.is_match(path)).map(|route| route.methods.as_slice())
    }

    /// Takes the methods that a path lacks away from a pattern that matches it as well: `PATCH /applications/board` is no change
    /// of the application whose id is "board". To be registered before the routes themselves.
    pub fn guard_literals(&self, config: &mut ServiceConfig) {
        for route in &self.0 {
            let is_shadowed =
                self.0.iter().any(|other| other.path != route.path && other.pattern.is_match(&route.path));
            if is_shadowed {
                config.service(route.not_served());
            }
        }
    }
}

impl Route {
    fn not_served(&self) -> Resource {
        let methods = self.methods.clone();
        let lacks = fn_guard(move |context| !methods.contains(&context.head().method));
        web::resource(self.path.as_str()).guard(lacks).to(not_served)
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
