//! `usher connections`: the saved connections, and finding the one that is meant.

use serde_json::json;

use super::usage::Usage;
use super::{Exit, refuse, talk};
use crate::apps::naming;
use crate::base::MASK;
use crate::base::untrusted::visible;
use crate::base::words::{Key, Message, Voice, key, message, say};
use crate::engine::connection::{Connection, SecretSource, command_line};
use crate::engine::proof::{self, ProofState};
use crate::io::store::{Listing, Store};
use crate::io::{World, store};
use crate::ui::cli::{ConnectionsArgs, ConnectionsCommand};

fn open() -> Result<Store, Usage> {
    store::data_dir().map(Store::new).ok_or_else(|| Usage(message!("cli.no_folder")))
}

/// All saved connections, by name.
pub(crate) fn listed() -> Result<Vec<Listing>, Usage> {
    open()?.list().map_err(|trouble| Usage(trouble.message()))
}

/// The only saved connection; with none or several the person must name one.
pub(crate) fn only_one() -> Result<String, Usage> {
    let mut names: Vec<String> = listed()?.into_iter().map(|one| one.name).collect();
    match names.len() {
        1 => Ok(names.remove(0)),
        0 => Err(Usage(message!("cli.no_connections"))),
        _ => Err(Usage(message!("cli.which_connection", names = Voice::default().list(&names)))),
    }
}

/// `usher connections`.
pub fn connections(args: ConnectionsArgs) -> Exit {
    let result = match args.command.unwrap_or(ConnectionsCommand::List { names: false }) {
        ConnectionsCommand::List { names: true } => names(),
        ConnectionsCommand::List { names: false } => list(args.json),
        ConnectionsCommand::Show { name } => show(&name, args.json),
        ConnectionsCommand::Export => super::export::export(),
        ConnectionsCommand::Rename { name, to } => rename(&name, &to),
        ConnectionsCommand::Remove { name, yes } => remove(&name, yes),
    };
    result.unwrap_or_else(|usage| refuse(&usage))
}

/// The names alone, for the completions of a shell and for scripts.
fn names() -> Result<Exit, Usage> {
    for one in listed()?.iter().filter(|one| store::is_safe_name(&one.name)) {
        talk::answer_line(&one.name);
    }
    Ok(Exit::Works)
}

fn list(machine: bool) -> Result<Exit, Usage> {
    let listed = listed()?;
    if machine {
        let all: Vec<_> = listed
            .iter()
            .map(|one| match &one.record {
                Ok(record) => as_json(record),
                Err(trouble) => {
                    json!({ "name": one.name, "unreadable": Voice::default().say(&trouble.detail) })
                }
            })
            .collect();
        talk::json(&json!(all));
        return Ok(Exit::Works);
    }
    if listed.is_empty() {
        talk::tell(&message!("cli.no_connections"));
    }
    for one in listed {
        talk::answer_line(&match &one.record {
            Ok(record) => line(record),
            Err(trouble) => format!("{}  {}", visible(&one.name), Voice::default().say(&trouble.detail)),
        });
    }
    Ok(Exit::Works)
}

fn line(record: &Connection) -> String {
    let issuer = record.issuer.as_deref().unwrap_or("–");
    let day = record.changed.day();
    let mut state = Voice::default().say(&state(record));
    if record.is_practice() {
        state = say!(
            Voice::default(),
            key!("joins.aside"),
            text = state,
            aside = say!(Voice::default(), "cli.state.practice")
        );
    }
    // An application without a guide of its own is known by the name that the person gave it.
    let app = visible(naming::given_name(&record.app, &record.answers).unwrap_or(&record.app));
    format!("{}  {app}  {}  {state}  {day}", visible(&record.name), visible(issuer))
}

/// How a connection stands to its last passed login, with the age of that.
fn state(record: &Connection) -> Message {
    let key = match proof::state_without_secret(record) {
        ProofState::None => key!("cli.state.unfinished"),
        ProofState::Fresh => key!("cli.state.proven"),
        ProofState::Stale => key!("cli.state.stale"),
        ProofState::Unknown => key!("cli.state.unclear"),
    };
    let day_ms = 24 * 3_600_000;
    let days = record.proof.as_ref().map_or(0, |proof| World::now().since_ms(proof.at) / day_ms);
    let age = match days {
        ..1 => key!("cli.age.today").into(),
        1 => key!("cli.age.yesterday").into(),
        days => message!("cli.age.days", count = days),
    };
    message!(key, age = age)
}

/// The same for a program.
fn state_name(record: &Connection) -> &'static str {
    match proof::state_without_secret(record) {
        ProofState::None => "none",
        ProofState::Fresh => "proven",
        ProofState::Stale => "stale",
        ProofState::Unknown => "unclear",
    }
}

