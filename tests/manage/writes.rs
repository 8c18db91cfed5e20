//! The practice Okta's API as it writes: what it answers, what it keeps, what it refuses.

use serde_json::{Value as Json, json};
use usher::base::{Answer, Method, Request};

use super::published::{described, faults, published};
use super::recorded::{Recorded, recording};
use super::support::{CLIENT, Okta, json as parsed, redirect_fields};
use super::{CALLBACK, OKTA};

const CREATED: &str = "apps-create/tf-ResourceOktaAppOauth_skipAuthenticationPolicy--oie-00.yaml";
const EXPRESSION: &str = "user.getGroups({'group.type': {'OKTA_GROUP'}}).![profile.name]";

fn ask(okta: &mut Okta, token: &str, method: Method, path: &str, body: &Json) -> Answer {
    let body = (!body.is_null()).then_some(body);
    let url = okta.url(&format!("/api/v1/{path}"));
    let request = Request::json(method, url, body).with_header("authorization", format!("SSWS {token}"));
    okta.send(&request)
}

fn super_admin(okta: &mut Okta, method: Method, path: &str, body: &Json) -> (u16, Json) {
    let answer = ask(okta, "practice-super-administrator", method, path, body);
    let text = answer.body.reveal();
    (answer.status, if text.is_empty() { Json::Null } else { parsed(&answer) })
}

fn wanted() -> Json {
    json!({
        "name": "oidc_client", "label": "Coder", "signOnMode": "OPENID_CONNECT",
        "settings": { "oauthClient": {
            "application_type": "web", "grant_types": ["authorization_code"], "response_types": ["code"],
            "redirect_uris": [CALLBACK],
        } },
    })
}

/// What is left out is filled in as recordings show, and the secret is shown this once.
#[test]
fn an_application_is_made_with_what_okta_fills_in() {
    let mut okta = Okta::at(OKTA);
    let (status, made) = super_admin(&mut okta, Method::Post, "apps?activate=true", &wanted());
    assert_eq!((status, made["status"].as_str()), (200, Some("ACTIVE")));
    let client = &made["settings"]["oauthClient"];
    let credentials = &made["credentials"]["oauthClient"];
    assert_eq!(credentials["client_secret"].as_str().map(str::len), Some(64));
    assert_eq!((&credentials["pkce_required"], &client["issuer_mode"]), (&json!(false), &json!("DYNAMIC")));
    assert_eq!(credentials["token_endpoint_auth_method"], "client_secret_basic");
    assert_eq!(client["consent_method"], "TRUSTED");
    assert_eq!(made["visibility"]["hide"], json!({ "iOS": true, "web": true }));
    let id = made["id"].as_str().unwrap();
    let (_, read) = super_admin(&mut okta, Method::Get, &format!("apps/{id}"), &Json::Null);
    assert!(read["credentials"]["oauthClient"]["client_secret"].is_null());
    let (_, assigned) = super_admin(&mut okta, Method::Get, &format!("apps/{id}/groups"), &Json::Null);
    assert_eq!(assigned, json!([]), "nobody can sign in yet");
    let exchanges = recording(CREATED);
    let creates = |one: &&Recorded| one.method == "POST" && one.url.path() == "/api/v1/apps";
    let Some(recorded) = exchanges.iter().find(creates) else { return };
    assert_eq!(recorded.status, 200);
    for path in ["", "/credentials/oauthClient", "/settings", "/settings/oauthClient", "/visibility"] {
        let names = |value: &Json| -> Vec<String> {
            value.pointer(path).and_then(Json::as_object).unwrap().keys().cloned().collect()
        };
        let lacks: Vec<String> =
            names(&made).into_iter().filter(|one| !names(&recorded.json()).contains(one)).collect();
        assert_eq!(lacks, Vec::<String>::new(), "{path}: no real application has this");
    }
}

