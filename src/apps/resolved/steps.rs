//! A step, computed: one screen with one thing to do, what to paste there, and a drawing of the page.

use crate::apps::guide::{ConsolePage, Phase};
use crate::apps::template::Filled;

/// One screen: one thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Unique in the guide, and stable while the guide is: `okta/create_web_app.name`.
    pub id: String,
    /// When it is done.
    pub phase: Phase,
    /// The thing to do.
    pub title: String,
    /// What to know about it, in paragraphs.
    pub say: Vec<String>,
    /// Values to paste, in the order of the page.
    pub values: Vec<Paste>,
    /// A drawing of the page.
    pub drawing: Option<Drawing>,
    /// The page in Okta.
    pub link: Option<ConsolePage>,
    /// The page in the application; complete, or absent.
    pub page: Option<String>,
    /// Whether the configuration is shown and written here.
    pub write: bool,
    /// What must not be overlooked.
    pub warn: Option<String>,
    /// The question that is answered here, by its key.
    pub ask: Option<String>,
}

/// A value to paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paste {
    /// The field's name on the page.
    pub label: String,
    /// The value.
    pub value: Filled,
    /// Whether it is the secret, known already or not.
    pub secret: bool,
    /// What to know about it.
    pub note: Option<String>,
}

/// A page in characters, without its frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The page's title.
    pub title: String,
    /// Its lines. `▸` at the start marks where to click or paste.
    pub lines: Vec<String>,
}
