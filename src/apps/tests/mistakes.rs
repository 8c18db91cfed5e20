//! Thirty-odd mistakes that people make in a guide of their own: each is told at its place, with what was expected.

use std::fmt::Write as _;

use super::super::guide::Guide;
use crate::base::words::Message;

const GOOD: &str = r#"guide = 1
id = "wiki"
name = "Wiki"
about = "Pages."
category = "docs"
deployment = "self-hosted"
minutes = 10
checked = 2026-11-22

[[question]]
key = "base_url"
label = "The address"
ask = "Where?"
type = "https_url"

[[question]]
key = "role"
label = "The role"
ask = "Which?"
type = "choice"
choices = [{ value = "admin", label = "Admin" }, { value = "user", label = "User" }]

[okta]
application = "web"
sign_in = ["{base_url}/cb"]
grants = ["authorization_code"]
issuer = { servers = ["org", "custom"], given_as = "issuer" }
client_authentication = "client_secret_basic"
pkce = "always"

[claims]
email = { from = ["email"] }

[[step]]
phase = "okta"
use = "assign"

[[step]]
phase = "app"
id = "restart"
title = "Restart it."
say = ["Do it at {base_url}."]

[[format]]
id = "env"
name = "Env"
editor = "env"
path = "/etc/wiki.env"
keys = [
  { key = "SECRET", value = "{client_secret}", type = "secret" },
  { key = "ISSUER", value = "{issuer}" },
]

[live]
class = "json"
before = [{ get = "{base_url}/methods", take = { method = "items[type=oidc].id" } }]
start = "{base_url}/start/{method}"
post = { command = "start" }
headers = { X-Wiki = "1" }
pointer = "data.url"
companions = ["https://login.example.com"]
on = { get = "{base_url}/status", pointer = "sso", is = "true" }
verified = "source"
source = "wiki/login.go"

[live.cures]
redirect_uri = "WIKI_URL={base_url}; restart the wiki"
proxy = "X-Forwarded-Proto"
"#;

/// What was right, what stands there now, where in that the mistake begins, and a word that must be told.
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    ("guide = 1", "guide = 9", "9", "newer"),
    ("guide = 1\n", "", "", "guide"),
    ("id = \"wiki\"", "id = \"Wi ki\"", "\"Wi ki\"", "lower"),
    ("name = \"Wiki\"", "nmae = \"Wiki\"", "nmae", "name"),
    ("about = \"Pages.\"", "about = 7", "7", "text"),
    ("category = \"docs\"\n", "", "", "category"),
    ("\"self-hosted\"", "\"selfhosted\"", "\"selfhosted\"", "self-hosted"),
    ("minutes = 10", "minutes = \"ten\"", "\"ten\"", "number"),
    ("checked = 2026-11-22", "checked = 2026-13-22", "2026-13-22", ""),
    ("key = \"base_url\"", "key = \"Base-Url\"", "\"Base-Url\"", "lower"),
    ("type = \"https_url\"", "type = \"http_url\"", "\"http_url\"", "https_url"),
    (
        "key = \"role\"",
        "key = \"base_url\"",
        "[[question]]\nkey = \"base_url\"\nlabel = \"The role\"",
        "base_url",
    ),
    (
        "choices = [{ value = \"admin\", label = \"Admin\" }, { value = \"user\", label = \"User\" }]",
        "choices = []",
        "",
        "choice",
    ),
    ("{ value = \"user\", label = \"User\" }", "{ valeu = \"user\", label = \"User\" }", "valeu", "value"),
    ("application = \"web\"", "application = \"wbe\"", "\"wbe\"", "web"),
    ("{base_url}/cb", "{base_urll}/cb", "\"{base_urll}", "base_url"),
    ("{base_url}/cb", "{base_url/cb", "\"{base_url/cb", "brace"),
    ("{base_url}/cb", "{base_url|hots}/cb", "\"{base_url|hots}", "host"),
    (
        "grants = [\"authorization_code\"]",
        "grants = [\"authorisation_code\"]",
        "\"authorisation_code\"",
        "authorization_code",
    ),
    ("servers = [\"org\", \"custom\"]", "servers = [\"org\", \"costum\"]", "[\"org\", \"costum\"]", "custom"),
    ("given_as = \"issuer\"", "given_as = \"discover\"", "\"discover\"", "discovery"),
    ("\"client_secret_basic\"", "\"client_secret_bsic\"", "\"client_secret_bsic\"", "client_secret_basic"),
    ("pkce = \"always\"", "pkce = \"yes\"", "\"yes\"", "always"),
    ("email = { from = [\"email\"] }", "emial = { from = [\"email\"] }", "emial", "email"),
    ("phase = \"okta\"", "phase = \"okat\"", "\"okat\"", "okta"),
    ("use = \"assign\"", "use = \"asign\"", "\"asign\"", "assign"),
    ("title = \"Restart it.\"\n", "", "", "title"),
    ("say = [\"Do it at {base_url}.\"]", "say = [\"Do it at {client_secret}.\"]", "\"Do it at", "secret"),
    ("editor = \"env\"", "editor = \"evn\"", "\"evn\"", "env"),
    ("editor = \"env\"", "editor = \"env\"\ndialect = \"systemdd\"", "\"systemdd\"", "systemd"),
    ("type = \"secret\" }", "type = \"secert\" }", "\"secert\"", "secret"),
    (", type = \"secret\"", "", "", "secret"),
    ("{issuer}", "{isuer}", "\"{isuer}", "issuer"),
    ("id = \"restart\"", "id = \"restart\"\nwhen = { rol = \"admin\" }", "{ rol =", "role"),
    ("id = \"restart\"", "id = \"restart\"\nwhen = { role = \"boss\" }", "{ role = \"boss\"", "admin"),
    ("class = \"json\"", "class = \"jsn\"", "\"jsn\"", "json"),
    ("class = \"json\"", "class = \"none\"", "", "why_none"),
    ("class = \"json\"", "class = \"form\"", "", "form"),
    ("pointer = \"data.url\"\n", "", "", "pointer"),
    ("pointer = \"data.url\"", "pointer = \"data..url\"", "\"data..url\"", "data.auth_url"),
    ("pointer = \"data.url\"", "poitner = \"data.url\"", "poitner", "pointer"),
    ("start/{method}", "start/{metod}", "\"{base_url}/start/{metod}", "method"),
    ("start/{method}", "start/{client_secret}", "\"{base_url}/start/{client_secret}", "secret"),
    ("post = { command", "post = { password", "{ password", "person"),
    ("X-Wiki", "Authorization", "{ Authorization", "credentials"),
    (
        "https://login.example.com\"]",
        "https://login.example.com/x\"]",
        "[\"https://login.example.com/x",
        "origin",
    ),
    ("source = \"wiki/login.go\"\n", "", "", "source"),
    ("WIKI_URL={base_url}", "WIKI_URL={method}", "\"WIKI_URL={method}", "method"),
    (
        "proxy = \"X-Forwarded-Proto\"",
        "proxy = \"X-Forwarded-Protocol\"",
        "\"X-Forwarded-Protocol",
        "X-Forwarded-Proto",
    ),
    ("[okta]", "[okta", "", ""),
    ("ask = \"Which?\"", "ask = \"Which?", "", ""),
];

