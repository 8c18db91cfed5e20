//! The application's own file, judged as the application takes it: every value as it stands there.

use super::context::Context;
use url::Url;

use crate::apps::guide::{GivenAs, Slack};
use crate::apps::libraries::{Leniency, Reading};
use crate::apps::role::Endpoint;
use crate::base::MASK;
use crate::base::untrusted::visible;
use crate::base::words::{Message, key, message};
use crate::diagnosis::as_configured::{AsConfigured, Correction, Judged, Stated};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Severity, Status, Value};
use crate::diagnosis::slugs::Slug;
use crate::oidc::discovery::Metadata;
use crate::okta::host::{self, HostKind};
use crate::okta::issuer::{Corrected, correct, server_of};

mod difference;
mod settings;

use difference::{Difference, difference};

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let Some(used) = &context.evidence.configured else { return Vec::new() };
    let first = used.issuer.as_ref().map(|stated| issuer(context, used, stated));
    let single = [first, client_id(context, used), redirects(used), scopes(context, used)];
    let mut all: Vec<Check> = single.into_iter().flatten().collect();
    // Where it stands again, only what is wrong there is worth a word.
    let again = used.issuer_again.iter().map(|stated| issuer(context, used, stated));
    all.extend(again.filter(|check| check.status == Status::Fail));
    all.extend(endpoints(context, used));
    all.extend(settings::checks(used));
    all.extend(used.typed_over.iter().map(|one| {
        // An answer may be a part of what stands there.
        let is_whole = |whole: &&Stated| (&whole.key, whole.line) == (&one.stated.key, one.stated.line);
        let stated = used.redirects.iter().find(is_whole).unwrap_or(&one.stated);
        Check::new(one.check, Status::Fail).because(about(Slug::ConfigFlagDiffers, stated, &one.typed))
    }));
    all
}

/// A finding about a value, with its place.
pub(super) fn about(slug: Slug, stated: &Stated, expected: &str) -> Finding {
    // A name and a password in an address are nobody's business.
    let authority = stated.text.split_once("://").and_then(|(_, rest)| rest.split('/').next());
    let seen = match authority {
        Some(authority) if authority.contains('@') => MASK.to_owned(),
        _ => visible(&stated.text),
    };
    Finding::new(slug)
        .public("place", place(stated))
        .public("key", stated.key.clone())
        .public("expected", expected)
        .public("seen", seen)
}

/// A value with its key and its place: “coder.env, line 5: CODER_ACCESS_URL = …”.
pub(super) fn quoted(stated: &Stated) -> Message {
    let (place, text) = (place(stated), visible(&stated.text));
    message!("checks.place.quoted", place = place, key = visible(&stated.key), text = text)
}

/// Where a value stands: “coder.env, line 5”.
pub(super) fn place(stated: &Stated) -> Message {
    let file = visible(stated.file.rsplit(['/', '\\']).next().unwrap_or(&stated.file));
    match stated.line {
        Some(line) => message!("checks.place.line", file = file, line = line),
        None => file.into(),
    }
}

fn issuer(context: &Context<'_>, used: &AsConfigured, stated: &(Judged, GivenAs)) -> Check {
    let (Judged { stated, reading }, form) = stated;
    let check = |status| Check::new(CheckId::ConfigIssuer, status).required(true);
    // What it refers to was not looked up.
    if context.is_held(&context.subject().issuer) {
        return check(Status::NotReached);
    }
    let Ok(meant) = correct(&stated.text) else {
        // Some applications take an address without encryption, and another provider may go by it; that it can be read on the
        // way is said of the issuer itself.
        let is_taken = is_plain_elsewhere(&stated.text) && reading.of(Slack::PlainHttp) != Leniency::Refused;
        let unfit = || check(Status::Fail).because(about(Slug::ConfigValueUnfit, stated, ""));
        return if is_taken { check(Status::NotReached) } else { unfit() };
    };
    let subject = &context.subject().issuer;
    let is_seen = context.document().is_some();
    let own = context.document().map_or(subject.as_str(), |document| document.issuer.as_str());
    let whole = match form {
        GivenAs::Issuer => own.to_owned(),
        GivenAs::Discovery => format!("{}/.well-known/openid-configuration", own.trim_end_matches('/')),
    };
    match difference(&stated.text, own, *form) {
        // Without the provider's own word nobody knows whether it goes by this very text.
        Difference::None if context.document().is_none() => check(Status::NotReached),
        Difference::None => check(Status::Pass),
        Difference::Slips(slips) => of_slips(check, stated, reading, &slips, &whole, is_seen),
        // Most other addresses in the file belong to another server.
        Difference::Other if used.contradicts(stated, subject) => {
            let found =
                about(Slug::ConfigServerDiffers, stated, &whole).public("other", of_server(used, own));
            check(Status::Fail).because(found.corrected_by(is_seen.then(|| in_place(stated, &whole))))
        }
        // Another issuer was named by a flag or by hand.
        Difference::Other if !means(&meant, subject) => {
            check(Status::Fail).because(about(Slug::ConfigFlagDiffers, stated, &whole))
        }
        // Below an endpoint stands no discovery document, and what is no issuer at all nobody puts right but for the slips above.
        Difference::Other => of_slips(check, stated, reading, &[], &whole, is_seen),
    }
}

