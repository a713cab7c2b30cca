//! Rows that no request makes, or not as many of them as a test needs.

use serde_json::Value;
use test_database::Backend;

use super::{Actor, TestApp, unknown_id};

impl TestApp {
    /// An id as it is written in this database's SQL.
    pub fn literal(&self, id: &str) -> String {
        match self.database.backend() {
            Backend::Sqlite => format!("x'{}'", id.replace('-', "")),
            Backend::Postgres => format!("'{id}'"),
        }
    }

    async fn add(&self, table: &str, columns: &str, values: &str) -> String {
        let id = unknown_id();
        let key = self.literal(&id);
        self.execute(&format!("INSERT INTO {table} (id, {columns}) VALUES ({key}, {values})")).await;
        id
    }

    /// A job that everybody sees.
    pub async fn add_public_job(&self, title: &str) -> String {
        self.add("jobs", "source, title, company, location", &format!("'board', '{title}', 'Acme', 'Berlin'")).await
    }
}

impl Actor<'_> {
    pub fn id(&self) -> &str {
        self.arrival["user"]["id"].as_str().expect("a member's id")
    }

    async fn add(&self, table: &str, columns: &str, values: &str) -> String {
        let own = self.app.literal(self.id());
        self.app.add(table, &format!("user_id, {columns}"), &format!("{own}, {values}")).await
    }

    pub async fn add_job(&self, title: &str) -> String {
        self.add("jobs", "source, title, company", &format!("'user_created', '{title}', 'Acme'")).await
    }

    /// A `resume` or a `cover_letter`.
    pub async fn add_document(&self, kind: &str) -> String {
        self.add("documents", "type, version, content", &format!("'{kind}', 1, 'Words'")).await
    }

    pub async fn add_match(&self, job: &str, score: f64, status: &str) -> String {
        let job = self.app.literal(job);
        let rationale = r#"{"summary": "Fits", "top_reasons": ["Rust"], "breakdown": {"skills": 80.5}}"#;
        let values = format!("{job}, {score}, '{status}', '{rationale}'");
        self.add("matches", "job_id, score, status, rationale", &values).await
    }

    /// Applies for a job of the person's own.
    pub async fn apply_for(&self, title: &str) -> Value {
        let job = self.add_job(title).await;
        self.post("/applications", serde_json::json!({"job_id": job})).await.is(201)
    }

    pub async fn has_tier(&self, tier: &str) {
        let own = self.app.literal(self.id());
        self.app.execute(&format!("UPDATE users SET tier = '{tier}' WHERE id = {own}")).await;
    }
}
