//! The HTTP server: every route, the document that describes them, and a stop that lets requests finish.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::http::header::LOCATION;
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App, HttpResponse, HttpServer, get, web};
use utoipa::openapi::OpenApi;
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{AppExt, scope};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::config::ServerSettings;
use crate::http::fallback::{RouteTable, not_served};
use crate::http::idempotency::idempotent;
use crate::http::observe::observe;
use crate::http::openapi::complete;
use crate::http::query::{path_config, query_config};
use crate::wiring::Shared;
use crate::{document, identity, job, job_application, matching, onboarding, preferences, profile, system, telemetry};

const DOCUMENT_PATH: &str = "/api/v1/openapi.json";

/// How long a client may take to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How often the rate limits forget who has long been gone.
const LIMITER_UPKEEP: Duration = Duration::from_mins(10);

/// One line a context.
fn routes(config: &mut ServiceConfig) {
    system::routes(config);
    document::routes(config);
    identity::routes(config);
    job::routes(config);
    matching::routes(config);
    job_application::routes(config);
    onboarding::routes(config);
    preferences::routes(config);
    profile::routes(config);
}

/// The OpenAPI document of everything under `/api/v1`.
#[must_use]
pub fn document() -> OpenApi {
    let api = scope("/api/v1").configure(routes);
    let (_, mut document) = App::new().into_utoipa_app().service(api).split_for_parts();
    complete(&mut document);
    document
}

/// The document as it is served and committed.
#[must_use]
pub fn document_json() -> String {
    let mut json = document().to_pretty_json().unwrap_or_default();
    json.push('\n');
    json
}

struct Document(String);

#[get("/api/v1/openapi.json")]
async fn openapi_json(document: Data<Document>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(document.0.clone())
}

#[get("/docs")]
async fn docs_without_slash() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((LOCATION, "/docs/")).finish()
}

/// A server that is listening. Await `running` to serve, stop it by `handle`.
pub struct Listening {
    pub address: SocketAddr,
    pub handle: ServerHandle,
    pub running: Server,
}

/// Opens the port and builds the server.
pub fn listen(api: Shared, settings: &ServerSettings) -> std::io::Result<Listening> {
    // Counting begins with the first request, not with the first look at the counts.
    telemetry::metrics();
    let listener = TcpListener::bind(settings.bind)?;
    let address = listener.local_addr()?;
    let document = document();
    let api = Data::new(api);
    let table = RouteTable::of(&document);
    let document = Data::new(Document(document_json()));
    tokio::spawn(forget_idle_callers(api.clone().into_inner()));
    let server = HttpServer::new(move || {
        let swagger = SwaggerUi::new("/docs/{_:.*}").config(Config::from(DOCUMENT_PATH));
        let (app, _) = App::new()
            .into_utoipa_app()
            .map(|app| {
                // The last one is the outermost.
                app.wrap(from_fn(idempotent))
                    .wrap(from_fn(observe))
                    .app_data(api.clone())
                    .app_data(Data::new(table.clone()))
                    .configure(|config| table.guard_literals(config))
                    .app_data(document.clone())
                    .app_data(path_config())
                    .app_data(query_config())
                    .service(openapi_json)
            })
            .service(scope("/api/v1").configure(routes))
            .split_for_parts();
        app.service(system::get_metrics)
            .service(docs_without_slash)
            .service(swagger)
            .default_service(web::to(not_served))
    })
    .client_request_timeout(HEAD_TIMEOUT)
    .shutdown_timeout(settings.shutdown_timeout.as_secs() + u64::from(settings.shutdown_timeout.subsec_nanos() > 0))
    .disable_signals();
    let server = match settings.workers {
        Some(workers) => server.workers(workers),
        None => server,
    };
    let running = server.listen(listener)?.run();
    Ok(Listening { address, handle: running.handle(), running })
}

async fn forget_idle_callers(api: Arc<Shared>) {
    let mut upkeep = tokio::time::interval(LIMITER_UPKEEP);
    loop {
        upkeep.tick().await;
        if let Some(limiter) = &api.limiter {
            limiter.forget_idle();
        }
    }
}
