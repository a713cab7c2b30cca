//! The two ways in which a sample arrives: JSON, or a form with a text file.

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};
use domain::document::{DocumentType, MAX_SAMPLE_BYTES};
use futures_util::future::LocalBoxFuture;
use use_cases::document::AddSample;
use use_cases::error::field_errors;
use validator::Validate;

use crate::http::body::Body;
use crate::http::problem::Problem;
use crate::http::upload::{Form, UploadedFile, is_form, read_form, refused};

pub struct SampleBody(pub AddSample);

#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "describes a form to those who read the API's document")]
pub struct SampleForm {
    document_type: DocumentType,
    /// Text in UTF-8, at most 1 MiB, in a file whose name ends in `.txt`.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

impl FromRequest for SampleBody {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if is_form(request) {
            let form = read_form(request, payload, MAX_SAMPLE_BYTES);
            return Box::pin(async move { sample(form.await?).map(Self) });
        }
        let json = Body::<AddSample>::from_request(request, payload);
        Box::pin(async move { json.await.map(|Body(command)| Self(command)) })
    }
}

fn sample(form: Form) -> Result<AddSample, Problem> {
    let Form { file, mut texts } = form;
    let file = file.ok_or_else(|| refused("file", "required", "is required"))?;
    let document_type =
        texts.remove("document_type").ok_or_else(|| refused("document_type", "required", "is required"))?;
    if let Some(unknown) = texts.keys().next() {
        return Err(refused(unknown, "unknown_field", "is not a field of this request"));
    }
    let document_type = document_type.parse().map_err(|_| {
        let known = DocumentType::ALL.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(" or ");
        refused("document_type", "invalid", &format!("must be {known}"))
    })?;
    let command = AddSample { document_type, text: text_of(&file)?, original_filename: Some(file.name) };
    command.validate().map_err(|errors| {
        // The fields of the command are all parts of the file.
        let errors = field_errors(&errors, "").into_iter();
        Problem::validation_failed(
            errors.map(|error| use_cases::FieldError { field: "file".to_owned(), ..error }).collect(),
        )
    })?;
    Ok(command)
}

fn text_of(file: &UploadedFile) -> Result<String, Problem> {
    let is_text = file.name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("txt"));
    if !is_text {
        let detail = "Send a text file, whose name ends in `.txt`.";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_file_type", detail));
    }
    let not_utf8 = |_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "not_utf8", "The file is not text in UTF-8.");
    let text = std::str::from_utf8(&file.bytes).map_err(not_utf8)?;
    if text.contains('\0') || file.name.contains('\0') {
        return Err(refused("file", "nul", "must not hold the character U+0000"));
    }
    Ok(text.to_owned())
}
