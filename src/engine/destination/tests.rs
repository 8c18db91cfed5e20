//! What is written into files as people have them: where it goes, what stays, and what is left alone.

mod field;

use std::path::Path;

use super::Setup;
use crate::apps::{Guide, Server, catalogue};
use crate::base::{Secret, Timestamp};
use crate::config::RefusalKind;
use crate::engine::connection::Connection;
use crate::engine::format::tests::context;

mod applications;
mod kinds;
mod referred;

const SECRET: &str = "sixteen-letters-of-a-secret";

/// A set-up with every value that a guide needs, at `https://login.example.org`.
fn set_up(app: &str) -> Setup {
    let guide: Guide = catalogue::open(app).expect("an embedded guide opens");
    let server = guide.okta.issuer.servers.first().copied().unwrap_or(Server::Org);
    let context = context(&guide, server, false);
    let mut connection = Connection::new("tried", &guide.id, Timestamp::from_seconds(0));
    connection.answers = context.answers;
    connection.organization = Some("https://login.example.org".to_owned());
    connection.issuer = Some("https://login.example.org".to_owned());
    connection.client_id = Some("0oa1client2id3of4tried5".to_owned());
    let mut setup = Setup::new(connection, guide);
    setup.secret = Some(Secret::from(SECRET));
    setup.refresh_view();
    setup
}

fn written(app: &str, format: &str, before: &str) -> Result<String, RefusalKind> {
    let setup = set_up(app);
    let format = setup.resolved.format(format).unwrap_or_else(|| panic!("{app} has no {format}")).clone();
    let path = Path::new("file");
    let plan = setup.planned_over(&format, path, &before.into()).map_err(|refusal| refusal.why)?;
    let again = setup.planned_over(&format, path, &plan.text).map_err(|refusal| refusal.why)?;
    assert!(again.unchanged, "{app}: a second time changes nothing\n{}", again.text.reveal());
    Ok(plan.text.reveal().to_owned())
}

#[test]
fn a_service_of_compose_is_found_by_its_image_or_by_its_variables() {
    for before in [
        "services:\n  db:\n    image: postgres:17\n  board:\n    image: grafana/grafana:12.1\n",
        "services:\n  board:\n    build: .\n    environment:\n      - GF_INSTALL_PLUGINS=clock\n  db:\n    image: postgres\n",
    ] {
        let after = written("grafana-generic", "compose", before).expect("the place is plain");
        let board = after.split("  board:").nth(1).expect("the service is still there");
        assert!(board.contains("GF_AUTH_GENERIC_OAUTH_CLIENT_ID"), "{after}");
        assert!(!after.contains("  grafana:"), "no second service\n{after}");
    }
}

#[test]
fn without_a_service_of_the_application_nothing_is_written() {
    let before = "services:\n  db:\n    image: postgres:17\n";
    assert!(matches!(written("coder", "compose", before), Err(RefusalKind::Nowhere)));
    let two = "services:\n  a:\n    image: ghcr.io/coder/coder\n  b:\n    image: ghcr.io/coder/coder\n";
    let refused = written("coder", "compose", two);
    assert!(matches!(&refused, Err(RefusalKind::Several { places }) if places == &["a", "b"]), "{refused:?}");
    let mut setup = set_up("coder");
    setup.write_at(Some("b".to_owned()));
    let format = setup.resolved.format("compose").expect("it is the guide’s").clone();
    let plan = setup.planned_over(&format, Path::new("file"), &two.into()).expect("one was named");
    let (a, b) = plan.text.reveal().split_once("  b:").expect("both are there");
    assert!(!a.contains("CODER_OIDC") && b.contains("CODER_OIDC_CLIENT_ID"), "{a}{b}");
}

