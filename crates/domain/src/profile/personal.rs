//! Who somebody is and what they can do, with the bounds beside the fields.

use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use super::PartialDate;
use super::kinds::in_order;
use crate::validation::{at_most, bounded_list, email_address, not_blank, web_address};

/// What stands at the top of a résumé.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonalInfo {
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub full_name: Option<String>,
    #[validate(custom(function = "email_address"))]
    #[cfg_attr(feature = "openapi", schema(format = Email, max_length = 254))]
    pub email: Option<String>,
    #[validate(length(max = 50), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 50, pattern = r"[^\s\x85]"))]
    pub phone: Option<String>,
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub location: Option<String>,
    #[validate(custom(function = "web_address"))]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 2000, pattern = r"^https?://[^\s\x00-\x1f\x7f-\x9f/?#][^\s\x00-\x1f\x7f-\x9f]*$")
    )]
    pub linkedin: Option<String>,
    #[validate(custom(function = "web_address"))]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 2000, pattern = r"^https?://[^\s\x00-\x1f\x7f-\x9f/?#][^\s\x00-\x1f\x7f-\x9f]*$")
    )]
    pub github: Option<String>,
    #[validate(custom(function = "web_address"))]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 2000, pattern = r"^https?://[^\s\x00-\x1f\x7f-\x9f/?#][^\s\x00-\x1f\x7f-\x9f]*$")
    )]
    pub website: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Skills {
    #[validate(custom(function = "bounded_list::<100, 100>"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::texts::<100, 100>))]
    pub technical: Vec<String>,
    #[validate(custom(function = "bounded_list::<100, 100>"))]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::texts::<100, 100>))]
    pub soft: Vec<String>,
    #[validate(nested, custom(function = "at_most::<100, SpokenLanguage>"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub languages: Vec<SpokenLanguage>,
    #[validate(nested, custom(function = "at_most::<100, Certification>"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub certifications: Vec<Certification>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpokenLanguage {
    #[validate(length(max = 100), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, pattern = r"[^\s\x85]"))]
    pub name: String,
    /// In any words, such as `native` or `B2`.
    #[validate(length(max = 100), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100, pattern = r"[^\s\x85]"))]
    pub proficiency: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "expires_after_it_was_obtained"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Certification {
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub name: String,
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub issuer: Option<String>,
    pub date_obtained: Option<PartialDate>,
    /// Not before the date on which it was obtained.
    pub expiry_date: Option<PartialDate>,
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub credential_id: Option<String>,
}

fn expires_after_it_was_obtained(certification: &Certification) -> Result<(), ValidationError> {
    let message = "expiry_date must not be before date_obtained";
    in_order(certification.date_obtained, certification.expiry_date, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn info(field: &str, value: &str) -> PersonalInfo {
        serde_json::from_value(serde_json::json!({ field: value })).unwrap()
    }

    #[rstest]
    #[case("email", "ada@example.com", true)]
    #[case("email", "ada", false)]
    #[case("phone", "+1-555-0100", true)]
    #[case("phone", " ", false)]
    #[case("linkedin", "https://www.linkedin.com/in/ada", true)]
    #[case("github", "github.com/ada", false)]
    #[case("website", "javascript:alert(1)", false)]
    #[case("full_name", "", false)]
    fn personal_details_are_checked(#[case] field: &str, #[case] value: &str, #[case] fine: bool) {
        assert_eq!(info(field, value).validate().is_ok(), fine);
    }

    #[test]
    fn a_fault_deep_in_the_skills_is_found() {
        let certification = |obtained: &str, expiry: &str| Certification {
            name: "Rust".to_owned(),
            issuer: None,
            date_obtained: obtained.parse().ok(),
            expiry_date: expiry.parse().ok(),
            credential_id: None,
        };
        let skills = |certification| Skills { certifications: vec![certification], ..Skills::default() };
        assert!(skills(certification("2024", "2024-01")).validate().is_ok());
        assert!(skills(certification("2024", "2023-12")).validate().is_err());
        let language = SpokenLanguage { name: " ".to_owned(), proficiency: None };
        assert!(Skills { languages: vec![language], ..Skills::default() }.validate().is_err());
        assert!(Skills { soft: vec!["x".to_owned(); 101], ..Skills::default() }.validate().is_err());
    }
}
