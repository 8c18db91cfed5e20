//! The catalogue and one guide as JSON, for scripts. Secrets are left out.

use serde_json::{Value, json};

use super::catalogue;
use super::context::Context;
use super::guide::{Accounts, Apply, Format, FormatBody, Guide, Key, Live, LiveClass, Paste, Step};
use super::question::{Kind, Question};
use super::template::{Filled, Template};

/// The catalogue: an array of id, name, aliases, category, deployment, formats, questions. Opens every guide.
pub fn catalogue() -> Value {
    let guides = catalogue::cards().into_iter().filter_map(|card| catalogue::open(card.id).ok());
    guides.map(|guide| summary(&guide)).collect()
}

fn summary(guide: &Guide) -> Value {
    let format =
        |one: &Format<Template>| json!({ "id": one.id, "name": one.name, "editor": one.body.editor() });
    json!({
        "id": guide.id,
        "name": guide.name,
        "about": guide.about,
        "aliases": guide.aliases,
        "category": guide.category,
        "deployment": guide.deployment,
        "formats": guide.formats.iter().map(format).collect::<Value>(),
        "questions": guide.questions.iter().map(question).collect::<Value>(),
        "live": guide.live.as_ref().map(live),
    })
}

/// How the application can be looked at from outside, and how well that is known.
fn live(live: &Live) -> Value {
    let is_seen = live.class != LiveClass::None;
    let told = |word: &'static str| is_seen.then_some(word);
    json!({
        "class": live.class.as_str(),
        "why_none": live.why_none,
        "redirect_from": told(live.redirect_from.as_str()),
        "verified": told(live.verified.as_str()),
        "source": live.source,
    })
}

fn question(question: &Question) -> Value {
    let choices = match &question.kind {
        Kind::Choice(choices) => choices.iter().map(|choice| choice.value.as_str()).collect(),
        _ => Value::Null,
    };
    json!({
        "key": question.key,
        "label": question.label,
        "ask": question.ask,
        "why": question.why,
        "type": question.kind.as_str(),
        "choices": choices,
        "example": question.example,
        "optional": question.optional,
    })
}

/// One guide with its computed values. A value that is not known yet is `null`, and so is the secret.
pub fn guide(guide: &Guide, context: &Context) -> Value {
    let resolved = guide.resolve(context);
    let okta = &resolved.okta;
    let mut all = summary(guide);
    let known = |all: &[Filled]| all.iter().map(value).collect::<Value>();
    let more = json!({
        "docs": guide.docs,
        "checked": guide.checked,
        "minutes": guide.minutes,
        "roles": { "okta": guide.roles.okta, "app": guide.roles.app },
        "answers": context.answers,
        "okta": {
            "name": okta.name,
            "sign_in_redirect_uris": known(&okta.sign_in),
            "test_redirect_uri": okta.test_redirect,
            "sign_out_redirect_uris": known(&okta.sign_out),
            "initiate_login_uri": okta.initiate.as_ref().map(value),
            "grant_types": okta.grants.iter().map(|grant| grant.as_str()).collect::<Value>(),
            "scopes": okta.scopes,
            "authorization_server": okta.server.as_str(),
            "client_authentication": okta.client_authentication,
            "pkce": okta.pkce,
        },
        "accounts": resolved.accounts.as_ref().map(accounts),
        "steps": resolved.steps.iter().map(step).collect::<Value>(),
        "formats": resolved.formats.iter().map(format).collect::<Value>(),
        "missing": resolved.gaps(),
    });
    if let (Some(all), Value::Object(more)) = (all.as_object_mut(), more) {
        all.extend(more);
    }
    all
}

fn value(filled: &Filled) -> Value {
    if filled.is_secret() || !filled.is_complete() { Value::Null } else { filled.reveal().into() }
}

fn paste(paste: &Paste) -> Value {
    json!({ "label": paste.label, "value": value(&paste.value), "secret": paste.secret, "note": paste.note })
}

fn accounts(accounts: &Accounts) -> Value {
    let matched_by: Vec<&str> = accounts.matched_by.iter().map(|by| by.as_str()).collect();
    json!({
        "matched_by": matched_by,
        "existing": accounts.existing,
        "leaving": accounts.leaving,
        "source": accounts.source,
    })
}

fn step(step: &Step) -> Value {
    json!({
        "id": step.id,
        "phase": step.phase.as_str(),
        "title": step.title,
        "say": step.say,
        "warn": step.warn,
        "values": step.values.iter().map(paste).collect::<Value>(),
    })
}

fn format(format: &Format) -> Value {
    let key = |key: &Key| json!({ "key": key.key, "value": value(&key.value) });
    let apply = |one: &Apply| json!({ "how": one.how, "run": one.run });
    let values: Value = match &format.body {
        FormatBody::Sheet(sheet) => sheet.fields.iter().map(paste).collect(),
        FormatBody::Text(text) => value(text),
        FormatBody::Settings(settings) => settings.settings.iter().map(key).collect(),
    };
    json!({
        "id": format.id,
        "name": format.name,
        "editor": format.body.editor(),
        "path": format.path,
        "also": format.also,
        "values": values,
        "apply": format.apply.iter().map(apply).collect::<Value>(),
    })
}
