//! Other names under which a value may stand in a file.

use crate::apps::template::Template;

/// Where a guide itself has the client secret taken from a Kubernetes Secret, its variable can be read like any other.
pub(super) fn referred_secret(key: &str) -> Option<(String, Template)> {
    let variable = key.strip_suffix(".valueFrom.secretKeyRef.key")?;
    let value = Template::parse("{client_secret}").ok().filter(|_| variable.contains("SECRET"))?;
    Some((format!("{variable}.value"), value))
}

/// The keys under which many programs take the name of a file instead of a value: `NAME_FILE`, and Grafana's `NAME__FILE`.
pub(super) fn file_variants(key: &str) -> Vec<String> {
    let (body, tail) =
        key.find(']').filter(|_| key.ends_with("].value")).map_or((key, ""), |at| key.split_at(at));
    let last = body.rsplit(['.', '=']).next().unwrap_or_default();
    let is_variable = last.len() > 1
        && last.chars().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit() || one == '_');
    let names = ["_FILE", "__FILE"].map(|ending| format!("{body}{ending}{tail}"));
    if is_variable { names.to_vec() } else { Vec::new() }
}
