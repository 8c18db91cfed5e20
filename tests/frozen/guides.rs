//! Guides: every member and every word that a guide of one's own may say, and the ids of the guides that are embedded.
//!
//! The guides in `frozen/guides` together say everything. Each must stay a good one, and each line of the lists must stand in
//! one of them.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::home::Home;
use crate::lists::{Names, files, kept, still_there};
use crate::records::run;

/// Members whose own members are names of questions, or of what a step takes.
const NAMES: [&str; 3] = ["when", "with", "verified_when"];

/// Members that choose a word from a fixed list.
const WORDS: [&str; 18] = [
    "deployment",
    "question[].type",
    "step[].phase",
    "step[].use",
    "step[].link",
    "okta.application",
    "okta.client_authentication",
    "okta.pkce",
    "okta.grants[]",
    "okta.grants[].grant",
    "okta.issuer.servers[]",
    "okta.issuer.given_as",
    "okta.tile.login_initiated_by",
    "okta.tile.login_flow",
    "claims.email.verified",
    "format[].keys[].type",
    "confirm[].about",
    "accounts[].matched_by[]",
];

/// Every member below a value, by its path and type, and every word of a fixed list.
fn read(value: &Value, path: &str, found: &mut (Names, Names)) {
    let kind = value.type_str();
    if !path.is_empty() {
        found.0.insert(format!("{path} {kind}"));
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| read(item, &format!("{path}[]"), found)),
        Value::Table(all) => {
            let last = path.rsplit('.').next().unwrap_or_default();
            let dot = if path.is_empty() { "" } else { "." };
            if NAMES.contains(&last) {
                found.1.extend(all.iter().map(|(name, is)| format!("{last} {name} {}", is.type_str())));
                return;
            }
            all.iter().for_each(|(name, member)| read(member, &format!("{path}{dot}{name}"), found));
        }
        Value::String(text) => {
            if WORDS.contains(&path) {
                found.1.insert(format!("{path} = {text}"));
            }
            found.1.extend(places(text));
        }
        _ => {}
    }
}

/// The places of a text, and the filters behind them.
fn places(text: &str) -> Vec<String> {
    let inside = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let mut all = Vec::new();
    for place in inside {
        let mut parts = place.split('|');
        all.extend(parts.next().map(|name| format!("place {name}")));
        all.extend(parts.map(|filter| format!("filter {filter}")));
    }
    all
}

/// What each format's file can be: the editor with its dialect.
fn editors(guide: &Table) -> Vec<String> {
    let formats = guide.get("format").and_then(Value::as_array).into_iter().flatten();
    let text = |format: &Value, member| format.get(member).and_then(Value::as_str).unwrap_or("").to_owned();
    formats
        .map(|one| format!("editor {} {}", text(one, "editor"), text(one, "dialect")).trim_end().to_owned())
        .collect()
}

#[test]
fn a_guide_may_say_everything_that_it_could() {
    let home = Home::new();
    let mut found = (Names::new(), Names::new());
    for (name, text) in files(&kept("guides"), ".toml") {
        let path = home.write(&format!("{name}.toml"), &text);
        let ran = run(&home, &["apps", "check", &path]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{name}: {ran:#?}");
        let guide: Table = text.parse().unwrap_or_else(|why| panic!("{name}: {why}"));
        found.1.extend(editors(&guide));
        read(&Value::Table(guide), "", &mut found);
    }
    still_there("guide-members", &found.0);
    still_there("guide-words", &found.1);
}

/// What a guide means, not only that it is taken: Okta's side, the questions and the files with their values.
#[test]
fn a_guide_still_means_what_it_meant() {
    let home = Home::new();
    home.write(".config/usher/apps/everything.toml", include_str!("guides/everything.toml"));
    let answers = [
        "base_url=https://all.example.com/app",
        "more_callbacks=https://all.example.com/two/callback",
        "space=main",
        "role_map=Platform=admin",
    ];
    let words = answers.iter().flat_map(|answer| ["--set", answer]);
    let words: Vec<&str> = ["apps", "everything", "--json"].into_iter().chain(words).collect();
    let words = [&words[..], &["--organization", "https://example.okta.com"]].concat();
    let meant = run(&home, &words).json();
    let before: serde_json::Value =
        serde_json::from_str(include_str!("guides/everything.json")).expect("JSON");
    assert_eq!(crate::lists::lost(&before, &meant, ""), Vec::<String>::new());
}

/// The steps in the order of the catalogue's own files: the names under which a record keeps which are done.
fn steps(found: &mut Names) {
    let assets = kept("../../assets");
    let mut shared: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let id = |table: &Value| table.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    for (name, text) in files(&assets.join("okta"), ".toml") {
        let step: Table = text.parse().unwrap_or_else(|why| panic!("{name}: {why}"));
        let takes = step.get("takes").and_then(Value::as_table).into_iter().flatten();
        found.extend(takes.map(|(taken, _)| format!("step {name} takes {taken}")));
        let parts = step.get("part").and_then(Value::as_array).into_iter().flatten();
        shared.insert(name, parts.map(id).collect());
    }
    for (name, text) in files(&assets.join("apps"), ".toml") {
        let guide: Table = text.parse().unwrap_or_else(|why| panic!("{name}: {why}"));
        for step in guide.get("step").and_then(Value::as_array).into_iter().flatten() {
            let phase = step.get("phase").and_then(Value::as_str).unwrap_or_default();
            match step.get("use").and_then(Value::as_str) {
                None => drop(found.insert(format!("{name} step {phase}/{}", id(step)))),
                Some(used) => {
                    found
                        .extend(shared[used].iter().map(|part| format!("{name} step {phase}/{used}.{part}")));
                }
            }
        }
    }
}

#[test]
fn every_guide_keeps_its_questions_formats_and_steps() {
    let mut today = Names::new();
    steps(&mut today);
    let all = run(&Home::new(), &["apps", "--json"]).json();
    for guide in all.as_array().into_iter().flatten() {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let id = text(&guide["id"]);
        for question in guide["questions"].as_array().into_iter().flatten() {
            let (key, kind) = (text(&question["key"]), text(&question["type"]));
            today.insert(format!("{id} question {key} {kind}"));
            let choices = question["choices"].as_array().into_iter().flatten();
            today.extend(choices.map(|choice| format!("{id} question {key} = {}", text(choice))));
        }
        for format in guide["formats"].as_array().into_iter().flatten() {
            today.insert(format!("{id} format {} {}", text(&format["id"]), text(&format["editor"])));
        }
        today.insert(id);
    }
    still_there("catalogue", &today);
}
