//! Jobs: what is advertised, and what a posting says of it.

mod entity;
mod kinds;
mod posting;
mod summary;
mod url;
mod words;

pub use entity::*;
pub use kinds::*;
pub use posting::*;
pub use summary::*;
pub use url::*;
pub use words::*;
