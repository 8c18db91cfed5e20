//! A file that is there already, set right in place: exactly the faulty lines, judged again, and undone.

use std::fs;

use crate::home::Home;
use crate::program::{Program, Ran};
use crate::served::{CLIENT_ID, Practice, SECRET};

const CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";
const TEST_ADDRESS: &str = "http://localhost:8749/callback";

/// Coder's file with two faults: a slash after the issuer, and a key with two letters in each other's place.
fn file(origin: &str) -> String {
    format!(
        "# of the platform team\nCODER_ACCESS_URL=https://coder.example.com\nCODER_OIDC_ISSUER_URL='{origin}/'\n\
         CODER_OIDC_CLIENT_ID={CLIENT_ID}\nCODER_OIDC_CLIENT_SECRET={SECRET}\n\
         CODER_OIDC_SCOPES=openid,profile,email,offline_access,groups\nCODER_OIDC_GROUP_FEILD=groups\n\
         POSTGRES_PASSWORD=a-password-of-the-database\n"
    )
}

fn verify(home: &Home) -> Ran {
    Program::new(home, ["verify", "--app", "coder", "--from", "coder.env", "--no-login", "--json"]).run()
}

fn write(home: &Home, more: &[&str]) -> Ran {
    Program::new(home, ["write"].iter().chain(more).copied()).run()
}

#[test]
fn exactly_the_faulty_lines_are_set_right_and_brought_back() {
    let practice = Practice::start(&[CALLBACK, TEST_ADDRESS], |_| {});
    let home = Home::new();
    let before = file(&practice.origin);
    home.write("coder.env", &before);
    assert_eq!(verify(&home).json()["verdict"], "broken");

    let shown = write(&home, &["--fix", "--app", "coder", "--from", "coder.env"]);
    assert_eq!(shown.code, Some(2), "nobody agreed: {shown:#?}");
    assert!(
        shown.err.contains("+ CODER_OIDC_GROUP_FIELD=groups") && shown.err.contains("--yes"),
        "{shown:#?}"
    );
    assert!(!shown.err.contains(SECRET) && !shown.err.contains("of-the-database"), "{shown:#?}");
    assert_eq!(home.read("coder.env"), before);

    let fixed = write(&home, &["--fix", "--app", "coder", "--from", "coder.env", "--yes"]);
    assert_eq!(fixed.code, Some(0), "{fixed:#?}");
    assert!(fixed.err.contains("“usher write coder --undo”"), "{fixed:#?}");
    let right = before.replace("/'\n", "'\n").replace("FEILD", "FIELD");
    assert_eq!(home.read("coder.env"), right, "no other line changed");
    let judged = verify(&home).json();
    assert_eq!(judged["verdict"], "no_fault_found", "{judged:#}");

    let again = write(&home, &["--fix", "--yes"]);
    assert_eq!(again.code, Some(0), "{again:#?}");
    assert!(again.err.contains("nothing was changed"), "{again:#?}");
    assert_eq!(home.read("coder.env"), right);

    let undone = write(&home, &["coder", "--undo"]);
    assert_eq!(undone.code, Some(0), "{undone:#?}");
    assert_eq!(home.read("coder.env"), before, "byte for byte");
}

/// Where the other files of these tests come back to.
const OTHERS: [&str; 4] = [
    TEST_ADDRESS,
    "https://chat.example.com/oauth/oidc/callback",
    "https://hub.example.com/hub/oauth_callback",
    "https://www.example.com/secure/redirect_uri",
];

const CHAT: &str = "WEBUI_URL=https://chat.example.com\nOAUTH_CLIENT_ID=@ID@\nOAUTH_CLIENT_SECRET=@SECRET@\n\
    OPENID_PROVIDER_URL=@ISSUER@/.well-known/openid-configuration\nENABLE_OAUTH_SIGNUP=true\n\
    OPENID_REDIRECT_URI=https://chat.example.com/oauth/oidc/callback\nOAUTH_SCOPES=openid email profile\n";
