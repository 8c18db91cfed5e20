//! What counts for the application though the file itself does not have it: values behind references, and the variables of the
//! files that a Compose service names as a whole.
//!
//! Only what was looked at already is known here, and only what [`Rule`] lets one follow is followed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::apps::guide::Format;
use crate::apps::template::Template;
use crate::config::{Document, Editor, Entry, Piece, Stands};
use crate::engine::follower::{Followed, Follower, VARIABLES, Variables, Way, variables_of};
use crate::engine::format::{Adopted, Source, all_keys, looked_for};
use crate::engine::reference::Rule;

/// What stands behind one file.
pub(super) struct Behind<'a> {
    source: Source<'a>,
    receiver: Option<&'a str>,
    /// How a variable of the service is spelled: what stands before its name.
    before: String,
    /// Where else the service has variables, what counts first.
    others: Vec<VariablesOf<'a>>,
    /// No variable of this computer is named for what is only compared.
    named: BTreeSet<String>,
}

/// A file of variables, or a service of a Compose file.
struct VariablesOf<'a> {
    path: PathBuf,
    document: Document<'a>,
    /// What stands before the name of a variable there.
    before: String,
}

/// A variable that stands elsewhere.
pub(super) struct Beside {
    pub(super) file: String,
    pub(super) line: Option<usize>,
    pub(super) name: String,
    pub(super) text: String,
}

impl<'a> Behind<'a> {
    pub(super) fn of(
        format: &Format<Template>,
        document: &Document<'_>,
        source: Source<'a>,
        adopted: &'a Adopted,
    ) -> Self {
        let place = document.at(&adopted.place);
        let names = all_keys(format).map(|key| looked_for(&key.key));
        let service = names.filter(|_| document.editor() == Editor::ComposeFile).find_map(|name| {
            let (before, _) = name.rsplit_once(".environment.")?;
            let way = place.way_for(&name, &[]);
            Some((format!("{before}.environment."), way.rsplit_once(".environment.")?.0.to_owned()))
        });
        let (before, service) = service.unwrap_or_default();
        let folder = source.path.parent().unwrap_or(Path::new(""));
        let known = |Variables { file, service }: Variables| {
            let Some(file) = file else {
                let own = source.opened.document(Editor::ComposeFile).ok()?;
                return Some(VariablesOf { path: source.path.to_path_buf(), document: own, before: service });
            };
            let path = folder.join(file);
            let text = source.gathered.files.get(&path)?.as_ref()?;
            let editor = if service.is_empty() { VARIABLES } else { Editor::ComposeFile };
            Some(VariablesOf { path, document: Document::open(editor, text.reveal()).ok()?, before: service })
        };
        let all = if service.is_empty() { Vec::new() } else { variables_of(document, &service) };
        Self {
            source,
            receiver: adopted.receiver.as_deref(),
            before,
            others: all.into_iter().filter_map(known).collect(),
            named: BTreeSet::new(),
        }
    }

    /// The variable that another file sets in the place of a key that this one does not have.
    pub(super) fn beside(&self, name: &str) -> Option<Beside> {
        let own = name.strip_prefix(&self.before).filter(|_| !self.others.is_empty())?;
        self.others.iter().find_map(|VariablesOf { path, document, before }| {
            let key = [before, own].concat();
            let text = match document.get(&key)? {
                Stands::Here(value) => value.as_text()?,
                Stands::Elsewhere { .. } => return None,
            };
            let (file, line) = (path.display().to_string(), document.line_of(&key));
            Some(Beside { file, line, name: own.to_owned(), text })
        })
    }

    /// The names of all those variables, each as this file would spell it.
    pub(super) fn names(&self) -> Vec<String> {
        let own = |one: &VariablesOf<'_>| {
            let all = one.document.at(&Entry::default()).keys().into_iter();
            all.filter_map(|key| key.strip_prefix(&one.before).map(str::to_owned)).collect::<Vec<_>>()
        };
        self.others.iter().flat_map(own).map(|name| [&self.before, &*name].concat()).collect()
    }

    /// The value to which a reference leads.
    pub(super) fn followed(&self, document: &Document<'_>, key: &str, pieces: &[Piece]) -> Option<String> {
        let Source { path: file, consent, .. } = self.source;
        let rule = Rule { file, named: &self.named, receiver: self.receiver, consent };
        let follower = Follower { document, source: self.source, rule };
        match follower.follow(key, pieces, &mut Way::default()) {
            Followed::There { text, .. } => Some(text.reveal().to_owned()),
            Followed::Open { .. } => None,
        }
    }
}
