//! TOML and INI.

use super::{Editor, RefusalKind, Setting, Value, own_list, refused, written};

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
    assert!(why.say().contains("line 2"), "{}", why.say());
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
