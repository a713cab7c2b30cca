//! Claims to idempotency keys in `idempotency_keys`.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::idempotency::Claim;
use ports::idempotency::{Claimed, IdempotencyRepository, StoredAnswer};
use ports::store::StoreError;
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::column::to_json;
use crate::error::stale_unless_changed;
use crate::sea_orm_store::SeaOrm;

/// Takes a key that nobody has, that has expired, or whose holder is gone; the database decides between those who try at once.
const CLAIM: &str = "\
    INSERT INTO idempotency_keys (id, user_id, key, request_hash, created_at, expires_at) \
    VALUES ($1, $2, $3, $4, $5, $6) \
    ON CONFLICT (user_id, key) DO UPDATE SET id = excluded.id, request_hash = excluded.request_hash, \
    response_status = NULL, response_body = NULL, created_at = excluded.created_at, expires_at = excluded.expires_at \
    WHERE idempotency_keys.expires_at <= excluded.created_at \
    OR (idempotency_keys.response_status IS NULL AND idempotency_keys.created_at < $7)";

const HELD: &str = "SELECT request_hash, response_body FROM idempotency_keys WHERE user_id = $1 AND key = $2";

const ANSWER: &str = "\
    UPDATE idempotency_keys SET response_status = $3, response_body = $4 \
    WHERE user_id = $1 AND id = $2 AND response_status IS NULL";

const RELEASE: &str = "DELETE FROM idempotency_keys WHERE user_id = $1 AND id = $2 AND response_status IS NULL";

#[derive(FromQueryResult)]
struct Held {
    request_hash: String,
    response_body: Option<sea_orm::prelude::Json>,
}

#[async_trait]
impl<C: ConnectionTrait + Send> IdempotencyRepository for SeaOrm<C> {
    async fn claim(&self, claim: &Claim) -> Result<Claimed, StoreError> {
        let Claim { id, user_id, key, request_hash, created_at, expires_at } = claim;
        let abandoned: DateTime<Utc> = claim.abandoned_before();
        let values = [
            id.0.into(),
            user_id.0.into(),
            key.as_str().into(),
            request_hash.as_str().into(),
            (*created_at).into(),
            (*expires_at).into(),
            abandoned.into(),
        ];
        if self.write_sql(CLAIM, values).await? > 0 {
            return Ok(Claimed::Ours);
        }
        let held = Held::find_by_statement(self.statement(HELD, [user_id.0.into(), key.as_str().into()]));
        // Given back in between: whoever asks again will get it.
        let Some(held) = self.read(held.one(self.connection())).await? else { return Ok(Claimed::Running) };
        if held.request_hash != *request_hash {
            return Ok(Claimed::OtherRequest);
        }
        let unreadable = |_| StoreError::Backend("an answer in idempotency_keys cannot be read".to_owned());
        Ok(match held.response_body {
            Some(answer) => Claimed::Answered(serde_json::from_value(answer).map_err(unreadable)?),
            None => Claimed::Running,
        })
    }

    async fn answer(&self, claim: &Claim, answer: &StoredAnswer) -> Result<(), StoreError> {
        let values =
            [claim.user_id.0.into(), claim.id.0.into(), i32::from(answer.status).into(), to_json(answer)?.into()];
        stale_unless_changed(self.write_sql(ANSWER, values).await?)
    }

    async fn release(&self, claim: &Claim) -> Result<(), StoreError> {
        self.write_sql(RELEASE, [claim.user_id.0.into(), claim.id.0.into()]).await.map(|_| ())
    }
}
