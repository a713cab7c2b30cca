//! Jobs: what a posting says of one.

mod kinds;
mod posting;

pub use kinds::*;
pub use posting::*;
