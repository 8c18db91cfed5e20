//! Formats that are written whole, and texts that are documents of their own: how they go into a file that exists.

use super::values::merged;
use crate::apps::Format;
use crate::base::Secret;
use crate::config::{Document, Editor, Place, Plan, Setting, Value};

/// Whether a file holds what tells the connection, be it of another one.
pub(super) fn holds_connection(resolved: &Format, document: &Document<'_>) -> bool {
    let connecting = resolved.read.iter().filter(|key| key.connects).map(|key| key.key.clone());
    !document.places(&connecting.collect::<Vec<_>>()).is_empty()
}

/// The text of a program with the lines of a format at its end; `None` where lines at the end mean something else.
pub(super) fn appended(resolved: &Format, editor: Editor, old: &Secret) -> Option<Plan> {
    let lines = resolved.whole_text().filter(|_| editor.runs_in_order())?;
    let (before, after) = (old.reveal(), lines.reveal().trim_start_matches('\n'));
    let gap = if before.ends_with("\n\n") {
        ""
    } else if before.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    let text = Secret::new([before, gap, after].concat());
    // What a program declares twice, it does not start with.
    let declares = |text: &str| -> Vec<String> {
        let heads = text.lines().filter(|line| line.ends_with('{') && !line.starts_with([' ', '\t']));
        heads.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    // A table that a program makes a second time takes the place of the first.
    let makes = |text: &str| -> Vec<String> {
        let heads = text.lines().filter(|line| !line.starts_with([' ', '\t', '#']));
        let made =
            heads.filter_map(|line| line.trim_end().split_once('=').filter(|(_, value)| value.trim() == "{"));
        made.map(|(name, _)| name.split(':').next().unwrap_or(name).trim().to_owned()).collect()
    };
    let repeats = |known: Vec<String>, new: Vec<String>| new.iter().any(|one| known.contains(one));
    let is_twice = match editor {
        Editor::Hcl => repeats(declares(before), declares(after)),
        _ => repeats(makes(before), makes(after)),
    };
    let is_read = !is_twice && Document::open(editor, text.reveal()).is_ok();
    is_read.then(|| Plan { text, unchanged: false, ..Plan::unchanged(old) })
}

/// The settings, each text that the document has as a table as the settings in that text.
pub(super) fn parted(
    settings: &[Setting],
    document: &Document<'_>,
    place: &Place<'_>,
    written: Option<&Document<'_>>,
) -> Vec<Setting> {
    let inside = |setting: &Setting| -> Option<Vec<Setting>> {
        let (Value::Text(text), true) = (&setting.value, place.has_text_of_its_own(&setting.key)) else {
            return None;
        };
        let inner = Document::open(document.editor(), text).ok()?.settings(&[])?;
        let keyed =
            inner.into_iter().map(|inner| Setting { key: format!("{}>{}", setting.key, inner.key), ..inner });
        Some(keyed.collect())
    };
    let mut all: Vec<Setting> = Vec::new();
    for setting in settings {
        let whole = whole_text_around(setting, place, written);
        match whole {
            Some(whole) if all.iter().any(|known| known.key == whole.key) => {}
            Some(whole) => all.push(whole),
            None => all.extend(inside(setting).unwrap_or_else(|| vec![setting.clone()])),
        }
    }
    all
}

/// The text that a key leads into, on one line, where the document does not have that text yet.
pub(super) fn whole_text_around(
    setting: &Setting,
    place: &Place<'_>,
    written: Option<&Document<'_>>,
) -> Option<Setting> {
    let (outer, _) = setting.key.split_once('>')?;
    if place.has_text_of_its_own(outer) {
        return None;
    }
    let own = written?.text_at(outer)?;
    let text = match place.value(outer).and_then(|there| there.as_text()) {
        Some(there) => merged(&own, &there)?,
        None => own,
    };
    let value = if setting.value.is_secret() { Value::Secret(Secret::new(text)) } else { Value::Text(text) };
    Some(Setting::new(outer, value))
}

/// Whether a key leads into what stands at another one.
pub(super) fn is_within(key: &str, outer: &str) -> bool {
    key.strip_prefix(outer).is_some_and(|rest| rest.starts_with(['.', '[', '>']))
}

/// Whether all that a format writes as a whole is in a file already, be it among other lines.
pub(in crate::engine) fn stands_whole(resolved: &Format, text: &Secret) -> bool {
    resolved.whole_text().is_some_and(|whole| text.reveal().contains(whole.reveal().trim()))
}

/// The outermost names of a text that is a document itself.
pub(super) fn first_names(editor: Editor, text: &str) -> Vec<String> {
    let inner = Document::open(editor, text).ok().and_then(|inner| inner.settings(&[])).unwrap_or_default();
    let first = |key: &str| key.split(['.', '[']).next().map(str::to_owned);
    let mut all: Vec<String> = inner.iter().filter_map(|setting| first(&setting.key)).collect();
    all.dedup();
    all
}

/// Whether a key stands right beside one of those that tell the connection: what is further out says which object it is, or to
/// what it belongs, and one that is there has that already.
pub(super) fn is_beside(key: &str, told: &[Setting]) -> bool {
    let parent = |key: &str| {
        let end = key.rfind(['.', '>']).unwrap_or_default();
        let (outer, _) = key.split_at(end);
        // The entries of a list are named in one way or the other.
        let mut plain = String::new();
        let mut is_inside = false;
        for one in outer.chars() {
            match one {
                '[' => is_inside = true,
                ']' => is_inside = false,
                one if !is_inside && one != '"' => plain.push(one),
                _ => {}
            }
        }
        let named = plain.split_once('/').and_then(|(kind, rest)| Some((kind, rest.split_once('.')?.1)));
        named.map_or(plain.clone(), |(kind, rest)| format!("{kind}/.{rest}"))
    };
    told.iter().any(|one| parent(&one.key) == parent(key))
}

/// Whether a setting of a text is one of those by which it is read, in whose places the text has names of its own.
pub(super) fn is_told(one: &Setting, told: &[Setting], written: &Document<'_>) -> bool {
    let keys: Vec<String> = told.iter().map(|known| known.key.clone()).collect();
    let own = written.places(&keys).into_iter().next();
    let is_same =
        |key: &String| *key == one.key || own.as_ref().is_some_and(|own| own.way_for(key, &[]) == one.key);
    one.key.is_empty() || keys.iter().any(is_same)
}
