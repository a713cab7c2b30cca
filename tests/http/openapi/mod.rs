//! The document says what the server does. What is checked here is read from the document itself, so that a new endpoint
//! is checked without anybody remembering to.

mod conditional;
mod document;
mod ids;
mod methods;
mod schema;
mod secured;

use std::sync::LazyLock;

use reqwest::Method;
use serde_json::Value;

use crate::support::contract::DOCUMENT;

/// One operation of the document.
pub struct Operation {
    pub method: Method,
    /// With its parameters in braces, and without `/api/v1`.
    pub path: &'static str,
    pub spec: &'static Value,
}

impl Operation {
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The parameters in the path, each with its schema.
    pub fn path_parameters(&self) -> Vec<(&'static str, &'static Value)> {
        let parameters = self.spec["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
        let in_path = parameters.iter().filter(|parameter| parameter["in"] == "path");
        in_path.map(|one| (one["name"].as_str().expect("a name"), schema::resolved(&one["schema"]))).collect()
    }

    /// The schema of the JSON body, if there is one.
    pub fn body(&self) -> Option<&'static Value> {
        self.spec["requestBody"]["content"]["application/json"].get("schema")
    }

    /// Whether it refuses everybody without a token.
    pub fn is_secured(&self) -> bool {
        let schemes = self.spec["security"].as_array().map(Vec::as_slice).unwrap_or_default();
        !schemes.is_empty() && schemes.iter().all(|scheme| scheme.as_object().is_some_and(|scheme| !scheme.is_empty()))
    }

    /// The path with each parameter filled in.
    pub fn path_with(&self, value: impl Fn(&str, &Value) -> String) -> String {
        self.path_parameters().into_iter().fold(self.path.to_owned(), |path, (name, schema)| {
            path.replace(&format!("{{{name}}}"), &value(name, schema))
        })
    }
}

pub static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let mut operations = Vec::new();
    for (path, item) in DOCUMENT["paths"].as_object().expect("paths") {
        let path = path.strip_prefix("/api/v1").expect("every path begins with /api/v1");
        for (method, spec) in item.as_object().expect("operations") {
            let method = method.to_uppercase().parse().expect("a method");
            operations.push(Operation { method, path, spec });
        }
    }
    operations
});
