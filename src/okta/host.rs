//! Whose host a name is: Okta's own domains, this computer, or any other (a custom domain, another provider).
//!
//! The list is the one that Okta's own configuration checks carry. A custom domain looks like any other host; only the
//! organization document tells (see [`super::organization`]).

use url::{Host, Url};

/// The domains under which Okta serves organizations.
pub const OKTA_DOMAINS: [&str; 7] = [
    "okta.com",
    "oktapreview.com",
    "okta-emea.com",
    "okta-gov.com",
    "okta.mil",
    "okta-miltest.com",
    "trex-gov.com",
];

/// Whose host it is, as far as its name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostKind {
    /// An organization under one of Okta's domains.
    Okta,
    /// This computer.
    Loopback,
    /// A custom domain of an organization, or not Okta at all.
    Other,
}

/// What the host of an address is by its name.
pub fn kind(url: &Url) -> HostKind {
    match url.host() {
        Some(Host::Ipv4(address)) if address.is_loopback() => HostKind::Loopback,
        Some(Host::Ipv6(address)) if address.is_loopback() => HostKind::Loopback,
        Some(Host::Domain(name)) => kind_of_name(name),
        _ => HostKind::Other,
    }
}

fn kind_of_name(name: &str) -> HostKind {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    if name == "localhost" || name.ends_with(".localhost") {
        HostKind::Loopback
    } else if okta_parts(&name).is_some() {
        HostKind::Okta
    } else {
        HostKind::Other
    }
}

/// The subdomain and Okta's domain: `acme-admin.okta.com` is `("acme-admin", "okta.com")`.
fn okta_parts(name: &str) -> Option<(&str, &'static str)> {
    OKTA_DOMAINS.into_iter().find_map(|domain| {
        let subdomain = name.strip_suffix(domain)?.strip_suffix('.')?;
        (!subdomain.is_empty()).then_some((subdomain, domain))
    })
}

/// Whether the host is an Admin Console's, which is never an issuer's.
pub fn is_admin(host: &str) -> bool {
    okta_parts(host).is_some_and(|(subdomain, _)| subdomain.ends_with("-admin"))
}

/// The organization's host for an Admin Console's: `acme-admin.okta.com` gives `acme.okta.com`.
pub fn without_admin(host: &str) -> Option<String> {
    let (subdomain, domain) = okta_parts(host)?;
    let name = subdomain.strip_suffix("-admin").filter(|name| !name.is_empty())?;
    Some(format!("{name}.{domain}"))
}

/// The Admin Console's host for an organization's under Okta's domains; a custom domain has none of its own.
pub fn with_admin(host: &str) -> Option<String> {
    let (subdomain, domain) = okta_parts(host)?;
    if subdomain.ends_with("-admin") {
        return Some(host.to_owned());
    }
    Some(format!("{subdomain}-admin.{domain}"))
}

/// Scheme, host and port alone, without a slash at the end: `https://acme.okta.com`.
pub fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_apart() -> Result<(), url::ParseError> {
        let kinds = [
            ("https://acme.okta.com", HostKind::Okta),
            ("https://acme.okta-gov.com", HostKind::Okta),
            ("https://okta.com", HostKind::Other),
            ("https://notokta.com", HostKind::Other),
            ("https://login.example.com", HostKind::Other),
            ("http://localhost:8749", HostKind::Loopback),
            ("http://127.0.0.1:1", HostKind::Loopback),
            ("http://[::1]:1", HostKind::Loopback),
        ];
        for (url, expected) in kinds {
            assert_eq!(kind(&Url::parse(url)?), expected, "{url}");
        }
        Ok(())
    }

    #[test]
    fn admin_hosts_go_both_ways() {
        assert!(is_admin("acme-admin.okta.com"));
        assert!(!is_admin("acme-admin.example.com"));
        assert_eq!(without_admin("acme-admin.oktapreview.com").as_deref(), Some("acme.oktapreview.com"));
        assert_eq!(with_admin("acme.okta.com").as_deref(), Some("acme-admin.okta.com"));
        assert_eq!(with_admin("login.example.com"), None);
    }
}
