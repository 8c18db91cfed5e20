//! Files of another kind than the format's own: where its keys belong there, or that they belong nowhere.

use super::{SECRET, written};
use crate::config::RefusalKind;

#[test]
fn variables_go_to_the_service_and_never_to_the_root() {
    let compose = "services:\n  gate:\n    image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0\n    command: [--config=/x]\n";
    let after = written("oauth2-proxy", "env", compose).expect("the place is plain");
    assert!(after.contains("    environment:\n      ") && !after.contains("\nOAUTH2_PROXY"), "{after}");
    let values = "image:\n  tag: latest\nservice:\n  port: 80\n";
    assert!(matches!(written("open-webui", "env", values), Err(RefusalKind::Nowhere)));
}

#[test]
fn a_value_that_two_keys_of_the_guide_have_is_written_once() {
    let kubeadm = "kind: ClusterConfiguration
apiVersion: kubeadm.k8s.io/v1beta3
apiServer:
  extraArgs:
    oidc-issuer-url: https://dev-1.okta.com/oauth2/default
    oidc-client-id: 0oaold
    oidc-username-claim: email
    oidc-groups-claim: groups
";
    let after = written("kubernetes", "flags", kubeadm).expect("the place is plain");
    assert_eq!(after.matches("oidc-client-id").count(), 1, "{after}");
    assert!(after.contains("0oa1client2id3of4tried5") && !after.contains("0oaold"), "{after}");
}

#[test]
fn an_annotated_assignment_is_one() {
    let settings = "SOCIAL_AUTH_OIDC_ENABLED_IDPS: Dict[str, Any] = {
    \"okta\": {
        \"oidc_url\": \"https://old.okta.com\",
        \"display_name\": \"Company\",
        \"client_id\": \"old\",
        \"secret\": \"old\",
    },
}
AUTHENTICATION_BACKENDS: Tuple[str, ...] = (
    \"zproject.backends.EmailAuthBackend\",
    \"zproject.backends.GenericOpenIdConnectBackend\",
)
";
    let after = written("zulip", "settings", settings).expect("the place is plain");
    assert_eq!(after.matches("SOCIAL_AUTH_OIDC_ENABLED_IDPS").count(), 1, "{after}");
    assert_eq!(after.matches("GenericOpenIdConnectBackend").count(), 1, "{after}");
    assert!(
        after.contains("\"display_name\": \"Company\"") && after.contains("0oa1client2id3of4tried5"),
        "{after}"
    );
}

#[test]
fn properties_in_the_values_of_a_chart_stay_yaml() {
    let values = "sonarProperties:
  sonar.auth.oidc.enabled: true
  sonar.auth.oidc.issuerUri: \"https://old.okta.com\"
  sonar.auth.oidc.clientId.secured: \"old\"
  sonar.auth.oidc.clientSecret.secured: \"old\"
plugins:
  install: []
";
    let after = written("sonarqube", "properties", values).expect("the place is plain");
    assert!(after.contains("  sonar.auth.oidc.issuerUri: \"https://login.example.org\"\n"), "{after}");
    assert!(!after.contains("\nsonar.auth"), "{after}");
}

#[test]
fn a_variable_that_comes_from_a_secret_stays() {
    let release = "env:
  OAUTH_CLIENT_ID:
    valueFrom:
      secretKeyRef:
        name: chat
        key: CLIENT_ID
  OPENID_PROVIDER_URL: https://old.okta.com/.well-known/openid-configuration
";
    let after = written("open-webui", "env", release).expect("the place is plain");
    assert!(after.contains("        key: CLIENT_ID\n") && after.contains("login.example.org"), "{after}");
    assert!(after.contains(SECRET), "{after}");
}

#[test]
fn the_entry_that_the_person_names_is_changed_whosever_it_is() {
    let dex = "connectors:
- type: oidc
  id: kanidm
  config:
    issuer: https://idm.example.com/oauth2/openid/dex
    clientID: theirs
    clientSecret: theirs
";
    let mut setup = super::set_up("dex");
    setup.write_at(Some("kanidm".to_owned()));
    let format = setup.resolved.format("yaml").expect("it is the guide’s").clone();
    let plan = setup.planned_over(&format, "file".as_ref(), &dex.into()).expect("one was named");
    let after = plan.text.reveal();
    assert_eq!(after.matches("type: oidc").count(), 1, "{after}");
    assert!(after.contains("id: kanidm") && after.contains("0oa1client2id3of4tried5"), "{after}");
}

#[test]
fn a_program_within_a_compose_file_is_changed_there_and_gets_nothing_at_the_end_of_the_file() {
    let compose = "services:
  gitlab:
    image: gitlab/gitlab-ce
    environment:
      GITLAB_OMNIBUS_CONFIG: |
        external_url 'https://git.example.com'
        gitlab_rails['omniauth_allow_single_sign_on'] = ['saml']
    ports: ['80:80']
";
    let after = written("gitlab", "omnibus", compose).expect("the block is plain");
    assert!(after.ends_with("\n    ports: ['80:80']\n"), "{after}");
    assert!(after.contains("\n        gitlab_rails['omniauth_enabled'] = true\n"), "{after}");
    assert!(after.contains("['saml', 'openid_connect']") && after.contains(SECRET), "{after}");
    let without = compose
        .replace("GITLAB_OMNIBUS_CONFIG: |", "OTHER: |")
        .replace("external_url", "#")
        .replace("gitlab_rails", "#");
    assert!(matches!(written("gitlab", "omnibus", &without), Err(RefusalKind::Nowhere)));
}

