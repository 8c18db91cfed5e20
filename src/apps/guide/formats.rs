//! The shape of formats: files with keys, texts written whole, and pages to paste into.

use super::steps::PasteTemplate;
use crate::apps::template::Template;
use crate::apps::when::When;

/// The `editor` of a format that is a page to paste into.
pub const SHEET: &str = "sheet";
/// The `editor` of a format that is written whole.
pub const TEXT: &str = "text";

/// One way to give the application its values: from `[[format]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When to choose it.
    pub about: Option<Template>,
    /// `sheet`, `text`, or the name of an editor of [`crate::config`].
    pub editor: String,
    /// The editor's dialect.
    pub dialect: Option<String>,
    /// Where the file usually stands.
    pub path: Option<Template>,
    /// Lines of comment at the head of a new file.
    pub header: Vec<Template>,
    /// Keys and values.
    pub keys: Vec<Key>,
    /// The whole text, for `text`.
    pub text: Option<Template>,
    /// Formats of the same guide without which this one says too little: they are written together with it.
    pub also: Vec<String>,
    /// What has no place in the file and is set beside it.
    pub beside: Vec<Beside>,
    /// How the application takes it up.
    pub apply: Vec<Apply>,
    /// Where the page is, for a sheet.
    pub place: Vec<Template>,
    /// The page's fields in their order, for a sheet.
    pub fields: Vec<PasteTemplate>,
    /// What to do after the last field, for a sheet.
    pub then: Option<Template>,
    /// Its condition.
    pub when: When,
}

/// The type of a key's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyType {
    /// A string.
    String,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Number,
    /// A list.
    List {
        /// The separator; `None` where the format has lists of its own.
        separator: Option<String>,
    },
    /// A table of its own, from the answer to a `map` question.
    Map {
        /// Whether each row is a list; several values of one row are separated by `+`.
        lists: bool,
    },
    /// The client secret, or a text that holds it.
    Secret,
}

/// One key of a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its name or path.
    pub key: Template,
    /// Its value.
    pub value: Template,
    /// Its type.
    pub kind: KeyType,
    /// The `map` question of which each pair makes one such key, with the places `{pair_from}`, `{pair_to}` and
    /// `{pair_to_list}`.
    pub each: Option<String>,
    /// What it does, in one sentence.
    pub note: Option<Template>,
    /// Its condition.
    pub when: When,
}

/// What is set beside the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Why and where, in one sentence.
    pub say: Template,
    /// The variable, where it is one.
    pub variable: Option<String>,
    /// The command, where it is one; never with the secret in it.
    pub run: Option<Template>,
    /// Its condition.
    pub when: When,
}

/// How the application takes a change up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apply {
    /// For which installation, `packages`.
    pub how: String,
    /// The command or the click.
    pub run: Template,
    /// Its condition.
    pub when: When,
}
