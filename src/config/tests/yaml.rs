//! YAML, Helm values, Compose files.

use super::{
    Editor, RefusalKind, Setting, Value, names_at, open, own_list, planned, refused, text_at, written,
};

const CODER: &str = "\
# Coder server
networking:
    accessURL: https://coder.example.com   # public
oidc:
    # who signs in
    issuerURL: https://old.example.com # old
    scopes:
    - openid
    allowSignups: false
telemetry: {enable: true}
";

#[test]
fn coder_yaml_keeps_comments_and_indentation() {
    let settings = [
        Setting::text("oidc.issuerURL", "https://acme.okta.com"),
        Setting::text("oidc.clientID", "0oa1"),
        Setting::new("oidc.scopes", own_list(&["openid", "yes"])),
        Setting::new("oidc.allowSignups", Value::Bool(true)),
    ];
    let new = written(Editor::Yaml, CODER, &settings);
    insta::assert_snapshot!(new, @r#"
        # Coder server
        networking:
            accessURL: https://coder.example.com   # public
        oidc:
            # who signs in
            issuerURL: "https://acme.okta.com" # old
            scopes:
            - openid
            - "yes"
            allowSignups: true
            clientID: "0oa1"
        telemetry: {enable: true}
    "#);
}

#[test]
fn helm_values_get_entries_by_name() {
    let old = "\
coder:
  # the server
  env:
    - name: CODER_ACCESS_URL
      value: https://coder.example.com
    - name: CODER_OIDC_CLIENT_ID
      value: old # replaced
    - name: CODER_OIDC_CLIENT_SECRET
      valueFrom:
        secretKeyRef: {name: coder, key: secret}
  service:
    type: LoadBalancer
";
    let settings = [
        Setting::text("coder.env[name=CODER_OIDC_CLIENT_ID].value", "0oa1"),
        Setting::text("coder.env[name=CODER_OIDC_ISSUER_URL].value", "https://acme.okta.com"),
        Setting::new("coder.env[name=CODER_OIDC_ALLOW_SIGNUPS].value", Value::Bool(true)),
    ];
    insta::assert_snapshot!(written(Editor::Yaml, old, &settings), @r#"
        coder:
          # the server
          env:
            - name: CODER_ACCESS_URL
              value: https://coder.example.com
            - name: CODER_OIDC_CLIENT_ID
              value: "0oa1" # replaced
            - name: CODER_OIDC_CLIENT_SECRET
              valueFrom:
                secretKeyRef: {name: coder, key: secret}
            - name: "CODER_OIDC_ISSUER_URL"
              value: "https://acme.okta.com"
            - name: "CODER_OIDC_ALLOW_SIGNUPS"
              value: "true"
          service:
            type: LoadBalancer
    "#);
    insta::assert_snapshot!(written(Editor::Yaml, "", &settings), @r#"
        coder:
          env:
            - name: "CODER_OIDC_CLIENT_ID"
              value: "0oa1"
            - name: "CODER_OIDC_ISSUER_URL"
              value: "https://acme.okta.com"
            - name: "CODER_OIDC_ALLOW_SIGNUPS"
              value: "true"
    "#);
    let secret = [Setting::secret("coder.env[name=CODER_OIDC_CLIENT_SECRET].value", "s")];
    assert!(matches!(refused(Editor::Yaml, old, &secret), RefusalKind::Reference { .. }));
    assert_eq!(names_at(&open(Editor::Yaml, old), &secret[0].key).as_deref(), Some("valueFrom"));
}

#[test]
fn compose_services_take_both_forms_of_environment() {
    let settings = [
        Setting::secret("services.coder.environment.CODER_OIDC_CLIENT_SECRET", "a$b'c\"d"),
        Setting::new("services.coder.environment.CODER_OIDC_ALLOW_SIGNUPS", Value::Bool(true)),
    ];
    let list = "\
services:
  coder:
    image: ghcr.io/coder/coder:latest
    environment:
      # known
      - CODER_OIDC_CLIENT_SECRET=old
      - CODER_PG_PASSWORD=${PG_PASSWORD}
    ports: [\"7080:7080\"]
";
    insta::assert_snapshot!(written(Editor::ComposeFile, list, &settings), @r#"
        services:
          coder:
            image: ghcr.io/coder/coder:latest
            environment:
              # known
              - "CODER_OIDC_CLIENT_SECRET=a$$b'c\"d"
              - CODER_PG_PASSWORD=${PG_PASSWORD}
              - "CODER_OIDC_ALLOW_SIGNUPS=true"
            ports: ["7080:7080"]
    "#);
    let table = "\
services:
  coder:
    environment:
      CODER_OIDC_CLIENT_SECRET: old # rotate
      CODER_PG_PASSWORD: ${PG_PASSWORD}
";
    insta::assert_snapshot!(written(Editor::ComposeFile, table, &settings), @r#"
        services:
          coder:
            environment:
              CODER_OIDC_CLIENT_SECRET: "a$$b'c\"d" # rotate
              CODER_PG_PASSWORD: ${PG_PASSWORD}
              CODER_OIDC_ALLOW_SIGNUPS: "true"
    "#);
    let reference = [Setting::text("services.coder.environment.CODER_PG_PASSWORD", "x")];
    for old in [list, table] {
        assert!(matches!(refused(Editor::ComposeFile, old, &reference), RefusalKind::Reference { .. }));
    }
}

#[test]
fn what_would_reach_other_places_is_refused() {
    let settings = [Setting::text("a.b", "x")];
    assert!(matches!(
        refused(Editor::Yaml, "base: &base {b: 1}\na: *base\n", &settings),
        RefusalKind::Alias { .. }
    ));
    assert!(matches!(refused(Editor::Yaml, "a: text\n", &settings), RefusalKind::Shape { .. }));
    assert!(matches!(refused(Editor::Yaml, "a:\n  b:\n    c: 1\n", &settings), RefusalKind::Shape { .. }));
    assert!(matches!(refused(Editor::Yaml, "a: 1\n---\na: 2\n", &settings), RefusalKind::Unreadable(_)));
    assert!(matches!(
        refused(Editor::Yaml, "a: [1\nb: {{ .Values.x }}\n", &settings),
        RefusalKind::Unreadable(_)
    ));
    assert!(matches!(refused(Editor::Yaml, "a:\n  b: !vault x\n", &settings), RefusalKind::Reference { .. }));
}

#[test]
fn empty_and_comment_only_files_get_their_first_keys() {
    let settings = [Setting::text("oidc.issuerURL", "https://acme.okta.com")];
    let body = "oidc:\n  issuerURL: \"https://acme.okta.com\"\n";
    assert_eq!(written(Editor::Yaml, "", &settings), body);
    assert_eq!(written(Editor::Yaml, "# nothing yet\n", &settings), format!("# nothing yet\n{body}"));
    assert_eq!(written(Editor::Yaml, "oidc:\n", &settings), body);
}

#[test]
fn manifests_change_in_the_named_document_only() {
    let old = "\
# one
apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm # the name
data:
  url: https://argocd.example.com
--- # two
apiVersion: v1
kind: Secret
metadata: {name: argocd-secret}
stringData:
  oidc.okta.clientSecret: old # rotate
";
    let settings = [
        Setting::text("ConfigMap/argocd-cm.data.url", "https://cd.example.com"),
        Setting::new("ConfigMap/argocd-cm.data.\"admin.enabled\"", Value::Bool(false)),
        Setting::secret("Secret/argocd-secret.stringData.\"oidc.okta.clientSecret\"", "new"),
        Setting::secret("Secret/other.stringData.key", "x"),
    ];
    insta::assert_snapshot!(written(Editor::Manifest, old, &settings), @r#"
        # one
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: argocd-cm # the name
        data:
          url: "https://cd.example.com"
          admin.enabled: "false"
        --- # two
        apiVersion: v1
        kind: Secret
        metadata: {name: argocd-secret}
        stringData:
          oidc.okta.clientSecret: "new" # rotate
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: "other"
        stringData:
          key: "x"
    "#);
    insta::assert_snapshot!(written(Editor::Manifest, "", &settings[3..]), @r#"
        apiVersion: v1
        kind: Secret
        metadata:
          name: "other"
        stringData:
          key: "x"
    "#);
    let unknown = [Setting::text("Ingress/x.metadata.annotations.a", "b")];
    assert!(matches!(
        refused(Editor::Manifest, old, &unknown),
        RefusalKind::Proof(_) | RefusalKind::Shape { .. }
    ));
    let twice = "kind: Secret\nmetadata: {name: a}\n---\nkind: Secret\nmetadata: {name: a}\n";
    assert!(matches!(
        refused(Editor::Manifest, twice, &[Setting::secret("Secret/a.stringData.b", "c")]),
        RefusalKind::Shape { .. }
    ));
    let why = refused(Editor::Manifest, "a: 1\n---\nb: [1\n", &settings[3..]);
    assert!(
        why.message().in_english().contains("line 3") || why.message().in_english().contains("line 4"),
        "{}",
        why.message().in_english()
    );
}

#[test]
fn yaml_in_a_config_map_is_changed_inside() {
    let old = "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm
data:
  url: https://cd.example.com
  oidc.config: |
      # who signs in
      name: SSO
      issuer: https://old.example.com # old
      requestedScopes: [openid]
  policy.csv: |
    g, a, role:admin
    g, b, role:readonly
";
    let inside = "ConfigMap/argocd-cm.data[\"oidc.config\"]>";
    let settings = [
        Setting::text(format!("{inside}issuer"), "https://acme.okta.com"),
        Setting::text(format!("{inside}clientID"), "0oa1"),
        Setting::new(format!("{inside}requestedScopes"), own_list(&["openid", "groups"])),
        Setting::new(format!("{inside}requestedIDTokenClaims.groups.essential"), Value::Bool(true)),
        Setting::text("ConfigMap/argocd-cm.data.url", "https://argo.example.com"),
    ];
    insta::assert_snapshot!(written(Editor::Manifest, old, &settings));
    insta::assert_snapshot!(written(Editor::Manifest, "", &settings[..2]));
    let helm = [Setting::text("configs.cm.\"oidc.config\">issuer", "https://acme.okta.com")];
    insta::assert_snapshot!(written(
        Editor::Yaml,
        "configs:\n  cm:\n    # set here\n    create: true\n",
        &helm
    ));
    let line = "kind: ConfigMap\nmetadata: {name: argocd-cm}\ndata:\n  oidc.config: \"issuer: x\"\n";
    let why = refused(Editor::Manifest, line, &settings[..1]);
    assert!(matches!(why, RefusalKind::Shape { .. }), "{why}");
    assert!(matches!(refused(Editor::ComposeFile, "", &helm), RefusalKind::Key { .. }));
}

#[test]
fn a_secret_keeps_its_values_where_it_keeps_them() {
    let old = "\
kind: Secret
metadata: {name: a}
data:
  password: aHVudGVyMg== # rotate
  blob: /w==
";
    let settings =
        [Setting::secret("Secret/a.stringData.password", "new"), Setting::secret("Secret/a.data.more", "x")];
    insta::assert_snapshot!(written(Editor::Manifest, old, &settings));
    let password = text_at(&open(Editor::Manifest, old), "Secret/a.data.password");
    assert_eq!(password.as_deref(), Some("hunter2"));
    let plan = planned(Editor::Manifest, old, &settings[..1]).expect("a plan");
    let shown: String = plan.difference(Some(old)).iter().map(|line| line.text.clone() + "\n").collect();
    assert!(!shown.contains("aHVudGVyMg") && !shown.contains("bmV3"), "{shown}");
    assert!(matches!(
        refused(Editor::Manifest, old, &[Setting::secret("Secret/a.data.blob", "x")]),
        RefusalKind::Reference { .. }
    ));
    let both = format!("{old}stringData:\n  password: wins\n");
    insta::assert_snapshot!(written(Editor::Manifest, &both, &settings));
}

#[test]
fn a_number_begins_a_table_of_its_own_and_follows_others() {
    let settings = [
        Setting::new("realms.okta.order", Value::Number(2)),
        Setting::text("realms.okta.issuer", "https://acme.okta.com"),
        Setting::new("realms.basic.order", Value::Number(3)),
        Setting::new("telemetry.level", Value::Number(1)),
    ];
    let new = written(Editor::Yaml, "telemetry:\n  level: 7 # loud\n", &settings);
    insta::assert_snapshot!(new, @r#"
    telemetry:
      level: 1 # loud
    realms:
      okta:
        order: 2
        issuer: "https://acme.okta.com"
      basic:
        order: 3
    "#);
}

#[test]
fn an_empty_mapping_or_list_in_braces_becomes_a_block() {
    let old = "extraArgs: {} # nothing yet\noauth:\n  []\nenv:\n  names: []\nimage: x\n";
    let settings = [
        Setting::text("extraArgs.provider", "oidc"),
        Setting::text("extraArgs.scope", "openid"),
        Setting::text("oauth[name=Okta].provider", "openidConnect"),
        Setting::text("env.names[secret=a].key", "provider"),
    ];
    let new = written(Editor::Yaml, old, &settings);
    assert!(!new.contains('{') && !new.contains('['), "{new}");
    assert!(new.contains("extraArgs: # nothing yet\n  provider: \"oidc\"\n  scope: \"openid\"\n"), "{new}");
    assert!(new.contains("  - name: \"Okta\"\n    provider: \"openidConnect\"\n"), "{new}");
}
