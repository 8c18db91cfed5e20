//! Properties: whatever the value, it reads back exactly or is refused; whatever the file, the rest of it stays.

use proptest::prelude::*;

use super::super::{EnvDialect, Sign};
use super::{Editor, Setting, Value, plan, planned};

const EDITORS: &[Editor] = &[
    Editor::Env(EnvDialect::Systemd),
    Editor::Env(EnvDialect::Docker),
    Editor::Env(EnvDialect::Compose),
    Editor::Env(EnvDialect::Shell),
    Editor::Yaml,
    Editor::ComposeFile,
    Editor::Json,
    Editor::Hcl,
    Editor::Toml,
    Editor::Ini,
    Editor::Properties,
    Editor::Python,
    Editor::Ruby,
    Editor::Php,
    Editor::Apache,
    Editor::Nginx,
    Editor::Caddyfile,
];

const HOSTILE: &[&str] = &[
    "",
    " ",
    " x ",
    "yes",
    "no",
    "y",
    "null",
    "~",
    "true",
    "0123",
    "1_000",
    "12:30:45",
    "2024-01-01",
    "=",
    "-",
    "- a",
    "a: b",
    "#",
    "a #b",
    "a#b",
    "'",
    "''",
    "\"",
    "\"\"",
    "\\",
    "\\\\",
    "\\n",
    "a\\",
    "$",
    "$$",
    "${",
    "${A}",
    "$${A}",
    "%{x}",
    "%%{",
    "`id`",
    "$(id)",
    "!",
    "!x",
    "&a",
    "*a",
    "[a]",
    "{a}",
    "{{ x }}",
    "|",
    ">",
    "@",
    "%",
    "ключ-ü-🔑",
    "\u{a0}x",
    "a,b",
    "a;b",
    "//x",
    "/*x*/",
    "<<EOF",
    "\u{e9}\u{301}",
    "a=b=c",
    "export A=1",
    "'\"$\\`#",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_value_reads_back_or_is_refused(value in "\\PC{0,40}", at in 0..EDITORS.len()) {
        let settings = [Setting::secret("KEY", value), Setting::text("OTHER", "1")];
        if let Ok(plan) = planned(EDITORS[at], base(EDITORS[at]), &settings) {
            prop_assert!(plan.text.reveal().contains("KEEP"));
        }
    }

    #[test]
    fn random_env_files_keep_everything_else(lines in proptest::collection::vec(env_line(), 0..12), at in 0..4usize) {
        let old = lines.concat();
        let settings = [Setting::text("A", "new value"), Setting::text("D_E", "x")];
        if let Ok(plan) = planned(EDITORS[at], &old, &settings) {
            let new = plan.text.reveal();
            for line in old.lines().filter(|line| !line.contains("A=") && !line.contains("D_E=")) {
                prop_assert!(new.lines().any(|other| other == line), "lost {line:?} of {old:?} in {new:?}");
            }
        }
    }

    #[test]
    fn random_yaml_keeps_everything_else(rows in proptest::collection::vec(yaml_row(), 0..10)) {
        let old = rows.concat();
        let settings = [Setting::text("top.inner", "new"), Setting::new("k3", Value::Bool(false)), Setting::text("k9.x.y", "z")];
        if let Ok(plan) = planned(Editor::Yaml, &old, &settings) {
            for comment in old.lines().filter(|line| !line.contains("literal")).filter_map(|line| line.split_once('#')) {
                prop_assert!(plan.text.reveal().contains(comment.1), "lost {:?}", comment.1);
            }
        }
    }

    #[test]
    fn random_hcl_keeps_everything_else(rows in proptest::collection::vec(hcl_row(), 0..8)) {
        let old = rows.concat();
        let settings = [Setting::text("resource.r.n.a", "1"), Setting::text("resource.r.n.o.p", "2"), Setting::text("k2.x", "3")];
        if let Ok(plan) = planned(Editor::Hcl, &old, &settings) {
            for comment in old.lines().filter_map(|line| line.split_once('#')) {
                prop_assert!(plan.text.reveal().contains(comment.1), "lost {:?}", comment.1);
            }
        }
    }

    #[test]
    fn random_ini_keeps_everything_else(rows in proptest::collection::vec(ini_row(), 0..12)) {
        let old = rows.concat();
        let settings = [Setting::text("s.t.a", "new"), Setting::text("u.b", "x;y"), Setting::text("c", "1")];
        if let Ok(plan) = planned(Editor::Ini, &old, &settings) {
            for line in old.lines().filter(|line| !line.starts_with(['a', 'b', 'c'])) {
                prop_assert!(plan.text.reveal().lines().any(|other| other == line), "lost {line:?}");
            }
        }
    }

    #[test]
    fn any_secret_is_masked_in_the_difference(value in "\\PC{4,30}", at in 0..EDITORS.len()) {
        if let Ok(plan) = planned(EDITORS[at], base(EDITORS[at]), &[Setting::secret("KEY", value)]) {
            let diff = plan.difference(Some(base(EDITORS[at])));
            let line = diff.iter().find(|line| line.sign == Sign::Added && line.text.contains("KEY"));
            prop_assert!(line.is_some_and(|line| line.text.contains("••••")), "{line:?}");
        }
    }

    #[test]
    fn no_text_at_all_makes_any_format_panic(text in "[ -~\\n\\r\\t]{0,60}", at in 0..EDITORS.len()) {
        let _ = planned(EDITORS[at], &text, &[Setting::text("a", "1"), Setting::text("b", "2")]);
    }
}

