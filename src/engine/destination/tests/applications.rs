//! What one application's file needs that no other's does.

use super::{SECRET, set_up, written};
use crate::config::RefusalKind;

#[test]
fn a_plugin_within_a_service_gets_no_key_of_the_file_around_it() {
    let deck = "_format_version: \"3.0\"\nservices:\n  - name: shop\n    url: https://shop.internal\n    plugins:\n      - name: openid-connect\n        config:\n          issuer: https://old.okta.com\n          client_id: [\"0oaold\"]\n          client_secret: [\"{vault://env/theirs}\"]\n          redirect_uri: [\"https://x.example.org\"]\n          scopes: [openid]\n";
    let after = written("kong-gateway", "deck_group", deck).expect("the place is plain");
    assert_eq!(after.matches("_format_version").count(), 1, "{after}");
    assert!(!after.contains("service: "), "{after}");
    assert!(after.contains("{vault://env/theirs}") && !after.contains("DECK_OKTA"), "{after}");
    let plain = deck.replace("{vault://env/theirs}", "old-secret-old-secret");
    let after = written("kong-gateway", "deck_group", &plain).expect("the place is plain");
    assert!(after.contains("DECK_OKTA") && !after.contains("old-secret-old-secret"), "{after}");
}

#[test]
fn what_goes_by_the_name_in_a_chart_that_runs_anything_is_no_place() {
    let release = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: photos\nspec:\n  chart:\n    spec:\n      chart: app-template\n  values:\n    controllers:\n      main:\n        replicas: 1\n    route:\n      immich:\n        hostnames: [photos.example.org]\n";
    assert!(matches!(written("immich", "helm", release), Err(RefusalKind::Nowhere)));
    let values = "controllers:\n  headscale:\n    replicas: 1\nservice:\n  headscale:\n    ports: {}\n";
    assert!(matches!(
        written("immich", "helm", &values.replace("headscale", "immich")),
        Err(RefusalKind::Nowhere)
    ));
    // A chart of charts has the values of each right below its own.
    let own = release.replace("app-template", "everything").replace(
        "    route:\n      immich:\n        hostnames: [photos.example.org]\n",
        "    immich:\n      configuration: {}\n",
    );
    let after = written("immich", "helm", &own).expect("the place is plain");
    assert!(after.contains("clientId"), "{after}");
}

#[test]
fn a_configuration_file_that_is_no_chart_has_its_keys_at_the_root() {
    let spring = "server:\n  port: 9000\nspring:\n  security:\n    user:\n      name: ana\n";
    let after = written("spring-boot", "yaml", spring).expect("the place is plain");
    assert!(after.contains("\nokta:\n  oauth2:\n"), "{after}");
}

#[test]
fn a_policy_of_another_route_gets_a_neighbour() {
    let policy = "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: SecurityPolicy\nmetadata:\n  name: other\nspec:\n  targetRefs:\n    - group: gateway.networking.k8s.io\n      kind: HTTPRoute\n      name: other\n  extAuth:\n    http: {}\n";
    let after = written("envoy-gateway", "policy", policy).expect("a document of its own");
    assert!(after.starts_with(policy), "{after}");
    assert_eq!(after.matches("kind: SecurityPolicy").count(), 2, "{after}");
    assert!(!after.contains("kind: Secret\n") && after.matches("oidc:").count() == 1, "{after}");
}

#[test]
fn the_button_that_is_there_is_the_one() {
    let kibana = "xpack.security.authc.providers:\n  basic.basic1:\n    order: 1\n  oidc.theirs:\n    order: 0\n    realm: theirs\n    description: Sign in\n";
    let after = written("elastic", "kibana", kibana).expect("the place is plain");
    assert_eq!(after, kibana);
}

