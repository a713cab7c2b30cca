//! `careerbase migrate`.

use std::io::{IsTerminal, Write};

use anyhow::{Context, bail};
use api_actix::config::Settings;
use clap::Subcommand;

use super::connect;

#[derive(Debug, Subcommand)]
pub enum Migrate {
    /// Apply every pending change.
    Up,
    /// Take back the latest changes, with the data that they hold.
    Down {
        /// How many.
        #[arg(long, default_value_t = 1, conflicts_with = "all", value_parser = clap::value_parser!(u32).range(1..))]
        steps: u32,
        /// All of them: the database is empty afterwards.
        #[arg(long)]
        all: bool,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// List the changes, applied and pending.
    Status,
    /// Drop every table and apply all changes anew. All data is lost.
    Fresh {
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
}

pub async fn run(command: Migrate, settings: &Settings) -> anyhow::Result<()> {
    let database = connect(settings).await?;
    let connection = database.connection();
    match command {
        Migrate::Up => report("applied", &migration::up(connection).await.context("the schema was left as it was")?),
        Migrate::Down { steps, all, yes } => {
            confirm(yes, "This drops tables with the data in them.")?;
            report("taken back", &migration::down(connection, (!all).then_some(steps)).await?);
        }
        Migrate::Status => {
            for state in migration::status(connection).await? {
                let what = match (state.applied, state.known) {
                    (true, true) => "applied",
                    (false, _) => "pending",
                    (true, false) => "unknown",
                };
                println!("{what:8} {}", state.name);
            }
        }
        Migrate::Fresh { yes } => {
            confirm(yes, "This drops every table with all data.")?;
            report("applied", &migration::fresh(connection).await?);
        }
    }
    database.close().await;
    Ok(())
}

fn report(what: &str, names: &[String]) {
    for name in names {
        println!("{what} {name}");
    }
    if names.is_empty() {
        println!("nothing to do");
    }
}

/// Asks a person at a terminal; a script that calls this knows what it does.
fn confirm(yes: bool, warning: &str) -> anyhow::Result<()> {
    if yes || !std::io::stdin().is_terminal() {
        return Ok(());
    }
    print!("{warning} Type yes to go on: ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    if answer.trim() != "yes" {
        bail!("nothing was changed");
    }
    Ok(())
}
