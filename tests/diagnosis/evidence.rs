//! Canned evidence: a healthy connection, and the pieces to break it with. Nothing here asserts.

use serde_json::{Value as Json, json};
use url::Url;
use usher::apps::{Accounts, ClaimNeeds, MatchedBy};
use usher::base::{Answer, Exchange, Header, Request, Secret, Timestamp, Trouble, TroubleKind};
use usher::diagnosis::evidence::{Evidence, LoginEvidence, Subject};
use usher::diagnosis::{Diagnosis, Status, examine};
use usher::engine::preflight;
use usher::oidc::callback::Callback;
use usher::oidc::discovery::Metadata;
use usher::oidc::judge::Claims;
use usher::oidc::token::ClientAuthentication;
use usher::okta::probes::{
    APPLICATION, BOGUS_CODE, CLIENT_DISCOVERY, CONTROL, DISCOVERY, KEYS, Known, ORGANIZATION, PUSHED, Probe,
    Question, REQUEST, TEST as TEST_URI,
};

pub(crate) const ORG: &str = "https://acme.okta.com";
pub(crate) const TEST: &str = "http://localhost:8749/callback";
pub(crate) const APP: &str = "https://coder.example.com/api/v2/users/oidc/callback";
pub(crate) const CLIENT: &str = "0oa8x2k4mQ1vJ7dT5e6a";
pub(crate) const SECRET: &str = "Zq8-kD2vYx1LmN0pRtUwXyZ3aBcDeFgHiJkLmNo";
pub(crate) const CODE: &str = "code-Xk29fh3kLpQ0vn";
pub(crate) const REDIRECT_REFUSED: &str =
    "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.";
pub(crate) const SECRET_REFUSED: &str = "The client secret supplied for a confidential client is invalid.";
pub(crate) const GENERAL_REFUSAL: &str =
    "Client authentication failed. Either the client or the client credentials are invalid.";

/// The modulus of a sound key, whose other half nobody needs here (RFC 7517 appendix).
pub(crate) const MODULUS: &str = "sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboIRROSBigeC5yjU1hGzHHyXss8UDprecbAYxknTcQkhslANGRUZmdTOQ5qTRsLAt6BTYuyvVRdhS8exSZEy_c4gs_7svlJJQ4H9_NxsiIoLwAEk7-Q3UXERGYw_75IDrGA84-lA_-Ct4eTlXHBIY2EaV7t7LjJaynVJCpkv4LKjTTAumiGUIuQhrNhZLuF_RJLqHpM2kgWFLU7-VTdL1VbC2tejvcI2BlMkEpk1BzBZI0KQB0GaDWFLN-aEAw3vRw";

/// The moment at which everything happens: 2026-11-22T18:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp(1_795_370_400_000);

pub(crate) fn url(text: &str) -> Url {
    Url::parse(text).expect("an address of the test")
}

pub(crate) fn subject(issuer: &str) -> Subject {
    Subject {
        app: "coder".to_owned(),
        app_name: "Coder".to_owned(),
        okta_app_name: "Coder".to_owned(),
        issuer: issuer.to_owned(),
        issuer_otherwise: None,
        issuer_slips: Vec::new(),
        client_id: CLIENT.to_owned(),
        client_id_is_secret: false,
        leaves_out_noise: false,
        has_secret: true,
        secret_problem: None,
        client_authentication: ClientAuthentication::ClientSecretBasic,
        test_redirect: TEST.to_owned(),
        comes_back_to_app: false,
        app_redirects: vec![APP.to_owned()],
        likely_redirects: Vec::new(),
        usual_redirects: Vec::new(),
        sign_out_redirects: Vec::new(),
        scopes: ["openid", "profile", "email"].map(str::to_owned).to_vec(),
        scopes_keys: Vec::new(),
        wants_refresh: false,
        claims: ClaimNeeds {
            username: vec!["preferred_username".to_owned()],
            email: vec!["email".to_owned()],
            ..ClaimNeeds::default()
        },
        accounts: Some(Accounts {
            matched_by: vec![MatchedBy::Subject, MatchedBy::Email],
            existing: vec!["Coder joins an account that has the same address.".to_owned()],
            leaving: vec!["Their keys go on working.".to_owned()],
            source: None,
            when: (),
        }),
        issuer_given_as: "issuer".to_owned(),
        app_place: "/etc/coder.d/coder.env".to_owned(),
        console: None,
        is_other_provider: false,
    }
}

pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut headers: Vec<Header> = headers.iter().map(|(name, value)| Header::new(name, *value)).collect();
    headers.push(Header::new("date", NOW.http_date()));
    headers.push(Header::new("x-okta-request-id", "reqW1x2y3"));
    Answer { status, headers, body: Secret::new(body), at: NOW, elapsed_ms: 41 }
}

pub(crate) fn exchange(request: Request, answer: Answer) -> Exchange {
    Exchange { request, at: NOW, outcome: Ok(answer) }
}

pub(crate) fn troubled(request: Request, kind: TroubleKind) -> Exchange {
    let trouble = Trouble { kind, target: "acme.okta.com:443".into(), detail: "as the system says".into() };
    Exchange { request, at: NOW, outcome: Err(trouble) }
}

pub(crate) fn json_answer(status: u16, body: &Json) -> Answer {
    answer(status, &[("content-type", "application/json")], &body.to_string())
}

pub(crate) fn oauth_error(status: u16, code: &str, description: &str) -> Answer {
    json_answer(status, &json!({ "error": code, "error_description": description }))
}

pub(crate) fn error_page(code: &str, description: &str) -> Answer {
    let body = format!("<h1>400 Bad Request</h1><p>Error Code: {code}</p><p>Description: {description}</p>");
    answer(400, &[], &body)
}

pub(crate) fn sent_home(uri: &str, code: &str, description: &str) -> Answer {
    let mut target = url(uri);
    target.query_pairs_mut().append_pair("error", code).append_pair("error_description", description);
    answer(302, &[("location", target.as_str())], "")
}

pub(crate) fn sign_in_page() -> Answer {
    answer(200, &[], "<html><body><div id=\"okta-sign-in\"></div></body></html>")
}

pub(crate) fn metadata(issuer: &str) -> Json {
    let base = if issuer.contains("/oauth2/") { issuer.to_owned() } else { format!("{issuer}/oauth2") };
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{base}/v1/authorize"),
        "token_endpoint": format!("{base}/v1/token"),
        "jwks_uri": format!("{base}/v1/keys"),
        "userinfo_endpoint": format!("{base}/v1/userinfo"),
    })
}

/// The request of a probe, at an issuer whose document names every endpoint.
pub(crate) fn asked(evidence: &Evidence, question: &Question) -> Request {
    let secret = Secret::new(SECRET);
    question.request(&known(evidence, &secret)).expect("a request of the probe")
}

fn known<'a>(evidence: &'a Evidence, secret: &'a Secret) -> Known<'a> {
    let mut document = metadata(&evidence.subject.issuer);
    for (member, path) in [("pushed_authorization_request", "par"), ("introspection", "introspect")] {
        document[format!("{member}_endpoint")] = format!("{ORG}/oauth2/v1/{path}").into();
    }
    let metadata = Metadata::read(&document.to_string()).ok();
    Known { metadata, is_okta: Some(true), ..preflight::known(evidence, Some(secret)) }
}

/// Whatever came of a probe, this comes of it now; of the first question, where it is asked about more than one thing.
pub(crate) fn see(evidence: &mut Evidence, probe: &'static Probe, answer: Answer) {
    let secret = Secret::new(SECRET);
    let question = probe.questions(&known(evidence, &secret)).swap_remove(0);
    let seen = exchange(asked(evidence, &question), answer);
    evidence.probed.keep(question, seen);
}

/// Nothing came of a probe but trouble.
pub(crate) fn see_trouble(evidence: &mut Evidence, probe: &'static Probe, kind: TroubleKind) {
    let question = probe.about("");
    let seen = troubled(asked(evidence, &question), kind);
    evidence.probed.keep(question, seen);
}

/// These were not asked.
pub(crate) fn forget(evidence: &mut Evidence, probes: &[&Probe]) {
    evidence.probed.retain(|question, _| !probes.contains(&question.probe));
}

/// The whole request as the silence is asked about.
pub(crate) fn whole_request(answer: Answer) -> Exchange {
    exchange(asked(&Evidence::new(subject(ORG)), &REQUEST.about("")), answer)
}

/// A healthy connection after all browser-free checks.
pub(crate) fn healthy() -> Evidence {
    healthy_at(ORG)
}

