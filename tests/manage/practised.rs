//! The plan against the practice Okta, without a socket.

use serde_json::json;
use usher::manage::FoundBy;
use usher::practice::{AppSpec, Fault, GroupMatch, GroupsClaim, IssuerMode};

use super::support::{CLIENT, Okta, SECRET};
use super::{CALLBACK, Looked, OKTA, coder, look, terms};

const SERVER: &str = "https://example.okta.com/oauth2/default";

fn at(okta: &mut Okta, terms: usher::manage::Terms) -> Looked {
    look(terms, |request, now| {
        okta.now = now;
        okta.send(request)
    })
}

/// An organization whose one application is as the guide wants it.
fn right() -> Okta {
    let mut okta = Okta::at(OKTA);
    let spec = AppSpec::web("Coder", &[CALLBACK]).with_credentials(CLIENT, SECRET).with_refresh();
    okta.org.register(spec, okta.now, &mut okta.seeds);
    okta.org.app_mut(CLIENT).unwrap().issuer_mode = IssuerMode::OktaUrl;
    okta
}

#[test]
fn an_application_that_is_right_leaves_nothing_to_do() {
    let looked = at(&mut right(), terms(coder(&[], OKTA, &["Engineering"]), Some(CLIENT)));
    assert!(!looked.plan.differs() && !looked.plan.is_incomplete, "{:#?}", looked.plan);
    assert_eq!(looked.plan.application.as_ref().unwrap().found_by, FoundBy::ClientId);
    assert_eq!(looked.row("app_sign_in_policy").now, json!("Any two factors"));
    assert_eq!(looked.requests.len(), 5, "{:#?}", looked.requests);
}

#[test]
fn an_organization_that_knows_nothing_of_it_gets_a_new_one() {
    let mut okta = Okta::at(OKTA);
    okta.org.apps.clear();
    let looked = at(&mut okta, terms(coder(&[("group_sync", "true")], OKTA, &["Engineering"]), None));
    assert!(looked.plan.application.is_none() && looked.plan.differs() && !looked.plan.is_incomplete);
    assert!(looked.plan.rows.iter().all(|row| row.status.as_str() == "add" && row.now.is_null()));
    assert_eq!(looked.row("redirect_uris").wanted, json!([CALLBACK]));
    assert_eq!(looked.row("groups").wanted, json!(["Engineering"]));
    assert!(looked.why("groups").contains("Engineering has 3 people"), "{}", looked.why("groups"));
    assert!(looked.row("groups_claim").wanted["expression"].as_str().unwrap().contains("profile.name"));
}

#[test]
fn what_is_missing_is_added_and_what_others_added_stays() {
    let mut okta = right();
    let app = okta.org.app_mut(CLIENT).unwrap();
    app.redirect_uris = vec!["https://old.example.com/cb".to_owned()];
    app.grants.retain(|grant| grant.as_str() == "authorization_code");
    let looked = at(&mut okta, terms(coder(&[], OKTA, &[]), Some(CLIENT)));
    let row = looked.row("redirect_uris");
    assert_eq!((row.status.as_str(), row.stops_login), ("add", true));
    assert_eq!(row.wanted, json!(["https://old.example.com/cb", CALLBACK]));
    assert_eq!(looked.plan.after.others.redirect_uris, ["https://old.example.com/cb"]);
    let row = looked.row("grant_types");
    assert_eq!((row.status.as_str(), row.stops_login), ("add", false));
    assert_eq!(looked.status("groups"), "leave");
}

