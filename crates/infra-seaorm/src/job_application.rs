//! Applications in `applications`, their timeline in `application_events`.

use async_trait::async_trait;
use ports::job_application::ApplicationRepository;
use sea_orm::ConnectionTrait;

use crate::sea_orm_store::SeaOrm;

#[async_trait]
impl<C: ConnectionTrait + Send> ApplicationRepository for SeaOrm<C> {}
