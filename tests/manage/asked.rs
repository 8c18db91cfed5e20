//! Every request that is ever made to change something in Okta, against its published API description.

use serde_json::Value as Json;
use usher::base::{Method, Request};
use usher::practice::AppSpec;

use super::applied::run;
use super::published::{described, faults, published, resolved};
use super::support::{CLIENT, Okta, SECRET};
use super::undone::undo;
use super::{OKTA, coder, terms};

/// Members that Okta gives, and takes back as recordings show, and that the description leaves out.
const GIVEN: [&str; 2] = [".settings.app", ".settings.manualProvisioning"];

/// All that is asked while applications are made, changed, switched on and taken back, at both kinds of servers.
fn asked() -> Vec<Request> {
    let mut all = Vec::new();
    for issuer in [OKTA, "https://example.okta.com/oauth2/default"] {
        for is_there in [true, false] {
            let mut okta = Okta::at(OKTA);
            okta.org.apps.clear();
            if is_there {
                let spec =
                    AppSpec::web("Coder", &["https://old.example.com/cb"]).with_credentials(CLIENT, SECRET);
                okta.org.register(spec, okta.now, &mut okta.seeds);
                okta.org.app_mut(CLIENT).unwrap().active = false;
            }
            let make = || {
                let mut wanted = coder(&[("group_sync", "true")], issuer, &["Admins", "Engineering"]);
                wanted.scopes.push("groups".to_owned());
                terms(wanted, is_there.then_some(CLIENT))
            };
            let ran = run(&mut okta, make(), make(), |okta, request| Some(Ok(okta.send(request))));
            all.extend(ran.requests);
            let back =
                undo(&mut okta, &ran.applied.journal, true, |okta, request| Some(Ok(okta.send(request))));
            all.extend(back.requests);
        }
    }
    all
}

#[test]
fn every_request_is_as_published() {
    let Some(api) = published() else { return };
    let mut found = Vec::new();
    let mut kinds = std::collections::BTreeSet::new();
    for request in asked() {
        let (place, one) = if request.url.path().contains("/federated-claims/") {
            // Recorded, and left out of the copy beside the project.
            assert_eq!(request.method, Method::Delete);
            continue;
        } else {
            described(&api, request.url.path())
        };
        let operation = &one[request.method.as_str().to_lowercase()];
        assert!(operation.is_object(), "{} {place} is not described", request.method.as_str());
        kinds.insert(format!("{} {place}", request.method.as_str()));
        let listed = operation["parameters"].as_array().into_iter().flatten();
        let names: Vec<&str> =
            listed.filter_map(|parameter| resolved(&api, parameter)["name"].as_str()).collect();
        for (name, _) in request.url.query_pairs() {
            assert!(names.contains(&name.as_ref()), "{place} takes no {name}");
        }
        let Some(body) = &request.body else {
            assert!(operation["requestBody"]["required"] != true, "{place} needs a body");
            continue;
        };
        let body: Json = serde_json::from_str(body.reveal()).unwrap();
        let is_application = matches!(place, "/api/v1/apps" | "/api/v1/apps/{appId}");
        let schema = if is_application {
            &api["components"]["schemas"]["OpenIdConnectApplication"]
        } else {
            &operation["requestBody"]["content"]["application/json"]["schema"]
        };
        assert!(!schema.is_null(), "{place} takes no body");
        let mut own = Vec::new();
        faults(&api, schema, &body, place, &mut own);
        found.extend(own.into_iter().filter(|fault| !GIVEN.iter().any(|given| fault.contains(given))));
        for name in required(&api, schema) {
            assert!(!body[&name].is_null(), "{place} needs {name}");
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    assert!(kinds.len() >= 17, "{kinds:#?}");
}

/// The members that a body must have.
fn required(api: &Json, schema: &Json) -> Vec<String> {
    let schema = resolved(api, schema);
    let own = schema["required"].as_array().into_iter().flatten();
    let mut all: Vec<String> = own.filter_map(Json::as_str).map(str::to_owned).collect();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        all.extend(required(api, part));
    }
    all
}
