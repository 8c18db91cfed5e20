//! An application as a document of the API: what a request says becomes what the pages have, and what no page has is kept as
//! it was sent, so that a full replacement loses what it leaves out.

use serde_json::{Map, Value as Json, json};

use super::super::app::{App, Authentication, Grant, IssuerMode};

/// Members that Okta alone says. What a request holds of them is passed over.
const OWN: [&str; 9] =
    ["id", "orn", "status", "created", "lastUpdated", "_links", "_embedded", "features", "universalLogout"];

/// Members of the document that the pages have too: those win.
const SHOWN: [&str; 15] = [
    "/name",
    "/label",
    "/visibility/hide",
    "/visibility/appLinks",
    "/credentials/oauthClient/client_id",
    "/credentials/oauthClient/pkce_required",
    "/settings/oauthClient/redirect_uris",
    "/settings/oauthClient/post_logout_redirect_uris",
    "/settings/oauthClient/grant_types",
    "/settings/oauthClient/issuer_mode",
    "/settings/oauthClient/initiate_login_uri",
    "/settings/oauthClient/idp_initiated_login",
    "/settings/oauthClient/wildcard_redirect",
    "/settings/oauthClient/refresh_token",
    "/settings/oauthClient/dpop_bound_access_tokens",
];

const GRANTS: [Grant; 5] = [
    Grant::AuthorizationCode,
    Grant::RefreshToken,
    Grant::Implicit,
    Grant::InteractionCode,
    Grant::ClientCredentials,
];

/// What a request holds beside the members that are Okta's own, without the secret.
pub(super) fn kept(body: &Json) -> Json {
    let mut kept = body.clone();
    if let Some(members) = kept.as_object_mut() {
        members.retain(|name, _| !OWN.contains(&name.as_str()));
    }
    for (path, name) in [("/credentials", "signing"), ("/credentials/oauthClient", "client_secret")] {
        if let Some(members) = kept.pointer_mut(path).and_then(Json::as_object_mut) {
            members.remove(name);
        }
    }
    kept
}

/// What the pages have, and beside it what was sent and is on none of them.
pub(super) fn merged(shown: &Json, kept: &Json) -> Json {
    let mut all = shown.clone();
    lay_over(&mut all, kept);
    for path in SHOWN {
        let Some((parent, name)) = path.rsplit_once('/') else { continue };
        let Some(members) = all.pointer_mut(parent).and_then(Json::as_object_mut) else { continue };
        match shown.pointer(path) {
            Some(value) => members.insert(name.to_owned(), value.clone()),
            None => members.remove(name),
        };
    }
    // Whether there is a secret is on the page; how it is sent is not.
    if let Some(none) = shown.pointer(METHOD).filter(|method| *method == "none")
        && let Some(method) = all.pointer_mut(METHOD)
    {
        *method = none.clone();
    }
    all
}

const METHOD: &str = "/credentials/oauthClient/token_endpoint_auth_method";

fn lay_over(all: &mut Json, more: &Json) {
    match (all, more) {
        (Json::Object(all), Json::Object(more)) => {
            for (name, value) in more {
                lay_over(all.entry(name.clone()).or_insert(Json::Null), value);
            }
        }
        (_, Json::Null) => {}
        (all, more) => *all = more.clone(),
    }
}

