//! Configurations that exist already, verified as they stand: what the application would run with, not what was meant.

use serde_json::Value;

use crate::home::Home;
use crate::program::{Program, Ran};
use crate::served::{CLIENT_ID, Practice, SECRET};

const TEST: &str = "http://localhost:8749/callback";

/// A file, and what must be said of it.
struct Case {
    app: &'static str,
    file: &'static str,
    /// The text; `@ISSUER@`, `@ID@` and `@SECRET@` stand for the practice's values.
    text: &'static str,
    verdict: &'static str,
    /// The finding that must be there, if any.
    finding: Option<&'static str>,
    /// What the report must name.
    names: &'static [&'static str],
}

const CODER: &str = "CODER_ACCESS_URL=https://coder.example.org\nCODER_OIDC_ISSUER_URL=@ISSUER@\nCODER_OIDC_CLIENT_ID=@ID@\nCODER_OIDC_CLIENT_SECRET=@SECRET@\n";

const CASES: &[Case] = &[
    Case {
        app: "coder",
        file: "coder.env",
        text: CODER,
        verdict: "no_fault_found",
        finding: None,
        names: &[],
    },
    Case {
        app: "coder",
        file: "coder.env",
        text: "CODER_ACCESS_URL=https://coder.example.org\nCODER_OIDC_ISSUER_URL=@ISSUER@/\nCODER_OIDC_CLIENT_ID=@ID@\nCODER_OIDC_CLIENT_SECRET=@SECRET@\n",
        verdict: "broken",
        finding: Some("config.value_refused"),
        names: &["coder.env, line 2", "CODER_OIDC_ISSUER_URL", "slash"],
    },
    Case {
        app: "coder",
        file: "coder.env",
        text: "CODER_ACCESS_URL=https://coder.example.org\nCODER_OIDC_ISSUER_URL=\"@ISSUER@ \"\nCODER_OIDC_CLIENT_ID=@ID@\nCODER_OIDC_CLIENT_SECRET=@SECRET@\n",
        verdict: "broken",
        finding: Some("config.value_refused"),
        names: &["coder.env, line 2", "a space or a line break"],
    },
    Case {
        app: "coder",
        file: "coder.env",
        text: "CODER_ACCESS_URL=http://coder.example.org:7080\nCODER_OIDC_ISSUER_URL=@ISSUER@\nCODER_OIDC_CLIENT_ID=@ID@\nCODER_OIDC_CLIENT_SECRET=@SECRET@\n",
        verdict: "broken",
        finding: Some("redirect.app_not_registered"),
        names: &[
            "http://coder.example.org:7080/api/v2/users/oidc/callback",
            "coder.env, line 1",
            "CODER_ACCESS_URL",
        ],
    },
    Case {
        app: "grafana-generic",
        file: "grafana.ini",
        text: "[server]\nroot_url = https://grafana.example.org\n[auth.generic_oauth]\nenabled = false\nclient_id = @ID@\nclient_secret = @SECRET@\nscopes = openid email profile\nauth_url = @ISSUER@/oauth2/v1/authorize\ntoken_url = @ISSUER@/oauth2/default/v1/token\napi_url = @ISSUER@/oauth2/v1/userinfo\n",
        verdict: "broken",
        finding: Some("config.endpoint_differs"),
        names: &[
            "grafana.ini, line 9",
            "token_url",
            "/oauth2/default/v1/token",
            "grafana.ini, line 4",
            "enabled",
        ],
    },
    Case {
        app: "headscale",
        file: "config.yaml",
        text: "server_url: https://vpn.example.org\noidc:\n  issuer: https://{yourOktaDomain}\n  client_id: @ID@\n  client_secret: @SECRET@\n",
        verdict: "broken",
        finding: Some("config.value_unfit"),
        names: &["config.yaml, line 3", "oidc.issuer", "{yourOktaDomain}"],
    },
];

fn verify(home: &Home, practice: &Practice, case: &Case) -> Ran {
    let marks = [("@ISSUER@", practice.origin.as_str()), ("@ID@", CLIENT_ID), ("@SECRET@", SECRET)];
    let text = marks.iter().fold(case.text.to_owned(), |text, (mark, value)| text.replace(mark, value));
    let path = home.write(case.file, &text);
    let args = ["verify", "--app", case.app, "--from", &path, "--no-login", "--json", "--redirect-uri", TEST];
    Program::new(home, args).run()
}

#[test]
fn a_file_is_judged_letter_by_letter_with_line_and_key() {
    let registered = [
        "https://coder.example.org/api/v2/users/oidc/callback",
        "https://grafana.example.org/login/generic_oauth",
        "https://vpn.example.org/oidc/callback",
        TEST,
    ];
    for case in CASES {
        let (home, practice) = (Home::new(), Practice::start(&registered, |_| {}));
        let ran = verify(&home, &practice, case);
        let report: Value = ran.json();
        let result = &report["results"][0];
        let checks = result["checks"].as_array().cloned().unwrap_or_default();
        let told: Vec<&Value> = checks.iter().filter(|check| check["finding"].is_string()).collect();
        let text = told.iter().map(ToString::to_string).collect::<String>();
        assert_eq!(result["verdict"], case.verdict, "{}: {text}", case.text);
        if let Some(finding) = case.finding {
            assert!(told.iter().any(|check| check["finding"] == finding), "{finding}: {text}");
        }
        for name in case.names {
            assert!(text.contains(name), "{name}: {text}");
        }
        assert!(!ran.out.contains(SECRET) && !ran.err.contains(SECRET), "{ran:#?}");
    }
}

#[test]
fn a_file_that_takes_in_another_one_names_it() {
    let home = Home::new();
    let host =
        "<VirtualHost *:443>\n  ServerName app.example.com\n  Include conf.d/sso.conf\n</VirtualHost>\n";
    home.write("site.conf", host);
    for app in [&["--app", "mod-auth-openidc"][..], &[]] {
        let words = [&["verify", "--from", "site.conf", "--no-login"][..], app].concat();
        let ran = Program::new(&home, words.iter().copied()).run();
        assert_eq!(ran.code, Some(2), "{ran:#?}");
        assert!(ran.err.contains("Line 3") && ran.err.contains("conf.d/sso.conf"), "{ran:#?}");
    }
}
