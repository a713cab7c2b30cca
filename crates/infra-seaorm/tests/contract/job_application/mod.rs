mod keeping;
mod lists;
mod overview;
mod references;
mod timeline;

use domain::identity::User;
use domain::job::{Job, JobOrigin, JobSummary};
use domain::job_application::{Application, ApplicationWithJob};
use ports::store::{Repositories, StoreError};

use crate::support::Opened;
use crate::support::builders::{a_guest, a_job};

/// Two people, and so many jobs of the first, numbered from 100.
async fn two_people_and_jobs(opened: &Opened, count: u128) -> Result<(User, User, Vec<Job>), StoreError> {
    let (user, other) = (a_guest(1), a_guest(2));
    opened.store.users().insert(&user).await?;
    opened.store.users().insert(&other).await?;
    let jobs: Vec<Job> = (100..100 + count).map(|number| a_job(number, &user)).collect();
    for job in &jobs {
        opened.store.jobs().insert(job, &JobOrigin::default()).await?;
    }
    Ok((user, other, jobs))
}

fn summary(job: &Job) -> JobSummary {
    JobSummary { id: job.id, title: job.title.clone(), company: job.company.clone(), location: job.location.clone() }
}

fn shown(application: &Application, job: &Job) -> ApplicationWithJob {
    ApplicationWithJob { application: application.clone(), job: summary(job) }
}
