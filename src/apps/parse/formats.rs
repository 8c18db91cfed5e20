//! What is read of formats beyond the types of their members: editors, the types of keys, and formats that name others.

use crate::apps::guide::{Format, FormatBody, KeyType, SHEET, Settings, Sheet, TEXT};
use crate::apps::problem::nearest;
use crate::apps::read::{Reader, Table, closed};
use crate::apps::template::Template;
use crate::base::words::{Message, message};
use crate::config::Editor;

/// The places of a template that are filled from the connection itself, not from an answer.
const CONNECTING: [&str; 4] = ["issuer", "client_id", "client_secret", "scopes"];

impl Reader<'_, '_> {
    /// The formats; those that one is written together with are there, and are files.
    pub(in crate::apps) fn formats(&self) -> Vec<Format<Template>> {
        let tables = self.tables("format");
        let all: Vec<Format<Template>> =
            tables.iter().map(|table| closed(table, Format::table(table))).collect();
        for (table, format) in tables.iter().zip(&all) {
            let others = || all.iter().filter(|other| other.id != format.id && !other.is_sheet());
            for also in format.also.iter().filter(|also| !others().any(|other| other.id == **also)) {
                let right = nearest(also, others().map(|other| other.id.as_str()));
                let told = message!("apps.problem.unknown_format", format = also);
                self.log().near(table.place("also"), &told, right);
            }
        }
        all
    }

    /// What a format consists of, by its editor.
    pub(in crate::apps) fn format_body(&self) -> FormatBody<Template> {
        let (settings, sheet) = (Settings::table(self), Sheet::table(self));
        let text: Option<Template> = self.get("text");
        let (is_empty, body) = match settings.editor.as_str() {
            SHEET => (sheet.fields.is_empty(), FormatBody::Sheet(sheet)),
            TEXT => (text.is_none(), FormatBody::Text(text.unwrap_or_default())),
            editor => {
                self.check_editor(editor, settings.dialect.as_deref());
                (settings.settings.is_empty(), FormatBody::Settings(settings))
            }
        };
        if is_empty {
            let id: String = self.or_default("id");
            self.log().note(self.at(), &message!("apps.problem.empty_format", format = id));
        }
        body
    }

    /// The editor that reads a text which is written whole.
    pub(in crate::apps) fn read_by(&self) -> Option<String> {
        let named: Option<String> = self.get("read_by");
        if let Some(named) = &named {
            let (editor, dialect) =
                named.split_once(':').map_or((named.as_str(), None), |(name, more)| (name, Some(more)));
            self.check_editor(editor, dialect);
        }
        named
    }

    /// Says which of the two words is not known: the editor, or the dialect of an editor that is.
    fn check_editor(&self, editor: &str, dialect: Option<&str>) {
        if Editor::named(editor, dialect).is_ok() {
            return;
        }
        let dialect = dialect.unwrap_or_default();
        let of_it = || Editor::names().filter(|(name, _)| *name == editor).map(|(_, dialect)| dialect);
        if of_it().next().is_some() {
            let known: Vec<&str> = of_it().filter(|known| !known.is_empty()).collect();
            let right = nearest(dialect, known.iter().copied());
            let known = Message::list(&known);
            let told = message!("apps.problem.dialect", editor = editor, dialect = dialect, known = known);
            return self.log().near(self.place("dialect"), &told, right);
        }
        let mut known: Vec<&str> = Editor::names().map(|(name, _)| name).collect();
        known.dedup();
        known.extend([SHEET, TEXT]);
        let right = nearest(editor, known.iter().copied());
        let told = message!("apps.problem.editor", editor = editor, known = Message::list(&known));
        self.log().near(self.place("editor"), &told, right);
    }

    /// The type of a key, which must say so where the value holds the secret.
    pub(in crate::apps) fn key_type(&self) -> KeyType {
        let (separator, lists) = (self.get("separator"), self.get("lists"));
        let names = ["string", "bool", "number", "list", "map", "secret"];
        let kind = match self.one_of("type", &names, "string").as_str() {
            "bool" => KeyType::Bool,
            "number" => KeyType::Number,
            "list" => KeyType::List { separator },
            "map" => KeyType::Map { lists },
            "secret" => KeyType::Secret,
            _ => KeyType::String,
        };
        if kind != KeyType::Secret && self.holds_secret("value") {
            self.log().note(self.place("value"), &message!("apps.problem.secret_type"));
        }
        kind
    }

    /// Whether a template carries something of the connection itself.
    pub(in crate::apps) fn connects(&self, key: &'static str) -> bool {
        let value: Option<Template> = self.get(key);
        value.is_some_and(|value| value.places().any(|place| CONNECTING.contains(&place)))
    }
}
