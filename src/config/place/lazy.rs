//! What is made of a document once, when it is first asked for.

use std::sync::OnceLock;

use super::outline::Outline;
use crate::config::editor::Editor;
use crate::config::position::{self, Span};
use crate::config::tree::Tree;

/// What is made of a document when it is first asked for. It is no part of what the document says.
#[derive(Debug, Clone, Default)]
pub(in crate::config) struct Lazy {
    outline: OnceLock<Outline>,
    rows: OnceLock<Vec<Span>>,
}

impl Lazy {
    pub(in crate::config) fn get(&self, tree: &Tree, editor: Editor) -> &Outline {
        self.outline.get_or_init(|| Outline::of(tree, editor))
    }

    /// The lines of the document's text that say something.
    pub(in crate::config) fn rows(&self, text: &str) -> &[Span] {
        self.rows.get_or_init(|| position::spans(text))
    }
}

impl PartialEq for Lazy {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Lazy {}
