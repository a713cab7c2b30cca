//! Preferences, section by section.

use actix_web::http::StatusCode;
use actix_web::web::{Json, Path};
use actix_web::{get, patch, put};
use domain::preferences::{
    Autonomy, Briefing, DealBreakerList, DealBreakers, JobType, LocationPreferences, PreferencesSummary, Salary,
    Section, Settings, Visa,
};
use use_cases::preferences::{PreferencesReport, ReplacePreferences};
use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::body::{Body, BodyObject};
use crate::http::caller::Caller;
use crate::http::problem::Problem;
use crate::http::resource::{IfMatch, Resource};
use crate::wiring::Api;

pub fn routes(config: &mut ServiceConfig) {
    config.service(get_preferences).service(replace_preferences);
    // Before the section, whose pattern would match these too.
    config.service(get_preferences_summary).service(get_deal_breakers).service(patch_preferences);
}

/// All sections, with defaults where nothing was saved.
#[utoipa::path(tag = "preferences", security(("bearer" = [])), responses(
    (status = 200, description = "The preferences", body = PreferencesReport, headers(("ETag" = String))),
))]
#[get("/preferences")]
async fn get_preferences(api: Api, Caller(caller): Caller) -> Result<Resource<PreferencesReport>, Problem> {
    Ok(Resource(api.preferences.get(caller.user_id).await?))
}

/// Replaces and confirms the sections that are given.
#[utoipa::path(tag = "preferences", request_body = ReplacePreferences, security(("bearer" = [])), responses(
    (status = 200, description = "The preferences as they are now", body = PreferencesReport, headers(("ETag" = String))),
    (status = 412, description = "They were changed since"),
))]
#[put("/preferences")]
async fn replace_preferences(
    api: Api,
    Caller(caller): Caller,
    IfMatch(precondition): IfMatch,
    Body(command): Body<ReplacePreferences>,
) -> Result<Resource<PreferencesReport>, Problem> {
    Ok(Resource(api.preferences.replace(caller.user_id, command, &precondition).await?))
}

/// Merges into one section and confirms it: keys that are present change, null clears, `{}` confirms it as it stands.
#[utoipa::path(tag = "preferences", security(("bearer" = [])), params(("section" = Section, Path)),
    request_body(content = SectionPatch, description = "Some fields of the section"),
    responses(
        (status = 200, description = "The preferences as they are now", body = PreferencesReport, headers(("ETag" = String))),
        (status = 412, description = "They were changed since"),
        (status = 404, description = "There is no such section"),
    ))]
#[patch("/preferences/{section}")]
async fn patch_preferences(
    api: Api,
    Caller(caller): Caller,
    section: Path<String>,
    IfMatch(precondition): IfMatch,
    BodyObject(patch): BodyObject,
) -> Result<Resource<PreferencesReport>, Problem> {
    let section: Section = section.parse().map_err(|_| unknown_section())?;
    Ok(Resource(api.preferences.patch(caller.user_id, section, patch, &precondition).await?))
}

/// How the document describes what a section is merged with: which of these it is depends on the section in the path.
struct SectionPatch;

impl PartialSchema for SectionPatch {
    fn schema() -> RefOr<Schema> {
        let sections = [
            JobType::name(),
            LocationPreferences::name(),
            Salary::name(),
            DealBreakers::name(),
            Visa::name(),
            Autonomy::name(),
            Briefing::name(),
            Settings::name(),
        ];
        let anything = ObjectBuilder::new().title(Some("ExtraPreferences")).schema_type(Type::Object);
        let section = sections.into_iter().fold(AnyOfBuilder::new(), |any, name| any.item(Ref::from_schema_name(name)));
        section.item(anything).into()
    }
}

impl ToSchema for SectionPatch {}

fn unknown_section() -> Problem {
    let known = Section::ALL.iter().map(|section| section.as_str()).collect::<Vec<_>>().join(", ");
    Problem::new(StatusCode::NOT_FOUND, "not_found", format!("There is no such section; there are {known}."))
}

/// The preferences in sentences.
#[utoipa::path(tag = "preferences", security(("bearer" = [])), responses(
    (status = 200, description = "One sentence a section", body = PreferencesSummary),
))]
#[get("/preferences/summary")]
async fn get_preferences_summary(api: Api, Caller(caller): Caller) -> Result<Json<PreferencesSummary>, Problem> {
    Ok(Json(api.preferences.summary(caller.user_id).await?))
}

/// What rules a job in or out.
#[utoipa::path(tag = "preferences", security(("bearer" = [])), responses(
    (status = 200, description = "Keys appear only where they are set", body = DealBreakerList),
))]
#[get("/preferences/deal-breakers")]
async fn get_deal_breakers(api: Api, Caller(caller): Caller) -> Result<Json<DealBreakerList>, Problem> {
    Ok(Json(api.preferences.deal_breakers(caller.user_id).await?))
}