const HUB: &str = "c.JupyterHub.authenticator_class = \"generic-oauth\"\nc.GenericOAuthenticator.client_id = \"@ID@\"\n\
    c.GenericOAuthenticator.client_secret = \"@SECRET@\"\nc.GenericOAuthenticator.scope = [\"openid\", \"email\"]\n\
    c.GenericOAuthenticator.authorize_url = \"@ISSUER@/oauth2/v1/authorize\"\n\
    c.GenericOAuthenticator.token_url = \"@ISSUER@/oauth2/v1/token\"\n\
    c.GenericOAuthenticator.userdata_url = \"@ISSUER@/oauth2/v1/userinfo\"\n\
    c.GenericOAuthenticator.username_claim = \"email\"\nc.GenericOAuthenticator.allow_all = True\n\
    c.GenericOAuthenticator.oauth_callback_url = \"https://hub.example.com/hub/oauth_callback\"\n";
const SITE: &str = "OIDCProviderMetadataURL \"@ISSUER@/.well-known/openid-configuration\"\nOIDCClientID \"@ID@\"\n\
    OIDCClientSecret \"@SECRET@\"\nOIDCRedirectURI https://www.example.com/secure/redirect_uri\nOIDCCryptoPassphrase abc-def\n\
    OIDCScope \"openid email\"\nOIDCRemoteUserClaim email\n<Location /secure>\n  Require valid-user\n</Location>\n";
const DASHBOARDS: &str = "AUTH_TYPE = 4\nAUTH_USER_REGISTRATION = True\nOAUTH_PROVIDERS = [{\n    \"name\": \"okta\",\n\
    \x20   \"token_key\": \"access_token\",\n    \"remote_app\": {\n        \"client_id\": \"@ID@\",\n\
    \x20       \"client_secret\": \"@SECRET@\",\n        \"api_base_url\": \"@ISSUER@/oauth2/v1/\",\n\
    \x20       \"access_token_url\": \"@ISSUER@/oauth2/v1/token\",\n\
    \x20       \"authorize_url\": \"@ISSUER@/oauth2/v1/authorize\",\n\
    \x20       \"client_kwargs\": {\"scope\": \"openid email profile groups\"},\n\
    \x20       \"server_metadata_url\": \"@ISSUER@/.well-known/openid-configuration\",\n    },\n}]\n";

/// Application, file, text, what of it is spoilt into what, and the finding.
const SLIPS: &[(&str, &str, &str, &str, &str, &str)] = &[
    ("open-webui", "chat.env", CHAT, "OPENID_PROVIDER_URL", "OPENID_PROVIDER_URI", "config.key_not_read"),
    ("open-webui", "chat.env", CHAT, "OAUTH_CLIENT_SECRET", "OAUTH_CLIENT_SECRT", "config.key_not_read"),
    ("open-webui", "chat.env", CHAT, "/oauth/oidc/", "/oauth/okta/", "config.redirect_differs"),
    ("open-webui", "chat.env", CHAT, "I=https://chat", "I=http://chat", "config.redirect_differs"),
    ("jupyterhub", "hub.py", HUB, "/hub/oauth_callback", "/oauth_callback", "config.redirect_differs"),
    ("jupyterhub", "hub.py", HUB, "oauth_callback\"", "oauth_callback/\"", "config.redirect_differs"),
    ("jupyterhub", "hub.py", HUB, ".client_id", ".clientid", "config.key_not_read"),
    ("mod-auth-openidc", "site.conf", SITE, "OIDCScope ", "OIDCScopes ", "config.key_not_read"),
    ("mod-auth-openidc", "site.conf", SITE, "@ID@\"", "@ID@ \"", "config.value_refused"),
    (
        "mod-auth-openidc",
        "site.conf",
        SITE,
        "/secure/redirect_uri",
        "/secure/callback",
        "config.redirect_differs",
    ),
    (
        "superset",
        "superset.py",
        DASHBOARDS,
        "/.well-known",
        "/oauth2/default/.well-known",
        "config.server_differs",
    ),
    (
        "superset",
        "superset.py",
        DASHBOARDS,
        "/oauth2/v1/\"",
        "/oauth2/default/v1/\"",
        "config.server_differs",
    ),
    ("superset", "superset.py", DASHBOARDS, "\"client_secret\"", "\"client_secrt\"", "config.key_not_read"),
    ("superset", "superset.py", DASHBOARDS, "\"client_id\"", "\"consumer_key\"", "config.key_not_read"),
];

