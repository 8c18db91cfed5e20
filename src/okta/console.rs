//! Addresses in the Admin Console. They are built only on the organization's own admin host, never on one that an answer named.

use url::Url;

use super::host::{self, HostKind};

/// The tabs of an application in the Admin Console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Client credentials, redirect URIs, grant types.
    General,
    /// The ID token's issuer and claims, the sign-in policy.
    SignOn,
    /// People and groups.
    Assignments,
}

/// A page of the Admin Console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// The list of applications.
    Applications,
    /// One application.
    App {
        /// Its client ID, which is its instance ID as well for applications made in the console.
        client_id: String,
        /// The tab.
        tab: Tab,
    },
    /// Security › API.
    AuthorizationServers,
    /// Reports › System Log.
    SystemLog,
}

/// The origin of the Admin Console for an address on the organization's host; `None` for a custom domain, whose console
/// stands on the organization's uncustomised host. On this computer, where the practice Okta is, it is the same origin.
pub fn admin_origin(organization: &Url) -> Option<Url> {
    if host::kind(organization) == HostKind::Loopback {
        return Url::parse(&host::origin(organization)).ok();
    }
    let admin = host::with_admin(organization.host_str()?)?;
    Url::parse(&format!("https://{admin}/")).ok()
}

/// The address of a page, on the Admin Console's origin.
pub fn link(admin: &Url, page: &Page) -> Url {
    let mut url = admin.clone();
    url.set_query(None);
    url.set_fragment(None);
    match page {
        Page::Applications => url.set_path("/admin/apps/active"),
        Page::AuthorizationServers => url.set_path("/admin/oauth2/as"),
        Page::SystemLog => url.set_path("/report/system_log_2"),
        Page::App { client_id, tab } => {
            url.set_path("/admin/app/oidc_client/instance");
            if let Ok(mut segments) = url.path_segments_mut() {
                segments.push(client_id);
            }
            url.set_fragment(Some(match tab {
                Tab::General => "tab-general",
                Tab::SignOn => "tab-signon",
                Tab::Assignments => "tab-assignments",
            }));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_on_the_admin_host() -> Result<(), Box<dyn std::error::Error>> {
        let admin = admin_origin(&Url::parse("https://acme.okta.com/oauth2/default")?).ok_or("no console")?;
        let page = Page::App { client_id: "0oa1/../x".to_owned(), tab: Tab::Assignments };
        assert_eq!(
            link(&admin, &page).as_str(),
            "https://acme-admin.okta.com/admin/app/oidc_client/instance/0oa1%2F..%2Fx#tab-assignments"
        );
        assert_eq!(admin_origin(&Url::parse("https://login.example.com")?), None);
        Ok(())
    }
}
