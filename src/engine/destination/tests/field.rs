//! Files as people have them in the field: nothing that restricts who comes in is widened, and what is named elsewhere stays there.

use super::{RefusalKind, written};

/// A file of an application with its connection, in which the given line stands or not.
fn hub(lines: &str) -> String {
    format!(
        "hub:\n  config:\n    JupyterHub:\n      authenticator_class: generic-oauth\n    GenericOAuthenticator:\n      client_id: 0oa1client2id3of4tried5\n      client_secret: sixteen-letters-of-a-secret\n{lines}"
    )
}

#[test]
fn who_may_come_in_is_not_widened() {
    for lines in [
        "      allowed_groups: ['20014']\n",
        "      allowed_users: [ana]\n",
        "      allow_existing_users: true\n",
        "    Authenticator:\n      allowed_users: [ana]\n",
        "    OAuthenticator:\n      allowed_groups: [staff]\n",
        "      admin_users: [root]\n",
        "",
    ] {
        let after = written("jupyterhub", "helm", &hub(lines)).expect("the place is plain");
        assert!(!after.contains("allow_all"), "{after}");
    }
    let after = written("jupyterhub", "helm", &hub("    Authenticator:\n      allow_all: false\n"))
        .expect("the place is plain");
    assert!(after.contains("allow_all: false") && !after.contains("allow_all: true"), "{after}");
    let after = written("jupyterhub", "python", "c.Authenticator.allowed_users = {'ana'}\n")
        .expect("the place is plain");
    assert!(!after.contains("allow_all"), "{after}");
    let after = written("jupyterhub", "python", "c.JupyterHub.port = 8000\n").expect("the place is plain");
    assert!(after.contains("c.GenericOAuthenticator.allow_all = True"), "{after}");
}

#[test]
fn what_grants_rights_is_added_to_a_new_connection_alone() {
    for (app, format, before, key) in [
        ("minio", "env", "MINIO_IDENTITY_OPENID_CLIENT_ID=0oa1client2id3of4tried5\n", "ROLE_POLICY"),
        (
            "argocd",
            "helm",
            "configs:\n  rbac:\n    policy.csv: |\n      g, Admins, role:admin\n  cm:\n    url: https://x.example.org\n",
            "policy.default",
        ),
        (
            "argocd",
            "kubectl",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: argocd-cm\ndata:\n  oidc.config: |\n    issuer: https://login.example.org\n    clientID: 0oa1client2id3of4tried5\n    clientSecret: $dex.secret\n",
            "policy.default",
        ),
        (
            "redash",
            "env",
            "OAUTH2_PROXY_CLIENT_ID=0oa1client2id3of4tried5\nOAUTH2_PROXY_AUTHENTICATED_EMAILS_FILE=/x\n",
            "EMAIL_DOMAINS",
        ),
    ] {
        let after = written(app, format, before).unwrap_or_else(|why| panic!("{app}: {why}"));
        assert!(!after.contains(key), "{app}\n{after}");
    }
    let after = written("open-webui", "env", "PORT=1\n").expect("an empty place");
    assert!(after.contains("ENABLE_OAUTH_SIGNUP=true"), "{after}");
    let after =
        written("open-webui", "env", "OAUTH_CLIENT_ID=0oa1client2id3of4tried5\nENABLE_OAUTH_SIGNUP=false\n")
            .expect("the place is plain");
    assert!(after.contains("ENABLE_OAUTH_SIGNUP=false"), "{after}");
}

#[test]
fn of_several_ways_in_the_one_that_somebody_chose_stays_the_only_one() {
    let before = "server:\n  authModes:\n    - sso\n  sso:\n    enabled: true\n    issuer: https://login.example.org\n    clientId:\n      name: theirs\n      key: id\n    clientSecret:\n      name: theirs\n      key: secret\n";
    let after = written("argo-workflows", "helm", before).expect("the place is plain");
    assert!(!after.contains("- client\n") && !after.contains("- \"client\""), "{after}");
    assert!(after.contains("      key: id\n") && after.contains("      key: secret\n"), "{after}");
}

