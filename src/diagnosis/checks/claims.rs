//! The claims as this application makes use of them: username, e-mail address, groups, and what else it needs.

use serde_json::Value as Json;

use super::as_configured::{place, with_scopes};
use super::context::Context;
use super::or_none;
use super::scopes::{Missing, why_missing};
use crate::apps::{Accounts, MatchedBy};
use crate::base::words::{Key, Message, key};
use crate::diagnosis::as_configured::Correction;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Account, Check, Finding, Identity, Severity, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::oidc::judge::Claims;

/// Beyond this many bytes of claims, an application's session cookie or a proxy's header buffer may not hold them.
const LARGE: usize = 4096;

/// What the application gets to see.
struct Seen<'a> {
    id_token: &'a Claims,
    userinfo: Option<&'a Claims>,
    /// What the application itself will read: the ID token, with userinfo where it reads that.
    all: Claims,
}

impl<'a> Seen<'a> {
    fn of(context: &Context<'a>) -> Option<Self> {
        let id_token = context.proven()?;
        let userinfo = context.login().and_then(|login| login.userinfo_judged.as_ref()?.as_ref().ok());
        let reads = context.subject().claims.reads_userinfo;
        let all = userinfo.filter(|_| reads).map_or_else(|| id_token.clone(), |more| id_token.merged(more));
        Some(Self { id_token, userinfo, all })
    }

    /// The first of these claims that is there, with its text.
    fn first<'n>(&self, names: &'n [String]) -> Option<(&'n str, String)> {
        names.iter().find_map(|name| {
            let text = self.all.text(name).filter(|text| !text.is_empty())?;
            Some((name.as_str(), text.to_owned()))
        })
    }
}

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    if context.login().is_none() {
        return Vec::new();
    }
    let needs = &context.subject().claims;
    let ids: [(CheckId, bool); 5] = [
        (CheckId::ClaimsUsername, !needs.username.is_empty()),
        (CheckId::ClaimsEmail, !needs.email.is_empty()),
        (CheckId::ClaimsGroups, needs.groups.is_some()),
        (CheckId::ClaimsRequired, !needs.required.is_empty()),
        (CheckId::ClaimsSize, true),
    ];
    let Some(seen) = Seen::of(context) else {
        let reach = |needed| if needed { Status::NotReached } else { Status::NotApplicable };
        return ids.into_iter().map(|(id, needed)| Check::new(id, reach(needed))).collect();
    };
    let judged =
        [username(context, &seen), email(context, &seen), groups(context, &seen), others(context, &seen)];
    let mut checks: Vec<Check> = judged
        .into_iter()
        .zip(ids)
        .map(
            |(check, (id, needed))| {
                if needed { check.required(true) } else { Check::new(id, Status::NotApplicable) }
            },
        )
        .collect();
    checks.push(size(&seen));
    said_once(&mut checks);
    checks
}

/// One scope that was not asked for is one cause, however many claims hang on it.
fn said_once(checks: &mut [Check]) {
    let mut told: Vec<Value> = Vec::new();
    for check in checks {
        let found = check.finding.as_ref().filter(|found| found.slug == Slug::ClaimsScopeNotRequested);
        let Some(scope) = found.and_then(|found| found.value("scope")).cloned() else { continue };
        if told.contains(&scope) {
            (check.status, check.finding) = (Status::NotReached, None);
        }
        told.push(scope);
    }
}

fn username(context: &Context<'_>, seen: &Seen<'_>) -> Check {
    let wanted = &context.subject().claims.username;
    let names = Value::public(Message::list(wanted));
    match seen.first(wanted) {
        Some((_, text)) => {
            Check::new(CheckId::ClaimsUsername, Status::Pass).expecting(names).seeing(Value::identity(text))
        }
        None => missing(context, CheckId::ClaimsUsername, Slug::ClaimsUsernameMissing, wanted),
    }
}

fn email(context: &Context<'_>, seen: &Seen<'_>) -> Check {
    let id = CheckId::ClaimsEmail;
    let needs = &context.subject().claims;
    let Some((_, email)) = seen.first(&needs.email) else {
        let mut check = missing(context, id, Slug::ClaimsEmailMissing, &needs.email);
        if needs.email_optional && check.status == Status::Fail {
            check.status = Status::Warn;
            check.finding.iter_mut().for_each(|found| found.severity = Severity::Warn);
        }
        return check;
    };
    let email = Value::identity(email);
    let failed = |slug, seen: Option<&str>| {
        Check::new(id, Status::Fail)
            .because(Finding::new(slug).with("email", email.clone()))
            .expecting(Value::public("email_verified = true"))
            .seeing(Value::public(or_none(seen)))
    };
    let text = seen.all.text("email_verified");
    match seen.all.flag("email_verified") {
        Some(false) if needs.email_must_be_verified => {
            failed(Slug::ClaimsEmailUnverified, Some("email_verified = false"))
        }
        None if needs.email_verified_needed => failed(Slug::ClaimsEmailVerifiedMissing, text),
        _ => match text {
            Some(text) => verified_as_text(needs.email_verified_strict, text),
            None => Check::new(id, Status::Pass).seeing(email),
        },
    }
}

