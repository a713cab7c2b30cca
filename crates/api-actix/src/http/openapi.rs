//! The OpenAPI document: collected from the handlers, and completed with what they all share.

use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::Type;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{
    Components, ContentBuilder, HeaderBuilder, InfoBuilder, LicenseBuilder, ObjectBuilder, OpenApi, RefOr, Required,
    Response, ResponseBuilder, Schema,
};
use utoipa::{PartialSchema, ToSchema};

use super::idempotency::NOT_UNDER;
use super::problem::ProblemDocument;

pub const BEARER: &str = "bearer";

const DESCRIPTION: &str = "The backend of an assistant for the job search. Every error is an RFC 9457 problem with a stable `code`. \
Lists take `limit` and `cursor` and answer `{items, next_cursor}`. Requests are JSON; fields that are not documented are refused.";

/// Adds title, security scheme, and the problems that any operation of a kind can answer with.
pub fn complete(document: &mut OpenApi) {
    document.info = InfoBuilder::new()
        .title("careerbase")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .license(Some(LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
        .build();
    let components = document.components.get_or_insert_with(Components::new);
    components.add_security_scheme(
        BEARER,
        SecurityScheme::Http(Http::builder().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build()),
    );
    add_schemas(components);
    for (path, item) in &mut document.paths.paths {
        if let Some(operation) = &mut item.post
            && operation.security.is_some()
            && !path.starts_with(NOT_UNDER)
        {
            add_idempotency(operation);
        }
        if let Some(operation) = &mut item.get {
            add_if_none_match(operation);
        }
        for operation in operations(item) {
            add_if_match(operation);
            add_shared_problems(operation, path.contains('{'));
            absent_not_null(operation);
            name_files(operation);
        }
    }
}

fn add_schemas(components: &mut Components) {
    let mut schemas: Vec<(String, RefOr<Schema>)> =
        vec![(ProblemDocument::name().into_owned(), ProblemDocument::schema())];
    ProblemDocument::schemas(&mut schemas);
    components.schemas.extend(schemas);
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch]
        .into_iter()
        .filter_map(Option::as_mut)
}

fn add_shared_problems(operation: &mut Operation, has_path_parameters: bool) {
    let secured = operation.security.is_some();
    let has_body = operation.request_body.is_some();
    let parameters = operation.parameters.as_deref().unwrap_or_default();
    let has_query = parameters
        .iter()
        .any(|parameter| matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query));
    // Health answers for the database itself and knows no caller.
    let system = operation.tags.as_ref().is_some_and(|tags| tags.iter().any(|tag| tag == "system"));
    let shared = [
        (has_body || has_query || has_path_parameters, "400", "The request cannot be read"),
        (secured, "401", "There is no valid access token"),
        (secured, "403", "The account is deleted or disabled"),
        (has_body, "408", "The body took too long to arrive"),
        (has_body, "413", "The body is too large"),
        (has_body, "415", "The body is not JSON"),
        (has_body || has_query, "422", "The input breaks a rule; `errors` says which"),
        (!system, "429", "Too many requests; `Retry-After` says when to come back"),
        (!system, "500", "A fault of the server"),
        (!system, "503", "The database is unavailable; try again soon"),
    ];
    for (applies, status, description) in shared {
        if applies {
            operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(problem(description)));
        }
    }
    // What handlers declare by status and description alone is a problem too.
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && response.content.is_empty()
            && status.starts_with(['4', '5'])
        {
            *response = problem(&response.description);
        }
    }
}

