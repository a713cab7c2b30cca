//! The composition root: which adapter stands behind which port.

use std::sync::Arc;

use infra_llm::OfflineInterviewer;
use infra_seaorm::Database;
use infra_security::{BcryptPasswords, JwtTokens};
use ports::identity::Tokens;
use ports::onboarding::Interviewer;
use ports::store::Store;
use ports::system::{Clock, Ids};
use use_cases::identity::{Identity, SignIns};
use use_cases::onboarding::Onboarding;
use use_cases::preferences::PreferencesService;
use use_cases::system::System;

use crate::config::Settings;
use crate::http::cursor::Cursors;
use crate::http::problem::Problem;
use crate::http::rate_limit::Limiter;
use crate::runtime::{MigratedDatabase, SystemClock, TimeOrderedIds};
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
    pub fn limit_attempts(&self, account: &str) -> Result<(), Problem> {
        self.limiter.as_ref().map_or(Ok(()), |limiter| limiter.check_attempt(account))
    }
}