pub(crate) fn healthy_at(issuer: &str) -> Evidence {
    let mut evidence = Evidence::new(subject(issuer));
    let organization =
        json!({ "id": "00o1", "pipeline": "idx", "_links": { "organization": { "href": ORG } } });
    let keys = json!({ "keys": [{ "kid": "k1", "kty": "RSA", "alg": "RS256", "use": "sig", "n": MODULUS, "e": "AQAB" }] });
    let pushed = json!({ "request_uri": "urn:request:abcdefgh", "expires_in": 60 });
    let state = "The authentication request has an invalid 'state' parameter.";
    see(&mut evidence, &ORGANIZATION, json_answer(200, &organization));
    see(&mut evidence, &DISCOVERY, json_answer(200, &metadata(issuer)));
    see(&mut evidence, &CLIENT_DISCOVERY, json_answer(200, &metadata(issuer)));
    see(&mut evidence, &KEYS, json_answer(200, &keys));
    see(&mut evidence, &PUSHED, json_answer(201, &pushed));
    see(&mut evidence, &CONTROL, error_page("invalid_request", REDIRECT_REFUSED));
    see(&mut evidence, &TEST_URI, sent_home(TEST, "invalid_request", state));
    see(&mut evidence, &APPLICATION, sent_home(APP, "invalid_request", state));
    see(&mut evidence, &REQUEST, sign_in_page());
    evidence
}

/// A provider that is not Okta: no organization document, no `?client_id=`, redirects judged by its own page.
pub(crate) fn elsewhere() -> Evidence {
    let issuer = "https://id.example.com/realms/acme";
    let mut evidence = Evidence::new(subject(issuer));
    let keys = json!({ "keys": [{ "kid": "k1", "kty": "RSA", "n": MODULUS, "e": "AQAB" }] });
    see(&mut evidence, &ORGANIZATION, answer(404, &[], ""));
    see(&mut evidence, &DISCOVERY, json_answer(200, &metadata(issuer)));
    see(&mut evidence, &KEYS, json_answer(200, &keys));
    see(&mut evidence, &BOGUS_CODE, oauth_error(400, "invalid_grant", "grant request is invalid"));
    evidence
}

pub(crate) fn claims(members: &Json) -> Claims {
    Claims(members.as_object().cloned().unwrap_or_default())
}

pub(crate) fn person() -> Json {
    json!({
        "sub": "00u9ana", "preferred_username": "ana", "email": "ana@example.com", "email_verified": true,
        "auth_time": NOW.seconds(), "iat": NOW.seconds(),
    })
}

/// A login that passed, on top of the healthy checks.
pub(crate) fn signed_in() -> Evidence {
    signed_in_as(&person())
}

pub(crate) fn signed_in_as(members: &Json) -> Evidence {
    let mut evidence = healthy();
    let token = asked(&evidence, &BOGUS_CODE.about(""));
    let issued = json!({ "access_token": "access-token-9f8e7d6c", "id_token": "eyJh.eyJz.c2ln", "token_type": "Bearer" });
    evidence.login = Some(LoginEvidence {
        started: NOW,
        listening: Some(Ok(vec!["127.0.0.1:8749".to_owned()])),
        opened: Some(Ok(())),
        callback: Some(Callback {
            code: Some(Secret::new(CODE)),
            state: Some(Secret::new("state-of-this-login")),
            ..Callback::default()
        }),
        token: Some(exchange(token, json_answer(200, &issued))),
        judged: Some(Ok(claims(members))),
        userinfo: Some(exchange(
            Request::get(url(&format!("{ORG}/oauth2/v1/userinfo")))
                .with_header("authorization", "Bearer access-token-9f8e7d6c"),
            json_answer(200, members),
        )),
        userinfo_judged: Some(Ok(claims(members))),
        ..LoginEvidence::default()
    });
    evidence
}

/// The login of such evidence, to be changed.
pub(crate) fn login(evidence: &mut Evidence) -> &mut LoginEvidence {
    evidence.login.as_mut().expect("evidence with a login")
}

/// The status and slug of a check.
pub(crate) fn said<'a>(diagnosis: &'a Diagnosis, id: &str) -> (Status, Option<&'a str>) {
    let check = diagnosis.checks.iter().find(|check| check.id.as_str() == id);
    let check = check.unwrap_or_else(|| panic!("there is no check {id}"));
    (check.status, check.finding.as_ref().map(|finding| finding.slug.as_str()))
}

/// The slug of the first cause.
pub(crate) fn primary(evidence: &Evidence) -> Option<&'static str> {
    examine(evidence).primary_finding().map(|finding| finding.slug.as_str())
}
