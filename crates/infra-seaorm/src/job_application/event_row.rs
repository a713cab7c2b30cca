//! The table `application_events`, and the timeline of an application.

use domain::ids::{ApplicationEventId, ApplicationId, UserId};
use domain::job_application::ApplicationEvent;
use ports::job_application::ApplicationEventKey;
use ports::paging::{Page, PageRequest};
use ports::store::StoreError;
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, Value};

use super::list::end;
use crate::column::{Row, to_hundredths};
use crate::sea_orm_store::SeaOrm;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "application_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub application_id: Uuid,
    pub kind: String,
    pub old_status: Option<String>,
    pub new_status: Option<String>,
    pub note: Option<String>,
    pub occurred_at: DateTimeUtc,
    pub actor: String,
    #[sea_orm(select_as = "double precision", save_as = "numeric(3,2)")]
    pub confidence: Option<f64>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

fn entity_of(model: Model) -> Result<ApplicationEvent, StoreError> {
    let row = Row::<Entity>::new(model.id);
    let Model {
        id,
        user_id,
        application_id,
        kind,
        old_status,
        new_status,
        note,
        occurred_at,
        actor,
        confidence,
        created_at,
    } = model;
    Ok(ApplicationEvent {
        id: id.into(),
        user_id: user_id.into(),
        application_id: application_id.into(),
        kind: row.word("kind", &kind)?,
        old_status: row.optional_word("old_status", old_status.as_deref())?,
        new_status: row.optional_word("new_status", new_status.as_deref())?,
        note,
        occurred_at,
        actor: row.word("actor", &actor)?,
        confidence,
        created_at,
    })
}

/// Nothing where the application is not there.
pub(super) const INSERT: &str = "\
    INSERT INTO application_events (id, user_id, application_id, kind, old_status, new_status, note, occurred_at, actor, \
    confidence, created_at) SELECT $1, a.user_id, a.id, $4, $5, $6, $7, $8, $9, $10, $11 \
    FROM applications a WHERE a.user_id = $2 AND a.id = $3 AND a.deleted_at IS NULL";

pub(super) fn values_of(event: &ApplicationEvent) -> [Value; 11] {
    let word = |status: domain::job_application::ApplicationStatus| status.as_str().to_owned();
    [
        event.id.0.into(),
        event.user_id.0.into(),
        event.application_id.0.into(),
        event.kind.as_str().into(),
        event.old_status.map(word).into(),
        event.new_status.map(word).into(),
        event.note.clone().into(),
        event.occurred_at.into(),
        event.actor.as_str().into(),
        event.confidence.map(to_hundredths).into(),
        event.created_at.into(),
    ]
}

const PAGE: &str = "\
    SELECT e.id, e.user_id, e.application_id, e.kind, e.old_status, e.new_status, e.note, e.occurred_at, e.actor, \
    CAST(e.confidence AS double precision) AS confidence, e.created_at FROM application_events e \
    WHERE e.user_id = $1 AND e.application_id = $2 AND (e.occurred_at, e.id) < ($3, $4) \
    AND EXISTS (SELECT 1 FROM applications a WHERE a.user_id = $1 AND a.id = $2 AND a.deleted_at IS NULL) \
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT $5";

pub(super) async fn page<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    owner: UserId,
    application: ApplicationId,
    page: PageRequest<ApplicationEventKey>,
) -> Result<Page<ApplicationEvent, ApplicationEventKey>, StoreError> {
    let (occurred_at, id) = page.after.unwrap_or((end(), ApplicationEventId(Uuid::max())));
    let limit = i64::from(page.limit) + 1;
    let values = [owner.0.into(), application.0.into(), occurred_at.into(), id.0.into(), limit.into()];
    let query = Model::find_by_statement(store.statement(PAGE, values)).all(store.connection());
    let events = store.read(query).await?.into_iter().map(entity_of).collect::<Result<_, _>>()?;
    Ok(page.page(events, |event: &ApplicationEvent| (event.occurred_at, event.id)))
}
