//! Python, Ruby and PHP settings.

use super::{Editor, RefusalKind, Setting, Value, names_at, open, own_list, refused, text_at, written};

const SUPERSET: &str = "\
import os
from flask_appbuilder.security.manager import AUTH_DB

# How people sign in
AUTH_TYPE = AUTH_DB  # for now
SECRET_KEY = os.environ['SECRET_KEY']
OAUTH_PROVIDERS = [
    {
        'name': 'google',  # stays
        'remote_app': {'client_id': 'g'},
    },
    {
        'name': 'okta',
        'remote_app': {
            'client_id': 'old',  # from Okta
            'client_kwargs': {'scope': 'openid'}
            # more may follow
        }
    }
]

def hook(app):
    x = 1
";

#[test]
fn a_superset_file_changes_only_inside_its_literals() {
    let settings = [
        Setting::new("AUTH_TYPE", Value::Number(4)),
        Setting::new("AUTH_USER_REGISTRATION", Value::Bool(true)),
        Setting::text("OAUTH_PROVIDERS[name=okta].remote_app.client_id", "0oa1"),
        Setting::secret("OAUTH_PROVIDERS[name=okta].remote_app.client_secret", "a\"\\b'{x}"),
        Setting::text("OAUTH_PROVIDERS[name=okta].remote_app.client_kwargs.scope", "openid groups"),
        Setting::text("OAUTH_PROVIDERS[name=okta].icon", "fa-circle-o"),
        Setting::new("AUTH_ROLES_MAPPING.Admins", own_list(&["Admin"])),
        Setting::new("AUTH_ROLES_MAPPING.\"Data People\"", own_list(&["Alpha", "Gamma"])),
    ];
    insta::assert_snapshot!(written(Editor::Python, SUPERSET, &settings));
    insta::assert_snapshot!(written(Editor::Python, "", &settings[..5]));
}

