//! The bounds of the lists of a job, for the check and for the API's description.

use domain::job::PostingFacts;
use domain::validation::{MAX_LIST_ITEMS, not_blank};
use validator::ValidationError;

/// The most characters of a keyword.
const MAX_KEYWORD_CHARS: usize = 100;

/// Requirements or benefits: at most 100 of up to 500 characters, none blank.
pub fn lines(list: &[String]) -> Result<(), ValidationError> {
    bounded(list, PostingFacts::MAX_LINE_CHARS)
}

/// At most 100 of up to 100 characters, none blank.
pub fn keywords(list: &[String]) -> Result<(), ValidationError> {
    bounded(list, MAX_KEYWORD_CHARS)
}

fn bounded(list: &[String], max_chars: usize) -> Result<(), ValidationError> {
    let refused = |code, message: String| Err(ValidationError::new(code).with_message(message.into()));
    if list.len() > MAX_LIST_ITEMS {
        return refused("too_many_items", format!("must not hold more than {MAX_LIST_ITEMS} items"));
    }
    if list.iter().any(|item| not_blank(item).is_err()) {
        return refused("blank_item", "must not hold a blank item".to_owned());
    }
    if list.iter().any(|item| item.chars().count() > max_chars) {
        return refused("item_too_long", format!("must not hold an item of more than {max_chars} characters"));
    }
    Ok(())
}

#[cfg(feature = "openapi")]
pub(super) mod described {
    use domain::job::PostingFacts;
    use domain::validation::MAX_LIST_ITEMS;
    use utoipa::openapi::schema::{Array, ArrayBuilder, ObjectBuilder, SchemaType, Type};

    pub fn lines() -> Array {
        list(PostingFacts::MAX_LINE_CHARS)
    }

    pub fn keywords() -> Array {
        list(super::MAX_KEYWORD_CHARS)
    }

    pub fn lines_or_null() -> Array {
        or_null(lines())
    }

    pub fn keywords_or_null() -> Array {
        or_null(keywords())
    }

    fn or_null(mut list: Array) -> Array {
        list.schema_type = SchemaType::from_iter([Type::Array, Type::Null]);
        list
    }

    fn list(max_chars: usize) -> Array {
        let item =
            ObjectBuilder::new().schema_type(Type::String).max_length(Some(max_chars)).pattern(Some(r"[^\s\x85]"));
        ArrayBuilder::new().items(item).max_items(Some(MAX_LIST_ITEMS)).build()
    }
}
