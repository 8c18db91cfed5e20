//! All that is known of the connection, at any moment.

use super::super::page::{Block, Page, Pair, Sign, Tone, ValueView};
use super::super::{Wizard, say, say_with};
use super::questions::digit;
use crate::base::Secret;
use crate::base::untrusted::visible;
use crate::setup::ProofState;
use crate::setup::connection::SecretSource;

pub(super) fn page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    let connection = setup.connection();
    let mut page = Page::new(say_with("summary.title", &[("name", &connection.name)]));
    let mut pairs = vec![pair(say("summary.app"), setup.guide().name.clone())];
    for question in &setup.guide().questions {
        if let Some(answer) = connection.answers.get(&question.key) {
            let known =
                wizard.project.as_ref().map(|project| project.answers(&question.key)).unwrap_or_default();
            let label = known.into_iter().find(|one| one.value == *answer).map(|one| one.label);
            pairs.push(pair(question.label.clone(), label.unwrap_or_else(|| visible(answer))));
        }
    }
    let mut add = |key: &str, value: Option<String>| {
        let value = value.filter(|value| !value.is_empty()).unwrap_or_else(|| say("summary.missing"));
        pairs.push(pair(say(&format!("summary.{key}")), visible(&value)));
    };
    add("organization", connection.organization.clone());
    add("scopes", Some(setup.evidence().subject.scopes.join(" ")));
    add("secret", Some(secret(wizard)));
    add("proof", Some(proof(wizard)));
    page.push(Block::Pairs(pairs)).space();
    for (at, (label, value)) in values(wizard).into_iter().enumerate() {
        page.push(Block::Value(ValueView {
            key: digit(at),
            label,
            shown: visible(&value),
            focused: super::has_value_focus(wizard) && at == wizard.focus,
            ..ValueView::default()
        }));
    }
    for written in &connection.written {
        page.mark(Sign::Good, say_with("done.written", &[("path", &written.path.display().to_string())]));
    }
    page.space().text(Tone::Quiet, say("summary.back"));
    page
}

fn pair(name: String, value: String) -> Pair {
    Pair { name, value, note: String::new() }
}

fn secret(wizard: &Wizard) -> String {
    let Some(setup) = wizard.setup() else { return String::new() };
    let source = match &setup.connection().secret {
        SecretSource::Ask => say("summary.secret_asked"),
        SecretSource::None => say("summary.secret_none"),
        SecretSource::File { path } | SecretSource::Configuration { path, .. } => path.display().to_string(),
        SecretSource::Variable { name } => name.clone(),
        SecretSource::Command { argv } => argv.join(" "),
    };
    match setup.secret() {
        Some(secret) => format!("{} ({source})", secret.masked()),
        None => source,
    }
}

fn proof(wizard: &Wizard) -> String {
    let state = wizard.setup().map_or(ProofState::None, crate::setup::Setup::proof_state);
    say(match state {
        ProofState::Fresh => "summary.proof_fresh",
        ProofState::Stale => "summary.proof_stale",
        ProofState::Unknown => "summary.proof_unknown",
        ProofState::None => "summary.proof_none",
    })
}

/// The values that one copies most often.
fn values(wizard: &Wizard) -> Vec<(String, String)> {
    let Some(setup) = wizard.setup() else { return Vec::new() };
    let connection = setup.connection();
    let uris = setup.resolved().okta.redirect_uris();
    let first = [
        (say("values.issuer"), connection.issuer.clone()),
        (say("values.client_id"), connection.client_id.clone()),
    ];
    first
        .into_iter()
        .filter_map(|(label, value)| Some((label, value?)))
        .chain(uris.into_iter().map(|uri| (say("summary.redirect"), uri)))
        .collect()
}

pub(super) fn copies(wizard: &Wizard) -> Vec<Secret> {
    values(wizard).into_iter().map(|(_, value)| Secret::new(value)).collect()
}
