//! `careerbase serve`.

use std::sync::Arc;

use anyhow::{Context, bail};
use api_actix::config::Settings;
use api_actix::server::{self, Listening};
use api_actix::wiring::{Outside, wire};
use infra_seaorm::Database;
use tokio::signal::unix::{SignalKind, signal};

use super::connect;

pub async fn serve(settings: Settings) -> anyhow::Result<()> {
    let database = connect(&settings).await?;
    let applied = prepare_schema(&database, settings.auto_migrate).await?;
    let api = wire(&settings, database.clone(), Outside::default())?;
    let listening = server::listen(api, &settings.server).with_context(|| {
        format!("cannot listen on {}; set CAREERBASE_BIND to another address and port", settings.server.bind)
    })?;
    announce(&settings, &listening, applied);
    run_until_told_to_stop(listening).await?;
    database.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Applies what is pending, or refuses to serve when it may not. Returns how many changes were applied.
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

fn announce(settings: &Settings, listening: &Listening, applied: usize) {
    let address = listening.address;
    let changes =
        if applied == 0 { "schema up to date".to_owned() } else { format!("{applied} schema changes applied") };
    println!("careerbase {} is ready", env!("CARGO_PKG_VERSION"));
    println!("  API       http://{address}/api/v1");
    println!("  docs      http://{address}/docs");
    println!("  data      {}, {changes}", settings.database_place());
}

/// Serves until SIGTERM or Ctrl-C, then lets the requests in flight finish. A second signal ends at once.
async fn run_until_told_to_stop(listening: Listening) -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let handle = listening.handle;
    actix_web::rt::spawn(async move {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        tracing::info!("stopping: requests in flight may finish");
        let graceful = handle.stop(true);
        tokio::select! {
            () = graceful => {}
            _ = terminate.recv() => handle.stop(false).await,
            _ = interrupt.recv() => handle.stop(false).await,
        }
    });
    listening.running.await?;
    Ok(())
}
