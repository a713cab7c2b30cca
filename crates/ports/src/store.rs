//! The database as the use cases see it: repositories, and transactions over them.

use std::sync::Arc;

use async_trait::async_trait;

/// What can go wrong in any repository.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique constraint refused the write; the word says which, and is declared beside the method that returns it.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// Somebody else changed the row since it was read.
    #[error("the row was changed meanwhile")]
    Stale,
    /// The database cannot be reached, or has no connection to spare; the same call may succeed later.
    #[error("the database is unavailable")]
    Unavailable,
    /// Anything else: a fault of the program or of the data, for the log alone.
    #[error("the database failed: {0}")]
    Backend(String),
}

/// Calls a macro with every repository: what it is called, its trait, and its mock. A new repository is a line here; the
/// trait below, the adapter and the mocks follow.
#[macro_export]
macro_rules! each_repository {
    ($then:ident) => {
        $then! {
            users: identity::UserRepository, MockUserRepository;
            refresh_tokens: identity::RefreshTokenRepository, MockRefreshTokenRepository;
            onboarding: onboarding::OnboardingRepository, MockOnboardingRepository;
            preferences: preferences::PreferencesRepository, MockPreferencesRepository;
            profiles: profile::ProfileRepository, MockProfileRepository;
            experiences: profile::ExperienceRepository, MockExperienceRepository;
            education: profile::EducationRepository, MockEducationRepository;
            projects: profile::ProjectRepository, MockProjectRepository;
            jobs: job::JobRepository, MockJobRepository;
            matches: matching::MatchRepository, MockMatchRepository;
            applications: job_application::ApplicationRepository, MockApplicationRepository;
            documents: document::DocumentRepository, MockDocumentRepository;
            samples: document::SampleRepository, MockSampleRepository;
            agents: agent::AgentRepository, MockAgentRepository;
            memories: memory::MemoryRepository, MockMemoryRepository;
            idempotency: idempotency::IdempotencyRepository, MockIdempotencyRepository;
        }
    };
}

macro_rules! declare {
    ($($name:ident: $module:ident::$repository:ident, $mock:ident;)+) => {
        /// Every repository, over the pool or inside one transaction.
        pub trait Repositories: Send + Sync {
            $(fn $name(&self) -> &dyn crate::$module::$repository;)+
        }
    };
}

each_repository!(declare);

/// The pool. A single read or write goes straight through it.
#[async_trait]
pub trait Store: Repositories {
    /// Begins a transaction for several writes, or for a write that depends on a read. Nothing else may be awaited inside it.
    async fn begin(&self) -> Result<Box<dyn Transaction>, StoreError>;

    /// Joins all that one request writes into one transaction, whatever the use case does.
    fn unit_of_work(&self) -> Arc<dyn UnitOfWork>;
}

/// Dropping it without [`Transaction::commit`] rolls everything back.
#[async_trait]
pub trait Transaction: Repositories {
    /// When this returns, what was written is durable.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}

/// A store that keeps one transaction open from the first write on, so that something can be written together with what a
/// use case has written. Its reads before the first write hold nothing.
///
/// A transaction that is begun and committed here is durable only after [`UnitOfWork::finish`]; one that is dropped is rolled
/// back at once. Dropping the unit rolls back what was not finished.
#[async_trait]
pub trait UnitOfWork: Store {
    /// Commits. When this returns, what was written is durable. A fault when something that seemed committed was lost on the
    /// way, with a statement that failed after it.
    async fn finish(&self) -> Result<(), StoreError>;
}
