//! Values in a text of JSON, such as a variable that holds a list of providers: they are changed within the text, which keeps its
//! own spelling.

use indexmap::IndexMap;

use super::document::{Document, Stands};
use super::editor::Editor;
use super::key::{self, Step};
use super::plan;
use super::refusal::Refusal;
use super::value::{Setting, Value};

/// Stands between the key of a text and the way inside. No key holds it.
const INTO: char = '\u{1f}';

/// The text is put into an object of one row, since no key leads into a list that is a whole document.
const ROW: &str = "text";
const BEFORE: &str = "{\"text\":";
const BEHIND: &str = "}";

/// The way through a text.
pub(super) fn way(outer: &str, inner: &[Step]) -> String {
    let inner = [&[Step::named(ROW)], inner].concat();
    format!("{outer}{INTO}{}", key::spelled(&inner))
}

fn in_a_row(document: &Document<'_>, outer: &str) -> Option<String> {
    let text = document.value(outer)?.as_text()?;
    Some([BEFORE, &text, BEHIND].concat())
}

/// Whether a key is such a way.
pub(super) fn leads_into(key: &str) -> bool {
    key.contains(INTO)
}

/// What stands there.
pub(super) fn get(document: &Document<'_>, key: &str) -> Option<Stands> {
    let (outer, inner) = key.split_once(INTO)?;
    Document::open(Editor::Json, &in_a_row(document, outer)?).ok()?.get(inner)
}

/// The settings with those within a text as one setting of that text. It counts as secret, since it may hold one.
///
/// # Errors
/// The change cannot be made within the text, or it cannot be proven.
pub(super) fn whole(document: &Document<'_>, settings: &[Setting]) -> Result<Vec<Setting>, Refusal> {
    let mut all = Vec::new();
    let mut texts: IndexMap<&str, Vec<Setting>> = IndexMap::new();
    for setting in settings {
        match setting.key.split_once(INTO) {
            Some((outer, inner)) => {
                texts.entry(outer).or_default().push(Setting { key: inner.to_owned(), ..setting.clone() });
            }
            None => all.push(setting.clone()),
        }
    }
    for (outer, inner) in texts {
        let text = in_a_row(document, outer).unwrap_or_default();
        let opened = Document::open(Editor::Json, &text).map_err(super::RefusalKind::Unreadable);
        let changed = opened.map_err(|why| plan::refusal(Editor::Json, why, &inner))?.plan(&inner)?;
        let inner = changed.text.reveal().strip_prefix(BEFORE).and_then(|text| text.strip_suffix(BEHIND));
        all.extend(inner.map(|text| Setting::new(outer, Value::Text(text.to_owned()).into_secret())));
    }
    Ok(all)
}