#[test]
fn every_mistake_is_told_at_its_place_with_what_was_expected() {
    assert!(Guide::parse(GOOD).is_ok(), "{:#?}", Guide::parse(GOOD).err());
    let mut table = String::new();
    let mut wrong = Vec::new();
    for (right, written, begins, word) in MISTAKES {
        assert!(GOOD.contains(right), "{right}");
        let text = GOOD.replacen(right, written, 1);
        let Err(problems) = Guide::parse(&text) else {
            wrong.push(format!("{written}: is taken as right"));
            continue;
        };
        let at = text.find(begins).unwrap_or_default();
        let place = super::super::problem::position(&text, at);
        let told = |one: &super::super::problem::Problem| {
            let hint = one.hint.as_ref().map(Message::in_english).unwrap_or_default();
            let there = begins.is_empty() || (one.line, one.column) == place;
            there && (one.message.in_english().contains(word) || hint.contains(word))
        };
        if !problems.iter().any(told) {
            wrong.push(format!("{written}: not told at {place:?} with “{word}”: {problems:#?}"));
        }
        for one in &problems {
            assert!(
                !one.message.in_english().contains('⟨') && !one.message.in_english().contains("{name"),
                "{one:?}"
            );
            let hint = one.hint.as_ref().map(|hint| format!(" {}", hint.in_english())).unwrap_or_default();
            let _ = writeln!(
                table,
                "{written:?}\n  {}:{} {}{hint}",
                one.line,
                one.column,
                one.message.in_english()
            );
        }
    }
    assert!(wrong.is_empty(), "{}\n\n{table}", wrong.join("\n"));
    insta::assert_snapshot!("mistakes", table);
}

/// A guide comes from anywhere, and may go as deep as it has bytes: by brackets, and by names with dots between them.
#[test]
fn a_guide_that_goes_too_deep_is_told_where_and_ends_nothing() {
    let name = ["a"; 40].join(".");
    for (open, close) in [("[", "]"), ("{b=", "}"), (&*format!("{{{name}="), "}"), ("b.", "")] {
        for levels in [100, 20_000] {
            let text = format!("{GOOD}\nb.{}b=1{}\n", open.repeat(levels), close.repeat(levels));
            let text = text.replace("\nb.[", "\nb=[").replace("\nb.{", "\nb={");
            let parsed = std::thread::scope(|scope| {
                let small = std::thread::Builder::new().stack_size(1 << 20);
                let thread = small.spawn_scoped(scope, || Guide::parse(&text)).expect("a thread");
                thread.join().expect("it comes back")
            });
            let problems = parsed.expect_err("it is too deep");
            let [problem] = problems.as_slice() else { panic!("{problems:?}") };
            assert_eq!(problem.line, GOOD.lines().count() + 2, "{problem:?}");
            assert!(problem.message.in_english().starts_with("More than 80 "), "{problem:?}");
        }
    }
}
