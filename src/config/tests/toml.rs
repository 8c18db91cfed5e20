//! TOML and INI.

use super::{Editor, RefusalKind, Setting, Value, open, own_list, refused, text_at, written};

#[test]
fn an_oauth2_proxy_file_keeps_its_comments() {
    let old = "# where\nhttp_address = \"127.0.0.1:4180\" # local\nclient_id = \"old\" # from Okta\n\n# scope = \"\"\n[a]\nb = { c = 1 }\n";
    let settings = [
        Setting::text("client_id", "0oa1"),
        Setting::secret("client_secret", "q\"\\x"),
        Setting::new("email_domains", own_list(&["*"])),
        Setting::new("a.b.c", Value::Number(2)),
        Setting::new("oidc.inner.on", Value::Bool(true)),
    ];
    insta::assert_snapshot!(written(Editor::Toml, old, &settings), @r#"
        # where
        http_address = "127.0.0.1:4180" # local
        client_id = "0oa1" # from Okta
        client_secret = 'q"\x'
        email_domains = ["*"]

        # scope = ""
        [a]
        b = { c = 2 }

        [oidc.inner]
        on = true
    "#);
    assert_eq!(written(Editor::Toml, "# a\r\nx = 1\r\n", &[Setting::text("x", "y")]), "# a\r\nx = \"y\"\r\n");
    assert!(matches!(
        refused(Editor::Toml, "a = 1\n", &[Setting::text("a.b", "x")]),
        RefusalKind::Shape { .. }
    ));
    let why = refused(Editor::Toml, "a = 1\nb = \n", &[Setting::text("c", "x")]);
    assert!(why.message().in_english().contains("line 2"), "{}", why.message().in_english());
}

#[test]
fn a_grafana_file_keeps_its_examples_and_comments() {
    let old = "\
# Grafana
app_mode = production

[server]
root_url = https://grafana.example.com/ ; public

#################################### Generic OAuth
[auth.generic_oauth]
;enabled = false
name = OAuth
;client_id = some_id
client_secret =

[smtp]
enabled = false
";
    let settings = [
        Setting::new("auth.generic_oauth.enabled", Value::Bool(true)),
        Setting::text("auth.generic_oauth.name", "Okta"),
        Setting::text("auth.generic_oauth.client_id", "0oa1"),
        Setting::secret("auth.generic_oauth.client_secret", "a#b;c"),
        Setting::text(
            "auth.generic_oauth.role_attribute_path",
            "contains(groups[*], 'a') && 'Admin' || 'Viewer'",
        ),
        Setting::text("server.root_url", "https://g.example.com/"),
        Setting::text("security.x", "1"),
        Setting::text("instance_name", "g"),
    ];
    insta::assert_snapshot!(written(Editor::Ini, old, &settings), @r#"
        # Grafana
        app_mode = production
        instance_name = g

        [server]
        root_url = https://g.example.com/ ; public

        #################################### Generic OAuth
        [auth.generic_oauth]
        ;enabled = false
        enabled = true
        name = Okta
        ;client_id = some_id
        client_id = 0oa1
        client_secret = `a#b;c`
        role_attribute_path = contains(groups[*], 'a') && 'Admin' || 'Viewer'

        [smtp]
        enabled = false

        [security]
        x = 1
    "#);
    insta::assert_snapshot!(written(Editor::Ini, "", &settings[..2]), @r#"
        [auth.generic_oauth]
        enabled = true
        name = Okta
    "#);
    let settings = [Setting::secret("a.b", "x")];
    assert!(matches!(
        refused(Editor::Ini, "[a]\nb = $__file{/run/x}\n", &settings),
        RefusalKind::Reference { .. }
    ));
    assert!(matches!(
        refused(Editor::Ini, "[a]\nb = \"\"\"x\ny\"\"\"\n", &settings),
        RefusalKind::Unclear { line: 2, .. }
    ));
    let expanded = [Setting::secret("a.b", "x${y}")];
    assert!(matches!(refused(Editor::Ini, "", &expanded), RefusalKind::Character { character: '$', .. }));
}

#[test]
fn java_properties_keep_their_spelling_and_examples() {
    let old = "! SonarQube\r\n#sonar.auth.oidc.issuer=https\\://x\r\nsonar.core.serverBaseURL : https://a\\\r\n   .example.com\r\nb c d\r\ne\r\n";
    let settings = [
        Setting::text("sonar.auth.oidc.issuer", "https://acme.okta.com"),
        Setting::text("sonar.core.serverBaseURL", "https://s.example.com"),
        Setting::secret("b", " x\\y=ü🔑"),
        Setting::text("e", "f"),
    ];
    assert_eq!(
        written(Editor::Properties, old, &settings),
        "! SonarQube\r\n#sonar.auth.oidc.issuer=https\\://x\r\nsonar.auth.oidc.issuer=https://acme.okta.com\r\n\
         sonar.core.serverBaseURL : https://s.example.com\r\nb \\ x\\\\y=\\u00FC\\uD83D\\uDD11\r\ne=f\r\n"
    );
    let document = open(Editor::Properties, old);
    assert_eq!(text_at(&document, "sonar.core.serverBaseURL").as_deref(), Some("https://a.example.com"));
    assert_eq!(text_at(&document, "b").as_deref(), Some("c d"));
    let secret = [Setting::secret("a", "x")];
    assert!(matches!(refused(Editor::Properties, "a=${env:A}\n", &secret), RefusalKind::Reference { .. }));
}
