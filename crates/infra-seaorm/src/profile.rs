//! Career profiles in `profiles`, each read with all that it lists in one statement.

mod entry;
mod table;

use std::sync::LazyLock;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::deletion::Deletion;
use domain::ids::{ProfileId, UserId};
use domain::profile::{Education, Experience, FullProfile, Profile, ProfileTally, Project};
use ports::paging::{Page, PageRequest};
use ports::profile::ProfileRepository;
use ports::store::StoreError;
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::column::to_hundredths;
use crate::error::stale_unless_changed;
use crate::sea_orm_store::SeaOrm;
use entry::{Listed, entries};
use table::{Both, Dialect, Table, boolean, json, plain};

const PROFILES: Table = Table {
    name: "profiles",
    content: &[
        boolean("is_primary"),
        json("personal_info"),
        plain("headline"),
        plain("professional_summary"),
        plain("enhanced_professional_summary"),
        json("enhancement_metadata"),
        json("skills"),
        json("linkedin_data"),
        json("custom_fields"),
        plain("resume_storage_path"),
        plain("extraction_source"),
        plain("extraction_confidence"),
    ],
    enhancement: &[],
};

/// In each, `$1` is the owner.
struct Statements {
    insert: String,
    insert_first_primary: String,
    find: String,
    find_full: String,
    list: String,
    update: String,
}

static STATEMENTS: LazyLock<Both<Statements>> = LazyLock::new(|| Both::written_by(Statements::of));

const TALLY: &str = "SELECT count(*) AS live, count(CASE WHEN is_primary THEN 1 END) AS primaries FROM profiles \
     WHERE user_id = $1 AND deleted_at IS NULL";

const CLEAR_PRIMARY: &str = "UPDATE profiles SET is_primary = FALSE, updated_at = $2 \
     WHERE user_id = $1 AND is_primary = TRUE AND deleted_at IS NULL";

const PROMOTE_NEWEST: &str = "UPDATE profiles SET is_primary = TRUE, updated_at = $2 \
     WHERE user_id = $1 AND id = (SELECT id FROM profiles WHERE user_id = $1 AND deleted_at IS NULL ORDER BY id DESC LIMIT 1) \
     AND NOT EXISTS (SELECT 1 FROM profiles WHERE user_id = $1 AND is_primary = TRUE AND deleted_at IS NULL)";

impl Statements {
    fn of(dialect: Dialect) -> Self {
        let backend =
            if dialect == Dialect::Postgres { sea_orm::DbBackend::Postgres } else { sea_orm::DbBackend::Sqlite };
        let head = [("id", dialect.id("id")), ("user_id", dialect.id("user_id"))];
        let times = ["created_at", "updated_at"].map(|name| (name, format!("c.{name}")));
        let profile =
            dialect.text(&dialect.object(head.into_iter().chain(dialect.fields(PROFILES.content)).chain(times)));
        let insert = format!(
            "INSERT INTO profiles (id, user_id, {}, created_at, updated_at) SELECT {}, $1, {}, $3, $4 FROM {} WHERE TRUE",
            PROFILES.names(),
            dialect.given_id(),
            PROFILES.given(dialect),
            dialect.rows(&PROFILES, "$2"),
        );
        Self {
            // In the words of the partial unique index, by which the databases recognise it.
            insert_first_primary: format!(
                "{insert} ON CONFLICT (user_id) WHERE is_primary = TRUE AND deleted_at IS NULL DO NOTHING"
            ),
            insert,
            find: format!(
                "SELECT {profile} AS found FROM profiles AS c WHERE c.user_id = $1 AND c.id = $2 AND c.deleted_at IS NULL"
            ),
            find_full: format!(
                "SELECT {profile} AS profile, {} AS experiences, {} AS education, {} AS projects \
                 FROM profiles AS c WHERE c.user_id = $1 AND c.id = $2 AND c.deleted_at IS NULL",
                Experience::statements(backend).whole,
                Education::statements(backend).whole,
                Project::statements(backend).whole,
            ),
            list: format!(
                "SELECT {profile} AS found FROM profiles AS c WHERE c.user_id = $1 AND c.id < $2 AND c.deleted_at IS NULL \
                 ORDER BY c.id DESC LIMIT $3"
            ),
            update: format!(
                "UPDATE profiles AS c SET {}, updated_at = $4 FROM {} \
                 WHERE c.user_id = $1 AND c.id = $2 AND c.updated_at = $5 AND c.deleted_at IS NULL",
                PROFILES.set(dialect),
                dialect.rows(&PROFILES, "$3"),
            ),
        }
    }
}

#[derive(FromQueryResult)]
struct Found {
    found: String,
}

#[derive(FromQueryResult)]
struct FoundFull {
    profile: String,
    experiences: String,
    education: String,
    projects: String,
}

#[derive(FromQueryResult)]
struct Tally {
    live: i64,
    primaries: i64,
}

/// The only value of the only row.
async fn text_of<C: ConnectionTrait, const N: usize>(
    store: &SeaOrm<C>,
    sql: &str,
    values: [Value; N],
) -> Result<Option<String>, StoreError> {
    let query = Found::find_by_statement(store.statement(sql, values));
    Ok(store.read(query.one(store.connection())).await?.map(|found| found.found))
}

