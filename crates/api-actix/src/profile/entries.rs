//! The lists of a profile: jobs, schools and projects, with the same seven endpoints each.

use actix_web::web::{Json, Path};
use actix_web::{HttpResponse, delete, get, patch, post, put};
use domain::ids::{EducationId, ExperienceId, ProfileId, ProjectId};
use domain::profile::{Education, Entry, Experience, Project};
use use_cases::patch::Patch;
use use_cases::profile::EntryOrder;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::body::Body;
use crate::http::caller::Caller;
use crate::http::listing::{Listing, Unfiltered};
use crate::http::problem::Problem;
use crate::http::query::{Page, PageQuery};
use crate::http::resource::{Created, IfMatch, Resource};
use crate::wiring::Api;

pub(super) fn routes(config: &mut ServiceConfig) {
    experiences::routes(config);
    education::routes(config);
    projects::routes(config);
}

/// Writes the endpoints of one list. The paths are whole, because the attributes take no others; the names are the operations'.
macro_rules! entries {
    (
        $list:ident of $kind:ty, $id:ty as $id_name:literal;
        $all:literal, $order:literal, $one:literal;
        $(#[$list_doc:meta])+ $list_fn:ident;
        $(#[$add_doc:meta])+ $add_fn:ident;
        $(#[$get_doc:meta])+ $get_fn:ident;
        $(#[$update_doc:meta])+ $update_fn:ident;
        $(#[$delete_doc:meta])+ $delete_fn:ident;
        $(#[$get_order_doc:meta])+ $get_order_fn:ident;
        $(#[$set_order_doc:meta])+ $set_order_fn:ident;
    ) => {
        mod $list {
            use super::*;

            pub(super) fn routes(config: &mut ServiceConfig) {
                config.service($list_fn).service($add_fn);
                // Before the entry, whose pattern would match it too.
                config.service($get_order_fn).service($set_order_fn);
                config.service($get_fn).service($update_fn).service($delete_fn);
            }

            $(#[$list_doc])+
            #[utoipa::path(tag = "profiles", security(("bearer" = [])), params(("id" = ProfileId, Path), PageQuery), responses(
                (status = 200, description = "One page", body = Page<Entry<$kind>>),
                (status = 404, description = "There is no such profile of yours"),
            ))]
            #[get($all)]
            async fn $list_fn(
                api: Api,
                Caller(caller): Caller,
                id: Path<ProfileId>,
                listing: Listing<Unfiltered>,
            ) -> Result<Json<Page<Entry<$kind>>>, Problem> {
                let page = api.profiles.entries(caller.user_id, *id, listing.request(caller.user_id)?).await?;
                Ok(listing.page(caller.user_id, page))
            }

            $(#[$add_doc])+
            #[utoipa::path(tag = "profiles", request_body = $kind, security(("bearer" = [])), params(("id" = ProfileId, Path)), responses(
                (status = 201, description = "The new entry", body = Entry<$kind>, headers(("Location" = String), ("ETag" = String))),
                (status = 404, description = "There is no such profile of yours"),
                (status = 409, description = "`too_many_entries`: there are 100 already"),
            ))]
            #[post($all)]
            async fn $add_fn(
                api: Api,
                Caller(caller): Caller,
                id: Path<ProfileId>,
                Body(content): Body<$kind>,
            ) -> Result<Created<Entry<$kind>>, Problem> {
                let resource = api.profiles.add_entry(caller.user_id, *id, content).await?;
                Ok(Created { location: $all.replace("{id}", &id.to_string()) + &format!("/{}", resource.id), resource })
            }

            $(#[$get_doc])+
            #[utoipa::path(tag = "profiles", security(("bearer" = [])), params(("id" = ProfileId, Path), ($id_name = $id, Path)), responses(
                (status = 200, description = "The entry", body = Entry<$kind>, headers(("ETag" = String))),
                (status = 404, description = "There is no such profile of yours, or no such entry of it"),
            ))]
            #[get($one)]
            async fn $get_fn(
                api: Api,
                Caller(caller): Caller,
                ids: Path<(ProfileId, $id)>,
            ) -> Result<Resource<Entry<$kind>>, Problem> {
                Ok(Resource(api.profiles.entry(caller.user_id, ids.0, ids.1).await?))
            }

            $(#[$update_doc])+
            #[utoipa::path(tag = "profiles", request_body = Patch<$kind>, security(("bearer" = [])), params(("id" = ProfileId, Path), ($id_name = $id, Path)), responses(
                (status = 200, description = "The entry as it is now", body = Entry<$kind>, headers(("ETag" = String))),
                (status = 404, description = "There is no such profile of yours, or no such entry of it"),
                (status = 412, description = "It was changed since"),
            ))]
            #[patch($one)]
            async fn $update_fn(
                api: Api,
                Caller(caller): Caller,
                ids: Path<(ProfileId, $id)>,
                IfMatch(precondition): IfMatch,
                Body(patch): Body<Patch<$kind>>,
            ) -> Result<Resource<Entry<$kind>>, Problem> {
                let changed = api.profiles.update_entry(caller.user_id, ids.0, ids.1, patch.changes, &precondition);
                Ok(Resource(changed.await?))
            }

            $(#[$delete_doc])+
            #[utoipa::path(tag = "profiles", security(("bearer" = [])), params(("id" = ProfileId, Path), ($id_name = $id, Path)), responses(
                (status = 204, description = "Removed, for good"),
                (status = 404, description = "There is no such profile of yours, or no such entry of it"),
                (status = 412, description = "It was changed since"),
            ))]
            #[delete($one)]
            async fn $delete_fn(
                api: Api,
                Caller(caller): Caller,
                ids: Path<(ProfileId, $id)>,
                IfMatch(precondition): IfMatch,
            ) -> Result<HttpResponse, Problem> {
                api.profiles.delete_entry::<$kind>(caller.user_id, ids.0, ids.1, &precondition).await?;
                Ok(HttpResponse::NoContent().finish())
            }

            $(#[$get_order_doc])+
            #[utoipa::path(tag = "profiles", security(("bearer" = [])), params(("id" = ProfileId, Path)), responses(
                (status = 200, description = "The ids in their order", body = EntryOrder, headers(("ETag" = String))),
                (status = 404, description = "There is no such profile of yours"),
            ))]
            #[get($order)]
            async fn $get_order_fn(
                api: Api,
                Caller(caller): Caller,
                id: Path<ProfileId>,
            ) -> Result<Resource<EntryOrder>, Problem> {
                Ok(Resource(api.profiles.order::<$kind>(caller.user_id, *id).await?))
            }

            $(#[$set_order_doc])+
            #[utoipa::path(tag = "profiles", request_body = EntryOrder, security(("bearer" = [])), params(("id" = ProfileId, Path)), responses(
                (status = 200, description = "The ids in their order", body = EntryOrder, headers(("ETag" = String))),
                (status = 404, description = "There is no such profile of yours"),
                (status = 412, description = "The order was changed since"),
            ))]
            #[put($order)]
            async fn $set_order_fn(
                api: Api,
                Caller(caller): Caller,
                id: Path<ProfileId>,
                IfMatch(precondition): IfMatch,
                Body(order): Body<EntryOrder>,
            ) -> Result<Resource<EntryOrder>, Problem> {
                Ok(Resource(api.profiles.reorder::<$kind>(caller.user_id, *id, order, &precondition).await?))
            }
        }
    };
}

