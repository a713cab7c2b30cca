//! Every setting of the program, from the environment and `.env`, with a default that works on a laptop.

mod environment;
mod secret;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use chrono::TimeDelta;
use infra_seaorm::DatabaseSettings;
use secrecy::{ExposeSecret, SecretString};
use use_cases::identity::KnownCallers;

pub use environment::{Environment, InvalidSetting, UnreadableEnvironment};
pub use secret::SecretFileError;

use crate::http::rate_limit::RateLimits;

#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the embedded database and the token secret live; made with mode 0700.
    pub data_dir: PathBuf,
    pub database: DatabaseSettings,
    /// Whether `serve` applies pending schema changes by itself.
    pub auto_migrate: bool,
    pub server: ServerSettings,
    pub log: LogSettings,
    /// Signs access tokens. `None` means the one that is kept in the data directory.
    pub jwt_secret: Option<SecretString>,
    pub bcrypt_cost: u32,
    /// How long a caller who was found to stand is let in without another look; zero looks each time.
    pub known_callers_lifetime: TimeDelta,
    /// `None` where rate limits are off.
    pub rate_limits: Option<RateLimits>,
    /// Whether an account's tier limits how many applications it makes in a day.
    pub daily_limits: bool,
}

#[derive(Debug, Clone)]
pub struct ServerSettings {
    pub bind: SocketAddr,
    /// Threads that serve requests; `None` means one a core.
    pub workers: Option<usize>,
    /// How long a request in flight may take to finish once the server was told to stop.
    pub shutdown_timeout: Duration,
    /// Whether a proxy in front is trusted to append the client's address to `X-Forwarded-For`.
    pub trust_forwarded: bool,
}

#[derive(Debug, Clone)]
pub struct LogSettings {
    /// A filter such as `info` or `info,use_cases=debug`.
    pub filter: String,
    pub format: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl Settings {
    /// Reads every setting; the first one that is wrong is an error that names it.
    pub fn read(environment: &Environment) -> Result<Self, InvalidSetting> {
        let env = environment;
        let data_dir = PathBuf::from(env.text("CAREERBASE_DATA_DIR").unwrap_or_else(|| "./data".to_owned()));
        let jwt_secret = env.text("CAREERBASE_JWT_SECRET").map(SecretString::from);
        if jwt_secret.as_ref().is_some_and(|secret| secret.expose_secret().len() < 32) {
            return Err(
                env.invalid("CAREERBASE_JWT_SECRET", "must have at least 32 bytes; `openssl rand -hex 32` makes one")
            );
        }
        Ok(Self {
            database: database(env, &data_dir)?,
            auto_migrate: env.switch("CAREERBASE_AUTO_MIGRATE", true)?,
            server: server(env)?,
            log: log(env)?,
            jwt_secret,
            bcrypt_cost: env.number_within("CAREERBASE_BCRYPT_COST", 12, 4..=31)?,
            known_callers_lifetime: known_callers_lifetime(env)?,
            rate_limits: rate_limits(env)?,
            daily_limits: env.switch("CAREERBASE_DAILY_LIMITS", true)?,
            data_dir,
        })
    }

    /// The secret from the settings, or the one in the data directory, which is made at the first start.
    pub fn token_secret(&self) -> Result<SecretString, SecretFileError> {
        match &self.jwt_secret {
            Some(secret) => Ok(secret.clone()),
            None => secret::load_or_create(&self.data_dir),
        }
    }

    /// Makes the data directory where there is none, for its owner alone.
    pub fn make_data_dir(&self) -> Result<(), SecretFileError> {
        secret::make_private_dir(&self.data_dir)
    }

    /// Where the data is, in words that hold no password.
    #[must_use]
    pub fn database_place(&self) -> String {
        match self.database.url.expose_secret().strip_prefix("sqlite:") {
            None => "PostgreSQL, at DATABASE_URL".to_owned(),
            Some(path) => {
                let path = path.trim_start_matches("//").split('?').next().unwrap_or_default();
                format!("SQLite, {}", path.replace("%3F", "?").replace("%23", "#").replace("%25", "%"))
            }
        }
    }

    /// Whether the database is the embedded one.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        self.database.url.expose_secret().starts_with("sqlite:")
    }
}

