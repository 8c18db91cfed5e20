//! Every file of `tests/scenarios` plays as it says, and together they cover the vocabulary.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use usher::doctor::slugs::SLUGS;
use usher::practice::Fault;

use crate::scenario::Scenario;

fn all() -> BTreeMap<String, Scenario> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap();
        toml::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    };
    files.map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(&path))).collect()
}

#[test]
fn every_broken_okta_is_told_by_its_cause() {
    let scenarios = all();
    let failed: Vec<String> = scenarios
        .iter()
        .filter_map(|(name, scenario)| scenario.play().err().map(|why| format!("{name}\n{why}\n")))
        .collect();
    assert!(failed.is_empty(), "{} of {}:\n\n{}", failed.len(), scenarios.len(), failed.join("\n"));
}
