//! What a person sees: differences, masks, sentences.

use std::slice;

use super::super::refusal::ProofError;
use super::super::{EnvDialect, Refusal, Sign, difference, map, plan, proof, snippet};
use super::{Editor, Plan, RefusalKind, Setting, Value, coder, open};
use crate::base::Secret;

fn lines(plan: &Plan, old: &str) -> String {
    let sign = |sign| match sign {
        Sign::Same => "  ",
        Sign::Removed => "- ",
        Sign::Added => "+ ",
        Sign::Gap => "…",
    };
    let diff = plan.difference(Some(old));
    diff.iter().flat_map(|line| [sign(line.sign), &line.text, "\n"]).collect()
}

#[test]
fn a_difference_masks_old_and_new_secrets_in_every_format() {
    let editors = [
        "env",
        "env:docker",
        "env:shell",
        "yaml",
        "yaml:compose",
        "json",
        "hcl",
        "toml",
        "ini",
        "properties",
    ];
    for name in editors {
        let editor: Editor = name.parse().expect("a known editor");
        for (old, new) in [("old'hunter\"$two\\x", "new'hunter\"$two\\x"), ("0123456789abcdefXYZW", "q$'")] {
            let first = plan(editor, None, &[Setting::secret("KEY", old)]).expect("no obstacle");
            let second =
                plan(editor, Some(first.text.reveal()), &[Setting::secret("KEY", new)]).expect("no obstacle");
            let shown = lines(&second, first.text.reveal());
            assert!(
                shown.contains("- ") && shown.contains("+ ") && shown.contains("••••"),
                "{name}: {shown}"
            );
            for part in ["hunter", "0123456789", "q$"] {
                assert!(!shown.contains(part), "{name} shows {part}: {shown}");
            }
        }
    }
}

#[test]
fn a_difference_shows_three_lines_around_and_no_raw_escapes() {
    let old: String =
        (0..20).flat_map(|number| ["K".to_owned(), number.to_string(), "=\u{1b}[31m\n".to_owned()]).collect();
    let new = old.replace("K2=", "X2=").replace("K18=", "X18=");
    let diff = difference(Some(&old), &new, &[]);
    assert_eq!(diff.iter().filter(|line| line.sign == Sign::Gap).count(), 1);
    assert_eq!(diff.iter().filter(|line| line.sign == Sign::Same).count(), 2 + 3 + 3 + 1);
    assert!(diff.iter().all(|line| !line.text.contains('\u{1b}')));
    assert!(difference(Some(&old), &old, &[]).is_empty());
}

#[test]
fn nothing_secret_is_in_debug_or_in_sentences() {
    let old = "CODER_OIDC_CLIENT_SECRET=hunter-old\n";
    let editor: Editor = "env".parse().expect("a known editor");
    let plan = plan(editor, Some(old), &coder()).expect("no obstacle");
    let document = open(editor, old);
    let debug = format!("{plan:?} {:?} {document:?} {:?}", coder(), document.get("CODER_OIDC_CLIENT_SECRET"));
    assert!(!debug.contains("hunter") && !debug.contains("q7-Rk3w"), "{debug}");
    let change = &plan.changes[0];
    assert_eq!(change.key, "CODER_OIDC_ISSUER_URL");
    assert!(plan.changes[2].before.as_ref().is_some_and(Value::is_secret));
    assert_eq!(plan.changes[2].before.as_ref().map(Value::shown).as_deref(), Some("••••••••••••"));
}

#[test]
fn a_refusal_brings_the_lines_to_paste() {
    let settings =
        [Setting::text("oidc.issuerURL", "https://acme.okta.com"), Setting::text("oidc.clientID", "0oa1")];
    let Refusal { why, snippet: paste } =
        plan(Editor::Yaml, Some("oidc: [a]\n"), &settings).expect_err("a list stands there");
    assert!(matches!(&why, RefusalKind::Shape { at, .. } if at == "oidc"));
    assert!(
        why.message().in_english().contains("oidc.issuerURL") && !why.message().in_english().contains('⟨'),
        "{}",
        why.message().in_english()
    );
    assert_eq!(paste.reveal(), "oidc:\n  issuerURL: \"https://acme.okta.com\"\n  clientID: \"0oa1\"\n");
    assert!(paste == snippet(Editor::Yaml, &settings));
    assert_eq!(
        plan(Editor::Json, None, &[settings[0].clone(), settings[0].clone()])
            .map_err(|refusal| refusal.why)
            .err(),
        Some(RefusalKind::Twice { key: "oidc.issuerURL".to_owned() })
    );
}

#[test]
fn the_proof_finds_what_an_edit_broke() {
    let old = "# one\na: \"1\" # two\nb: 3\n";
    let proof = |new: &str| proven(Editor::Yaml, old, new, &Setting::text("a", "2"));
    assert_eq!(proof("# one\na: \"2\" # two\nb: 3\n"), Ok(()));
    assert_eq!(proof("# one\na: \"2\" # two\nb: 4\n"), Err(ProofError::Other));
    assert_eq!(proof("# one\na: \"2\"\nb: 3\n"), Err(ProofError::Comment { line: 2 }));
    assert_eq!(proof("# one\na: 2 # two\nb: 3\n"), Err(ProofError::Value { key: "a".to_owned() }));
    assert!(matches!(proof("# one\na: [2 # two\nb: 3\n"), Err(ProofError::New(_))));
    let env = Editor::Env(EnvDialect::Docker);
    let moved = proven(env, "A=1\nB=1\n", "B=1\nA=2\nA=9\n", &Setting::text("A", "2"));
    assert_eq!(moved, Err(ProofError::Value { key: "A".to_owned() }));
}

/// The proof that `new` is `old` with this one setting.
fn proven(editor: Editor, old: &str, new: &str, setting: &Setting) -> Result<(), ProofError> {
    let format = editor.format();
    let flat = map::flat(slice::from_ref(setting));
    let tasks = map::tasks(format, &flat).expect("a key that it can have");
    let mut expected = format.tree(old).expect("a text of this format");
    for task in &tasks {
        format.prepare(&mut expected, task);
        expected.set(&task.setting.key, &task.steps, task.leaf.clone()).expect("a place for it");
    }
    proof::check(format, old, new, &tasks, &expected)
}

#[test]
fn values_match_across_formats_by_what_they_mean() {
    let list = |separator: Option<&str>| Value::List {
        items: vec!["a".to_owned(), "b".to_owned()],
        separator: separator.map(str::to_owned),
    };
    assert!(Value::Bool(true).matches(&Value::Text("true".to_owned())));
    assert!(list(Some(",")).matches(&Value::Text("a,b".to_owned())));
    assert!(list(Some(",")).matches(&list(None)));
    assert!(!list(Some(",")).matches(&Value::Text("a, b".to_owned())));
    assert!(Value::Secret(Secret::new("x")).matches(&Value::Text("x".to_owned())));
}
