//! The search through a configuration that exists: which application's it is, and what it says.
//!
//! PURE. What has to be looked at outside the file is asked for by [`Search::wants`]; whoever drives the search has `world` look at it,
//! gives it back by [`Search::gather`], and looks again. After a few rounds nothing more is wanted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::configured::{Configured, configured};
use super::connection::SecretSource;
use super::effect::{Gathered, Want};
use super::follower::VARIABLES;
use super::format::{self, Adopted, Open, Source};
use super::intent::Field;
use super::reference::Consent;
use crate::apps::Guide;
use crate::apps::guide::Format;
use crate::apps::template::Template;
use crate::base::Secret;
use crate::config::{self, Editor, Inclusion, Opened, ReadError};

/// How often what was found may lead on.
const ROUNDS: usize = 4;

/// A configuration that exists, and what is known around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    path: PathBuf,
    opened: Opened,
    gathered: Gathered,
    consent: Consent,
    entry: Option<String>,
    rounds: usize,
}

/// A guide that fits a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The guide's identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    is_sign_on: bool,
    count: usize,
}

/// What one guide finds in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The guide's format.
    pub format: String,
    /// The values.
    pub adopted: Adopted,
    /// What the application uses by this file, and what the file answers.
    pub configured: Configured,
    /// Where the secret lives, where the file tells it.
    pub source: Option<SecretSource>,
}

impl Look {
    /// The values that the file gives, and the answers that follow from which keys stand in it.
    pub fn given(&self) -> BTreeMap<Field, Secret> {
        let values = self.adopted.values.iter().map(|(field, given)| (field.clone(), given.text.clone()));
        let answers = self.configured.answers.iter();
        let answers = answers
            .map(|(question, answer)| (Field::Answer(question.clone()), Secret::from(answer.as_str())));
        values.chain(answers).collect()
    }
}

impl Look {
    /// The guide's questions that the file answers; none while it is open which of several places is meant.
    pub fn answers(&self) -> BTreeMap<Field, Secret> {
        let mut all = self.given();
        all.retain(|field, _| matches!(field, Field::Answer(_)) && self.adopted.others.is_empty());
        all
    }
}

impl Search {
    /// A search through this file.
    pub fn new(path: &Path, text: Secret) -> Self {
        let consent = Consent::default();
        Self {
            path: path.to_path_buf(),
            opened: Opened::new(text),
            gathered: Gathered::default(),
            consent,
            entry: None,
            rounds: 0,
        }
    }

    /// The same search with what the person said about the file's references.
    #[must_use]
    pub fn with_consent(self, consent: Consent) -> Self {
        Self { consent, ..self }
    }

    /// Which of several places in the file is meant: by its label, or by one of the names in it.
    #[must_use]
    pub fn at(self, entry: Option<String>) -> Self {
        Self { entry, ..self }
    }

    /// The place that was named.
    pub fn entry(&self) -> Option<&str> {
        self.entry.as_deref()
    }

    /// The labels of the places in which the file has a guide's keys, by which one of them is named.
    pub fn places(&self, guide: &Guide) -> Vec<String> {
        let all = Search { entry: None, ..self.clone() };
        let Some((_, adopted)) = format::best(guide, all.source()) else { return Vec::new() };
        let one = std::slice::from_ref(&adopted.place);
        let all = if adopted.others.is_empty() { one } else { &adopted.others };
        all.iter().map(format::label).filter(|label| !label.is_empty()).collect()
    }

    /// The person agreed to these; what they lead on to is asked for anew.
    pub fn agree(&mut self, open: &[Open]) {
        let held = open.iter().filter_map(|open| open.held.as_ref());
        self.consent.now.extend(held.map(|held| held.reference.clone()));
        self.rounds = 0;
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the file in each format of some guides, once.
    fn open<'a>(&mut self, guides: impl IntoIterator<Item = &'a Guide>) {
        let formats = guides.into_iter().flat_map(|guide| &guide.formats);
        let mut editors: Vec<Editor> =
            formats.filter_map(|format| format::editor_for(format, &self.opened)).collect();
        // Those that the file's name speaks for come first, since not all may be read of a large one; and what YAML says of the
        // text tells whether it can be a Compose file.
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        editors.sort_by_key(|editor| (!editor.suits(&name), *editor == Editor::ComposeFile));
        for editor in editors {
            self.opened.open(editor);
            if matches!(editor, Editor::Env(_)) {
                self.opened.open(VARIABLES);
            }
        }
    }

