//! Maps: in place, row by row, comments kept, rows that are no longer meant gone.

use super::super::plan;
use super::{Editor, RefusalKind, Setting, open, own_map, planned, refused, written};

const EDITORS: &[(Editor, &str, &str)] = &[
    (
        Editor::Yaml,
        "oidc.roles",
        "oidc:\n  # ours\n  roles:\n    # people who may all\n    Admins: [owner]\n    \"Old\": [member]\n  z: 1\n",
    ),
    (
        Editor::Json,
        "oidc.roles",
        "{\n  // ours\n  \"oidc\": {\n    \"roles\": {\n      // people who may all\n      \"Admins\": [\"owner\"],\n      \"Old\": [\"member\"]\n    },\n    \"z\": 1\n  }\n}\n",
    ),
    (
        Editor::Toml,
        "oidc.roles",
        "# ours\n[oidc.roles]\nAdmins = [\"owner\"]\nOld = [\"member\"]\n# people who may all\n[z]\na = 1\n",
    ),
    (
        Editor::Hcl,
        "oidc.roles",
        "# ours\noidc = {\n  roles = {\n    # people who may all\n    Admins = [\"owner\"]\n    Old    = [\"member\"]\n  }\n  z = 1\n}\n",
    ),
    (
        Editor::Python,
        "ROLES",
        "# ours\nROLES = {\n    # people who may all\n    \"Admins\": [\"owner\"],\n    'Old': [\"member\"],\n}\nZ = 1\n",
    ),
    (
        Editor::Ruby,
        "oidc.roles",
        "# ours\noidc['roles'] = {\n  # people who may all\n  'Admins' => ['owner'],\n  'Old' => ['member']\n}\nz['a'] = 1\n",
    ),
    (
        Editor::Php,
        "oidc.roles",
        "<?php\n// ours\n$CONFIG = [\n  'oidc' => [\n    'roles' => [\n      // people who may all\n      'Admins' => ['owner'],\n      'Old' => ['member'],\n    ],\n  ],\n  'z' => 1,\n];\n",
    ),
];

#[test]
fn a_map_is_written_row_by_row_in_every_format_that_has_tables() {
    let rows: &[(&str, &[&str])] = &[("Admins", &["owner", "auditor"]), ("Domain Users", &["member"])];
    let mut all = String::new();
    for (editor, key, old) in EDITORS {
        let settings = [Setting::new(*key, own_map(true, rows))];
        let text = written(*editor, old, &settings);
        assert!(text.contains("ours") && text.contains("people who may all"), "{text}");
        assert!(!text.contains("Old"), "a row that is no longer meant stays:\n{text}");
        all.extend(["=== ", &format!("{editor:?}"), "\n", &text]);
        let fresh = written(*editor, "", &settings[..0]) + &written(*editor, empty(*editor), &settings);
        all.extend(["--- in a new file\n", &fresh]);
    }
    insta::assert_snapshot!(all);
}

fn empty(editor: Editor) -> &'static str {
    match editor {
        Editor::Json => "{}\n",
        Editor::Php => "<?php\n$CONFIG = [\n];\n",
        _ => "",
    }
}

#[test]
fn a_map_of_texts_and_one_in_a_manifest() {
    let settings = [
        Setting::new("labels", own_map(false, &[("a.b/c", &["1"]), ("yes", &["no"]), ("x: y", &["# z"])])),
        Setting::text("other", "1"),
    ];
    for editor in [Editor::Yaml, Editor::Json, Editor::Toml, Editor::Hcl] {
        let text = written(editor, empty(editor), &settings);
        let found = open(editor, &text).value("labels").expect("a map");
        assert!(settings[0].value.matches(&found), "{text}");
    }
    let old =
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a: \"1\" # one\n  gone: \"2\"\n";
    let settings = [Setting::new("ConfigMap/x.data", own_map(false, &[("a", &["3"]), ("b", &["4"])]))];
    let text = written(Editor::Manifest, old, &settings);
    assert!(text.contains("# one") && text.contains("b: \"4\"") && !text.contains("gone"), "{text}");
}

#[test]
fn a_change_of_a_map_is_one_change_and_its_rows_are_seen() {
    let (editor, key, old) = EDITORS[0];
    let settings = [Setting::new(key, own_map(true, &[("Admins", &["owner"]), ("New", &["member"])]))];
    let plan = plan(editor, Some(old), &settings).expect("planned");
    assert_eq!(plan.changes.len(), 1);
    let (before, after) = (plan.changes[0].before.as_ref(), &plan.changes[0].after);
    assert_eq!(before.map(super::Value::shown).as_deref(), Some("Admins → owner, Old → member"));
    assert_eq!(after.shown(), "Admins → owner, New → member");
    let lines: Vec<String> = plan.difference(Some(old)).into_iter().map(|line| line.text).collect();
    assert!(lines.iter().any(|line| line.contains("Old")) && lines.iter().any(|line| line.contains("New")));
}

#[test]
fn a_map_is_refused_where_there_is_no_room_for_one() {
    let map = |key: &str| [Setting::new(key, own_map(false, &[("a", &["b"])]))];
    for editor in
        [Editor::Ini, Editor::Properties, Editor::Apache, Editor::Env(super::super::EnvDialect::Shell)]
    {
        let why = refused(editor, "", &map("roles"));
        assert!(matches!(why, RefusalKind::NoMap { .. }), "{why}");
    }
    assert!(matches!(refused(Editor::Yaml, "roles: text\n", &map("roles")), RefusalKind::Shape { .. }));
    let computed = "roles = { for k in x : k => 1 }\n";
    assert!(matches!(refused(Editor::Hcl, computed, &map("roles")), RefusalKind::Reference { .. }));
    // The comment of a row that goes would go with it.
    let told = "ROLES = {\n    \"Old\": \"x\",  # why\n    \"a\": \"b\",\n}\n";
    let text = planned(Editor::Python, told, &map("ROLES"));
    assert!(text.is_err() || text.is_ok_and(|plan| plan.text.reveal().contains("# why")));
}

#[test]
fn hostile_names_of_rows_read_back_or_are_refused() {
    let names = [
        "yes",
        "0123",
        "a.b",
        "a\"b",
        "a'b",
        "a\\b",
        "#",
        "a: b",
        "- a",
        "${x}",
        "%{x}",
        "{a}",
        "[0]",
        "ключ 🔑",
        " x ",
        "a=>b",
        "//",
        "*",
        "&x",
        "!t",
        "null",
    ];
    let mut written = 0;
    for (editor, key, old) in EDITORS {
        for name in names {
            for text in [*old, empty(*editor)] {
                let settings =
                    [Setting::new(*key, own_map(true, &[(name, &["x y", "'\"$"]), ("Admins", &["owner"])]))];
                written += usize::from(planned(*editor, text, &settings).is_ok());
            }
        }
    }
    let all = EDITORS.len() * names.len() * 2;
    assert!(written * 10 >= all * 9, "only {written} of {all} could be written");
}
