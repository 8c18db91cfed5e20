//! What was written before the rooms were rearranged can still be brought back, and only over what was written.

use serde_json::json;

use crate::home::Home;
use crate::lists::{kept, text};
use crate::records::{home_of, record, run};

fn undo(home: &Home, name: &str) {
    let ran = run(home, &["write", name, "--undo"]);
    assert_eq!(ran.code, Some(0), "{ran:#?}");
}

/// What the record says of files that were brought back.
fn brought_back(home: &Home, name: &str) -> serde_json::Value {
    let all = record(home, name)["brought_back"].as_array().cloned().unwrap_or_default();
    let folder = home.folder().to_string_lossy().into_owned();
    let one = |entry: &serde_json::Value| {
        let path = entry["path"].as_str().expect("a path").trim_start_matches(&folder).to_owned();
        json!([path, entry["is_gone"]])
    };
    all.iter().map(one).collect()
}

#[test]
fn a_file_is_again_as_it_was_before_it_was_written() {
    let home = home_of(&["proven"]);
    undo(&home, "proven");
    assert_eq!(
        home.read("proven/coder.env"),
        "# Coder, as it was before\nCODER_ACCESS_URL=https://coder.example.com\n"
    );
    let after = record(&home, "proven");
    assert_eq!((&after["written"], &after["stage"]), (&json!([]), &json!("configuration")));
    assert_eq!(brought_back(&home, "proven"), json!([["/proven/coder.env", false]]));
    assert_eq!(after["secret"], json!({ "from": "ask" }), "the secret stood in that file");
    assert_eq!(after["confirmed"], json!({}), "the person's word was about that file");
    assert!(after["proof"].is_object(), "the login is proven all the same: {after:#}");
    assert_eq!(run(&home, &["write", "proven", "--undo"]).code, Some(2), "nothing is left to bring back");
}

#[test]
fn files_that_were_written_together_are_brought_back_together() {
    let home = home_of(&["companions"]);
    undo(&home, "companions");
    assert_eq!(
        home.read("companions/values.yaml"),
        text(&kept("files/companions/values.yaml.usher-20261130T125317Z.bak"))
    );
    assert!(!home.path("companions/practice-argocd-okta-secret.yaml").exists(), "it was not there before");
    assert_eq!(
        brought_back(&home, "companions"),
        json!([["/companions/values.yaml", false], ["/companions/practice-argocd-okta-secret.yaml", true]])
    );
}

#[test]
fn a_file_that_was_written_twice_goes_back_twice() {
    let home = home_of(&["rewritten"]);
    undo(&home, "rewritten");
    assert_eq!(
        home.read("rewritten/wiki.yaml"),
        text(&kept("files/rewritten/wiki.yaml.usher-20261130T125327Z.bak"))
    );
    undo(&home, "rewritten");
    assert!(!home.path("rewritten/wiki.yaml").exists(), "there was no file at first");
    assert_eq!(record(&home, "rewritten")["written"], json!([]));
}

#[test]
fn a_new_file_is_gone_again() {
    let home = home_of(&["public"]);
    undo(&home, "public");
    assert!(!home.path("public/auth.yaml").exists());
    assert_eq!(brought_back(&home, "public"), json!([["/public/auth.yaml", true]]));
}

/// The digest of what was written tells somebody's work from Usher's, on each entry.
#[test]
fn what_somebody_changed_since_is_left_alone() {
    let written = [
        ("companions", "companions/values.yaml"),
        ("companions", "companions/practice-argocd-okta-secret.yaml"),
        ("proven", "proven/coder.env"),
        ("public", "public/auth.yaml"),
        ("rewritten", "rewritten/wiki.yaml"),
    ];
    for (name, file) in written {
        let home = home_of(&[name]);
        let changed = format!("{}# by hand\n", home.read(file));
        home.write(file, &changed);
        let ran = run(&home, &["write", name, "--undo"]);
        assert_eq!(ran.code, Some(1), "{file}: {ran:#?}");
        assert_eq!(home.read(file), changed, "{file}");
    }
}

#[test]
fn what_was_brought_back_before_is_not_brought_back_again() {
    let home = home_of(&["undone"]);
    assert_eq!(run(&home, &["write", "undone", "--undo"]).code, Some(2));
    assert_eq!(home.read("undone/app.ini"), text(&kept("files/undone/app.ini")));
}
