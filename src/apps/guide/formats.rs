//! The shape of formats: files with keys, texts written whole, and pages to paste into.

use super::existing::Slack;
use super::steps::Paste;
use crate::apps::fill::{Fill, Values};
use crate::apps::table::table;
use crate::apps::template::{Filled, Template};
use crate::apps::text::Text;
use crate::config::Editor;

/// The `editor` of a format that is a page to paste into.
pub const SHEET: &str = "sheet";
/// The `editor` of a format that is written whole.
pub const TEXT: &str = "text";

table! {
    /// One way to give the application its values: from `[[format]]`.
    Format<T> {
        /// Its identifier.
        id: String,
        /// Its name.
        name: String,
        /// When to choose it.
        about: Option<T::Shown>,
        /// What it consists of.
        body: FormatBody<T> = format_body(),
        /// Where the file usually stands.
        path: Option<T::Shown>,
        /// Lines of comment at the head of a new file.
        header: Vec<T::Shown>,
        /// Formats of the same guide without which this one says too little: they are written together with it.
        also: Vec<String>,
        /// Keys that a file may have besides those that Usher writes, or in their place: they are only read.
        read: Vec<Key<T>>,
        /// The editor that reads files of a format whose text is written whole, with its dialect behind a colon.
        read_by: Option<String> = read_by(),
        /// What has no place in the file and is set beside it.
        beside: Vec<Beside<T>>,
        /// How the application takes it up.
        apply: Vec<Apply<T>>,
        /// The keys that can hold one thing alone: another one that stands there is not joined by Usher's.
        alone: Vec<String>,
        /// Whether the application takes more than one of what it writes, so that another provider's stays beside it.
        several: bool,
        /// The library that reads it, where it is another than the application's usual one.
        library: Option<String>,
    }
}

/// What a format consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatBody<T: Text = Filled> {
    /// Keys in a file that an editor of [`crate::config`] changes in place.
    Settings(Settings<T>),
    /// A text that is written whole.
    Text(T),
    /// The fields of a web page.
    Sheet(Sheet<T>),
}

table! {
    /// Keys in a file.
    Settings<T> {
        /// The editor's name.
        editor: String,
        /// Its dialect.
        dialect: Option<String>,
        /// Keys and values in order.
        settings: Vec<Key<T>> = get("keys"),
    }
}

table! {
    /// One key of a configuration.
    Key<T> by pairs(each) {
        /// Its name or path.
        key: T::Shown,
        /// Its value as text; a list is separated by spaces.
        value: T,
        /// Its type.
        kind: KeyType = key_type(),
        /// The `map` question of which each pair makes one such key, with the places `{pair_from}`, `{pair_to}` and
        /// `{pair_to_list}`.
        each: Option<String> = question("each"),
        /// What it does, in one sentence.
        note: Option<T::Shown>,
        /// Whether it carries something of the connection itself: the issuer, the client, its secret, the scopes.
        connects: bool = connects("value"),
        /// What is forgiven in this value alone.
        tolerates: Vec<Slack>,
        /// Whether the list belongs to others too, so that what they have put there stays.
        shared: bool,
        /// Whether a value that a file has already stays, since sign-on works with it as well.
        keep: bool,
        /// Whether the application takes any path of its own host, so that the one that a file has stays.
        keep_path: bool,
        /// Whether it is written only where the connection is new: what somebody has left away, for many, is not added for all.
        only_new: bool,
        /// What stands there is the name of a Kubernetes Secret, which has the value under this key; where it stands at `name`, a
        /// `key` beside it names another.
        in_secret: Option<String>,
        /// The key below which no other one of the same name may have the same number.
        distinct: Option<String>,
        /// Keys that say the same in another way, such as the file in which a secret is: where one of them stands, this one must
        /// not.
        instead: Vec<T::Shown>,
    }
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

table! {
    /// A web page to paste into.
    Sheet<T> {
        /// The way to the page, one menu after the other.
        place: Vec<T::Shown>,
        /// Its fields in their order.
        fields: Vec<Paste<T>>,
        /// What to do after the last one.
        then: Option<T::Shown>,
    }
}

table! {
    /// What is set beside the file.
    Beside<T> {
        /// Why and where, in one sentence.
        say: T::Shown,
        /// The variable that is to hold the secret, where it is one.
        variable: Option<String>,
        /// The command, where it is one; never with the secret in it.
        run: Option<T::Shown>,
    }
}

table! {
    /// How the application takes a change up.
    Apply<T> {
        /// For which installation, `packages`.
        how: String,
        /// The command or the click.
        run: T::Shown,
    }
}

impl Fill for FormatBody<Template> {
    type Filled = FormatBody;

    fn filled(&self, values: &Values<'_>) -> FormatBody {
        match self {
            Self::Settings(settings) => FormatBody::Settings(settings.filled(values)),
            Self::Text(text) => FormatBody::Text(text.filled(values)),
            Self::Sheet(sheet) => FormatBody::Sheet(sheet.filled(values)),
        }
    }
}

impl<T: Text> FormatBody<T> {
    /// The word for it in guides: `sheet`, `text`, or the name of an editor.
    pub fn editor(&self) -> &str {
        match self {
            Self::Settings(settings) => &settings.editor,
            Self::Text(_) => TEXT,
            Self::Sheet(_) => SHEET,
        }
    }
}

impl<T: Text> Format<T> {
    /// Whether it holds values of a Helm chart, or variables, which a chart may have among its values.
    pub fn is_of_chart(&self) -> bool {
        match &self.body {
            FormatBody::Settings(settings) => {
                settings.dialect.as_deref() == Some("helm") || settings.editor == "env"
            }
            _ => self.read_by.as_deref().is_some_and(|read_by| read_by.ends_with(":helm")),
        }
    }

    /// The editor of its file; `None` for a sheet and for a text that is written whole.
    pub fn editor(&self) -> Option<Editor> {
        match &self.body {
            FormatBody::Settings(settings) => {
                Editor::named(&settings.editor, settings.dialect.as_deref()).ok()
            }
            FormatBody::Text(_) | FormatBody::Sheet(_) => None,
        }
    }

    /// The editor that reads such a file; `None` for a sheet, and for a text that can only be compared as a whole.
    pub fn reader(&self) -> Option<Editor> {
        self.editor().or_else(|| self.read_by.as_deref()?.parse().ok())
    }

    /// Its keys; none for a sheet and for a text that is written whole.
    pub fn keys(&self) -> &[Key<T>] {
        match &self.body {
            FormatBody::Settings(settings) => &settings.settings,
            FormatBody::Text(_) | FormatBody::Sheet(_) => &[],
        }
    }

    /// Whether it is a web page, and not a file.
    pub fn is_sheet(&self) -> bool {
        matches!(self.body, FormatBody::Sheet(_))
    }
}