/// Whether a text is an address without encryption, at a provider that is not Okta.
fn is_plain_elsewhere(text: &str) -> bool {
    let url = Url::parse(text).ok().filter(|url| url.scheme() == "http" && url.has_host());
    url.is_some_and(|url| host::kind(&url) != HostKind::Okta)
}

/// An address in the file that belongs to an issuer.
fn of_server(used: &AsConfigured, issuer: &str) -> String {
    let other = used.endpoints.iter().map(|(_, other)| other).find(|other| other.text.starts_with(issuer));
    let other = other.or(used.issuer_from.as_ref());
    other.map(|other| format!("{} = {}", other.key, other.text)).unwrap_or_default()
}

/// Whether this issuer is the one that was meant, at once or where that was none.
fn means(meant: &Corrected, issuer: &str) -> bool {
    let is_same = |one: &str| one.trim_end_matches('/') == issuer.trim_end_matches('/');
    is_same(&meant.issuer) || meant.otherwise.as_ref().is_some_and(|other| is_same(&other.issuer))
}

/// What becomes of a value that deviates in these ways: the strictest word counts. A value that deviates in another way is
/// only known not to work where it is known what reads it.
fn of_slips(
    check: impl Fn(Status) -> Check,
    stated: &Stated,
    reading: &Reading,
    slips: &[Slack],
    expected: &str,
    is_seen: bool,
) -> Check {
    let otherwise = if reading.library.is_some() { Leniency::Refused } else { Leniency::Unknown };
    let all: Vec<Leniency> = match slips {
        [] => vec![otherwise],
        slips => slips.iter().map(|slip| reading.of(*slip)).collect(),
    };
    let (status, slug) = if all.contains(&Leniency::Refused) {
        (Status::Fail, Slug::ConfigValueRefused)
    } else if all.contains(&Leniency::Unknown) {
        (Status::Unknown, Slug::ConfigValueUnclear)
    } else {
        (Status::Pass, Slug::ConfigValueForgiven)
    };
    let found = about(slug, stated, expected).public("slips", told(slips));
    // What was only concluded from the text, and not seen at the provider, is no reason to change it.
    let correction = (is_seen && status != Status::Pass).then(|| in_place(stated, expected));
    check(status).because(found.corrected_by(correction))
}

/// Sentences one after the other.
fn sentences(all: impl Iterator<Item = Message>) -> Option<Message> {
    all.reduce(|first, second| message!("joins.sentences", first = first, second = second))
}

/// In which ways a value deviates, as sentences.
fn told(slips: &[Slack]) -> Message {
    let of = |slip: &Slack| match slip {
        Slack::TrailingSlash | Slack::SlashAfterHost => key!("checks.slip.trailing_slash"),
        Slack::DiscoveryUrl => key!("checks.slip.discovery_url"),
        Slack::BareIssuer => key!("checks.slip.bare_issuer"),
        Slack::AdminHost => key!("checks.slip.admin_host"),
        Slack::Blank => key!("checks.slip.blank"),
        Slack::UpperCase => key!("checks.slip.upper_case"),
        Slack::PlainHttp => key!("checks.slip.plain_http"),
    };
    let all = slips.iter().map(|slip| of(slip).into());
    sentences(all).unwrap_or_else(|| key!("checks.slip.other").into())
}

fn client_id(context: &Context<'_>, used: &AsConfigured) -> Option<Check> {
    let Judged { stated, reading } = used.client_id.as_ref()?;
    let check = |status| Check::new(CheckId::ConfigClientId, status).required(true);
    let own = context.subject().client_id.as_str();
    if own.is_empty() {
        return None;
    }
    Some(if stated.text == own {
        check(Status::Pass)
    } else if stated.text.trim() == own {
        // No provider takes blanks off, and few programs do.
        let blank = Slack::Blank;
        let refused = if reading.of(blank) == Leniency::Forgiven {
            Slug::ConfigValueForgiven
        } else {
            Slug::ConfigValueRefused
        };
        let status = if refused == Slug::ConfigValueForgiven { Status::Pass } else { Status::Fail };
        let correction = (status == Status::Fail).then(|| in_place(stated, own));
        check(status)
            .because(about(refused, stated, own).public("slips", told(&[blank])).corrected_by(correction))
    } else {
        check(Status::Fail).because(about(Slug::ConfigFlagDiffers, stated, own))
    })
}

