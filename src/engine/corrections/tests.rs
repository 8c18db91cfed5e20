//! Corrections as changes of a file, in the form that the file has.

use super::*;
use crate::config::Editor;

fn stated(way: &str, line: Option<usize>) -> Stated {
    Stated { file: "f".into(), line, key: way.into(), text: String::new(), way: way.into() }
}

#[test]
fn a_flag_stays_what_it_is_and_a_variable_is_text() {
    let document = Document::open(Editor::Yaml, "a: false\nb: \"false\"\nn: 1\nl: [x]\n").expect("it reads");
    let kind = |way: &str, text: &str| typed(&document, &stated(way, None), text);
    assert_eq!(kind("a", "True"), Value::Bool(true));
    assert_eq!(kind("b", "true"), Value::Text("true".into()));
    assert_eq!(kind("n", "2"), Value::Number(2));
    assert_eq!(kind("l", "y"), Value::List { items: vec!["y".into()], separator: None });
    assert_eq!(kind("c.enabled", "true"), Value::Bool(true));
    assert_eq!(kind("env[name=OIDC_ON].value", "true"), Value::Text("true".into()));
    assert_eq!(kind("services.a.environment.OIDC_ON", "true"), Value::Text("true".into()));
}

#[test]
fn what_is_secret_beside_a_changed_line_is_hidden() {
    let text = "- POSTGRES_PASSWORD=hunter2-hunter2\n\"token\": \"abcdefghij\",\nname = plain-and-long\nOIDCCryptoPassphrase abcd:efgh=ijkl\n";
    let names = PrivateNames::default();
    let hidden: Vec<String> =
        others_secrets(text, &names).iter().map(|one| one.reveal().to_owned()).collect();
    assert_eq!(hidden, ["hunter2-hunter2", "abcdefghij", "abcd:efgh=ijkl"]);
}
