//! What a person types as issuer or organization, and the slips that can be corrected.
//!
//! Correcting at once belongs to Okta's own hosts, whose issuers have one form. Anywhere else an issuer may have any path and
//! any slash, so that it is asked as it was typed; what else may have been meant is tried only where that was none.

use url::{Host, Url};

use super::host::{self, HostKind};
use super::pasted::clean_pasted;
pub use super::slip::{IssuerRefusal, Slip};

/// An issuer that can be used, and what was changed about the typed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// The issuer.
    pub issuer: String,
    /// What was corrected, in the order in which it was.
    pub slips: Vec<Slip>,
    /// What may have been meant where this one turns out to be no issuer.
    pub otherwise: Option<Box<Corrected>>,
}

const DISCOVERY_SUFFIXES: [&str; 2] =
    ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];
const WELL_KNOWN_SERVER: &str = "/.well-known/oauth-authorization-server/";
const PLACEHOLDERS: [&str; 6] =
    ["youroktadomain", "yourdomain", "your-okta-domain", "your-domain", "yoursubdomain", "your_okta_domain"];

/// The issuer that was meant, with what had to be corrected; or why there is none in what was typed.
pub fn correct(typed: &str) -> Result<Corrected, IssuerRefusal> {
    let Address { url, slash, mut slips } = address(typed)?;
    if host::kind(&url) == HostKind::Okta {
        let (path, more) = okta_path(url.path(), slash);
        slips.extend(more);
        let issuer = format!("{}{path}", origin_without_admin(&url, &mut slips));
        return Ok(Corrected { issuer, slips, otherwise: None });
    }
    let path = if slash { url.path() } else { url.path().trim_end_matches('/') };
    let issuer = format!("{}{path}", host::origin(&url));
    let otherwise = otherwise(&url, slash, &slips).filter(|other| other.issuer != issuer).map(Box::new);
    Ok(Corrected { issuer, slips, otherwise })
}

/// What may have been meant on a host that is not Okta's by its name: by Okta's rules on this computer, where the practice is,
/// and where the path holds Okta's endpoints, as behind a custom domain; else the discovery document was pasted.
fn otherwise(url: &Url, slash: bool, slips: &[Slip]) -> Option<Corrected> {
    let (path, more) = if host::kind(url) == HostKind::Loopback || looks_like_okta(url) {
        okta_path(url.path(), slash)
    } else {
        let base = DISCOVERY_SUFFIXES.iter().find_map(|suffix| url.path().strip_suffix(suffix))?;
        (base.to_owned(), vec![Slip::DiscoveryUrl])
    };
    let slips = [slips, &more].concat();
    Some(Corrected { issuer: format!("{}{path}", host::origin(url)), slips, otherwise: None })
}

/// The organization's origin in what was typed: any address on it will do.
pub fn organization(typed: &str) -> Result<Corrected, IssuerRefusal> {
    let Address { mut url, mut slips, .. } = match address(typed) {
        // Whatever page was open when the address was copied, its host is what is asked for.
        Err(IssuerRefusal::QueryOrFragment) => {
            let end = typed.find(['?', '#']).unwrap_or(typed.len());
            address(typed.get(..end).unwrap_or_default())?
        }
        other => other?,
    };
    if !matches!(url.path(), "" | "/") {
        let is_okta = host::kind(&url) == HostKind::Okta;
        slips.push(if is_okta { Slip::PagePath } else { Slip::HostAlone });
        url.set_path("");
    }
    Ok(Corrected { issuer: origin_without_admin(&url, &mut slips), slips, otherwise: None })
}

/// The issuer that a discovery document's address belongs to; `None` where it is none.
pub fn without_document(address: &str) -> Option<&str> {
    DISCOVERY_SUFFIXES.iter().find_map(|suffix| address.trim_end_matches('/').strip_suffix(suffix))
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
    // A number alone is read as a host: “7” as 0.0.0.7, which nobody meant.
    if matches!(url.host(), Some(Host::Ipv4(address)) if !text.contains(&address.to_string())) {
        return Err(IssuerRefusal::NotAUrl);
    }
    refuse(&url)?;
    Ok(Address { url, slash: text.ends_with('/'), slips })
}

fn refuse(url: &Url) -> Result<(), IssuerRefusal> {
    let host = url.host_str().unwrap_or_default();
    let here = host::kind(url) == HostKind::Loopback;
    if !here && !host.contains('.') && url.host().is_none_or(|host| matches!(host, Host::Domain(_))) {
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
#[path = "issuer_tests.rs"]
mod tests;