/// Takes what a request says into what the pages have; what it leaves out becomes what Okta fills in.
///
/// # Errors
/// Okta's words for what cannot be so.
pub(super) fn take(app: &mut App, body: &Json, has_custom_domain: bool) -> Result<(), String> {
    let text = |path: &str| body.pointer(path).and_then(Json::as_str).unwrap_or_default();
    let client = body.pointer("/settings/oauthClient").and_then(Json::as_object);
    let client = client.ok_or("settings.oauthClient: The field cannot be left blank")?;
    let label = text("/label");
    if label.trim().is_empty() || label.chars().count() > 100 {
        return Err("label: The field cannot be left blank".to_owned());
    }
    label.clone_into(&mut app.name);
    app.grants = grants(client)?;
    app.redirect_uris = addresses(client, "redirect_uris")?;
    app.sign_out_uris = addresses(client, "post_logout_redirect_uris")?;
    agree(client, app)?;
    let is_public = text(METHOD) == "none";
    app.authentication = if is_public { Authentication::None } else { Authentication::ClientSecret };
    let is_web = client.get("application_type").is_none_or(|kind| kind == "web");
    let pkce = body.pointer("/credentials/oauthClient/pkce_required").and_then(Json::as_bool);
    app.pkce_required = pkce.unwrap_or(!is_web);
    let is = |name: &str, wanted: &str| client.get(name).is_some_and(|value| value == wanted);
    app.dpop_required = client.get("dpop_bound_access_tokens").is_some_and(|value| value == true);
    app.wildcard = is("wildcard_redirect", "SUBDOMAIN");
    app.issuer_mode = match client.get("issuer_mode").and_then(Json::as_str) {
        Some("ORG_URL") => IssuerMode::OktaUrl,
        Some("CUSTOM_URL") if has_custom_domain => IssuerMode::CustomUrl,
        Some("CUSTOM_URL") => return Err("issuer_mode: No custom domain is configured.".to_owned()),
        _ => IssuerMode::Dynamic,
    };
    // Left out, the old value stays.
    if let Some(rotation) = body.pointer("/settings/oauthClient/refresh_token/rotation_type") {
        app.rotate_refresh = rotation == "ROTATE";
    }
    let mode = text("/settings/oauthClient/idp_initiated_login/mode");
    app.initiation.by_okta = matches!(mode, "SPEC" | "OKTA");
    app.initiation.simplified = mode == "OKTA";
    text("/settings/oauthClient/initiate_login_uri").clone_into(&mut app.initiation.uri);
    app.initiation.tile = body.pointer("/visibility/hide/web").is_some_and(|hidden| hidden == false);
    app.document = kept(body);
    Ok(())
}

fn grants(client: &Map<String, Json>) -> Result<Vec<Grant>, String> {
    let named = client.get("grant_types").and_then(Json::as_array).into_iter().flatten();
    let known = |name: &Json| GRANTS.into_iter().find(|grant| name == grant.as_str());
    let grants: Option<Vec<Grant>> = named.map(known).collect();
    grants.ok_or_else(|| "grant_types: Invalid grant type.".to_owned())
}

fn addresses(client: &Map<String, Json>, name: &str) -> Result<Vec<String>, String> {
    let listed = client.get(name).and_then(Json::as_array).into_iter().flatten();
    let one = |value: &Json| {
        let address = value.as_str().filter(|address| url::Url::parse(address).is_ok());
        address.map(str::to_owned).ok_or_else(|| format!("{name}: '{value}' is not a valid URI."))
    };
    listed.map(one).collect()
}

/// Grants, response types and redirect URIs belong together.
fn agree(client: &Map<String, Json>, app: &App) -> Result<(), String> {
    let types = client.get("response_types").and_then(Json::as_array).cloned().unwrap_or_default();
    let has = |name: &str| types.iter().any(|one| one == name);
    let by_code = app.grants.contains(&Grant::AuthorizationCode);
    let implicit = app.grants.contains(&Grant::Implicit);
    if by_code != has("code") || implicit != (has("id_token") || has("token")) {
        return Err("response_types: The response types do not fit the grant types.".to_owned());
    }
    if app.redirect_uris.is_empty() && (by_code || implicit) {
        return Err("redirect_uris: At least one redirect URI is required.".to_owned());
    }
    Ok(())
}

/// The answer to a write, which alone shows the secret.
pub(super) fn with_secret(mut value: Json, app: &App) -> Json {
    let secret = app.secrets.iter().find(|secret| secret.active).map(|secret| secret.value.reveal());
    if let (Some(secret), Some(client)) = (secret, value.pointer_mut("/credentials/oauthClient")) {
        client["client_secret"] = json!(secret);
    }
    value
}
