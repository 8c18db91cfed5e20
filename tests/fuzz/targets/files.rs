//! Files: guides of one's own, saved connections, and configurations in every format.

use crate::usher::apps::Guide;
use crate::usher::config::{Document, Editor, Setting, Value, plan};
use crate::usher::engine::connection::{Connection, RECORD_VERSION};

/// A guide of one's own: read whole, or refused with places that exist.
pub(crate) fn guide(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let lines = text.split('\n').count() + 1;
    let Err(problems) = Guide::parse(&text) else { return };
    assert!(!problems.is_empty(), "a refusal names a reason");
    for problem in problems {
        assert!((1..=lines).contains(&problem.line) && problem.column > 0, "{problem:?}");
    }
}

/// A saved connection: what is read is kept without a loss, and what a newer Usher wrote is refused.
pub(crate) fn record(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(read) = Connection::read(&text) else { return };
    assert!(read.version <= RECORD_VERSION, "a newer record is refused");
    let kept = serde_json::to_string_pretty(&read).expect("a record can be kept");
    assert_eq!(Connection::read(&kept).as_ref(), Ok(&read), "what is kept is read back");
}

/// A configuration file: its first line names the editor and the dialect, the rest is its text.
pub(crate) fn config(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Some((editor, head, text)) = file(&text) else { return };
    let settings = settings(head);
    let Some(new) = changed(editor, text, &settings) else { return };
    let planned = plan(editor, Some(text), &settings).expect("the same plan");
    assert_eq!(planned.text.reveal(), new);
    let difference = format!("{:?}", planned.difference(Some(text)));
    assert!(text.contains(SHOWN) || !difference.contains(SHOWN), "the secret is masked in the difference");
}

/// A value from anywhere in a file from anywhere: the first line names the editor and the dialect, then comes the value, up
/// to a line of its own with `==`, then the file.
pub(crate) fn value(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Some((editor, head, rest)) = file(&text) else { return };
    let Some((value, text)) = rest.split_once("\n==\n") else { return };
    let [issuer, secret, switch] = keys(head);
    let list = Value::List { items: vec![value.to_owned(), "b".to_owned()], separator: None };
    changed(editor, text, &[Setting::text(issuer, value), Setting::new(switch, Value::Bool(false))]);
    changed(editor, text, &[Setting::secret(secret, value), Setting::text(issuer, "")]);
    changed(editor, text, &[Setting::new(issuer, list)]);
    let named = |more: &str| (format!("{value}{more}"), vec![value.to_owned()]);
    for lists in [false, true] {
        let map = Value::Map { rows: vec![named(""), named("2")], lists };
        changed(editor, text, &[Setting::new(issuer, map)]);
    }
}

/// The editor that the first line names, that line, and the rest.
fn file(text: &str) -> Option<(Editor, &str, &str)> {
    let (head, text) = text.split_once('\n').unwrap_or((text, ""));
    let (name, dialect) = head.split_once(' ').unwrap_or((head, ""));
    Some((Editor::named(name, Some(dialect)).ok()?, head, text))
}

/// Changes a text, where that can be done, and shows that it says what was planned and everything else as before.
fn changed(editor: Editor, text: &str, settings: &[Setting]) -> Option<String> {
    let keys: Vec<String> = settings.iter().map(|setting| setting.key.clone()).collect();
    if let Ok(document) = Document::open(editor, text) {
        for key in keys.iter().chain(&document.keys()) {
            document.get(key);
        }
    }
    let planned = plan(editor, Some(text), settings).ok()?;
    let new = planned.text.reveal();
    let document = Document::open(editor, new).expect("what was written can be read");
    for setting in settings {
        let value = document.value(&setting.key);
        assert!(value.is_some_and(|value| setting.value.matches(&value)), "{} reads back", setting.key);
    }
    assert_others_stay(editor, text, new, &keys);
    let again = plan(editor, Some(new), settings).expect("what was written can be planned again");
    assert!(again.unchanged, "planning twice changes nothing");
    Some(new.to_owned())
}

/// What other readers of these formats see besides the keys that were meant is as it was.
fn assert_others_stay(editor: Editor, old: &str, new: &str, keys: &[String]) {
    let without = |text: &str| -> Option<serde_json::Value> {
        let mut all = match editor {
            Editor::Json => serde_json::from_str(text).ok()?,
            Editor::Toml => toml::from_str(text).ok()?,
            _ => return None,
        };
        for key in keys {
            take(&mut all, key);
        }
        Some(all)
    };
    // A text with comments is no plain JSON, and a file without a table has none to compare.
    if let (Some(old), Some(new)) = (without(old), without(new)) {
        assert_eq!(old, new, "something else changed");
    }
}

/// Takes a key out, and the tables that are empty without it.
fn take(all: &mut serde_json::Value, key: &str) {
    let (first, rest) = key.split_once('.').map_or((key, None), |(first, rest)| (first, Some(rest)));
    let Some(table) = all.as_object_mut() else { return };
    match rest {
        Some(rest) => {
            let Some(inner) = table.get_mut(first) else { return };
            take(inner, rest);
            if inner.as_object().is_some_and(serde_json::Map::is_empty) {
                table.remove(first);
            }
        }
        None => drop(table.remove(first)),
    }
}

/// Whether a change of this file can be planned, so that more than a refusal is tried.
#[allow(dead_code, reason = "the fuzzer itself has no use for it")]
pub(crate) fn is_planned(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    file(&text).is_some_and(|(editor, head, text)| plan(editor, Some(text), &settings(head)).is_ok())
}

/// A part of the secret that [`settings`] write, which no format escapes.
const SHOWN: &str = "q7-Rk3w_long";

/// An address, a secret and a switch.
fn settings(head: &str) -> Vec<Setting> {
    let [issuer, secret, switch] = keys(head);
    vec![
        Setting::text(issuer, "https://example.okta.com/oauth2/default"),
        Setting::secret(secret, format!("{SHOWN}/secret#+x")),
        Setting::new(switch, Value::Bool(true)),
    ]
}

/// Keys that the editor can have for an address, a secret and a switch.
fn keys(head: &str) -> [&'static str; 3] {
    match head.split_once(' ').unwrap_or((head, "")) {
        ("yaml", "kubernetes") => {
            ["ConfigMap/a.data.issuer", "Secret/a.stringData.secret", "ConfigMap/a.data.\"on.or.off\""]
        }
        ("yaml", "compose") => [
            "services.coder.environment.ISSUER",
            "services.coder.environment.SECRET",
            "services.coder.environment.SIGNUPS",
        ],
        ("yaml", "helm") => ["coder.env[name=ISSUER].value", "coder.env[name=SECRET].value", "coder.on"],
        ("python", _) => ["c.Authenticator.issuer", "OAUTH[name=okta].secret", "AUTH_ON"],
        ("ruby", _) => ["external_url", "rails['secret']", "rails['on']"],
        ("env" | "properties", _) => ["OIDC_ISSUER", "OIDC_SECRET", "OIDC_SIGNUPS"],
        ("apache", _) => ["OIDCProviderMetadataURL", "OIDCClientSecret", "OIDCPassUserInfo"],
        ("commands", _) => ["tool set app > --issuer=", "tool set app <", "tool set app > --on="],
        ("nginx" | "caddyfile", _) => ["issuer", "client_secret", "use_pkce"],
        _ => ["oidc.issuer", "oidc.secret", "oidc.signups"],
    }
}