#[test]
fn values_of_a_chart_go_where_the_chart_reads_them() {
    for (outer, before) in [
        ("", "replicas: 1\n"),
        ("  ", "monitoring: {}\ngrafana:\n  adminUser: root\n"),
        ("    ", "kube:\n  enabled: true\n  grafana:\n    persistence:\n      enabled: true\n"),
        (
            "    ",
            "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: x\nspec:\n  values:\n    replicas: 1\n",
        ),
    ] {
        let after =
            written("grafana-generic", "helm", before).unwrap_or_else(|why| panic!("{why}\n{before}"));
        let line = after.lines().find(|line| line.contains("grafana.ini")).expect("it is written");
        let indent = line.len() - line.trim_start().len();
        assert_eq!(indent, outer.len(), "{after}");
    }
    let object = "apiVersion: v1\nkind: Service\nmetadata:\n  name: x\n";
    assert!(matches!(written("grafana-generic", "helm", object), Err(RefusalKind::Nowhere)));
}

#[test]
fn an_entry_of_another_provider_stays_and_gets_a_neighbour() {
    let before = "issuer: https://dex.example.com\nconnectors:\n- type: github\n  id: github\n  name: GitHub\n  config:\n    clientID: gh\n";
    let after = written("dex", "yaml", before).expect("the place is plain");
    assert!(after.contains("  name: GitHub\n  config:\n    clientID: gh\n"), "{after}");
    assert!(after.contains("0oa1client2id3of4tried5"), "{after}");

    let before = "gitlab_rails['omniauth_allow_single_sign_on'] = ['saml']\ngitlab_rails['omniauth_providers'] = [\n  { name: 'saml', args: { issuer: 'x' } },\n]\n";
    let after = written("gitlab", "omnibus", before).expect("the place is plain");
    assert!(after.contains("{ name: 'saml', args: { issuer: 'x' } }"), "{after}");
    assert!(after.contains("['saml', 'openid_connect']"), "{after}");
}

#[test]
fn a_value_kept_elsewhere_stays_there() {
    let before = "oidc:\n  issuer: https://old.example.org\n  client_secret_path: /run/secrets/oidc\n";
    let after = written("headscale", "yaml", before).expect("the rest is written");
    assert!(
        after.contains("client_secret_path: /run/secrets/oidc") && !after.contains("client_secret:"),
        "{after}"
    );

    let before = "CODER_OIDC_CLIENT_ID=old\nCODER_OIDC_CLIENT_SECRET=${OKTA_SECRET}\n";
    let after = written("coder", "env", before).expect("the rest is written");
    assert!(after.contains("CODER_OIDC_CLIENT_SECRET=${OKTA_SECRET}") && !after.contains(SECRET), "{after}");
    assert!(!after.contains("CODER_OIDC_CLIENT_ID=old"), "{after}");
}

#[test]
fn what_must_be_alone_is_never_joined() {
    let before = "jenkins:\n  securityRealm:\n    ldap:\n      configurations: []\n";
    let refused = written("jenkins", "casc", before);
    assert!(matches!(&refused, Err(RefusalKind::Alone { others, .. }) if others == &["ldap"]), "{refused:?}");

    let mut setup = set_up("jenkins");
    setup.replaces = true;
    let format = setup.resolved.format("casc").expect("it has the format").clone();
    let plan = setup.planned_over(&format, Path::new("file"), &before.into()).expect("somebody said so");
    let after = plan.text.reveal();
    assert!(!after.contains("ldap") && after.contains("oic:"), "{after}");
}

#[test]
fn keys_that_are_read_no_more_go() {
    let before = "jenkins:\n  securityRealm:\n    oic:\n      clientId: old\n      automanualconfigure: auto\n      scopes: openid\n";
    let after = written("jenkins", "casc", before).expect("the place is plain");
    assert!(!after.contains("automanualconfigure") && !after.contains("      scopes:"), "{after}");
    assert!(after.contains("scopesOverride"), "{after}");
}

#[test]
fn sealed_files_are_left_alone_and_the_way_to_open_them_is_named() {
    for sealed in ["a: ENC[AES256_GCM,data:x]\nsops:\n  mac: y\n", "$ANSIBLE_VAULT;1.1;AES256\n6133\n"] {
        let refused = written("grafana-generic", "helm", sealed);
        assert!(matches!(refused, Err(RefusalKind::Sealed { .. })), "{refused:?}");
    }
}

