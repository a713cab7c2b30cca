//! The table `refresh_tokens`, and how its rows become tokens.

use domain::identity::{RefreshToken, TokenHash};
use domain::ids::{FamilyId, RefreshTokenId, UserId};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_tokens")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub token_hash: String,
    pub family_id: Uuid,
    pub expires_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
    pub revoked_at: Option<DateTimeUtc>,
    pub user_agent: Option<String>,
    pub ip_address: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

pub(super) fn columns_of(token: &RefreshToken) -> ActiveModel {
    let RefreshToken {
        id,
        user_id,
        family_id,
        token_hash,
        expires_at,
        used_at,
        revoked_at,
        user_agent,
        ip_address,
        created_at,
    } = token;
    ActiveModel {
        id: Set(id.0),
        user_id: Set(user_id.0),
        token_hash: Set(token_hash.as_str().to_owned()),
        family_id: Set(family_id.0),
        expires_at: Set(*expires_at),
        used_at: Set(*used_at),
        revoked_at: Set(*revoked_at),
        user_agent: Set(user_agent.clone()),
        ip_address: Set(ip_address.clone()),
        created_at: Set(*created_at),
    }
}

pub(super) fn token(model: Model) -> RefreshToken {
    let Model {
        id,
        user_id,
        token_hash,
        family_id,
        expires_at,
        used_at,
        revoked_at,
        user_agent,
        ip_address,
        created_at,
    } = model;
    RefreshToken {
        id: RefreshTokenId(id),
        user_id: UserId(user_id),
        family_id: FamilyId(family_id),
        token_hash: TokenHash::new(token_hash),
        expires_at,
        used_at,
        revoked_at,
        user_agent,
        ip_address,
        created_at,
    }
}
