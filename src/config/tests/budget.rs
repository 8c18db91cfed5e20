//! However much a text holds, reading it ends: what would take too much is refused, in every format, and said so.

use super::super::budget::{PIECES, WORK, pieces};
use super::super::{Document, Opened};
use super::Editor;

/// Every format, each once.
fn editors() -> Vec<Editor> {
    let mut all: Vec<Editor> = Vec::new();
    for (name, dialect) in Editor::names() {
        let editor = Editor::named(name, Some(dialect)).expect("a format");
        if !all.contains(&editor) {
            all.push(editor);
        }
    }
    all
}

/// A text of about so many pieces.
fn of_pieces(count: usize) -> String {
    "a,\n".repeat(count / 3)
}

#[test]
fn pieces_are_words_signs_and_ends_of_lines() {
    for (text, count) in [
        ("", 0),
        ("    ", 0),
        ("key=value\n", 4),
        ("key: \"two words\"\n", 7),
        ("[[[\n", 4),
        ("é😀_1", 1),
        (&"x".repeat(320), 10),
        ("\\\n", 2),
    ] {
        assert_eq!(pieces(text), count, "{text:?}");
    }
}

#[test]
fn no_format_reads_more_than_a_text_may_hold() {
    let large = of_pieces(PIECES + 30);
    for editor in editors() {
        let refused = Document::open(editor, &large).expect_err("it holds too much");
        assert!(refused.is_too_much && refused.deeper_than.is_none(), "{editor:?} {refused}");
        let said = refused.message().in_english();
        assert!(said.contains("600000") || said.contains("600,000"), "{said}");
    }
}

/// A text of unknown format is read in some formats only, when it is large: in those that come first.
#[test]
fn all_formats_together_read_no_more_than_their_work() {
    let mut opened = Opened::new(of_pieces(PIECES - 30).as_str().into());
    let editors = editors();
    for editor in &editors {
        opened.open(*editor);
    }
    let refused = |editor: &&Editor| opened.document(**editor).is_err_and(|why| why.is_too_much);
    let first = editors.iter().position(|editor| refused(&editor)).expect("not all are read");
    assert_eq!(first, WORK / (PIECES - 30));
    assert!(editors[first..].iter().all(|editor| refused(&editor)));

    let mut small = Opened::new("A=1\n".into());
    for editor in &editors {
        small.open(*editor);
    }
    assert!(!editors.iter().any(|editor| small.document(*editor).is_err_and(|why| why.is_too_much)));
}

/// What a file's name speaks for is read first.
#[test]
fn a_name_speaks_for_formats() {
    for (name, editor) in [
        ("values.yaml", Editor::Yaml),
        ("docker-compose.yml", Editor::ComposeFile),
        (".env.local", Editor::Env(super::super::EnvDialect::Compose)),
        ("main.tf", Editor::Hcl),
        ("grafana.ini", Editor::Ini),
        ("gitlab.rb", Editor::Ruby),
        ("Caddyfile", Editor::Caddyfile),
    ] {
        assert!(editor.suits(name), "{name}");
        assert!(!editor.suits("notes.txt"), "{editor:?}");
    }
}
