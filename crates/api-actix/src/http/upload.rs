//! Uploads: forms of one file and some short texts, bounded and read whole.

use std::collections::BTreeMap;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::web::Bytes;
use actix_web::{HttpMessage, HttpRequest};
use futures_util::{StreamExt, stream};
use use_cases::FieldError;

use super::body::{read_whole, refuse_encoding};
use super::problem::Problem;

/// The most bytes that a form may have beside its file.
const OVERHEAD: usize = 64 * 1024;

/// The most bytes that a text of a form may have.
const MAX_TEXT: usize = 4 * 1024;

#[derive(Debug, Default)]
pub struct Form {
    pub file: Option<UploadedFile>,
    /// The other fields by name.
    pub texts: BTreeMap<String, String>,
}

#[derive(Debug)]
pub struct UploadedFile {
    /// As the client calls it, without the folders.
    pub name: String,
    pub bytes: Bytes,
}

#[must_use]
pub fn is_form(request: &HttpRequest) -> bool {
    request.content_type().eq_ignore_ascii_case("multipart/form-data")
}

/// Reads a form whose file, the field `file`, has at most so many bytes.
pub fn read_form(
    request: &HttpRequest,
    payload: &mut Payload,
    max_file: usize,
) -> impl Future<Output = Result<Form, Problem>> + 'static {
    let (headers, acceptable) = (request.headers().clone(), refuse_encoding(request));
    let body = read_whole(request, payload, max_file + OVERHEAD);
    async move {
        acceptable?;
        let body = body.await?.ok_or_else(|| too_large(max_file))?;
        // In memory by now, so that a slow client holds no parser.
        let mut fields = Multipart::new(&headers, stream::iter([Ok(body)]));
        let mut form = Form::default();
        while let Some(field) = fields.next().await {
            form.read(field.map_err(|error| malformed(&error))?, max_file).await?;
        }
        Ok(form)
    }
}

impl Form {
    async fn read(&mut self, mut field: Field, max_file: usize) -> Result<(), Problem> {
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = name == "file";
        let is_taken = if is_file { self.file.is_some() } else { self.texts.contains_key(&name) };
        if is_taken {
            return Err(refused(&name, "duplicate_field", "is given twice"));
        }
        let file_name = field.content_disposition().and_then(|header| header.get_filename()).map(without_folders);
        let limit = if is_file { max_file } else { MAX_TEXT };
        let bytes = match field.bytes(limit).await {
            Ok(bytes) => bytes.map_err(|error| malformed(&error))?,
            Err(_) if is_file => return Err(too_large(max_file)),
            Err(_) => return Err(refused(&name, "length", &format!("must be at most {MAX_TEXT} bytes"))),
        };
        if is_file {
            self.file = Some(UploadedFile { name: file_name.unwrap_or_default(), bytes });
        } else {
            let text = String::from_utf8(bytes.into()).map_err(|_| refused(&name, "not_utf8", "must be UTF-8"))?;
            self.texts.insert(name, text);
        }
        Ok(())
    }
}

/// Some clients send the whole path.
fn without_folders(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

/// A field of a form that breaks a rule.
#[must_use]
pub fn refused(field: &str, code: &str, message: &str) -> Problem {
    let field: String = field.chars().filter(|c| !c.is_control()).take(use_cases::error::MAX_NAME_CHARS).collect();
    Problem::validation_failed(vec![FieldError::new(field, code, message)])
}

fn too_large(max_file: usize) -> Problem {
    let detail = format!("A file may have at most {max_file} bytes.");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", detail)
}

fn malformed(error: &MultipartError) -> Problem {
    Problem::bad_request("malformed_form", format!("The form cannot be read: {error}."))
}
