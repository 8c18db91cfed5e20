//! A way to give the application its values, computed: keys in a file, a text written whole, or a page to paste into.

use super::steps::Paste;
use crate::apps::guide::KeyType;
use crate::apps::template::Filled;

/// A way to give the application its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedFormat {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When to choose it.
    pub about: Option<String>,
    /// What it consists of.
    pub body: FormatBody,
    /// Where the file usually stands.
    pub path: Option<String>,
    /// Lines of comment at the head of a new file.
    pub header: Vec<String>,
    /// The formats whose files are written together with it.
    pub also: Vec<String>,
    /// What is set beside it.
    pub beside: Vec<ResolvedBeside>,
    /// How the application takes it up.
    pub apply: Vec<ResolvedApply>,
}

/// What a format consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatBody {
    /// Keys in a file that an editor of [`crate::config`] changes in place.
    Settings {
        /// The editor's name.
        editor: String,
        /// Its dialect.
        dialect: Option<String>,
        /// Keys and values in order.
        settings: Vec<ResolvedKey>,
    },
    /// A text that is written whole.
    Text(Filled),
    /// The fields of a web page.
    Sheet(Sheet),
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedKey {
    /// Its name or path.
    pub key: String,
    /// Its value as text; a list is separated by spaces.
    pub value: Filled,
    /// Its type.
    pub kind: KeyType,
    /// What it does.
    pub note: Option<String>,
    /// Whether it carries something of the connection itself: the issuer, the client, its secret, the scopes.
    pub connects: bool,
}

/// A web page to paste into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The way to the page, one menu after the other.
    pub place: Vec<String>,
    /// Its fields in their order.
    pub fields: Vec<Paste>,
    /// What to do after the last one.
    pub then: Option<String>,
}

/// What is set beside a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedBeside {
    /// Why and where.
    pub say: String,
    /// The variable that is to hold the secret.
    pub variable: Option<String>,
    /// The command, never with the secret in it.
    pub run: Option<String>,
}

/// How the application takes a change up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedApply {
    /// For which installation.
    pub how: String,
    /// The command or the click.
    pub run: String,
}

impl ResolvedFormat {
    /// Every computed value of it.
    pub fn values(&self) -> Vec<&Filled> {
        match &self.body {
            FormatBody::Settings { settings, .. } => settings.iter().map(|key| &key.value).collect(),
            FormatBody::Text(text) => vec![text],
            FormatBody::Sheet(sheet) => sheet.fields.iter().map(|field| &field.value).collect(),
        }
    }

    /// What is missing before it may be written, each once.
    pub fn gaps(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for gap in self.values().into_iter().flat_map(Filled::gaps) {
            if !all.contains(gap) {
                all.push(gap.clone());
            }
        }
        all
    }

    /// Whether nothing is missing: only then may it be written.
    pub fn is_complete(&self) -> bool {
        self.gaps().is_empty()
    }
}
