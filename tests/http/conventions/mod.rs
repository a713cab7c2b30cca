//! What holds for the whole API: bodies, tokens, lists, headers, limits, keys.

mod bodies;
mod headers;
mod idempotency;
mod limits;
mod lists;
mod ownership;
mod tokens;