/// Whether each text that the file gives as redirect URI is one address, or a path on the application's own host.
fn redirects(used: &AsConfigured) -> Option<Check> {
    let check = |status| Check::new(CheckId::ConfigRedirects, status);
    let first = used.redirects.first()?;
    let is_one = |text: &str| {
        let inside = |one: char| one.is_whitespace() || matches!(one, ',' | '"' | '\'');
        !text.contains(inside) && (text.starts_with('/') || Url::parse(text).is_ok())
    };
    let unfit = used.redirects.iter().find(|stated| !is_one(&stated.text));
    Some(match unfit {
        None => check(Status::Pass).seeing(Value::public(visible(&first.text))),
        Some(stated) => {
            let parts = stated.text.split([' ', ',', '"', '\'', '\n']).filter(|part| !part.is_empty());
            let apart = parts.collect::<Vec<_>>().join(" , ");
            check(Status::Fail).because(about(Slug::ConfigRedirectUnfit, stated, &apart))
        }
    })
}

fn scopes(context: &Context<'_>, used: &AsConfigured) -> Option<Check> {
    // Where others were given, those are what was tested.
    let is_typed = used.typed_over.iter().any(|one| one.check == CheckId::ConfigScopes);
    let scopes = used.scopes.as_ref().filter(|_| !is_typed)?;
    let check = |status| Check::new(CheckId::ConfigScopes, status);
    let absent = used.scope_key();
    let stated = scopes.stated.as_ref().unwrap_or(&absent);
    if scopes.whole {
        let apart: Vec<&str> = scopes.sent.iter().flat_map(|scope| scope.split(',')).collect();
        let found = about(Slug::ConfigScopesInOne, stated, &apart.join(" "));
        return Some(check(Status::Fail).because(found.corrected_by(Some(with_scopes(used, stated, &[])))));
    }
    // An asterisk stands for all that the provider has, `openid` among them.
    if !scopes.sent.iter().any(|scope| scope == "openid" || scope == "*") {
        let found = about(Slug::ConfigOpenidMissing, stated, &format!("openid {}", scopes.sent.join(" ")));
        let correction = with_scopes(used, stated, &["openid"]);
        return Some(check(Status::Fail).because(found.corrected_by(Some(correction))));
    }
    if lacks_groups(context, &scopes.sent) {
        let sent = scopes.sent.join(" ");
        let seen = Stated { text: sent.clone(), ..stated.clone() };
        let found =
            about(Slug::ConfigScopeMissing, &seen, &format!("{sent} groups")).public("scope", "groups");
        let found = found.corrected_by(Some(with_scopes(used, stated, &["groups"])));
        return Some(check(Status::Warn).because(found));
    }
    Some(check(Status::Pass))
}

/// Whether groups are to be read, nobody asks for them, and no login has shown that they come all the same.
fn lacks_groups(context: &Context<'_>, sent: &[String]) -> bool {
    let subject = context.subject();
    let listed = |document: &Metadata| document.scopes_supported.iter().any(|scope| scope == "groups");
    let by_scope = server_of(&subject.issuer).is_none() || context.document().is_some_and(listed);
    let asked = sent.iter().any(|scope| scope == "groups");
    subject.claims.groups.is_some() && !asked && by_scope && context.proven().is_none()
}

/// What of the application's file a check has to do with: where the issuer comes from; of a claim the key that names the claim, and the scopes that were sent.
pub(super) fn stands_for(context: &Context<'_>, id: CheckId) -> Option<Message> {
    let used = context.evidence.configured.as_ref()?;
    if id == CheckId::IssuerForm {
        return used.issuer_from.as_ref().map(quoted);
    }
    let (claim, scope) = match id {
        CheckId::ClaimsGroups => (used.claims.groups.as_ref(), "groups"),
        CheckId::ClaimsEmail => (used.claims.email.as_ref(), "email"),
        CheckId::ClaimsUsername => (used.claims.username.as_ref(), "profile"),
        CheckId::ClaimsRequired => (used.claims.required.first(), "groups"),
        _ => return None,
    };
    let sent = used.scopes.as_ref().filter(|scopes| !scopes.sent.iter().any(|sent| sent == scope));
    let asked = sent.map(|scopes| {
        let sent = visible(&scopes.sent.join(" "));
        if let Some(stated) = &scopes.stated {
            let (place, key) = (place(stated), visible(&stated.key));
            message!("checks.place.scopes", place = place, key = key, sent = sent, scope = scope)
        } else {
            let (file, key) = (place(&used.scope_key()), visible(&used.scopes_key));
            message!("checks.place.no_scopes", place = file, key = key, sent = sent, scope = scope)
        }
    });
    sentences(claim.map(quoted).into_iter().chain(asked))
}

