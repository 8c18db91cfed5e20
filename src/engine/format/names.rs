//! Other names under which a value may stand in a file.

use std::collections::BTreeSet;

use super::adopted::field_told;
use super::keys::looked_for;
use crate::apps::Guide;
use crate::apps::guide::Format;
use crate::apps::template::{Found, Template};
use crate::engine::intent::Field;

/// Where a guide itself has the client secret taken from a Kubernetes Secret, its variable can be read like any other.
pub(super) fn referred_secret(key: &str) -> Option<(String, Template)> {
    let variable = key.strip_suffix(".valueFrom.secretKeyRef.key")?;
    let value = Template::parse("{client_secret}").ok().filter(|_| variable.contains("SECRET"))?;
    Some((format!("{variable}.value"), value))
}

/// The keys under which many programs take the name of a file instead of a value: `NAME_FILE`, and Grafana's `NAME__FILE`.
pub(in crate::engine) fn file_variants(key: &str) -> Vec<String> {
    let (body, tail) =
        key.find(']').filter(|_| key.ends_with("].value")).map_or((key, ""), |at| key.split_at(at));
    let last = body.rsplit(['.', '=']).next().unwrap_or_default();
    let names = ["_FILE", "__FILE"].map(|ending| format!("{body}{ending}{tail}"));
    if is_variable(last) { names.to_vec() } else { Vec::new() }
}

/// What an application's images, services and charts may be called: as the guide names it, and as it names its service.
pub(in crate::engine) fn called(guide: &Guide) -> Vec<String> {
    let names = [guide.id.clone(), guide.name.clone()].into_iter().chain(guide.aliases.iter().cloned());
    let keys = guide.formats.iter().flat_map(Format::keys).map(|key| looked_for(&key.key));
    let services = keys.filter_map(|key| {
        key.strip_prefix("services.").and_then(|rest| rest.split('.').next()).map(str::to_owned)
    });
    let mut all: Vec<String> = names.chain(services).collect();
    all.dedup();
    all
}

/// The variables that a guide names for a value: those under which one of its formats writes it, and for the client secret those
/// that are to be set beside a file.
pub(super) fn variables_of(guide: &Guide, field: &Field) -> BTreeSet<String> {
    let tells = |template: &Template| field_told(guide, template).as_ref() == Some(field);
    let keys = guide.formats.iter().flat_map(Format::keys);
    let plain = keys.filter(|key| key.key.places().next().is_none());
    let mut names: BTreeSet<String> = plain
        .flat_map(|key| {
            let name = key.key.fill(&|_| Found::Gap(String::new())).reveal().to_owned();
            let value = Some((name.clone(), key.value.clone())).into_iter().chain(referred_secret(&name));
            value
                .filter(|(_, value)| tells(value))
                .filter_map(|(name, _)| variable_of(&name))
                .collect::<Vec<_>>()
        })
        .collect();
    if *field == Field::Secret {
        let beside = guide.formats.iter().flat_map(|format| &format.beside);
        names.extend(beside.filter_map(|one| one.variable.clone()).filter(|name| is_client_secret(name)));
    }
    names
}

/// The variable that a key sets, `services.coder.environment.NAME` or `env[name=NAME].value`.
fn variable_of(key: &str) -> Option<String> {
    let body = key.strip_suffix("].value").or_else(|| key.strip_suffix(".value")).unwrap_or(key);
    let last = body.trim_end_matches(']').rsplit(['.', '=']).next().unwrap_or_default();
    is_variable(last).then(|| last.to_owned())
}

fn is_variable(name: &str) -> bool {
    name.len() > 1 && name.chars().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit() || one == '_')
}

/// Whether a variable that a guide sets beside a file holds the client secret, and neither a key for cookies nor a path. It is
/// the guide's own name, so that its words can be relied on.
fn is_client_secret(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    name.ends_with("CLIENT_SECRET") || name.ends_with("CLIENTSECRET")
}