fn base(editor: Editor) -> &'static str {
    match editor {
        Editor::Env(_) => "# KEEP\nOTHER=0\n",
        Editor::Json => "{\n  // KEEP\n  \"OTHER\": \"0\"\n}\n",
        Editor::Php => "<?php\n// KEEP\n$CONFIG = array(\n  'OTHER' => '0'\n);\n",
        _ => "# KEEP\n",
    }
}

fn env_line() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("A=1".to_owned()),
        Just("export A='x y'".to_owned()),
        Just("# A=example".to_owned()),
        Just("D_E=\"q\" # tail".to_owned()),
        "[A-Z]{2,3}=[ a-z'\"$\\\\#]{0,6}",
        "#[ -~]{0,10}",
        Just(String::new()),
    ];
    (line, prop_oneof![Just("\n"), Just("\n"), Just("\r\n")]).prop_map(|(line, end)| line + end)
}

fn hcl_row() -> impl Strategy<Value = String> {
    (0..6usize, 0..7usize, "[a-z ]{0,6}").prop_map(|(number, kind, word)| match kind {
        0 => format!("# {word}\n"),
        1 => format!("k{number} = {{ x = 1 }} # {word}\n"),
        2 => format!("resource \"r\" \"n{number}\" {{\n  a = 0 # {word}\n  # {word}\n}}\n"),
        3 => format!("resource \"r\" \"n\" {{\n\to = {{\n\t\tq = \"${{var.x}}\", # {word}\n\t}}\n}}\n"),
        4 => format!("resource \"r\" \"n\" {{ a = true }}\n# {word}\n"),
        5 => format!("v{number} = <<EOF\n# {word}\nEOF\n"),
        _ => "\n".to_owned(),
    })
}

fn ini_row() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("[s.t]".to_owned()),
        Just("[u]".to_owned()),
        Just("a = 1 ; tail".to_owned()),
        Just(";a = example".to_owned()),
        Just("b=`q#`".to_owned()),
        Just("c".to_owned()),
        "[d-z]{1,3} ?[=:][ a-z'\"`#;]{0,6}",
        "[#;][ -~]{0,10}",
        Just(String::new()),
    ];
    (line, prop_oneof![Just("\n"), Just("\n"), Just("\r\n")]).prop_map(|(line, end)| line + end)
}

fn yaml_row() -> impl Strategy<Value = String> {
    (0..12usize, 0..9usize, "[a-z ]{0,6}").prop_map(|(number, kind, word)| match kind {
        0 => format!("k{number}: {{a: 1}} # {word}\n"),
        1 => format!("# {word}\n"),
        2 => format!("k{number}:\n    - a # {word}\n    - b\n"),
        3 => format!("k{number}: |\n  literal # {word}\n"),
        4 => format!("top:\n    inner: old # {word}\n    # {word}\n    more: [1, 2]\n"),
        5 => "\n".to_owned(),
        6 => format!("k{number}: &x{number} 'q'\n"),
        7 => format!("k{number}: true   # {word}\n"),
        _ => format!("k{number}:\n  # {word}\n  n: 12:30\n"),
    })
}

#[test]
fn the_known_hostile_values_read_back_or_are_refused() {
    let long = "x".repeat(70_000);
    for editor in EDITORS {
        let mut accepted = 0;
        for value in HOSTILE.iter().copied().chain([long.as_str()]) {
            accepted +=
                usize::from(planned(*editor, base(*editor), &[Setting::secret("KEY", value)]).is_ok());
        }
        let strict = matches!(
            editor,
            Editor::Env(EnvDialect::Compose)
                | Editor::Ini
                | Editor::Properties
                | Editor::Nginx
                | Editor::Caddyfile
                | Editor::Apache
        );
        assert!(accepted == HOSTILE.len() + 1 || strict, "{editor:?} took only {accepted}");
        assert!(accepted > HOSTILE.len() / 2, "{editor:?} took only {accepted}");
    }
}

/// Brackets without end are refused like any other text that cannot be read: they take nobody's stack.
#[test]
fn a_text_that_is_nested_without_end_is_refused() {
    let openings = [
        "[", "{", "(", "{\"a\":", "a {\n", "a: [", "- ", "? ", "<A>\n", "${", "\"${", "a(", "!a ", "a => [",
        "-", "a ? b : ",
    ];
    for editor in EDITORS.iter().chain(&[Editor::Manifest]) {
        for opening in openings {
            for lead in ["", "a = ", "a: ", "<?php\n$CONFIG = "] {
                let text = format!("{lead}{}", opening.repeat(DEPTH));
                assert!(
                    plan(*editor, Some(&text), &[Setting::text("b", "1")]).is_err()
                        || prove_kept(*editor, &text)
                );
            }
        }
    }
}

/// Deep enough for any stack that a reader would take for each level, shallow enough for a test.
const DEPTH: usize = 800;

/// Whether a text that can be changed all the same still holds all that it held.
fn prove_kept(editor: Editor, text: &str) -> bool {
    let setting = [Setting::text("b", "1")];
    plan(editor, Some(text), &setting).is_ok_and(|plan| plan.text.reveal().len() >= text.len())
}
