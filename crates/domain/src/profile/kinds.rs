//! Jobs, schools and projects: what a person says of each, with its bounds beside its fields.

use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use super::PartialDate;
use crate::validation::{bounded_list, not_blank, refused, web_address};

/// A job, with an end unless it is the current one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "is_over_unless_current"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NewExperience))]
pub struct Experience {
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub title: String,
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub company: String,
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub location: Option<String>,
    pub start_date: PartialDate,
    /// Not before the start, and absent for the current job.
    pub end_date: Option<PartialDate>,
    #[serde(default)]
    pub is_current: bool,
    #[validate(length(max = 5000), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 5000, pattern = r"[^\s\x85]"))]
    pub description: Option<String>,
    #[serde(default)]
    #[validate(custom(function = "bounded_list::<50, 500>"))]
    #[cfg_attr(feature = "openapi", schema(required = false, schema_with = crate::schema::texts::<50, 500>))]
    pub achievements: Vec<String>,
}

/// A school, or whatever taught the person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "is_over_after_it_began"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NewEducation))]
pub struct Education {
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub institution: String,
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub degree: Option<String>,
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub field_of_study: Option<String>,
    pub start_date: Option<PartialDate>,
    /// Not before the start.
    pub end_date: Option<PartialDate>,
    /// On the American scale, from 0 to 4.
    #[validate(range(min = 0.0, max = 4.0))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4))]
    pub gpa: Option<f64>,
    #[serde(default)]
    #[validate(custom(function = "bounded_list::<50, 500>"))]
    #[cfg_attr(feature = "openapi", schema(required = false, schema_with = crate::schema::texts::<50, 500>))]
    pub honors: Vec<String>,
}

/// Something that the person has made.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "is_done_after_it_began"))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NewProject))]
pub struct Project {
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 255, pattern = r"[^\s\x85]"))]
    pub name: String,
    #[validate(length(max = 5000), custom(function = "not_blank"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 5000, pattern = r"[^\s\x85]"))]
    pub description: String,
    #[serde(default)]
    #[validate(custom(function = "bounded_list::<100, 100>"))]
    #[cfg_attr(feature = "openapi", schema(required = false, schema_with = crate::schema::texts::<100, 100>))]
    pub technologies: Vec<String>,
    #[validate(custom(function = "web_address"))]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 2000, pattern = r"^https?://[^\s\x00-\x1f\x7f-\x9f/?#][^\s\x00-\x1f\x7f-\x9f]*$")
    )]
    pub url: Option<String>,
    pub start_date: Option<PartialDate>,
    /// Not before the start.
    pub end_date: Option<PartialDate>,
}

/// Neither of two dates is before what comes first; what is not known is not compared.
pub(super) fn in_order(
    first: Option<PartialDate>,
    then: Option<PartialDate>,
    message: &'static str,
) -> Result<(), ValidationError> {
    match first.zip(then) {
        Some((first, then)) if then.is_before(first) => Err(refused("dates_out_of_order", message.to_owned())),
        _ => Ok(()),
    }
}

const ENDS_TOO_EARLY: &str = "end_date must not be before start_date";

fn is_over_unless_current(job: &Experience) -> Result<(), ValidationError> {
    if job.is_current && job.end_date.is_some() {
        return Err(refused("current_with_end", "end_date must be absent while is_current is true".to_owned()));
    }
    in_order(Some(job.start_date), job.end_date, ENDS_TOO_EARLY)
}

fn is_over_after_it_began(school: &Education) -> Result<(), ValidationError> {
    in_order(school.start_date, school.end_date, ENDS_TOO_EARLY)
}

