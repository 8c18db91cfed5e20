//! The vocabulary of findings, and what each broken Okta of `tests/scenarios` must end in.

use toml::Table;

use crate::doors;
use crate::home::Home;
use crate::lists::{Names, files, kept, still_there};
use crate::records::run;

#[test]
fn every_slug_is_still_there_with_its_weight_and_side() {
    let today: Names = doors::slugs().collect();
    still_there("slugs", &today);
}

/// The names that `usher practice --broken` takes.
#[test]
fn every_way_to_break_the_practice_okta_is_still_there() {
    let ran = run(&Home::new(), &["practice", "--broken", "list"]);
    let lines = ran.out.lines().chain(ran.err.lines());
    still_there(
        "faults",
        &lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect(),
    );
}

/// `tests/journey.rs` plays the scenarios; that none of them is dropped, or expects another cause, is seen here.
#[test]
fn every_scenario_still_ends_in_the_same_findings() {
    let mut today = Names::new();
    for (name, text) in files(&kept("../scenarios"), ".toml") {
        let scenario: Table = text.parse().unwrap_or_else(|why| panic!("{name}: {why}"));
        let expect = &scenario["expect"];
        let text = |member| expect.get(member).and_then(toml::Value::as_str).unwrap_or("none");
        today.insert(format!("{name} {} {}", text("verdict"), text("primary")));
        let also = expect.get("also").and_then(toml::Value::as_array).into_iter().flatten();
        today.extend(also.filter_map(toml::Value::as_str).map(|slug| format!("{name} also {slug}")));
        let checks = expect.get("checks").and_then(toml::Value::as_table).into_iter().flatten();
        today.extend(checks.map(|(id, status)| format!("{name} check {id} {status}")));
    }
    still_there("scenarios", &today);
}