#[test]
fn a_jupyterhub_file_keeps_its_tuples_sets_and_examples() {
    let old = "\
c = get_config()  #noqa
# c.JupyterHub.authenticator_class = 'pam'
c.GenericOAuthenticator.client_id = r'old'; x = 1
c.GenericOAuthenticator.scope = ('openid',)
c.GenericOAuthenticator.allowed_groups = {\"a\",
    \"b\"}
c.GenericOAuthenticator.extra_authorize_params = {}
text = \"\"\"
c.GenericOAuthenticator.client_secret = 'not this'
\"\"\"";
    let settings = [
        Setting::text("c.JupyterHub.authenticator_class", "generic-oauth"),
        Setting::text("c.GenericOAuthenticator.client_id", "0oa1"),
        Setting::secret("c.GenericOAuthenticator.client_secret", "s3"),
        Setting::new("c.GenericOAuthenticator.scope", own_list(&["openid", "email"])),
        Setting::new("c.GenericOAuthenticator.allowed_groups", own_list(&["hub"])),
        Setting::text("c.GenericOAuthenticator.extra_authorize_params.prompt", "login"),
    ];
    insta::assert_snapshot!(written(Editor::Python, old, &settings));
}

#[test]
fn what_python_computes_or_changes_elsewhere_is_refused() {
    let number = [Setting::new("A", Value::Number(1))];
    for old in [
        "A = f()\n",
        "A = 'x' 'y'\n",
        "A = f'{x}'\n",
        "A = b'x'\n",
        "A = 1 if x else 2\n",
        "A = '\\N{DASH}'\n",
    ] {
        assert!(matches!(refused(Editor::Python, old, &number), RefusalKind::Reference { .. }), "{old}");
    }
    for (old, at) in [
        ("A = 2\nA = 3\n", 2),
        ("if x:\n    A = 1\n", 2),
        ("A = 1\nif x: A = 2\n", 2),
        ("A = 1\nA += 1\n", 2),
        ("B = A = 1\n", 1),
        ("A, B = 1, 2\n", 1),
        ("A = 1\nA.update(x=1)\n", 2),
        ("A = {}\nA['x'] = 1\n", 2),
        ("x = 1; A = 2\n", 1),
        ("A = 1\ndel A\n", 2),
    ] {
        let why = refused(Editor::Python, old, &number);
        assert!(matches!(why, RefusalKind::Unclear { line, .. } if line == at), "{old}: {why}");
    }
    for old in ["A = [1\n", "A = 'x\n", "A = 1)\n", "A = '''x\n"] {
        let why = refused(Editor::Python, old, &number);
        assert!(
            matches!(why, RefusalKind::Unreadable(_)) && why.message().in_english().contains("line 1"),
            "{old}"
        );
    }
    let nested = [Setting::text("A.x", "1")];
    for old in ["A = {**b, 'x': 1}\n", "A = {'x': 1, 'x': 2}\n", "A = dict(x=1)\n"] {
        assert!(matches!(refused(Editor::Python, old, &nested), RefusalKind::Reference { .. }), "{old}");
    }
    assert!(matches!(refused(Editor::Python, "A = 'x'\n", &nested), RefusalKind::Shape { .. }));
    let list = [Setting::new("A", own_list(&["x"]))];
    for old in ["A = [y]\n", "A = [y for y in z]\n", "A = [f(x)]\n"] {
        assert!(matches!(refused(Editor::Python, old, &list), RefusalKind::Reference { .. }), "{old}");
    }
    for key in ["c", "c.x", "A-B", "1A", "c.A.b-c"] {
        assert!(
            matches!(refused(Editor::Python, "", &[Setting::text(key, "x")]), RefusalKind::Key { .. }),
            "{key}"
        );
    }
    // Reading a name elsewhere changes nothing.
    written(Editor::Python, "A = 2\nB = A\nprint(A == 2, f(A=3))\nif A == 2:\n    pass\n", &number);
}

const GITLAB: &str = "\
## GitLab URL
external_url 'https://old.example.com'
# gitlab_rails['omniauth_enabled'] = nil
=begin
gitlab_rails['omniauth_enabled'] = false
=end
gitlab_rails['ldap_servers'] = YAML.load <<-'EOS'
  main:
    label: \"it's\"
EOS
gitlab_rails['omniauth_allow_single_sign_on'] = ['saml'] # was
gitlab_rails[\"omniauth_providers\"] = [
  {
    name: 'openid_connect', # the only one
    args: {
      scope: [\"openid\"],
      client_options: { identifier: \"old\" }
    }
  }
]
nginx['ssl_ciphers'] = %w(a b).join(\"'\")
if ENV['X']
  puppet['x'] = 1
end
";

#[test]
fn a_gitlab_file_keeps_its_examples_and_the_shape_of_its_providers() {
    let provider = "gitlab_rails['omniauth_providers'][name=openid_connect].args";
    let settings = [
        Setting::text("external_url", "https://git.example.com"),
        Setting::new("gitlab_rails['omniauth_enabled']", Value::Bool(true)),
        Setting::new("gitlab_rails.omniauth_allow_single_sign_on", own_list(&["openid_connect"])),
        Setting::text(format!("{provider}.issuer"), "https://acme.okta.com"),
        Setting::new(format!("{provider}.scope"), own_list(&["openid", "email"])),
        Setting::text(format!("{provider}.client_options.identifier"), "0oa1"),
        Setting::secret(format!("{provider}.client_options.secret"), "a'b\\c#{d}\""),
        Setting::new(format!("{provider}.pkce"), Value::Bool(true)),
    ];
    insta::assert_snapshot!(written(Editor::Ruby, GITLAB, &settings));
    insta::assert_snapshot!(written(Editor::Ruby, "", &settings));
    let document = open(Editor::Ruby, GITLAB);
    assert_eq!(text_at(&document, "external_url").as_deref(), Some("https://old.example.com"));
    assert_eq!(names_at(&document, "gitlab_rails.ldap_servers").as_deref(), Some("YAML.load…"));
}

#[test]
fn what_ruby_computes_or_changes_elsewhere_is_refused() {
    let flag = [Setting::new("g['a']", Value::Bool(true))];
    for old in [
        "g['a'] = ENV['A']\n",
        "g['a'] = \"x#{y}\"\n",
        "g['a'] = 'x' if y\n",
        "g['a'] = [1]\n  .map { |x| x }\n",
    ] {
        assert!(matches!(refused(Editor::Ruby, old, &flag), RefusalKind::Reference { .. }), "{old}");
    }
    for (old, at) in [
        ("g['a'] = 1\ng[\"a\"] = 2\n", 2),
        ("if x\n  g['a'] = 1\nend\n", 2),
        ("if x\ng['a'] = 1\nend\n", 2),
        ("[1].each do |x|\n  g['a'] = x\nend\n", 2),
        ("[1].each { |x| g['a'] = x }\n", 1),
        ("g['a'] ||= 1\n", 1),
        ("g['a'] << 1\n", 1),
        ("x = if y\n  g['a'] = 1\nend\n", 2),
    ] {
        let why = refused(Editor::Ruby, old, &flag);
        assert!(matches!(why, RefusalKind::Unclear { line, .. } if line == at), "{old}: {why}");
    }
    for old in ["g['b'] = <<~X\nno end\n", "__END__\n", "=begin\n", "g['b'] = %w(\n"] {
        assert!(matches!(refused(Editor::Ruby, old, &flag), RefusalKind::Unreadable(_)), "{old}");
    }
    let url = [Setting::text("external_url", "https://x")];
    assert!(matches!(refused(Editor::Ruby, "external_url ENV['X']\n", &url), RefusalKind::Unclear { .. }));
    written(
        Editor::Ruby,
        "x = if y then 1 else 2 end\nh = [1].map do |x| x end\nloop do\n break\nend\ng['a'] = false\n",
        &flag,
    );
}

#[test]
fn a_nextcloud_file_keeps_its_arrays() {
    let old = "\
<?php
/* made by the installer */
$CONFIG = array (
  'instanceid' => 'oc1', // never change
  'trusted_domains' => \n  array (
    0 => 'localhost',
    1 => 'cloud.example.com',
  ),
  'version' => '31.0.0',
  'loglevel' => 2,
  'user_oidc' => array(),
);
";
    let settings = [
        Setting::text("overwrite.cli.url", "https://cloud.example.com"),
        Setting::new("loglevel", Value::Number(1)),
        Setting::new("trusted_domains", own_list(&["cloud.example.com"])),
        Setting::new("user_oidc.soft_auto_provision", Value::Bool(false)),
        Setting::secret("user_oidc.x", "it's \\ $y"),
        Setting::new("allow_local_remote_servers", Value::Bool(true)),
    ];
    let quoted =
        [&[Setting::text("\"overwrite.cli.url\"", "https://cloud.example.com")], &settings[1..]].concat();
    insta::assert_snapshot!(written(Editor::Php, old, &quoted));
    insta::assert_snapshot!(written(Editor::Php, "<?php\n$CONFIG = [\n];\n", &quoted[1..]));
    for bad in [
        "<html>\n",
        "<?php\n$x = 1;\n",
        "<?php\n$CONFIG = f();\n",
        "<?php\n$CONFIG = array(); $CONFIG['a'] = 1;\n",
        "<?php if (x) { $CONFIG = array(); }\n",
    ] {
        refused(Editor::Php, bad, &quoted[1..2]);
    }
}

#[test]
fn an_annotated_name_is_assigned_like_any_other() {
    let old = "A: Dict[str, Any] = {\n    \"b\": {\"c\": \"d\"},\n}\nB: Tuple[str, ...] = (\"x\",)\nC: str\n";
    let document = open(Editor::Python, old);
    assert_eq!(document.value("A.b.c"), Some(Value::Text("d".to_owned())));
    assert!(document.value("B").is_some() && document.value("C").is_none());
    assert_eq!(written(Editor::Python, old, &[Setting::text("A.b.c", "e")]), old.replace("\"d\"", "\"e\""));
}
