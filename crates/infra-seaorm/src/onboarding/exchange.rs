//! An answer with its reply and the session that counts them: all of it is kept, or nothing.

use domain::onboarding::{ConversationMessage, OnboardingSession};
use ports::onboarding::OnboardingRepository;
use ports::store::{StoreError, Transaction};
use sea_orm::{ConnectionTrait, DbBackend, Value};

use crate::column::{to_integer, to_optional_json};
use crate::error::stale_unless_changed;
use crate::sea_orm_store::{SeaOrm, Writing};

/// Inserts nothing where it updates nothing. The types are for whoever prepares it without its values.
const RECORD: &str = "\
    WITH answered AS (UPDATE onboarding_sessions SET status = $1, llm_provider_used = $2, total_messages_count = $3, \
    ip_address = $4, user_agent = $5, completed_at = $6, updated_at = $7 \
    WHERE user_id = $8 AND id = $9 AND status = 'in_progress' AND total_messages_count = $10 RETURNING id) \
    INSERT INTO conversation_messages \
    (id, user_id, session_id, sequence, role, content, extracted_fields, llm_metadata, created_at) \
    SELECT said.* FROM answered CROSS JOIN (VALUES \
    ($11::uuid, $12::uuid, $13::uuid, $14::integer, $15::text, $16::text, $17::jsonb, $18::jsonb, $19::timestamptz), \
    ($20::uuid, $21::uuid, $22::uuid, $23::integer, $24::text, $25::text, $26::jsonb, $27::jsonb, $28::timestamptz)\
    ) AS said";

pub(super) async fn record<C: ConnectionTrait + Send>(
    store: &SeaOrm<C>,
    session: &OnboardingSession,
    messages_before: u32,
    exchange: &[ConversationMessage; 2],
) -> Result<(), StoreError> {
    if store.connection().get_database_backend() == DbBackend::Postgres {
        let values = values(session, messages_before, exchange)?;
        return stale_unless_changed(store.write_sql(RECORD, values).await?);
    }
    // SQLite has no statement that writes two tables.
    let Writing::Queued(writers) = store.writing() else {
        return record_in_transaction(store, session, messages_before, exchange).await;
    };
    let tx = Box::new(writers.begin().await?);
    record_in_transaction(&*tx, session, messages_before, exchange).await?;
    tx.commit().await
}

async fn record_in_transaction<C: ConnectionTrait + Send>(
    tx: &SeaOrm<C>,
    session: &OnboardingSession,
    messages_before: u32,
    exchange: &[ConversationMessage; 2],
) -> Result<(), StoreError> {
    tx.update(session, messages_before).await?;
    tx.insert_messages(exchange).await
}

fn values(
    session: &OnboardingSession,
    messages_before: u32,
    exchange: &[ConversationMessage; 2],
) -> Result<Vec<Value>, StoreError> {
    let OnboardingSession {
        id,
        user_id,
        status,
        llm_provider_used,
        total_messages_count,
        ip_address,
        user_agent,
        completed_at,
        created_at: _,
        updated_at,
    } = session;
    let mut values = vec![
        status.as_str().into(),
        llm_provider_used.clone().into(),
        to_integer(*total_messages_count)?.into(),
        ip_address.clone().into(),
        user_agent.clone().into(),
        (*completed_at).into(),
        (*updated_at).into(),
        user_id.0.into(),
        id.0.into(),
        to_integer(messages_before)?.into(),
    ];
    for message in exchange {
        values.extend(message_values(message)?);
    }
    Ok(values)
}

fn message_values(message: &ConversationMessage) -> Result<[Value; 9], StoreError> {
    let ConversationMessage {
        id,
        user_id,
        session_id,
        sequence,
        role,
        content,
        extracted_fields,
        llm_metadata,
        created_at,
    } = message;
    Ok([
        id.0.into(),
        user_id.0.into(),
        session_id.0.into(),
        to_integer(*sequence)?.into(),
        role.as_str().into(),
        content.as_str().into(),
        to_optional_json(extracted_fields.as_ref())?.into(),
        to_optional_json(llm_metadata.as_ref())?.into(),
        (*created_at).into(),
    ])
}
