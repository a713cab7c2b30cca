//! Entities with sensible values, told apart by a number.

use chrono::{DateTime, TimeDelta, Utc};
use domain::agent::{AgentAction, AgentActionKind, AgentActionStatus, AgentOutput, AgentType};
use domain::document::{Document, DocumentType, Lineage, Revision, Sample};
use domain::identity::{Client, Email, RefreshToken, Timezone, TokenHash, User};
use domain::ids::{
    AgentActionId, AgentOutputId, ApplicationEventId, ApplicationId, DocumentId, FamilyId, JobId, MatchId, MemoryId,
    MessageId, OnboardingProfileId, PreferencesId, ProfileId, RefreshTokenId, SampleId, SessionId, UserId,
};
use domain::job::Job;
use domain::job_application::{Application, ApplicationEvent, ApplicationStatus, EventActor, EventKind};
use domain::matching::{Match, MatchStatus, Rationale, Score};
use domain::memory::{Memory, MemoryType};
use domain::onboarding::{
    ConversationMessage, ExperienceLevel, ExtractedFields, LlmMetadata, MessageRole, OnboardingProfile,
    OnboardingSession, StartupStage,
};
use domain::preferences::Preferences;
use domain::profile::{Education, Entry, EntryKind, Experience, ExtractionSource, PersonalInfo, Profile, Project};
use serde_json::{Map, Value, json};
use uuid::Uuid;

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A time that has microseconds, so many seconds after the first.
pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_225_600 + seconds, 123_456_000).expect("a time")
}

pub fn email(address: &str) -> Email {
    Email::try_from(address.to_owned()).expect("an address")
}

pub fn a_guest(number: u128) -> User {
    User::guest(UserId(id(number)), Timezone::utc(), None, at(0))
}

pub fn a_member(number: u128, address: &str) -> User {
    a_guest(number).register(email(address), at(1)).expect("a guest")
}

pub fn family(number: u128) -> FamilyId {
    FamilyId(id(number))
}

/// A live token; the number makes its id and its hash.
pub fn a_token(number: u128, owner: &User, family: FamilyId) -> RefreshToken {
    let hash = TokenHash::new(format!("{number:064x}"));
    RefreshToken::issue(RefreshTokenId(id(number)), owner.id, family, hash, &Client::default(), at(0))
}

pub fn a_session(number: u128, owner: &User) -> OnboardingSession {
    OnboardingSession::start(SessionId(id(number)), owner.id, "offline".to_owned(), at(0))
}

/// What a session becomes by an answer.
pub fn answered(session: &OnboardingSession) -> OnboardingSession {
    session.clone().record_answer("offline", at(60)).expect("an open session")
}

/// A message of the assistant that extracted nothing.
pub fn a_message(number: u128, session: &OnboardingSession, sequence: u32) -> ConversationMessage {
    ConversationMessage {
        id: MessageId(id(number)),
        user_id: session.user_id,
        session_id: session.id,
        sequence,
        role: MessageRole::Assistant,
        content: format!("Words {sequence}"),
        extracted_fields: None,
        llm_metadata: None,
        created_at: session.created_at + TimeDelta::seconds(sequence.into()),
    }
}

pub fn an_extraction(
    number: u128,
    session: &OnboardingSession,
    sequence: u32,
    fields: ExtractedFields,
) -> ConversationMessage {
    ConversationMessage { extracted_fields: Some(fields), ..a_message(number, session, sequence) }
}

pub fn metadata() -> LlmMetadata {
    LlmMetadata {
        provider: "offline".to_owned(),
        model: "rules".to_owned(),
        tokens_used: u32::MAX,
        latency_ms: 12,
        cost_usd: 0.25,
    }
}

pub fn name(name: &str) -> ExtractedFields {
    ExtractedFields { name: Some(name.to_owned()), ..ExtractedFields::default() }
}

pub fn role(role: &str) -> ExtractedFields {
    ExtractedFields { role: Some(role.to_owned()), ..ExtractedFields::default() }
}