fn as_json(record: &Connection) -> serde_json::Value {
    // The record holds no secret, only where it lives; unless one was saved in the client ID's place.
    let mut value = serde_json::to_value(record).unwrap_or_default();
    value["proof_state"] = json!(state_name(record));
    if record.client_id.is_some() && record.shown_client_id().is_none() {
        value["client_id"] = json!(MASK);
    }
    value
}

/// Whether a connection is saved under this name, readable or not.
pub(crate) fn is_saved(name: &str) -> bool {
    store::is_safe_name(name) && open().is_ok_and(|store| store.has(name))
}

/// A saved connection by its name; without one of that name, those that there are.
pub(crate) fn load(name: &str) -> Result<Connection, Usage> {
    let shown = visible(name);
    let store = open()?;
    if store::is_safe_name(name) && store.has(name) {
        let unreadable =
            |why: &Message| Usage(message!("cli.connection_unreadable", name = shown, why = why));
        return store.load(name).map_err(|trouble| unreadable(&trouble.detail));
    }
    Err(unknown(name))
}

/// That no connection is called so, with the names that there are.
pub(crate) fn unknown(name: &str) -> Usage {
    let shown = visible(name);
    let names: Vec<String> = listed().unwrap_or_default().into_iter().map(|one| one.name).collect();
    match names.as_slice() {
        [] => Usage(message!("cli.no_such_connection", name = shown)),
        all => Usage(message!("cli.no_such_connection_of", name = shown, names = all.join(", "))),
    }
}

fn show(name: &str, machine: bool) -> Result<Exit, Usage> {
    let record = load(name)?;
    if machine {
        talk::json(&as_json(&record));
        return Ok(Exit::Works);
    }
    talk::answer_line(&line(&record));
    let unknown = || "–".to_owned();
    let rows = [
        (key!("cli.show.client_id"), client_id(&record).unwrap_or_else(unknown)),
        (key!("cli.show.redirect"), record.redirect_uri.clone()),
        (key!("cli.show.secret"), secret_place(&record.secret)),
        (key!("cli.show.proof"), record.proof.as_ref().map_or_else(unknown, |proof| proof.at.rfc3339())),
    ];
    for (label, value) in rows {
        talk::answer_line(&format!("  {}  {}", Voice::default().text(label), visible(&value)));
    }
    for (key, value) in &record.answers {
        talk::answer_line(&format!("  {key}  {}", visible(value)));
    }
    for written in &record.written {
        let at = written.at.rfc3339();
        let mut path = visible(&written.path.display().to_string());
        if !written.is_known() {
            path = say!(
                Voice::default(),
                key!("joins.aside"),
                text = path,
                aside = say!(Voice::default(), "cli.state.interrupted")
            );
        }
        talk::answer_line(&format!("  {path}  {at}"));
    }
    Ok(Exit::Works)
}

fn client_id(record: &Connection) -> Option<String> {
    let id = record.client_id.as_ref()?;
    Some(record.shown_client_id().map_or_else(
        || {
            say!(
                Voice::default(),
                key!("joins.aside"),
                text = MASK,
                aside = say!(Voice::default(), "cli.show.is_secret")
            )
        },
        |_| id.clone(),
    ))
}

fn secret_place(source: &SecretSource) -> String {
    let word = |key: Key, value: &str| say!(Voice::default(), key, value = value);
    match source {
        SecretSource::Ask => word(key!("cli.secret.ask"), ""),
        SecretSource::None => word(key!("cli.secret.none"), ""),
        SecretSource::File { path } | SecretSource::Configuration { path, .. } => {
            word(key!("cli.secret.file"), &path.display().to_string())
        }
        SecretSource::Variable { name } => word(key!("cli.secret.variable"), name),
        SecretSource::Command { argv } => word(key!("cli.secret.command"), &command_line(argv)),
    }
}

fn rename(name: &str, to: &str) -> Result<Exit, Usage> {
    if !store::is_safe_name(to) {
        return Err(Usage(message!("cli.unsafe_name", name = visible(to))));
    }
    load(name)?;
    let shown = visible(name);
    open()?.rename(name, to, World::now()).map_err(|trouble| {
        Usage(message!("cli.connection_unreadable", name = shown, why = trouble.detail))
    })?;
    talk::tell(&message!("cli.renamed", name = shown, to = to));
    Ok(Exit::Works)
}

fn remove(name: &str, yes: bool) -> Result<Exit, Usage> {
    load(name)?;
    let shown = visible(name);
    if !yes {
        if !talk::can_ask() {
            return Err(Usage(message!("cli.needs_yes")));
        }
        let ask = say!(Voice::default(), "cli.ask.remove", name = shown);
        let word = talk::ask(&format!("{ask} "));
        if !word.is_some_and(|word| matches!(word.trim().to_lowercase().as_str(), "y" | "yes")) {
            return Ok(Exit::Works);
        }
    }
    open()?.remove(name).map_err(|trouble| Usage(trouble.message()))?;
    talk::tell(&message!("cli.removed", name = shown));
    Ok(Exit::Works)
}
