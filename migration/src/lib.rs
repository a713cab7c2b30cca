//! The database schema as a sequence of reversible changes, the same on SQLite and PostgreSQL, and the four things one does with it.

mod blocks;
mod runner;
mod vectors;

mod m20261120_000001_create_updated_at_function;
mod m20261120_000002_create_users;
mod m20261120_000003_create_refresh_tokens;
mod m20261120_000004_create_user_preferences;
mod m20261120_000005_create_onboarding_sessions;
mod m20261120_000006_create_onboarding_profiles;
mod m20261120_000007_create_conversation_messages;
mod m20261120_000008_create_profiles;
mod m20261120_000009_create_experiences;
mod m20261120_000010_create_education;
mod m20261120_000011_create_projects;
mod m20261120_000012_create_jobs;
mod m20261120_000013_create_documents;
mod m20261120_000014_create_applications;
mod m20261120_000015_create_application_events;
mod m20261120_000016_create_matches;
mod m20261120_000017_create_sample_documents;
mod m20261120_000018_create_agent_actions;
mod m20261120_000019_create_agent_outputs;
mod m20261120_000020_create_memories;
mod m20261120_000021_create_idempotency_keys;
mod m20261120_000022_create_one_time_tokens;
mod m20261120_000023_create_api_keys;
mod m20261120_000024_create_h1b_sponsors;
mod m20261120_000025_create_document_templates;
mod m20261120_000026_create_document_exports;
mod m20261120_000027_create_writing_styles;
mod m20261120_000028_create_job_content_rankings;
mod m20261120_000029_create_generations;
mod m20261120_000030_create_generation_feedback;
mod m20261120_000031_create_approvals;
mod m20261120_000032_create_briefings;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

pub use runner::{MigrationState, down, fresh, status, up};
pub use vectors::has_vectors;

/// The changes in the order in which they are applied.
pub struct Migrator;

/// The migration that creates the module's `table()`, named like the module.
macro_rules! creates {
    ($module:ident) => {
        Box::new(blocks::CreateTable::new(stringify!($module), $module::table))
    };
}

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261120_000001_create_updated_at_function::Migration),
            creates!(m20261120_000002_create_users),
            creates!(m20261120_000003_create_refresh_tokens),
            creates!(m20261120_000004_create_user_preferences),
            creates!(m20261120_000005_create_onboarding_sessions),
            creates!(m20261120_000006_create_onboarding_profiles),
            creates!(m20261120_000007_create_conversation_messages),
            creates!(m20261120_000008_create_profiles),
            creates!(m20261120_000009_create_experiences),
            creates!(m20261120_000010_create_education),
            creates!(m20261120_000011_create_projects),
            creates!(m20261120_000012_create_jobs),
            creates!(m20261120_000013_create_documents),
            creates!(m20261120_000014_create_applications),
            creates!(m20261120_000015_create_application_events),
            creates!(m20261120_000016_create_matches),
            creates!(m20261120_000017_create_sample_documents),
            creates!(m20261120_000018_create_agent_actions),
            creates!(m20261120_000019_create_agent_outputs),
            Box::new(m20261120_000020_create_memories::Migration),
            creates!(m20261120_000021_create_idempotency_keys),
            creates!(m20261120_000022_create_one_time_tokens),
            creates!(m20261120_000023_create_api_keys),
            creates!(m20261120_000024_create_h1b_sponsors),
            creates!(m20261120_000025_create_document_templates),
            creates!(m20261120_000026_create_document_exports),
            creates!(m20261120_000027_create_writing_styles),
            creates!(m20261120_000028_create_job_content_rankings),
            creates!(m20261120_000029_create_generations),
            creates!(m20261120_000030_create_generation_feedback),
            creates!(m20261120_000031_create_approvals),
            creates!(m20261120_000032_create_briefings),
        ]
    }
}
