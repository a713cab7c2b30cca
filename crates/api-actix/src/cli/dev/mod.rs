//! `careerbase dev`: what one needs to try things out on.

mod person;
mod words;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::Context;
use api_actix::config::Settings;
use api_actix::runtime::{SystemClock, TimeOrderedIds};
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use infra_seaorm::Database;
use ports::system::Clock;

use self::person::Person;
use self::words::Words;
use super::{connect, prepare_schema};

#[derive(Debug, Subcommand)]
pub enum Dev {
    /// Fill the database with people who have used it for a while, and say what each takes.
    Seed {
        /// How many people.
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
        users: u64,
        /// Another number makes other people.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

pub async fn run(command: Dev, settings: &Settings) -> anyhow::Result<()> {
    let Dev::Seed { users, seed } = command;
    let database = connect(settings).await?;
    prepare_schema(&database, settings.auto_migrate).await?;
    let before = database.size_bytes().await.context("the size of the database")?;
    let started = Instant::now();
    fill(&database, users, seed).await?;
    let took = started.elapsed().as_secs_f64();
    let after = database.size_bytes().await.context("the size of the database")?;
    database.close().await;
    println!("{users} people in {took:.1} s; the database grew from {before} to {after} bytes");
    println!("{} bytes each, with their indexes", after.saturating_sub(before) / users);
    Ok(())
}

/// Several people at once, each in a transaction of their own; SQLite lets one after the other write.
async fn fill(database: &Arc<Database>, users: u64, seed: u64) -> anyhow::Result<()> {
    let at_once = u64::try_from(std::thread::available_parallelism().map_or(2, std::num::NonZero::get) * 2)?;
    let style = "{wide_bar} {pos}/{len} people, {per_sec}, {eta} left";
    let progress = ProgressBar::new(users).with_style(ProgressStyle::with_template(style)?);
    let next = Arc::new(AtomicU64::new(0));
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..at_once.min(users) {
        let (database, next, progress) = (database.clone(), next.clone(), progress.clone());
        writers.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= users {
                    return anyhow::Ok(());
                }
                let words = Words::new(seed.wrapping_mul(1_000_003).wrapping_add(number));
                let person = Person { words, ids: &TimeOrderedIds, now: SystemClock.now() };
                person.store(&*database).await.with_context(|| format!("person {number} could not be stored"))?;
                progress.inc(1);
            }
        });
    }
    while let Some(writer) = writers.join_next().await {
        writer??;
    }
    progress.finish_and_clear();
    Ok(())
}