pub fn an_outcome(number: u128, session: &OnboardingSession) -> OnboardingProfile {
    OnboardingProfile {
        id: OnboardingProfileId(id(number)),
        user_id: session.user_id,
        session_id: session.id,
        name: "Ada".to_owned(),
        role: "Engineer".to_owned(),
        experience_level: ExperienceLevel::Senior,
        location: "London".to_owned(),
        startup_stage: StartupStage::Early,
        extra_preferences: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub fn unset_preferences(number: u128, owner: &User) -> Preferences {
    Preferences::unset(PreferencesId(id(number)), owner.id, at(0))
}

pub fn a_primary_profile(number: u128, owner: &User) -> Profile {
    let info = PersonalInfo { full_name: Some("Ada".to_owned()), ..PersonalInfo::default() };
    let profile = Profile::new(ProfileId(id(number)), owner.id, info, ExtractionSource::Conversation, at(0));
    Profile { is_primary: true, ..profile }
}

/// Résumés that are for no job.
pub const RESUMES: Lineage = Lineage { document_type: DocumentType::Resume, job_id: None };

pub fn a_document(number: u128, owner: &User, lineage: Lineage, version: u32) -> Document {
    let content = format!("Version {version}");
    let revision = Revision { title: None, content, structured: None };
    Document::written(DocumentId(id(number)), owner.id, lineage, version, revision, at(0))
}

/// Active, a cover letter.
pub fn a_sample(number: u128, owner: &User) -> Sample {
    Sample::new(SampleId(id(number)), owner.id, DocumentType::CoverLetter, None, "Dear all,\nhere I am.", at(0))
}

pub fn an_action(number: u128, owner: &User) -> AgentAction {
    AgentAction {
        id: AgentActionId(id(number)),
        user_id: owner.id,
        agent_type: AgentType::JobScout,
        kind: AgentActionKind::Read,
        action: "Look for jobs".to_owned(),
        rationale: None,
        payload: Map::new(),
        confidence: None,
        status: AgentActionStatus::Suggested,
        timestamp: at(-60),
        error: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub fn an_output(number: u128, owner: &User) -> AgentOutput {
    AgentOutput {
        id: AgentOutputId(id(number)),
        user_id: owner.id,
        agent_type: AgentType::JobScout,
        agent_action_id: None,
        output: json!({"found": 3}),
        rationale: None,
        confidence: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub fn a_memory(number: u128, owner: &User) -> Memory {
    Memory {
        id: MemoryId(id(number)),
        user_id: owner.id,
        memory_type: MemoryType::Personal,
        content: "Likes tea".to_owned(),
        embedding_model: None,
        metadata: Map::new(),
        accessed_at: at(0),
        created_at: at(0),
        updated_at: at(0),
    }
}

/// A profile beside the primary one.
pub fn a_profile(number: u128, owner: &User) -> Profile {
    Profile { is_primary: false, extraction_source: ExtractionSource::Manual, ..a_primary_profile(number, owner) }
}

/// An entry of a profile's list; it gets its position when it is appended.
pub fn an_entry<K: EntryKind>(number: u128, profile: &Profile, content: K) -> Entry<K> {
    Entry::new(id(number).into(), (profile.user_id, profile.id), 0, content, at(0))
}

/// A job with all that a job can have.
pub fn an_experience() -> Experience {
    Experience {
        title: "Engineer \"🦀\"".to_owned(),
        company: "Zoë & 'Söhne'".to_owned(),
        location: Some("London".to_owned()),
        start_date: "2020-02".parse().expect("a date"),
        end_date: None,
        is_current: true,
        description: Some("Did things.\n\tAnd \\ others.".to_owned()),
        achievements: vec!["Led a team of 5".to_owned(), "null".to_owned(), "{}".to_owned()],
    }
}

pub fn a_school() -> Education {
    Education {
        institution: "MIT".to_owned(),
        degree: Some("BS".to_owned()),
        field_of_study: None,
        start_date: "2012".parse().ok(),
        end_date: "2016-06-01".parse().ok(),
        gpa: Some(3.9),
        honors: vec!["Magna cum laude".to_owned()],
    }
}

pub fn a_project() -> Project {
    Project {
        name: "null".to_owned(),
        description: "[1, 2]".to_owned(),
        technologies: Vec::new(),
        url: Some("https://example.com/?a=b&c='d'".to_owned()),
        start_date: None,
        end_date: None,
    }
}

/// An object with everything that JSON can hold and databases have been known to change.
pub fn awkward_json() -> Map<String, Value> {
    let json = json!({
        "unicode": "Zoë 🦀 \u{202e}naïve\t\"quoted\"\\ \u{1}",
        "ключ": { "nested": [[], {}, [null, true, { "deep": [1, [2, [3]]] }]] },
        "": "an empty key",
        "numbers": [0, -1, 9_007_199_254_740_993_i64, 0.1, 2.5],
        "empty": "",
        "null": null,
    });
    match json {
        Value::Object(object) => object,
        _ => unreachable!("an object"),
    }
}

/// Somebody's job with a title and a company.
pub fn a_job(number: u128, owner: &User) -> Job {
    Job::new(JobId(id(number)), owner.id, format!("Engineer {number}"), "Analytical Engines".to_owned(), at(0))
}

/// The same for everybody.
pub fn a_public_job(number: u128) -> Job {
    Job { user_id: None, ..a_job(number, &a_guest(1)) }
}

/// Made so many seconds after the first; the number makes its id.
pub fn an_application(number: u128, job: &Job, owner: &User, seconds: i64) -> Application {
    Application {
        id: ApplicationId(id(number)),
        user_id: owner.id,
        job_id: job.id,
        status: ApplicationStatus::Applied,
        applied_at: at(seconds),
        resume_version_id: None,
        cover_letter_id: None,
        notes: None,
        created_at: at(seconds),
        updated_at: at(seconds),
    }
}

/// A note that was made so many seconds after the first.
pub fn a_note(number: u128, application: &Application, seconds: i64) -> ApplicationEvent {
    ApplicationEvent {
        id: ApplicationEventId(id(number)),
        user_id: application.user_id,
        application_id: application.id,
        kind: EventKind::Note,
        old_status: None,
        new_status: None,
        note: Some(format!("Words {number}")),
        occurred_at: at(seconds),
        actor: EventActor::User,
        confidence: None,
        created_at: at(seconds),
    }
}

pub fn a_match(number: u128, job: &Job, owner: &User, score: f64) -> Match {
    Match {
        id: MatchId(id(number)),
        user_id: owner.id,
        job_id: job.id,
        score: Score::try_from(score).expect("a score"),
        rationale: Rationale { summary: format!("Words {number}"), ..Rationale::default() },
        status: MatchStatus::New,
        created_at: at(0),
        updated_at: at(0),
    }
}
