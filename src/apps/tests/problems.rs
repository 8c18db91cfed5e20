//! What is wrong with a guide is told with its place and the nearest right word, and nothing makes the reader fall over.

use proptest::prelude::*;

use super::super::embedded::{CARDS, GUIDES};
use super::super::guide::{Guide, Meaning, OktaStep};
use super::super::problem::Problem;
use super::super::{catalogue, context::Context};
use crate::base::words::Voice;

const SMALL: &str = r#"guide = 1
id = "wiki"
name = "Wiki"
about = "Pages."
category = "docs"
deployment = "self-hosted"

[[question]]
key = "base_url"
label = "The address"
ask = "Where?"
type = "https_url"

[okta]
sign_in = ["{base_url}/cb"]

[[step]]
phase = "okta"
use = "assign"

[[format]]
id = "env"
name = "Env"
editor = "env"
keys = [{ key = "SECRET", value = "{client_secret}", type = "secret" }]
"#;

fn problems(from: &str, to: &str) -> Vec<Problem> {
    assert!(SMALL.contains(from), "{from}");
    Guide::parse(&SMALL.replacen(from, to, 1)).expect_err(to)
}

fn only(from: &str, to: &str) -> Problem {
    let mut all = problems(from, to);
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

#[test]
fn a_small_guide_is_enough() {
    let guide = Guide::parse(SMALL).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(guide.resolve(&Context::default()).okta.sign_in[0].shown(), "‹The address›/cb");
}

#[test]
fn a_record_of_keys_stands_for_each_of_its_names() {
    let known = "\n[[known_key]]\nkey = [\"WIKI_GROUP\", \"wiki.group\"]\nis = \"claim\"\n\n[[known_key]]\nkey = \"WIKI_ICON\"\n";
    let guide = Guide::parse(&format!("{SMALL}{known}")).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let names: Vec<&str> =
        guide.known_keys.iter().flat_map(|known| known.names.iter().map(String::as_str)).collect();
    assert_eq!(names, ["WIKI_GROUP", "wiki.group", "WIKI_ICON"]);
    assert!(guide.known_keys[..1].iter().all(|known| known.is == Meaning::Claim), "{:?}", guide.known_keys);

    let nameless = Guide::parse(&format!("{SMALL}\n[[known_key]]\nis = \"claim\"\n"));
    assert!(
        nameless.is_err_and(|problems| problems.iter().any(|one| one.message.in_english().contains("key")))
    );
}

#[test]
fn slips_are_told_with_line_column_and_the_nearest_word() {
    let cases = [
        ("category =", "categroy =", 5, 1, "category"),
        ("deployment = \"self-hosted\"", "deployment = \"self-hoste\"", 6, 14, "self-hosted"),
        ("{base_url}/cb", "{base_urll}/cb", 15, 12, "base_url"),
        ("use = \"assign\"", "use = \"asign\"", 19, 7, "assign"),
        ("editor = \"env\"", "editor = \"envv\"", 24, 10, "env"),
        ("use = \"assign\"", "use = \"assign\"\nwhen = { base_ur = \"given\" }", 20, 8, "base_url"),
    ];
    for (from, to, line, column, word) in cases {
        let all = problems(from, to);
        let found = all.iter().find(|one| (one.line, one.column) == (line, column));
        let problem = found.unwrap_or_else(|| panic!("{to}: {all:#?}"));
        assert!(problem.hint.as_ref().is_some_and(|hint| hint.in_english().contains(word)), "{problem:?}");
        assert!(!problem.message.in_english().contains(['⟨', '{']), "{problem:?}");
    }
}

#[test]
fn more_than_slips_are_refused_too() {
    assert!(only("guide = 1", "guide = 2").message.in_english().contains("newer"));
    assert!(only("about = \"Pages.\"\n", "").message.in_english().contains("about"));
    assert!(only("ask = \"Where?\"", "ask = 7").message.in_english().contains("text in quotes"));
    assert!(only("type = \"secret\" ", "").message.in_english().contains("secret"));
    assert!(
        only("name = \"Env\"", "name = \"Env\"\nabout = \"{client_secret}\"")
            .message
            .in_english()
            .contains("secret")
    );
    assert!(only("sign_in = [\"{base_url}/cb\"]", "").message.in_english().contains("sign_in"));
    assert!(only("{base_url}/cb", "{base_url|hots}/cb").message.in_english().contains("host"));
    assert!(only("{base_url}/cb", "{base_url/cb").message.in_english().contains("brace"));
    let never = only("use = \"assign\"", "use = \"assign\"\nwhen = { server = \"own\" }");
    assert!(never.message.in_english().contains("org, custom"), "{never:?}");
    assert_eq!(problems("[okta]", "[okta")[0].line, 14);
}

#[test]
fn a_guide_that_would_steer_the_terminal_is_refused() {
    for (character, named) in
        [("\\u001b]52;c;aGk=\\u0007", "U+001B"), ("\\u202e", "U+202E"), ("\u{9b}2J", "U+009B")]
    {
        for place in ["name = \"Env", "ask = \"Where", "about = \"Pages", "category = \""] {
            let told = only(place, &format!("{place}{character}"));
            assert!(
                told.message.in_english().contains(named) && !told.message.in_english().contains('\u{1b}'),
                "{told:?}"
            );
        }
    }
    let text = SMALL.replace("ask = \"Where?\"", "ask = \"\"\"Where?\\n\\tHere.\"\"\"");
    assert!(Guide::parse(&text).is_ok(), "lines and tabs are no harm");
}

#[test]
fn all_problems_come_at_once_and_in_order() {
    let text = SMALL.replace("category =", "categroy =").replace("use = \"assign\"", "use = \"asign\"");
    let all = Guide::parse(&text).expect_err("two slips");
    let lines: Vec<usize> = all.iter().map(|problem| problem.line).collect();
    assert!(lines.contains(&5) && lines.contains(&19) && lines.is_sorted(), "{all:#?}");
}

#[test]
fn the_catalogue_is_searched_forgivingly_and_the_best_comes_first() {
    let first = |query: &str| catalogue::search(Voice::default(), query).first().map(|card| card.id);
    for (query, id) in [
        ("coder", "coder"),
        ("COD", "coder"),
        ("konnect", "kong-konnect"),
        ("kong", "kong-konnect"),
        ("workspaces", "coder"),
        ("low code", "tooljet"),
        ("tooljte", "tooljet"),
        ("generic", "other"),
        ("gogn", "gong"),
        ("k8s", "kubernetes"),
        ("argo", "argocd"),
        ("prom dashboards", "grafana"),
        ("grafana", "grafana"),
        ("nginx", "nginx-plus"),
        ("vault", "vault"),
        ("notebooks", "jupyterhub"),
        ("container registry", "harbor"),
        ("sonar", "sonarqube"),
        ("error tracking", "sentry"),
        ("s3", "minio"),
        ("postgres", "pgadmin"),
        ("nextclod", "nextcloud"),
    ] {
        assert_eq!(first(query), Some(id), "{query}");
    }
    assert_eq!(first("zzzzzz"), None);
    assert_eq!(catalogue::search(Voice::default(), "").len(), CARDS.len());
    assert_eq!(catalogue::cards().last().map(|card| card.id), Some("other"));
    assert!(catalogue::open("Kong").is_ok());
    let near = |asked: &str| match catalogue::open(asked) {
        Err(catalogue::OpenError::Unknown { nearest, .. }) => nearest,
        other => panic!("{asked} is not unknown: {other:?}"),
    };
    assert_eq!(near("codr").as_deref(), Some("coder"));
    assert_eq!(near("grafan").as_deref(), Some("grafana"));
    assert_eq!(near("prom dashboards").as_deref(), first("prom dashboards"));
    assert_eq!(near("nope"), None, "a word that is like none of them leads nowhere");
}

fn mutated() -> impl Strategy<Value = String> {
    let guide = (0..GUIDES.len()).prop_map(|at| GUIDES[at].1);
    let piece = prop_oneof![
        Just("{".to_owned()),
        Just("\"".to_owned()),
        Just("[[step]]\n".to_owned()),
        Just("= [1, {a = 2}]".to_owned()),
        Just("{client_secret|json}".to_owned()),
        Just("when = 3\n".to_owned()),
        "\\PC{0,8}",
    ];
    (guide, any::<prop::sample::Index>(), 0..40_usize, piece).prop_map(|(text, at, cut, piece)| {
        let mut start = at.index(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = (start + cut).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        format!("{}{piece}{}", &text[..start], &text[end..])
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_fall_over(text in mutated()) {
        match Guide::parse(&text) {
            Ok(guide) => drop(guide.resolve(&Context::default())),
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                let lines = text.lines().count() + 1;
                prop_assert!(problems.iter().all(|one| one.line >= 1 && one.line <= lines && one.column >= 1));
            }
        }
        drop(OktaStep::parse(&text));
    }
}
