//! Env files.

use super::super::{EnvDialect, Note, fresh, snippet};
use super::{
    Editor, RefusalKind, Setting, coder, joined, open, own_list, plan, planned, refused, text_at, written,
};

const SYSTEMD: Editor = Editor::Env(EnvDialect::Systemd);
const DOCKER: Editor = Editor::Env(EnvDialect::Docker);
const COMPOSE: Editor = Editor::Env(EnvDialect::Compose);
const SHELL: Editor = Editor::Env(EnvDialect::Shell);

#[test]
fn a_coder_file_keeps_its_comments_and_order() {
    let old = "\
# Coder must be reachable from an external URL.
CODER_ACCESS_URL=https://coder.example.com
; an old habit
CODER_OIDC_ISSUER_URL=\"https://old.example.com\"

# CODER_OIDC_CLIENT_ID=
# the last line
CODER_PG_CONNECTION_URL=postgres://coder:pw@localhost/coder?sslmode=disable";
    let new = "\
# Coder must be reachable from an external URL.
CODER_ACCESS_URL=https://coder.example.com
; an old habit
CODER_OIDC_ISSUER_URL=\"https://acme.okta.com\"

# CODER_OIDC_CLIENT_ID=
CODER_OIDC_CLIENT_ID=0oa1b2c3d4E5F6g7h8i9
# the last line
CODER_PG_CONNECTION_URL=postgres://coder:pw@localhost/coder?sslmode=disable
CODER_OIDC_CLIENT_SECRET=\"q7-Rk3w_long\\$secret#'\\\"x\"
CODER_OIDC_SCOPES=openid,profile,email
CODER_OIDC_ALLOW_SIGNUPS=true
";
    assert_eq!(written(SYSTEMD, old, &coder()), new);
}

#[test]
fn every_dialect_spells_a_value_its_own_way() {
    let settings = [Setting::text("A", "it's $HOME \\ #1")];
    assert_eq!(written(SYSTEMD, "", &settings), "A=\"it's \\$HOME \\\\ #1\"\n");
    assert_eq!(written(DOCKER, "", &settings), "A=it's $HOME \\ #1\n");
    assert_eq!(written(SHELL, "", &settings), "export A='it'\\''s $HOME \\ #1'\n");
    assert!(matches!(refused(COMPOSE, "", &settings), RefusalKind::Character { character: '\\', .. }));
    assert_eq!(written(COMPOSE, "", &[Setting::text("A", "{\"a\": \"$b #c\"}")]), "A='{\"a\": \"$b #c\"}'\n");
    assert_eq!(written(COMPOSE, "", &[Setting::text("A", "it's #1")]), "A=\"it's #1\"\n");
}

#[test]
fn windows_line_ends_trailing_comments_and_export_stay() {
    let settings = [Setting::text("B", "new"), Setting::text("C", "3")];
    assert_eq!(
        written(COMPOSE, "A=1\r\nexport B='old' # why\r\n", &settings),
        "A=1\r\nexport B='new' # why\r\nC=3\r\n"
    );
    assert_eq!(written(SHELL, "B=old # why\nset -a\n", &settings), "B=new # why\nset -a\nexport C=3\n");
}

#[test]
fn the_assignment_that_counts_is_changed_and_the_other_is_told() {
    let settings = [Setting::text("B", "new")];
    let plan = planned(SYSTEMD, "B=first\nA=1\nB=second\n", &settings).expect("no obstacle");
    assert_eq!(plan.text.reveal(), "B=first\nA=1\nB=new\n");
    assert_eq!(plan.notes, [Note::Earlier { key: "B".to_owned(), line: 1 }]);
    assert!(plan.notes[0].message().in_english().contains("line 1"));
}

#[test]
fn a_value_over_several_lines_hides_no_assignment() {
    let old = "KEY='-----BEGIN\nB=not a key\n-----END'\nB=1\n";
    let new = "KEY='-----BEGIN\nB=not a key\n-----END'\nB=2\n";
    for editor in [SYSTEMD, COMPOSE, SHELL] {
        assert_eq!(written(editor, old, &[Setting::text("B", "2")]), new);
    }
    assert!(matches!(
        refused(SHELL, "A='open\nB=1\n", &[Setting::text("B", "2")]),
        RefusalKind::Unreadable(super::super::ReadError { line: Some(1), .. })
    ));
}

