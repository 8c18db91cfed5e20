//! `usher connections export`: the saved connections as a file that declares them.

use std::path::Path;

use super::guides::open_guide;
use super::keep::listed;
use super::usage::Usage;
use super::{Exit, talk};
use crate::apps::declaring::declaring;
use crate::apps::fleet::{Declared, SecretPlace};
use crate::base::untrusted::visible;
use crate::base::words::{Message, Voice, message, say};
use crate::engine::connection::{Connection, DEFAULT_REDIRECT, SecretSource};
use crate::io::store;

/// Prints them. One that cannot be declared is told, and that not all are there is no success.
pub(super) fn export() -> Result<Exit, Usage> {
    let listed = listed()?;
    if listed.is_empty() {
        talk::tell(&message!("cli.no_connections"));
        return Ok(Exit::Works);
    }
    let (mut all, mut exit) = (Vec::new(), Exit::Works);
    for one in listed {
        match one.record.map_err(|trouble| trouble.detail).and_then(|record| declared(&record)) {
            Ok(declared) => all.push(declared),
            Err(why) => {
                talk::tell(&message!("cli.export.left_out", name = visible(&one.name), why = why));
                exit = Exit::Broken;
            }
        }
    }
    talk::data(&declaring(&all));
    Ok(exit)
}

/// A connection as it is declared, with what is remarked of it; or why it cannot be.
fn declared(record: &Connection) -> Result<(Declared, Option<String>), Message> {
    if !store::is_safe_name(&record.name) {
        return Err(message!("cli.export.unsafe_name"));
    }
    let guide = open_guide(&record.app).map_err(|Usage(why)| why)?;
    if record.issuer.is_none() || record.client_id.is_none() {
        return Err(message!("cli.export.unfinished"));
    }
    if record.shown_client_id().is_none() {
        return Err(message!("cli.export.secret_in_place"));
    }
    let is_asked = |key: &str| guide.questions.iter().any(|question| question.key == key);
    let answers = record.answers.iter().filter(|(key, _)| is_asked(key));
    let from = own_file(record);
    let is_typed = record.secret == SecretSource::Ask && from.is_none();
    let declared = Declared {
        app: Some(record.app.clone()),
        set: answers.map(|(key, value)| (key.clone(), value.clone())).collect(),
        organization: record.organization.clone(),
        issuer: record.issuer.clone(),
        client_id: record.client_id.clone(),
        scopes: record.scopes.clone().unwrap_or_default(),
        redirect_uri: Some(record.redirect_uri.clone()).filter(|uri| uri != DEFAULT_REDIRECT),
        entry: from.and(record.entry.clone()),
        from: from.map(text),
        follow_references: !record.references.is_empty(),
        secret: if is_typed { Some(SecretPlace::Variable(variable(record))) } else { place(&record.secret) },
        ..Declared::named(&record.name)
    };
    Ok((declared, is_typed.then(|| say!(Voice::default(), "cli.export.typed"))))
}

/// The file that its application reads: the one that was written last, else the one in which its secret is.
fn own_file(record: &Connection) -> Option<&Path> {
    let written = record.last_writing().filter(|one| one.is_known()).last().map(|one| one.path.as_path());
    let secret = match &record.secret {
        SecretSource::Configuration { path, .. } => Some(path.as_path()),
        _ => None,
    };
    written.or(secret)
}

/// Where the secret lives, unless it is in the application's own file.
fn place(source: &SecretSource) -> Option<SecretPlace> {
    match source {
        SecretSource::Ask | SecretSource::Configuration { .. } => None,
        SecretSource::None => Some(SecretPlace::None),
        SecretSource::File { path } => Some(SecretPlace::File(text(path))),
        SecretSource::Variable { name } => Some(SecretPlace::Variable(name.clone())),
        SecretSource::Command { argv } => Some(SecretPlace::Command(argv.clone())),
    }
}

/// A variable of its own for a secret that is in none.
fn variable(record: &Connection) -> String {
    let letter = |one: char| if one.is_ascii_alphanumeric() { one.to_ascii_uppercase() } else { '_' };
    format!("{}_CLIENT_SECRET", record.name.chars().map(letter).collect::<String>())
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