#[test]
fn a_role_belongs_to_the_mount_that_it_names() {
    let vault = "resource \"vault_jwt_auth_backend\" \"sso\" {\n  type = \"oidc\"\n  oidc_discovery_url = \"https://old.okta.com\"\n  oidc_client_id = \"0oaold\"\n  oidc_client_secret = var.secret\n}\n\nresource \"vault_jwt_auth_backend\" \"ci\" {\n  type = \"jwt\"\n  oidc_discovery_url = \"https://ci.example.org\"\n}\n\nresource \"vault_jwt_auth_backend_role\" \"people\" {\n  backend = vault_jwt_auth_backend.sso.path\n  role_name = \"people\"\n  user_claim = \"email\"\n  allowed_redirect_uris = [\"https://x.example.org/cb\"]\n}\n\nresource \"vault_jwt_auth_backend_role\" \"jobs\" {\n  backend = vault_jwt_auth_backend.ci.path\n  role_name = \"jobs\"\n  role_type = \"jwt\"\n  user_claim = \"sub\"\n}\n";
    let after = written("vault", "terraform", vault).expect("the place is plain");
    assert!(after.contains("oidc_client_id = \"0oa1client2id3of4tried5\""), "{after}");
    assert!(
        after.ends_with(
            &vault[vault.find("resource \"vault_jwt_auth_backend_role\" \"jobs\"").unwrap_or_default()..]
        ),
        "{after}"
    );
}

#[test]
fn an_old_key_in_a_text_of_yaml_goes() {
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: headscale\ndata:\n  config.yaml: |\n    server_url: https://x.example.org\n    oidc:\n      issuer: https://old.okta.com\n      client_id: 0oaold\n      client_secret_path: /s\n      expiry: 30d\n";
    let after = written("headscale", "yaml", map).expect("the place is plain");
    assert!(!after.contains("expiry") && after.contains("client_secret_path: /s"), "{after}");
    assert!(after.contains("0oa1client2id3of4tried5") && !after.contains(SECRET), "{after}");
}

#[test]
fn of_several_registrations_the_one_that_is_named_is_changed() {
    let spring = "spring:\n  security:\n    oauth2:\n      client:\n        registration:\n          google:\n            client-id: theirs\n            client-secret: theirs\n          okta:\n            client-id: theirs\n            client-secret: theirs\n        provider:\n          okta:\n            authorization-uri: https://old.okta.com/oauth2/v1/authorize\n            token-uri: https://old.okta.com/oauth2/v1/token\n";
    let mut setup = set_up("spring-boot");
    setup.connection.answers.insert("kind".to_owned(), "plain".to_owned());
    setup.refresh_view();
    let format = setup.resolved.format("yaml").expect("it is the guide’s").clone();
    let plan = setup.planned_over(&format, "file".as_ref(), &spring.into()).expect("Okta’s is the one");
    let after = plan.text.reveal();
    assert_eq!(after.matches("theirs").count(), 2, "{after}");
    assert!(!after.contains("old.okta.com") && !after.contains("okta:\n  oauth2:"), "{after}");
    let again = setup.planned_over(&format, "file".as_ref(), &plan.text).expect("it is the same place");
    assert!(again.unchanged, "{}", again.text.reveal());
    setup.write_at(Some("google".to_owned()));
    let plan = setup.planned_over(&format, "file".as_ref(), &spring.into()).expect("one was named");
    let after = plan.text.reveal();
    assert!(!after.contains("okta:\n  oauth2:"), "{after}");
}