#[test]
fn a_replacement_keeps_what_it_says_and_nothing_else() {
    let mut okta = Okta::at(OKTA);
    let mut wish = wanted();
    wish["settings"]["notes"] = json!({ "admin": "Ask Ana.", "enduser": null });
    wish["settings"]["oauthClient"]["policy_uri"] = json!("https://coder.example.com/policy");
    wish["visibility"] = json!({ "hide": { "iOS": false, "web": false } });
    let (_, made) = super_admin(&mut okta, Method::Post, "apps", &wish);
    let path = format!("apps/{}", made["id"].as_str().unwrap());
    let secret = &made["credentials"]["oauthClient"]["client_secret"];
    super_admin(&mut okta, Method::Post, &format!("{path}/lifecycle/deactivate"), &Json::Null);
    let (_, read) = super_admin(&mut okta, Method::Get, &path, &Json::Null);
    let (status, same) = super_admin(&mut okta, Method::Put, &path, &read);
    assert_eq!((status, same["status"].as_str()), (200, Some("INACTIVE")), "a replacement leaves the status");
    assert_eq!(&same["credentials"]["oauthClient"]["client_secret"], secret);
    let (_, again) = super_admin(&mut okta, Method::Get, &path, &Json::Null);
    assert_eq!(without_time(again), without_time(read), "all of it came back");
    let (_, less) = super_admin(&mut okta, Method::Put, &path, &wanted());
    assert!(
        less["settings"]["notes"]["admin"].is_null()
            && less["settings"]["oauthClient"]["policy_uri"].is_null()
    );
    assert_eq!(less["visibility"]["hide"]["web"], true, "what is left out is filled in again");
}

fn without_time(mut value: Json) -> Json {
    value["lastUpdated"] = Json::Null;
    value
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let mut okta = Okta::at(OKTA);
    let before = okta.org.apps.clone();
    let client = |name: &str, value: Json| {
        let mut wish = wanted();
        wish["settings"]["oauthClient"][name] = value;
        wish
    };
    let mut nameless = wanted();
    nameless["label"] = json!(" ");
    for wish in [
        nameless,
        client("redirect_uris", json!([])),
        client("redirect_uris", json!(["no address"])),
        client("grant_types", json!(["authorization_code", "implicit"])),
        client("grant_types", json!(["magic"])),
        client("issuer_mode", json!("CUSTOM_URL")),
    ] {
        let (status, said) = super_admin(&mut okta, Method::Post, "apps", &wish);
        assert_eq!((status, said["errorCode"].as_str()), (400, Some("E0000001")), "{wish}");
        let (status, _) = super_admin(&mut okta, Method::Put, &format!("apps/{CLIENT}"), &wish);
        assert_eq!(status, 400);
    }
    let (status, said) = super_admin(&mut okta, Method::Delete, &format!("apps/{CLIENT}"), &Json::Null);
    assert_eq!((status, said["errorCode"].as_str()), (403, Some("E0000056")));
    assert_eq!(okta.org.apps, before);
    let read_only = ask(&mut okta, "practice-read-only", Method::Post, "apps", &wanted());
    let no_server = ask(
        &mut okta,
        "practice-application-administrator",
        Method::Post,
        "authorizationServers/default/scopes",
        &json!({ "name": "groups" }),
    );
    for answer in [read_only, no_server] {
        assert_eq!((answer.status, parsed(&answer)["errorCode"].as_str()), (403, Some("E0000006")));
    }
    assert_eq!(super_admin(&mut okta, Method::Post, "groups", &json!({})).0, 405);
    super_admin(&mut okta, Method::Post, &format!("apps/{CLIENT}/lifecycle/deactivate"), &Json::Null);
    assert_eq!(
        super_admin(&mut okta, Method::Delete, &format!("apps/{CLIENT}"), &Json::Null),
        (204, Json::Null)
    );
    assert!(okta.org.apps.is_empty());
}

/// What is made by the API is what people meet when they sign in.
#[test]
fn what_was_made_is_what_a_login_meets() {
    let mut okta = Okta::at(OKTA);
    okta.org.app_mut(CLIENT).unwrap().assignments.groups.clear();
    let url = okta.authorize_url("/oauth2", &[]);
    let refused = redirect_fields(&okta.sign_in(url, "ben@example.com"));
    assert!(refused.iter().any(|(name, value)| name == "error" && value == "access_denied"), "{refused:?}");
    let group = "groups?search=profile.name%20eq%20%22Engineering%22";
    let (_, found) = super_admin(&mut okta, Method::Get, group, &Json::Null);
    let place = format!("apps/{CLIENT}/groups/{}", found[0]["id"].as_str().unwrap());
    assert_eq!(super_admin(&mut okta, Method::Put, &place, &json!({})).0, 200);
    assert_eq!(super_admin(&mut okta, Method::Put, &place, &json!({})).0, 200, "once more is the same");
    let claims = format!("apps/{CLIENT}/federated-claims");
    let claim = json!({ "name": "teams", "expression": EXPRESSION });
    let (status, made) = super_admin(&mut okta, Method::Post, &claims, &claim);
    assert_eq!((status, made["expression"].as_str()), (201, Some(EXPRESSION)));
    let tokens = okta.tokens("ben@example.com");
    let told = super::support::claims(&tokens["id_token"]);
    assert_eq!(told["teams"], json!(["Engineering"]));
    let one = format!("{claims}/{}", made["id"].as_str().unwrap());
    assert_eq!(super_admin(&mut okta, Method::Delete, &one, &Json::Null).0, 204);
    assert_eq!(super_admin(&mut okta, Method::Delete, &place, &Json::Null).0, 204);
    assert!(okta.org.app(CLIENT).unwrap().assignments.groups.is_empty());
}