#[test]
fn a_value_in_the_environment_of_a_chart_is_changed_there() {
    let before = "env:\n  GF_AUTH_GENERIC_OAUTH_ENABLED: \"true\"\n  GF_AUTH_GENERIC_OAUTH_CLIENT_ID: old\n  GF_AUTH_GENERIC_OAUTH_AUTH_URL: https://old.example.org/oauth2/v1/authorize\ngrafana.ini:\n  auth.generic_oauth:\n    scopes: openid\n";
    let after = written("grafana-generic", "helm", before).expect("the place is plain");
    assert!(
        after.contains("GF_AUTH_GENERIC_OAUTH_CLIENT_ID: \"0oa1client2id3of4tried5\"")
            || after.contains("GF_AUTH_GENERIC_OAUTH_CLIENT_ID: 0oa1client2id3of4tried5"),
        "{after}"
    );
    for twice in ["    client_id:", "    auth_url:", "    enabled:"] {
        assert!(!after.contains(twice), "{after}");
    }
    assert!(!after.contains("old.example.org"), "{after}");
}

#[test]
fn a_policy_keeps_the_reference_to_its_client_and_gets_the_endpoints_of_the_issuer() {
    let before = "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: SecurityPolicy\nmetadata:\n  name: theirs\nspec:\n  oidc:\n    provider:\n      issuer: https://auth.example.com\n      authorizationEndpoint: https://auth.example.com/authorize\n      tokenEndpoint: https://auth.example.com/token\n    clientIDRef:\n      name: theirs-oidc\n    clientSecret:\n      name: theirs-oidc\n";
    let after = written("envoy-gateway", "policy", before).expect("the place is plain");
    assert!(!after.contains("clientID:") && after.contains("name: theirs-oidc"), "{after}");
    assert!(!after.contains("auth.example.com"), "{after}");
    assert!(!after.contains("kind: Secret\n") && !after.contains("endSessionEndpoint"), "{after}");
}

/// The flags of a command in a list, in either spelling: each keeps its line, and the others theirs.
#[test]
fn flags_in_a_list_of_words_change_in_place() {
    let pod = |flags: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: kube-apiserver\nspec:\n  containers:\n  - command:\n    - kube-apiserver\n{flags}    - --profiling=false # kept\n    image: registry.example.org/kube-apiserver:v1.30.0\n"
        )
    };
    let glued = "    - --oidc-issuer-url=https://old.example.org\n    - --oidc-client-id=0oa1client2id3of4tried5\n    - --oidc-username-claim=email\n";
    let after = written("kubernetes", "flags", &pod(glued)).expect("the place is plain");
    assert!(after.contains("    - \"--oidc-issuer-url=https://login.example.org\"\n"), "{after}");
    assert!(after.contains("- --oidc-username-claim=email\n    - --profiling=false # kept\n"), "{after}");
    assert!(!after.contains("old.example.org"), "{after}");
    let apart = "    - --oidc-issuer-url\n    - https://old.example.org\n    - --oidc-client-id\n    - 0oa1client2id3of4tried5\n";
    let after = written("kubernetes", "flags", &pod(apart)).expect("the place is plain");
    assert!(after.contains("    - --oidc-issuer-url\n    - \"https://login.example.org\"\n"), "{after}");
}

/// A list of flags may be the whole file.
#[test]
fn flags_change_in_place_where_nothing_is_around_them() {
    let before = "# sign-on\n- \"--oidc-issuer-url=https://old.example.org\"\n- --oidc-client-id=0oa1client2id3of4tried4 # ours\n- --oidc-groups-claim=groups\n";
    let after = written("kubernetes", "flags", before).expect("the place is plain");
    assert_eq!(
        after,
        "# sign-on\n- \"--oidc-issuer-url=https://login.example.org\"\n- \"--oidc-client-id=0oa1client2id3of4tried5\" # ours\n- --oidc-groups-claim=groups\n"
    );
}

