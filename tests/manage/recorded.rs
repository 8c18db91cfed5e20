//! Answers of real organizations, where their recordings stand beside the project: what the plan makes of them, and what the
//! practice Okta leaves out or adds.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value as Json, json as value};
use url::Url;
use usher::base::{Answer, Header, Request, Secret, Timestamp};

use super::support::{CLIENT, Okta, json as parsed};
use super::{CALLBACK, Looked, OKTA, coder, json, look, terms};

const POLICY_OF_ALL: &str = "apps-create/tf-ResourceOktaAppOauth_skipAuthenticationPolicy--oie-00.yaml";
const POLICIES: &str = "apps-create/tf-ResourceOktaAppOauth_1952--oie-00.yaml";
const PAGES: &str = "apps-update/py-ApplicationsResource.test_list_applications_pagination_with_after.yaml";
const LIMIT: &str = "errors/py-AgentPoolsResource.test_list_agent_pools_with_multiple_pool_types.yaml";
const FEATURE_OFF: &str =
    "errors/py-ApplicationSSOFederatedClaimsResource.test_federated_claim_lifecycle.yaml";

/// One exchange of a recording.
pub(super) struct Recorded {
    pub(super) method: String,
    pub(super) url: Url,
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Recorded {
    fn answer(&self, now: Timestamp) -> Answer {
        let headers = self.headers.iter().map(|(name, value)| Header::new(name, value.as_str())).collect();
        Answer { headers, ..json(self.status, &self.body, now) }
    }

    pub(super) fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

#[expect(clippy::print_stdout, reason = "a skipped comparison is told to whoever runs the tests")]
pub(super) fn recording(name: &str) -> Vec<Recorded> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let beside = here.ancestors().skip(1).map(|folder| folder.join("shared/okta-recordings").join(name));
    let Some(text) = beside.into_iter().find_map(|path| std::fs::read_to_string(path).ok()) else {
        println!("skipped: no recording {name} beside the project");
        return Vec::new();
    };
    let all: Json = yaml_serde::from_str(&text).unwrap();
    all["interactions"].as_array().unwrap().iter().map(recorded).collect()
}

/// The two recorders write the same under other names.
fn recorded(one: &Json) -> Recorded {
    let (request, response) = (&one["request"], &one["response"]);
    let url = request["url"].as_str().or(request["uri"].as_str()).unwrap();
    let status = response["code"].as_u64().or(response["status"]["code"].as_u64()).unwrap();
    let body = response["body"].as_str().or(response["body"]["string"].as_str()).unwrap_or_default();
    let values = |values: &Json| -> Vec<String> {
        let list = values.as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_owned);
        list.chain(values.as_str().map(str::to_owned)).collect()
    };
    let headers = response["headers"].as_object().into_iter().flatten();
    let headers = headers.flat_map(|(name, held)| values(held).into_iter().map(|one| (name.clone(), one)));
    Recorded {
        method: request["method"].as_str().unwrap().to_owned(),
        url: Url::parse(url).unwrap(),
        status: u16::try_from(status).unwrap(),
        headers: headers.collect(),
        body: body.to_owned(),
    }
}

