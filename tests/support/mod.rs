//! What several families of unit tests share.

pub(super) mod application;
pub(super) mod practice;
pub(super) mod pseudolocale;
pub(super) mod schema;
