//! The application's document, edited: only the members of the plan, every other one as it came, known or not.

use serde_json::{Map, Value as Json, json};

use super::super::plan::Setting;

/// Members that Okta alone says, and does not want back.
const OWN: [&str; 9] =
    ["id", "orn", "status", "created", "lastUpdated", "_links", "_embedded", "features", "universalLogout"];
/// What moves by itself, or says nothing about how people sign in.
const RESTLESS: [&str; 3] = ["/lastUpdated", "/_links", "/_embedded"];

/// Where the settings stand that are a part of the document.
const PLACES: [(Setting, &str); 16] = [
    (Setting::Label, "/label"),
    (Setting::ApplicationType, "/settings/oauthClient/application_type"),
    (Setting::RedirectUris, "/settings/oauthClient/redirect_uris"),
    (Setting::SignOutUris, "/settings/oauthClient/post_logout_redirect_uris"),
    (Setting::GrantTypes, "/settings/oauthClient/grant_types"),
    (Setting::ResponseTypes, "/settings/oauthClient/response_types"),
    (Setting::ClientAuthentication, "/credentials/oauthClient/token_endpoint_auth_method"),
    (Setting::Pkce, "/credentials/oauthClient/pkce_required"),
    (Setting::Dpop, "/settings/oauthClient/dpop_bound_access_tokens"),
    (Setting::Consent, "/settings/oauthClient/consent_method"),
    (Setting::IssuerMode, "/settings/oauthClient/issuer_mode"),
    (Setting::RefreshToken, "/settings/oauthClient/refresh_token/rotation_type"),
    (Setting::IdpInitiatedLogin, "/settings/oauthClient/idp_initiated_login/mode"),
    (Setting::InitiateLoginUri, "/settings/oauthClient/initiate_login_uri"),
    (Setting::Hide, "/visibility/hide"),
    (Setting::ImplicitAssignment, "/settings/implicitAssignment"),
];

/// Where a setting stands in the document; `None` for what is no part of it.
pub(super) fn place(setting: Setting) -> Option<&'static str> {
    PLACES.iter().find(|(one, _)| *one == setting).map(|(_, path)| *path)
}

/// The setting at a path of the document.
pub(in super::super) fn setting_at(path: &str) -> Option<Setting> {
    PLACES.iter().find(|(_, place)| *place == path).map(|(setting, _)| *setting)
}

/// Whether a member that is not there means this value: Okta leaves some out.
pub(super) fn is_default(setting: Setting, value: &Json) -> bool {
    match setting {
        Setting::Dpop | Setting::Pkce | Setting::ImplicitAssignment => *value == json!(false),
        Setting::Consent => *value == json!("TRUSTED"),
        Setting::RefreshToken => *value == json!("STATIC"),
        Setting::IdpInitiatedLogin => *value == json!("DISABLED"),
        _ => false,
    }
}

/// A new application with these values.
pub(super) fn new(values: &[(&'static str, Json)], note: &str) -> Json {
    let mut all = json!({
        "name": "oidc_client", "signOnMode": "OPENID_CONNECT",
        "settings": { "notes": { "admin": note }, "oauthClient": {} },
    });
    for (path, value) in values {
        put(&mut all, path, value.clone());
    }
    if all.pointer("/settings/oauthClient/idp_initiated_login").is_some() {
        put(&mut all, "/settings/oauthClient/idp_initiated_login/default_scope", json!([]));
    }
    all
}

/// A document as it is sent back, with these values.
pub(in super::super) fn edited(there: &Json, values: &[(String, Json)]) -> Json {
    let mut all = there.clone();
    if let Some(members) = all.as_object_mut() {
        members.retain(|name, _| !OWN.contains(&name.as_str()));
    }
    if let Some(members) = all.pointer_mut("/credentials").and_then(Json::as_object_mut) {
        members.remove("signing");
    }
    for (path, value) in values {
        put(&mut all, path, value.clone());
    }
    all
}

/// The list that is there with what it lacks at its end: nothing is taken away, and nothing changes its place.
pub(super) fn grown(there: &Json, wanted: &Json) -> Json {
    let (Some(held), Some(wish)) = (there.as_array(), wanted.as_array()) else { return wanted.clone() };
    let lacks = wish.iter().filter(|one| !held.contains(one));
    held.iter().chain(lacks).cloned().collect()
}

/// Puts a value under a path (RFC 6901), making the objects on the way; null takes it away.
pub(in super::super) fn put(all: &mut Json, path: &str, value: Json) {
    let Some((parents, name)) = path.rsplit_once('/') else { return };
    let mut at = all;
    for parent in parents.split('/').skip(1) {
        if !at.is_object() {
            *at = Json::Object(Map::new());
        }
        let Some(members) = at.as_object_mut() else { return };
        at = members.entry(parent.to_owned()).or_insert_with(|| Json::Object(Map::new()));
    }
    if !at.is_object() {
        *at = Json::Object(Map::new());
    }
    let Some(members) = at.as_object_mut() else { return };
    if value.is_null() {
        members.remove(name);
    } else {
        members.insert(name.to_owned(), value);
    }
}

/// Whether two values are the same to Okta: a list has no order, and null is as good as absent.
pub(in super::super) fn same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Array(one), Json::Array(other)) => {
            let within = |all: &[Json], item: &Json| all.iter().any(|held| same(held, item));
            one.len() == other.len()
                && one.iter().all(|item| within(other, item))
                && other.iter().all(|item| within(one, item))
        }
        (Json::Object(_), Json::Object(_)) => differences(one, other).is_empty(),
        _ => one == other,
    }
}

/// Whether what Okta holds says at least what was asked for. Okta chooses the priority.
pub(in super::super) fn says(held: &Json, asked: &Json) -> bool {
    match asked {
        Json::Object(members) => {
            members.iter().all(|(name, value)| name == "priority" || says(&held[name], value))
        }
        _ => same(held, asked),
    }
}

/// The paths under which two documents differ, without what moves by itself.
pub(in super::super) fn differences(one: &Json, other: &Json) -> Vec<String> {
    let mut found = Vec::new();
    compare(one, other, "", &mut found);
    found
}

fn compare(one: &Json, other: &Json, path: &str, found: &mut Vec<String>) {
    if RESTLESS.contains(&path) {
        return;
    }
    let nothing = Json::Null;
    match (one, other) {
        (Json::Object(left), Json::Object(right)) => {
            let names = left.keys().chain(right.keys().filter(|name| !left.contains_key(*name)));
            for name in names {
                let (left, right) = (left.get(name).unwrap_or(&nothing), right.get(name).unwrap_or(&nothing));
                compare(left, right, &format!("{path}/{name}"), found);
            }
        }
        // An object that is there with nothing in it says nothing.
        (Json::Object(left), Json::Null) | (Json::Null, Json::Object(left)) => {
            for (name, value) in left {
                compare(value, &nothing, &format!("{path}/{name}"), found);
            }
        }
        _ if same(one, other) => {}
        _ => found.push(path.to_owned()),
    }
}

/// Whether a path lies at, below or above one of the planned ones.
pub(super) fn is_planned(path: &str, planned: &[&str]) -> bool {
    let below = |one: &str, other: &str| {
        one.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    planned.iter().any(|one| below(path, one) || below(one, path))
}
