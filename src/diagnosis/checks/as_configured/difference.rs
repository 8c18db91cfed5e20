//! How the issuer of a file differs from the provider's own.

use crate::apps::guide::{GivenAs, Slack};

const DISCOVERY: &str = "/.well-known/openid-configuration";

/// What was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Letter by letter the same.
    None,
    /// In these ways, each of which some libraries put right.
    Slips(Vec<Slack>),
    /// In another way.
    Other,
}

/// Compares the text of a file with the provider's issuer; `form` says what belongs in the place of the text.
pub(super) fn difference(stated: &str, issuer: &str, form: GivenAs) -> Difference {
    let mut slips = Vec::new();
    let mut text = stated.to_owned();
    let mut step = |slip: Slack, after: String| {
        if after != text {
            slips.push(slip);
            text = after;
        }
    };
    step(Slack::Blank, stated.trim().to_owned());
    let plain = stated.trim();
    let lower = with_lower_host(plain);
    step(Slack::UpperCase, lower.clone());
    let secure = match (lower.strip_prefix("http://"), issuer.starts_with("https://")) {
        (Some(rest), true) => format!("https://{rest}"),
        _ => lower,
    };
    step(Slack::PlainHttp, secure.clone());
    let host = without_admin(&secure, issuer);
    step(Slack::AdminHost, host.clone());
    let bare = issuer.trim_end_matches('/');
    let unslashed = host.trim_end_matches('/');
    let rest = unslashed.strip_suffix(DISCOVERY).unwrap_or(unslashed);
    let is_discovery = rest.len() != unslashed.len();
    if rest.trim_end_matches('/') != bare {
        return Difference::Other;
    }
    let slash = match bare.split_once("://") {
        Some((_, rest)) if rest.contains('/') || is_discovery => Slack::TrailingSlash,
        _ => Slack::SlashAfterHost,
    };
    match (form, is_discovery) {
        (GivenAs::Issuer, true) => slips.push(Slack::DiscoveryUrl),
        (GivenAs::Discovery, false) => slips.push(Slack::BareIssuer),
        (GivenAs::Issuer, false) if host != issuer => slips.push(slash),
        (GivenAs::Discovery, true) if host != format!("{bare}{DISCOVERY}") => {
            slips.push(Slack::TrailingSlash);
        }
        _ => {}
    }
    if slips.is_empty() { Difference::None } else { Difference::Slips(slips) }
}

/// The text with scheme and host in lower case, where it is an address.
fn with_lower_host(text: &str) -> String {
    let Some(at) = text.find("://") else { return text.to_owned() };
    let end = text[at + 3..].find('/').map_or(text.len(), |slash| at + 3 + slash);
    format!("{}{}", text[..end].to_lowercase(), &text[end..])
}

/// The text with the organization's host in place of its Admin Console's, where that makes it the issuer's host.
fn without_admin(text: &str, issuer: &str) -> String {
    let host = |text: &str| {
        text.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default().to_owned())
    };
    let (Some(stated), Some(own)) = (host(text), host(issuer)) else { return text.to_owned() };
    let (name, domain) = own.split_once('.').unwrap_or((own.as_str(), ""));
    if stated == format!("{name}-admin.{domain}") { text.replacen(&stated, &own, 1) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Difference, difference};
    use crate::apps::guide::GivenAs::{Discovery, Issuer};
    use crate::apps::guide::Slack::{
        AdminHost, BareIssuer, Blank, DiscoveryUrl, PlainHttp, SlashAfterHost, TrailingSlash, UpperCase,
    };

    #[test]
    fn every_way_to_miss_an_issuer_is_named() {
        let org = "https://acme.okta.com";
        for (stated, form, slips) in [
            ("https://acme.okta.com", Issuer, vec![]),
            ("https://acme.okta.com/", Issuer, vec![SlashAfterHost]),
            (" https://acme.okta.com\n", Issuer, vec![Blank]),
            ("https://ACME.okta.com", Issuer, vec![UpperCase]),
            ("http://acme.okta.com", Issuer, vec![PlainHttp]),
            ("https://acme-admin.okta.com", Issuer, vec![AdminHost]),
            ("https://acme-admin.okta.com/", Issuer, vec![AdminHost, SlashAfterHost]),
            ("https://acme.okta.com/.well-known/openid-configuration", Issuer, vec![DiscoveryUrl]),
            ("https://acme.okta.com/.well-known/openid-configuration", Discovery, vec![]),
            ("https://acme.okta.com//.well-known/openid-configuration", Discovery, vec![TrailingSlash]),
            ("https://acme.okta.com", Discovery, vec![BareIssuer]),
        ] {
            let found = difference(stated, org, form);
            let wanted = if slips.is_empty() { Difference::None } else { Difference::Slips(slips) };
            assert_eq!(found, wanted, "{stated} as {form:?}");
        }
        for other in [
            "https://acme.okta.com/oauth2/default",
            "https://acme.okta.com/oauth2/v1/authorize",
            "https://x.example",
        ] {
            assert_eq!(difference(other, org, Issuer), Difference::Other, "{other}");
        }
        let custom = "https://acme.okta.com/oauth2/default";
        let found = difference(&format!("{custom}/"), custom, Issuer);
        assert_eq!(found, Difference::Slips(vec![TrailingSlash]));
        // A provider whose own issuer ends with a slash is taken at its word.
        assert_eq!(
            difference("https://acme.eu.auth0.com/", "https://acme.eu.auth0.com/", Issuer),
            Difference::None
        );
        assert_eq!(
            difference("https://acme.eu.auth0.com", "https://acme.eu.auth0.com/", Issuer),
            Difference::Slips(vec![SlashAfterHost])
        );
    }
}
