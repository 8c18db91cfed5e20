//! Scopes and what hangs on them: whether fewer were granted than were asked for, and which one a missing claim comes with.

use super::context::Context;
use super::or_none;
use crate::base::words::Message;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Severity, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::oidc::judge::Rejection;
use crate::oidc::token;

/// Which claims come with which scope (OpenID Connect Core 1.0 §5.4).
const CLAIMS: [(&str, &[&str]); 4] = [
    (
        "profile",
        &[
            "name",
            "family_name",
            "given_name",
            "middle_name",
            "nickname",
            "preferred_username",
            "profile",
            "picture",
            "website",
            "gender",
            "birthdate",
            "zoneinfo",
            "locale",
            "updated_at",
        ],
    ),
    ("email", &["email", "email_verified"]),
    ("address", &["address"]),
    ("phone", &["phone_number", "phone_number_verified"]),
];

/// Why none of some claims came, as far as the scopes tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Missing {
    /// This scope, with which one of them comes, was not asked for.
    NotAsked(String),
    /// It was asked for and not granted.
    NotGranted,
    /// The scopes do not tell.
    Otherwise,
}

/// Why none of these claims came.
pub(super) fn why_missing(context: &Context<'_>, claims: &[String]) -> Missing {
    let scopes: Vec<String> = claims.iter().filter_map(|claim| scope_of(context, claim)).collect();
    let held = withheld(context);
    if scopes.iter().any(|scope| held.contains(scope)) {
        return Missing::NotGranted;
    }
    let asked = &context.subject().scopes;
    let unasked = scopes.into_iter().find(|scope| !asked.contains(scope));
    unasked.map_or(Missing::Otherwise, Missing::NotAsked)
}

/// The scope with which a claim comes. Groups come with a scope of this name only where the provider has one.
fn scope_of(context: &Context<'_>, claim: &str) -> Option<String> {
    let known = CLAIMS.iter().find(|(_, claims)| claims.contains(&claim)).map(|(scope, _)| *scope);
    let is_groups = context.subject().claims.groups.as_deref() == Some(claim);
    let offers = |scope| {
        context.document().is_some_and(|document| document.scopes_supported.iter().any(|one| one == scope))
    };
    known.or_else(|| (is_groups && offers("groups")).then_some("groups")).map(str::to_owned)
}

/// The scopes that were asked for and not granted, by the answer that brought the tokens. Names alone do not count: some
/// providers grant a scope under another name, so that what came with it shows that it was granted.
fn withheld(context: &Context<'_>) -> Vec<String> {
    let answer =
        context.login().and_then(|login| login.token.as_ref()).and_then(|exchange| exchange.answer());
    let Some(granted) = answer.filter(|answer| answer.is_success()).and_then(token::granted) else {
        return Vec::new();
    };
    let asked = context.subject().scopes.iter();
    asked.filter(|scope| !granted.contains(scope) && !came(context, scope)).cloned().collect()
}

/// Whether something came that comes with this scope alone.
fn came(context: &Context<'_>, scope: &str) -> bool {
    let Some(login) = context.login() else { return false };
    let userinfo = login.userinfo_judged.as_ref().and_then(|judged| judged.as_ref().ok());
    let told = |claim: &str| {
        let all = [context.proven(), userinfo];
        all.into_iter().flatten().any(|claims| claims.0.contains_key(claim))
    };
    match scope {
        "openid" => !matches!(login.judged, None | Some(Err(Rejection::Missing))),
        "offline_access" => login.refresh_issued == Some(true),
        "groups" => context.subject().claims.groups.as_deref().is_some_and(told),
        _ => CLAIMS.iter().any(|(name, claims)| *name == scope && claims.iter().any(|claim| told(claim))),
    }
}

/// Whether the scopes were granted as they were asked for. Fewer are a fault where the application lacks something for it.
pub(super) fn granted(context: &Context<'_>) -> Vec<Check> {
    let id = CheckId::TokenScopes;
    if context.login().is_none() {
        return Vec::new();
    }
    if !context.tokens_issued() {
        return vec![Check::new(id, Status::NotReached)];
    }
    let asked = Value::public(context.subject().scopes.join(" "));
    let held = withheld(context);
    if held.is_empty() {
        return vec![Check::new(id, Status::Pass).expecting(asked)];
    }
    let given: Vec<&str> =
        context.subject().scopes.iter().filter(|scope| !held.contains(scope)).map(String::as_str).collect();
    let given = Some(given.join(" ")).filter(|given| !given.is_empty());
    let mut found = Finding::new(Slug::ScopeNotGranted)
        .with("expected", asked)
        .public("seen", or_none(given.as_deref()))
        .public("withheld", Message::list(&held));
    let is_missed = held.iter().any(|scope| misses(context, scope));
    let status = if is_missed { Status::Fail } else { Status::Pass };
    if !is_missed {
        found.severity = Severity::Note;
    }
    vec![Check::new(id, status).because(found)]
}

/// Whether the application lacks something without this scope.
fn misses(context: &Context<'_>, scope: &str) -> bool {
    let needs = &context.subject().claims;
    match scope {
        "openid" => true,
        // A provider may pass over it where nobody was asked for consent (Core §11); the check of the refresh token has the word.
        "offline_access" => false,
        "groups" => needs.groups.is_some(),
        _ => {
            let comes_with = |claim: &String| scope_of(context, claim).as_deref() == Some(scope);
            super::claims::lacking(context).iter().any(comes_with)
        }
    }
}