#[test]
fn where_every_entry_is_of_another_kind_a_new_one_comes_beside_them() {
    let values = "dex:
  config:
    issuer: https://dex.example.com
    connectors:
    - type: github
      id: github
      name: GitHub
      config:
        clientID: gh
        clientSecret: hidden
";
    let after = written("dex", "helm", values).expect("the place is plain");
    assert_eq!(after.matches("connectors:").count(), 1, "{after}");
    assert!(after.contains("    - id: \"okta\"") && after.contains("        clientID: gh\n"), "{after}");

    let objects = "apiVersion: v1
kind: Namespace
metadata:
  name: dex
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: dex
data:
  config.yaml: |
    issuer: https://dex.example.com
    connectors:
    - type: github
      id: github
      name: GitHub
      config:
        clientID: gh
";
    let after = written("dex", "yaml", objects).expect("the place is plain");
    assert_eq!(after.matches("connectors:").count(), 1, "{after}");
    assert!(after.contains("        issuer: \"https://login.example.org\""), "{after}");
    // Without a word of where an application reads its settings, nothing is written anywhere.
    let objects = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: b\n";
    for (app, format) in [("dex", "yaml"), ("headscale", "yaml"), ("paperless-ngx", "env")] {
        assert!(matches!(written(app, format, objects), Err(RefusalKind::Nowhere)), "{app}");
    }
}

#[test]
fn a_document_that_is_no_object_is_changed_in_its_place() {
    let profiles = "spring:
  profiles:
    active: prod
---
spring:
  config:
    activate:
      on-profile: prod
okta:
  oauth2:
    issuer: https://old.okta.com
    client-id: old
    client-secret: old
";
    let after = written("spring-boot", "yaml", profiles).expect("the place is plain");
    assert!(after.starts_with("spring:\n  profiles:\n    active: prod\n---\n"), "{after}");
    assert!(
        after.contains("    client-id: \"0oa1client2id3of4tried5\"") && !after.contains("old"),
        "{after}"
    );
}

#[test]
fn a_service_with_variables_of_another_is_found_by_its_image() {
    let compose = "services:
  langfuse-worker:
    image: registry.example.org/langfuse/langfuse-worker:4
    environment: &shared
      NEXTAUTH_URL: https://old.example.org
      SALT: one
  langfuse-web:
    image: registry.example.org/langfuse/langfuse:4
    environment:
      <<: *shared
      NEXTAUTH_SECRET: two
";
    let after = written("langfuse", "compose", compose).expect("the place is plain");
    let (worker, web) = after.split_once("  langfuse-web:").expect("both are there");
    assert!(worker.contains("NEXTAUTH_URL: https://old.example.org") && !worker.contains("OKTA"), "{after}");
    assert!(web.contains("<<: *shared\n") && web.contains("AUTH_OKTA_CLIENT_ID"), "{after}");
}

#[test]
fn scopes_in_another_order_and_lists_of_the_same_stay() {
    let before =
        "OIDC_CLIENT_ID=old\nOIDC_ISSUER_URL=https://old.okta.com\nOIDC_SCOPES=profile openid email\n";
    let after = written("outline", "env", before).expect("the place is plain");
    assert!(after.contains("OIDC_SCOPES=profile openid email\n"), "{after}");
    let before =
        "idp_provider: okta\nidp_client_id: old\nidp_scopes: [email, openid, offline_access, profile]\n";
    let after = written("pomerium", "yaml", before).expect("the place is plain");
    assert!(after.contains("idp_scopes: [email, openid, offline_access, profile"), "{after}");
}

/// The containers of most clusters take variables from a Secret as a whole.
#[test]
fn a_secret_that_the_container_takes_from_elsewhere_is_not_put_into_the_file() {
    let sign_on = "      OPENID_PROVIDER_URL: https://old.okta.com/.well-known/openid-configuration\n";
    for (environment, whole) in [("env", "envFrom"), ("extraEnvVars", "extraEnvVarsSecret")] {
        for object in ["\n      - secretRef:\n          name: chat-oidc\n", " chat-oidc\n"] {
            let is_name = whole.ends_with("Secret");
            if is_name == object.starts_with('\n') {
                continue;
            }
            let file = |sign_on: &str| {
                format!(
                    "app:\n    {whole}:{object}    {environment}:\n      WEBUI_URL: https://a.example\n{sign_on}"
                )
            };
            let after = written("open-webui", "env", &file(sign_on)).expect("the place is plain");
            assert!(!after.contains(SECRET) && after.contains("0oa1client2id3of4tried5"), "{after}");
        }
    }
}
