//! An account as its owner sees it.

use domain::identity::User;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    #[serde(flatten)]
    pub user: User,
    /// Whether `onboarding_status` is `complete`.
    pub onboarding_completed: bool,
    /// Whether the account has neither an address nor a Clerk id, and can still be registered.
    pub is_guest: bool,
}
