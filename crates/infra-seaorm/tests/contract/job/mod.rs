mod changing;
mod keeping;
mod listing;
mod removing;
mod searching;

use domain::job::{Job, JobOrigin};
use ports::store::{Repositories, Store};

use crate::support::builders::a_guest;
use crate::support::{Opened, TestResult};

/// Two people.
async fn people(opened: &Opened) -> TestResult {
    for number in [1, 2] {
        opened.store.users().insert(&a_guest(number)).await?;
    }
    Ok(())
}

async fn insert(opened: &Opened, jobs: impl IntoIterator<Item = Job>) -> TestResult {
    // One transaction, since they may be many.
    let tx = opened.store.begin().await?;
    for job in jobs {
        tx.jobs().insert(&job, &JobOrigin::default()).await?;
    }
    tx.commit().await
}
