//! The redirect URI that the application sends, and in which part it is another one. The provider compares it letter by
//! letter (OpenID Connect Core 1.0 §3.1.2.1), so whether it matters is the provider's word.

use url::Url;

use super::{Sent, differing, place, proxy, seeing};
use crate::apps::guide::RedirectFrom;
use crate::base::words::{Key, Message, key};
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::checks::{RedirectSaid, said_of_redirect};
use crate::diagnosis::finding::{Check, Finding, Severity, Status};
use crate::diagnosis::slugs::Slug;

const ID: CheckId = CheckId::LiveRedirectUri;

pub(super) fn check(sent: &Sent<'_>) -> Check {
    let Some(seen) = sent.captured.redirect_uri.as_deref() else {
        return if sent.captured.is_pushed {
            Check::new(ID, Status::Unknown).because(Finding::new(Slug::LivePushed))
        } else {
            Check::new(ID, Status::NotApplicable)
        };
    };
    let expected = &sent.context.subject().app_redirects;
    if sent.live.redirect_from() == RedirectFrom::Caller || expected.is_empty() {
        return seeing(ID, Status::NotApplicable, None, seen);
    }
    let said = sent.context.evidence.live_redirect().map(said_of_redirect);
    // A file that states another one is right where the provider takes it, and wrong where it does not.
    let usual = &sent.context.subject().usual_redirects;
    let is_refused = said == Some(RedirectSaid::NotRegistered) && !usual.is_empty();
    let right = if is_refused { usual } else { expected };
    if right.iter().any(|one| one == seen) {
        return seeing(ID, Status::Pass, Some(seen), seen);
    }
    let meant = nearest(right, seen);
    let (status, severity) = match said {
        Some(RedirectSaid::Registered) => (Status::Warn, Severity::Warn),
        Some(RedirectSaid::NotRegistered) => (Status::Fail, Severity::Fail),
        Some(RedirectSaid::Limited | RedirectSaid::Nothing) | None => (Status::Unknown, Severity::Warn),
    };
    let mut found = finding(sent, meant, seen);
    found.severity = severity;
    seeing(ID, status, Some(meant), seen).required(true).because(found)
}

fn finding(sent: &Sent<'_>, expected: &str, seen: &str) -> Finding {
    let parts = differences(expected, seen);
    let is_scheme = parts.contains(&key!("checks.live.part.scheme")) && seen.starts_with("http://");
    let cures = sent.live.cures();
    let cure = place(cures.redirect_uri.as_ref(), key!("checks.live.place.redirect_uri"));
    // What an application takes from the request, it takes as the proxy in front of it passes it on.
    let of_request =
        [key!("checks.live.part.scheme"), key!("checks.live.part.host"), key!("checks.live.part.port")];
    let is_of_request = sent.live.redirect_from() == RedirectFrom::Request;
    let slug = match parts.as_slice() {
        [_] if is_scheme => Slug::LiveRedirectScheme,
        parts if is_of_request && parts.iter().all(|part| of_request.contains(part)) => {
            Slug::LiveRedirectHost
        }
        _ => Slug::LiveRedirectDiffers,
    };
    let found = differing(Finding::new(slug), expected, seen, cure).public("parts", Message::list(&parts));
    match slug {
        Slug::LiveRedirectScheme => proxy::with_cures(found, sent.live),
        Slug::LiveRedirectHost => proxy::with_cures_of_host(found, sent.live, is_scheme),
        _ => found,
    }
}

/// The one of the expected that it has most in common with.
fn nearest<'a>(expected: &'a [String], seen: &str) -> &'a str {
    let fewest = expected.iter().min_by_key(|one| differences(one, seen).len());
    fewest.map(String::as_str).unwrap_or_default()
}

/// The parts in which two redirect URIs differ.
fn differences(expected: &str, seen: &str) -> Vec<Key> {
    let (Ok(one), Ok(other)) = (Url::parse(expected), Url::parse(seen)) else {
        return vec![key!("checks.live.part.whole")];
    };
    let bare = |path: &str| path.trim_end_matches('/').to_owned();
    let same_path = bare(one.path()) == bare(other.path());
    let scheme_implies_port = one.scheme() != other.scheme() && one.port() == other.port();
    let parts = [
        (one.scheme() != other.scheme(), key!("checks.live.part.scheme")),
        (one.host_str() != other.host_str(), key!("checks.live.part.host")),
        (
            one.port_or_known_default() != other.port_or_known_default() && !scheme_implies_port,
            key!("checks.live.part.port"),
        ),
        (!same_path, key!("checks.live.part.path")),
        (same_path && one.path() != other.path(), key!("checks.live.part.slash")),
        (one.query() != other.query() || one.fragment() != other.fragment(), key!("checks.live.part.query")),
    ];
    let found: Vec<Key> = parts.into_iter().filter(|(differs, _)| *differs).map(|(_, part)| part).collect();
    // Capital letters in a host, a port that goes without saying, an escape: the same address, and another text.
    if found.is_empty() { vec![key!("checks.live.part.spelling")] } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_that_differs_is_named() {
        let is = "https://wiki.example.com/oidc/callback";
        for (seen, parts) in [
            ("http://wiki.example.com/oidc/callback", vec![key!("checks.live.part.scheme")]),
            (
                "https://wiki:3000/oidc/callback",
                vec![key!("checks.live.part.host"), key!("checks.live.part.port")],
            ),
            ("https://wiki.example.com/oidc/callback/", vec![key!("checks.live.part.slash")]),
            ("https://wiki.example.com/wiki/oidc/callback", vec![key!("checks.live.part.path")]),
            ("https://wiki.example.com/oidc/Callback", vec![key!("checks.live.part.path")]),
            ("https://wiki.example.com:443/oidc/callback", vec![key!("checks.live.part.spelling")]),
            ("https://WIKI.example.com/oidc/callback", vec![key!("checks.live.part.spelling")]),
            ("https://wiki.example.com/oidc/callback?x", vec![key!("checks.live.part.query")]),
            ("/oidc/callback", vec![key!("checks.live.part.whole")]),
        ] {
            assert_eq!(differences(is, seen), parts, "{seen}");
        }
    }
}
