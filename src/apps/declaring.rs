//! A file of connections as text, such as [`Fleet::parse`](super::fleet::Fleet::parse) reads it.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::fleet::{Declared, SecretPlace};

/// The connections as a file, each with what is remarked above it. What counts without being said is left out.
pub fn declaring(all: &[(Declared, Option<String>)]) -> String {
    let mut document = DocumentMut::new();
    document["fleet"] = value(1);
    let mut tables = ArrayOfTables::new();
    for (declared, remark) in all {
        let mut table = table(declared);
        let remark = remark.as_deref().map(|text| format!("# {text}\n")).unwrap_or_default();
        table.decor_mut().set_prefix(format!("\n{remark}"));
        tables.push(table);
    }
    document.insert("connection", Item::ArrayOfTables(tables));
    document.to_string()
}

fn table(declared: &Declared) -> Table {
    let mut table = Table::new();
    table["name"] = value(&declared.name);
    text(&mut table, "app", declared.app.as_ref());
    pairs(&mut table, "set", &declared.set);
    text(&mut table, "organization", declared.organization.as_ref());
    text(&mut table, "issuer", declared.issuer.as_ref());
    text(&mut table, "client_id", declared.client_id.as_ref());
    if !declared.scopes.is_empty() {
        table["scopes"] = value(declared.scopes.iter().collect::<Array>());
    }
    text(&mut table, "redirect_uri", declared.redirect_uri.as_ref());
    text(&mut table, "from", declared.from.as_ref());
    text(&mut table, "entry", declared.entry.as_ref());
    if declared.follow_references {
        table["follow_references"] = value(true);
    }
    if let Some(place) = &declared.secret {
        table["secret"] = value(secret(place));
    }
    text(&mut table, "owner", declared.owner.as_ref());
    pairs(&mut table, "labels", &declared.labels);
    if declared.live {
        table["live"] = value(true);
    }
    if !declared.noise {
        table["noise"] = value(false);
    }
    table
}

fn text(table: &mut Table, key: &str, given: Option<&String>) {
    if let Some(given) = given {
        table[key] = value(given);
    }
}

fn pairs(table: &mut Table, key: &str, all: &[(String, String)]) {
    if !all.is_empty() {
        let pairs = all.iter().map(|(name, text)| (name.as_str(), Value::from(text)));
        table[key] = value(pairs.collect::<InlineTable>());
    }
}

fn secret(place: &SecretPlace) -> InlineTable {
    let (key, value) = match place {
        SecretPlace::File(path) => ("file", Value::from(path)),
        SecretPlace::Variable(name) => ("env", Value::from(name)),
        SecretPlace::Command(argv) => ("command", Value::from(argv.iter().collect::<Array>())),
        SecretPlace::None => ("none", Value::from(true)),
    };
    InlineTable::from_iter([(key, value)])
}