#[test]
fn lines_of_a_program_are_added_at_its_end_and_nothing_else_changes() {
    let before = "# of this server\nEXTERNAL_HOST = \"chat.example.com\"\nAUTHENTICATION_BACKENDS = (\"zproject.backends.EmailAuthBackend\",)\n";
    let after = written("zulip", "settings", before).expect("lines at the end count");
    assert!(after.starts_with(before) && after.contains("GenericOpenIdConnectBackend"), "{after}");
}

#[test]
fn a_secret_that_the_guide_keeps_outside_is_changed_where_the_file_has_it() {
    let before = "spring.security.oauth2.client.registration.corp.client-id=old\nspring.security.oauth2.client.registration.corp.client-secret=oldsecret\nspring.security.oauth2.client.provider.corp.issuer-uri=https://old.okta.com\n";
    let mut setup = set_up("spring-boot");
    for (question, answer) in [("registration", "corp"), ("kind", "plain")] {
        setup.connection.answers.insert(question.to_owned(), answer.to_owned());
    }
    setup.refresh_view();
    let format = setup.resolved.format("properties").expect("it has the format").clone();
    let plan = setup.planned_over(&format, Path::new("file"), &before.into()).expect("the place is plain");
    let after = plan.text.reveal();
    assert!(after.contains(&format!("client-secret={SECRET}")) && !after.contains("old"), "{after}");
}

#[test]
fn an_order_number_is_one_that_no_other_realm_has() {
    let before = "xpack.security.authc.realms.native.native1:\n  order: 0\nxpack.security.authc.realms.saml.saml1:\n  order: 2\n";
    let after = written("elastic", "elasticsearch", before).expect("the place is plain");
    assert!(after.contains("order: 3"), "{after}");
}

#[test]
fn providers_in_a_text_stay_beside_the_new_one() {
    let before = "PAPERLESS_APPS=\"allauth.socialaccount.providers.openid_connect,allauth.socialaccount.providers.google\"\nPAPERLESS_SOCIALACCOUNT_PROVIDERS='{\"google\": {\"APP\": {\"client_id\": \"g\"}}}'\n";
    let after = written("paperless-ngx", "env", before).expect("the place is plain");
    assert!(after.contains("providers.google") && after.contains("\"google\":{\"APP\""), "{after}");
    assert!(after.contains("openid_connect\":{"), "{after}");
}

#[test]
fn a_text_of_its_own_that_is_not_there_yet_is_written_on_one_line() {
    let before = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cm\ndata:\n  url: https://argocd.example.com\n  admin.enabled: \"true\"\n";
    let after = written("argocd", "kubectl", before).expect("the place is plain");
    assert!(
        after.contains("admin.enabled: \"true\"") && after.contains("\\\"clientID\\\":\\\"0oa1"),
        "{after}"
    );
}

#[test]
fn terraform_gets_its_resources_once_and_those_that_are_there_keep_the_rest() {
    let before = "resource \"vault_policy\" \"admins\" {\n  name = \"admins\"\n}\n";
    let after = written("vault", "terraform", before).expect("blocks may stand in any order");
    assert!(after.starts_with(before) && after.contains("var.okta_client_secret"), "{after}");

    let before = "resource \"vault_jwt_auth_backend\" \"sso\" {\n  path = \"oidc\"\n  type = \"oidc\"\n  oidc_discovery_url = \"https://old.example.org\"\n  oidc_client_id = \"old\"\n  oidc_client_secret = var.secret\n  default_role = \"admins\"\n}\n\nresource \"vault_jwt_auth_backend_role\" \"sso\" {\n  role_name = \"admins\"\n  allowed_redirect_uris = [\"http://localhost:8250/oidc/callback\"]\n  oidc_scopes = [\"profile\", \"groups\"]\n}\n";
    let after = written("vault", "terraform", before).expect("the place is plain");
    assert!(
        after.contains("default_role = \"admins\"") && after.contains("oidc_client_secret = var.secret"),
        "{after}"
    );
    assert!(after.contains("[\"profile\", \"groups\"]") && after.contains("localhost:8250"), "{after}");
    assert!(!after.contains("\"okta\" {") && !after.contains("old"), "{after}");
}

