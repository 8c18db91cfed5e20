//! What the application's files say against what they should say, as evidence.

use super::change::Target;
use super::effect::FileTrouble;
use crate::apps::Format;
use crate::base::{Secret, words};
use crate::config::{self, Editor, Setting, Value};
use crate::diagnosis::evidence::ConfigurationEvidence;

/// What several files say, as of one.
pub(super) fn together(
    before: Option<ConfigurationEvidence>,
    found: ConfigurationEvidence,
) -> ConfigurationEvidence {
    let Some(mut all) = before else { return found };
    all.place = words::list(&[all.place, found.place]);
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
        place: target.path.display().to_string(),
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
    let keys: Vec<String> = settings.iter().map(|setting| setting.key.clone()).collect();
    let reading = match config::read(editor, text, &keys) {
        Ok(reading) => reading,
        Err(error) => {
            found.unreadable = Some(error.say());
            return;
        }
    };
    let stays = |setting: &Setting| {
        setting.or_from_elsewhere && reading.references.iter().any(|one| one.key == setting.key)
    };
    for setting in settings.iter().filter(|setting| !stays(setting)) {
        let seen = reading.values.get(&setting.key).cloned();
        let seen = if setting.value.is_secret() { seen.map(Value::into_secret) } else { seen };
        match seen {
            None => found.missing.push(setting.key.clone()),
            Some(seen) if setting.value.matches(&seen) => {}
            Some(seen) => found.differs.push((setting.key.clone(), setting.value.shown(), seen.shown())),
        }
    }
}