#[test]
fn what_breaks_those_who_sign_in_now_is_left_and_marked() {
    let mut okta = right();
    let app = okta.org.app_mut(CLIENT).unwrap();
    app.issuer_mode = IssuerMode::CustomUrl;
    app.pkce_required = true;
    let looked = at(&mut okta, terms(coder(&[], OKTA, &[]), Some(CLIENT)));
    let row = looked.row("issuer_mode");
    assert_eq!((row.status.as_str(), row.stops_login, row.breaks_running.as_str()), ("leave", true, "true"));
    assert_eq!((looked.status("pkce_required"), looked.row("pkce_required").stops_login), ("leave", false));
    assert!(looked.plan.differs(), "a login that cannot work is something to do");
    let mut okta = right();
    okta.org.app_mut(CLIENT).unwrap().authentication = usher::practice::Authentication::None;
    let looked = at(&mut okta, terms(coder(&[], OKTA, &[]), Some(CLIENT)));
    for setting in ["token_endpoint_auth_method", "application_type"] {
        let row = looked.row(setting);
        assert_eq!(
            (row.status.as_str(), row.stops_login, row.breaks_running.as_str()),
            ("leave", true, "true")
        );
    }
}

#[test]
fn a_deactivated_application_and_a_bound_token_stop_the_login() {
    let mut okta = right();
    let app = okta.org.app_mut(CLIENT).unwrap();
    (app.active, app.dpop_required) = (false, true);
    let looked = at(&mut okta, terms(coder(&[], OKTA, &[]), Some(CLIENT)));
    for setting in ["status", "dpop_bound_access_tokens"] {
        assert_eq!((looked.status(setting), looked.row(setting).stops_login), ("change", true));
    }
    // Without its client ID it is found in the list all the same.
    let looked = at(&mut okta, terms(coder(&[], OKTA, &[]), None));
    assert_eq!(looked.plan.application.as_ref().unwrap().found_by, FoundBy::RedirectUri);
}

#[test]
fn of_several_that_may_be_the_one_a_person_chooses() {
    let mut okta = right();
    for id in ["0oasecond00000000001", "0oathird000000000001"] {
        let spec = AppSpec::web("Coder", &[CALLBACK]).with_credentials(id, SECRET);
        okta.org.register(spec, okta.now, &mut okta.seeds);
    }
    let looked = at(&mut okta, terms(coder(&[], OKTA, &[]), None));
    assert!(looked.plan.application.is_none() && looked.plan.rows.is_empty() && looked.plan.is_incomplete);
    assert_eq!(looked.plan.candidates.len(), 3);
    let mut chosen = terms(coder(&[], OKTA, &[]), None);
    chosen.chosen = Some("0oathird000000000001".to_owned());
    let looked = at(&mut okta, chosen);
    assert_eq!(looked.plan.application.as_ref().unwrap().found_by, FoundBy::Choice);
    // One that is in use is meant rather than two that are not.
    okta.org.apps.iter_mut().skip(1).for_each(|app| app.active = false);
    let looked = at(&mut okta, terms(coder(&[], OKTA, &[]), None));
    assert_eq!(looked.plan.application.as_ref().unwrap().id, okta.org.apps[0].client_id);
}

#[test]
fn a_client_id_that_cannot_be_seen_makes_no_second_application() {
    let looked = at(&mut right(), terms(coder(&[], OKTA, &[]), Some("0oahidden00000000001")));
    assert!(looked.plan.application.is_none() && looked.plan.rows.is_empty() && looked.plan.is_incomplete);
    assert_eq!(looked.plan.candidates.len(), 1, "the one with the redirect URI is named");
    assert!(!looked.plan.differs());
}

#[test]
fn groups_are_found_by_their_whole_name() {
    let looked = at(&mut right(), terms(coder(&[], OKTA, &["Engineering", "Admins"]), Some(CLIENT)));
    assert_eq!(looked.status("groups"), "add");
    assert_eq!(looked.row("groups").wanted, json!(["Engineering", "Finance", "Admins"]));
    let looked = at(&mut right(), terms(coder(&[], OKTA, &["Engin", "a\"b\\c"]), Some(CLIENT)));
    assert_eq!((looked.status("groups"), looked.plan.is_incomplete), ("by_hand", false));
    assert!(looked.why("groups").contains("“Engin”") && looked.why("groups").contains("“a\"b\\c”"));
    let mut okta = right();
    okta.org.app_mut(CLIENT).unwrap().assignments.groups.clear();
    let looked = at(&mut okta, terms(coder(&[], OKTA, &[]), Some(CLIENT)));
    assert_eq!((looked.status("groups"), looked.row("groups").stops_login), ("by_hand", true));
    okta.org.app_mut(CLIENT).unwrap().assignments.people.push("ana@example.com".to_owned());
    let looked = at(&mut okta, terms(coder(&[], OKTA, &[]), Some(CLIENT)));
    assert!(!looked.row("groups").stops_login, "somebody can sign in");
}

