//! What the application's files say against what they should say, as evidence.

use super::Setup;
use super::change::Target;
use super::destination::stands_whole;
use super::effect::FileTrouble;
use crate::apps::Format;
use crate::base::Secret;
use crate::base::words::Message;
use crate::config::{Mismatch, Opened, Setting};
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
    all.elsewhere.extend(found.elsewhere);
    all
}

impl Setup {
    /// What a file says against what it should say.
    pub(super) fn compare(
        &self,
        resolved: &Format,
        target: &Target,
        read: Result<Option<Secret>, FileTrouble>,
    ) -> ConfigurationEvidence {
        let mut found = ConfigurationEvidence {
            place: target.path.display().to_string().into(),
            unreadable: None,
            missing: Vec::new(),
            differs: Vec::new(),
            elsewhere: Vec::new(),
        };
        match read {
            Err(trouble) => found.unreadable = Some(trouble.detail),
            Ok(None) => {
                let settings = resolved.settings().unwrap_or_default();
                found.missing = settings.into_iter().map(|setting| setting.key).collect();
            }
            Ok(Some(text)) => self.compare_text(&mut found, resolved, target, text),
        }
        found
    }

    fn compare_text(
        &self,
        found: &mut ConfigurationEvidence,
        resolved: &Format,
        target: &Target,
        text: Secret,
    ) {
        if stands_whole(resolved, &text) {
            return;
        }
        let opened = Opened::new(text);
        let resolved = self.read_as(resolved, &target.path, &opened).unwrap_or(resolved);
        let Some((editor, settings)) = self.wanted(resolved, &opened) else {
            found.missing.push(target.format.clone());
            return;
        };
        let document = match opened.document(editor) {
            Ok(document) => document,
            Err(error) => {
                found.unreadable = Some(error.message());
                return;
            }
        };
        let there = self.destination(resolved, &document, &target.path, &opened, &settings);
        // Where nothing can be found, nothing of it stands.
        let settings = there.map_or(settings, |there| there.settings);
        let own = [&self.connection.client_id, &self.connection.issuer];
        let tells = |setting: &Setting| {
            let text = setting.value.as_text().unwrap_or_default();
            !setting.value.is_secret() && own.iter().copied().flatten().any(|one| text.contains(one))
        };
        let is_elsewhere =
            |setting: &&Setting| document.get(&setting.key).is_some_and(|it| it.is_elsewhere());
        let elsewhere = settings.iter().filter(|setting| tells(setting)).filter(is_elsewhere);
        found.elsewhere.extend(elsewhere.map(|setting| setting.key.clone()));
        for Mismatch { key, wanted, seen } in document.compare(&settings) {
            match seen {
                None => found.missing.push(key),
                Some(seen) => found.differs.push((key, wanted.shown(), seen.shown())),
            }
        }
    }
}
