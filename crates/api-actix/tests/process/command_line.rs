//! What the operator sees and what lies on the disk.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use rstest::rstest;
use serde_json::Value;

use crate::program::{Program, careerbase, home, run};

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

#[test]
fn the_first_start_makes_what_it_needs_for_its_owner_alone() {
    let home = home();
    let server = Program::serve(home.path(), &[]);
    let data = home.path().join("data");
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("jwt-secret")), 0o600);
    assert!(data.join("careerbase.db").exists());
    for expected in ["is ready", "/api/v1", "/docs", "SQLite", "schema changes applied"] {
        assert!(server.announcement.contains(expected), "{expected} in {}", server.announcement);
    }
    let secret = std::fs::read_to_string(data.join("jwt-secret")).expect("the secret");
    assert!(!server.announcement.contains(secret.trim()));
}

#[rstest]
#[case("DATABASE_URL", "mysql://root:hunter2@localhost/x")]
#[case("CAREERBASE_BIND", "everywhere")]
#[case("CAREERBASE_LOG", "info,=loud=")]
#[case("CAREERBASE_LOG_FORMAT", "xml")]
#[case("CAREERBASE_JWT_SECRET", "hunter2")]
#[case("CAREERBASE_BCRYPT_COST", "3")]
#[case("CAREERBASE_AUTO_MIGRATE", "maybe")]
#[case("CAREERBASE_RATE_LIMIT_FREE", "0")]
#[case("CAREERBASE_SHUTDOWN_TIMEOUT", "-1")]
#[case("CAREERBASE_DB_ACQUIRE_TIMEOUT", "soon")]
#[case("CAREERBASE_WORKERS", "many")]
fn a_wrong_setting_stops_the_start_with_its_name(#[case] name: &str, #[case] value: &str) {
    let home = home();
    let ended = run(home.path(), &["serve"], &[(name, value)]);
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert!(ended.stderr.starts_with(&format!("careerbase: {name} ")), "{}", ended.stderr);
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
    assert!(!ended.stderr.contains("hunter2"), "{}", ended.stderr);
    assert!(!home.path().join("data").exists(), "nothing was begun");
}

#[test]
fn a_misspelt_setting_is_pointed_out() {
    let home = home();
    let ended = run(home.path(), &["migrate", "status"], &[("CAREERBASE_BNID", "127.0.0.1:1")]);
    assert!(ended.status.success(), "{ended:?}");
    assert!(ended.stderr.contains("CAREERBASE_BNID"), "{}", ended.stderr);
}

#[test]
fn a_port_in_use_is_said_in_a_sentence() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    let home = home();
    let ended = run(home.path(), &["serve"], &[("CAREERBASE_BIND", &address)]);
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    let sentence = ended.stderr.lines().last().unwrap_or_default();
    assert!(sentence.starts_with(&format!("careerbase: cannot listen on {address}")), "{}", ended.stderr);
    assert!(sentence.contains("CAREERBASE_BIND"), "{}", ended.stderr);
}

#[test]
fn a_database_that_cannot_be_reached_is_said_without_its_password() {
    let home = home();
    let url = "postgres://careerbase:hunter2@127.0.0.1:1/careerbase";
    let ended = run(home.path(), &["serve"], &[("DATABASE_URL", url)]);
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert!(ended.stderr.contains("careerbase: cannot use the database of DATABASE_URL"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("hunter2"), "{}", ended.stderr);
}

#[test]
fn the_document_is_printed_without_touching_anything() {
    let home = home();
    // Not even the settings have to be right.
    let ended = run(home.path(), &["openapi"], &[("CAREERBASE_BIND", "everywhere")]);
    assert!(ended.status.success(), "{ended:?}");
    let document: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!(document["info"]["title"], "careerbase");
    assert!(document["paths"]["/api/v1/onboarding/start"]["post"].is_object());
    assert_eq!(std::fs::read_dir(home.path()).expect("the directory").count(), 0);
}

#[test]
fn without_a_command_the_program_says_what_it_can_do() {
    let home = home();
    let ended = run(home.path(), &[], &[]);
    assert_eq!(ended.status.code(), Some(2));
    for command in ["serve", "migrate", "openapi"] {
        assert!(ended.stderr.contains(command), "{}", ended.stderr);
    }
}

#[test]
fn a_broken_line_of_the_env_file_is_said_without_what_it_holds() {
    let home = home();
    std::fs::write(home.path().join(".env"), "CAREERBASE_JWT_SECRET=hunter2 and more words\n").expect("the file");
    let ended = run(home.path(), &["serve"], &[]);
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert!(ended.stderr.contains(".env") && !ended.stderr.contains("hunter2"), "{}", ended.stderr);
}

#[test]
fn a_variable_that_is_no_text_stops_the_start_only_when_it_is_ours() {
    let home = home();
    let no_text = std::ffi::OsStr::from_bytes(b"\xff");
    let status = |name| {
        let mut command = careerbase(home.path(), &["migrate", "status"], &[]);
        command.env(name, no_text).output().expect("it runs")
    };
    assert!(status("SOMEBODY_ELSES").status.success());
    let refused = status("CAREERBASE_LOG");
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("CAREERBASE_LOG is not valid UTF-8"));
}