/// Looks for an application of a recording by its ID, in an organization that holds nothing else.
fn look_for(application: &Json, more: impl Fn(&Request) -> Option<Answer>) -> Looked {
    let id = application["credentials"]["oauthClient"]["client_id"].as_str().unwrap();
    let own = application["id"].as_str().unwrap();
    let text = application.to_string();
    let organization =
        format!(r#"{{"id":"00o1","pipeline":"idx","_links":{{"organization":{{"href":"{OKTA}"}}}}}}"#);
    look(terms(coder(&[("group_sync", "true")], OKTA, &[]), Some(id)), |request, now| {
        let path = request.url.path();
        if let Some(answer) = more(request) {
            return answer;
        }
        if path.starts_with("/.well-known/") {
            json(200, &organization, now)
        } else if path == format!("/api/v1/apps/{own}") {
            json(200, &text, now)
        } else if path == "/api/v1/apps" {
            json(200, &format!("[{text}]"), now)
        } else if path.ends_with("/groups") || path.ends_with("/users") {
            json(200, "[]", now)
        } else {
            json(404, r#"{"errorCode":"E0000007"}"#, now)
        }
    })
}

#[test]
fn a_real_application_is_compared_with_what_is_wanted() {
    let exchanges = recording(POLICY_OF_ALL);
    let reads = |one: &&Recorded| one.method == "GET" && one.url.path().starts_with("/api/v1/apps/");
    let Some(application) = exchanges.iter().find(reads).map(Recorded::json) else { return };
    let policies = recording(POLICIES);
    let listed = |one: &&Recorded| one.url.path() == "/api/v1/policies" && one.method == "GET";
    let policies = policies.iter().find(listed).map(Recorded::json).unwrap_or_default();
    let refused = recording(FEATURE_OFF);
    let refused = refused.iter().find(|one| one.status == 401);
    let looked = look_for(&application, |request| {
        let path = request.url.path();
        if path.ends_with("/federated-claims") {
            return refused.map(|one| one.answer(Timestamp(0)));
        }
        let id = path.strip_prefix("/api/v1/policies/")?;
        let found = policies.as_array()?.iter().find(|policy| policy["id"] == id)?;
        Some(json(200, &found.to_string(), Timestamp(0)))
    });
    assert_eq!(looked.row("redirect_uris").wanted, value!(["http://d.com/", CALLBACK]));
    assert!(looked.row("redirect_uris").stops_login);
    for setting in [
        "status",
        "application_type",
        "token_endpoint_auth_method",
        "pkce_required",
        "consent_method",
        "issuer_mode",
    ] {
        assert_eq!(looked.status(setting), "keep", "{setting}");
    }
    assert_eq!(looked.row("app_sign_in_policy").now, "Any two factors");
    assert_eq!((looked.status("groups_claim"), looked.row("groups_claim").is_read), ("by_hand", false));
    assert!(looked.plan.missing.is_empty(), "a feature that is off is no missing right");
    assert_eq!((looked.status("groups"), looked.row("groups").stops_login), ("by_hand", true));
}

/// Whatever an organization made of an application, it is compared row by row.
#[test]
fn every_recorded_application_has_a_plan() {
    let files = [
        POLICY_OF_ALL,
        PAGES,
        "apps-create/tf-ResourceOktaAppOauth_backchannelCustomAuthenticatorId_GH2408--oie-00.yaml",
        "apps-create/tf-ResourceOktaAppOauth_serviceNative--oie-00.yaml",
        "apps-create/tf-ResourceOktaAppOauth_serviceWithJWKSURI--oie-00.yaml",
        "apps-create/py-ApplicationsResource.test_create_open_id_connect_app.yaml",
        "apps-update/tf-TestAppUpdateStatus_all_apps_update_oauth_app--classic-00.yaml",
        "redirect-uris/tf-ResourceOktaAppOauth_redirect_uris--oie-00.yaml",
    ];
    let mut kinds = BTreeSet::new();
    for file in files {
        for one in recording(file).iter().map(Recorded::json) {
            let all = one.as_array().cloned().unwrap_or_else(|| vec![one]);
            for application in
                all.iter().filter(|one| one["credentials"]["oauthClient"]["client_id"].is_string())
            {
                let looked = look_for(application, |_| None);
                if application["settings"]["oauthClient"].is_object() && application["name"] == "oidc_client"
                {
                    let kind = application["settings"]["oauthClient"]["application_type"].as_str().unwrap();
                    let row = looked.row("application_type");
                    assert_eq!(
                        (row.status.as_str() == "keep", row.stops_login),
                        (kind == "web", kind != "web"),
                        "{file}"
                    );
                    kinds.insert(kind.to_owned());
                    let wildcard = application["settings"]["oauthClient"]["wildcard_redirect"] == "SUBDOMAIN";
                    let told = looked.plan.rows.iter().any(|row| row.setting.as_str() == "wildcard_redirect");
                    assert_eq!(told, wildcard, "{file}");
                } else {
                    assert!(looked.plan.application.is_none() && looked.plan.is_incomplete, "{file}");
                }
            }
        }
    }
    let is_there = !recording(POLICY_OF_ALL).is_empty();
    assert!(
        !is_there || (kinds.contains("web") && kinds.contains("service") && kinds.contains("native")),
        "{kinds:?}"
    );
}

#[test]
fn a_recorded_limit_is_waited_for_as_long_as_it_says() {
    let exchanges = recording(LIMIT);
    let Some(limited) = exchanges.iter().find(|one| one.status == 429) else { return };
    let mut met = false;
    let mut okta = Okta::at(OKTA);
    let looked = look(terms(coder(&[], OKTA, &[]), Some(CLIENT)), |request, now| {
        if request.url.path().starts_with("/api/") && !std::mem::replace(&mut met, true) {
            return limited.answer(now);
        }
        okta.send(request)
    });
    assert_eq!(looked.waited, [49_000]);
    assert!(looked.plan.application.is_some());
}

#[test]
fn a_recorded_link_leads_to_the_next_page_of_this_organization() {
    let exchanges = recording(PAGES);
    let is_first = |one: &&Recorded| one.headers.iter().any(|(_, value)| value.contains("rel=\"next\""));
    let Some(first) = exchanges.iter().find(is_first) else { return };
    let mut pages = 0;
    let looked = look(terms(coder(&[], OKTA, &[]), None), |request, now| {
        if !request.url.path().starts_with("/api/") {
            return Okta::at(OKTA).send(request);
        }
        pages += 1;
        if pages == 1 { first.answer(now) } else { json(200, "[]", now) }
    });
    let asked = looked.requests.last().unwrap().url.to_string();
    assert_eq!(asked, format!("{OKTA}/api/v1/apps?after=0oanwlw0so3WcfOQi5d7&limit=2"));
    assert!(looked.plan.differs() && !looked.plan.is_incomplete);
}

fn members(value: &Json) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The practice Okta's application has what a real one has; of links only those that somebody follows.
#[test]
fn the_practice_answers_with_the_members_of_a_real_application() {
    let exchanges = recording(POLICY_OF_ALL);
    let reads = |one: &&Recorded| one.method == "GET" && one.url.path().starts_with("/api/v1/apps/");
    let Some(real) = exchanges.iter().find(reads).map(Recorded::json) else { return };
    let mut okta = Okta::at(OKTA);
    let app = okta.org.app_mut(CLIENT).unwrap();
    // As plain as the recorded one.
    app.sign_out_uris.clear();
    app.grants.truncate(1);
    let asked = Request::get(okta.url(&format!("/api/v1/apps/{CLIENT}")));
    let ours = parsed(&okta.send(&asked.with_header("authorization", "SSWS practice-super-administrator")));
    assert_eq!(members(&ours), members(&real));
    for path in [
        "/accessibility",
        "/visibility",
        "/visibility/hide",
        "/credentials",
        "/credentials/oauthClient",
        "/settings",
        "/settings/notes",
        "/settings/oauthClient",
        "/settings/oauthClient/idp_initiated_login",
    ] {
        assert_eq!(members(ours.pointer(path).unwrap()), members(real.pointer(path).unwrap()), "{path}");
    }
    assert!(members(&ours["_links"]).is_subset(&members(&real["_links"])));
}

#[test]
fn the_practice_refuses_in_recorded_words() {
    let mut okta = Okta::at(OKTA);
    let mut ask = |path: &str| {
        let asked =
            Request::get(okta.url(path)).with_header("authorization", "SSWS practice-super-administrator");
        okta.send(&asked)
    };
    let cursor = ask("/api/v1/apps?after=nobody");
    let exchanges = recording(PAGES);
    if let Some(real) = exchanges.iter().find(|one| one.status == 400 && one.body.contains("E0000029")) {
        let (ours, real) = (parsed(&cursor), real.json());
        for name in ["errorCode", "errorSummary", "errorLink", "errorCauses"] {
            assert_eq!(ours[name], real[name], "{name}");
        }
    }
    let unknown = ask("/api/v1/apps/0oanobody");
    assert_eq!((unknown.status, parsed(&unknown)["errorCode"].as_str()), (404, Some("E0000007")));
    let stranger =
        Request::get(okta.url("/api/v1/apps")).with_header("authorization", Secret::from("SSWS no"));
    assert_eq!(parsed(&okta.send(&stranger))["errorCode"], "E0000011");
    let written = Request::form(okta.url("/api/v1/groups"), &[])
        .with_header("authorization", "SSWS practice-super-administrator");
    assert_eq!(okta.send(&written).status, 405);
}
