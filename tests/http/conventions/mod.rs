//! What holds for the whole API: bodies, tokens, lists, headers, limits.

mod bodies;
mod headers;
mod limits;
mod lists;
mod ownership;
mod tokens;
