//! Somebody who has used the product for a while, in the shape that the source documents expect: one conversation of ten
//! messages, a profile with four jobs, ten jobs that were found, and two documents for each of them.

use chrono::{DateTime, Utc};
use domain::document::{Document, DocumentType, Lineage, Revision};
use domain::identity::{Timezone, User};
use domain::ids::{DocumentId, JobId, MessageId, ProfileId, SessionId, UserId};
use domain::job::{Job, JobOrigin};
use domain::onboarding::{ConversationMessage, MessageRole, OnboardingSession};
use domain::profile::{
    Education, Entry, EntryKind, Experience, ExtractionSource, PersonalInfo, Profile, Project, Skills,
};
use ports::store::{Store, StoreError};
use ports::system::Ids;

use super::words::Words;

const JOBS: usize = 10;
const MESSAGES: u32 = 10;
/// Of a posting, and of a document.
const BYTES: usize = 5_000;

pub struct Person<'a> {
    pub words: Words,
    pub ids: &'a dyn Ids,
    pub now: DateTime<Utc>,
}

impl Person<'_> {
    /// Stores all of it, in one transaction.
    pub async fn store(mut self, store: &dyn Store) -> Result<(), StoreError> {
        let name = self.words.name();
        let user = User {
            full_name: Some(name.clone()),
            ..User::guest(UserId(self.ids.next()), Timezone::default(), Some("seed".to_owned()), self.now)
        };
        let (session, messages) = self.conversation(&user);
        let profile = self.profile(&user, name);
        let of = (user.id, profile.id);
        let experiences = self.entries(of, 4, Self::experience);
        let education = self.entries(of, 2, Self::school);
        let projects = self.entries(of, 3, Self::project);
        let jobs: Vec<Job> = (0..JOBS).map(|_| self.job(&user)).collect();
        let documents: Vec<Document> = jobs
            .iter()
            .flat_map(|job| DocumentType::ALL.iter().map(move |kind| (job.id, *kind)))
            .map(|(job, kind)| self.document(&user, job, kind))
            .collect();

        let tx = store.begin().await?;
        tx.users().insert(&user).await?;
        tx.onboarding().insert(&session).await?;
        tx.onboarding().insert_messages(&messages).await?;
        tx.profiles().insert(&profile).await?;
        tx.experiences().append(&experiences).await?;
        tx.education().append(&education).await?;
        tx.projects().append(&projects).await?;
        for job in &jobs {
            tx.jobs().insert(job, &JobOrigin::default()).await?;
        }
        for document in &documents {
            tx.documents().insert(document).await?;
        }
        tx.commit().await
    }

    fn conversation(&mut self, user: &User) -> (OnboardingSession, Vec<ConversationMessage>) {
        let session = OnboardingSession {
            total_messages_count: MESSAGES,
            ..OnboardingSession::start(SessionId(self.ids.next()), user.id, "offline".to_owned(), self.now)
        };
        let messages = (0..MESSAGES).map(|sequence| ConversationMessage {
            id: MessageId(self.ids.next()),
            user_id: user.id,
            session_id: session.id,
            sequence,
            role: if sequence % 2 == 0 { MessageRole::Assistant } else { MessageRole::User },
            content: self.words.sentence(),
            extracted_fields: None,
            llm_metadata: None,
            created_at: self.now,
        });
        let messages = messages.collect();
        (session, messages)
    }

    fn profile(&mut self, user: &User, name: String) -> Profile {
        let info = PersonalInfo {
            full_name: Some(name),
            location: Some(self.words.place().to_owned()),
            ..PersonalInfo::default()
        };
        let profile = Profile::new(ProfileId(self.ids.next()), user.id, info, ExtractionSource::Manual, self.now);
        Profile {
            is_primary: true,
            headline: Some(self.words.title()),
            professional_summary: Some(self.words.text(400)),
            skills: Skills { technical: self.words.skills(12), ..Skills::default() },
            ..profile
        }
    }

    fn entries<K: EntryKind>(
        &mut self,
        of: (UserId, ProfileId),
        count: usize,
        content: impl Fn(&mut Self) -> K,
    ) -> Vec<Entry<K>> {
        (0..count).map(|_| Entry::new(self.ids.next().into(), of, 0, content(self), self.now)).collect()
    }

    fn experience(&mut self) -> Experience {
        let from = self.words.number(2008..2020);
        Experience {
            title: self.words.title(),
            company: self.words.company(),
            location: Some(self.words.place().to_owned()),
            start_date: year(from),
            end_date: Some(year(from + self.words.number(1..5))),
            is_current: false,
            description: Some(self.words.text(500)),
            achievements: (0..4).map(|_| self.words.sentence()).collect(),
        }
    }

    fn school(&mut self) -> Education {
        let from = self.words.number(1998..2008);
        Education {
            institution: format!("University of {}", self.words.place()),
            degree: Some("BSc".to_owned()),
            start_date: Some(year(from)),
            end_date: Some(year(from + 4)),
            ..Education::default()
        }
    }

    fn project(&mut self) -> Project {
        Project {
            name: self.words.company(),
            description: self.words.text(300),
            technologies: self.words.skills(5),
            url: None,
            start_date: None,
            end_date: None,
        }
    }

    fn job(&mut self, user: &User) -> Job {
        let job = Job::new(JobId(self.ids.next()), user.id, self.words.title(), self.words.company(), self.now);
        Job {
            location: Some(self.words.place().to_owned()),
            description: Some(self.words.text(BYTES - 800)),
            requirements: (0..5).map(|_| self.words.sentence()).collect(),
            benefits: (0..3).map(|_| self.words.sentence()).collect(),
            parsed_keywords: self.words.skills(8),
            ..job
        }
    }

    fn document(&mut self, user: &User, job: JobId, document_type: DocumentType) -> Document {
        let revision = Revision { title: Some(self.words.title()), content: self.words.text(BYTES), structured: None };
        let lineage = Lineage { document_type, job_id: Some(job) };
        Document::written(DocumentId(self.ids.next()), user.id, lineage, 1, revision, self.now)
    }
}

/// Every year that is asked for here is one that there is.
fn year(year: u32) -> domain::profile::PartialDate {
    year.to_string().parse().unwrap_or_else(|_| unreachable!("{year} is a year"))
}
