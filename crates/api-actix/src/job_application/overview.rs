//! All applications together: the board, the figures, and the table to take along.

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::Json;
use actix_web::{HttpResponse, get};
use domain::job_application::{ApplicationFilter, ApplicationStats, Board};
use utoipa_actix_web::service_config::ServiceConfig;

use super::csv::table;
use crate::http::caller::Caller;
use crate::http::problem::Problem;
use crate::http::query::Filter;
use crate::wiring::Api;

pub fn routes(config: &mut ServiceConfig) {
    config.service(get_application_board).service(get_application_stats).service(export_applications);
}

/// Your applications side by side, a column for each status: how many there are, and the newest 50 of them.
#[utoipa::path(tag = "applications", security(("bearer" = [])), responses(
    (status = 200, description = "All columns, in the order in which an application moves", body = Board),
))]
#[get("/applications/board")]
async fn get_application_board(api: Api, Caller(caller): Caller) -> Result<Json<Board>, Problem> {
    Ok(Json(api.applications.board(caller.user_id).await?))
}

/// How many applications you have made, how far they got, and at what rates.
#[utoipa::path(tag = "applications", security(("bearer" = [])), responses(
    (status = 200, description = "The figures", body = ApplicationStats),
))]
#[get("/applications/stats")]
async fn get_application_stats(api: Api, Caller(caller): Caller) -> Result<Json<ApplicationStats>, Problem> {
    Ok(Json(api.applications.stats(caller.user_id).await?))
}

/// Your applications as a table, newest first: the newest 10,000 that the filter admits. No cell is taken for a formula: one that would be begins with an apostrophe.
#[utoipa::path(tag = "applications", security(("bearer" = [])), params(ApplicationFilter), responses(
    (status = 200, description = "RFC 4180, with a header", body = String, content_type = "text/csv; charset=utf-8",
        headers(("Content-Disposition" = String))),
))]
#[get("/applications/export.csv")]
async fn export_applications(
    api: Api,
    Caller(caller): Caller,
    Filter(filter): Filter<ApplicationFilter>,
) -> Result<HttpResponse, Problem> {
    let table = table(&api.applications.export(caller.user_id, &filter).await?)?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, r#"attachment; filename="applications.csv""#))
        .body(table))
}
