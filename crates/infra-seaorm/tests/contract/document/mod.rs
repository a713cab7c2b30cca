mod documents;
mod lists;
mod samples;
mod versions;

use domain::document::{Document, DocumentType, Lineage};
use domain::identity::User;
use domain::ids::JobId;
use ports::store::Repositories;

use crate::support::Opened;
use crate::support::builders::{a_document, a_guest, id};

/// Two accounts without documents.
async fn two_people(opened: &Opened) -> (User, User) {
    let (user, other) = (a_guest(1), a_guest(2));
    opened.store.users().insert(&user).await.expect("an account");
    opened.store.users().insert(&other).await.expect("an account");
    (user, other)
}

/// A job, public or somebody's.
async fn a_job(opened: &Opened, number: u128, owner: Option<&User>) -> JobId {
    let owner = owner.map_or("NULL".to_owned(), |owner| opened.literal(owner.id.0));
    let (id, job) = (opened.literal(id(number)), JobId(id(number)));
    let columns = "id, user_id, source, title, company";
    opened.execute(&format!("INSERT INTO jobs ({columns}) VALUES ({id}, {owner}, 'test', 'Engineer', 'Acme')")).await;
    job
}

fn letters_for(job: JobId) -> Lineage {
    Lineage { document_type: DocumentType::CoverLetter, job_id: Some(job) }
}

async fn store(opened: &Opened, number: u128, owner: &User, lineage: Lineage, version: u32) -> Document {
    let document = a_document(number, owner, lineage, version);
    opened.store.documents().insert(&document).await.expect("a document");
    document
}
