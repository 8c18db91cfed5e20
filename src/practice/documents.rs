//! What anybody may read: the organization document, discovery (OpenID Connect Discovery 1.0 §4, RFC 8414), the keys.

use serde_json::{Map, Value as Json, json};

use super::fault::Fault;
use super::reply;
use super::state::ServerId;
use super::visit::Visit;
use crate::base::Answer;

/// Which of the two discovery documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Document {
    OpenId,
    OAuth,
}

impl Document {
    /// By the last part of its path.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "openid-configuration" => Some(Self::OpenId),
            "oauth-authorization-server" => Some(Self::OAuth),
            _ => None,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::OpenId => "openid-configuration",
            Self::OAuth => "oauth-authorization-server",
        }
    }
}

const CLAIMS: [&str; 31] = [
    "iss",
    "ver",
    "sub",
    "aud",
    "iat",
    "exp",
    "jti",
    "auth_time",
    "amr",
    "idp",
    "nonce",
    "name",
    "nickname",
    "preferred_username",
    "given_name",
    "middle_name",
    "family_name",
    "email",
    "email_verified",
    "profile",
    "zoneinfo",
    "locale",
    "address",
    "phone_number",
    "picture",
    "website",
    "gender",
    "birthdate",
    "updated_at",
    "at_hash",
    "c_hash",
];
const AUTHENTICATION: [&str; 5] =
    ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"];
/// The scopes that every authorization server has.
pub(super) const STANDARD_SCOPES: [&str; 7] =
    ["openid", "profile", "email", "address", "phone", "offline_access", "device_sso"];
/// How requests may be signed.
const SIGNED: [&str; 9] = ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

impl Visit<'_> {
    /// `/.well-known/okta-organization`.
    pub(super) fn organization(&mut self) -> Answer {
        if !self.reads() {
            return self.wrong_method();
        }
        let classic = self.org.faults.has(Fault::ClassicEngine);
        let pipeline = if classic { "v1" } else { "idx" };
        let mut links = json!({ "organization": { "href": self.org.origin } });
        if let Some(custom) = self.org.custom_domain() {
            links["alternate"] = json!({ "href": custom });
        }
        let mut settings = json!({
            "analyticsCollectionEnabled": false, "bugReportingEnabled": true, "omEnabled": false,
            "pssoEnabled": false, "desktopMFAEnabled": false, "itpEnabled": false,
        });
        if !classic {
            settings["op4wEnabled"] = json!(false);
        }
        let value = json!({
            "id": "00opractice000000000", "cell": "practice", "_links": links, "pipeline": pipeline,
            "settings": settings,
        });
        reply::json(200, &value, self.now)
    }

    /// Refuses what a custom server cannot do: it is unknown, or the organization may not use it.
    pub(super) fn closed(&mut self, server: &ServerId, without_licence: u16) -> Option<Answer> {
        let ServerId::Custom(id) = server else { return None };
        if self.org.faults.has(Fault::NoApiAccessManagement) {
            let sentence = "You do not have permission to access the feature you are requesting";
            return Some(self.summary(without_licence, "E0000015", sentence));
        }
        if self.org.server(id).is_none() {
            return Some(self.not_found(&format!("{id} (AuthorizationServer)")));
        }
        None
    }

    /// A discovery document.
    pub(super) fn discovery(&mut self, server: &ServerId, document: Document) -> Answer {
        if !self.reads() {
            return self.wrong_method();
        }
        if let Some(answer) = self.closed(server, 401).or_else(|| self.broken_discovery(server, document)) {
            return answer;
        }
        let client = self.query.get("client_id").map(str::to_owned);
        let app = client
            .as_ref()
            .and_then(|id| self.org.app(id))
            .filter(|_| !self.org.faults.has(Fault::AppInactive));
        if client.is_some() && app.is_none_or(|app| !app.active) {
            return self.summary(400, "invalid_client", "Invalid value for 'client_id' parameter.");
        }
        let issuer = self.org.issuer(server, &self.origin, app);
        let value = Json::Object(self.metadata(server, document, &issuer));
        if self.org.faults.has(Fault::DiscoveryMark) {
            return reply::text(200, "application/json", format!("\u{feff}{value}"), self.now);
        }
        if self.org.faults.has(Fault::DiscoveryHuge) {
            let filler = " ".repeat(4 << 20);
            return reply::text(200, "application/json", format!("{value}{filler}"), self.now);
        }
        let answer = reply::json(200, &value, self.now);
        reply::with(answer, "cache-control", "max-age=86400, must-revalidate")
    }

    fn broken_discovery(&mut self, server: &ServerId, document: Document) -> Option<Answer> {
        let faults = &self.org.faults;
        if faults.has(Fault::DiscoveryMissing) {
            return Some(self.not_found("well-known"));
        }
        if faults.has(Fault::DiscoveryError) {
            return Some(self.summary(500, "E0000009", "Internal Server Error"));
        }
        if faults.has(Fault::DiscoveryRedirect) && self.query.get("moved").is_none() {
            let path = if *server == ServerId::Org { String::new() } else { server.path() };
            let target = format!("{}{path}/.well-known/{}?moved=1", self.org.origin, document.path());
            return Some(reply::to(302, &target, self.now));
        }
        if faults.has(Fault::DiscoveryHtml) {
            let page = "<!doctype html><title>Maintenance</title><p>We will be back soon.</p>";
            return Some(reply::text(200, "text/html; charset=utf-8", page, self.now));
        }
        None
    }

    fn metadata(&self, server: &ServerId, document: Document, issuer: &str) -> Map<String, Json> {
        let faults = &self.org.faults;
        let shown = if faults.has(Fault::IssuerMismatch) { "https://another-org.okta.com" } else { issuer };
        let mut map = Map::new();
        map.insert("issuer".to_owned(), shown.into());
        map.extend(self.endpoints(server, document, issuer));
        map.extend(abilities(document));
        map.insert("scopes_supported".to_owned(), json!(self.scopes(server)));
        if faults.has(Fault::ResponseIssWrong) {
            map.insert("authorization_response_iss_parameter_supported".to_owned(), true.into());
        }
        if faults.has(Fault::DiscoveryIncomplete) {
            map.remove("token_endpoint");
            map.remove("jwks_uri");
        }
        map
    }

    fn endpoints(&self, server: &ServerId, document: Document, issuer: &str) -> Map<String, Json> {
        let origin = issuer.strip_suffix(&server.path()).unwrap_or(issuer);
        let mut map = Map::new();
        let mut put = |name: &str, path: &str| {
            map.insert(name.to_owned(), format!("{origin}{}/v1/{path}", server.path()).into());
        };
        put("authorization_endpoint", "authorize");
        put("token_endpoint", "token");
        if document == Document::OpenId {
            put("userinfo_endpoint", "userinfo");
        }
        put("jwks_uri", "keys");
        if !self.org.faults.has(Fault::IntrospectOff) {
            put("introspection_endpoint", "introspect");
        }
        put("revocation_endpoint", "revoke");
        put("end_session_endpoint", "logout");
        put("device_authorization_endpoint", "device/authorize");
        if !self.par_off() {
            put("pushed_authorization_request_endpoint", "par");
        }
        map.insert("registration_endpoint".to_owned(), format!("{origin}/oauth2/v1/clients").into());
        map
    }

    /// Whether pushed authorization is not offered: switched off, or a Classic Engine.
    pub(super) fn par_off(&self) -> bool {
        self.org.faults.has(Fault::ParOff) || self.org.faults.has(Fault::ClassicEngine)
    }

    /// The scopes that a server knows. `groups` belongs to the organization's own; elsewhere an admin adds it.
    pub(super) fn scopes(&self, server: &ServerId) -> Vec<String> {
        let mut all: Vec<String> = STANDARD_SCOPES.iter().map(|scope| (*scope).to_owned()).collect();
        match server {
            ServerId::Org => all.push("groups".to_owned()),
            ServerId::Custom(id) => {
                all.push("interclient_access".to_owned());
                all.extend(self.org.server(id).map(|server| server.extra_scopes.clone()).unwrap_or_default());
            }
        }
        all
    }

    /// The key set.
    pub(super) fn key_set(&mut self, server: &ServerId) -> Answer {
        if !self.reads() {
            return self.wrong_method();
        }
        if let Some(answer) = self.closed(server, 400) {
            return answer;
        }
        let faults = &self.org.faults;
        if faults.has(Fault::KeysError) {
            return self.summary(500, "E0000009", "Internal Server Error");
        }
        if faults.has(Fault::KeysHtml) {
            return reply::text(
                200,
                "text/html; charset=utf-8",
                "<!doctype html><title>Keys</title>",
                self.now,
            );
        }
        if faults.has(Fault::KeysEmpty) {
            return reply::json(200, &json!({ "keys": [] }), self.now);
        }
        let rotated = self.org.state.key_rotated.then(|| self.rotated_kid());
        reply::json(200, &self.keys.published(rotated.as_deref()), self.now)
    }

    /// The key ID that the signing key has after it was rotated.
    pub(super) fn rotated_kid(&self) -> String {
        format!("{}-next", self.keys.kid())
    }
}

