//! Where somebody stands in onboarding: account, latest session and outcome, in one statement.

use domain::ids::UserId;
use ports::onboarding::OnboardingOverview;
use ports::store::StoreError;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IdenStatic, Iterable, Order, QueryFilter,
    QuerySelect, QueryTrait, Select,
};

use super::{outcome_row as outcome, session_row as session};
use crate::identity::user_row as user;
use crate::sea_orm_store::SeaOrm;

#[derive(FromQueryResult)]
struct Found {
    #[sea_orm(nested)]
    user: user::Model,
    #[sea_orm(nested(prefix = "session_"))]
    session: Option<session::Model>,
    #[sea_orm(nested(prefix = "outcome_"))]
    outcome: Option<outcome::Model>,
}

pub(super) async fn of<C: ConnectionTrait>(
    store: &SeaOrm<C>,
    owner: UserId,
) -> Result<Option<OnboardingOverview>, StoreError> {
    let found = query(owner).into_model::<Found>().one(store.connection());
    let Some(Found { user, session, outcome }) = store.read(found).await? else {
        return Ok(None);
    };
    Ok(Some(OnboardingOverview {
        user: user::user(user)?,
        latest_session: session.map(session::entity_of).transpose()?,
        profile: outcome.map(outcome::entity_of).transpose()?,
    }))
}

fn query(owner: UserId) -> Select<user::Entity> {
    let mut query = user::Entity::find_by_id(owner.0).filter(user::COLUMN.deleted_at.is_null());
    let latest = session::Column::Id.into_expr().eq(latest_session(owner));
    let own = outcome::Column::UserId.into_expr().eq(user::Column::Id.into_expr());
    QueryTrait::query(&mut query).left_join(session::Entity, latest).left_join(outcome::Entity, own);
    let query = session::Column::iter()
        .fold(query, |query, column| query.column_as(column, format!("session_{}", column.as_str())));
    outcome::Column::iter().fold(query, |query, column| query.column_as(column, format!("outcome_{}", column.as_str())))
}

/// Ids are given in the order of time.
fn latest_session(owner: UserId) -> SelectStatement {
    Query::select()
        .column(session::Column::Id)
        .from(session::Entity)
        .and_where(session::COLUMN.user_id.eq(owner.0))
        .order_by(session::Column::Id, Order::Desc)
        .limit(1)
        .to_owned()
}
