//! Documents and their versions, and samples of a person's own writing.

mod commands;
mod samples;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use domain::deletion::Deletion;
use domain::document::{
    Document, DocumentDiff, DocumentFilter, DocumentSummary, DocumentVersion, Lineage, Revised, Revision,
};
use domain::ids::{DocumentId, UserId};
use ports::paging::{Page, PageRequest};
use ports::store::{Store, Transaction};
use ports::system::{Clock, Ids};

pub use commands::{AddSample, CreateDocument, UpdateDocument};
pub use samples::{SampleError, Samples};

use crate::precondition::Precondition;

errors! {
    DocumentError {
        NotFound = NotFound "not_found" "there is no such document of yours",
        JobNotFound = NotFound "job_not_found" "there is no such job",
        NoEarlierVersion = NotFound "no_earlier_version" "there is no earlier version to compare it with",
    }
}

pub struct Documents {
    pub store: Arc<dyn Store>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
}

/// Two versions to be compared, which may take a fraction of a second of a processor.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    pub from: Document,
    pub to: Document,
}

impl Comparison {
    #[must_use]
    pub fn diff(&self) -> DocumentDiff {
        domain::document::diff(&self.from, &self.to)
    }
}

impl Documents {
    /// The next version for its type and job, whatever the versions before it say.
    pub async fn create(&self, owner: UserId, command: CreateDocument) -> Result<DocumentVersion, DocumentError> {
        let CreateDocument { document_type, job_id, title, content, structured } = command;
        let lineage = Lineage { document_type, job_id };
        let tx = self.lock(owner).await?;
        let created = self.insert_next(&*tx, owner, lineage, Revision { title, content, structured }).await?;
        tx.commit().await?;
        Ok(created)
    }

    pub async fn get(&self, owner: UserId, id: DocumentId) -> Result<DocumentVersion, DocumentError> {
        self.store.documents().find(owner, id).await?.ok_or(DocumentError::NotFound)
    }

    pub async fn list(
        &self,
        owner: UserId,
        filter: DocumentFilter,
        page: PageRequest<DocumentId>,
    ) -> Result<Page<DocumentSummary, DocumentId>, DocumentError> {
        Ok(self.store.documents().list(owner, filter, page).await?)
    }

    pub async fn versions(
        &self,
        owner: UserId,
        id: DocumentId,
        page: PageRequest<u32>,
    ) -> Result<Page<DocumentSummary, u32>, DocumentError> {
        self.store.documents().versions(owner, id, page).await?.ok_or(DocumentError::NotFound)
    }

    /// From `against`, or the version before, to the document.
    pub async fn compare(
        &self,
        owner: UserId,
        id: DocumentId,
        against: Option<DocumentId>,
    ) -> Result<Comparison, DocumentError> {
        let pair = self.store.documents().pair(owner, id, against).await?.ok_or(DocumentError::NotFound)?;
        let to = pair.document;
        let from = match (pair.other, against) {
            (Some(other), _) => other,
            (None, Some(against)) if against == id => to.clone(),
            (None, Some(_)) => return Err(DocumentError::NotFound),
            (None, None) => return Err(DocumentError::NoEarlierVersion),
        };
        Ok(Comparison { from, to })
    }

    /// Another content makes the next version, from whichever version it was that is revised. Under the lock of the account,
    /// so that any number of revisions at the same time come one after the other and none is refused.
    pub async fn update(
        &self,
        owner: UserId,
        id: DocumentId,
        command: UpdateDocument,
        precondition: &Precondition,
    ) -> Result<DocumentVersion, DocumentError> {
        let tx = self.lock(owner).await?;
        let shown = tx.documents().find(owner, id).await?.ok_or(DocumentError::NotFound)?;
        precondition.admits(&shown)?;
        let DocumentVersion { document, is_latest } = shown;
        let revised = match document.revise(command.apply(&document), self.clock.now()) {
            Revised::Unchanged => return Ok(DocumentVersion { document, is_latest }),
            Revised::InPlace(revised) => {
                tx.documents().update(&revised, document.updated_at).await?;
                DocumentVersion { document: revised, is_latest }
            }
            Revised::Anew(revision) => self.insert_next(&*tx, owner, document.lineage(), revision).await?,
        };
        tx.commit().await?;
        Ok(revised)
    }

    pub async fn delete(
        &self,
        owner: UserId,
        id: DocumentId,
        reason: Option<String>,
        precondition: &Precondition,
    ) -> Result<(), DocumentError> {
        let tx = self.lock(owner).await?;
        let shown = tx.documents().find(owner, id).await?.ok_or(DocumentError::NotFound)?;
        precondition.admits(&shown)?;
        let deletion = Deletion { at: self.clock.now(), by: owner, reason };
        tx.documents().delete(owner, id, shown.document.updated_at, &deletion).await?;
        Ok(tx.commit().await?)
    }

    pub async fn restore(&self, owner: UserId, id: DocumentId) -> Result<DocumentVersion, DocumentError> {
        let tx = self.lock(owner).await?;
        if !tx.documents().restore(owner, id, self.clock.now()).await? {
            return Err(DocumentError::NotFound);
        }
        let restored = tx.documents().find(owner, id).await?.ok_or(DocumentError::NotFound)?;
        tx.commit().await?;
        Ok(restored)
    }

    /// A transaction in which nobody else writes documents of the owner.
    async fn lock(&self, owner: UserId) -> Result<Box<dyn Transaction>, DocumentError> {
        let tx = self.store.begin().await?;
        tx.users().find_for_update(owner).await?.ok_or(DocumentError::NotFound)?;
        Ok(tx)
    }

    async fn insert_next(
        &self,
        tx: &dyn Transaction,
        owner: UserId,
        lineage: Lineage,
        revision: Revision,
    ) -> Result<DocumentVersion, DocumentError> {
        let place = tx.documents().next_place(owner, lineage).await?;
        if !place.sees_job {
            return Err(DocumentError::JobNotFound);
        }
        let id = DocumentId(self.ids.next());
        let document = Document::written(id, owner, lineage, place.version, revision, self.clock.now());
        tx.documents().insert(&document).await?;
        Ok(DocumentVersion { document, is_latest: true })
    }
}
