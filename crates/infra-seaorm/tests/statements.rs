//! How many statements the busiest requests cost, and that none of them reads a whole table.

mod support;

use std::fmt::Write as _;
use std::sync::{LazyLock, Mutex};

use domain::deletion::Deletion;
use domain::document::{DocumentFilter, DocumentType, Lineage, SampleFilter};
use domain::identity::{Email, TokenHash};
use domain::ids::{ApplicationEventId, ApplicationId, DocumentId, JobId, MatchId, SampleId, SessionId};
use domain::job::{EmploymentType, H1bSponsorStatus, JobApplicationStatus, JobStatus, SearchWords};
use domain::job_application::{ApplicationFilter, ApplicationStatus};
use domain::matching::{MatchFilter, MatchStatus, Score};
use ports::job::JobFilter;
use ports::job_application::References;
use ports::paging::PageRequest;
use ports::profile::Place;
use ports::store::{Repositories, Store};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement, TransactionTrait};
use support::builders::{
    RESUMES, a_document, a_guest, a_job, a_match, a_memory, a_message, a_note, a_profile, a_project, a_school,
    a_session, an_action, an_application, an_entry, an_experience, an_outcome, an_output, answered, at, family, id,
    unset_preferences,
};
use support::{Opened, TestResult, open};
use test_database::Backend;
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

/// The statements that were executed, as the driver's log has them.
static EXECUTED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// One test at a time: the log is the whole process's, because SQLite's connections have threads of their own.
static ALONE: LazyLock<tokio::sync::Mutex<()>> = LazyLock::new(|| {
    let log = tracing_subscriber::registry().with(Log);
    tracing::subscriber::set_global_default(log).expect("nobody else has set one");
    tokio::sync::Mutex::new(())
});

struct Log;

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Log {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut sql = Sql::default();
            event.record(&mut sql);
            // The text is left out when the summary is all there is.
            let text = if sql.text.trim().is_empty() { sql.summary } else { sql.text };
            EXECUTED.lock().expect("the log").push(text.trim().to_owned());
        }
    }
}

#[derive(Default)]
struct Sql {
    summary: String,
    text: String,
}

impl Visit for Sql {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.text),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// What was executed since the last time, but for the ends of transactions and what a new connection begins with.
fn executed() -> Vec<String> {
    let mut log = EXECUTED.lock().expect("the log");
    let statements = log.drain(..);
    statements
        .filter(|sql| !["BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SET "].iter().any(|word| sql.starts_with(word)))
        .collect()
}