    fn source(&self) -> Source<'_> {
        let Self { path, opened, gathered, consent, entry, .. } = self;
        Source { path, opened, gathered, consent, entry: entry.as_deref() }
    }

    /// The files that a systemd unit takes its variables from, where the text is one: they are what should be searched. Nothing
    /// is taken from the unit itself, so no issuer of its own can receive what is in them.
    pub fn unit_files(&self) -> Vec<PathBuf> {
        let lines = self.opened.text().lines().map(str::trim);
        let is_unit = lines.clone().any(|line| line == "[Service]");
        let files = lines.filter_map(|line| line.strip_prefix("EnvironmentFile=")).filter(|_| is_unit);
        // A dash says that the file may be missing, systemd.exec(5).
        files.map(|file| PathBuf::from(file.trim_start_matches('-').trim_matches('"'))).collect()
    }

    /// The first line of the file that takes in another one, in which more may stand.
    pub fn inclusion(&self) -> Option<Inclusion> {
        config::inclusion(self.opened.text())
    }

    /// The guides that fit the file's own keys best, with the best one's equals. The guide for any application comes in only
    /// where no other fits as well.
    pub fn candidates(&mut self, guides: &[Guide]) -> Vec<Candidate> {
        // Guides ask more of a text than its formats do, and of this one nothing would come.
        if self.opened.too_much().is_some() {
            return Vec::new();
        }
        self.open(guides);
        let found = |guide: &Guide| {
            let (_, adopted) = format::best(guide, self.source())?;
            let (is_sign_on, count) = (adopted.is_sign_on(), adopted.count());
            Some(Candidate { id: guide.id.clone(), name: guide.name.clone(), is_sign_on, count })
        };
        let mut all: Vec<Candidate> = guides.iter().filter_map(found).collect();
        let best = all.iter().map(|one| (one.is_sign_on, one.count)).max();
        all.retain(|one| Some((one.is_sign_on, one.count)) == best);
        if all.len() > 1 {
            all.retain(|one| one.id != crate::apps::catalogue::GENERIC);
        }
        all
    }

    /// What this guide finds; `None` when nothing of it stands in the file.
    pub fn look(&mut self, guide: &Guide) -> Option<Look> {
        if self.opened.too_much().is_some() {
            return None;
        }
        self.open([guide]);
        let (format, mut adopted) = format::recognise(guide, self.source())?;
        let configured = configured(guide, format, self.source(), &adopted);
        adopted.absent.retain(|(field, _)| !configured.misread.contains_key(field));
        adopted.values.extend(configured.misread.clone());
        let from_here = adopted.values.contains_key(&Field::Secret);
        let source = from_here
            .then(|| SecretSource::Configuration { path: self.path.clone(), format: format.id.clone() });
        Some(Look { format: format.id.clone(), adopted, configured, source })
    }

    /// Why nobody knows what the file says: it goes deeper than it is read, or holds more, by a format of these guides; or it
    /// cannot be parsed in any of those that its name speaks for.
    pub fn unread<'a>(&self, guides: impl IntoIterator<Item = &'a Guide>) -> Option<ReadError> {
        if let Some(why) = self.opened.too_much() {
            return Some(why);
        }
        let formats = guides.into_iter().flat_map(|guide| &guide.formats);
        let mut editors: Vec<Editor> =
            formats.filter_map(|format| format::editor_for(format, &self.opened)).collect();
        editors.dedup();
        let refused = |editor: &Editor| self.opened.document(*editor).err();
        if let Some(why) = editors.iter().filter_map(refused).find(|why| why.is_too_much) {
            return Some(why);
        }
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut spoken_for = editors.iter().filter(|editor| editor.suits(&name)).map(refused);
        let first = spoken_for.next()??;
        spoken_for.all(|why| why.is_some()).then_some(first)
    }

    /// What one format finds; `None` when the text is not of this format.
    pub(super) fn adopt(&self, guide: &Guide, format: &Format<Template>) -> Option<Adopted> {
        format::adopt(guide, format, self.source()).ok()
    }

    /// What has to be looked at before a look is final; nothing more after a few rounds.
    pub fn wants(&self, adopted: &Adopted) -> Vec<Want> {
        if self.rounds >= ROUNDS { Vec::new() } else { adopted.wants.iter().cloned().collect() }
    }

    /// Takes in what was looked at.
    pub fn gather(&mut self, more: Gathered) {
        self.rounds += 1;
        self.gathered.extend(more);
    }
}

#[cfg(test)]
mod tests;