/// Many applications take the words for the values; one that does not takes them for nothing.
fn verified_as_text(is_refused: bool, text: &str) -> Check {
    let mut found = Finding::new(Slug::ClaimsEmailVerifiedText).public("seen", text);
    if is_refused {
        found.severity = Severity::Fail;
    }
    let status = if is_refused { Status::Fail } else { Status::Pass };
    Check::new(CheckId::ClaimsEmail, status).because(found).expecting(Value::public("email_verified = true"))
}

/// None of these claims came: for the scope that was not asked for, or for what this slug says. Where the scope was asked for
/// and not granted, that is the cause, and it is told above.
fn missing(context: &Context<'_>, id: CheckId, slug: Slug, claims: &[String]) -> Check {
    let names = Value::public(Message::list(claims));
    let found = match why_missing(context, claims) {
        Missing::NotGranted => return Check::new(id, Status::NotReached).expecting(names),
        Missing::NotAsked(scope) => not_requested(context, &scope),
        Missing::Otherwise => Finding::new(slug).corrected_by(came_instead(context, id)),
    };
    Check::new(id, Status::Fail).because(found.with("claims", names.clone())).expecting(names)
}

/// The claim that the guide would have in the file's place, where that one came.
fn came_instead(context: &Context<'_>, id: CheckId) -> Option<Correction> {
    let used = context.evidence.configured.as_ref()?;
    let usual = &used.usual_claims;
    let (stated, names) = match id {
        CheckId::ClaimsUsername => (used.claims.username.as_ref()?, usual.username.as_slice()),
        CheckId::ClaimsEmail => (used.claims.email.as_ref()?, usual.email.as_slice()),
        CheckId::ClaimsGroups => (used.claims.groups.as_ref()?, usual.groups.as_slice()),
        _ => return None,
    };
    let seen = Seen::of(context)?;
    let came = names.iter().find(|name| seen.all.0.get(*name).is_some_and(|claim| !claim.is_null()))?;
    let can_be_set = !stated.way.is_empty() && *came != stated.text;
    can_be_set.then(|| Correction::Text(stated.clone(), came.clone()))
}

fn not_requested(context: &Context<'_>, scope: &str) -> Finding {
    let subject = context.subject();
    // The application's own file says where; else its guide.
    let used = context.evidence.configured.as_ref();
    let scopes =
        used.and_then(|used| used.scopes.as_ref()?.stated.clone().or_else(|| Some(used.scope_key())));
    let scopes = scopes.filter(|stated| !stated.key.is_empty());
    let place = scopes.as_ref().map_or_else(|| subject.app_place.as_str().into(), place);
    let key = match (&scopes, subject.scopes_keys.as_slice()) {
        (Some(stated), _) => stated.key.as_str().into(),
        (None, []) => key!("checks.scopes.key").into(),
        (None, keys) => Message::list(keys),
    };
    let correction = used.zip(scopes.as_ref()).map(|(used, stated)| with_scopes(used, stated, &[scope]));
    let all = subject.scopes.iter().map(String::as_str).chain([scope]).collect::<Vec<_>>().join(" ");
    Finding::new(Slug::ClaimsScopeNotRequested)
        .public("place", place)
        .public("scope", scope)
        .public("key", key)
        .public("all", all)
        .corrected_by(correction)
}

/// The claims that the application needs and that did not come, whatever the cause.
pub(super) fn lacking(context: &Context<'_>) -> Vec<String> {
    let Some(seen) = Seen::of(context) else { return Vec::new() };
    let needs = &context.subject().claims;
    let mut lacking = missing_of(&needs.required, &seen);
    let email = Some(&needs.email).filter(|_| !needs.email_optional);
    for names in std::iter::once(&needs.username).chain(email) {
        if seen.first(names).is_none() {
            lacking.extend(names.clone());
        }
    }
    lacking
}

fn missing_of(wanted: &[String], seen: &Seen<'_>) -> Vec<String> {
    wanted.iter().filter(|name| seen.all.0.get(*name).is_none_or(Json::is_null)).cloned().collect()
}