#[test]
fn one_slip_is_named_with_its_line_and_set_right_there() {
    for (app, file, text, from, to, finding) in SLIPS {
        // A practice of its own each time: it lets nobody ask without end.
        let practice = Practice::start(&OTHERS, |_| {});
        let marks = [("@ISSUER@", practice.origin.as_str()), ("@ID@", CLIENT_ID), ("@SECRET@", SECRET)];
        let filled =
            |text: &str| marks.iter().fold(text.to_owned(), |text, (mark, value)| text.replace(mark, value));
        let (home, right, spoilt) = (Home::new(), filled(text), filled(&text.replacen(from, to, 1)));
        assert_ne!(right, spoilt, "{app}: {to}");
        let line =
            right.lines().zip(spoilt.lines()).position(|(one, other)| one != other).unwrap_or_default() + 1;
        home.write(file, &spoilt);
        let judge =
            || Program::new(&home, ["verify", "--app", app, "--from", file, "--no-login", "--json"]).run();

        let judged = judge();
        let report = judged.json();
        let told = report["results"][0]["checks"].as_array().cloned().unwrap_or_default();
        let found = told.iter().find(|check| check["finding"] == **finding);
        let found = found.unwrap_or_else(|| panic!("{app}: {to}: no {finding}: {judged:#?}")).to_string();
        assert_eq!(
            (report["verdict"].as_str(), judged.code),
            (Some("broken"), Some(1)),
            "{app}: {to}: {found}"
        );
        assert!(found.contains(&format!("{file}, line {line}")), "{app}: {to}: {found}");

        let fixed = write(&home, &["--fix", "--app", app, "--from", file, "--yes"]);
        assert_eq!(fixed.code, Some(0), "{app}: {to}: {fixed:#?}");
        assert_eq!(home.read(file), right, "{app}: {to}");
        assert_eq!(judge().json()["verdict"], "no_fault_found", "{app}: {to}");
        for said in [&judged, &fixed] {
            assert!(!said.out.contains(SECRET) && !said.err.contains(SECRET), "{app}: {to}: {said:#?}");
        }
        // An address is no secret, whatever its key is called.
        assert!(!fixed.err.contains("•oken"), "{app}: {to}: {fixed:#?}");
    }
}

#[test]
fn what_is_the_persons_choice_is_left_as_it_is() {
    // The redirect URI that the file leads to is not registered; that is Okta's side.
    let practice = Practice::start(&["https://other.example.com/callback", TEST_ADDRESS], |_| {});
    let home = Home::new();
    let before = file(&practice.origin).replace("/'\n", "'\n").replace("FEILD", "FIELD");
    home.write("coder.env", &before);
    let ran = write(&home, &["--fix", "--app", "coder", "--from", "coder.env", "--yes"]);
    assert_eq!(ran.code, Some(1), "it is broken still: {ran:#?}");
    assert!(ran.err.contains("nothing was changed"), "{ran:#?}");
    assert_eq!(home.read("coder.env"), before);
    assert!(
        !fs::exists(home.path(".local/share/usher/connections/coder.json")).expect("the folder"),
        "nor kept"
    );
}