#[test]
fn what_excludes_each_other_never_stands_side_by_side() {
    let endpoints = "URL=https://wiki.example.org\nOIDC_CLIENT_ID=old\nOIDC_AUTH_URI=https://old.example.org/a\nOIDC_TOKEN_URI=https://old.example.org/t\nOIDC_USERINFO_URI=https://old.example.org/u\n";
    let after = written("outline", "env", endpoints).expect("the rest is written");
    assert!(!after.contains("OIDC_ISSUER_URL") && !after.contains("old"), "{after}");
    let blank = "URL=https://wiki.example.org\nOIDC_CLIENT_ID=\nOIDC_AUTH_URI=\nOIDC_TOKEN_URI=\nOIDC_USERINFO_URI=\n";
    let after = written("outline", "env", blank).expect("the place is plain");
    assert!(after.contains("OIDC_ISSUER_URL=https://login.example.org"), "{after}");
    assert!(after.contains("OIDC_AUTH_URI=\n"), "{after}");
}

#[test]
fn what_must_be_alone_is_found_in_a_text_of_yaml_too() {
    let before =
        "controller:\n  JCasC:\n    securityRealm: |-\n      ldap:\n        configurations: []\n      x: 1\n";
    let refused = written("jenkins", "helm", before);
    assert!(matches!(&refused, Err(RefusalKind::Alone { .. })), "{refused:?}");
}

#[test]
fn two_new_orders_are_two_numbers_that_nobody_else_has() {
    let before = "xpack.security.authc.providers:\n  saml:\n    one:\n      order: 0\n";
    let after = written("elastic", "kibana", before).expect("the place is plain");
    let mut orders: Vec<&str> = after.lines().filter(|line| line.contains("order:")).map(str::trim).collect();
    let all = orders.len();
    orders.sort_unstable();
    orders.dedup();
    assert!(orders.len() == all && all == 3, "{after}");
}

#[test]
fn an_example_without_values_becomes_the_entry() {
    let before = "AUTHENTICATION_SOURCES = ['internal']
OAUTH2_CONFIG = [
    {
        # The name, ex: github
        'OAUTH2_NAME': None,
        'OAUTH2_CLIENT_ID': None,
        'OAUTH2_CLIENT_SECRET': '',
        'OAUTH2_ICON': 'fa-key',
    }
]
";
    let after = written("pgadmin", "python", before).expect("the place is plain");
    assert_eq!(after.matches("OAUTH2_CLIENT_ID").count(), 1, "{after}");
    assert!(after.contains("        # The name, ex: github\n        'OAUTH2_NAME': \"okta\","), "{after}");
    assert!(after.contains("'OAUTH2_ICON': 'fa-key'") && after.contains(SECRET), "{after}");
    let of_another = before.replace("'OAUTH2_CLIENT_ID': None", "'OAUTH2_CLIENT_ID': 'theirs'");
    let beside = written("pgadmin", "python", &of_another).expect("the place is plain");
    assert!(beside.contains("'theirs'") && beside.matches("OAUTH2_CLIENT_ID").count() == 2, "{beside}");
}

#[test]
fn what_another_program_fills_in_stays_and_the_rest_is_written() {
    let before = "[server]
root_url = %(protocol)s://%(domain)s/
[auth.okta]
client_id = {{ okta_id }}
client_secret = <%= @okta_secret %>
auth_url = ${OKTA}/oauth2/v1/authorize
token_url = https://old.example.org/oauth2/v1/token
";
    let after = written("grafana", "ini", before).expect("the place is plain");
    for kept in ["= %(protocol)s://%(domain)s/", "{{ okta_id }}", "<%= @okta_secret %>", "${OKTA}/oauth2"] {
        assert!(after.contains(kept), "{kept}\n{after}");
    }
    assert!(after.contains("token_url = https://login.example.org/oauth2/v1/token"), "{after}");
    let compose =
        "services:\n  coder:\n    image: coder\n    environment:\n      CODER_OIDC_ISSUER_URL: ${ISSUER}\n";
    let after = written("coder", "compose", compose).expect("the place is plain");
    assert!(after.contains("CODER_OIDC_ISSUER_URL: ${ISSUER}\n") && after.contains(SECRET), "{after}");
}

