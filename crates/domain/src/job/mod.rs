//! Jobs: what is advertised, and what a posting says of it.

mod entity;
mod kinds;
mod posting;
mod url;
mod summary;
mod words;

pub use entity::*;
pub use kinds::*;
pub use posting::*;
pub use url::*;
pub use summary::*;
pub use words::*;