/// The characters that mean something in a URL stand for themselves in a path.
fn sqlite_url(path: &std::path::Path) -> String {
    let path = path.display().to_string().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite://{path}")
}

fn database(env: &Environment, data_dir: &std::path::Path) -> Result<DatabaseSettings, InvalidSetting> {
    let url = env.text("DATABASE_URL").unwrap_or_else(|| sqlite_url(&data_dir.join("careerbase.db")));
    if !["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
        return Err(env.invalid("DATABASE_URL", "must begin with postgres://, postgresql:// or sqlite:"));
    }
    let defaults = DatabaseSettings::new(url);
    let max_connections: u32 = env.number_within("CAREERBASE_DB_MAX_CONNECTIONS", 0, 0..=10_000)?;
    Ok(DatabaseSettings {
        max_connections: (max_connections > 0).then_some(max_connections),
        min_connections: env.number_within("CAREERBASE_DB_MIN_CONNECTIONS", defaults.min_connections, 0..=10_000)?,
        acquire_timeout: env.seconds("CAREERBASE_DB_ACQUIRE_TIMEOUT", defaults.acquire_timeout)?,
        connect_timeout: env.seconds("CAREERBASE_DB_CONNECT_TIMEOUT", defaults.connect_timeout)?,
        statement_timeout: env.seconds("CAREERBASE_DB_STATEMENT_TIMEOUT", defaults.statement_timeout)?,
        idle_timeout: env.seconds("CAREERBASE_DB_IDLE_TIMEOUT", defaults.idle_timeout)?,
        statement_cache: env.number_within("CAREERBASE_DB_STATEMENT_CACHE", defaults.statement_cache, 1..=10_000)?,
        sqlite_busy_timeout: env.seconds("CAREERBASE_DB_BUSY_TIMEOUT", defaults.sqlite_busy_timeout)?,
        ..defaults
    })
}

fn server(env: &Environment) -> Result<ServerSettings, InvalidSetting> {
    let workers: usize = env.number_within("CAREERBASE_WORKERS", 0, 0..=1024)?;
    Ok(ServerSettings {
        bind: env.parsed(
            "CAREERBASE_BIND",
            "127.0.0.1:8080",
            "must be an address and a port, such as 127.0.0.1:8080",
        )?,
        workers: (workers > 0).then_some(workers),
        shutdown_timeout: env.seconds("CAREERBASE_SHUTDOWN_TIMEOUT", Duration::from_secs(30))?,
        trust_forwarded: env.switch("CAREERBASE_TRUST_FORWARDED", false)?,
    })
}

/// Requests and what we have to say, without the chatter of the libraries. A head that is no HTTP is the sender's fault alone:
/// anybody could fill the log with it.
const DEFAULT_LOG_FILTER: &str =
    "info,actix_http=off,actix_server=warn,sea_orm_migration=warn,sqlx::postgres::notice=warn";

fn log(env: &Environment) -> Result<LogSettings, InvalidSetting> {
    let filter = env.text("CAREERBASE_LOG").unwrap_or_else(|| DEFAULT_LOG_FILTER.to_owned());
    if filter.parse::<tracing_subscriber::EnvFilter>().is_err() {
        return Err(env.invalid(
            "CAREERBASE_LOG",
            "must be a level (error, warn, info, debug, trace) or a filter such as info,use_cases=debug",
        ));
    }
    let format = match env.text("CAREERBASE_LOG_FORMAT").as_deref() {
        None | Some("text") => LogFormat::Text,
        Some("json") => LogFormat::Json,
        Some(_) => return Err(env.invalid("CAREERBASE_LOG_FORMAT", "must be text or json")),
    };
    Ok(LogSettings { filter, format })
}

fn known_callers_lifetime(env: &Environment) -> Result<TimeDelta, InvalidSetting> {
    let default = KnownCallers::LIFETIME.num_seconds();
    // Longer than a minute, and what another process changed would not take effect when it matters.
    Ok(TimeDelta::seconds(env.number_within("CAREERBASE_AUTH_CACHE_SECONDS", default, 0..=60)?))
}

