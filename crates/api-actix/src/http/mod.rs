//! What every endpoint shares: problems, bodies, callers, cursors, limits, and what is done around each request.

pub mod body;
pub mod caller;
pub mod cursor;
pub mod fallback;
pub mod idempotency;
pub mod listing;
pub mod observe;
pub mod openapi;
pub mod problem;
pub mod query;
pub mod rate_limit;
pub mod resource;
pub mod upload;