#[test]
fn a_servers_policy_needs_a_rule_before_it_lets_anybody_in() {
    let mut okta = Okta::at(OKTA);
    let server = "authorizationServers/default";
    let policy = json!({
        "type": "OAUTH_AUTHORIZATION_POLICY", "name": "Coder", "description": "Coder", "priority": 1,
        "status": "ACTIVE", "conditions": { "clients": { "include": [CLIENT] } },
    });
    let (status, made) = super_admin(&mut okta, Method::Post, &format!("{server}/policies"), &policy);
    assert_eq!(status, 201);
    assert!(!okta.org.server("default").unwrap().lets_in(CLIENT));
    let rule = json!({
        "type": "RESOURCE_ACCESS", "name": "Coder", "priority": 1, "status": "ACTIVE",
        "conditions": {
            "people": { "groups": { "include": ["EVERYONE"] } },
            "grantTypes": { "include": ["authorization_code"] }, "scopes": { "include": ["*"] },
        },
    });
    let rules = format!("{server}/policies/{}/rules", made["id"].as_str().unwrap());
    assert_eq!(super_admin(&mut okta, Method::Post, &rules, &rule).0, 201);
    assert!(okta.org.server("default").unwrap().lets_in(CLIENT));
    assert!(!okta.org.server("default").unwrap().lets_in("0oaanother0000000001"));
    for (kind, body) in [
        ("scopes", json!({ "name": "groups", "metadataPublish": "ALL_CLIENTS" })),
        (
            "claims",
            json!({
                "name": "groups", "claimType": "IDENTITY", "valueType": "GROUPS", "value": ".*",
                "group_filter_type": "REGEX",
            }),
        ),
    ] {
        let (status, made) = super_admin(&mut okta, Method::Post, &format!("{server}/{kind}"), &body);
        assert_eq!(status, 201);
        let (_, all) = super_admin(&mut okta, Method::Get, &format!("{server}/{kind}"), &Json::Null);
        assert!(all.as_array().unwrap().contains(&made), "{all}");
        let (status, _) = super_admin(&mut okta, Method::Post, &format!("{server}/{kind}"), &body);
        assert_eq!(status, 400, "a name once");
        let one = format!("{server}/{kind}/{}", made["id"].as_str().unwrap());
        assert_eq!(super_admin(&mut okta, Method::Delete, &one, &Json::Null).0, 204);
    }
    let one = format!("{server}/policies/{}", made["id"].as_str().unwrap());
    assert_eq!(super_admin(&mut okta, Method::Delete, &one, &Json::Null).0, 204);
    assert!(!okta.org.server("default").unwrap().lets_in(CLIENT));
}

#[test]
fn the_answers_to_writes_are_as_published() {
    let Some(api) = published() else { return };
    let mut okta = Okta::at(OKTA);
    let server = "authorizationServers/default";
    let claim = json!({ "name": "groups", "expression": EXPRESSION });
    let mut found = Vec::new();
    for (method, path, body) in [
        (Method::Post, "apps".to_owned(), wanted()),
        (Method::Put, format!("apps/{CLIENT}"), wanted()),
        (Method::Put, format!("apps/{CLIENT}/groups/00gpractice000000001"), json!({})),
        (Method::Post, format!("apps/{CLIENT}/federated-claims"), claim),
        (Method::Post, format!("{server}/scopes"), json!({ "name": "groups" })),
        (Method::Post, format!("{server}/policies"), json!({ "name": "Coder" })),
        (Method::Post, format!("{server}/claims"), json!({ "name": "groups", "valueType": "GROUPS" })),
    ] {
        let (status, value) = super_admin(&mut okta, method, &path, &body);
        let (place, one) = described(&api, &format!("/api/v1/{path}"));
        let operation = &one[method.as_str().to_lowercase()];
        let schema = &operation["responses"][status.to_string()]["content"]["application/json"]["schema"];
        assert!(!schema.is_null(), "{} {place} answers no {status}", method.as_str());
        faults(&api, schema, &value, place, &mut found);
    }
    assert!(found.is_empty(), "{found:#?}");
}
