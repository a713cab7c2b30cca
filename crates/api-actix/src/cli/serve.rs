//! `careerbase serve`.

use anyhow::Context;
use api_actix::config::Settings;
use api_actix::server::{self, Listening};
use api_actix::wiring::{Outside, wire};
use tokio::signal::unix::{SignalKind, signal};

use super::{connect, prepare_schema};

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