fn add_idempotency(operation: &mut Operation) {
    let description = "A key that you made up for this request, 1 to 255 visible ASCII characters. Sent again with the same key, the \
request is not carried out again but answered as before, for 24 hours, with the header `Idempotency-Replayed`.";
    add_header(
        operation,
        "Idempotency-Key",
        description,
        ObjectBuilder::new().min_length(Some(1)).max_length(Some(255)).pattern(Some("^[!-~]+$")),
    );
    let responses = &mut operation.responses.responses;
    let in_use = "`idempotency_key_in_use`: the request with this key is still being carried out";
    let conflict = match responses.get("409") {
        Some(RefOr::T(own)) => format!("{}; or {in_use}", own.description),
        _ => in_use.to_owned(),
    };
    responses.insert("409".to_owned(), RefOr::T(problem(&conflict)));
    let reused =
        "The input breaks a rule; `errors` says which. Or `idempotency_key_reused`: the key belongs to another request";
    responses.entry("422".to_owned()).or_insert_with(|| RefOr::T(problem(reused)));
    responses.entry("400".to_owned()).or_insert_with(|| RefOr::T(problem("The request cannot be read")));
    responses.entry("408".to_owned()).or_insert_with(|| RefOr::T(problem("The body took too long to arrive")));
    responses.entry("413".to_owned()).or_insert_with(|| RefOr::T(problem("The body is too large")));
}

/// What a GET answers with an `ETag` need not be sent to those who have it.
fn add_if_none_match(operation: &mut Operation) {
    let tagged = matches!(operation.responses.responses.get("200"), Some(RefOr::T(response)) if response.headers.contains_key("ETag"));
    if tagged {
        let description =
            "`ETag`s that you have: when the resource still has one of them, the answer is 304 without a body.";
        add_header(operation, "If-None-Match", description, ObjectBuilder::new());
        let unchanged = ResponseBuilder::new().description("It is as you have it").build();
        operation.responses.responses.insert("304".to_owned(), RefOr::T(unchanged));
    }
}

/// Whatever can answer 412 takes the condition that leads to it.
fn add_if_match(operation: &mut Operation) {
    if operation.responses.responses.contains_key("412") {
        let description = "The `ETag` that you have seen: when the resource has changed since, nothing is done and the answer is 412.";
        add_header(operation, "If-Match", description, ObjectBuilder::new());
    }
}

fn add_header(operation: &mut Operation, name: &str, description: &str, schema: ObjectBuilder) {
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema.schema_type(Type::String)))
        .build();
    operation.parameters.get_or_insert_default().push(RefOr::T(parameter));
}

/// A handler that takes an `OptionalBody<T>` declares an `Option<T>`, and means that the body may be absent; `null` is no body of ours.
fn absent_not_null(operation: &mut Operation) {
    let Some(RefOr::T(body)) = &mut operation.request_body else { return };
    for content in body.content.values_mut() {
        if let RefOr::T(content) = content
            && let Some(RefOr::T(Schema::OneOf(choice))) = &content.schema
            && let Some(reference) = choice.items.iter().find(|item| matches!(item, RefOr::Ref(_)))
        {
            content.schema = Some(reference.clone());
        }
    }
}

/// A part of a form that has a kind of text is a file, and a file has a name with the ending of its kind.
fn name_files(operation: &mut Operation) {
    let Some(RefOr::T(body)) = &mut operation.request_body else { return };
    let contents = body.content.values_mut().filter_map(|content| match content {
        RefOr::T(content) => Some(content),
        RefOr::Ref(_) => None,
    });
    for (name, encoding) in contents.flat_map(|content| &mut content.encoding) {
        if encoding.content_type.as_deref() == Some("text/plain") {
            let mut header = HeaderBuilder::new().description(Some("The ending of the name is `.txt`.")).build();
            header.example = Some(format!("form-data; name=\"{name}\"; filename=\"{name}.txt\"").into());
            encoding.headers.insert("Content-Disposition".to_owned(), RefOr::T(header));
        }
    }
}

fn problem(description: &str) -> Response {
    let schema = RefOr::Ref(utoipa::openapi::Ref::from_schema_name(ProblemDocument::name()));
    ResponseBuilder::new()
        .description(description)
        .content("application/problem+json", ContentBuilder::new().schema(Some(schema)).build())
        .build()
}
