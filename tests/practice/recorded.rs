//! The practice Okta beside recordings of real organizations, where a copy stands beside the project.

use std::collections::BTreeSet;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value as Json;
use usher::base::{Answer, Request};
use usher::okta::authorize::{AuthorizeAnswer, read_authorize};
use usher::practice::Fault;

use crate::tests::practice::support::{Okta, claims, json};

const OKTA: &str = "https://example.okta.com";

#[expect(clippy::print_stdout, reason = "a skipped comparison is told to whoever runs the tests")]
/// A recording, or nothing (with a word about it) where there is no copy.
fn recording(name: &str) -> Option<String> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let beside = here.ancestors().skip(1).map(|folder| folder.join("shared/okta-recordings").join(name));
    let found = beside.into_iter().find_map(|path| std::fs::read_to_string(path).ok());
    if found.is_none() {
        println!("skipped: no recording {name} beside the project");
    }
    found
}

fn ask(okta: &mut Okta, path: &str) -> Answer {
    okta.send(&Request::get(format!("{OKTA}{path}").parse().expect("an address")))
}

fn members(document: &Json) -> BTreeSet<&str> {
    document.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// The body of the first answer of a cassette that holds a text.
fn body_with(cassette: &str, mark: &str) -> Option<Json> {
    let bodies = cassette.lines().filter_map(|line| line.trim().strip_prefix("body: '"));
    let found = bodies.filter_map(|body| body.strip_suffix('\'')).find(|body| body.contains(mark))?;
    serde_json::from_str(&found.replace("''", "'")).ok()
}

#[test]
fn a_custom_servers_document_has_what_a_real_one_has() {
    let Some(text) = recording("discovery/custom-server-2026-09.facts.json") else { return };
    let facts: Json = serde_json::from_str(&text).expect("facts");
    let mut okta = Okta::with(OKTA, &[]);
    let answer = ask(&mut okta, "/oauth2/default/.well-known/openid-configuration");
    let ours = json(&answer);
    assert_eq!(members(&ours), members(&facts["document"]));
    for (name, value) in facts["document"].as_object().expect("members") {
        if !value.is_string() {
            assert_eq!(&ours[name], value, "{name}");
        }
    }
    for name in ["accept-ch", "cache-control", "p3p", "vary", "x-content-type-options"] {
        assert_eq!(answer.header(name), facts["headers"][name].as_str(), "{name}");
    }
    let id = answer.okta_request_id().expect("an ID");
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
    assert!(!answer.headers.iter().any(|header| header.name.starts_with("x-rate-limit")));
}

#[test]
fn the_organization_document_has_what_a_real_one_has() {
    for (name, faults) in [("oie-00", &[][..]), ("classic-00", &[Fault::ClassicEngine])] {
        let file = format!("org-document/tf-DataSourceOktaOrgMetadata_read--{name}.yaml");
        let Some(real) = recording(&file).and_then(|text| body_with(&text, "pipeline")) else { return };
        let mut okta = Okta::with(OKTA, faults);
        let ours = json(&ask(&mut okta, "/.well-known/okta-organization"));
        assert_eq!(members(&ours), members(&real));
        assert_eq!(members(&ours["settings"]), members(&real["settings"]));
        assert_eq!(ours["pipeline"], real["pipeline"]);
        assert_eq!(ours["id"].as_str().map(str::len), real["id"].as_str().map(str::len));
    }
}

#[test]
fn refusals_of_the_organization_are_worded_as_recorded() {
    let cases = [
        ("errors/tf-ResourceOktaAuthServer_crud--classic-00.yaml", "E0000015", Fault::NoApiAccessManagement),
        (
            "errors/py-AgentPoolsResource.test_list_agent_pools_with_multiple_pool_types.yaml",
            "E0000047",
            Fault::RateLimited,
        ),
    ];
    for (file, code, fault) in cases {
        let Some(text) = recording(file) else { return };
        let mut okta = Okta::with(OKTA, &[fault]);
        let ours = json(&ask(&mut okta, "/oauth2/default/.well-known/openid-configuration"));
        assert_eq!(ours["errorCode"], code);
        let sentence = ours["errorSummary"].as_str().expect("a sentence");
        // A recorder may have broken the line.
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("\\ ", "");
        assert!(flat.contains(&format!("{sentence}\"")), "{sentence}");
        assert_eq!(ours["errorCauses"], Json::Array(Vec::new()));
        assert!(ours["errorId"].as_str().is_some_and(|id| id.starts_with("oae")));
    }
}

/// Today's page has no code of OAuth, yesterday's has; both are told apart from a sign-in page, and their sentence is found.
#[test]
fn both_layouts_of_the_error_page_are_like_the_recorded_ones_and_are_understood() {
    let template = recording("pages/default-error-page.template.html");
    for faults in [&[][..], &[Fault::ClassicEngine]] {
        let mut okta = Okta::with(OKTA, faults);
        let url = okta.authorize_url("/oauth2", &[("redirect_uri", "https://nowhere.example.com/cb")]);
        let request = Request::get(url);
        let answer = okta.send(&request);
        let body = answer.body.reveal().to_owned();
        let is_of_today = faults.is_empty();
        for mark in ["o-form-title", "o-form-explain", "error-code"] {
            assert_eq!(body.contains(&format!("class=\"{mark}\"")), is_of_today, "{mark}");
            assert!(template.as_ref().is_none_or(|page| page.contains(&format!("class=\"{mark}\""))));
        }
        assert_eq!(body.contains("Error Code"), !is_of_today);
        let exchange = usher::base::Exchange { request, at: answer.at, outcome: Ok(answer) };
        let Some(AuthorizeAnswer::ErrorPage { error, description, lines, .. }) = read_authorize(&exchange)
        else {
            panic!("not read as a page: {body}");
        };
        assert_eq!((error.is_some(), description.is_some()), (!is_of_today, !is_of_today));
        assert!(usher::diagnosis::refuses_redirect(&exchange), "{lines:?}");
    }
}

/// The Classic Engine sends the browser to a page of its own, whose address bears the session.
#[test]
fn the_classic_engine_leads_to_its_sign_in_page_as_recorded() {
    let mut okta = Okta::with(OKTA, &[Fault::ClassicEngine]);
    let url = okta.authorize_url("/oauth2", &[]);
    let answer = okta.send(&Request::get(url));
    let target = answer.header("location").expect("a redirect").to_owned();
    let (path, from) = target.split_once("?fromURI=").expect("where it goes back");
    assert!(path.starts_with(&format!("{OKTA}/login/login.htm;jsessionid=")), "{target}");
    assert!(from.starts_with("%2Foauth2%2Fv1%2Fauthorize%2Fredirect%3Fokta_key%3D"), "{target}");
    let folder = "oidc-flow/classic-2016-2017/20171023-get-oauth2-default-v1-authorize.http";
    if let Some(real) = recording(folder) {
        let flat = real.to_lowercase();
        assert!(
            flat.contains("/login/login.htm;jsessionid=")
                && flat.contains("%2foauth2%2fv1%2fauthorize%2fredirect")
        );
    }
    let page = okta.send(&Request::get(target.parse().expect("an address")));
    assert_eq!(page.status, 200);
}

/// The claims of the ID token in a recorded answer of the token endpoint.
fn recorded_claims(text: &str) -> Option<Json> {
    let body: Json = serde_json::from_str(&text[text.find("{\"access_token")?..]).ok()?;
    let claims = body["id_token"].as_str()?.split('.').nth(1)?.to_owned();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
}

/// Older organizations say little in an ID token beside which there is an access token, and the rest in userinfo.
#[test]
fn a_thin_id_token_has_what_a_recorded_one_has() {
    let name = "oidc-flow/classic-2016-2017/20161215-post-oauth2-v1-token-2.http";
    let Some(real) = recording(name).and_then(|text| recorded_claims(&text)) else { return };
    let mut okta = Okta::with(OKTA, &[Fault::ThinIdToken]);
    let mut ours = claims(&okta.tokens("ana@example.com")["id_token"]);
    // Nobody asked for groups there.
    ours.as_object_mut().expect("claims").remove("groups");
    assert_eq!(members(&ours), members(&real));
}
