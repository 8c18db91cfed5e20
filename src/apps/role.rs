//! What the value of a key is to the application: its issuer, an endpoint, its redirect URI.
//!
//! It is found by filling the key's template in with marks: whatever filters stand in it, the outcome shows what it is.

use super::guide::{Guide, Key, KeyType};
use super::template::{Found, Template};

/// An endpoint that an application can be given by itself, instead of looking it up in the discovery document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Endpoint {
    /// Where people sign in.
    Authorization,
    /// Where the code is redeemed.
    Token,
    /// Where more claims are asked for.
    Userinfo,
    /// The keys by which ID tokens are signed.
    Keys,
    /// Where people sign out.
    Logout,
}

/// What the value of a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The issuer itself.
    Issuer,
    /// The address of the issuer's discovery document.
    Discovery,
    /// One of the issuer's endpoints.
    Endpoint(Endpoint),
    /// The client ID.
    ClientId,
    /// The client secret, alone or in a longer text.
    Secret,
    /// The scopes.
    Scopes,
    /// One of the application's sign-in redirect URIs.
    Redirect,
    /// The name of the claim that holds groups.
    GroupsClaim,
    /// Answers, texts that are the same in every set-up, and what is made of several of these.
    Other,
}

const ISSUER: &str = "https://issuer.invalid";
const MARKS: [(&str, Role); 4] = [
    ("client_id", Role::ClientId),
    ("client_secret", Role::Secret),
    ("scopes", Role::Scopes),
    ("groups_claim", Role::GroupsClaim),
];
const ENDPOINTS: [(&str, Endpoint); 5] = [
    ("authorize", Endpoint::Authorization),
    ("token", Endpoint::Token),
    ("userinfo", Endpoint::Userinfo),
    ("keys", Endpoint::Keys),
    ("logout", Endpoint::Logout),
];

fn marked(template: &Template) -> String {
    let mark = |name: &str| match name {
        "issuer" | "organization" => Found::Plain(ISSUER.to_owned()),
        other => Found::Plain(format!("https://{}.invalid", other.replace('_', "-"))),
    };
    template.fill(&mark).reveal().to_owned()
}

impl Guide {
    /// What the value of a key is, by its template.
    pub fn role(&self, key: &Key<Template>) -> Role {
        let value = &key.value;
        // Where an application adds some scopes by itself, a guide spells the others out.
        let names_scopes = marked(&key.key).to_lowercase().ends_with("scopes");
        let is_word = |one: char| one.is_ascii_lowercase() || matches!(one, '_' | ' ' | ',');
        if names_scopes && value.places().next().is_none() && marked(value).chars().all(is_word) {
            return Role::Scopes;
        }
        let named = MARKS.iter().find(|(name, _)| value.places().any(|place| place == *name));
        match named {
            // A client ID in a longer text is not what stands there.
            Some((_, Role::ClientId)) if marked(value) != "https://client-id.invalid" => return Role::Other,
            Some((_, role)) => return *role,
            None => {}
        }
        let text = marked(value);
        // A list is written with blanks between its items; one redirect URI among them tells what they are.
        let items = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let items = if matches!(key.kind, KeyType::List { .. }) { items(&text) } else { vec![text.clone()] };
        let is_sign_in = |uri: &Template| uri.places().next().is_some() && items.contains(&marked(uri));
        if self.okta.sign_in.iter().any(|uri| is_sign_in(&uri.what)) {
            return Role::Redirect;
        }
        let Some(rest) = text.strip_prefix(ISSUER) else { return Role::Other };
        // A guide may spell the endpoints of the two kinds of servers out.
        let endpoint = rest.strip_prefix("/oauth2/v1/").or_else(|| rest.strip_prefix("/v1/"));
        let endpoint = endpoint.and_then(|name| ENDPOINTS.iter().find(|(known, _)| *known == name));
        match (rest, endpoint) {
            ("", _) if value.places().any(|place| place == "issuer") => Role::Issuer,
            ("/.well-known/openid-configuration", _) => Role::Discovery,
            (_, Some((_, endpoint))) => Role::Endpoint(*endpoint),
            _ => Role::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Endpoint, Role};
    use crate::apps::catalogue;

    #[test]
    fn the_roles_of_keys_follow_from_their_templates() {
        let role_of = |app: &str, key: &str| {
            let guide = catalogue::open(app).expect("a guide");
            let keys = guide.formats.iter().flat_map(crate::apps::Format::keys);
            let found = keys.filter(|one| one.key.fill(&|_| super::Found::Gap(String::new())).shown() == key);
            found.map(|one| guide.role(one)).next().unwrap_or_else(|| panic!("{app} has no {key}"))
        };
        for (app, key, role) in [
            ("coder", "CODER_OIDC_ISSUER_URL", Role::Issuer),
            ("coder", "CODER_OIDC_CLIENT_SECRET", Role::Secret),
            ("coder", "CODER_OIDC_SCOPES", Role::Scopes),
            ("argocd", "configs.rbac.scopes", Role::Other),
            ("open-webui", "OPENID_PROVIDER_URL", Role::Discovery),
            ("litellm", "GENERIC_TOKEN_ENDPOINT", Role::Endpoint(Endpoint::Token)),
            ("oauth2-proxy", "redirect_url", Role::Redirect),
            ("coder", "CODER_ACCESS_URL", Role::Other),
        ] {
            assert_eq!(role_of(app, key), role, "{app} {key}");
        }
    }
}