/// Groups: there as a list, empty, only in userinfo, something else than a list, or nowhere.
fn groups(context: &Context<'_>, seen: &Seen<'_>) -> Check {
    let id = CheckId::ClaimsGroups;
    let Some(claim) = &context.subject().claims.groups else { return Check::new(id, Status::NotApplicable) };
    let name = Value::public(claim.clone());
    let failed = |slug| Finding::new(slug).with("claim", name.clone());
    match seen.all.0.get(claim) {
        Some(Json::Array(items)) if items.is_empty() => {
            Check::new(id, Status::Warn).because(failed(Slug::ClaimsGroupsEmpty))
        }
        Some(Json::Array(items)) if items.iter().all(Json::is_string) => {
            let names: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
            Check::new(id, Status::Pass).expecting(name).seeing(Value::identity(Message::list(&names)))
        }
        Some(other) => {
            let found = failed(Slug::ClaimsGroupsNotAList).public("seen", shape(other));
            Check::new(id, Status::Fail).because(found)
        }
        None if seen.userinfo.is_some_and(|more| more.0.contains_key(claim)) => {
            Check::new(id, Status::Fail).because(failed(Slug::ClaimsGroupsOnlyInUserinfo))
        }
        None => missing(context, id, Slug::ClaimsGroupsMissing, std::slice::from_ref(claim)),
    }
}

fn shape(value: &Json) -> Key {
    match value {
        Json::Null => key!("checks.shape_of.null"),
        Json::Bool(_) => key!("checks.shape_of.bool"),
        Json::Number(_) => key!("checks.shape_of.number"),
        Json::String(_) => key!("checks.shape_of.text"),
        Json::Array(_) => key!("checks.shape_of.mixed_list"),
        Json::Object(_) => key!("checks.shape_of.object"),
    }
}

fn others(context: &Context<'_>, seen: &Seen<'_>) -> Check {
    let wanted = &context.subject().claims.required;
    let gone = missing_of(wanted, seen);
    if gone.is_empty() {
        return Check::new(CheckId::ClaimsRequired, Status::Pass)
            .expecting(Value::public(Message::list(wanted)));
    }
    missing(context, CheckId::ClaimsRequired, Slug::ClaimsRequiredMissing, &gone)
}

fn size(seen: &Seen<'_>) -> Check {
    let bytes = serde_json::to_string(&seen.id_token.0).map(|text| text.len()).unwrap_or_default();
    let shown = Value::public(format!("{bytes} B"));
    if bytes <= LARGE {
        return Check::new(CheckId::ClaimsSize, Status::Pass).seeing(shown);
    }
    Check::new(CheckId::ClaimsSize, Status::Warn)
        .because(Finding::new(Slug::ClaimsTooLarge).with("size", shown.clone()))
        .seeing(shown)
}

/// Who signed in, as the application will be told; `None` where no ID token was accepted.
pub(super) fn identity(context: &Context<'_>) -> Option<Identity> {
    let seen = Seen::of(context)?;
    let needs = &context.subject().claims;
    let email =
        seen.first(&needs.email).map(|(_, text)| text).or_else(|| seen.all.text("email").map(str::to_owned));
    let mut identity = Identity {
        subject: seen.id_token.subject().to_owned(),
        username: seen.first(&needs.username).map(|(name, text)| (text, name.to_owned())),
        email: email.map(|email| (email, seen.all.flag("email_verified"))),
        name: seen.all.text("name").map(str::to_owned),
        groups: needs.groups.as_ref().map(|claim| seen.all.strings(claim).unwrap_or_default()),
        methods: seen.id_token.strings("amr").unwrap_or_default(),
        account: None,
    };
    identity.account = context.subject().accounts.as_ref().map(|accounts| account(accounts, &identity));
    Some(identity)
}

/// By what the application will look for this person's account, of what it is told.
fn account(accounts: &Accounts, identity: &Identity) -> Account {
    let told = |by: &MatchedBy| {
        let value = match by {
            MatchedBy::Subject => Some(&identity.subject),
            MatchedBy::Email => identity.email.as_ref().map(|(email, _)| email),
            MatchedBy::Username => identity.username.as_ref().map(|(username, _)| username),
            MatchedBy::Nothing => None,
        };
        Some((*by, value?.clone()))
    };
    Account {
        matched_by: accounts.matched_by.iter().filter_map(told).collect(),
        existing: accounts.existing.clone(),
        leaving: accounts.leaving.clone(),
    }
}
