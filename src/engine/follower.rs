//! Following a value of a configuration to where it stands, with what is known around the file.
//!
//! PURE. What has to be looked at first is named; it never runs a command and never opens a keeper of secrets. What leads out of
//! the file is followed only where [`Rule`] lets it; otherwise not even the question what stands there is asked.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::effect::Want;
use super::origin::{Origin, Source};
use super::reference::{Permission, Reference, Rule};
use crate::base::Secret;
use crate::config::{Document, Editor, EnvDialect, Lead, Piece, ReadError, Stands, Value};

/// How a file of variables beside an application's own is read.
pub(super) const VARIABLES: Editor = Editor::Env(EnvDialect::Compose);

/// How often a value may lead on to another one before a circle is assumed.
const DEPTH: usize = 4;

/// What came of following a value.
pub(super) enum Followed {
    /// The value, and where it stands.
    There {
        /// The value.
        text: Secret,
        /// The variable or the file, as it is told to the person.
        through: String,
    },
    /// It could not be had.
    Open {
        /// Where it leads.
        lead: Lead,
    },
}

/// What was met on the way.
#[derive(Debug, Default)]
pub(super) struct Way {
    /// What has to be looked at before what is open is certain to be so.
    pub(super) wants: BTreeSet<Want>,
    /// The first reference that may not be followed, or not yet.
    pub(super) held: Option<(Reference, Permission)>,
    /// References that were followed.
    pub(super) followed: BTreeSet<Reference>,
}

/// Follows what the values of a file refer to.
#[derive(Clone, Copy)]
pub(super) struct Follower<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) source: Source<'a>,
    pub(super) rule: Rule<'a>,
}

impl<'a> Follower<'a> {
    /// The value of a key, piece by piece.
    pub(super) fn follow(&self, key: &str, pieces: &[Piece], way: &mut Way) -> Followed {
        self.follow_from(key, pieces, DEPTH, way)
    }

