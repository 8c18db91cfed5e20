//! Every file that a guide changes: what Usher writes into a sample shaped like the application's own default file.
//!
//! `samples/ID.FORMAT.EXT` is such a file, written by hand for this test: comments, commented-out defaults, sections and
//! neighbouring keys as the application ships them. A guide's format without its sample fails. The pictures of the
//! differences, in `samples/changes`, were read by a person before they were accepted.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use url::Url;
use usher::apps::guide::Guide;
use usher::apps::question::Kind;
use usher::apps::{Context, FormatBody, Server, catalogue};
use usher::base::words::Voice;
use usher::base::{Secret, Timestamp};
use usher::config::{self, Editor, Setting, Sign, Value};
use usher::engine::effect::FileChange;
use usher::io::disk;

const SECRET: &str = "a-secret-of-forty-characters-0123456789X";

/// One format of one guide, with every question answered and every switch on, and its sample.
struct Case {
    name: String,
    editor: Editor,
    settings: Vec<Setting>,
    sample: Option<PathBuf>,
}

impl Case {
    fn old(&self) -> String {
        let sample = self.sample.as_ref().unwrap_or_else(|| panic!("{} has no sample", self.name));
        fs::read_to_string(sample).expect("a text")
    }

    fn changed(&self, old: &str) -> String {
        let plan = config::plan(self.editor, Some(old), &self.settings);
        plan.unwrap_or_else(|why| panic!("{}: {}", self.name, why.message().in_english()))
            .text
            .reveal()
            .to_owned()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    for card in catalogue::cards() {
        let guide = catalogue::open(card.id).expect("a guide");
        // Some formats are there only when a switch is off.
        let answered = [true, false].map(|on| guide.resolve(&context(&guide, on)).formats);
        for format in answered.into_iter().flatten() {
            let name = format!("{}.{}", card.id, format.id);
            let written = matches!(format.body, FormatBody::Settings { .. });
            if !written || all.iter().any(|case: &Case| case.name == name) {
                continue;
            }
            let (Some(editor), Some(settings)) = (format.editor(), format.settings()) else {
                panic!("{name} cannot be written");
            };
            let sample = samples().into_iter().find(|path| stem(path) == name);
            all.push(Case { name, editor, settings, sample });
        }
    }
    all
}

fn samples() -> Vec<PathBuf> {
    let listed = fs::read_dir(folder()).expect("the samples");
    let mut all: Vec<PathBuf> = listed.map(|entry| entry.expect("an entry").path()).collect();
    all.retain(|path| path.is_file() && path.extension().is_none_or(|end| end != "rs"));
    all.sort();
    all
}

/// `coder.env` of `coder.env.env`.
fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Everything known, every question answered, every switch turned on or off.
fn context(guide: &Guide, on: bool) -> Context {
    let mut answers = BTreeMap::new();
    for question in &guide.questions {
        let answer = match (&question.kind, &question.example) {
            (Kind::Bool, _) => Some(on.to_string()),
            (_, Some(example)) if question.default.is_none() => {
                Some(question.check(example).expect("the example is an answer").value)
            }
            _ => None,
        };
        answers.extend(answer.map(|answer| (question.key.clone(), answer)));
    }
    let custom = guide.okta.issuer.servers.first() == Some(&Server::Custom);
    let path = if custom { "/oauth2/default" } else { "" };
    Context {
        answers,
        organization: Url::parse("https://acme.okta.com").ok(),
        issuer: Some(format!("https://acme.okta.com{path}")),
        client_id: Some("0oa8x2k4mQ1vJ7dT5e6".to_owned()),
        client_secret: Some(Secret::new(SECRET)),
        test_redirect: Some("http://localhost:8749/callback".to_owned()),
        test_addresses: Vec::new(),
        scopes: None,
        voice: Voice::default(),
    }
}

#[test]
fn every_file_that_a_guide_changes_has_a_sample() {
    let cases = cases();
    let missing: Vec<&str> =
        cases.iter().filter(|case| case.sample.is_none()).map(|case| case.name.as_str()).collect();
    assert!(missing.is_empty(), "write tests/samples/NAME.EXT for {missing:#?}");
    let needless: Vec<String> = samples()
        .iter()
        .map(|path| stem(path))
        .filter(|name| !cases.iter().any(|case| case.name == *name))
        .collect();
    assert!(needless.is_empty(), "no guide writes {needless:#?}");
}

#[test]
fn what_is_written_is_what_a_person_has_read() {
    let mut how = insta::Settings::clone_current();
    how.set_snapshot_path("changes");
    how.set_prepend_module_to_snapshot(false);
    how.set_omit_expression(true);
    how.bind(|| {
        for case in cases() {
            let old = case.old();
            let plan = config::plan(case.editor, Some(&old), &case.settings)
                .unwrap_or_else(|why| panic!("{}: {}", case.name, why.message().in_english()));
            let lines = plan.difference(Some(&old)).into_iter().map(|line| {
                let sign = match line.sign {
                    Sign::Same => "  ",
                    Sign::Removed => "- ",
                    Sign::Added => "+ ",
                    Sign::Gap => "…",
                };
                format!("{sign}{}", line.text).trim_end().to_owned()
            });
            let mut shown = lines.collect::<Vec<_>>();
            shown.extend(plan.notes.iter().map(|note| format!("note: {}", note.message().in_english())));
            insta::assert_snapshot!(case.name.clone(), shown.join("\n"));
        }
    });
}

/// The names that a key leads through: what may stand in a line that is changed for it.
fn names(key: &str) -> impl Iterator<Item = &str> {
    key.split(['.', '>', '[', ']', '=', '"']).filter(|name| name.len() > 1)
}

#[test]
fn every_line_that_is_not_about_a_key_of_the_guide_stays_byte_for_byte() {
    for case in cases() {
        let old = case.old();
        let new = case.changed(&old);
        let mut rest = new.split_inclusive('\n');
        for line in old.split_inclusive('\n') {
            // What was the last entry of a list or an object in JSON, or the last line of a command, is followed by others now.
            let followed = [",\n", " \\\n", " `\n"].map(|end| format!("{}{end}", line.trim_end()));
            let mut ahead = rest.clone();
            if ahead.any(|other| other == line || followed.iter().any(|line| line == other)) {
                rest = ahead;
            } else {
                let about = case.settings.iter().any(|one| names(&one.key).any(|name| line.contains(name)));
                let text = line.trim();
                let entry = text.starts_with("- ") || text == "[]" || text == "{}";
                // A map is written whole: a row that the guide does not name goes, and is shown as going.
                let mut maps = case.settings.iter().filter(|one| matches!(one.value, Value::Map { .. }));
                let row = text.starts_with('"') && maps.next().is_some();
                assert!(about || entry || row, "{}: lost {line:?}", case.name);
            }
        }
    }
}

#[test]
fn what_was_written_reads_back_and_a_second_writing_changes_nothing() {
    for case in cases() {
        let new = case.changed(&case.old());
        let document = config::Document::open(case.editor, &new)
            .unwrap_or_else(|why| panic!("{}: {}", case.name, why.message().in_english()));
        assert_eq!(document.compare(&case.settings), [], "{} does not read back", case.name);
        let again = config::plan(case.editor, Some(&new), &case.settings).expect("a plan");
        assert!(again.unchanged && again.text.reveal() == new, "{} changes twice", case.name);
    }
}

#[test]
fn undoing_brings_the_very_bytes_back() {
    let scratch = tempfile::tempdir().expect("a folder");
    for case in cases() {
        let old = case.old();
        let path = scratch.path().join(&case.name);
        fs::write(&path, &old).expect("written");
        let change = FileChange {
            path: path.clone(),
            old: Some(Secret::new(old.clone())),
            new: Secret::new(case.changed(&old)),
            holds_secret: true,
        };
        let receipt = disk::write(&change, Timestamp::from_seconds(1_790_000_000)).expect("written");
        assert_ne!(fs::read(&path).expect("a file"), old.as_bytes(), "{} was not changed", case.name);
        disk::restore(&path, receipt.backup.as_deref(), &change.new, receipt.at, &mut |_| ())
            .expect("undone");
        assert_eq!(fs::read(&path).expect("a file"), old.as_bytes(), "{}", case.name);
    }
}
