//! Apache, nginx and Caddy.

use super::{Editor, RefusalKind, Setting, Value, names_at, open, own_list, refused, text_at, written};
use crate::config::Entry;

#[test]
fn an_apache_file_gets_its_directives_where_they_stand() {
    let old = "\
# OpenID Connect
OIDCProviderMetadataURL https://old.example.com/.well-known/openid-configuration
<VirtualHost *:443>
  # the secret
  oidcclientsecret \"old\"
  OIDCScope \"openid email\"
  <Location />
    AuthType openid-connect
    Require valid-user
  </Location>
  <Location /open>
    Require all granted
  </Location>
</VirtualHost>
";
    let settings = [
        Setting::text("OIDCProviderMetadataURL", "https://acme.okta.com/.well-known/openid-configuration"),
        Setting::secret("OIDCClientSecret", "a \"b\\ 'c'#"),
        Setting::text("OIDCScope", "openid email groups"),
        Setting::text("OIDCClientID", "0oa1"),
        Setting::new("OIDCPassUserInfo", Value::Bool(true)),
        Setting::new("OIDCPassClaimsAs", own_list(&["both", "base64url"])),
        Setting::new("OIDCUnAuthAction", own_list(&["auth"])),
    ];
    insta::assert_snapshot!(written(Editor::Apache, old, &settings));
    insta::assert_snapshot!(written(Editor::Apache, "", &settings[..3]));
    let why = refused(Editor::Apache, old, &[Setting::text("Require", "x")]);
    assert!(matches!(why, RefusalKind::Unclear { line: 12, .. }), "{why}");
    let secret = [Setting::secret("OIDCClientSecret", "x")];
    for reference in ["OIDCClientSecret exec:/bin/secret\n", "OIDCClientSecret ${SECRET}\n"] {
        assert!(matches!(refused(Editor::Apache, reference, &secret), RefusalKind::Reference { .. }));
    }
    for bad in ["<Location />\n", "</Location>\n", "A \"x\n"] {
        assert!(matches!(refused(Editor::Apache, bad, &secret), RefusalKind::Unreadable(_)), "{bad}");
    }
    let command = [Setting::secret("OIDCClientSecret", "exec:/bin/x")];
    assert!(matches!(refused(Editor::Apache, "", &command), RefusalKind::Character { .. }));
}

#[test]
fn nginx_and_caddy_keep_their_blocks() {
    let old = "\
http {
  server { listen 443 ssl; server_name app.example.com; # public
    location / {
      auth_oidc okta;
    }
    # usher: begin
    # usher: end
  }
}
";
    let settings = [
        Setting::text("server_name", "wiki.example.com"),
        Setting::text("client_id", "0oa1"),
        Setting::secret("client_secret", "a;b}c{d\"e"),
        Setting::new("use_pkce", Value::Bool(true)),
    ];
    insta::assert_snapshot!(written(Editor::Nginx, old, &settings));
    insta::assert_snapshot!(written(Editor::Nginx, "", &settings[1..]));
    let unmarked = old.replace("    # usher: begin\n    # usher: end\n", "");
    assert!(matches!(refused(Editor::Nginx, &unmarked, &settings), RefusalKind::NoPlace { .. }));
    let caddy = "\
{
\tsecurity {
\t\toauth identity provider okta {
\t\t\trealm okta
\t\t\tclient_id old # from Okta
\t\t\tclient_secret {env.OKTA_SECRET}
\t\t\t# usher: begin
\t\t\t# usher: end
\t\t}
\t}
}
app.example.com {
\trespond \"hi\"
}
";
    let settings = [
        Setting::text("client_id", "0oa1"),
        Setting::new("scopes", own_list(&["openid", "email", "groups"])),
        Setting::text("note", "say \"hi\" \\"),
    ];
    insta::assert_snapshot!(written(Editor::Caddyfile, caddy, &settings));
    assert!(matches!(
        refused(Editor::Caddyfile, caddy, &[Setting::secret("client_secret", "x")]),
        RefusalKind::Reference { .. }
    ));
    assert!(
        names_at(&open(Editor::Caddyfile, caddy), "client_secret").is_some_and(|names| !names.is_empty())
    );
    for bad in ["a {\n", "}\n", "a \"x\n"] {
        assert!(matches!(refused(Editor::Caddyfile, bad, &settings), RefusalKind::Unreadable(_)), "{bad}");
    }
}

#[test]
fn words_behind_a_directive_of_apache_that_look_like_a_comment_get_a_line_of_their_own() {
    let settings = [Setting::text("OIDCClientID", "new"), Setting::text("OIDCScope", "openid email")];
    let old =
        "<Location />\n  OIDCClientID old # ours, from Okta\n</Location>\nOIDCScope \"openid\" #scopes\n";
    let new = "<Location />\n  # ours, from Okta\n  OIDCClientID new\n</Location>\n#scopes\nOIDCScope \"openid email\"\n";
    assert_eq!(written(Editor::Apache, old, &settings), new);
    let nginx = "location / { proxy_pass http://a; # ours\n}\n";
    let written = written(Editor::Nginx, nginx, &[Setting::text("proxy_pass", "http://b")]);
    assert_eq!(written, "location / { proxy_pass http://b; # ours\n}\n");
}

const HOSTS: &str = "\
OIDCProviderMetadataURL https://old.okta.com/.well-known/openid-configuration
<VirtualHost *:80>
  ServerName a.example.com
</VirtualHost>
<VirtualHost *:443>
  ServerName a.example.com
  OIDCClientID a
  <Location /x>
    OIDCUnAuthAction 401
  </Location>
</VirtualHost>
<VirtualHost *:443>
  ServerName b.example.com
  OIDCClientID b
</VirtualHost>
";

#[test]
fn virtual_hosts_with_a_sign_on_each_are_told_apart() {
    let keys =
        ["OIDCProviderMetadataURL", "OIDCClientID", "OIDCUnAuthAction", "OIDCScope"].map(str::to_owned);
    let document = open(Editor::Apache, HOSTS);
    let key = |host: &str, name: &str| format!("VirtualHost[name={host}.example.com].{name}");
    assert_eq!(text_at(&document, &key("b", "OIDCClientID")).as_deref(), Some("b"));
    assert_eq!(document.line_of(&key("b", "oidcclientid")), Some(14));
    let places = document.places(&keys);
    let hosts: Vec<_> = places.iter().filter(|place| place.entry() != &Entry::default()).collect();
    let host =
        hosts.iter().find(|place| place.entry().labels() == ["a.example.com"]).expect("both are places");
    assert!(host.get("OIDCProviderMetadataURL").is_some(), "what is outside counts in each");
    let way = host.way_for("OIDCProviderMetadataURL", &keys);
    assert_eq!(way, key("a", "OIDCProviderMetadataURL"), "the other one keeps its own");
    let settings = [
        Setting::text(key("a", "OIDCClientID"), "new"),
        Setting::text(key("a", "OIDCScope"), "openid"),
        Setting::text(key("a", "OIDCUnAuthAction"), "pass"),
        Setting::text(key("a", "OIDCPKCEMethod"), "S256"),
    ];
    let new = HOSTS
        .replace("ClientID a\n", "ClientID new\n  OIDCScope openid\n  OIDCPKCEMethod S256\n")
        .replace("401", "pass");
    assert_eq!(written(Editor::Apache, HOSTS, &settings), new);
}