fn is_done_after_it_began(project: &Project) -> Result<(), ValidationError> {
    in_order(project.start_date, project.end_date, ENDS_TOO_EARLY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::{Value, json};

    /// The codes of what is wrong, by the fields that are wrong.
    fn faults<T: serde::de::DeserializeOwned + Validate>(base: &Value, changed: &Value) -> Vec<(String, String)> {
        let mut json = base.clone();
        for (key, value) in changed.as_object().unwrap() {
            json[key] = value.clone();
        }
        let value: T = match serde_json::from_value(json) {
            Ok(value) => value,
            Err(error) => return vec![("shape".to_owned(), error.to_string())],
        };
        let Err(errors) = value.validate() else { return Vec::new() };
        let fields = errors.field_errors();
        fields.iter().map(|(field, errors)| (field.to_string(), errors[0].code.to_string())).collect()
    }

    fn job() -> Value {
        json!({"title": "Engineer", "company": "Acme", "start_date": "2020-05"})
    }

    #[rstest]
    #[case(json!({}), None)]
    #[case(json!({"is_current": true}), None)]
    #[case(json!({"end_date": "2020"}), None)]
    #[case(json!({"end_date": "2020-05-01"}), None)]
    #[case(json!({"end_date": "2020-04-30"}), Some(("__all__", "dates_out_of_order")))]
    #[case(json!({"end_date": "2019"}), Some(("__all__", "dates_out_of_order")))]
    #[case(json!({"end_date": "2021", "is_current": true}), Some(("__all__", "current_with_end")))]
    #[case(json!({"title": " "}), Some(("title", "blank")))]
    #[case(json!({"title": "ä".repeat(255)}), None)]
    #[case(json!({"company": "ä".repeat(256)}), Some(("company", "length")))]
    #[case(json!({"location": ""}), Some(("location", "blank")))]
    #[case(json!({"description": "x".repeat(5000)}), None)]
    #[case(json!({"description": "x".repeat(5001)}), Some(("description", "length")))]
    #[case(json!({"achievements": vec!["x".repeat(500); 50]}), None)]
    #[case(json!({"achievements": vec!["x"; 51]}), Some(("achievements", "too_many_items")))]
    #[case(json!({"achievements": ["x".repeat(501)]}), Some(("achievements", "item_too_long")))]
    #[case(json!({"achievements": [""]}), Some(("achievements", "blank_item")))]
    fn a_job_keeps_its_rules(#[case] changed: Value, #[case] fault: Option<(&str, &str)>) {
        let expected: Vec<_> = fault.into_iter().map(|(field, code)| (field.to_owned(), code.to_owned())).collect();
        assert_eq!(faults::<Experience>(&job(), &changed), expected);
    }

    #[rstest]
    #[case(json!({"gpa": 0}), None)]
    #[case(json!({"gpa": 4.0}), None)]
    #[case(json!({"gpa": 4.01}), Some(("gpa", "range")))]
    #[case(json!({"gpa": -0.1}), Some(("gpa", "range")))]
    #[case(json!({"start_date": "2016-09", "end_date": "2016-06"}), Some(("__all__", "dates_out_of_order")))]
    #[case(json!({"end_date": "2016-06"}), None)]
    fn a_school_keeps_its_rules(#[case] changed: Value, #[case] fault: Option<(&str, &str)>) {
        let expected: Vec<_> = fault.into_iter().map(|(field, code)| (field.to_owned(), code.to_owned())).collect();
        assert_eq!(faults::<Education>(&json!({"institution": "MIT"}), &changed), expected);
    }

    #[rstest]
    #[case(json!({"url": "https://x.io"}), None)]
    #[case(json!({"url": "ftp://x.io"}), Some(("url", "url")))]
    #[case(json!({"technologies": vec!["x".repeat(100); 100]}), None)]
    #[case(json!({"technologies": ["x".repeat(101)]}), Some(("technologies", "item_too_long")))]
    #[case(json!({"start_date": "2020", "end_date": "2019-12"}), Some(("__all__", "dates_out_of_order")))]
    fn a_project_keeps_its_rules(#[case] changed: Value, #[case] fault: Option<(&str, &str)>) {
        let expected: Vec<_> = fault.into_iter().map(|(field, code)| (field.to_owned(), code.to_owned())).collect();
        assert_eq!(faults::<Project>(&json!({"name": "P", "description": "Text"}), &changed), expected);
    }

    #[rstest]
    #[case(json!({"position": 1}))]
    #[case(json!({"enhanced_description": "Better"}))]
    #[case(json!({"start_date": null}))]
    #[case(json!({"start_date": "soon"}))]
    #[case(json!({"achievements": null}))]
    fn what_is_not_the_persons_to_say_or_of_another_shape_is_refused(#[case] changed: Value) {
        assert_eq!(faults::<Experience>(&job(), &changed)[0].0, "shape");
    }
}
