//! From a step's page in Okta to its address, on the organization's own admin host and nowhere else.

use url::Url;

use super::guide::ConsolePage;
use crate::okta::console::{Page, Tab, admin_origin, link};

impl ConsolePage {
    /// The page in Okta's terms; `None` while it needs a client ID that is not known yet.
    pub fn page(self, client_id: Option<&str>) -> Option<Page> {
        if let Some(tab) = self.tab() {
            return Some(Page::App { client_id: client_id?.to_owned(), tab });
        }
        Some(match self {
            Self::AuthorizationServers => Page::AuthorizationServers,
            Self::SystemLog => Page::SystemLog,
            _ => Page::Applications,
        })
    }

    /// The page's address; `None` where the admin host cannot be told, as behind a custom domain.
    pub fn address(self, organization: &Url, client_id: Option<&str>) -> Option<Url> {
        Some(link(&admin_origin(organization)?, &self.page(client_id)?))
    }

    fn tab(self) -> Option<Tab> {
        match self {
            Self::AppGeneral => Some(Tab::General),
            Self::AppSignOn => Some(Tab::SignOn),
            Self::AppAssignments => Some(Tab::Assignments),
            Self::Applications | Self::AuthorizationServers | Self::SystemLog => None,
        }
    }
}
