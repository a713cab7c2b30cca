//! Logs and metrics.

use std::io::IsTerminal;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use async_trait::async_trait;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use ports::onboarding::{Greeting, Heard, Interviewer, InterviewerError, Understood};
use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, LogSettings};

/// Sends logs to standard error, as text or as one JSON object a line.
pub fn init_logs(settings: &LogSettings) {
    let filter = EnvFilter::new(&settings.filter);
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    // A second call, as in tests, leaves the first one's choice.
    let _ = match settings.format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).with_current_span(false).try_init(),
    };
}

/// Latencies from 1 ms to 10 s, in seconds.
const LATENCY_BUCKETS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// The process's one recorder of metrics.
pub fn metrics() -> &'static PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    RECORDER.get_or_init(|| {
        let builder = PrometheusBuilder::new();
        let builder = match builder.set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &LATENCY_BUCKETS) {
            Ok(builder) => builder,
            // Refused only for an empty list of buckets.
            Err(_) => PrometheusBuilder::new(),
        };
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        // Somebody else's recorder would already be installed only in a program that embeds this one; theirs stays.
        let _ = metrics::set_global_recorder(recorder);
        handle
    })
}

/// Counts and times what another interviewer does.
pub struct MeasuredInterviewer(pub Arc<dyn Interviewer>);

#[async_trait]
impl Interviewer for MeasuredInterviewer {
    async fn greet(&self) -> Result<Greeting, InterviewerError> {
        let started = Instant::now();
        let greeting = self.0.greet().await;
        count_llm_call("greet", greeting.is_ok(), started);
        greeting
    }

    async fn hear(&self, heard: &Heard) -> Result<Understood, InterviewerError> {
        let started = Instant::now();
        let understood = self.0.hear(heard).await;
        count_llm_call("hear", understood.is_ok(), started);
        understood
    }
}

fn count_llm_call(call: &'static str, succeeded: bool, started: Instant) {
    let outcome = if succeeded { "ok" } else { "failed" };
    metrics::counter!("llm_calls_total", "call" => call, "outcome" => outcome).increment(1);
    metrics::histogram!("llm_call_duration_seconds", "call" => call).record(started.elapsed().as_secs_f64());
}
