//! Applications as CSV (RFC 4180) that a spreadsheet opens without taking what people wrote for formulas.

use std::borrow::Cow;

use chrono::SecondsFormat;
use csv::{Terminator, WriterBuilder};
use domain::job_application::ApplicationWithJob;

use crate::http::problem::Problem;

const HEADER: [&str; 12] = [
    "id",
    "status",
    "applied_at",
    "job_id",
    "job_title",
    "job_company",
    "job_location",
    "resume_version_id",
    "cover_letter_id",
    "notes",
    "created_at",
    "updated_at",
];

/// The header, and a line for each application.
pub(super) fn table(applications: &[ApplicationWithJob]) -> Result<Vec<u8>, Problem> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let mut written = writer.write_record(HEADER);
    for shown in applications {
        written =
            written.and_then(|()| writer.write_record(record(shown).iter().map(|cell| harmless(cell).into_owned())));
    }
    // Writing into memory does not fail.
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!("a table cannot be written as CSV: {error}");
        Problem::internal()
    };
    written.map_err(|error| failed(&error))?;
    writer.into_inner().map_err(|error| failed(&error))
}

fn record(shown: &ApplicationWithJob) -> [String; 12] {
    let ApplicationWithJob { application, job } = shown;
    let time = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let id = |id: Option<domain::ids::DocumentId>| id.map(|id| id.to_string()).unwrap_or_default();
    [
        application.id.to_string(),
        application.status.to_string(),
        time(application.applied_at),
        application.job_id.to_string(),
        job.title.clone(),
        job.company.clone(),
        job.location.clone().unwrap_or_default(),
        id(application.resume_version_id),
        id(application.cover_letter_id),
        application.notes.clone().unwrap_or_default(),
        time(application.created_at),
        time(application.updated_at),
    ]
}

/// With an apostrophe in front where a spreadsheet would calculate. Some skip blanks and invisible characters before they
/// look, and some take the full-width signs for the plain ones.
fn harmless(cell: &str) -> Cow<'_, str> {
    let skipped =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let first = cell.trim_start_matches(skipped).chars().next();
    let calculates = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '−'));
    let breaks = cell.starts_with(['\t', '\r', '\n']);
    if calculates || breaks { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use domain::ids::{ApplicationId, JobId, UserId};
    use domain::job::JobSummary;
    use domain::job_application::{Application, ApplicationStatus};
    use rstest::rstest;

    #[rstest]
    #[case("=1+1", "'=1+1")]
    #[case("+1", "'+1")]
    #[case("-1", "'-1")]
    #[case("@SUM(A1)", "'@SUM(A1)")]
    #[case("  =1", "'  =1")]
    #[case("\u{a0}\u{feff}=1", "'\u{a0}\u{feff}=1")]
    #[case("\n=1", "'\n=1")]
    #[case("\ttext", "'\ttext")]
    #[case("\rtext", "'\rtext")]
    #[case("＝1", "'＝1")]
    #[case("＋1", "'＋1")]
    #[case("－1", "'－1")]
    #[case("＠x", "'＠x")]
    #[case("1=1", "1=1")]
    #[case("C++ engineer", "C++ engineer")]
    #[case("", "")]
    #[case("  ", "  ")]
    fn no_cell_is_a_formula(#[case] cell: &str, #[case] written: &str) {
        assert_eq!(harmless(cell), written);
    }

    #[test]
    fn a_table_has_a_header_and_quotes_what_needs_it() {
        let id = uuid::Uuid::from_u128;
        let application = Application {
            id: ApplicationId(id(1)),
            user_id: UserId(id(2)),
            job_id: JobId(id(3)),
            status: ApplicationStatus::Offer,
            applied_at: DateTime::UNIX_EPOCH,
            resume_version_id: None,
            cover_letter_id: None,
            notes: Some("a \"quoted\"\nline".to_owned()),
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        };
        let job = JobSummary {
            id: application.job_id,
            title: "Engineer, Rust".to_owned(),
            company: "=cmd()".to_owned(),
            location: None,
        };
        let table = String::from_utf8(table(&[ApplicationWithJob { application, job }]).unwrap()).unwrap();
        let (header, line) = table.split_once("\r\n").unwrap();
        assert_eq!(header, HEADER.join(","));
        let line = line.replace("00000000-0000-0000-0000-00000000000", "#");
        let time = "1970-01-01T00:00:00Z";
        let expected =
            format!("#1,offer,{time},#3,\"Engineer, Rust\",'=cmd(),,,,\"a \"\"quoted\"\"\nline\",{time},{time}\r\n");
        assert_eq!(line, expected);
    }
}