    fn follow_from(&self, key: &str, pieces: &[Piece], depth: usize, way: &mut Way) -> Followed {
        let mut whole = String::new();
        let mut through = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => whole.push_str(text.reveal()),
                Piece::Lead(lead) => match self.one(key, lead, depth, way) {
                    Some((text, from)) => {
                        whole.push_str(text.reveal());
                        through = from;
                    }
                    None => return Followed::Open { lead: lead.clone() },
                },
            }
        }
        Followed::There { text: Secret::new(whole), through }
    }

    /// Whether a reference may be followed; what may not is remembered.
    fn may(&self, reference: Reference, way: &mut Way) -> bool {
        let permission = self.rule.judge(&reference);
        if permission == Permission::Follow {
            way.followed.insert(reference);
            return true;
        }
        way.held.get_or_insert((reference, permission));
        false
    }

    fn one(&self, key: &str, lead: &Lead, depth: usize, way: &mut Way) -> Option<(Secret, String)> {
        match lead {
            Lead::Variable { name, otherwise } => {
                let mut own = Way::default();
                let set = self.variable(key, name, depth, &mut own);
                // What counts otherwise counts only where the variable is certain not to: it may be looked at and is not
                // there, or belongs to others.
                let asks = own.held.as_ref().is_some_and(|(_, permission)| *permission == Permission::Ask);
                let is_open = !own.wants.is_empty() || asks;
                let otherwise = otherwise.clone().filter(|_| !is_open).map(|text| (text, name.clone()));
                if set.is_none() && otherwise.is_some() {
                    own.held = None;
                }
                way.wants.extend(own.wants);
                way.followed.extend(own.followed);
                way.held = way.held.take().or(own.held);
                set.or(otherwise)
            }
            Lead::File(path) => {
                let path = self.path_of(path);
                let text = trimmed(self.file(Reference::File(path.clone()), &path, way)?);
                // A file with several lines is no value but something else.
                (!text.reveal().contains('\n')).then(|| (text, path.display().to_string()))
            }
            Lead::KubernetesSecret { name, key } => self.kubernetes_secret(name, key, way),
            Lead::Kept { .. } | Lead::Unclear(_) => None,
        }
    }

    /// A variable: of the file itself, of this computer, or of the file `.env` beside it.
    fn variable(&self, key: &str, name: &str, depth: usize, way: &mut Way) -> Option<(Secret, String)> {
        if matches!(self.document.editor(), Editor::Env(_))
            && key != name
            && depth > 0
            && let Ok(own) = self.source.opened.document(VARIABLES)
            && let Some(text) = self.variable_of(&own, name, depth, way)
        {
            return Some((text, name.to_owned()));
        }
        let of_computer = Reference::Variable(name.to_owned());
        let path = self.folder().join(".env");
        let is_named = !matches!(self.rule.judge(&of_computer), Permission::Never(_));
        if is_named {
            if !self.may(of_computer.clone(), way) {
                return None;
            }
            match self.source.gathered.variables.get(name) {
                None => {
                    way.wants.insert(Want::Variable(name.to_owned()));
                }
                Some(Some(text)) if !text.is_empty() => return Some((text.clone(), name.to_owned())),
                Some(_) => {}
            }
        } else if !self.has_env_file() {
            self.may(of_computer, way);
            return None;
        }
        let entry = Reference::Entry { name: name.to_owned(), path: path.clone() };
        let text = if is_named { self.looked_at(&path, way) } else { self.file(entry, &path, way) };
        let file = text.and_then(|text| Document::open(VARIABLES, text.reveal()).ok());
        let found = file.and_then(|file| self.variable_of(&file, name, depth.saturating_sub(1), way));
        if found.is_none() && !is_named {
            // What is not beside the file would have to be a variable of this computer.
            self.may(of_computer, way);
        }
        Some((found?, format!("{name} (.env)")))
    }

    /// Whether what reads this file takes variables from a file `.env` beside it.
    fn has_env_file(&self) -> bool {
        matches!(self.document.editor(), Editor::Env(_) | Editor::ComposeFile)
    }

    /// The value of a variable in a file of `KEY=value` lines.
    fn variable_of(&self, file: &Document<'_>, name: &str, depth: usize, way: &mut Way) -> Option<Secret> {
        match file.get(name)? {
            Stands::Here(value) => value.as_text().map(Secret::new),
            Stands::Elsewhere { .. } if depth == 0 => None,
            Stands::Elsewhere { pieces, .. } => match self.follow_from(name, &pieces, depth - 1, way) {
                Followed::There { text, .. } => Some(text),
                Followed::Open { .. } => None,
            },
        }
    }

    fn kubernetes_secret(&self, name: &str, key: &str, way: &mut Way) -> Option<(Secret, String)> {
        let path = format!("Secret/{name}.stringData.\"{key}\"");
        let inside = |manifest: Result<Document<'_>, ReadError>| {
            manifest.ok()?.value(&path)?.as_text().map(Secret::new)
        };
        let told = |file: &Path| {
            let file = file.file_name().unwrap_or_default().to_string_lossy();
            format!("Secret/{name} ({file})")
        };
        if let Some(text) = inside(self.source.opened.document(Editor::Manifest)) {
            return Some((text, told(self.source.path)));
        }
        let folder = self.folder();
        let reference = Reference::KubernetesSecret {
            folder: folder.clone(),
            name: name.to_owned(),
            key: key.to_owned(),
        };
        if !self.may(reference, way) {
            return None;
        }
        let Some(manifests) = self.source.gathered.manifests.get(&folder) else {
            way.wants.insert(Want::Manifests(folder));
            return None;
        };
        let open = |text: &'a Secret| Document::open(Editor::Manifest, text.reveal());
        manifests.iter().find_map(|(file, text)| Some((inside(open(text))?, told(file))))
    }

    /// The text of a file, where the reference to it may be followed.
    fn file(&self, reference: Reference, path: &Path, way: &mut Way) -> Option<&'a Secret> {
        if self.may(reference, way) { self.looked_at(path, way) } else { None }
    }

    fn looked_at(&self, path: &Path, way: &mut Way) -> Option<&'a Secret> {
        let known = self.source.gathered.files.get(path);
        if known.is_none() {
            way.wants.insert(Want::File { path: path.to_path_buf(), within: self.folder() });
        }
        known?.as_ref()
    }

    fn folder(&self) -> PathBuf {
        self.source.path.parent().map(Path::to_path_buf).unwrap_or_default()
    }

    /// A path as the file means it: beside the file; and for a secret of Compose, where Compose takes it from.
    fn path_of(&self, path: &str) -> PathBuf {
        let mounted = path.strip_prefix("/run/secrets/").filter(|_| self.is_compose());
        let kept = mounted.and_then(|name| self.document.value(&format!("secrets.{name}.file"))?.as_text());
        self.folder().join(kept.as_deref().unwrap_or(path))
    }

    fn is_compose(&self) -> bool {
        self.document.editor() == Editor::ComposeFile
    }

    /// A variable of a Compose service that is not in its `environment` may be in that of a service that it extends, or in its
    /// `env_file`.
    ///
    /// `is_whole`: the Compose file names no issuer itself. Then one such file alone is the configuration, its issuer and its
    /// secret stand together in it, and nothing goes where another file says.
    pub(super) fn beside(&self, key: &str, is_whole: bool, way: &mut Way) -> Option<(Secret, Origin)> {
        let (service, name) = key.rsplit_once(".environment.").filter(|_| self.is_compose())?;
        let all = variables_of(self.document, service);
        let is_whole = is_whole && all.len() == 1;
        for Variables { file, service } in all {
            let path = file.as_ref().map_or(self.source.path.to_path_buf(), |file| self.folder().join(file));
            let key = [service.as_str(), name].concat();
            if file.is_none() {
                let Some(found) = self.variable_of(self.document, &key, DEPTH, way) else { continue };
                let line = self.document.line_of(&key);
                return Some((found, Origin { path, key: Some(name.to_owned()), line, through: None }));
            }
            let reference = Reference::Entry { name: name.to_owned(), path: path.clone() };
            let may_be_read = is_whole && matches!(self.rule.judge(&reference), Permission::Ask);
            let text =
                if may_be_read { self.looked_at(&path, way) } else { self.file(reference, &path, way) };
            let Some(text) = text else { continue };
            let editor = if service.is_empty() { VARIABLES } else { Editor::ComposeFile };
            let Ok(file) = Document::open(editor, text.reveal()) else { continue };
            if let Some(found) = self.variable_of(&file, &key, DEPTH, way) {
                let line = file.line_of(&key);
                return Some((found, Origin { path, key: Some(name.to_owned()), line, through: None }));
            }
        }
        None
    }
}

