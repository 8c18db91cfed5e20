//! What the application's files say against what they should say, as evidence.

use super::change::Target;
use super::effect::FileTrouble;
use crate::apps::Format;
use crate::base::Secret;
use crate::base::words::Message;
use crate::config::{Document, Editor, Mismatch, Setting};
use crate::diagnosis::evidence::ConfigurationEvidence;

/// What several files say, as of one.
pub(super) fn together(
    before: Option<ConfigurationEvidence>,
    found: ConfigurationEvidence,
) -> ConfigurationEvidence {
    let Some(mut all) = before else { return found };
    all.place = Message::List(vec![all.place, found.place]);
    all.unreadable = all.unreadable.or(found.unreadable);
    all.missing.extend(found.missing);
    all.differs.extend(found.differs);
    all
}

/// What a file says against what it should say.
pub(super) fn compare(
    resolved: &Format,
    target: &Target,
    read: Result<Option<Secret>, FileTrouble>,
) -> ConfigurationEvidence {
    let mut found = ConfigurationEvidence {
        place: target.path.display().to_string().into(),
        unreadable: None,
        missing: Vec::new(),
        differs: Vec::new(),
    };
    let settings = resolved.settings().unwrap_or_default();
    match (read, resolved.editor()) {
        (Err(trouble), _) => found.unreadable = Some(trouble.detail),
        (Ok(None), _) => found.missing = settings.into_iter().map(|setting| setting.key).collect(),
        (Ok(Some(text)), None) => {
            if Some(&text) != resolved.whole_text().as_ref() {
                found.missing.push(target.format.clone());
            }
        }
        (Ok(Some(text)), Some(editor)) => compare_keys(&mut found, editor, &settings, text.reveal()),
    }
    found
}

fn compare_keys(found: &mut ConfigurationEvidence, editor: Editor, settings: &[Setting], text: &str) {
    let document = match Document::open(editor, text) {
        Ok(document) => document,
        Err(error) => {
            found.unreadable = Some(error.message());
            return;
        }
    };
    for Mismatch { key, wanted, seen } in document.compare(settings) {
        match seen {
            None => found.missing.push(key),
            Some(seen) => found.differs.push((key, wanted.shown(), seen.shown())),
        }
    }
}
