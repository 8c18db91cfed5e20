//! What changes with an answer: scopes, steps, keys, claims, servers.

use url::Url;

use super::super::context::Context;
use super::super::guide::{ConsolePage, Format, FormatBody, Server};
use super::super::resolved::Resolved;
use super::{everything, known, open, readable};
use crate::config::Value;

fn key<'a>(resolved: &'a Resolved, format: &str, key: &str) -> Option<&'a str> {
    resolved.format(format)?.keys().iter().find(|one| one.key == key).map(|one| one.value.reveal())
}

#[test]
fn groups_are_asked_for_only_when_they_are_wanted() {
    let guide = open("coder");
    let plain = guide.resolve(&known(&guide));
    assert_eq!(plain.okta.scopes, ["openid", "profile", "email", "offline_access"]);
    assert_eq!(plain.claims.groups, None);
    assert!(!plain.steps.iter().any(|step| step.id.contains("groups_claim")));
    assert_eq!(key(&plain, "env", "CODER_OIDC_GROUP_FIELD"), None);
    let synced = guide.resolve(&everything(&guide));
    assert!(synced.okta.scopes.contains(&"groups".to_owned()));
    assert_eq!(synced.claims.groups.as_deref(), Some("groups"));
    assert!(synced.claims.roles.contains(&("Everyone".to_owned(), "member".to_owned())));
    assert_eq!(key(&synced, "env", "CODER_OIDC_GROUP_FIELD"), Some("groups"));
    let roles = r#"{"Platform":["template-admin","auditor"],"Everyone":["member"]}"#;
    assert_eq!(key(&synced, "env", "CODER_OIDC_USER_ROLE_MAPPING"), Some(roles));
}

