//! Carrying out a request once, however often it is sent.

use std::sync::Arc;

use domain::idempotency::{Claim, IdempotencyKey};
use domain::ids::{ClaimId, UserId};
use ports::idempotency::{Claimed, StoredAnswer};
use ports::store::{Store, StoreError, UnitOfWork};
use ports::system::{Clock, Ids};

errors! {
    IdempotencyError {
        InUse = Conflict "idempotency_key_in_use" "a request with this idempotency key is being carried out",
        Reused = Unprocessable "idempotency_key_reused" "this idempotency key was used for another request",
    }
}

pub struct Idempotency {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
}

/// What to do with a request.
pub enum Attempt {
    CarryOut(Claimant),
    AnswerAgain(StoredAnswer),
}

/// The right to carry a request out, and the one transaction that holds all that it writes.
pub struct Claimant {
    claim: Claim,
    unit: Arc<dyn UnitOfWork>,
}

impl Claimant {
    /// The use cases must write through this.
    #[must_use]
    pub fn store(&self) -> Arc<dyn Store> {
        self.unit.clone()
    }

    #[must_use]
    pub fn claim(&self) -> &Claim {
        &self.claim
    }
}

impl Idempotency {
    /// Claims the key before anything is done. The claim is durable: whatever becomes of this process, nobody carries the
    /// request out while it holds.
    pub async fn claim(
        &self,
        owner: UserId,
        key: IdempotencyKey,
        request_hash: String,
    ) -> Result<Attempt, IdempotencyError> {
        let claim = Claim::new(ClaimId(self.ids.next()), owner, key, request_hash, self.clock.now());
        match self.store.idempotency().claim(&claim).await? {
            Claimed::Ours => Ok(Attempt::CarryOut(Claimant { claim, unit: self.store.unit_of_work() })),
            Claimed::Answered(answer) => Ok(Attempt::AnswerAgain(answer)),
            Claimed::Running => Err(IdempotencyError::InUse),
            Claimed::OtherRequest => Err(IdempotencyError::Reused),
        }
    }

    /// Stores the answer with all that the request has written, in one commit.
    pub async fn finish(&self, claimant: Claimant, answer: &StoredAnswer) -> Result<(), IdempotencyError> {
        let Claimant { claim, unit } = claimant;
        match unit.idempotency().answer(&claim, answer).await {
            // It took so long that another request has taken over.
            Err(StoreError::Stale) => return Err(IdempotencyError::InUse),
            outcome => outcome?,
        }
        Ok(unit.finish().await?)
    }

    /// Gives the key back after a request that changed nothing, so that it can be sent again.
    pub async fn release(&self, claim: &Claim) -> Result<(), IdempotencyError> {
        Ok(self.store.idempotency().release(claim).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ports::testing::{CountingIds, FixedClock, MockStore, OWNER};
    use rstest::rstest;

    fn idempotency(store: MockStore) -> (Idempotency, ports::testing::Committed) {
        let (store, committed) = store.build();
        let clock = Arc::new(FixedClock::default());
        (Idempotency { store, clock, ids: Arc::new(CountingIds::default()) }, committed)
    }

    fn key() -> IdempotencyKey {
        IdempotencyKey::try_from("key").unwrap()
    }

    fn answer() -> StoredAnswer {
        StoredAnswer { status: 201, headers: Vec::new(), body: "{}".to_owned() }
    }

    fn claiming(outcome: Claimed) -> MockStore {
        let mut store = MockStore::default();
        store.idempotency.expect_claim().return_once(|_| Ok(outcome));
        store
    }

    #[tokio::test]
    async fn what_was_answered_is_answered_again() {
        let (idempotency, _) = idempotency(claiming(Claimed::Answered(answer())));
        let attempt = idempotency.claim(OWNER, key(), "hash".to_owned()).await.unwrap();
        assert!(matches!(attempt, Attempt::AnswerAgain(again) if again == answer()));
    }

    #[rstest]
    #[case(Claimed::Running, "idempotency_key_in_use")]
    #[case(Claimed::OtherRequest, "idempotency_key_reused")]
    #[tokio::test]
    async fn a_key_that_somebody_else_holds_is_refused(#[case] claimed: Claimed, #[case] code: &str) {
        let (idempotency, _) = idempotency(claiming(claimed));
        let refused = idempotency.claim(OWNER, key(), "hash".to_owned()).await.err().unwrap();
        assert_eq!(crate::Classify::code(&refused), code);
    }

    #[rstest]
    #[case(Ok(()), true)]
    #[case(Err(StoreError::Stale), false)]
    #[tokio::test]
    async fn the_answer_is_committed_only_while_the_claim_holds(
        #[case] stored: Result<(), StoreError>,
        #[case] committed_it: bool,
    ) {
        let mut store = claiming(Claimed::Ours);
        store.idempotency.expect_answer().return_once(move |_, _| stored);
        let (idempotency, committed) = idempotency(store);
        let Ok(Attempt::CarryOut(claimant)) = idempotency.claim(OWNER, key(), "hash".to_owned()).await else {
            panic!("the key is free");
        };
        assert_eq!(idempotency.finish(claimant, &answer()).await.is_ok(), committed_it);
        assert_eq!(committed.count(), usize::from(committed_it));
    }
}