/// As [`executed`], and patient: what SQLite refuses it logs on a thread of its own, a moment after it has answered.
async fn executed_soon() -> Vec<String> {
    for _ in 0..200 {
        let statements = executed();
        if !statements.is_empty() {
            return statements;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    Vec::new()
}

fn first_words(statements: &[String]) -> Vec<&str> {
    statements.iter().map(|sql| sql.split_whitespace().next().unwrap_or_default()).collect()
}

#[rstest]
#[tokio::test]
async fn an_answer_costs_one_statement_where_one_can_write_both_tables(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let _alone = ALONE.lock().await;
    let opened = open(backend).await;
    let user = a_guest(1);
    opened.store.users().insert(&user).await?;
    let session = a_session(10, &user);
    opened.store.onboarding().insert(&session).await?;
    executed();

    let exchange = [a_message(1, &session, 1), a_message(2, &session, 2)];
    opened.store.onboarding().record_answer(&answered(&session), 1, &exchange).await?;
    // On PostgreSQL without a transaction around it.
    let begun = EXECUTED.lock().expect("the log").iter().any(|sql| sql.starts_with("BEGIN"));
    assert_eq!(begun, backend == Backend::Sqlite);
    let expected: &[&str] = if backend == Backend::Postgres { &["WITH"] } else { &["UPDATE", "INSERT"] };
    assert_eq!(first_words(&executed()), expected);
    Ok(())
}

#[rstest]
#[tokio::test]
async fn adding_a_job_costs_one_statement_and_removing_it_four_that_look_their_rows_up(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let _alone = ALONE.lock().await;
    let opened = open(backend).await;
    crowd(&opened).await;
    opened.execute("ANALYZE").await;
    executed();
    opened.store.jobs().insert(&a_job(99_998, &a_guest(1)), &domain::job::JobOrigin::default()).await?;
    assert_eq!(first_words(&executed()), ["INSERT"]);
    let tx = opened.store.begin().await?;
    tx.jobs().delete(a_guest(1).id, domain::ids::JobId(id(99_998)), at(0)).await?;
    tx.commit().await?;
    let statements = executed();
    assert_eq!(first_words(&statements), ["SELECT", "DELETE", "DELETE", "DELETE"]);
    for sql in statements {
        let plan = plan(&opened, &sql).await;
        assert!(!reads_all(&plan), "{sql}\n{plan}");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn every_method_costs_one_statement(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> TestResult {
    let _alone = ALONE.lock().await;
    let opened = open(backend).await;
    crowd(&opened).await;
    executed();
    let statements = every_query(&opened).await?;
    for (method, sql) in &statements {
        assert_eq!(sql.len(), 1, "{method}: {sql:#?}");
    }
    // A text that changed with its values would be prepared each time.
    let again = every_query(&opened).await?;
    for ((method, first), (_, second)) in statements.iter().zip(&again) {
        assert_eq!(first, second, "{method}");
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn no_query_reads_a_whole_table(#[values(Backend::Sqlite, Backend::Postgres)] backend: Backend) -> TestResult {
    let _alone = ALONE.lock().await;
    let opened = open(backend).await;
    crowd(&opened).await;
    opened.execute("ANALYZE").await;
    executed();
    let mut statements = every_query(&opened).await?;
    let session = a_session(10_001, &a_guest(1));
    let exchange = [a_message(1, &session, 3), a_message(2, &session, 4)];
    opened.store.onboarding().record_answer(&answered(&session), 0, &exchange).await?;
    statements.push(("record_answer", executed()));
    for (method, sql) in statements.iter().flat_map(|(method, all)| all.iter().map(move |sql| (method, sql))) {
        let plan = plan(&opened, sql).await;
        assert!(!reads_all(&plan), "{method}\n{sql}\n{plan}");
    }
    Ok(())
}

/// Whether a plan reads a table from end to end.
fn reads_all(plan: &str) -> bool {
    plan.lines().any(|line| line.contains("Seq Scan") || scans_a_table(line, plan))
}

/// As SQLite says it, which says the same of what came with the statement or was found by another part of it.
fn scans_a_table(line: &str, plan: &str) -> bool {
    let Some(scanned) = line.strip_prefix("SCAN ") else { return false };
    let name = scanned.split(' ').next().unwrap_or_default();
    let found_before = plan
        .lines()
        .any(|line| [format!("CO-ROUTINE {name}"), format!("MATERIALIZE {name}")].contains(&line.to_owned()));
    let no_table = ["VIRTUAL TABLE", "CONSTANT ROW", "VALUES CLAUSE"].iter().any(|kind| scanned.contains(kind));
    !(found_before || no_table)
}

/// Calls every method of a repository that looks for rows, and tells what it executed.
#[allow(clippy::too_many_lines, reason = "one line a method")]
async fn every_query(opened: &Opened) -> Result<Vec<(&'static str, Vec<String>)>, ports::store::StoreError> {
    let (users, tokens) = (opened.store.users(), opened.store.refresh_tokens());
    let (onboarding, preferences) = (opened.store.onboarding(), opened.store.preferences());
    let (user, token_hash) = (a_guest(1), TokenHash::new("hash 1".to_owned()));
    let (applications, matches) = (opened.store.applications(), opened.store.matches());
    let job = a_job(60_001, &user);
    let application = an_application(70_001, &job, &user, 0);
    let found = a_match(90_001, &job, &user, 50.0);
    let deletion = Deletion { at: at(1), by: user.id, reason: None };
    let document = Some(DocumentId(id(200_004)));
    let references = References { job: job.id, resume: document, cover_letter: document };
    let offers = ApplicationFilter { status: Some(ApplicationStatus::Offer), ..ApplicationFilter::default() };
    let saved = MatchFilter { status: Some(MatchStatus::Saved), min_score: Some(1.0) };
    let (newest, unfiltered) = (PageRequest { after: None, limit: 20 }, ApplicationFilter::default());
    let of_job = ApplicationFilter { job_id: Some(JobId(id(60_001))), ..ApplicationFilter::default() };
    let second = PageRequest { after: Some((at(1), ApplicationId(id(70_001)))), limit: 20 };
    let older = PageRequest { after: Some((at(1), ApplicationEventId(id(80_001)))), limit: 20 };
    let top = PageRequest { after: None, limit: 20 };
    let worse = PageRequest { after: Score::try_from(50.0).ok().map(|score| (score, MatchId(id(90_001)))), limit: 20 };
    let session = a_session(10_001, &user);
    let address = Email::try_from("User1@Example.org".to_owned()).expect("an address");
    let (sessions, messages) = (Some(SessionId(id(20_000))), Some(0));
    let mut all = Vec::new();
    macro_rules! call {
        ($repository:ident.$method:ident($($argument:expr),*)) => {
            // What comes of it is not the question here.
            drop($repository.$method($($argument),*).await);
            all.push((stringify!($method), executed_soon().await));
        };
    }
    let jobs = opened.store.jobs();
    call!(jobs.find(user.id, job.id));
    call!(jobs.update(&job, at(0)));
    for filter in job_filters() {
        call!(jobs.list(user.id, &filter, PageRequest { after: None, limit: 20 }));
        call!(jobs.list(user.id, &filter, PageRequest { after: Some(job.id), limit: 20 }));
    }
    call!(users.find(user.id));
    call!(users.find_for_update(user.id));
    call!(users.update(&user));
    call!(users.set_password(user.id, &domain::identity::PasswordHash::new("hash".to_owned()), at(1)));
    call!(users.credentials(user.id));
    call!(users.credentials_by_email(&address));
    call!(users.standing(user.id, family(30_001)));
    call!(tokens.find_by_hash(&token_hash));
    call!(tokens.mark_used(user.id, domain::ids::RefreshTokenId(id(30_001)), at(1)));
    call!(tokens.revoke_family(user.id, family(30_001), at(1)));
    call!(tokens.revoke_other_families(user.id, family(30_001), at(1)));
    call!(preferences.find(user.id));
    call!(preferences.save(&unset_preferences(1, &user)));
    let profiles = opened.store.profiles();
    let profile = a_profile(60_001, &user);
    call!(profiles.insert(&a_profile(60_000, &user)));
    call!(profiles.find(user.id, profile.id));
    call!(profiles.find_full(user.id, profile.id));
    call!(profiles.list(user.id, PageRequest { after: None, limit: 20 }));
    call!(profiles.tally(user.id));
    call!(profiles.update(&profile, at(1)));
    call!(profiles.clear_primary(user.id, at(1)));
    call!(profiles.promote_newest(user.id, at(1)));
    call!(profiles.soft_delete(user.id, profile.id, at(1), &deletion));
    call!(profiles.restore(user.id, profile.id, at(1)));
    macro_rules! call_list {
        ($list:ident, $content:expr) => {
            let $list = opened.store.$list();
            let entry = an_entry(70_001, &profile, $content);
            let place = Some(Place { position: 1, id: entry.id });
            call!($list.append(&[an_entry(70_000, &profile, $content)]));
            call!($list.find(user.id, profile.id, entry.id));
            call!($list.list(user.id, profile.id, PageRequest { after: None, limit: 20 }));
            call!($list.list(user.id, profile.id, PageRequest { after: place, limit: 20 }));
            call!($list.order(user.id, profile.id));
            call!($list.reorder(user.id, profile.id, &[entry.id], at(1)));
            call!($list.update(&entry, at(1)));
            call!($list.delete(&entry));
        };
    }
    call_list!(experiences, an_experience());
    call_list!(education, a_school());
    call_list!(projects, a_project());
    call!(onboarding.find(user.id, session.id));
    call!(onboarding.conversation(user.id, session.id));
    call!(onboarding.open_conversation(user.id));
    call!(onboarding.update(&session, 1));
    call!(onboarding.sessions(user.id, PageRequest { after: None, limit: 20 }));
    call!(onboarding.sessions(user.id, PageRequest { after: sessions, limit: 20 }));
    call!(onboarding.messages(user.id, session.id, PageRequest { after: None, limit: 20 }));
    call!(onboarding.messages(user.id, session.id, PageRequest { after: messages, limit: 20 }));
    call!(onboarding.last_reply(user.id, session.id));
    call!(onboarding.save_profile(&an_outcome(1, &session)));
    call!(onboarding.overview(user.id));
    call!(applications.look_up(user.id, references));
    call!(applications.count_created_since(user.id, at(1)));
    call!(applications.find(user.id, application.id));
    call!(applications.list(user.id, &unfiltered, newest));
    call!(applications.list(user.id, &unfiltered, second));
    call!(applications.list(user.id, &offers, newest));
    call!(applications.list(user.id, &of_job, second));
    call!(applications.board(user.id));
    call!(applications.tallies(user.id, at(1)));
    call!(applications.update(&application, at(1)));
    call!(applications.delete(user.id, application.id, at(1), &deletion));
    call!(applications.restore(user.id, application.id, at(1)));
    call!(applications.insert_event(&a_note(85_001, &application, 1)));
    call!(applications.events(user.id, application.id, PageRequest { after: None, limit: 20 }));
    call!(applications.events(user.id, application.id, older));
    call!(matches.upsert_many(std::slice::from_ref(&found)));
    call!(matches.find(user.id, found.id));
    call!(matches.list(user.id, &MatchFilter::default(), top));
    call!(matches.list(user.id, &saved, worse));
    call!(matches.top_pick(user.id));
    call!(matches.update(&found, at(1)));
    call!(matches.mark_applied(user.id, job.id, at(1)));
    all.extend(every_query_for_documents(opened).await);
    all.extend(every_query_for_agents(opened).await);
    Ok(all)
}

/// None, each by itself, and all of them.
fn job_filters() -> Vec<JobFilter> {
    let words = |text: &str| Some(SearchWords::of([text]));
    let none = JobFilter::default;
    let (applied, not_applied) = (Some(JobApplicationStatus::Applied), Some(JobApplicationStatus::NotApplied));
    let all = JobFilter {
        words: words("engineer rust"),
        source: Some("linkedin".to_owned()),
        status: Some(JobStatus::Active),
        application_status: not_applied,
        employment_type: Some(EmploymentType::Contract),
        remote: Some(true),
        company: Some("acme".to_owned()),
        h1b_sponsor_status: Some(H1bSponsorStatus::Verified),
        created_after: Some(at(0)),
        salary_at_least: Some(1),
    };
    vec![
        none(),
        JobFilter { words: all.words.clone(), ..none() },
        JobFilter { source: all.source.clone(), ..none() },
        JobFilter { status: all.status, ..none() },
        JobFilter { application_status: not_applied, ..none() },
        JobFilter { application_status: applied, ..none() },
        JobFilter { employment_type: all.employment_type, ..none() },
        JobFilter { remote: all.remote, ..none() },
        JobFilter { company: all.company.clone(), ..none() },
        JobFilter { h1b_sponsor_status: all.h1b_sponsor_status, ..none() },
        JobFilter { created_after: all.created_after, ..none() },
        JobFilter { salary_at_least: all.salary_at_least, ..none() },
        JobFilter { application_status: applied, ..all.clone() },
        all,
    ]
}

/// As [`every_query`], of documents and samples. The deletion of a sample, of two statements, is not among them.
async fn every_query_for_documents(opened: &Opened) -> Vec<(&'static str, Vec<String>)> {
    let (documents, samples) = (opened.store.documents(), opened.store.samples());
    let user = a_guest(1);
    let document = a_document(200_004, &user, RESUMES, 1);
    let (letter, for_job) = (DocumentType::CoverLetter, JobId(id(60_001)));
    let deletion = Deletion { at: at(1), by: user.id, reason: None };
    let mut all = Vec::new();
    macro_rules! call {
        ($repository:ident.$method:ident($($argument:expr),*)) => {
            drop($repository.$method($($argument),*).await);
            all.push((stringify!($method), executed_soon().await));
        };
    }
    let lineage = Lineage { document_type: letter, job_id: Some(for_job) };
    call!(documents.next_place(user.id, lineage));
    call!(documents.find(user.id, document.id));
    let narrow = DocumentFilter { document_type: Some(letter), job_id: Some(for_job), latest: Some(true) };
    for filter in [DocumentFilter::default(), narrow] {
        for after in [None, Some(document.id)] {
            call!(documents.list(user.id, filter, PageRequest { after, limit: 20 }));
        }
    }
    call!(documents.versions(user.id, document.id, PageRequest { after: Some(2), limit: 20 }));
    call!(documents.pair(user.id, document.id, None));
    call!(documents.pair(user.id, document.id, Some(document.id)));
    call!(documents.update(&document, at(0)));
    call!(documents.delete(user.id, document.id, at(0), &deletion));
    call!(documents.restore(user.id, document.id, at(1)));
    let sample = SampleId(id(300_001));
    let narrow = SampleFilter { document_type: Some(letter), is_active: Some(true) };
    call!(samples.find(user.id, sample));
    for filter in [SampleFilter::default(), narrow] {
        for after in [None, Some(sample)] {
            call!(samples.list(user.id, filter, PageRequest { after, limit: 20 }));
        }
    }
    call!(samples.archive_active(user.id, letter, at(1)));
    all
}

/// As [`every_query`], of agents and memories.
async fn every_query_for_agents(opened: &Opened) -> Vec<(&'static str, Vec<String>)> {
    let (agents, memories) = (opened.store.agents(), opened.store.memories());
    let user = a_guest(1);
    let (action, output, memory) = (an_action(310_001, &user), an_output(320_001, &user), a_memory(330_001, &user));
    let mut all = Vec::new();
    macro_rules! call {
        ($repository:ident.$method:ident($($argument:expr),*)) => {
            drop($repository.$method($($argument),*).await);
            all.push((stringify!($method), executed_soon().await));
        };
    }
    call!(agents.find_action(user.id, action.id));
    call!(agents.actions(user.id, PageRequest { after: None, limit: 20 }));
    call!(agents.actions(user.id, PageRequest { after: Some(action.id), limit: 20 }));
    call!(agents.update_action(&action, at(0)));
    call!(agents.outputs(user.id, PageRequest { after: None, limit: 20 }));
    call!(agents.outputs(user.id, PageRequest { after: Some(output.id), limit: 20 }));
    call!(memories.find(user.id, memory.id));
    call!(memories.embedding(user.id, memory.id));
    call!(memories.list(user.id, PageRequest { after: None, limit: 20 }));
    call!(memories.list(user.id, PageRequest { after: Some(memory.id), limit: 20 }));
    call!(memories.delete(user.id, memory.id));
    all
}

/// For each of so many people, who have a job already, two versions of a résumé and a letter, a sample, an action, an output and a memory.
async fn crowd_with_documents(opened: &Opened, people: u128) {
    let rows = |row: &dyn Fn(u128) -> String| (1..=people).map(row).collect::<Vec<_>>().join(",");
    let key = |number: u128| opened.literal(id(number));
    let insert = async |table: &str, columns: &str, rows: String| {
        opened.execute(&format!("INSERT INTO {table} (id, user_id, {columns}) VALUES {rows}")).await;
    };
    let owned = |at: u128, rest: &str| rows(&|n| format!("({}, {}, {rest})", key(at + n), key(n)));
    let documents = rows(&|n| {
        let document = |number: u128, kind: &str, job: &str, version: u32| {
            format!("({}, {}, '{kind}', {job}, {version}, 'Words')", key(200_000 + n * 4 + number), key(n))
        };
        let letter = document(2, "cover_letter", &key(60_000 + n), 1);
        [document(0, "resume", "NULL", 1), document(1, "resume", "NULL", 2), letter].join(",")
    });
    insert("documents", "type, job_id, version, content", documents).await;
    let columns = "document_type, original_text, word_count, character_count, line_count";
    insert("sample_documents", columns, owned(300_000, "'cover_letter', 'Words', 1, 5, 1")).await;
    let action = "'apply', 'read', 'Look', 'suggested'";
    insert("agent_actions", "agent_type, kind, action, status", owned(310_000, action)).await;
    insert("agent_outputs", "agent_type, output", owned(320_000, "'apply', '{}'")).await;
    insert("memories", "memory_type, content", owned(330_000, "'personal', 'Likes tea'")).await;
}

/// 2,000 people, each with a token, preferences, a session, its outcome and three messages, a profile with three of everything,
/// a job, an application with its event, a match, and documents; and as many public jobs.
async fn crowd(opened: &Opened) {
    const PEOPLE: u128 = 2_000;
    let rows = |row: &dyn Fn(u128) -> String| (1..=PEOPLE).map(row).collect::<Vec<_>>().join(",");
    let key = |number: u128| opened.literal(id(number));
    let time = "'2026-01-01T00:00:00+00:00'";
    let users = rows(&|n| format!("({}, 'user{n}@example.org')", key(n)));
    let sessions = rows(&|n| format!("({}, {})", key(10_000 + n), key(n)));
    let tokens = rows(&|n| format!("({0}, {1}, {0}, 'hash {n}', {time})", key(30_000 + n), key(n)));
    let preferences = rows(&|n| format!("({}, {})", key(40_000 + n), key(n)));
    let outcomes = rows(&|n| {
        let (key, own, session) = (key(50_000 + n), key(n), key(10_000 + n));
        format!("({key}, {own}, {session}, 'Ada', 'Engineer', 'Senior', 'London', 'Early')")
    });
    let mut messages = String::new();
    for n in 1..=PEOPLE {
        for (sequence, extracted) in [(0, "NULL"), (1, "NULL"), (2, r#"'{"name":"Ada"}'"#)] {
            let number = 100_000 + n * 3 + sequence;
            let comma = if messages.is_empty() { "" } else { "," };
            let (own, session) = (key(n), key(10_000 + n));
            write!(
                messages,
                "{comma}({}, {own}, {session}, {sequence}, 'assistant', 'Words', {extracted})",
                key(number)
            )
            .expect("a string takes all");
        }
    }
    let profiles = rows(&|n| format!("({}, {}, TRUE, '{{}}', '{{}}')", key(60_000 + n), key(n)));
    let entries = |values: &'static str| {
        rows(&|n| {
            let entry =
                |k: u128| format!("({}, {}, {}, {k}, {values})", key(70_000 + 3 * n + k), key(n), key(60_000 + n));
            [entry(0), entry(1), entry(2)].join(",")
        })
    };
    opened.execute(&format!("INSERT INTO users (id, email) VALUES {users}")).await;
    let job_row =
        |key: String, owner: String, n: u128| format!("({key}, {owner}, 'x', 'Engineer', 'Acme', 'engineer w{n}')");
    let own = rows(&|n| job_row(key(60_000 + n), key(n), n));
    let public = rows(&|n| job_row(key(65_000 + n), "NULL".to_owned(), n));
    let columns = "id, user_id, source, title, company, search_words";
    opened.execute(&format!("INSERT INTO jobs ({columns}) VALUES {own}, {public}")).await;
    let applications = rows(&|n| format!("({}, {}, {})", key(70_000 + n), key(n), key(60_000 + n)));
    opened.execute(&format!("INSERT INTO applications (id, user_id, job_id) VALUES {applications}")).await;
    let events = rows(&|n| format!("({}, {}, {}, 'note', 'user')", key(80_000 + n), key(n), key(70_000 + n)));
    let columns = "id, user_id, application_id, kind, actor";
    opened.execute(&format!("INSERT INTO application_events ({columns}) VALUES {events}")).await;
    let matches = rows(&|n| format!("({}, {}, {}, 50.0, '{{}}')", key(90_000 + n), key(n), key(60_000 + n)));
    opened.execute(&format!("INSERT INTO matches (id, user_id, job_id, score, rationale) VALUES {matches}")).await;
    let columns = "id, user_id, is_primary, personal_info, skills";
    opened.execute(&format!("INSERT INTO profiles ({columns}) VALUES {profiles}")).await;
    let head = "id, user_id, profile_id, position";
    let (jobs, schools, projects) = (entries("'A', 'B', '2020'"), entries("'MIT'"), entries("'P', 'Text'"));
    opened.execute(&format!("INSERT INTO experiences ({head}, title, company, start_date) VALUES {jobs}")).await;
    opened.execute(&format!("INSERT INTO education ({head}, institution) VALUES {schools}")).await;
    opened.execute(&format!("INSERT INTO projects ({head}, name, description) VALUES {projects}")).await;
    opened.execute(&format!("INSERT INTO onboarding_sessions (id, user_id) VALUES {sessions}")).await;
    let columns = "id, user_id, family_id, token_hash, expires_at";
    opened.execute(&format!("INSERT INTO refresh_tokens ({columns}) VALUES {tokens}")).await;
    opened.execute(&format!("INSERT INTO user_preferences (id, user_id) VALUES {preferences}")).await;
    let columns = "id, user_id, session_id, name, role, experience_level, location, startup_stage";
    opened.execute(&format!("INSERT INTO onboarding_profiles ({columns}) VALUES {outcomes}")).await;
    let columns = "id, user_id, session_id, sequence, role, content, extracted_fields";
    opened.execute(&format!("INSERT INTO conversation_messages ({columns}) VALUES {messages}")).await;
    crowd_with_documents(opened, PEOPLE).await;
}

/// How the database would go about a statement whose values it does not know.
async fn plan(opened: &Opened, sql: &str) -> String {
    let db = opened.store.connection();
    let explain = match opened.database.backend() {
        Backend::Sqlite => format!("EXPLAIN QUERY PLAN {sql}"),
        Backend::Postgres => format!("EXPLAIN EXECUTE question{}", nulls(sql)),
    };
    // One connection for all: what is prepared belongs to it.
    let tx = db.begin().await.expect("a transaction");
    let column = if opened.database.backend() == Backend::Postgres {
        tx.execute_unprepared("SET LOCAL plan_cache_mode = force_generic_plan").await.expect("set");
        tx.execute_unprepared(&format!("PREPARE question AS {sql}")).await.expect(sql);
        0
    } else {
        3
    };
    let rows = tx.query_all_raw(Statement::from_string(opened.store.backend(), explain)).await.expect(sql);
    let lines: Vec<String> = rows.iter().map(|row| row.try_get_by_index(column).expect("a line")).collect();
    if opened.database.backend() == Backend::Postgres {
        tx.execute_unprepared("DEALLOCATE question").await.expect("forgotten");
    }
    tx.rollback().await.expect("rolled back");
    executed();
    lines.join("\n")
}

/// `(NULL, NULL)` for a statement with two parameters.
fn nulls(sql: &str) -> String {
    let count = (1..100).take_while(|number| sql.contains(&format!("${number}"))).count();
    format!("({})", vec!["NULL"; count].join(", "))
}
