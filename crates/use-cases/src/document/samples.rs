//! Samples: the newest of each type is active, those before it are archived.

use std::sync::Arc;

use domain::document::{Sample, SampleFilter, SampleSummary};
use domain::ids::{SampleId, UserId};
use ports::paging::{Page, PageRequest};
use ports::store::Store;
use ports::system::{Clock, Ids};

use super::AddSample;
use crate::precondition::Precondition;
use crate::retry::retry_when_stale;

errors! {
    SampleError {
        NotFound = NotFound "not_found" "there is no such sample of yours",
    }
}

pub struct Samples {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
}

impl Samples {
    /// Archives the active one of its type. Under the lock of the account, so that several at the same time come one after
    /// the other.
    pub async fn add(&self, owner: UserId, command: AddSample) -> Result<Sample, SampleError> {
        let AddSample { document_type, text, original_filename } = command;
        let tx = self.store.begin().await?;
        tx.users().find_for_update(owner).await?.ok_or(SampleError::NotFound)?;
        let id = SampleId(self.ids.next());
        let sample = Sample::new(id, owner, document_type, original_filename, &text, self.clock.now());
        tx.samples().archive_active(owner, document_type, sample.created_at).await?;
        tx.samples().insert(&sample).await?;
        tx.commit().await?;
        Ok(sample)
    }

    pub async fn get(&self, owner: UserId, id: SampleId) -> Result<Sample, SampleError> {
        self.store.samples().find(owner, id).await?.ok_or(SampleError::NotFound)
    }

    pub async fn list(
        &self,
        owner: UserId,
        filter: SampleFilter,
        page: PageRequest<SampleId>,
    ) -> Result<Page<SampleSummary, SampleId>, SampleError> {
        Ok(self.store.samples().list(owner, filter, page).await?)
    }

    /// For good. When it is the active one, none of its type is active until another is added.
    pub async fn delete(&self, owner: UserId, id: SampleId, precondition: &Precondition) -> Result<(), SampleError> {
        retry_when_stale(async || {
            let tx = self.store.begin().await?;
            let sample = tx.samples().find(owner, id).await?.ok_or(SampleError::NotFound)?;
            precondition.admits(&sample)?;
            tx.samples().delete(owner, id, sample.updated_at).await?;
            Ok(tx.commit().await?)
        })
        .await
    }
}