#[test]
fn each_pair_of_a_mapping_is_a_key_of_its_own_or_a_row_of_a_map() {
    let guide = open("teleport");
    let mut context = known(&guide);
    context.answers.insert("role_map".to_owned(), "Data Team=access+auditor, Platform=editor".to_owned());
    let resolved = guide.resolve(&context);
    let list = "spec.claims_to_roles[value=Data Team].roles";
    assert_eq!(key(&resolved, "yaml", list), Some(r#"["access","auditor"]"#));
    let guide = open("superset");
    let mut context = known(&guide);
    context.answers.insert("role_map".to_owned(), "Data Team=Alpha+sql_lab, Platform=Admin".to_owned());
    let resolved = guide.resolve(&context);
    let settings = resolved.format("python").and_then(Format::settings);
    let map = settings.unwrap_or_default().into_iter().find(|one| one.key == "AUTH_ROLES_MAPPING");
    let shown = map.map(|one| one.value.shown());
    assert_eq!(shown.as_deref(), Some("Data Team → Alpha + sql_lab, Platform → Admin"));
    context.answers.remove("role_map");
    let resolved = guide.resolve(&context);
    assert!(resolved.gaps().contains(&"Roles by group".to_owned()));
    let shown = resolved.format("python").and_then(Format::shown_text);
    assert!(shown.is_some_and(|text| text.contains("AUTH_ROLES_MAPPING = \"‹Roles by group›\"")));
}

#[test]
fn a_custom_server_gets_a_policy_and_its_own_claim_and_no_groups_scope() {
    let guide = open("coder");
    let mut context = everything(&guide);
    context.issuer = Some("https://acme.okta.com/oauth2/default".to_owned());
    let resolved = guide.resolve(&context);
    assert_eq!(resolved.okta.server, Server::Custom);
    assert!(!resolved.okta.scopes.contains(&"groups".to_owned()));
    let ids: Vec<&str> = resolved.steps.iter().map(|step| step.id.as_str()).collect();
    assert!(
        ids.contains(&"okta/access_policy.rule") && ids.contains(&"okta/groups_claim.custom_claim"),
        "{ids:?}"
    );
    assert!(!ids.contains(&"okta/groups_claim.org_filter"));
}

#[test]
fn the_server_can_be_chosen_before_an_issuer_is_known() {
    let guide = open("other");
    let mut context = Context::default();
    assert_eq!(guide.resolve(&context).okta.server, Server::Org);
    context.answers.insert("server_kind".to_owned(), "custom".to_owned());
    context.organization = Url::parse("https://acme.okta.com/").ok();
    let resolved = guide.resolve(&context);
    assert_eq!(resolved.okta.server, Server::Custom);
    assert_eq!(resolved.okta.issuer_expected.shown(), "https://acme.okta.com/oauth2/default");
}

/// An application without a guide has one redirect URI or several; a file that names one of them alone would be wrong.
#[test]
fn several_redirect_uris_are_a_list_and_a_single_one_is_a_text() {
    let guide = open("other");
    let keys = |uris: &str, format: &str| {
        let mut context = known(&guide);
        context.answers.insert("redirect_uri".to_owned(), uris.to_owned());
        let resolved = guide.resolve(&context);
        let settings = resolved.format(format).and_then(Format::settings).unwrap_or_default();
        let of_uris = settings.into_iter().filter(|one| one.key.to_lowercase().contains("redirect_uri"));
        of_uris.map(|one| (one.key, one.value)).collect::<Vec<_>>()
    };
    let both = "https://wiki.example.com/callback https://wiki.example.com/mobile";
    let items: Vec<String> = both.split(' ').map(str::to_owned).collect();
    let list = |separator: Option<&str>| Value::List {
        items: items.clone(),
        separator: separator.map(str::to_owned),
    };
    assert_eq!(keys(both, "yaml"), [("oidc.redirect_uris".to_owned(), list(None))]);
    assert_eq!(keys(both, "env"), [("OIDC_REDIRECT_URIS".to_owned(), list(Some(" ")))]);
    let one = Value::Text(items[0].clone());
    assert_eq!(keys(&items[0], "json"), [("oidc.redirect_uri".to_owned(), one)]);
}

#[test]
fn the_test_address_is_registered_last_and_taken_out_again() {
    for id in ["coder", "gong", "other"] {
        let guide = open(id);
        let mut context = known(&guide);
        let resolved = guide.resolve(&context);
        assert_eq!(
            resolved.okta.redirect_uris().last().map(String::as_str),
            Some("http://localhost:8749/callback")
        );
        assert!(resolved.steps.iter().any(|step| step.id == "okta_after/remove_test_uri.remove"), "{id}");
        context.test_redirect = None;
        let resolved = guide.resolve(&context);
        assert!(!readable(&resolved).contains("localhost"), "{id}");
        assert!(!resolved.steps.iter().any(|step| step.id.contains("remove_test_uri")), "{id}");
    }
}

#[test]
fn an_application_that_wants_the_discovery_document_gets_it() {
    let guide = open("workos");
    let resolved = guide.resolve(&known(&guide));
    assert_eq!(resolved.okta.issuer_given.shown(), "https://acme.okta.com/.well-known/openid-configuration");
    let FormatBody::Sheet(sheet) = &resolved.formats[0].body else { panic!("no sheet") };
    let field = sheet.fields.iter().find(|field| field.label == "Discovery Endpoint").expect("the field");
    assert_eq!(field.value.shown(), "https://acme.okta.com/.well-known/openid-configuration");
}

#[test]
fn the_tile_brings_implicit_with_it_and_nothing_else_does() {
    let guide = open("tooljet");
    let without = guide.resolve(&known(&guide));
    assert!(without.okta.tile.is_none() && without.okta.grants.len() == 1);
    assert!(!readable(&without).contains("Implicit"));
    let with = guide.resolve(&everything(&guide));
    assert!(with.okta.tile.is_some_and(|tile| tile.either && tile.oidc_compliant));
    assert!(with.steps.iter().any(|step| step.id == "okta/create_web_app.grants"
        && step.say.iter().any(|text| text.contains("Implicit (hybrid)"))));
}

#[test]
fn tooljets_redirect_url_is_proposed_until_tooljet_shows_its_own() {
    let guide = open("tooljet");
    let mut context = Context::default();
    assert_eq!(guide.proposal("redirect_uri", &context), None);
    context.answers.insert("base_url".to_owned(), "https://tools.example.com/tj".to_owned());
    assert_eq!(
        guide.proposal("redirect_uri", &context).as_deref(),
        Some("https://tools.example.com/tj/sso/openid")
    );
    let asked =
        |context: &Context| guide.questions(context).iter().any(|question| question.key == "workspace");
    assert!(!asked(&context));
    context.answers.insert("level".to_owned(), "workspace".to_owned());
    assert!(asked(&context));
    assert!(guide.resolve(&context).format("env").is_none());
}

#[test]
fn several_redirect_uris_of_one_answer_are_registered_one_by_one() {
    let guide = open("other");
    let mut context = known(&guide);
    let both = "https://a.example.com/cb https://b.example.com/cb";
    context.answers.insert("redirect_uri".to_owned(), both.to_owned());
    let resolved = guide.resolve(&context);
    assert_eq!(resolved.okta.redirect_uris().len(), 3);
    let step = resolved.steps.iter().find(|step| step.id == "okta/create_web_app.sign_in").expect("the step");
    assert_eq!(step.values.len(), 3);
    assert_eq!(step.values[1].value.shown(), "https://b.example.com/cb");
}

#[test]
fn unverified_addresses_count_as_the_admin_wants_it() {
    let guide = open("coder");
    let mut context = known(&guide);
    assert!(guide.resolve(&context).claims.email_must_be_verified);
    context.answers.insert("unverified_email".to_owned(), "true".to_owned());
    let resolved = guide.resolve(&context);
    assert!(!resolved.claims.email_must_be_verified);
    assert_eq!(key(&resolved, "env", "CODER_OIDC_IGNORE_EMAIL_VERIFIED"), Some("true"));
}

#[test]
fn console_links_stay_on_the_organizations_own_admin_host() {
    let organization = Url::parse("https://acme.okta.com").expect("an address");
    let link = ConsolePage::Applications.address(&organization, None);
    assert_eq!(link.map(String::from).as_deref(), Some("https://acme-admin.okta.com/admin/apps/active"));
    assert_eq!(ConsolePage::AppGeneral.address(&organization, None), None);
    let own = Url::parse("https://login.example.com").expect("an address");
    assert_eq!(ConsolePage::Applications.address(&own, None), None);
}
