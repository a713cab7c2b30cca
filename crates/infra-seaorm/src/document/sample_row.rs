//! The table `sample_documents`, and how its rows become samples.

use domain::document::{Sample, SampleSummary};
use domain::ids::UserId;
use ports::store::StoreError;
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, Select};

use crate::column::Row;
use crate::mapping::mapping;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sample_documents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: Uuid,
    pub document_type: String,
    pub original_filename: Option<String>,
    pub original_text: String,
    pub word_count: i32,
    pub character_count: i32,
    pub line_count: i32,
    pub is_active: bool,
    pub archived_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// The owner's samples.
pub(super) fn of(owner: UserId) -> Select<Entity> {
    Entity::find().filter(COLUMN.user_id.eq(owner.0))
}

mapping!(Sample {
    id: id,
    user_id: id,
    document_type: word,
    original_filename,
    original_text,
    word_count: count,
    character_count: count,
    line_count: count,
    is_active,
    archived_at,
    created_at,
    updated_at,
});

/// All but the text.
#[derive(FromQueryResult)]
pub(super) struct SummaryRow {
    id: Uuid,
    user_id: Uuid,
    document_type: String,
    original_filename: Option<String>,
    word_count: i32,
    character_count: i32,
    line_count: i32,
    is_active: bool,
    archived_at: Option<DateTimeUtc>,
    created_at: DateTimeUtc,
    updated_at: DateTimeUtc,
}

pub(super) fn summary(row: SummaryRow) -> Result<SampleSummary, StoreError> {
    let SummaryRow {
        id,
        user_id,
        document_type,
        original_filename,
        word_count,
        character_count,
        line_count,
        is_active,
        archived_at,
        created_at,
        updated_at,
    } = row;
    let row = Row::<Entity>::new(id);
    Ok(SampleSummary {
        id: id.into(),
        user_id: user_id.into(),
        document_type: row.word("document_type", &document_type)?,
        original_filename,
        word_count: row.count("word_count", word_count)?,
        character_count: row.count("character_count", character_count)?,
        line_count: row.count("line_count", line_count)?,
        is_active,
        archived_at,
        created_at,
        updated_at,
    })
}
