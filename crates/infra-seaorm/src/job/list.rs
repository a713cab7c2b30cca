//! A page of jobs in one statement, whose text says what is filtered by and never which values.

use std::fmt::Write;

use domain::ids::UserId;
use domain::job::{JobApplicationStatus, SearchWords};
use ports::job::JobFilter;
use ports::paging::PageRequest;
use sea_orm::{DbBackend, Statement, Value};

use super::statements::COLUMNS;

/// The values of a statement, and the conditions that speak of them.
struct Question {
    backend: DbBackend,
    values: Vec<Value>,
    conditions: String,
}

/// The viewer's own live application for a job; there is at most one.
fn own_application(job: &str) -> String {
    format!("FROM applications a WHERE a.user_id = $1 AND a.job_id = {job}.id AND a.deleted_at IS NULL")
}

/// A filter by an application's status begins with the viewer's applications, which are few, and not with the jobs: SQLite
/// keeps the order of a cross join.
const APPLIED: &str = "FROM applications a CROSS JOIN jobs j \
     WHERE a.user_id = $1 AND a.deleted_at IS NULL AND j.id = a.job_id AND (j.user_id = $1 OR j.user_id IS NULL)";

pub(super) fn statement(
    backend: DbBackend,
    viewer: UserId,
    filter: &JobFilter,
    page: PageRequest<domain::ids::JobId>,
) -> Statement {
    let mut question = Question { backend, values: vec![viewer.0.into()], conditions: String::new() };
    question.filter(filter);
    if let Some(after) = page.after {
        question.holds("j.id < ?", after.0);
    }
    // Fewer than a hundred and two.
    question.values.push(i64::try_from(page.rows()).unwrap_or(i64::MAX).into());
    let limit = question.values.len();
    let (columns, conditions) = (&*COLUMNS, &question.conditions);
    let is_applied = filter.application_status.is_some_and(|status| status != JobApplicationStatus::NotApplied);
    let sql = if is_applied {
        format!(
            "SELECT {columns}, a.status AS application_status {APPLIED}{conditions} ORDER BY j.id DESC LIMIT ${limit}"
        )
    } else {
        let application = own_application("page");
        // Each half by its own end of the index on (user_id, id). PostgreSQL does not know that a column that is null has one
        // value alone, so that the order must name it. Applications are looked for when the page is known.
        format!(
            "SELECT page.*, (SELECT a.status {application}) AS application_status FROM (\
             SELECT * FROM (SELECT {columns} FROM jobs j WHERE j.user_id = $1{conditions} \
             ORDER BY j.id DESC LIMIT ${limit}) AS own \
             UNION ALL SELECT * FROM (SELECT {columns} FROM jobs j WHERE j.user_id IS NULL{conditions} \
             ORDER BY j.user_id DESC, j.id DESC LIMIT ${limit}) AS public \
             ORDER BY id DESC LIMIT ${limit}) AS page ORDER BY page.id DESC"
        )
    };
    Statement::from_sql_and_values(backend, sql, question.values)
}

impl Question {
    fn filter(&mut self, filter: &JobFilter) {
        // Every filter must be here.
        let JobFilter {
            words,
            source,
            status,
            application_status,
            employment_type,
            remote,
            company,
            h1b_sponsor_status,
            created_after,
            salary_at_least,
        } = filter;
        if let Some(words) = words {
            self.words(words);
        }
        self.equals("j.source", source.clone());
        self.equals("j.status", status.map(|word| word.as_str().to_owned()));
        match application_status {
            Some(JobApplicationStatus::NotApplied) => {
                let _ = write!(self.conditions, " AND NOT EXISTS (SELECT 1 {})", own_application("j"));
            }
            status => self.equals("a.status", status.map(|word| word.as_str().to_owned())),
        }
        self.equals("j.employment_type", employment_type.map(|word| word.as_str().to_owned()));
        self.equals("j.remote", *remote);
        if let Some(company) = company {
            self.holds(
                match self.backend {
                    // Capital letters beyond ASCII are known to neither this way, nor depend on where the server stands.
                    DbBackend::Sqlite => "instr(lower(j.company), ?) > 0",
                    _ => "strpos(lower(j.company COLLATE \"C\"), ?) > 0",
                },
                company.to_ascii_lowercase(),
            );
        }
        self.equals("j.h1b_sponsor_status", h1b_sponsor_status.map(|word| word.as_str().to_owned()));
        if let Some(created_after) = created_after {
            self.holds("j.created_at > ?", *created_after);
        }
        if let Some(salary) = salary_at_least {
            self.holds("coalesce(j.salary_max, j.salary_min) >= ?", *salary);
        }
    }

    fn words(&mut self, words: &SearchWords) {
        match self.backend {
            // With the sign it looks the rows that it reads anyway up in what was found, newest first, until the page is full.
            // Without it, it would fetch all that was found, to sort it.
            DbBackend::Sqlite => {
                self.holds("+j.rowid IN (SELECT rowid FROM jobs_search WHERE jobs_search MATCH ?)", match_text(words));
            }
            // In the words of the index.
            _ => self
                .holds("array_to_tsvector(string_to_array(j.search_words, ' ')) @@ CAST(? AS tsquery)", tsquery(words)),
        }
    }

    fn equals(&mut self, column: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.holds(&format!("{column} = ?"), value);
        }
    }

    /// Adds a condition on one value, which `?` stands for.
    fn holds(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        let condition = condition.replace('?', &format!("${}", self.values.len()));
        self.conditions.push_str(" AND ");
        self.conditions.push_str(&condition);
    }
}

/// Words are letters and digits, and at most `+` and `#`, so there is nothing in them to escape; it is done all the same,
/// lest the safety of one crate hang on the rules of another.
fn tsquery(words: &SearchWords) -> String {
    let quoted = words.iter().map(|word| format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''")));
    quoted.collect::<Vec<_>>().join(" & ")
}

/// The same for FTS5.
fn match_text(words: &SearchWords) -> String {
    let quoted = words.iter().map(|word| format!("\"{}\"", word.replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(" AND ")
}
