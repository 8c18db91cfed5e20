//! What a person types as issuer or organization, and the slips that can be mended.
//!
//! Mending is generous only where the host is known to be Okta's: other providers have issuers with paths and slashes of
//! their own, so there nothing is cut but the discovery document's suffix.

use url::Url;

use super::host::{self, HostKind};
use super::pasted::clean_pasted;

/// Something that was mended, or that is suspicious, about a typed issuer. The slug of its finding is `issuer.<name>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// The host was the Admin Console's (`-admin`).
    AdminHost,
    /// The discovery document's address was given.
    DiscoveryUrl,
    /// A slash at the end.
    TrailingSlash,
    /// An endpoint, or the prefix of the endpoints (`/oauth2/v1`).
    EndpointPrefix,
    /// Spaces, line breaks, quotes or invisible characters around the value.
    Pasted,
    /// No scheme was given; https was assumed.
    NoScheme,
    /// A page's path of the organization's host (`/app/UserHome`) was cut off.
    PagePath,
}

impl Slip {
    /// The name under which the words for the slip stand.
    pub fn name(&self) -> &'static str {
        match self {
            Self::AdminHost => "admin_host",
            Self::DiscoveryUrl => "discovery_url",
            Self::TrailingSlash => "trailing_slash",
            Self::EndpointPrefix => "endpoint_prefix",
            Self::Pasted => "pasted",
            Self::NoScheme => "no_scheme",
            Self::PagePath => "page_path",
        }
    }
}

/// An issuer that can be used, and what was changed about the typed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The issuer.
    pub issuer: String,
    /// What was mended, in the order in which it was.
    pub slips: Vec<Slip>,
}

/// Why what was typed cannot be an issuer. The words stand under `issuer_refusal.<name>`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IssuerRefusal {
    /// Nothing was typed.
    #[error("the issuer is empty")]
    Empty,
    /// A documentation's placeholder, `https://{yourOktaDomain}`.
    #[error("the issuer is a placeholder")]
    Placeholder,
    /// `http` to a host that is not this computer.
    #[error("the issuer is not https")]
    NotHttps,
    /// The host ends with `.com.com`.
    #[error("the host ends with .com.com")]
    DoubledCom,
    /// Not an address.
    #[error("the issuer is not an address")]
    NotAUrl,
    /// A user name or password stands in the address.
    #[error("the issuer holds credentials")]
    Credentials,
    /// A query or a fragment, which an issuer never has (Discovery 1.0 §2).
    #[error("the issuer has a query or a fragment")]
    QueryOrFragment,
}

impl IssuerRefusal {
    /// The name under which its words stand.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Placeholder => "placeholder",
            Self::NotHttps => "not_https",
            Self::DoubledCom => "doubled_com",
            Self::NotAUrl => "not_a_url",
            Self::Credentials => "credentials",
            Self::QueryOrFragment => "query_or_fragment",
        }
    }
}

const DISCOVERY_SUFFIXES: [&str; 2] =
    ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];
const WELL_KNOWN_SERVER: &str = "/.well-known/oauth-authorization-server/";
const PLACEHOLDERS: [&str; 6] =
    ["youroktadomain", "yourdomain", "your-okta-domain", "your-domain", "yoursubdomain", "your_okta_domain"];

/// The issuer that was meant, with what had to be mended; or why there is none in what was typed.
pub fn mend(typed: &str) -> Result<Mended, IssuerRefusal> {
    let Address { url, slash, mut slips } = address(typed)?;
    if host::kind(&url) == HostKind::Other && !looks_like_okta(&url) {
        return Ok(mend_foreign(&url, slash, slips));
    }
    let (path, more) = okta_path(url.path(), slash);
    slips.extend(more);
    Ok(Mended { issuer: format!("{}{path}", origin_without_admin(&url, &mut slips)), slips })
}

/// The organization's origin in what was typed: any address on it will do.
pub fn organization(typed: &str) -> Result<Mended, IssuerRefusal> {
    let Address { mut url, mut slips, .. } = match address(typed) {
        // Whatever page was open when the address was copied, its host is what is asked for.
        Err(IssuerRefusal::QueryOrFragment) => {
            let end = typed.find(['?', '#']).unwrap_or(typed.len());
            address(typed.get(..end).unwrap_or_default())?
        }
        other => other?,
    };
    if !matches!(url.path(), "" | "/") {
        slips.push(Slip::PagePath);
        url.set_path("");
    }
    Ok(Mended { issuer: origin_without_admin(&url, &mut slips), slips })
}

/// The issuer of an organization's own server, or of one of its custom servers by ID (`default`, `aus…`).
pub fn issuer_of(organization: &str, server: Option<&str>) -> String {
    let origin = organization.trim_end_matches('/');
    match server.map(str::trim).filter(|id| !id.is_empty()) {
        Some(id) => format!("{origin}/oauth2/{id}"),
        None => origin.to_owned(),
    }
}

