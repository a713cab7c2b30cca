//! The command line.

mod dev;
mod migrate;
mod serve;

use std::sync::Arc;

use anyhow::{Context, bail};
use api_actix::config::{Environment, Settings};
use api_actix::{server, telemetry};
use clap::{Parser, Subcommand};
use infra_seaorm::Database;

/// The backend of an assistant for the job search.
///
/// Settings come from the environment and from a `.env` file; every one has a default. See docs/configuration.md.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prepare the database and serve the API.
    Serve,
    /// Change the schema of the database.
    #[command(subcommand)]
    Migrate(migrate::Migrate),
    /// Make data to try things out on.
    #[command(subcommand)]
    Dev(dev::Dev),
    /// Print the OpenAPI document.
    Openapi,
}

pub async fn run(cli: Cli) -> anyhow::Result<()> {
    if matches!(cli.command, Command::Openapi) {
        print!("{}", server::document_json());
        return Ok(());
    }
    let environment = Environment::load()?;
    let settings = Settings::read(&environment)?;
    telemetry::init_logs(&settings.log);
    for name in environment.unknown() {
        tracing::warn!("{name} is set, but there is no such setting; docs/configuration.md lists them");
    }
    match cli.command {
        Command::Serve => serve::serve(settings).await,
        Command::Migrate(command) => migrate::run(command, &settings).await,
        Command::Dev(command) => dev::run(command, &settings).await,
        Command::Openapi => Ok(()),
    }
}

/// Connects, and makes the directory of the embedded database first.
async fn connect(settings: &Settings) -> anyhow::Result<Arc<Database>> {
    if settings.is_embedded() {
        settings.make_data_dir()?;
    }
    let database = infra_seaorm::connect(&settings.database).await.with_context(|| {
        if settings.is_embedded() {
            format!(
                "cannot open the database; DATABASE_URL or CAREERBASE_DATA_DIR ({}) says where it is",
                settings.data_dir.display()
            )
        } else {
            "cannot use the database of DATABASE_URL; is it running, and is the URL right?".to_owned()
        }
    })?;
    Ok(Arc::new(database))
}

/// Applies what is pending, or refuses when it may not. Returns how many changes were applied.
async fn prepare_schema(database: &Arc<Database>, auto_migrate: bool) -> anyhow::Result<usize> {
    let states = migration::status(database.connection()).await.context("the database does not answer")?;
    if let Some(newer) = states.iter().find(|state| !state.known) {
        bail!("the database has the change {}, which this version does not know; run a newer careerbase", newer.name);
    }
    let pending = states.iter().filter(|state| !state.applied).count();
    if pending == 0 {
        return Ok(0);
    }
    if !auto_migrate {
        bail!(
            "the database lacks {pending} schema changes and CAREERBASE_AUTO_MIGRATE is off; run `careerbase migrate up`"
        );
    }
    tracing::info!(pending, "applying schema changes");
    let applied = migration::up(database.connection()).await.context("the schema changes could not be applied")?;
    Ok(applied.len())
}