/// Says where the fault is, but neither what is there nor what is wrong: both may be private.
fn unreadable(table: &str, id: impl Into<Uuid>) -> StoreError {
    StoreError::Backend(format!("what {table} holds of {} breaks a rule", id.into()))
}

/// As a statement takes it: the columns are the fields of the same name.
fn written<T: Serialize>(rows: &[T]) -> Result<String, StoreError> {
    serde_json::to_string(rows).map_err(|error| StoreError::Backend(format!("cannot be written as JSON: {error}")))
}

fn written_profile(profile: &Profile) -> Result<String, StoreError> {
    let confidence = profile.extraction_confidence.map(to_hundredths);
    written(&[Profile { extraction_confidence: confidence, ..profile.clone() }])
}

fn read<T: DeserializeOwned>(json: &str, id: impl Into<Uuid>) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|_| unreadable(PROFILES.name, id))
}

impl<C: ConnectionTrait> SeaOrm<C> {
    fn profile_statements(&self) -> &'static Statements {
        STATEMENTS.of(self.connection().get_database_backend())
    }

    async fn insert_profile(&self, sql: &str, profile: &Profile) -> Result<(), StoreError> {
        let (owner, json) = (profile.user_id.0, written_profile(profile)?);
        let values = [owner.into(), json.into(), profile.created_at.into(), profile.updated_at.into()];
        self.write_sql(sql, values).await.map(|_| ())
    }
}

#[async_trait]
impl<C: ConnectionTrait + Send> ProfileRepository for SeaOrm<C> {
    async fn insert_first_primary(&self, profile: &Profile) -> Result<(), StoreError> {
        self.insert_profile(&self.profile_statements().insert_first_primary, profile).await
    }

    async fn insert(&self, profile: &Profile) -> Result<(), StoreError> {
        self.insert_profile(&self.profile_statements().insert, profile).await
    }

    async fn find(&self, owner: UserId, id: ProfileId) -> Result<Option<Profile>, StoreError> {
        let json = text_of(self, &self.profile_statements().find, [owner.0.into(), id.0.into()]).await?;
        json.map(|json| read(&json, id)).transpose()
    }

    async fn find_full(&self, owner: UserId, id: ProfileId) -> Result<Option<FullProfile>, StoreError> {
        let statement = self.statement(&self.profile_statements().find_full, [owner.0.into(), id.0.into()]);
        let query = FoundFull::find_by_statement(statement);
        let Some(found) = self.read(query.one(self.connection())).await? else { return Ok(None) };
        Ok(Some(FullProfile {
            profile: read(&found.profile, id)?,
            experiences: entries(owner, id, &found.experiences)?,
            education: entries(owner, id, &found.education)?,
            projects: entries(owner, id, &found.projects)?,
        }))
    }

    async fn list(&self, owner: UserId, page: PageRequest<ProfileId>) -> Result<Page<Profile, ProfileId>, StoreError> {
        let before = page.after.map_or(Uuid::max(), |after| after.0);
        let values = [owner.0.into(), before.into(), (i64::from(page.limit) + 1).into()];
        let query = Found::find_by_statement(self.statement(&self.profile_statements().list, values));
        let rows = self.read(query.all(self.connection())).await?;
        let profiles = rows.iter().map(|row| read(&row.found, owner)).collect::<Result<_, _>>()?;
        Ok(page.page(profiles, |profile: &Profile| profile.id))
    }

    async fn tally(&self, owner: UserId) -> Result<ProfileTally, StoreError> {
        let query = Tally::find_by_statement(self.statement(TALLY, [owner.0.into()]));
        let tally = self.read(query.one(self.connection())).await?;
        Ok(tally.map_or_else(ProfileTally::default, |Tally { live, primaries }| ProfileTally {
            live: u32::try_from(live).unwrap_or(u32::MAX),
            has_primary: primaries > 0,
        }))
    }

    async fn update(&self, profile: &Profile, read_at: DateTime<Utc>) -> Result<(), StoreError> {
        let (owner, id, json) = (profile.user_id.0, profile.id.0, written_profile(profile)?);
        let values = [owner.into(), id.into(), json.into(), profile.updated_at.into(), read_at.into()];
        stale_unless_changed(self.write_sql(&self.profile_statements().update, values).await?)
    }

    async fn clear_primary(&self, owner: UserId, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.write_sql(CLEAR_PRIMARY, [owner.0.into(), now.into()]).await.map(|_| ())
    }

    async fn promote_newest(&self, owner: UserId, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.write_sql(PROMOTE_NEWEST, [owner.0.into(), now.into()]).await.map(|_| ())
    }

    async fn soft_delete(
        &self,
        owner: UserId,
        id: ProfileId,
        read_at: DateTime<Utc>,
        deletion: &Deletion,
    ) -> Result<(), StoreError> {
        SeaOrm::soft_delete(self, PROFILES.name, owner, id.0, read_at, deletion).await
    }

    async fn restore(&self, owner: UserId, id: ProfileId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        SeaOrm::restore(self, PROFILES.name, owner, id.0, now, &[]).await
    }
}
