//! What is not written because the file says it by another key, or does without it; and what the person should know of that.

use super::super::Setup;
use super::super::configured::default_of;
use super::super::format;
use super::{is_within, says};
use crate::apps::Format;
use crate::apps::guide::Key;
use crate::config::{Lead, Note, Place, Setting};

/// A value that the file has under another key.
pub(super) struct Kept {
    /// The key that is not written, as the file would spell it.
    key: String,
    /// The key that stands there.
    other: String,
    /// Whether it is the same value that stands there, and not one with which this one would mean something else.
    is_same: bool,
}

impl Kept {
    /// The key of another name under which a value is kept, so that it must not stand here as well.
    pub(super) fn under(key: Option<&Key>, setting: &Setting, place: &Place<'_>) -> Option<Self> {
        let named = key.map(|key| key.instead.clone()).unwrap_or_default();
        let is_secret = setting.value.is_secret();
        let files = if is_secret { format::file_variants(&setting.key) } else { Vec::new() };
        let all = if named.is_empty() { Vec::new() } else { place.keys() };
        let holds = |outer: &str| {
            let below = format!("{outer}.").replace('"', "");
            all.iter().any(|key| key.replace('"', "").starts_with(&below))
        };
        let other = named.into_iter().chain(files).find(|other| says(place, other) || holds(other))?;
        let is_same = is_secret || key.is_some_and(|key| key.connects);
        Some(Self { key: place.name_of(&setting.key), other, is_same })
    }

    /// How the document is asked for the key that stands there.
    pub(super) fn way(&self, place: &Place<'_>) -> String {
        place.way_for(&self.other, &[])
    }

    /// What the person should know of it; nothing where the other key was just given the new value.
    pub(super) fn note(self, place: &Place<'_>, written: &[Setting]) -> Option<Note> {
        let way = self.way(place);
        if written.iter().any(|setting| setting.key == way || is_within(&setting.key, &way)) {
            return None;
        }
        let (key, other) = (self.key, place.name_of(&self.other));
        Some(if self.is_same { Note::Kept { key, other } } else { Note::NotBeside { key, other } })
    }
}

/// What the person should know of a secret that is not written, because the container of a sign-on that is there takes its
/// variables from a Kubernetes Secret as well, and this one stands nowhere else.
pub(super) fn in_whole_secret(
    resolved: &Format,
    setting: &Setting,
    own: &str,
    place: &Place<'_>,
) -> Option<Note> {
    if !setting.value.is_secret() || place.get(own).is_some() {
        return None;
    }
    let Lead::KubernetesSecret { name, .. } = place.taken_whole(own)? else { return None };
    let mut keys = resolved.keys().iter().chain(&resolved.read);
    let is_there = keys.any(|key| key.connects && says(place, &key.key));
    is_there.then(|| Note::InSecret { key: place.name_of(own), name })
}

impl Setup {
    /// What a connection that is there does without, where the person has answered a question for it.
    pub(super) fn left_away(&self, setting: &Setting, place: &Place<'_>) -> Option<Note> {
        let value = setting.value.as_text()?;
        let is_asked = |(question, answer): (&String, &String)| {
            let is_name = answer.len() > 1 && !matches!(answer.as_str(), "true" | "false");
            is_name
                && value.contains(answer.as_str())
                && default_of(&self.guide, question).as_ref() != Some(answer)
        };
        let is_asked = self.context().answers.iter().any(is_asked);
        is_asked.then(|| Note::LeftAway { key: place.name_of(&setting.key), value: setting.value.shown() })
    }
}
