//! What editors on Windows leave in a file: a byte order mark at its beginning, and lines that end in CR LF. In every format
//! both are read over, and stay when something is changed.

use super::{Editor, Setting, open, text_at};
use crate::config::{Document, EnvDialect, Rename};

/// A file in each format with something before the value that is changed, and the key of that value.
const FILES: &[(Editor, &str, &str)] = &[
    (Editor::Env(EnvDialect::Systemd), "ISSUER=old\n# ours\nID=1\n", "ISSUER"),
    (Editor::Env(EnvDialect::Docker), "ISSUER=old\n# ours\nID=1\n", "ISSUER"),
    (Editor::Env(EnvDialect::Compose), "ISSUER='old'\n# ours\nID=1\n", "ISSUER"),
    (Editor::Env(EnvDialect::Shell), "export ISSUER=\"old\"\n# ours\nID=1\n", "ISSUER"),
    (Editor::Yaml, "oidc:\n  issuer: old # ours\n  id: \"1\"\n", "oidc.issuer"),
    (
        Editor::ComposeFile,
        "services:\n  a:\n    environment:\n      ISSUER: old\n      ID: \"1\"\n",
        "services.a.environment.ISSUER",
    ),
    (
        Editor::Manifest,
        "kind: Secret\nmetadata:\n  name: a\nstringData:\n  issuer: old\n  id: \"1\"\n",
        "Secret/a.stringData.issuer",
    ),
    (Editor::Json, "{\n  \"issuer\": \"old\",\n  \"id\": \"1\"\n}\n", "issuer"),
    (
        Editor::Hcl,
        "resource \"x\" \"y\" {\n  issuer = \"old\" # ours\n  id     = \"1\"\n}\n",
        "resource.x.y.issuer",
    ),
    (Editor::Toml, "issuer = \"old\" # ours\nid = \"1\"\n", "issuer"),
    (Editor::Ini, "[auth]\nissuer = old\nid = 1\n", "auth.issuer"),
    (Editor::Properties, "auth.issuer=old\n# ours\nauth.id=1\n", "auth.issuer"),
    (Editor::Python, "ISSUER = 'old'  # ours\nID = '1'\n", "ISSUER"),
    (Editor::Ruby, "a['issuer'] = 'old' # ours\na['id'] = '1'\n", "a.issuer"),
    (Editor::Php, "<?php\n$CONFIG = array (\n  'issuer' => 'old',\n  'id' => '1',\n);\n", "issuer"),
    (Editor::Apache, "OIDCIssuer \"old\"\n# ours\nOIDCClientID \"1\"\n", "OIDCIssuer"),
    (Editor::Nginx, "issuer old;\n# ours\nid 1;\n", "issuer"),
    (
        Editor::Caddyfile,
        "{\n  security {\n    oauth identity provider okta {\n      issuer old\n      # usher: begin\n      # usher: end\n    }\n  }\n}\n",
        "issuer",
    ),
    (Editor::Shell, "occ config --issuer=old --id=1\n# ours\nocc end\n", "occ config > --issuer="),
    (Editor::PowerShell, "occ config --issuer=old --id=1\n# ours\nocc end\n", "occ config > --issuer="),
];

const MARK: &str = "\u{FEFF}";

fn marked(text: &str) -> String {
    [MARK, text].concat()
}

fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// What is done to a text that was saved on Windows.
const WAYS: [fn(&str) -> String; 4] = [str::to_owned, crlf, marked, |text| marked(&crlf(text))];

#[test]
fn every_format_is_read_and_changed_with_a_mark_and_with_either_line_end() {
    let mut wrong = Vec::new();
    for (editor, text, key) in FILES {
        let changed = [Setting::text(*key, "new")];
        let written = open(*editor, text).plan(&changed).expect("a plan").text;
        for way in WAYS {
            let (text, new) = (way(text), way(written.reveal()));
            let told = format!("{editor:?} {:?}", text.lines().next());
            let document = match Document::open(*editor, &text) {
                Ok(document) => document,
                Err(why) => {
                    wrong.push(format!("{told}: {}", why.message().in_english()));
                    continue;
                }
            };
            if text_at(&document, key).as_deref() != Some("old") {
                wrong.push(format!("{told}: reads {:?}", text_at(&document, key)));
                continue;
            }
            match document.plan(&changed) {
                Ok(plan) if plan.text.reveal() == new => {}
                Ok(plan) => wrong.push(format!("{told}: {:?}", plan.text.reveal())),
                Err(why) => wrong.push(format!("{told}: {}", why.why.message().in_english())),
            }
            let same = document.plan(&[Setting::text(*key, "old")]);
            if same.is_ok_and(|plan| !plan.unchanged || plan.text.reveal() != text) {
                wrong.push(format!("{told}: a plan of the same changes something"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_comes_in_ends_as_the_other_lines_do() {
    let mut wrong = Vec::new();
    for (editor, text, key) in FILES {
        let new = key.replace("issuer", "other").replace("ISSUER", "OTHER").replace("Issuer", "Scope");
        for text in [crlf(text), marked(&crlf(text))] {
            // What a format cannot add is refused, in words.
            let Ok(plan) =
                Document::open(*editor, &text).expect("it reads").plan(&[Setting::text(&new, "added")])
            else {
                continue;
            };
            let text = plan.text.reveal();
            let document = open(*editor, text);
            if text_at(&document, &new).as_deref() != Some("added")
                || text.replace("\r\n", "").contains(['\n', '\r'])
            {
                wrong.push(format!("{editor:?}: {text:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_key_gets_its_right_name_under_a_mark_and_keeps_it() {
    for (editor, text, key) in
        FILES.iter().filter(|(_, text, _)| text.contains("issuer") || text.contains("ISSUER"))
    {
        let from = if text.contains("ISSUER") { "ISSUER" } else { "issuer" };
        if matches!(editor, Editor::Shell | Editor::PowerShell | Editor::Nginx | Editor::Caddyfile) {
            continue;
        }
        let text = marked(&crlf(text));
        let rename = Rename { key: (*key).to_owned(), from: from.to_owned(), to: "renamed".to_owned() };
        let plan = open(*editor, &text)
            .correct(&[], &[rename])
            .unwrap_or_else(|why| panic!("{editor:?}: {}", why.why.message().in_english()));
        assert_eq!(plan.text.reveal(), text.replacen(from, "renamed", 1), "{editor:?}");
    }
}
