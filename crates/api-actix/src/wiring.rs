//! The composition root: which adapter stands behind which port.

use std::ops::Deref;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::future::{Ready, ready};
use infra_llm::OfflineInterviewer;
use infra_postings::OfflinePostingReader;
use infra_seaorm::Database;
use infra_security::{BcryptPasswords, JwtTokens};
use ports::identity::{Passwords, Tokens};
use ports::job::PostingReader;
use ports::onboarding::Interviewer;
use ports::store::Store;
use ports::system::{Clock, Ids};
use use_cases::document::{Documents, Samples};
use use_cases::idempotency::Idempotency;
use use_cases::identity::{Identity, KnownCallers, SignIns};
use use_cases::job::Jobs;
use use_cases::job_application::Applications;
use use_cases::matching::Matches;
use use_cases::onboarding::Onboarding;
use use_cases::preferences::PreferencesService;
use use_cases::profile::Profiles;
use use_cases::system::System;

use crate::config::Settings;
use crate::http::cursor::Cursors;
use crate::http::problem::Problem;
use crate::http::rate_limit::Limiter;
use crate::runtime::{MigratedDatabase, SystemClock, TimeOrderedIds};
use crate::telemetry::MeasuredInterviewer;

/// One for each context: all that the product does.
pub struct UseCases {
    pub documents: Documents,
    pub samples: Samples,
    pub identity: Identity,
    pub jobs: Jobs,
    pub matches: Matches,
    pub applications: Applications,
    pub onboarding: Onboarding,
    pub preferences: PreferencesService,
    pub profiles: Profiles,
}

/// What the use cases are made of, besides the store.
pub struct Parts {
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    interviewer: Arc<dyn Interviewer>,
    posting_reader: Arc<dyn PostingReader>,
    tokens: Arc<dyn Tokens>,
    passwords: Arc<dyn Passwords>,
    sign_ins: Arc<SignIns>,
    known_callers: Arc<KnownCallers>,
    daily_limits: bool,
}

/// What one server shares among its requests.
pub struct Shared {
    /// Over the pool. A request that must be one transaction gets its own.
    pub use_cases: Arc<UseCases>,
    pub parts: Parts,
    pub idempotency: Idempotency,
    pub system: System,
    pub database: Arc<Database>,
    pub cursors: Cursors,
    /// `None` where rate limits are off.
    pub limiter: Option<Limiter>,
    pub trust_forwarded: bool,
    pub ids: Arc<dyn Ids>,
}

/// The use cases as the present request is to use them.
pub struct Api(Arc<UseCases>);

impl Deref for Api {
    type Target = UseCases;

    fn deref(&self) -> &UseCases {
        &self.0
    }
}

impl FromRequest for Api {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let own = request.extensions().get::<Arc<UseCases>>().cloned();
        let shared = || request.app_data::<Data<Shared>>().map(|shared| shared.use_cases.clone());
        ready(own.or_else(shared).map(Self).ok_or_else(|| {
            tracing::error!("the application data is missing");
            Problem::internal()
        }))
    }
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

impl UseCases {
    /// A new context is a line here.
    #[must_use]
    pub fn over(store: Arc<dyn Store>, parts: &Parts) -> Self {
        let (clock, ids, sign_ins) = (|| parts.clock.clone(), || parts.ids.clone(), || parts.sign_ins.clone());
        Self {
            documents: Documents { store: store.clone(), clock: clock(), ids: ids() },
            samples: Samples { store: store.clone(), clock: clock(), ids: ids() },
            identity: Identity {
                store: store.clone(),
                passwords: parts.passwords.clone(),
                tokens: parts.tokens.clone(),
                sign_ins: sign_ins(),
                known_callers: parts.known_callers.clone(),
                clock: clock(),
                ids: ids(),
            },
            jobs: Jobs { store: store.clone(), reader: parts.posting_reader.clone(), clock: clock(), ids: ids() },
            matches: Matches { store: store.clone(), clock: clock() },
            applications: Applications {
                store: store.clone(),
                clock: clock(),
                ids: ids(),
                daily_limits: parts.daily_limits,
            },
            onboarding: Onboarding {
                store: store.clone(),
                interviewer: parts.interviewer.clone(),
                sign_ins: sign_ins(),
                clock: clock(),
                ids: ids(),
            },
            preferences: PreferencesService { store: store.clone(), clock: clock(), ids: ids() },
            profiles: Profiles { store, clock: clock(), ids: ids() },
        }
    }
}

pub fn wire(settings: &Settings, database: Arc<Database>, outside: Outside) -> anyhow::Result<Shared> {
    let Outside { clock, ids, interviewer } = outside;
    let secret = settings.token_secret()?;
    let store: Arc<dyn Store> = database.clone();
    let tokens: Arc<dyn Tokens> = Arc::new(JwtTokens::new(&secret)?);
    let parts = Parts {
        clock: clock.clone(),
        ids: ids.clone(),
        interviewer: Arc::new(MeasuredInterviewer(interviewer)),
        posting_reader: Arc::new(OfflinePostingReader::new()),
        sign_ins: Arc::new(SignIns { tokens: tokens.clone(), ids: ids.clone() }),
        tokens,
        known_callers: Arc::new(KnownCallers::new(settings.known_callers_lifetime)),
        passwords: Arc::new(BcryptPasswords::new(settings.bcrypt_cost)),
        daily_limits: settings.daily_limits,
    };
    Ok(Shared {
        use_cases: Arc::new(UseCases::over(store.clone(), &parts)),
        parts,
        idempotency: Idempotency { store, clock: clock.clone(), ids: ids.clone() },
        system: System { database: Arc::new(MigratedDatabase(database.clone())), clock },
        database,
        cursors: Cursors::new(&secret),
        limiter: settings.rate_limits.map(Limiter::new),
        trust_forwarded: settings.server.trust_forwarded,
        ids,
    })
}

impl Shared {
    /// Counts a guess at an account's password.
    pub fn limit_attempts(&self, account: &str) -> Result<(), Problem> {
        self.limiter.as_ref().map_or(Ok(()), |limiter| limiter.check_attempt(account))
    }
}