#[test]
fn a_realm_keeps_the_one_kind_of_server_that_it_has() {
    let casc = "jenkins:\n  securityRealm:\n    oic:\n      clientId: theirs\n      clientSecret: theirs\n      serverConfiguration:\n        manual:\n          issuer: https://old.okta.com\n          authorizationServerUrl: https://old.okta.com/oauth2/v1/authorize\n          tokenServerUrl: https://old.okta.com/oauth2/v1/token\n          jwksServerUrl: https://old.okta.com/oauth2/v1/keys\n          scopes: openid\n";
    let after = written("jenkins", "casc", casc).expect("the place is plain");
    assert!(
        !after.contains("wellKnown") && !after.contains("old.okta.com") && !after.contains("theirs"),
        "{after}"
    );
    // The chart’s values may have the same file as a text: no second realm comes beside it.
    let indented = format!("        {}", casc.trim_end().replace('\n', "\n        "));
    let chart = format!("controller:\n  JCasC:\n    configScripts:\n      security: |\n{indented}\n");
    let after = written("jenkins", "helm", &chart).expect("the place is plain");
    assert_eq!(after.matches("securityRealm").count(), 1, "{after}");
    assert!(!after.contains("old.okta.com") && after.contains("        jenkins:\n"), "{after}");
}

#[test]
fn what_stands_in_the_configuration_file_of_a_chart_is_no_flag_as_well() {
    let values = "config:\n  existingSecret: theirs\n  configFile: |\n    # ours\n    provider = \"oidc\"\n    oidc_issuer_url = \"https://old.okta.com\"\n    email_domains = [ \"*\" ]\n    upstreams = [ \"static://200\" ]\n    redirect_url = \"https://x.example.org/oauth2/callback\"\n";
    let after = written("oauth2-proxy", "helm", values).expect("the place is plain");
    assert!(
        after.contains("    oidc_issuer_url = \"https://login.example.org\"\n")
            && after.contains("    # ours\n"),
        "{after}"
    );
    for twice in ["oidc-issuer-url", "email-domain", "redirect-url", "  provider: "] {
        assert!(!after.contains(twice), "{twice}\n{after}");
    }
}

#[test]
fn half_a_provider_is_none() {
    let script = "docker exec -it cloud php occ user_oidc:provider theirs --clientid=\"theirs\" --clientsecret=$SECRET --discoveryuri=\"https://auth.$DOMAIN/.well-known/openid-configuration\"\n";
    let mut setup = set_up("nextcloud");
    setup.write_at(Some("theirs".to_owned()));
    let format = setup.resolved.format("occ").expect("it is the guide’s").clone();
    let plan = setup.planned_over(&format, "file".as_ref(), &script.into()).expect("one was named");
    let after = plan.text.reveal();
    assert!(!after.contains("$DOMAIN") && after.contains("https://login.example.org/.well-known"), "{after}");
    assert!(after.contains("--clientsecret=$SECRET") && !after.contains("clientsecret-env"), "{after}");
    assert!(after.contains("\ndocker exec -it cloud php occ app:enable user_oidc\n"), "{after}");
}

#[test]
fn the_secret_of_a_session_stays_and_so_does_the_path_of_a_proxy() {
    let route = "{\"plugins\": {\"openid-connect\": {\"client_id\": \"theirs\", \"client_secret\": \"theirs\", \"discovery\": \"https://old.okta.com/.well-known/openid-configuration\", \"redirect_uri\": \"https://app.example.com/cb\", \"session\": {\"secret\": \"abcdefabcdefabcd\"}}}}\n";
    let setup = set_up("apisix");
    let own = setup.connection.answers.get("base_url").cloned().unwrap_or_default();
    let route = route.replace("https://app.example.com", &own);
    let after = written("apisix", "api", &route).expect("the place is plain");
    assert!(after.contains("abcdefabcdefabcd") && after.contains(&format!("{own}/cb")), "{after}");
    let other = route.replace(&format!("{own}/cb"), "https://elsewhere.example.net/cb");
    let after = written("apisix", "api", &other).expect("the place is plain");
    assert!(after.contains(&format!("{own}/oidc/callback")), "{after}");
}