/// Whether two addresses are asked for in the same way: a host’s capital letters and the usual port make no difference.
fn same_address(one: &str, other: &str) -> bool {
    let parsed = |text: &str| Url::parse(text).ok().filter(|_| text.trim() == text);
    one == other || parsed(one).is_some_and(|one| Some(one) == parsed(other))
}

fn endpoints(context: &Context<'_>, used: &AsConfigured) -> Vec<Check> {
    let id = CheckId::ConfigEndpoints;
    if used.endpoints.is_empty() && used.missing_endpoints.is_empty() && used.strays.is_empty() {
        return Vec::new();
    }
    let Some(document) = context.document() else {
        return vec![Check::new(id, Status::NotReached)];
    };
    let own = |endpoint: Endpoint| expected(document, endpoint);
    let agrees = |endpoint: Endpoint, stated: &Stated| {
        own(endpoint).is_none_or(|url| same_address(&url, &stated.text))
    };
    let first = used.endpoints.iter().find(|(endpoint, stated)| agrees(*endpoint, stated));
    let mut all = Vec::new();
    for (endpoint, stated) in &used.endpoints {
        let Some(url) = own(*endpoint).filter(|url| !same_address(url, &stated.text)) else { continue };
        let other = first.map(|(_, other)| format!("{} = {}", other.key, other.text)).unwrap_or_default();
        let mut found = about(Slug::ConfigEndpointDiffers, stated, &url).public("other", other);
        found = found.corrected_by(Some(in_place(stated, &url)));
        // Signing in goes on without these two.
        let aside = matches!(endpoint, Endpoint::Keys | Endpoint::Logout);
        if aside {
            found.severity = Severity::Warn;
        }
        all.push(Check::new(id, if aside { Status::Warn } else { Status::Fail }).because(found));
    }
    for (stated, right) in &used.strays {
        let is_slash = stated.text.trim_end_matches('/') == right.trim_end_matches('/');
        let found = if is_slash {
            about(Slug::ConfigValueRefused, stated, right).public("slips", told(&[Slack::TrailingSlash]))
        } else {
            let other = of_server(used, document.issuer.as_str());
            about(Slug::ConfigServerDiffers, stated, right).public("other", other)
        };
        let found = found.corrected_by(Some(in_place(stated, right)));
        all.push(Check::new(id, Status::Fail).because(found));
    }
    for (endpoint, stated) in &used.missing_endpoints {
        let found = about(Slug::ConfigEndpointMissing, stated, &own(*endpoint).unwrap_or_default())
            .corrected_by(own(*endpoint).map(|url| in_place(stated, &url)));
        all.push(Check::new(id, Status::Fail).because(found));
    }
    if all.is_empty() {
        all.push(Check::new(id, Status::Pass));
    }
    all
}

/// The endpoint by the issuer's own word.
fn expected(document: &Metadata, endpoint: Endpoint) -> Option<String> {
    let url = match endpoint {
        Endpoint::Authorization => Some(&document.authorization_endpoint),
        Endpoint::Token => Some(&document.token_endpoint),
        Endpoint::Userinfo => document.userinfo_endpoint.as_ref(),
        Endpoint::Keys => Some(&document.jwks_uri),
        Endpoint::Logout => document.end_session_endpoint.as_ref(),
    };
    url.map(|url| url.as_str().to_owned())
}

/// This text in the place of a value.
fn in_place(stated: &Stated, text: &str) -> Correction {
    Correction::Text(stated.clone(), text.to_owned())
}

/// These scopes besides those that are there.
pub(super) fn with_scopes(used: &AsConfigured, at: &Stated, missing: &[&str]) -> Correction {
    let sent = used.scopes.as_ref().map(|scopes| scopes.sent.clone()).unwrap_or_default();
    let missing = missing.iter().map(|scope| (*scope).to_owned()).collect();
    Correction::Scopes { at: at.clone(), sent, missing }
}

#[cfg(test)]
mod tests {
    use super::same_address;

    #[test]
    fn addresses_are_the_same_whatever_the_letters_of_the_host() {
        let token = "https://acme.okta.com/oauth2/v1/token";
        for same in
            [token, "https://ACME.okta.com/oauth2/v1/token", "https://acme.okta.com:443/oauth2/v1/token"]
        {
            assert!(same_address(token, same), "{same}");
        }
        for other in [
            "https://acme.okta.com/oauth2/v1/token/",
            " https://acme.okta.com/oauth2/v1/token",
            "https://acme.okta.com/oauth2/V1/token",
            "",
        ] {
            assert!(!same_address(token, other), "{other}");
        }
    }
}
