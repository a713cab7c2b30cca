//! The composition root: which adapter stands behind which port.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::identity::Email;
use infra_llm::OfflineInterviewer;
use infra_seaorm::Database;
use infra_security::{BcryptPasswords, JwtTokens};
use ports::identity::Tokens;
use ports::onboarding::Interviewer;
use ports::store::{Store, StoreError};
use ports::system::{Clock, DatabaseHealth, Ids, SchemaState};
use use_cases::identity::{Identity, SignIns};
use use_cases::onboarding::Onboarding;
use use_cases::preferences::PreferencesService;
use use_cases::system::System;

use crate::config::Settings;
use crate::http::cursor::Cursors;
use crate::http::problem::Problem;
use crate::http::rate_limit::Limiter;
use crate::runtime::{SystemClock, TimeOrderedIds};
use crate::telemetry::MeasuredInterviewer;

/// All that the handlers use.
pub struct Api {
    pub identity: Identity,
    pub onboarding: Onboarding,
    pub preferences: PreferencesService,
    pub system: System,
    pub database: Arc<Database>,
    pub cursors: Cursors,
    /// `None` where rate limits are off.
    pub limiter: Option<Limiter>,
    pub trust_forwarded: bool,
    pub ids: Arc<dyn Ids>,
}

/// What tests may replace: time, ids, and the one who leads the conversation.
#[derive(Clone)]
pub struct Outside {
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub interviewer: Arc<dyn Interviewer>,
}

impl Default for Outside {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            ids: Arc::new(TimeOrderedIds),
            interviewer: Arc::new(OfflineInterviewer::new()),
        }
    }
}

pub fn wire(settings: &Settings, database: Arc<Database>, outside: Outside) -> anyhow::Result<Api> {
    let Outside { clock, ids, interviewer } = outside;
    let secret = settings.token_secret()?;
    let store: Arc<dyn Store> = database.clone();
    let tokens: Arc<dyn Tokens> = Arc::new(JwtTokens::new(&secret)?);
    let passwords = Arc::new(BcryptPasswords::new(settings.bcrypt_cost));
    let sign_ins = Arc::new(SignIns { tokens: tokens.clone(), ids: ids.clone() });
    Ok(Api {
        identity: Identity {
            store: store.clone(),
            passwords,
            tokens,
            sign_ins: sign_ins.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
        },
        onboarding: Onboarding {
            store: store.clone(),
            interviewer: Arc::new(MeasuredInterviewer(interviewer)),
            sign_ins,
            clock: clock.clone(),
            ids: ids.clone(),
        },
        preferences: PreferencesService { store, clock: clock.clone(), ids: ids.clone() },
        system: System { database: Arc::new(MigratedDatabase(database.clone())), clock },
        database,
        cursors: Cursors::new(&secret),
        limiter: settings.rate_limits.map(Limiter::new),
        trust_forwarded: settings.server.trust_forwarded,
        ids,
    })
}

impl Api {
    /// Counts a guess at an account's password.
    pub fn limit_account(&self, email: &Email) -> Result<(), Problem> {
        self.limiter.as_ref().map_or(Ok(()), |limiter| limiter.check_account(email))
    }
}

/// A database that takes longer than this to answer counts as gone.
const HEALTH_PATIENCE: Duration = Duration::from_secs(2);

/// The database with the schema changes that this program knows.
struct MigratedDatabase(Arc<Database>);

#[async_trait]
impl DatabaseHealth for MigratedDatabase {
    async fn schema(&self) -> Result<SchemaState, StoreError> {
        // The pool would try for longer than those who ask for the health are willing to wait.
        let answer = tokio::time::timeout(HEALTH_PATIENCE, migration::status(self.0.connection())).await;
        let states = answer.map_err(|_| StoreError::Unavailable)?.map_err(|_| StoreError::Unavailable)?;
        let applied = states.iter().filter(|state| state.applied).count();
        Ok(SchemaState { applied, pending: states.len() - applied })
    }
}