/// What every server says that it can do, whatever any one application may.
fn abilities(document: Document) -> Map<String, Json> {
    let types = ["code", "id_token", "code id_token", "code token", "id_token token", "code id_token token"];
    let all = [
        ("response_types_supported", json!(types)),
        ("response_modes_supported", json!(["query", "fragment", "form_post", "okta_post_message"])),
        ("grant_types_supported", json!(grants(document))),
        ("subject_types_supported", json!(["public"])),
        ("token_endpoint_auth_methods_supported", json!(AUTHENTICATION)),
        ("introspection_endpoint_auth_methods_supported", json!(AUTHENTICATION)),
        ("revocation_endpoint_auth_methods_supported", json!(AUTHENTICATION)),
        ("claims_supported", json!(CLAIMS)),
        ("code_challenge_methods_supported", json!(["S256"])),
        ("request_parameter_supported", json!(true)),
        ("request_object_signing_alg_values_supported", json!(SIGNED)),
        ("backchannel_token_delivery_modes_supported", json!(["poll"])),
        ("backchannel_authentication_request_signing_alg_values_supported", json!(SIGNED)),
        ("dpop_signing_alg_values_supported", json!(&SIGNED[3..])),
    ];
    let mut map: Map<String, Json> = all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    if document == Document::OpenId {
        map.insert("id_token_signing_alg_values_supported".to_owned(), json!(["RS256"]));
        let encryption = json!(["RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"]);
        map.insert("id_token_encryption_alg_values_supported".to_owned(), encryption);
        map.insert("id_token_encryption_enc_values_supported".to_owned(), json!(["A256GCM"]));
    }
    map
}

fn grants(document: Document) -> Vec<&'static str> {
    let mut all = vec!["authorization_code", "implicit", "refresh_token", "password"];
    if document == Document::OAuth {
        all.push("client_credentials");
    }
    all.extend([
        "urn:ietf:params:oauth:grant-type:device_code",
        "urn:openid:params:grant-type:ciba",
        "urn:okta:params:oauth:grant-type:otp",
        "http://auth0.com/oauth/grant-type/mfa-otp",
        "urn:okta:params:oauth:grant-type:oob",
        "http://auth0.com/oauth/grant-type/mfa-oob",
    ]);
    all
}