/// Charts of the kind of app-template say more of a variable than its value.
#[test]
fn the_value_of_a_variable_with_more_said_of_it_changes_in_place() {
    let before = "controllers:\n  main:\n    containers:\n      app:\n        image: paperless-ngx\n        env:\n          PAPERLESS_URL: https://app.example.com\n          PAPERLESS_APPS: allauth.socialaccount.providers.openid_connect\n          PAPERLESS_SOCIALACCOUNT_PROVIDERS:\n            value: '{\"openid_connect\":{\"APPS\":[{\"provider_id\":\"okta\",\"name\":\"Okta\",\"client_id\":\"0oa1client2id3of4tried5\",\"secret\":\"sixteen-letters-of-a-secret\",\"settings\":{\"server_url\":\"https://old.example.org/.well-known/openid-configuration\"}}]}}'\n            dependsOn: PAPERLESS_URL\n";
    let after = written("paperless-ngx", "env", before).expect("the place is plain");
    assert!(after.contains("            dependsOn: PAPERLESS_URL\n"), "{after}");
    assert!(after.contains("login.example.org") && !after.contains("old.example.org"), "{after}");
    assert_eq!(after.matches("PAPERLESS_SOCIALACCOUNT_PROVIDERS").count(), 1, "{after}");
}

/// A row that has a value has nothing below it: the name goes on beside it, as the file spells such names.
#[test]
fn a_dotted_name_stands_beside_a_shorter_one() {
    let before = "sonarProperties:\n  sonar.core.serverBaseURL: https://app.example.com\n  sonar.auth.oidc.enabled: true\n  sonar.auth.oidc.issuerUri: https://old.example.org\n  sonar.auth.oidc.clientId.secured: 0oa1client2id3of4tried5\n  sonar.auth.oidc.groupsSync: true\n";
    let after = written("sonarqube", "properties", before).expect("the place is plain");
    assert!(after.contains("\n  sonar.auth.oidc.groupsSync: true\n"), "{after}");
    assert!(after.contains("\n  sonar.auth.oidc.clientSecret.secured: \""), "{after}");
    assert!(!after.contains("sonar:"), "{after}");
}

/// The chart refuses to be installed with values of the time when sign-on stood below `auth`.
#[test]
fn values_that_a_chart_refuses_by_now_are_not_joined() {
    let before = "hub:\n  db:\n    pvc: {}\nauth:\n  type: custom\n  custom:\n    className: oauthenticator.generic.GenericOAuthenticator\n";
    let why = written("jupyterhub", "helm", before).expect_err("what stands below auth must go first");
    assert!(matches!(&why, RefusalKind::Alone { key, .. } if key == "auth"), "{why}");
}

/// Every address of the provider goes with the issuer, also in a file that is otherwise left as it is.
#[test]
fn no_address_of_another_server_stays_beside_the_new_ones() {
    let mut told = Vec::new();
    for card in crate::apps::catalogue::cards() {
        let setup = super::set_up(card.id);
        for format in &setup.resolved.formats {
            let Some(fresh) = format.whole_text() else { continue };
            let old = fresh
                .reveal()
                .replace("login.example.org/oauth2/v1", "login.example.org/oauth2/old/v1")
                .replace("login.example.org/.well-known", "login.example.org/oauth2/old/.well-known")
                .replace("https://login.example.org\"", "https://login.example.org/oauth2/old\"");
            let plan = setup.planned_over(format, "file".as_ref(), &old.into());
            if plan.is_ok_and(|plan| plan.text.reveal().contains("/oauth2/old")) {
                told.push(format!("{} {}", card.id, format.id));
            }
        }
    }
    assert!(told.is_empty(), "{told:?}");
}

/// A word of a command that is there keeps its spelling.
#[test]
fn an_option_without_a_value_gets_none() {
    for (app, program) in [("vault", "vault"), ("openbao", "bao")] {
        let before = format!(
            "'{{\"oidc_discovery_url\":\"https://old.example.org\",\"oidc_client_id\":\"0oa1client2id3of4tried4\",\"oidc_client_secret\":\"sixteen-letters-of-a-secret\",\"default_role\":\"okta\"}}' | {program} write auth/oidc/config `\n  -\n"
        );
        let after = written(app, "powershell", &before).expect("the place is plain");
        assert!(after.contains("config `\n  -\n") && !after.contains("-="), "{after}");
        assert!(!after.contains("old.example.org"), "{after}");
    }
}