/// The custom server's ID in an Okta issuer; `None` for the organization's own server.
pub fn server_of(issuer: &str) -> Option<String> {
    let url = Url::parse(issuer).ok()?;
    let mut segments = url.path_segments()?;
    (segments.next()? == "oauth2")
        .then(|| segments.next().map(str::to_owned))
        .flatten()
        .filter(|id| !id.is_empty())
}

struct Address {
    url: Url,
    /// Whether it was typed with a slash at its end, which `Url` no longer tells of an empty path.
    slash: bool,
    slips: Vec<Slip>,
}

/// Reads an address and refuses what can be no issuer.
fn address(typed: &str) -> Result<Address, IssuerRefusal> {
    let (cleaned, was_pasted) = clean_pasted(typed);
    let mut slips = Vec::new();
    if was_pasted {
        slips.push(Slip::Pasted);
    }
    if cleaned.is_empty() {
        return Err(IssuerRefusal::Empty);
    }
    if is_placeholder(typed) {
        return Err(IssuerRefusal::Placeholder);
    }
    if cleaned.contains(char::is_whitespace) {
        return Err(IssuerRefusal::NotAUrl);
    }
    let text = if cleaned.contains("://") {
        cleaned
    } else {
        slips.push(Slip::NoScheme);
        format!("https://{cleaned}")
    };
    let url = Url::parse(&text).map_err(|_| IssuerRefusal::NotAUrl)?;
    refuse(&url)?;
    Ok(Address { url, slash: text.ends_with('/'), slips })
}

fn refuse(url: &Url) -> Result<(), IssuerRefusal> {
    let host = url.host_str().unwrap_or_default();
    let here = host::kind(url) == HostKind::Loopback;
    if !here && !host.contains('.') && url.host().is_none_or(|host| matches!(host, url::Host::Domain(_))) {
        return Err(IssuerRefusal::NotAUrl);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(IssuerRefusal::Credentials);
    }
    match url.scheme() {
        "https" => {}
        "http" if here => {}
        "http" => return Err(IssuerRefusal::NotHttps),
        _ => return Err(IssuerRefusal::NotAUrl),
    }
    if host.ends_with(".com.com") {
        return Err(IssuerRefusal::DoubledCom);
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(IssuerRefusal::QueryOrFragment);
    }
    Ok(())
}

fn is_placeholder(typed: &str) -> bool {
    let lower = typed.to_ascii_lowercase();
    lower.contains(['{', '}'])
        || lower.contains("${")
        || lower.trim().trim_start_matches("https://").starts_with('<')
        || PLACEHOLDERS.iter().any(|placeholder| lower.contains(placeholder))
}

/// A custom domain or the practice Okta: not Okta by its name, but by the endpoints' prefix in its path.
fn looks_like_okta(url: &Url) -> bool {
    let path = url.path();
    path.starts_with("/oauth2/v1") || (path.starts_with("/oauth2/") && path.contains("/v1"))
}

fn mend_foreign(url: &Url, slash: bool, mut slips: Vec<Slip>) -> Mended {
    let path = if slash { url.path() } else { url.path().trim_end_matches('/') };
    let kept = match DISCOVERY_SUFFIXES.iter().find_map(|suffix| path.strip_suffix(suffix)) {
        Some(base) => {
            slips.push(Slip::DiscoveryUrl);
            base
        }
        None => path,
    };
    // A slash may be the provider's own: it stays, and discovery shows whether it belongs there.
    Mended { issuer: format!("{}{kept}", host::origin(url)), slips }
}

fn origin_without_admin(url: &Url, slips: &mut Vec<Slip>) -> String {
    match url.host_str().and_then(host::without_admin) {
        Some(organization) => {
            slips.push(Slip::AdminHost);
            format!("https://{organization}")
        }
        None => host::origin(url),
    }
}

