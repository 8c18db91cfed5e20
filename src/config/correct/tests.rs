//! A key gets another name at its place, in every kind of file, and nothing else changes.

use super::Rename;
use crate::config::{Document, Editor, EnvDialect, RefusalKind, Setting, Value};

fn renamed(editor: Editor, text: &str, key: &str, from: &str, to: &str) -> Result<String, RefusalKind> {
    let document = Document::open(editor, text).expect("it reads");
    let rename = Rename { key: key.to_owned(), from: from.to_owned(), to: to.to_owned() };
    document.correct(&[], &[rename]).map(|plan| plan.text.reveal().to_owned()).map_err(|refusal| refusal.why)
}

#[test]
fn a_key_is_renamed_where_it_stands() {
    let (from, to) = ("OIDC_ROLE", "OIDC_ROLES");
    for (editor, text, key) in [
        (Editor::Env(EnvDialect::Systemd), "# OIDC_ROLE\nA=OIDC_ROLE\nOIDC_ROLE='x y'\n", "OIDC_ROLE"),
        (Editor::Ini, "[a]\nOIDC_ROLE = 1\n[b]\nOIDC_ROLE = 2 ; mine\n", "b.OIDC_ROLE"),
        (Editor::Yaml, "a:\n  OIDC_ROLE: x # OIDC_ROLE\nb:\n  OIDC_ROLE: [y]\n", "b.OIDC_ROLE"),
        (Editor::Yaml, "env:\n- name: OIDC_ROLE\n  value: x\n", "env[name=OIDC_ROLE].value"),
        (
            Editor::ComposeFile,
            "services:\n  a:\n    environment:\n    - B=${OIDC_ROLE}\n    - OIDC_ROLE=${X}\n",
            "services.a.environment.OIDC_ROLE",
        ),
        (Editor::Json, "{\"a\": {\"OIDC_ROLE\": 1}, \"OIDC_ROLE\": 2}", "a.OIDC_ROLE"),
        (Editor::Toml, "[a]\nOIDC_ROLE = \"x\" # y\n", "a.OIDC_ROLE"),
        (Editor::Properties, "x.OIDC_ROLE=OIDC_ROLE\n", "x.OIDC_ROLE"),
        (Editor::Python, "OIDC_ROLE = 'x'  # y\n", "OIDC_ROLE"),
    ] {
        let new = renamed(editor, text, key, from, to).unwrap_or_else(|why| panic!("{editor:?}: {why}"));
        let document = Document::open(editor, &new).expect("it reads");
        assert!(document.get(key).is_none(), "{editor:?}: {new}");
        assert!(document.get(&key.replacen(from, to, 1)).is_some(), "{editor:?}: {new}");
        assert_eq!(new.len(), text.len() + 1, "{editor:?} one name alone: {new}");
    }
}

#[test]
fn where_capitals_do_not_count_a_key_gets_its_name_as_it_is_spelled() {
    let text = "<Location />\n  oidcscopes \"openid\"\n</Location>\n";
    for from in ["OIDCScopes", "oidcscopes"] {
        let new = renamed(Editor::Apache, text, "OIDCScopes", from, "OIDCScope").expect("it is renamed");
        assert_eq!(new, text.replace("oidcscopes", "OIDCScope"));
    }
}

#[test]
fn what_stood_in_quotes_does_so_again() {
    let text = "OIDCClientID \"0oa1 \"\nOIDCScope openid\n";
    let document = Document::open(Editor::Apache, text).expect("it reads");
    let settings = [Setting::text("OIDCClientID", "0oa1"), Setting::text("OIDCScope", "email")];
    let plan = document.correct(&settings, &[]).expect("it is changed");
    assert_eq!(plan.text.reveal(), "OIDCClientID \"0oa1\"\nOIDCScope email\n");
}

#[test]
fn a_name_that_is_there_already_is_never_made_twice() {
    for text in ["OLD=1\nNEW=2\n", "NEW=2\nOLD=1\n"] {
        let refused = renamed(Editor::Env(EnvDialect::Systemd), text, "OLD", "OLD", "NEW");
        assert!(matches!(refused, Err(RefusalKind::Rename { .. })), "{refused:?}");
    }
}

#[test]
fn templates_are_left_alone_with_the_lines_to_paste() {
    let change = [Setting::text("a", "right")];
    for (editor, text) in [
        (Editor::Env(EnvDialect::Systemd), "a=wrong\nb={{ c }}\n"),
        (Editor::Ini, "a = wrong\nb = {% if c %}d{% endif %}\n"),
    ] {
        let document = Document::open(editor, text).expect("it reads");
        let refused = document.correct(&change, &[]).expect_err("it is left alone");
        assert!(matches!(refused.why, RefusalKind::Template { .. }), "{:?}", refused.why);
    }
    let text = "# {{ b }}\na=wrong\n";
    let document = Document::open(Editor::Env(EnvDialect::Systemd), text).expect("it reads");
    let plan = document.correct(&change, &[]).expect("a comment makes no template");
    assert_eq!(plan.text.reveal(), "# {{ b }}\na=right\n");
}

/// A list of providers in one variable: the text keeps its own spelling, and only the value changes.
#[test]
fn a_value_in_a_text_of_json_is_corrected_within_the_text() {
    let text = "A=1\nPROVIDERS='[{\"key\": \"okta\",  \"issuer\":\"https://acme.okta.com/\", \"scopes\":[\"email\"]}]'\n";
    let document = Document::open(Editor::Env(EnvDialect::Compose), text).expect("it parses");
    let keys = ["PROVIDERS>[0].issuer".to_owned(), "PROVIDERS>[0].scopes".to_owned()];
    let place = document.places(&keys).swap_remove(0);
    let way = |key: &String| place.way_into_text(key).expect("there is a way");
    let settings = [
        Setting::text(way(&keys[0]), "https://acme.okta.com"),
        Setting::new(
            way(&keys[1]),
            Value::List { items: vec!["openid".to_owned(), "email".to_owned()], separator: None },
        ),
    ];
    let plan = document.correct(&settings, &[]).unwrap_or_else(|why| panic!("{}", why.why));
    assert_eq!(
        plan.text.reveal(),
        "A=1\nPROVIDERS='[{\"key\": \"okta\",  \"issuer\":\"https://acme.okta.com\", \"scopes\":[\"openid\", \"email\"]}]'\n"
    );
}