#[test]
fn a_pilot_signs_in_first_and_the_others_follow() {
    let mut okta = right();
    okta.org.app_mut(CLIENT).unwrap().assignments.groups.clear();
    let wanted = || coder(&[], OKTA, &["Admins", "Engineering"]).piloted(Some("Admins"));
    let looked = at(&mut okta, terms(wanted(), Some(CLIENT)));
    assert_eq!(looked.row("groups").wanted, json!(["Admins"]));
    assert!(looked.why("groups").contains("Engineering has 3 people"), "{}", looked.why("groups"));
    okta.org.app_mut(CLIENT).unwrap().assignments.groups.push("Admins".to_owned());
    let looked = at(&mut okta, terms(wanted(), Some(CLIENT)));
    assert_eq!(looked.row("groups").wanted, json!(["Admins", "Engineering"]));
}

#[test]
fn a_custom_server_needs_its_policy_its_scope_and_its_claim() {
    let mut okta = right();
    let wanted = || {
        let mut wanted = coder(&[("group_sync", "true")], SERVER, &[]);
        wanted.scopes.push("groups".to_owned());
        wanted
    };
    let looked = at(&mut okta, terms(wanted(), Some(CLIENT)));
    for (setting, stops) in [("server_access_policy", true), ("server_scopes", true), ("groups_claim", false)]
    {
        assert_eq!((looked.status(setting), looked.row(setting).stops_login), ("add", stops), "{setting}");
    }
    let server = okta.org.server_mut("default").unwrap();
    server.access_policy = true;
    server.extra_scopes.push("groups".to_owned());
    server.groups_claim =
        Some(GroupsClaim { name: "groups".to_owned(), by: GroupMatch::Regex, value: ".*".to_owned() });
    let looked = at(&mut okta, terms(wanted(), Some(CLIENT)));
    for setting in ["server_access_policy", "server_scopes", "groups_claim"] {
        assert_eq!(looked.status(setting), "keep", "{setting}");
    }
    assert!(!looked.plan.differs());
    assert!(looked.requests.len() <= 10, "{:#?}", looked.requests);
    let mut okta = right();
    okta.org.faults.add(Fault::NoApiAccessManagement);
    let looked = at(&mut okta, terms(wanted(), Some(CLIENT)));
    for setting in ["server_access_policy", "server_scopes", "groups_claim"] {
        assert_eq!((looked.status(setting), looked.row(setting).is_read), ("by_hand", false), "{setting}");
    }
    assert!(looked.plan.is_incomplete && !looked.plan.differs());
}

#[test]
fn a_long_list_is_read_page_by_page() {
    let mut okta = right();
    let own = okta.org.apps.remove(0);
    for number in 0..450 {
        let spec = AppSpec::web(&format!("Other {number}"), &["https://other.example.com/cb"]);
        okta.org.register(spec, okta.now, &mut okta.seeds);
    }
    okta.org.apps.push(own);
    let looked = at(&mut okta, terms(coder(&[], OKTA, &[]), None));
    assert_eq!(looked.plan.application.as_ref().unwrap().client_id, CLIENT);
    let lists = looked.requests.iter().filter(|request| request.url.path() == "/api/v1/apps").count();
    assert_eq!(lists, 3);
}

#[test]
fn the_classic_engine_has_no_claims_of_this_kind() {
    let mut okta = right();
    okta.org.faults.add(Fault::ClassicEngine);
    let looked = at(&mut okta, terms(coder(&[("group_sync", "true")], OKTA, &[]), Some(CLIENT)));
    assert_eq!(looked.status("groups_claim"), "by_hand");
    assert!(looked.plan.rows.iter().all(|row| row.setting.as_str() != "app_sign_in_policy"));
}
