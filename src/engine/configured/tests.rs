//! What guides say of the keys of a file, tried on files: those that Usher writes itself, and some that people have.

mod contraries;
mod remarks;
mod stated;

use std::path::PathBuf;

use super::{Configured, configured};
use crate::apps::guide::Weight;
use crate::apps::{Guide, catalogue};
use crate::config::Opened;
use crate::diagnosis::as_configured::{Deviation, Setting};
use crate::engine::effect::Gathered;
use crate::engine::format::tests::{context, written};
use crate::engine::format::{Source, adopt, recognise};
use crate::engine::intent::Field;
use crate::engine::reference::Consent;

fn read(app: &str, text: &str) -> Configured {
    read_beside(app, text, &[])
}

/// The same with other files beside it, which may be looked at.
fn read_beside(app: &str, text: &str, beside: &[(&str, &str)]) -> Configured {
    let guide = catalogue::open(app).expect("an embedded guide opens");
    let files = beside.iter().map(|(name, text)| (PathBuf::from(name), Some((*text).into()))).collect();
    let (gathered, consent) = (Gathered { files, ..Gathered::default() }, Consent::default());
    let consent = Consent { everything: true, ..consent };
    let opened = Opened::new(text.into());
    let source = Source {
        path: "file".as_ref(),
        opened: &opened,
        gathered: &gathered,
        consent: &consent,
        entry: None,
    };
    let (format, adopted) =
        recognise(&guide, source).unwrap_or_else(|| panic!("{app} does not know its file"));
    configured(&guide, format, source, &adopted)
}

fn weighty(settings: &[Setting]) -> Vec<String> {
    let weighty = settings.iter().filter(|one| one.weight != Weight::Note);
    weighty.map(|one| format!("{} {:?}: {}", one.stated.key, one.deviation, one.why)).collect()
}

fn keys(found: &Configured) -> Vec<&str> {
    let weighty = found.used.settings.iter().filter(|one| one.weight != Weight::Note);
    weighty.map(|one| one.stated.key.as_str()).collect()
}