#[test]
fn a_connector_keeps_its_name_and_scopes() {
    let connector = "kind: oidc\nversion: v3\nmetadata:\n  name: theirs\nspec:\n  issuer_url: https://old.okta.com\n  client_id: theirs\n  client_secret: theirs\n  redirect_url: https://x.example.org/v1/webapi/oidc/callback\n  scope: [openid, profile, roles]\n---\nkind: cluster_auth_preference\nversion: v2\nmetadata:\n  name: cluster-auth-preference\nspec:\n  connector_name: theirs\n";
    let after = written("teleport", "yaml", connector).expect("the place is plain");
    assert!(after.contains("  name: theirs\n") && after.contains("connector_name: theirs"), "{after}");
    for scope in ["profile", "roles", "groups"] {
        assert!(after.contains(scope), "{after}");
    }
    assert!(after.contains("0oa1client2id3of4tried5"), "{after}");
}

#[test]
fn variables_of_a_provider_with_a_name_of_its_own_are_changed_there() {
    let env = "MINIO_IDENTITY_OPENID_CONFIG_URL_STAFF=https://old.okta.com/.well-known/openid-configuration\nMINIO_IDENTITY_OPENID_CLIENT_ID_STAFF=theirs\nMINIO_IDENTITY_OPENID_CLIENT_SECRET_STAFF=theirs\nMINIO_IDENTITY_OPENID_DISPLAY_NAME_STAFF=Staff\n";
    let after = written("minio", "env", env).expect("the place is plain");
    for name in ["CONFIG_URL", "CLIENT_ID", "CLIENT_SECRET", "DISPLAY_NAME"] {
        assert_eq!(after.matches(&format!("OPENID_{name}")).count(), 1, "{name}\n{after}");
    }
    assert!(!after.contains("theirs") && !after.contains("old.okta.com"), "{after}");
}

#[test]
fn a_key_of_one_block_is_changed_though_another_block_has_one_of_the_same_name() {
    let caddy = "{\n\tsecurity {\n\t\tlocal identity store localdb {\n\t\t\trealm local\n\t\t}\n\t\toauth identity provider okta {\n\t\t\trealm okta\n\t\t\tdriver okta\n\t\t\tdomain_name old.okta.com\n\t\t\tclient_id theirs\n\t\t\tclient_secret {env.OKTA_CLIENT_SECRET}\n\t\t\tserver_id default\n\t\t\tscopes openid email\n\t\t}\n\t}\n}\n";
    let after = written("caddy-security", "caddyfile", caddy).expect("the place is plain");
    assert!(after.contains("realm local") && after.contains("domain_name login.example.org"), "{after}");
    assert!(!after.contains("theirs"), "{after}");
    let scopes = after.lines().find(|line| line.trim().starts_with("scopes")).unwrap_or_default();
    assert!(!scopes.contains('"') && scopes.matches("openid").count() == 1, "{scopes}");
}

#[test]
fn of_two_that_exclude_each_other_one_goes() {
    let headscale = "oidc:\n  issuer: https://old.okta.com\n  client_id: theirs\n  client_secret: theirs\n  client_secret_path: /s\n";
    let after = written("headscale", "yaml", headscale).expect("the place is plain");
    assert!(after.contains(SECRET) && !after.contains("client_secret_path"), "{after}");
    let casc = "jenkins:\n  securityRealm:\n    oic:\n      clientId: theirs\n      clientSecret: theirs\n      serverConfiguration:\n        wellKnown:\n          wellKnownOpenIDConfigurationUrl: https://old.okta.com/.well-known/openid-configuration\n        manual:\n          issuer: https://old.okta.com\n          tokenServerUrl: https://old.okta.com/oauth2/v1/token\n";
    let after = written("jenkins", "casc", casc).expect("the place is plain");
    assert!(after.contains("https://login.example.org/.well-known") && !after.contains("manual"), "{after}");
}

#[test]
fn scopes_in_another_order_stay_as_they_are() {
    let env = "GENERIC_CLIENT_ID=theirs\nGENERIC_SCOPE=\"email openid profile\"\n";
    let after = written("litellm", "env", env).expect("the place is plain");
    assert!(after.contains("GENERIC_SCOPE=\"email openid profile\""), "{after}");
}

