//! Health, metrics.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get};
use serde::Serialize;
use use_cases::system::{Health, HealthStatus};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::telemetry;
use crate::wiring::Shared;

pub fn routes(config: &mut ServiceConfig) {
    config.service(get_health).service(get_liveness).service(get_readiness);
}

fn answer(health: Health, fine: bool) -> (Json<Health>, StatusCode) {
    (Json(health), if fine { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE })
}

/// How the service is. 503 when the database does not answer.
#[utoipa::path(tag = "system", responses(
    (status = 200, description = "The database answers", body = Health),
    (status = 503, description = "The database does not answer", body = Health),
))]
#[get("/health")]
async fn get_health(api: Data<Shared>) -> (Json<Health>, StatusCode) {
    let health = api.system.health().await;
    let fine = health.status != HealthStatus::Unhealthy;
    answer(health, fine)
}

/// Whether the process runs. It asks nothing else, so that an outage of the database restarts nobody.
#[utoipa::path(tag = "system", responses((status = 200, description = "The process runs", body = Liveness)))]
#[get("/health/live")]
async fn get_liveness() -> Json<Liveness> {
    Json(Liveness { status: "alive" })
}

#[derive(Serialize, utoipa::ToSchema)]
struct Liveness {
    /// Always `alive`.
    #[schema(value_type = String)]
    status: &'static str,
}

/// Whether requests can be served: the database answers and its schema is complete.
#[utoipa::path(tag = "system", responses(
    (status = 200, description = "Requests can be served", body = Health),
    (status = 503, description = "Requests cannot be served", body = Health),
))]
#[get("/health/ready")]
async fn get_readiness(api: Data<Shared>) -> (Json<Health>, StatusCode) {
    let health = api.system.health().await;
    let fine = health.status == HealthStatus::Healthy;
    answer(health, fine)
}

/// Prometheus text. Not part of the API's document: it is for the operator's own network.
#[get("/metrics")]
pub async fn get_metrics(api: Data<Shared>) -> HttpResponse {
    let pool = api.database.pool_stats();
    for (state, count) in [("open", pool.size), ("idle", pool.idle), ("max", pool.max)] {
        metrics::gauge!("database_pool_connections", "state" => state)
            .set(u32::try_from(count).map_or(f64::INFINITY, f64::from));
    }
    let recorder = telemetry::metrics();
    recorder.run_upkeep();
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(recorder.render())
}