/// The issuer's path in a path on an Okta host: nothing, or `/oauth2/{server}`.
fn okta_path(path: &str, slash: bool) -> (String, Vec<Slip>) {
    let mut slips = Vec::new();
    let rest = if let Some(server) = path.strip_prefix(WELL_KNOWN_SERVER) {
        slips.push(Slip::DiscoveryUrl);
        server
    } else if let Some(base) = DISCOVERY_SUFFIXES.iter().find_map(|suffix| path.strip_suffix(suffix)) {
        slips.push(Slip::DiscoveryUrl);
        base
    } else {
        path
    };
    if slash {
        slips.push(Slip::TrailingSlash);
    }
    let segments: Vec<&str> = rest.split('/').filter(|segment| !segment.is_empty()).collect();
    let kept = match segments.as_slice() {
        [] => String::new(),
        ["oauth2"] | ["oauth2", "v1", ..] => {
            slips.push(Slip::EndpointPrefix);
            String::new()
        }
        ["oauth2", server] => format!("/oauth2/{server}"),
        ["oauth2", server, ..] => {
            slips.push(Slip::EndpointPrefix);
            format!("/oauth2/{server}")
        }
        _ => {
            slips.push(Slip::PagePath);
            String::new()
        }
    };
    (kept, slips)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(typed: &str) -> (String, Vec<Slip>) {
        mend(typed).map_or_else(
            |why| (format!("refused: {why}"), Vec::new()),
            |mended| (mended.issuer, mended.slips),
        )
    }

    #[test]
    fn slips_on_okta_hosts_are_mended() {
        let org = "https://acme.okta.com";
        let default = "https://acme.okta.com/oauth2/default";
        let cases: &[(&str, &str, &[Slip])] = &[
            (org, org, &[]),
            (default, default, &[]),
            ("https://acme.okta.com/", org, &[Slip::TrailingSlash]),
            (" https://acme.okta.com\n", org, &[Slip::Pasted]),
            ("\"https://acme.okta.com\"", org, &[Slip::Pasted]),
            ("acme.okta.com", org, &[Slip::NoScheme]),
            ("https://acme-admin.okta.com", org, &[Slip::AdminHost]),
            ("https://acme.okta.com/oauth2/default/", default, &[Slip::TrailingSlash]),
            ("https://acme.okta.com/.well-known/openid-configuration", org, &[Slip::DiscoveryUrl]),
            (
                "https://acme.okta.com/oauth2/default/.well-known/openid-configuration",
                default,
                &[Slip::DiscoveryUrl],
            ),
            (
                "https://acme.okta.com/.well-known/oauth-authorization-server/oauth2/default",
                default,
                &[Slip::DiscoveryUrl],
            ),
            ("https://acme.okta.com/oauth2/v1", org, &[Slip::EndpointPrefix]),
            ("https://acme.okta.com/oauth2", org, &[Slip::EndpointPrefix]),
            ("https://acme.okta.com/oauth2/v1/authorize", org, &[Slip::EndpointPrefix]),
            ("https://acme.okta.com/oauth2/default/v1/authorize", default, &[Slip::EndpointPrefix]),
            ("https://acme.okta.com/app/UserHome", org, &[Slip::PagePath]),
            ("https://acme-admin.okta.com/admin/dashboard", org, &[Slip::PagePath, Slip::AdminHost]),
        ];
        for (typed, issuer, slips) in cases {
            assert_eq!(mended(typed), ((*issuer).to_owned(), slips.to_vec()), "{typed}");
        }
    }

    #[test]
    fn other_providers_keep_their_paths_and_slashes() {
        let cases: &[(&str, &str, &[Slip])] = &[
            ("https://id.example.com/realms/acme", "https://id.example.com/realms/acme", &[]),
            ("https://id.example.com/", "https://id.example.com/", &[]),
            ("https://id.example.com", "https://id.example.com", &[]),
            ("https://id.example.com/app/", "https://id.example.com/app/", &[]),
            (
                "https://id.example.com/realms/acme/.well-known/openid-configuration",
                "https://id.example.com/realms/acme",
                &[Slip::DiscoveryUrl],
            ),
            (
                "https://login.example.com/oauth2/v1/authorize",
                "https://login.example.com",
                &[Slip::EndpointPrefix],
            ),
            ("http://localhost:8900/oauth2/default", "http://localhost:8900/oauth2/default", &[]),
        ];
        for (typed, issuer, slips) in cases {
            assert_eq!(mended(typed), ((*issuer).to_owned(), slips.to_vec()), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_an_issuer_is_refused() {
        let cases = [
            ("  ", IssuerRefusal::Empty),
            ("https://{yourOktaDomain}/oauth2/default", IssuerRefusal::Placeholder),
            ("https://${OKTA}/", IssuerRefusal::Placeholder),
            ("https://yourOktaDomain.okta.com", IssuerRefusal::Placeholder),
            ("http://acme.okta.com", IssuerRefusal::NotHttps),
            ("https://acme.okta.com.com", IssuerRefusal::DoubledCom),
            ("https://ana:pw@acme.okta.com", IssuerRefusal::Credentials),
            ("https://acme.okta.com?x=1", IssuerRefusal::QueryOrFragment),
            ("my okta", IssuerRefusal::NotAUrl),
            ("acme", IssuerRefusal::NotAUrl),
            ("ftp://acme.okta.com", IssuerRefusal::NotAUrl),
        ];
        for (typed, refusal) in cases {
            assert_eq!(mend(typed), Err(refusal), "{typed}");
        }
    }

    #[test]
    fn an_organization_is_an_origin() {
        let found = organization("https://acme-admin.okta.com/admin/apps/active?x=1#y");
        assert_eq!(found.map(|mended| mended.issuer), Ok("https://acme.okta.com".to_owned()));
        assert_eq!(
            issuer_of("https://acme.okta.com", Some("default")),
            "https://acme.okta.com/oauth2/default"
        );
        assert_eq!(server_of("https://acme.okta.com/oauth2/aus1"), Some("aus1".to_owned()));
        assert_eq!(server_of("https://acme.okta.com"), None);
    }
}
