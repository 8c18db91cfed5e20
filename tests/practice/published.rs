//! The answers against Okta's published API description and error table, where a copy stands beside the project.

use std::path::PathBuf;

use serde_json::Value as Json;
use usher::base::{Answer, Request};
use usher::practice::Fault;

use crate::tests::practice::support::{CLIENT, Okta, SECRET, basic, field, json, redirect_fields};

const OKTA: &str = "https://example.okta.com";

#[expect(clippy::print_stdout, reason = "a skipped comparison is told to whoever runs the tests")]
/// A published file, or nothing (with a word about it) where there is no copy.
fn published(name: &str) -> Option<String> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let beside = here.ancestors().skip(1).map(|folder| folder.join("shared/okta-openapi").join(name));
    let found = beside.into_iter().find_map(|path| std::fs::read_to_string(path).ok());
    if found.is_none() {
        println!("skipped: no published {name} beside the project");
    }
    found
}

/// Whether a value has the type that the description gives it.
fn fits(kind: &str, value: &Json) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

/// An answer against the operation's description: the status is listed, and no member is unknown or of another type.
fn examine(api: &Json, path: &str, method: &str, answer: &Answer, open: bool) {
    let responses = &api["paths"][path][method]["responses"];
    let mut response = &responses[answer.status.to_string()];
    assert!(!response.is_null(), "{method} {path} never answers {}", answer.status);
    if let Some(name) = response["$ref"].as_str() {
        response = api.pointer(name.trim_start_matches('#')).unwrap();
    }
    let Some(schema) = response["content"]["application/json"]["schema"]["$ref"].as_str() else { return };
    let properties = properties(api, schema);
    for (name, value) in json(answer).as_object().unwrap() {
        match properties.get(name) {
            Some(kind) => assert!(fits(kind, value), "{path}: {name} is no {kind}"),
            None => assert!(open, "{path}: {name} is not described in {schema}"),
        }
    }
}

fn properties(api: &Json, schema: &str) -> std::collections::BTreeMap<String, String> {
    let schema = api.pointer(schema.trim_start_matches('#')).unwrap();
    let mut all = std::collections::BTreeMap::new();
    for part in schema["allOf"].as_array().into_iter().flatten().chain([schema]) {
        if let Some(other) = part["$ref"].as_str() {
            all.extend(properties(api, other));
        }
        for (name, property) in part["properties"].as_object().into_iter().flatten() {
            all.insert(name.clone(), property["type"].as_str().unwrap_or_default().to_owned());
        }
    }
    all
}

#[test]
fn answers_fit_the_published_description() {
    let Some(text) = published("oauth-minimal.yaml") else { return };
    let api: Json = yaml_serde::from_str(&text).unwrap();
    let mut okta = Okta::at(OKTA);
    let authenticated = |okta: &Okta, path: &str, fields: &[(&str, &str)]| {
        Request::form(okta.url(path), fields).with_header("authorization", basic(CLIENT, SECRET))
    };
    for path in ["/.well-known/openid-configuration", "/.well-known/openid-configuration?client_id=0oanobody"]
    {
        examine(&api, "/.well-known/openid-configuration", "get", &okta.get(path), false);
    }
    for (id, document) in [
        ("default", "openid-configuration"),
        ("default", "oauth-authorization-server"),
        ("x", "openid-configuration"),
    ] {
        let path = format!("/oauth2/{{authorizationServerId}}/.well-known/{document}");
        examine(&api, &path, "get", &okta.get(&format!("/oauth2/{id}/.well-known/{document}")), false);
    }
    examine(&api, "/oauth2/v1/keys", "get", &okta.get("/oauth2/v1/keys"), false);
    let body = okta.tokens("ana@example.com");
    let access = body["access_token"].as_str().unwrap();
    let refresh = body["refresh_token"].as_str().unwrap();
    let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh)];
    examine(&api, "/oauth2/v1/token", "post", &okta.token("/oauth2", &fields), false);
    examine(&api, "/oauth2/v1/token", "post", &okta.token("/oauth2", &[]), false);
    examine(&api, "/oauth2/v1/token", "post", &okta.post("/oauth2/v1/token", &[]), false);
    for token in [access, refresh, "nonsense", ""] {
        let request = authenticated(&okta, "/oauth2/v1/introspect", &[("token", token)]);
        examine(&api, "/oauth2/v1/introspect", "post", &okta.send(&request), true);
    }
    for request in
        [authenticated(&okta, "/oauth2/v1/par", &[]), Request::form(okta.url("/oauth2/v1/par"), &[])]
    {
        let answer = okta.send(&request);
        examine(&api, "/oauth2/v1/par", "post", &answer, false);
    }
    for token in [access, "nonsense"] {
        let request = Request::get(okta.url("/oauth2/v1/userinfo"))
            .with_header("authorization", format!("Bearer {token}"));
        let answer = okta.send(&request);
        if answer.status == 200 {
            examine(&api, "/oauth2/v1/userinfo", "get", &answer, true);
        } else {
            assert!(!api["paths"]["/oauth2/v1/userinfo"]["get"]["responses"]["401"].is_null());
        }
    }
    okta.org.faults.add(Fault::RateLimited);
    examine(&api, "/oauth2/v1/token", "post", &okta.token("/oauth2", &[]), false);
}