#[test]
fn references_and_unclear_lines_are_not_overwritten() {
    let settings = [Setting::secret("B", "new")];
    for (editor, old) in
        [(COMPOSE, "B=${VAULT_B:-hunter2}\n"), (DOCKER, "B\n"), (SHELL, "export B=\"$(cat /b)\"\n")]
    {
        match refused(editor, old, &settings) {
            RefusalKind::Reference { reference, .. } => {
                assert!(!reference.contains("hunter2"), "{reference}");
            }
            other => panic!("{other}"),
        }
    }
    for old in ["if true; then B=1; fi\n", "A=1\nB=1 C=2\n", "  readonly B=1\n"] {
        assert!(matches!(refused(SHELL, old, &settings), RefusalKind::Unclear { .. }), "{old}");
    }
    assert!(matches!(refused(SYSTEMD, "export B=1\n", &settings), RefusalKind::Unclear { line: 1, .. }));
}

#[test]
fn what_no_dialect_can_carry_is_refused_with_the_rest_to_paste() {
    for editor in [SYSTEMD, DOCKER, COMPOSE, SHELL] {
        let settings = [Setting::text("A", "1"), Setting::secret("B", "two\nlines")];
        let refusal = plan(editor, None, &settings).expect_err("a line break");
        assert!(matches!(refusal.why, RefusalKind::Control { .. }));
        assert!(refusal.snippet.reveal().contains("A=1"));
        assert!(matches!(refused(editor, "", &[Setting::text("A B", "1")]), RefusalKind::Key { .. }));
        assert!(matches!(
            refused(editor, "", &[Setting::new("A", joined(&["a,b"]))]),
            RefusalKind::Separator { .. }
        ));
        assert!(matches!(
            refused(editor, "", &[Setting::new("A", own_list(&["a"]))]),
            RefusalKind::NoList { .. }
        ));
    }
}

#[test]
fn existing_values_are_read_as_their_program_reads_them() {
    let of = |editor, text: &str| {
        let document = open(editor, text);
        ["A", "B", "C", "D", "E"].map(|key| text_at(&document, key).unwrap_or_else(|| "-".to_owned()))
    };
    assert_eq!(
        of(SYSTEMD, "A = a b # c \nB='x' \nC=a\\ b\\\nc\nD=\"\\$x\\n\"\nE=\n"),
        ["a b # c", "x", "a bc", "$x\\n", ""]
    );
    assert_eq!(of(DOCKER, "A='x'\n B=a # b\nC=\n#D=1\n"), ["'x'", "a # b", "", "-", "-"]);
    assert_eq!(
        of(COMPOSE, "A=a#b # c\nB=\"a\\\"b\"  # c\nC='$x'\nD=$x\nE= # e\n"),
        ["a#b", "a\"b", "$x", "-", ""]
    );
    assert_eq!(of(SHELL, "export A=a'b c'\"d\"\nB=a\\ b\nC=\"$x\"\nD=1;\n"), ["ab cd", "a b", "-", "-", "-"]);
}

#[test]
fn a_new_file_has_its_header_and_a_snippet_has_none() {
    let settings = [Setting::text("A", "1")];
    let text = fresh(SYSTEMD, &settings, "Written by Usher.\nSecond line.").expect("no obstacle");
    assert_eq!(text.reveal(), "# Written by Usher.\n# Second line.\n\nA=1\n");
    assert_eq!(snippet(SHELL, &settings).reveal(), "export A=1\n");
}

#[test]
fn a_comment_that_would_be_a_part_of_the_value_gets_a_line_of_its_own() {
    let settings = [Setting::text("A", "new"), Setting::text("B", "new")];
    let old = "A=https://a.example # ours\r\nB=\"old\" # why\r\nC=Team #1\r\n";
    let new = "# ours\r\nA=new\r\n# why\r\nB=\"new\"\r\nC=Team #1\r\n";
    assert_eq!(written(SYSTEMD, old, &settings), new);
    let bare = [Setting::text("A", "new")];
    assert_eq!(written(DOCKER, "  A=b # ours\nC=1\n", &bare), "  # ours\n  A=new\nC=1\n");
    // Where a comment can stand behind a value, it stays.
    assert_eq!(written(COMPOSE, "A=b # ours\n", &bare), "A=new # ours\n");
    assert_eq!(written(Editor::Properties, "A = b # ours\n", &bare), "# ours\nA = new\n");
}

#[test]
fn json_without_quotes_around_it_stays_so() {
    let settings = [Setting::text("A", "{\"a\": \"new\"}")];
    for dialect in [SYSTEMD, COMPOSE] {
        assert_eq!(written(dialect, "A={\"a\":1}\n", &settings), "A={\"a\": \"new\"}\n");
        assert_eq!(written(dialect, "A='{\"a\":1}'\n", &settings), "A='{\"a\": \"new\"}'\n");
    }
    let unsafe_here = [Setting::text("A", "{\"a\": \"new #1\"}")];
    assert_eq!(written(COMPOSE, "A={\"a\":1}\n", &unsafe_here), "A='{\"a\": \"new #1\"}'\n");
}
