//! From `[[format]]` to a way of giving the application its values.

use super::steps::pastes;
use crate::apps::guide::{Apply, Beside, Format, Key, KeyType, SHEET, TEXT};
use crate::apps::problem::nearest;
use crate::apps::read::{Reader, closed};
use crate::base::words;

pub(super) fn formats(reader: &Reader<'_, '_>) -> Vec<Format> {
    reader.tables("format").iter().map(|table| closed(table, format(table))).collect()
}

/// Says which of the two words is not known: the editor, or the dialect of an editor that is.
fn unknown_editor(reader: &Reader<'_, '_>, editor: &str, dialect: &str) {
    let of_it =
        || crate::config::Editor::names().filter(|(name, _)| *name == editor).map(|(_, dialect)| dialect);
    if of_it().next().is_some() {
        let known: Vec<&str> = of_it().filter(|known| !known.is_empty()).collect();
        let right = nearest(dialect, known.iter().copied());
        let values = [("editor", editor), ("dialect", dialect), ("known", &words::list(&known))];
        return reader.log().near(reader.place("dialect"), "dialect", &values, right);
    }
    let mut known: Vec<&str> = crate::config::Editor::names().map(|(name, _)| name).collect();
    known.dedup();
    known.extend([SHEET, TEXT]);
    let right = nearest(editor, known.iter().copied());
    let values = [("editor", editor), ("known", &words::list(&known))];
    reader.log().near(reader.place("editor"), "editor", &values, right);
}

fn format(reader: &Reader<'_, '_>) -> Format {
    let editor = reader.need_text("editor");
    let dialect = reader.text("dialect");
    if editor != SHEET && editor != TEXT && crate::config::Editor::named(&editor, dialect.as_deref()).is_err()
    {
        unknown_editor(reader, &editor, dialect.as_deref().unwrap_or_default());
    }
    Format {
        id: reader.need_text("id"),
        name: reader.need_text("name"),
        about: reader.template("about"),
        editor,
        dialect,
        path: reader.template("path"),
        header: reader.templates("header"),
        keys: reader.tables("keys").iter().map(|table| closed(table, key(table))).collect(),
        text: reader.template("text"),
        also: reader.texts("also"),
        beside: reader.tables("beside").iter().map(|table| closed(table, beside(table))).collect(),
        apply: reader.tables("apply").iter().map(|table| closed(table, apply(table))).collect(),
        place: reader.templates("place"),
        fields: pastes(reader, "fields"),
        then: reader.template("then"),
        when: reader.when("when"),
    }
}

fn key(reader: &Reader<'_, '_>) -> Key {
    let names = ["string", "bool", "number", "list", "map", "secret"].map(|name| (name, name));
    let separator = reader.text("separator");
    let lists = reader.bool("lists").unwrap_or_default();
    let kind = match reader.word("type", &names) {
        Some("bool") => KeyType::Bool,
        Some("number") => KeyType::Number,
        Some("list") => KeyType::List { separator },
        Some("map") => KeyType::Map { lists },
        Some("secret") => KeyType::Secret,
        _ => KeyType::String,
    };
    Key {
        key: reader.need_template("key"),
        value: reader.need_template("value"),
        kind,
        each: reader.text("each"),
        note: reader.template("note"),
        when: reader.when("when"),
    }
}

fn beside(reader: &Reader<'_, '_>) -> Beside {
    Beside {
        say: reader.need_template("say"),
        variable: reader.text("variable"),
        run: reader.template("run"),
        when: reader.when("when"),
    }
}

fn apply(reader: &Reader<'_, '_>) -> Apply {
    Apply { how: reader.need_text("how"), run: reader.need_template("run"), when: reader.when("when") }
}