entries! {
    experiences of Experience, ExperienceId as "experience_id";
    "/profiles/{id}/experiences", "/profiles/{id}/experiences/order", "/profiles/{id}/experiences/{experience_id}";
    /// The jobs of a profile, in their order.
    list_experiences;
    /// Adds a job at the end of the list.
    add_experience;
    /// One job.
    get_experience;
    /// Changes the keys that are present; null clears.
    update_experience;
    /// Removes a job.
    delete_experience;
    /// The order of the jobs.
    get_experience_order;
    /// Puts the jobs in order: name each of them once.
    set_experience_order;
}

entries! {
    education of Education, EducationId as "education_id";
    "/profiles/{id}/education", "/profiles/{id}/education/order", "/profiles/{id}/education/{education_id}";
    /// The schools of a profile, in their order.
    list_education;
    /// Adds a school at the end of the list.
    add_education;
    /// One school.
    get_education;
    /// Changes the keys that are present; null clears.
    update_education;
    /// Removes a school.
    delete_education;
    /// The order of the schools.
    get_education_order;
    /// Puts the schools in order: name each of them once.
    set_education_order;
}

entries! {
    projects of Project, ProjectId as "project_id";
    "/profiles/{id}/projects", "/profiles/{id}/projects/order", "/profiles/{id}/projects/{project_id}";
    /// The projects of a profile, in their order.
    list_projects;
    /// Adds a project at the end of the list.
    add_project;
    /// One project.
    get_project;
    /// Changes the keys that are present; null clears.
    update_project;
    /// Removes a project.
    delete_project;
    /// The order of the projects.
    get_project_order;
    /// Puts the projects in order: name each of them once.
    set_project_order;
}