#[test]
fn discovery_says_no_less_than_the_published_example() {
    let Some(text) = published("oauth-minimal.yaml") else { return };
    let api: Json = yaml_serde::from_str(&text).unwrap();
    let left_out = ["device_authorization_endpoint", "request_object_signing_alg_values_supported"];
    let seen = json(&Okta::at(OKTA).get("/.well-known/openid-configuration"));
    let example = &api["components"]["examples"]["OrgASOidcMetadata"]["value"];
    for (name, value) in example.as_object().unwrap() {
        if left_out.contains(&name.as_str()) {
            continue;
        }
        let expected = value.to_string().replace("https://{yourOktaDomain}", OKTA);
        let expected: Json = serde_json::from_str(&expected).unwrap();
        // The example lists fewer grant types than a real organization does.
        match (expected.as_array(), seen[name].as_array()) {
            (Some(published), Some(ours)) => {
                let missing: Vec<_> = published.iter().filter(|value| !ours.contains(value)).collect();
                assert!(missing.is_empty(), "{name}: {missing:?}");
            }
            _ => assert_eq!(seen[name], expected, "{name}"),
        }
    }
}

/// Whether a sentence is the published one, whose places for values are written as the word `en`.
fn is_sentence(published: &str, seen: &str) -> bool {
    let mut rest = published.trim_start_matches('=').replace("[en]", "[{}]").replace("'en'", "'{}'");
    for (place, with) in [(" en.", " {}."), (": en", ": {}")] {
        rest = rest.replace(place, with);
    }
    match rest.split_once("{}") {
        Some((before, after)) => seen.starts_with(before) && seen.ends_with(after.trim_end_matches("{}")),
        None => seen == rest,
    }
}

/// Every refusal that a fault brings forth stands in Okta's table: its code, its sentence and its reason in the log.
#[test]
fn refusals_stand_in_the_published_table() {
    let Some(text) = published("oauth2-error-codes.json") else { return };
    let table: Json = serde_json::from_str(&text).unwrap();
    let rows = table["errors"].as_array().unwrap();
    let (mut sentences, mut reasons) = (0, 0);
    for fault in Fault::all() {
        let mut okta = Okta::with(OKTA, &[*fault]);
        let answer = okta.sign_in(okta.authorize_url("/oauth2", &[]), "ana@example.com");
        if answer.header("location").is_some() {
            let fields = redirect_fields(&answer);
            let told = if field(&fields, "error").is_empty() {
                serde_json::from_str(okta.redeem("/oauth2", field(&fields, "code")).body.reveal())
                    .unwrap_or_default()
            } else {
                serde_json::json!({ "error": field(&fields, "error"), "error_description": field(&fields, "error_description") })
            };
            if let (Some(error), Some(sentence)) =
                (told["error"].as_str(), told["error_description"].as_str())
            {
                let known = rows.iter().any(|row| {
                    row["errorCode"] == error
                        && is_sentence(row["errorDescription"].as_str().unwrap_or_default(), sentence)
                });
                assert!(known, "{fault}: {error}: {sentence}");
                sentences += 1;
            }
        }
        for event in
            okta.org.log.iter().filter(|event| event.event.starts_with("app.oauth2.") && !event.success)
        {
            assert!(
                rows.iter().any(|row| row["internalErrorCode"] == event.reason.as_str()),
                "{}",
                event.reason
            );
            reasons += 1;
        }
    }
    assert!(sentences > 20 && reasons > 20, "{sentences} sentences, {reasons} reasons");
}
