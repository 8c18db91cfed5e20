//! An application as Okta's API gives it: raw JSON, since typed models lose what they do not know. Okta sends null where its
//! own description wants a text, and leaves members out; either means that nothing is set.

use serde_json::Value as Json;

/// One application.
#[derive(Debug, Clone, PartialEq)]
pub struct Application(pub(super) Json);

impl Application {
    /// The value under a path, `/settings/oauthClient/redirect_uris` (RFC 6901); null where there is none.
    pub fn at(&self, path: &str) -> &Json {
        self.0.pointer(path).unwrap_or(&Json::Null)
    }

    /// A text; empty where there is none.
    pub fn text(&self, path: &str) -> &str {
        self.at(path).as_str().unwrap_or_default()
    }

    /// A list of texts; empty where there is none.
    pub fn list(&self, path: &str) -> Vec<String> {
        let items = self.at(path).as_array().into_iter().flatten();
        items.filter_map(Json::as_str).map(str::to_owned).collect()
    }

    /// A switch; off where it is not set.
    pub fn is_on(&self, path: &str) -> bool {
        self.at(path).as_bool().unwrap_or_default()
    }

    /// Its ID.
    pub fn id(&self) -> &str {
        self.text("/id")
    }

    /// Its client ID. A catalogue application shows none.
    pub fn client_id(&self) -> &str {
        self.text("/credentials/oauthClient/client_id")
    }

    /// Its name in the Admin Console.
    pub fn label(&self) -> &str {
        self.text("/label")
    }

    /// Whether it is in use: not deactivated.
    pub fn is_active(&self) -> bool {
        self.text("/status") != "INACTIVE"
    }

    /// Whether it is an OpenID Connect application that somebody made, and not one of Okta's catalogue.
    pub fn is_own(&self) -> bool {
        self.text("/name") == "oidc_client" && self.at("/settings/oauthClient").is_object()
    }

    /// The ID of its sign-in policy, which only the Identity Engine names.
    pub fn policy(&self) -> Option<&str> {
        let id = self.text("/_links/accessPolicy/href").rsplit('/').next().unwrap_or_default();
        is_id(id).then_some(id)
    }
}

/// Whether a text can be the identifier of something in Okta: it goes into the path of a request.
pub(super) fn is_id(text: &str) -> bool {
    let fits = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_');
    !text.is_empty() && text.len() <= 100 && text.bytes().all(fits)
}