/// Where else than in its own `environment` a Compose service has variables.
pub(super) struct Variables {
    /// The file; `None` for the Compose file itself.
    pub(super) file: Option<String>,
    /// What stands before the name of a variable there; nothing in a file of `NAME=value` lines.
    pub(super) service: String,
}

/// Where a Compose service has further variables, what counts first: the service that it extends, then the files that it names, the
/// last of them first.
pub(super) fn variables_of(document: &Document<'_>, service: &str) -> Vec<Variables> {
    let text = |key: &str| document.value(&format!("{service}.{key}"))?.as_text();
    let extended = text("extends").map(|other| (None, other));
    let extended = extended.or_else(|| Some((text("extends.file"), text("extends.service")?)));
    let extended =
        extended.map(|(file, other)| Variables { file, service: format!("services.{other}.environment.") });
    let files = env_files(document, &format!("{service}.env_file")).into_iter().rev();
    let files = files.map(|file| Variables { file: Some(file), service: String::new() });
    extended.into_iter().chain(files).collect()
}

/// The files that a Compose service takes variables from, of which the last counts: one name, a list of them, or a list of tables
/// with a `path`.
fn env_files(document: &Document<'_>, key: &str) -> Vec<String> {
    let path = |at: usize| document.value(&format!("{key}[{at}].path"))?.as_text();
    let paths: Vec<String> = (0..).map_while(path).collect();
    match document.value(key) {
        Some(Value::List { items, .. }) if paths.is_empty() => items,
        Some(other) if paths.is_empty() => other.as_text().into_iter().collect(),
        _ => paths,
    }
}

/// A file that holds one value mostly ends with a line end.
fn trimmed(text: &Secret) -> Secret {
    Secret::new(text.reveal().trim_end_matches(['\n', '\r']))
}
