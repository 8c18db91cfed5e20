//! Under which names the organization answers, and which issuer it gives to whom.

use url::{Host, Url};

use super::app::{App, IssuerMode};
use super::fault::Fault;
use super::org::Org;
use super::state::ServerId;

impl Org {
    /// The origin of the custom domain, where there is one.
    pub fn custom_domain(&self) -> Option<String> {
        if self.custom_origin.is_some() || !self.faults.has(Fault::CustomDomain) {
            return self.custom_origin.clone();
        }
        // On this computer the other name of the loopback plays the custom domain.
        let other = self.origin.replacen("//localhost", "//127.0.0.1", 1);
        Some(if other == self.origin { "https://login.example.com".to_owned() } else { other })
    }

    /// The origin of the Admin Console: the host with `-admin`, or the same origin on loopback.
    pub fn admin_origin(&self) -> String {
        match self.origin.split_once("://") {
            Some((scheme, host)) if !is_loopback(&self.origin) => match host.split_once('.') {
                Some((name, domain)) => format!("{scheme}://{name}-admin.{domain}"),
                None => self.origin.clone(),
            },
            _ => self.origin.clone(),
        }
    }

    /// The Admin Console's page of an application.
    pub fn app_page(&self, client_id: &str) -> String {
        format!("{}/admin/app/oidc_client/instance/{client_id}", self.admin_origin())
    }

    /// Whether the organization answers under this origin. Any other name is refused, so that a page elsewhere cannot
    /// reach the practice by renaming itself (DNS rebinding).
    pub(super) fn answers_at(&self, origin: &str) -> bool {
        origin == self.origin
            || origin == self.admin_origin()
            || self.custom_domain().is_some_and(|custom| custom == origin)
            || (is_loopback(&self.origin) && is_loopback(origin) && port(&self.origin) == port(origin))
    }

    /// The issuer that an authorization server has for an application when it is asked under an origin.
    pub(super) fn issuer(&self, server: &ServerId, asked: &str, app: Option<&App>) -> String {
        let custom = self.custom_domain();
        let mode = match (server, app) {
            (ServerId::Org, Some(app)) if !self.faults.has(Fault::CustomDomain) => app.issuer_mode,
            (ServerId::Org, None) => IssuerMode::Dynamic,
            _ if self.faults.has(Fault::CustomDomain) => IssuerMode::CustomUrl,
            _ => IssuerMode::Dynamic,
        };
        let origin = match (mode, custom) {
            (IssuerMode::CustomUrl, Some(custom)) => custom,
            (IssuerMode::Dynamic, Some(custom)) if custom == asked => custom,
            _ => self.origin.clone(),
        };
        match server {
            ServerId::Org => origin,
            ServerId::Custom(_) => format!("{origin}{}", server.path()),
        }
    }

    /// Where a tile leads: the application's page that starts a login (OpenID Connect Core §4).
    pub(super) fn tile_address(&self, app: &App) -> Option<String> {
        let mut address = Url::parse(&app.initiation.uri).ok()?;
        let web = matches!(address.scheme(), "http" | "https");
        address.query_pairs_mut().append_pair("iss", &self.origin);
        web.then(|| address.into())
    }
}

/// Whether an origin names this computer.
pub(super) fn is_loopback(origin: &str) -> bool {
    let Ok(url) = Url::parse(origin) else { return false };
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn port(origin: &str) -> Option<u16> {
    Url::parse(origin).ok().and_then(|url| url.port_or_known_default())
}