#[test]
fn a_template_with_statements_is_left_alone() {
    let ini = "[auth.okta]\nenabled = true\n{% if sso %}\nclient_id = x\n{% endif %}\n";
    assert!(matches!(written("grafana", "ini", ini), Err(RefusalKind::Template { line: 3 })));
    let values = "coder:\n  env:\n    {{- if .Values.sso }}\n    - name: A\n    {{- end }}\n";
    assert!(matches!(written("coder", "helm", values), Err(RefusalKind::Template { line: 3 })));
    // A text that is filled in by another program later on is no statement of this file.
    let inner = "coder:\n  env:\n    - name: CODER_ACCESS_URL\n      value: x\nnotes: |\n  {{- if .x }}\n  y\n  {{- end }}\n";
    assert!(written("coder", "helm", inner).is_ok());
}

#[test]
fn what_another_provider_has_stays_where_the_application_takes_several() {
    let resource = "resource \"keycloak_oidc_identity_provider\" \"partner\" {
  realm             = \"main\"
  alias             = \"partner\"
  authorization_url = \"https://partner.example.com/auth/authorize\"
  token_url         = \"https://partner.example.com/auth/token\"
  client_id         = \"theirs\"
  client_secret     = \"their-own-secret-of-this-client\"
}
";
    let after = written("keycloak", "terraform", resource).expect("lines at the end do no harm");
    assert!(after.starts_with(resource) && after.contains("0oa1client2id3of4tried5"), "{after}");
    let jwt = "apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
- issuer:
    url: https://token.actions.githubusercontent.com
    audiences: [cluster]
";
    let refused = written("kubernetes", "file", jwt);
    assert!(
        matches!(&refused, Err(RefusalKind::OtherProvider { issuer, .. }) if issuer.ends_with("githubusercontent.com")),
        "{refused:?}"
    );
    let own = jwt.replace("https://token.actions.githubusercontent.com", "https://old.okta.com");
    let after = written("kubernetes", "file", &own).expect("it is Okta’s");
    assert!(after.contains("https://login.example.org") && !after.contains("old.okta.com"), "{after}");
}

#[test]
fn a_variable_of_a_container_stays_a_text() {
    let before = "controllers:
  chat:
    containers:
      app:
        env:
          APP_URL: https://chat.example.com
          OIDC_CLIENT_ID: old
          OIDC_ISSUER_DISCOVER: \"True\"
";
    let after = written("bookstack", "env", before).expect("the place is plain");
    assert!(after.contains("OIDC_ISSUER_DISCOVER: \"True\"\n"), "it says the same\n{after}");
    let off = before.replace("\"True\"", "'False'");
    let after = written("bookstack", "env", &off).expect("the place is plain");
    assert!(
        after.contains("OIDC_ISSUER_DISCOVER: 'true'") || after.contains("OIDC_ISSUER_DISCOVER: \"true\""),
        "{after}"
    );
    let new = before.replace("          OIDC_ISSUER_DISCOVER: \"True\"\n", "");
    let after = written("bookstack", "env", &new).expect("the place is plain");
    assert!(after.contains("OIDC_ISSUER_DISCOVER: \"true\""), "{after}");
}

#[test]
fn an_entry_of_another_type_is_not_this_one() {
    let other = "connectors:
- type: openshift
  id: openshift
  config:
    issuer: https://kubernetes.default.svc
    clientID: theirs
    clientSecret: $OPENSHIFT
    redirectURI: https://dex.example.com/callback
";
    let after = written("dex", "yaml", other).expect("a new one goes beside it");
    assert!(after.starts_with(other), "{after}");
    assert!(after.contains("0oa1client2id3of4tried5"), "{after}");
}
