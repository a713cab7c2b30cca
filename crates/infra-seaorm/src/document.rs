//! Documents in `documents`, samples in `sample_documents`.

use async_trait::async_trait;
use ports::document::{DocumentRepository, SampleRepository};
use sea_orm::ConnectionTrait;

use crate::sea_orm_store::SeaOrm;

#[async_trait]
impl<C: ConnectionTrait + Send> DocumentRepository for SeaOrm<C> {}

#[async_trait]
impl<C: ConnectionTrait + Send> SampleRepository for SeaOrm<C> {}
