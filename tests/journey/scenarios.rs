//! Every file of `tests/scenarios` plays as it says, and together they cover the vocabulary.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use usher::diagnosis::slugs::SLUGS;
use usher::practice::Fault;

use crate::tests::journey::scenario::Scenario;

fn all() -> BTreeMap<String, Scenario> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap();
        toml::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    };
    files.map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(&path))).collect()
}

/// Plays all of them, on as many threads as there are processors.
fn failed(scenarios: &BTreeMap<String, Scenario>, play: fn(&Scenario) -> Result<(), String>) -> Vec<String> {
    let all: Vec<_> = scenarios.iter().collect();
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let play = |part: &[(&String, &Scenario)]| -> Vec<String> {
        let told = part.iter().filter_map(|(name, scenario)| Some((name, play(scenario).err()?)));
        told.map(|(name, why)| format!("{name}\n{why}\n")).collect()
    };
    std::thread::scope(|scope| {
        let parts = all.chunks(all.len().div_ceil(threads));
        let running: Vec<_> = parts.map(|part| scope.spawn(move || play(part))).collect();
        running.into_iter().flat_map(|part| part.join().expect("a scenario that ends")).collect()
    })
}

#[test]
fn every_broken_okta_is_told_by_its_cause() {
    let scenarios = all();
    let failed = failed(&scenarios, |scenario| scenario.play().map(|_| ()));
    assert!(failed.is_empty(), "{} of {}:\n\n{}", failed.len(), scenarios.len(), failed.join("\n"));
}

#[test]
fn every_broken_okta_is_told_line_by_line_with_its_cure() {
    let scenarios: BTreeMap<_, _> = all().into_iter().filter(|(_, scenario)| scenario.is_talk()).collect();
    let failed = failed(&scenarios, |scenario| scenario.talk().map(|_| ()));
    assert!(failed.is_empty(), "{} of {}:\n\n{}", failed.len(), scenarios.len(), failed.join("\n"));
}

#[test]
fn every_fault_of_the_practice_has_a_scenario() {
    let played: BTreeSet<String> = all().into_values().flat_map(|scenario| scenario.faults).collect();
    let missing: Vec<&str> =
        Fault::all().iter().map(|fault| fault.name()).filter(|name| !played.contains(*name)).collect();
    assert!(missing.is_empty(), "nobody plays {missing:?}");
}

/// Why no scenario tells of a value of the application's own file.
const FILE: &str = "no scenario reads a file; see as_it_stands.rs of the program";

/// Findings that no scenario can produce here, and why.
const OUT_OF_REACH: &[(&str, &str)] = &[
    ("config.reference_not_followed", "no scenario reads a file; see references.rs of the program"),
    ("config.connection_unreadable", "no scenario reads a record; see many.rs of the program"),
    ("config.connection_newer", "no scenario reads a record; see many.rs of the program"),
    ("config.guide_unknown", "no scenario reads a record; see many.rs of the program"),
    ("config.secret_unavailable", "no scenario reads a record; see many.rs of the program"),
    ("config.file_changed", "no scenario reads a file; see verifying.rs of the program"),
    ("config.connection_unusable", "no scenario reads a record; see many.rs of the program"),
    ("login.answer_taken", "no scenario comes back to the application; see own_redirect.rs of the journeys"),
    ("config.value_refused", FILE),
    ("config.value_forgiven", FILE),
    ("config.value_unclear", FILE),
    ("config.value_unfit", FILE),
    ("config.flag_differs", FILE),
    ("config.endpoint_differs", FILE),
    ("config.endpoint_missing", FILE),
    ("config.server_differs", FILE),
    ("config.redirect_differs", FILE),
    ("config.redirect_unfit", FILE),
    ("config.scopes_in_one", FILE),
    ("config.openid_missing", FILE),
    ("config.scope_missing", FILE),
    ("config.setting_differs", FILE),
    ("config.setting_missing", FILE),
    ("config.key_not_read", FILE),
    ("config.local_login_off", FILE),
    ("config.comment_in_value", FILE),
    ("config.byte_order_mark", FILE),
    ("config.not_written", "no scenario writes; see writing.rs"),
    ("config.stale_proof", "no scenario changes a value after its login; see writing.rs"),
    (
        "redirect.wildcard",
        "every guide, the one for another application too, refuses an asterisk as it is typed; see families.rs of the diagnosis",
    ),
    (
        "claims.required_missing",
        "no guide demands a claim beside username, e-mail and groups; see login.rs of the diagnosis",
    ),
    (
        "issuer.document_address",
        "what is typed is corrected after it was asked; see typed_issuer.rs for what is insisted on",
    ),
    (
        "id_token.claim_kind",
        "the practice sends every claim in its right kind; see login.rs of the diagnosis",
    ),
    ("answer.missing", "the practice answers whatever it is asked; see families.rs of the diagnosis"),
    ("answer.endless", "the practice ends what it begins; see families.rs of the diagnosis"),
    (
        "id_token.refreshed_differs",
        "the practice changes the subject alone; see refresh.rs of the conformance tests",
    ),
    ("keys.unsound", "the practice has sound keys alone; see signatures.rs of the conformance tests"),
    ("id_token.algorithm_unsupported", "the practice signs with RSA; see login.rs of the diagnosis"),
    (
        "id_token.algorithm_unlisted",
        "the practice signs as it announces; see signatures.rs of the conformance tests",
    ),
    ("request.page_unknown", "the practice shows known pages alone; see evidence.rs of the diagnosis"),
    (
        "config.value_elsewhere",
        "it needs a file that exists with a reference in it; see families.rs of the diagnosis",
    ),
    ("usher.bug", "the judge would have to refuse what nothing explains; see login.rs of the diagnosis"),
];

#[test]
fn every_finding_has_a_scenario_or_a_reason() {
    let named = |scenario: Scenario| scenario.expect.primary.into_iter().chain(scenario.expect.also);
    let told: BTreeSet<String> = all().into_values().flat_map(named).collect();
    let excused: BTreeSet<&str> = OUT_OF_REACH.iter().map(|(slug, _)| *slug).collect();
    let missing: Vec<&str> = SLUGS
        .iter()
        .map(|slug| slug.name)
        .filter(|name| !told.contains(*name) && !excused.contains(name))
        // No scenario has a living application; see living.rs and living_ends.rs of the diagnosis.
        .filter(|name| !name.starts_with("live."))
        .collect();
    assert!(missing.is_empty(), "nobody produces {missing:?}");
    let needless: Vec<_> = excused.into_iter().filter(|name| told.contains(*name)).collect();
    assert!(needless.is_empty(), "excused and produced: {needless:?}");
}