#[test]
fn a_registration_goes_into_the_document_that_has_registrations() {
    let spring = "spring:\n  profiles:\n    active: prod\n---\nspring:\n  security:\n    oauth2:\n      client:\n        registration:\n          keycloak:\n            client-id: theirs\n            client-secret: theirs\n        provider:\n          keycloak:\n            issuer-uri: https://kc.example.net/realms/x\n";
    let mut setup = set_up("spring-boot");
    setup.connection.answers.insert("kind".to_owned(), "plain".to_owned());
    setup.refresh_view();
    let format = setup.resolved.format("yaml").expect("it is the guide’s").clone();
    let plan = setup.planned_over(&format, "file".as_ref(), &spring.into()).expect("the document is plain");
    let after = plan.text.reveal();
    assert!(after.starts_with("spring:\n  profiles:\n    active: prod\n---\n"), "{after}");
    assert!(
        after.contains("keycloak:\n            client-id: theirs") && after.contains("          okta:\n"),
        "{after}"
    );
}

#[test]
fn flags_of_another_program_are_not_added() {
    let kubeadm = "kind: ClusterConfiguration\napiVersion: kubeadm.k8s.io/v1beta3\napiServer:\n  extraArgs:\n    oidc-issuer-url: https://old.okta.com\n    oidc-client-id: theirs\n";
    let after = written("kubernetes", "flags", kubeadm).expect("the place is plain");
    assert!(!after.contains("listen-address") && !after.contains(SECRET), "{after}");
}

#[test]
fn empty_lines_behind_a_text_in_a_file_stay() {
    for (sign, gap) in [("|", "\n\n"), ("|-", "\n"), ("|", "\n")] {
        let map = format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: headscale\ndata:\n  config.yaml: {sign}\n    server_url: https://x.example.org\n    oidc:\n      issuer: https://old.okta.com\n      client_id: theirs\n      client_secret: theirs{gap}  other: kept\n"
        );
        let after = written("headscale", "yaml", &map).expect("the place is plain");
        assert!(after.contains(&format!("config.yaml: {sign}\n")), "{after}");
        assert!(
            after.ends_with(&format!("{gap}  other: kept\n")) && !after.ends_with("\n\n\n  other: kept\n"),
            "{after}"
        );
    }
}

#[test]
fn roles_of_others_stay_in_a_mapping() {
    let python = "AUTH_TYPE = AUTH_OAUTH\nAUTH_ROLES_MAPPING = {\n    \"theirs\": [\"Alpha\"],\n}\n";
    let after = written("superset", "python", python).expect("the place is plain");
    assert!(after.contains("\"theirs\": [\"Alpha\"]"), "{after}");
}

#[test]
fn a_table_of_another_provider_is_not_made_anew() {
    let zulip = "SOCIAL_AUTH_OIDC_ENABLED_IDPS: Dict[str, Any] = {\n    \"theirs\": {\n        \"oidc_url\": \"https://login.example.net/x\",\n        \"client_id\": \"theirs\",\n        \"secret\": \"theirs\",\n    },\n}\n";
    if let Ok(after) = written("zulip", "settings", zulip) {
        assert_eq!(after.matches("SOCIAL_AUTH_OIDC_ENABLED_IDPS").count(), 1, "{after}");
    }
}

#[test]
fn one_value_from_a_secret_keeps_no_other_from_being_written() {
    let values = "langfuse:\n  additionalEnv:\n    - name: AUTH_OKTA_CLIENT_ID\n      valueFrom:\n        secretKeyRef:\n          name: theirs\n          key: id\n    - name: AUTH_OKTA_ISSUER\n      value: https://old.okta.com\n";
    let after = written("langfuse", "helm", values).expect("the place is plain");
    assert!(after.contains("          key: id\n") && !after.contains("old.okta.com"), "{after}");
}
