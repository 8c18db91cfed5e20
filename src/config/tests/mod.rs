//! Before and after, format by format, and properties with hostile values.

mod budget;
mod command;
mod depth;
mod directive;
mod env;
mod hcl;
mod hostile;
mod json;
mod lists;
mod map;
mod marks;
mod script;
mod shown;
mod toml;
mod yaml;

use std::cell::RefCell;

use super::plan::Plan;
use super::{Document, Editor, RefusalKind, Setting, Stands, Value, plan};

thread_local! {
    static PARSED: RefCell<Vec<Editor>> = const { RefCell::new(Vec::new()) };
}

/// Notes that a text was parsed.
pub(super) fn count_parse(editor: Editor) {
    PARSED.with_borrow_mut(|parsed| parsed.push(editor));
}

/// The formats in which this thread parses texts meanwhile, one for each time.
pub(crate) fn parsed_in(work: impl FnOnce()) -> Vec<Editor> {
    PARSED.take();
    work();
    PARSED.take()
}

fn open(editor: Editor, text: &str) -> Document<'_> {
    Document::open(editor, text).expect("readable")
}

/// The text of the value that stands at a key.
fn text_at(document: &Document<'_>, key: &str) -> Option<String> {
    document.value(key)?.as_text()
}

/// The names to which the value at a key goes, where it does not stand there.
fn names_at(document: &Document<'_>, key: &str) -> Option<String> {
    match document.get(key)? {
        Stands::Elsewhere { names, .. } => Some(names),
        Stands::Here(_) => None,
    }
}

/// The settings that a Coder set-up would write, as variables.
fn coder() -> Vec<Setting> {
    vec![
        Setting::text("CODER_OIDC_ISSUER_URL", "https://acme.okta.com"),
        Setting::text("CODER_OIDC_CLIENT_ID", "0oa1b2c3d4E5F6g7h8i9"),
        Setting::secret("CODER_OIDC_CLIENT_SECRET", "q7-Rk3w_long$secret#'\"x"),
        Setting::new("CODER_OIDC_SCOPES", joined(&["openid", "profile", "email"])),
        Setting::new("CODER_OIDC_ALLOW_SIGNUPS", Value::Bool(true)),
    ]
}

fn joined(items: &[&str]) -> Value {
    Value::List {
        items: items.iter().map(|&item| item.to_owned()).collect(),
        separator: Some(",".to_owned()),
    }
}

fn own_map(lists: bool, rows: &[(&str, &[&str])]) -> Value {
    let row = |(name, items): &(&str, &[&str])| {
        ((*name).to_owned(), items.iter().map(|&item| item.to_owned()).collect())
    };
    Value::Map { rows: rows.iter().map(row).collect(), lists }
}

fn own_list(items: &[&str]) -> Value {
    Value::List { items: items.iter().map(|&item| item.to_owned()).collect(), separator: None }
}

/// Plans, and checks what holds for every plan: it reads back, and planning again changes nothing.
fn planned(editor: Editor, old: &str, settings: &[Setting]) -> Result<Plan, RefusalKind> {
    let plan = plan(editor, Some(old), settings).map_err(|refusal| refusal.why)?;
    assert_reads_back(editor, plan.text.reveal(), settings);
    let again = super::plan(editor, Some(plan.text.reveal()), settings).map_err(|refusal| refusal.why)?;
    assert!(again.unchanged, "a second plan changes something");
    assert!(again.text == plan.text, "a second plan has another text");
    Ok(plan)
}

fn assert_reads_back(editor: Editor, text: &str, settings: &[Setting]) {
    let document = open(editor, text);
    for setting in settings {
        let found = document.value(&setting.key);
        assert!(found.is_some_and(|found| setting.value.matches(&found)), "{} in:\n{text}", setting.key);
    }
}

/// The new text, for a plan that must succeed.
fn written(editor: Editor, old: &str, settings: &[Setting]) -> String {
    match planned(editor, old, settings) {
        Ok(plan) => plan.text.reveal().to_owned(),
        Err(why) => panic!("refused: {why}"),
    }
}

/// The refusal, for a plan that must not succeed. Every refusal can be said.
fn refused(editor: Editor, old: &str, settings: &[Setting]) -> RefusalKind {
    let why = planned(editor, old, settings).map(|plan| plan.changes).expect_err("this must be refused");
    assert!(!why.message().in_english().contains('⟨'), "{}", why.message().in_english());
    why
}