#[test]
fn a_template_is_refused_with_the_lines_to_paste() {
    let practice = Practice::start(&[CALLBACK, TEST_ADDRESS], |_| {});
    let home = Home::new();
    let before = format!("{}EXTRA={{{{ .Values.extra }}}}\n", file(&practice.origin));
    home.write("coder.env", &before);
    let ran = write(&home, &["--fix", "--app", "coder", "--from", "coder.env", "--yes"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    let line = format!("CODER_OIDC_ISSUER_URL={}", practice.origin);
    assert!(ran.err.contains("template (line 9)") && ran.err.contains(&line), "{ran:#?}");
    assert_eq!(home.read("coder.env"), before);
}

#[test]
fn before_what_hides_the_local_login_a_tested_administrator_is_asked_for() {
    let home = Home::new();
    let before = "CODER_DISABLE_PASSWORD_AUTH=true\n";
    home.write("coder.env", before);
    let secret = home.write("secret.txt", SECRET);
    let setup = |more: &[&str]| {
        let values = ["--set", "base_url=https://coder.example.com", "--issuer", "http://localhost:9"];
        let client = ["--client-id", CLIENT_ID, "--client-secret-file", &secret, "--no-login", "--unproven"];
        let end = ["--yes", "--as", "env", "--to", "coder.env"];
        let all = ["setup", "coder"].iter().chain(&values).chain(&client).chain(&end).chain(more);
        Program::new(&home, all.copied()).run()
    };
    let refused = setup(&[]);
    assert!(refused.err.contains("With CODER_DISABLE_PASSWORD_AUTH as"), "{refused:#?}");
    assert!(refused.err.contains("--local-admin-tested"), "{refused:#?}");
    assert!(refused.err.contains("“coder server create-admin-user” makes one"), "{refused:#?}");
    assert_eq!(home.read("coder.env"), before);
    setup(&["--local-admin-tested"]);
    assert!(home.read("coder.env").contains("CODER_OIDC_ISSUER_URL"));
    assert!(home.read(".local/share/usher/connections/coder.json").contains("local_admin_tested"));
}

#[test]
fn one_key_sets_a_file_right_on_the_screen_and_one_word_line_by_line() {
    let practice = Practice::start(&[CALLBACK, TEST_ADDRESS], |_| {});
    let home = Home::new();
    let before = file(&practice.origin);
    let right = before.replace("/'\n", "'\n").replace("FEILD", "FIELD");
    let path = home.write("coder.env", &before);
    let mut terminal = Program::new(&home, Vec::<String>::new()).on_terminal(80, 24);
    terminal.wait_for("What would you like to do?").press("Down").press("Enter");
    terminal
        .wait_for("A configuration file")
        .press("Enter")
        .wait_for("Which file?")
        .type_text(&path)
        .press("Enter");
    terminal.wait_for("Something is wrong already.").press("f");
    terminal.wait_for("Set coder.env right like this?").wait_for("+ CODER_OIDC_GROUP_FIELD=groups");
    assert_eq!(home.read("coder.env"), before, "nothing is written before somebody agrees");
    terminal.press("Enter").wait_for("Nothing stands in the way so far.");
    assert_eq!(home.read("coder.env"), right);
    terminal.press("u").wait_for("Press u again").press("u").wait_for("The file is as it was before.");
    assert_eq!(home.read("coder.env"), before, "byte for byte");
    terminal.press("Enter").wait_for("Something is wrong already.").press("q");
    terminal.wait_exit();

    let answers = "2\n1\n{path}\n\ncorrect\n\n".replace("{path}", &path);
    let talked = Program::new(&Home::new(), ["--plain"]).input(&answers).run();
    assert!(talked.out.contains("Set coder.env right like this? (2 lines change)"), "{talked:#?}");
    assert_eq!(home.read("coder.env"), right, "{talked:#?}");
}

#[test]
fn a_byte_order_mark_is_found_where_it_spoils_the_first_line_and_taken_away() {
    let practice = Practice::start(&[CALLBACK, TEST_ADDRESS], |_| {});
    let home = Home::new();
    let right = file(&practice.origin).replace("/'\n", "'\n").replace("FEILD", "FIELD");
    let right = right.replace("# of the platform team\n", "").replace('\n', "\r\n");
    home.write("coder.env", &format!("\u{feff}{right}"));
    let judged = verify(&home).json();
    assert_eq!(judged["verdict"], "broken", "{judged:#}");
    assert_eq!(judged["results"][0]["primary"], "config.byte_order_mark", "{judged:#}");
    let fixed = write(&home, &["--fix", "--app", "coder", "--from", "coder.env", "--yes"]);
    assert_eq!(fixed.code, Some(0), "{fixed:#?}");
    assert_eq!(home.read("coder.env"), right, "nothing else changed, the ends of its lines included");
    // Nobody reads a comment, so nothing is lost with it.
    home.write("coder.env", &format!("\u{feff}# ours\n{right}"));
    assert_eq!(verify(&home).json()["verdict"], "no_fault_found");
}