#[test]
fn what_a_guide_writes_deviates_nowhere() {
    let mut told = Vec::new();
    for card in catalogue::cards() {
        let guide: Guide = catalogue::open(card.id).expect("an embedded guide opens");
        for (server, all) in guide.okta.issuer.servers.iter().flat_map(|one| [(*one, false), (*one, true)]) {
            let mut context = context(&guide, server, all);
            if let Some(asked) = &guide.okta.issuer.asked {
                context.answers.insert(asked.clone(), server.as_str().to_owned());
            }
            for format in &guide.resolve(&context).formats {
                let Some(text) = written(format) else { continue };
                let shape = guide.formats.iter().find(|one| one.id == format.id).expect("it is the guide’s");
                let (gathered, consent) = (Gathered::default(), Consent::default());
                let opened = Opened::new(text.as_str().into());
                let source = Source {
                    path: "written".as_ref(),
                    opened: &opened,
                    gathered: &gathered,
                    consent: &consent,
                    entry: None,
                };
                let adopted = adopt(&guide, shape, source).expect("what was written can be read");
                // A file that holds a part alone says nothing of the rest.
                if !adopted.is_sign_on() {
                    continue;
                }
                let found = configured(&guide, shape, source, &adopted).used.settings;
                told.extend(
                    weighty(&found).into_iter().map(|one| format!("{} {}: {one}", guide.id, format.id)),
                );
            }
        }
    }
    told.sort();
    told.dedup();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

const DEX: &str = "connectors:
- type: oidc
  id: okta
  name: Okta
  config:
    issuer: https://acme.okta.com
    clientID: 0oaWiki
    clientSecret: hidden
    redirectURI: https://dex.example.org/callback
    scopes: [email, profile";

#[test]
fn a_scope_that_the_application_asks_for_in_vain_makes_its_switch_count() {
    let dropped = read("dex", &format!("{DEX}, groups]\n"));
    assert_eq!(keys(&dropped).len(), 1, "{:?}", dropped.used.settings);
    assert!(keys(&dropped)[0].ends_with("insecureEnableGroups"), "{:?}", dropped.used.settings);
    assert!(keys(&read("dex", &format!("{DEX}]\n"))).is_empty());
    assert!(keys(&read("dex", &format!("{DEX}, groups]\n    insecureEnableGroups: true\n"))).is_empty());

    let scopes = dropped.used.scopes.expect("Dex’s scopes are known").sent;
    assert_eq!(
        scopes,
        ["email", "profile", "groups", "openid"],
        "those of the file and the one that Dex adds"
    );
}

const APACHE: &str = "OIDCProviderMetadataURL https://acme.okta.com/.well-known/openid-configuration
OIDCClientID 0oaWiki
OIDCClientSecret hidden
OIDCRedirectURI https://wiki.example.org/in/redirect_uri
OIDCCryptoPassphrase 0123456789
OIDCScope \"openid email\"
OIDCRemoteUserClaim email
<Location /in>
  AuthType openid-connect
  Require REQUIRED
</Location>
";

#[test]
fn a_claim_that_is_a_part_of_a_value_is_the_one_that_is_needed() {
    let needed = |required: &str| {
        let found = read("mod-auth-openidc", &APACHE.replace("REQUIRED", required));
        found.used.claims.required.into_iter().map(|one| one.text).collect::<Vec<_>>()
    };
    assert_eq!(needed("claim department:Wiki"), ["department"]);
    assert_eq!(needed("claim \"department:Wiki writers\""), ["department"]);
    assert_eq!(needed("claim resource.role:writer"), ["resource"]);
    assert!(needed("valid-user").is_empty());
}

#[test]
fn a_key_that_the_application_does_not_know_is_named_with_the_one_that_is_meant() {
    let text = "CODER_ACCESS_URL=https://coder.example.org\nCODER_OIDC_ISSUER_URL=https://acme.okta.com\n\
                CODER_OIDC_CLIENT_ID=0oaWiki\nCODER_OIDC_CLIENT_SECRET=hidden\nCODER_OIDC_ROLE_FIELD=groups\n\
                CODER_OIDC_GROUP_FEILD=groups\nCODER_OIDC_SIGN_IN_TEXT=Okta\n";
    let found = read("coder", text).used.settings;
    let told: Vec<(&str, Deviation, &str)> =
        found.iter().map(|one| (one.stated.key.as_str(), one.deviation, one.wanted.as_str())).collect();
    let role = ("CODER_OIDC_ROLE_FIELD", Deviation::NotRead, "CODER_OIDC_USER_ROLE_FIELD");
    let group = ("CODER_OIDC_GROUP_FEILD", Deviation::NotRead, "CODER_OIDC_GROUP_FIELD");
    assert_eq!(told, [role, group]);
}

/// The application looks for its own group then, in which nobody is.
#[test]
fn a_misspelled_key_that_says_who_may_come_in_weighs_as_much_as_what_it_keeps_out() {
    let text = "OIDC_DISCOVERY_URL=https://acme.okta.com/.well-known/openid-configuration\nOIDC_CLIENT_ID=0oaLab\n\
                OIDC_CLIENT_SECRET=hidden\nOIDC_REDIRECT_URI=https://lab.example.org/callback\n\
                OIDC_SCOPE=openid,email,profile,groups\nOIDC_GROUPS_NAME=lab\n";
    let found = read("mlflow", text).used.settings;
    let told: Vec<_> = found.iter().map(|one| (one.stated.line, one.wanted.as_str(), one.weight)).collect();
    assert_eq!(told, [(Some(6), "OIDC_GROUP_NAME", Weight::Fail)]);
}

/// What is missing only because its name is misspelled is no second fault.
#[test]
fn a_misspelled_key_is_not_missed_besides() {
    let text = "OAUTH_PROVIDERS = [\n    {\n        \"name\": \"okta\",\n        \"remote_app\": {\n\
                \x20           \"client_id\": \"0oaCharts\",\n            \"client_secret\": \"hidden\",\n\
                \x20           \"api_base_url\": \"https://acme.okta.com/oauth2/v1/\",\n\
                \x20           \"server_metadata_ur\": \"https://acme.okta.com/.well-known/openid-configuration\",\n\
                \x20       },\n    }\n]\n";
    let found = read("superset", text).used.settings;
    let about: Vec<_> = found.iter().filter(|one| one.stated.key.contains("server_metadata")).collect();
    let told: Vec<_> = about.iter().map(|one| (one.stated.line, one.deviation, one.weight)).collect();
    assert_eq!(told, [(Some(8), Deviation::NotRead, Weight::Fail)]);
}

#[test]
fn what_a_file_does_not_switch_off_stays_as_it_is_by_default() {
    let text = "server_url: https://vpn.example.org\noidc:\n  issuer: https://acme.okta.com\n  client_id: 0oaWiki\n  client_secret: hidden\n";
    let found = read("headscale", text);
    assert!(found.used.claims.ignores.is_empty(), "{:?}", found.used.claims);
    assert_eq!(found.answers.get("verified_only"), None, "{:?}", found.answers);
    let open = read("headscale", &format!("{text}  email_verified_required: false\n"));
    assert_eq!(open.used.claims.ignores.len(), 1, "{:?}", open.used.claims);
}

#[test]
fn a_name_is_near_whatever_its_letters_and_only_where_the_real_one_is_missing() {
    let conf =
        |extra: &str| read("mod-auth-openidc", &APACHE.replace("<Location", &format!("{extra}\n<Location")));
    let found = conf("OIDCSessionInactivityTimout 3600").used.settings;
    let told: Vec<(&str, Weight)> = found.iter().map(|one| (one.wanted.as_str(), one.weight)).collect();
    assert_eq!(told, [("OIDCSessionInactivityTimeout", Weight::Fail)], "Apache does not start with it");
    assert!(keys(&conf("oidcsessioninactivitytimeout 3600")).is_empty());
}

#[test]
fn what_is_there_and_cannot_be_read_is_not_missed() {
    let hub = |extra: &str| {
        let text = "c.JupyterHub.authenticator_class = 'generic-oauth'\nc.GenericOAuthenticator.client_id = '0oaHub'\n\
                    c.GenericOAuthenticator.client_secret = 'hidden'\nc.GenericOAuthenticator.scope = ['openid', 'email']\n\
                    c.GenericOAuthenticator.username_claim = 'email'\n\
                    c.GenericOAuthenticator.authorize_url = 'https://acme.okta.com/oauth2/v1/authorize'\n\
                    c.GenericOAuthenticator.token_url = 'https://acme.okta.com/oauth2/v1/token'\n\
                    c.GenericOAuthenticator.userdata_url = 'https://acme.okta.com/oauth2/v1/userinfo'\n";
        read("jupyterhub", &format!("{text}{extra}\n"))
    };
    assert_eq!(keys(&hub("")), ["c.GenericOAuthenticator.allow_all"]);
    assert!(keys(&hub("c.GenericOAuthenticator.allowed_users = {'ada', 'grace'}")).is_empty());
    assert!(keys(&hub("c.GenericOAuthenticator.allow_all = True")).is_empty());
}

const SUPERSET: &str = "AUTH_TYPE = 4
OAUTH_PROVIDERS = [{
    'name': 'okta',
    'remote_app': {
        'client_id': '0oaWiki',
        'client_secret': 'hidden',
        'client_kwargs': {'scope': 'openid email'},
        'access_token_url': 'https://acme.okta.com/oauth2/v1/token',
        'authorize_url': 'https://acme.okta.com/oauth2/v1/authorize',
        'server_metadata_url': 'https://acme.okta.com/.well-known/openid-configuration',
    },
}]
";

#[test]
fn a_table_under_a_name_that_nobody_reads_is_told_with_its_line() {
    let found =
        read("superset", &format!("{SUPERSET}AUTH_ROLE_MAPPING = {{\n    'Writers': ['Alpha'],\n}}\n"));
    let [told] = found.used.settings.as_slice() else { panic!("{:?}", found.used.settings) };
    assert_eq!((told.stated.key.as_str(), told.wanted.as_str()), ("AUTH_ROLE_MAPPING", "AUTH_ROLES_MAPPING"));
    assert!(told.stated.line.is_some(), "{told:?}");
}

#[test]
fn what_a_file_answers_with_no_deviates_as_little_as_with_yes() {
    let merging = |answer: &str| {
        let text = "WEBUI_URL=https://chat.example.org\nENABLE_OAUTH_SIGNUP=true\nOAUTH_CLIENT_ID=0oaWiki\n\
                    OAUTH_CLIENT_SECRET=hidden\n\
                    OPENID_PROVIDER_URL=https://acme.okta.com/.well-known/openid-configuration\n";
        read("open-webui", &format!("{text}OAUTH_MERGE_ACCOUNTS_BY_EMAIL={answer}\n"))
    };
    for (answer, says) in [("true", "true"), ("false", "false")] {
        let found = merging(answer);
        assert!(found.used.settings.is_empty(), "{answer}: {:?}", found.used.settings);
        assert_eq!(found.answers.get("merge").map(String::as_str), Some(says));
    }
}

#[test]
fn quotation_marks_that_docker_keeps_are_no_part_of_a_scope() {
    let text = "WEBUI_URL=https://chat.example.org\nOAUTH_CLIENT_ID=0oaChat\nOAUTH_CLIENT_SECRET=hidden\n\
                OPENID_PROVIDER_URL=https://acme.okta.com/.well-known/openid-configuration\nOAUTH_SCOPES=\"openid email\"\n";
    let scopes = read("open-webui", text).used.scopes.expect("its scopes are in the file");
    assert_eq!(scopes.sent, ["openid", "email"]);
}

#[test]
fn what_nobody_can_sign_in_without_is_read_under_its_wrong_name_and_stays_secret() {
    let text = "WEBUI_URL=https://chat.example.org\nOAUTH_CLIENT_ID=0oaChat\nOAUTH_CLIENT_SECRT=hidden-and-long\n\
                OPENID_PROVIDER_URI=https://acme.okta.com/.well-known/openid-configuration\n";
    let found = read("open-webui", text);
    let told: Vec<_> = found.used.settings.iter().filter(|one| one.deviation == Deviation::NotRead).collect();
    let wanted: Vec<_> = told.iter().map(|one| (one.wanted.as_str(), one.weight, one.stated.line)).collect();
    let secret = ("OAUTH_CLIENT_SECRET", Weight::Fail, Some(3));
    assert_eq!(wanted, [secret, ("OPENID_PROVIDER_URL", Weight::Fail, Some(4))]);
    assert!(!format!("{:?}", found.used).contains("hidden-and-long"));
    let meant = |field: &Field| found.misread.get(field).map(|given| given.text.reveal());
    assert_eq!(meant(&Field::Issuer), Some("https://acme.okta.com"));
    assert_eq!(meant(&Field::Secret), Some("hidden-and-long"));
    assert_eq!(meant(&Field::ClientId), None, "that one is read as it stands");
}

#[test]
fn a_name_is_near_within_an_entry_that_the_file_has_named() {
    let text = SUPERSET.replace("okta',", "sso',").replace("client_secret", "client_secrt");
    let found = read("superset", &text);
    let told: Vec<_> = found.used.settings.iter().map(|one| (one.wanted.as_str(), one.weight)).collect();
    assert!(told.contains(&("client_secret", Weight::Fail)), "{told:?}");
}

#[test]
fn one_address_of_another_server_is_the_stray_wherever_it_stands() {
    let base = "        'api_base_url': 'https://acme.okta.com/oauth2/v1/',\n        'client_kwargs'";
    let text = SUPERSET.replace("        'client_kwargs'", base);
    let strays = |text: &str| {
        let used = read("superset", text).used;
        let strays: Vec<_> = used.strays.iter().map(|(stated, right)| (stated.line, right.clone())).collect();
        (used.issuer_from.expect("it is known").text, strays)
    };
    assert_eq!(strays(&text), ("https://acme.okta.com".to_owned(), Vec::new()));
    let one = text.replace("com/oauth2/v1/',", "com/oauth2/default/v1/',");
    let right = (Some(7), "https://acme.okta.com/oauth2/v1/".to_owned());
    assert_eq!(strays(&one), ("https://acme.okta.com".to_owned(), vec![right.clone()]));
    // A path behind an address without a slash takes the place of its last piece.
    let open = text.replace("com/oauth2/v1/',", "com/oauth2/v1',");
    assert_eq!(strays(&open), ("https://acme.okta.com".to_owned(), vec![right]));
    // The code joins the two under Okta's own name only.
    let other = open.replace("'name': 'okta'", "'name': 'sso'");
    assert_eq!(strays(&other), ("https://acme.okta.com".to_owned(), Vec::new()));
}

#[test]
fn a_slash_counts_only_before_a_path() {
    let strays = |base: &str, userinfo: &str| {
        let text = format!(
            "AUTHENTICATION_SOURCES = ['oauth2']\nOAUTH2_CONFIG = [{{\n    'OAUTH2_NAME': 'okta',\n    'OAUTH2_CLIENT_ID': '0oaWiki',\n    'OAUTH2_CLIENT_SECRET': 'hidden',\n    'OAUTH2_SERVER_METADATA_URL': 'https://acme.okta.com/.well-known/openid-configuration',\n    'OAUTH2_API_BASE_URL': '{base}',\n    'OAUTH2_USERINFO_ENDPOINT': '{userinfo}',\n}}]\n"
        );
        read("pgadmin", &text).used.strays.iter().map(|(_, right)| right.clone()).collect::<Vec<_>>()
    };
    let right = "https://acme.okta.com/oauth2/v1/";
    assert_eq!(strays(right, "userinfo"), Vec::<String>::new());
    assert_eq!(strays("https://acme.okta.com/oauth2/v1", "userinfo"), [right]);
    let whole = "https://acme.okta.com/oauth2/v1/userinfo";
    assert_eq!(strays("https://acme.okta.com/oauth2/v1", whole), Vec::<String>::new());
}

#[test]
fn a_key_that_is_missing_is_named_as_the_file_would_spell_it() {
    let text = SUPERSET.replace("        'client_kwargs': {'scope': 'openid email'},\n", "");
    let key = read("superset", &text).used.scope_key().key;
    assert_eq!(key, "OAUTH_PROVIDERS[name=okta].remote_app.client_kwargs.scope");
}

const COMPOSE: &str = "services:
  coder:
    image: coder
    OTHER
    environment:
      CODER_ACCESS_URL: https://coder.example.org
";

/// Where a value stands, and what it is.
fn place(stated: &crate::diagnosis::as_configured::Stated) -> String {
    format!("{}:{} {}={}", stated.file, stated.line.unwrap_or_default(), stated.key, stated.text)
}

#[test]
fn variables_that_a_service_has_from_elsewhere_are_judged_where_they_stand() {
    let lines = "CODER_OIDC_ISSUER_URL=https://acme.okta.com/\nCODER_OIDC_CLIENT_ID=' 0oa1'\nCODER_OIDC_ROLE_FIELD=groups\n";
    let service = "services:
  base:
    environment:
      CODER_OIDC_ISSUER_URL: https://acme.okta.com/
      CODER_OIDC_CLIENT_ID: ' 0oa1'
      CODER_OIDC_ROLE_FIELD: groups
";
    let cases = [
        ("env_file: coder.env", "coder.env", lines, 1),
        ("env_file: [other.env, coder.env]", "coder.env", lines, 1),
        ("env_file: [{path: coder.env, required: true}]", "coder.env", lines, 1),
        ("extends: {file: base.yaml, service: base}", "base.yaml", service, 4),
    ];
    for (names, file, text, first) in cases {
        let found = read_beside("coder", &COMPOSE.replace("OTHER", names), &[(file, text)]).used;
        let issuer = found.issuer.map(|(judged, _)| place(&judged.stated)).unwrap_or_default();
        assert_eq!(issuer, format!("{file}:{first} CODER_OIDC_ISSUER_URL=https://acme.okta.com/"), "{names}");
        let client = found.client_id.map(|judged| place(&judged.stated)).unwrap_or_default();
        assert_eq!(client, format!("{file}:{} CODER_OIDC_CLIENT_ID= 0oa1", first + 1), "{names}");
        let settings: Vec<String> = found.settings.iter().map(|one| place(&one.stated)).collect();
        let role = format!("{file}:{} CODER_OIDC_ROLE_FIELD=groups", first + 2);
        assert!(settings.contains(&role), "{names}: {settings:?}");
        // What stands in another file is not changed through this one.
        assert!(found.settings.iter().all(|one| one.stated.way.is_empty()), "{names}");
    }
}

#[test]
fn what_is_merged_into_an_environment_and_what_a_reference_leads_to_counts_too() {
    let merged = "x-okta: &okta
  CODER_OIDC_ISSUER_URL: https://acme.okta.com/
  CODER_OIDC_CLIENT_ID: 0oa1
services:
  coder:
    environment:
      <<: *okta
      CODER_OIDC_SCOPES: openid,email
";
    let found = read("coder", merged).used;
    assert_eq!(found.issuer.map(|(judged, _)| judged.stated.text).as_deref(), Some("https://acme.okta.com/"));
    assert_eq!(found.scopes.map(|scopes| scopes.sent), Some(vec!["openid".to_owned(), "email".to_owned()]));
    let led = COMPOSE.replace("    OTHER\n", "")
        + "      CODER_OIDC_ISSUER_URL: https://acme.okta.com
      CODER_OIDC_CLIENT_ID: ${CLIENT}
      CODER_OIDC_SCOPES: ${SCOPES:-openid}
      CODER_OIDC_USER_ROLE_FIELD: ${FIELD}
";
    let beside = [(".env", "CLIENT='0oa1 '\nSCOPES=openid,email\nFIELD=roles\n")];
    let found = read_beside("coder", &led, &beside).used;
    let client = found.client_id.map(|judged| (judged.stated.text, judged.stated.way));
    assert_eq!(client, Some(("0oa1 ".to_owned(), String::new())));
    assert_eq!(found.scopes.map(|scopes| scopes.sent), Some(vec!["openid".to_owned(), "email".to_owned()]));
}