fn rate_limits(env: &Environment) -> Result<Option<RateLimits>, InvalidSetting> {
    let defaults = RateLimits::default();
    let limit = |name, default| env.number_within(name, default, 1..=1_000_000_000);
    let limits = RateLimits {
        free: limit("CAREERBASE_RATE_LIMIT_FREE", defaults.free)?,
        paid: limit("CAREERBASE_RATE_LIMIT_PAID", defaults.paid)?,
        enterprise: limit("CAREERBASE_RATE_LIMIT_ENTERPRISE", defaults.enterprise)?,
        visitor: limit("CAREERBASE_RATE_LIMIT_VISITOR", defaults.visitor)?,
        account_attempts: limit("CAREERBASE_RATE_LIMIT_ACCOUNT_ATTEMPTS", defaults.account_attempts)?,
    };
    Ok(env.switch("CAREERBASE_RATE_LIMIT", true)?.then_some(limits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn read(settings: &[(&str, &str)]) -> Result<Settings, InvalidSetting> {
        Settings::read(&Environment::of(settings.iter().copied()))
    }

    #[test]
    fn everything_has_a_default() {
        let settings = read(&[]).unwrap();
        assert_eq!(settings.database.url.expose_secret(), "sqlite://./data/careerbase.db");
        assert_eq!(settings.server.bind.to_string(), "127.0.0.1:8080");
        assert!(settings.auto_migrate && settings.is_embedded());
        assert_eq!(settings.bcrypt_cost, 12);
        assert!(settings.daily_limits);
    }

    #[test]
    fn the_database_lies_in_the_data_directory() {
        let settings = read(&[("CAREERBASE_DATA_DIR", "/var/lib/careerbase")]).unwrap();
        assert_eq!(settings.database.url.expose_secret(), "sqlite:///var/lib/careerbase/careerbase.db");
    }

    #[rstest]
    #[case("DATABASE_URL", "mysql://localhost/x")]
    #[case("CAREERBASE_BIND", "localhost")]
    #[case("CAREERBASE_LOG", "info,=loud=")]
    #[case("CAREERBASE_LOG_FORMAT", "xml")]
    #[case("CAREERBASE_JWT_SECRET", "short")]
    #[case("CAREERBASE_BCRYPT_COST", "3")]
    #[case("CAREERBASE_BCRYPT_COST", "twelve")]
    #[case("CAREERBASE_AUTH_CACHE_SECONDS", "61")]
    #[case("CAREERBASE_AUTO_MIGRATE", "maybe")]
    #[case("CAREERBASE_RATE_LIMIT", "0.5")]
    #[case("CAREERBASE_RATE_LIMIT_FREE", "0")]
    #[case("CAREERBASE_DAILY_LIMITS", "5")]
    #[case("CAREERBASE_DB_ACQUIRE_TIMEOUT", "-1")]
    #[case("CAREERBASE_DB_MAX_CONNECTIONS", "many")]
    fn a_wrong_value_is_an_error_that_names_the_variable(#[case] name: &str, #[case] value: &str) {
        let error = read(&[(name, value)]).unwrap_err().to_string();
        assert!(error.starts_with(name), "{error}");
    }

    #[test]
    fn a_refused_secret_is_not_repeated() {
        let error = read(&[("CAREERBASE_JWT_SECRET", "hunter2")]).unwrap_err().to_string();
        assert!(!error.contains("hunter2"));
    }

    #[test]
    fn a_path_may_hold_what_means_something_in_a_url() {
        let settings = read(&[("CAREERBASE_DATA_DIR", "/a?b/100%41#c")]).unwrap();
        assert_eq!(settings.database.url.expose_secret(), "sqlite:///a%3Fb/100%2541%23c/careerbase.db");
        assert_eq!(settings.database_place(), "SQLite, /a?b/100%41#c/careerbase.db");
    }

    #[test]
    fn rate_limits_can_be_turned_off() {
        assert!(read(&[("CAREERBASE_RATE_LIMIT", "off")]).unwrap().rate_limits.is_none());
    }
}
