//! Following a value of a configuration to where it stands, with what is known around the file.
//!
//! PURE. What has to be looked at first is named; it never runs a command and never opens a keeper of secrets. A file may come
//! from anywhere, and names the issuer to which its secret is sent: so it cannot have what belongs to other programs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::effect::Want;
use super::origin::{Origin, Source};
use super::reach::{is_about_sign_on, is_private};
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
        /// What has to be looked at before that is certain.
        wants: BTreeSet<Want>,
    },
}

/// One file, seen as the beginning of leads.
#[derive(Clone, Copy)]
pub(super) struct Leads<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) source: Source<'a>,
}

impl<'a> Leads<'a> {
    pub(super) fn new(document: &'a Document<'a>, source: Source<'a>) -> Self {
        Self { document, source }
    }

    /// The value of a key, piece by piece.
    pub(super) fn follow(&self, key: &str, pieces: &[Piece]) -> Followed {
        self.follow_from(key, pieces, DEPTH)
    }

    fn follow_from(&self, key: &str, pieces: &[Piece], depth: usize) -> Followed {
        let mut whole = String::new();
        let mut through = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => whole.push_str(text.reveal()),
                Piece::Lead(lead) => {
                    let mut wants = BTreeSet::new();
                    match self.one(key, lead, depth, &mut wants) {
                        Some((text, from)) => {
                            whole.push_str(text.reveal());
                            through = from;
                        }
                        None => return Followed::Open { lead: lead.clone(), wants },
                    }
                }
            }
        }
        Followed::There { text: Secret::new(whole), through }
    }

    fn one(
        &self,
        key: &str,
        lead: &Lead,
        depth: usize,
        wants: &mut BTreeSet<Want>,
    ) -> Option<(Secret, String)> {
        match lead {
            Lead::Variable { name, otherwise } => {
                let set = self.variable(key, name, depth, wants);
                let otherwise =
                    || otherwise.clone().filter(|_| wants.is_empty()).map(|text| (text, name.clone()));
                set.or_else(otherwise)
            }
            Lead::File(path) => {
                let path = self.path_of(path);
                let text = trimmed(self.file(&path, wants)?);
                // A file with several lines is no value but something else.
                (!text.reveal().contains('\n')).then(|| (text, path.display().to_string()))
            }
            Lead::KubernetesSecret { name, key } => self.kubernetes_secret(name, key, wants),
            Lead::Kept { .. } | Lead::Unclear(_) => None,
        }
    }

    /// A variable: of the file itself, of this computer, or of the file `.env` beside it.
    fn variable(
        &self,
        key: &str,
        name: &str,
        depth: usize,
        wants: &mut BTreeSet<Want>,
    ) -> Option<(Secret, String)> {
        if matches!(self.document.editor(), Editor::Env(_))
            && key != name
            && depth > 0
            && let Ok(own) = self.source.opened.document(VARIABLES)
            && let Some(text) = self.variable_of(&own, name, depth)
        {
            return Some((text, name.to_owned()));
        }
        match self.source.around.variables.get(name).filter(|_| is_about_sign_on(name)) {
            None if is_about_sign_on(name) => {
                wants.insert(Want::Variable(name.to_owned()));
            }
            Some(Some(text)) if !text.is_empty() => return Some((text.clone(), name.to_owned())),
            _ => {}
        }
        let path = self.folder().join(".env");
        let file = Document::open(VARIABLES, self.file(&path, wants)?.reveal()).ok()?;
        let found = self.variable_of(&file, name, depth.saturating_sub(1))?;
        Some((found, format!("{name} (.env)")))
    }

    /// The value of a variable in a file of `KEY=value` lines.
    fn variable_of(&self, file: &Document<'_>, name: &str, depth: usize) -> Option<Secret> {
        match file.get(name)? {
            Stands::Here(value) => value.as_text().map(Secret::new),
            Stands::Elsewhere { .. } if depth == 0 => None,
            Stands::Elsewhere { pieces, .. } => match self.follow_from(name, &pieces, depth - 1) {
                Followed::There { text, .. } => Some(text),
                Followed::Open { .. } => None,
            },
        }
    }

    fn kubernetes_secret(
        &self,
        name: &str,
        key: &str,
        wants: &mut BTreeSet<Want>,
    ) -> Option<(Secret, String)> {
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
        let Some(manifests) = self.source.around.manifests.get(&folder) else {
            wants.insert(Want::Manifests(folder));
            return None;
        };
        let open = |text: &'a Secret| Document::open(Editor::Manifest, text.reveal());
        manifests.iter().find_map(|(file, text)| Some((inside(open(text))?, told(file))))
    }

    fn file(&self, path: &Path, wants: &mut BTreeSet<Want>) -> Option<&'a Secret> {
        if is_private(&self.folder(), path) {
            return None;
        }
        let known = self.source.around.files.get(path);
        if known.is_none() {
            wants.insert(Want::File(path.to_path_buf()));
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

    /// A variable of a Compose service that is not in its `environment` may be in its `env_file`.
    pub(super) fn beside(&self, key: &str) -> (Option<(Secret, Origin)>, BTreeSet<Want>) {
        let mut wants = BTreeSet::new();
        let found = self.in_env_files(key, &mut wants);
        (found, wants)
    }

    fn in_env_files(&self, key: &str, wants: &mut BTreeSet<Want>) -> Option<(Secret, Origin)> {
        let (service, name) = key.rsplit_once(".environment.").filter(|_| self.is_compose())?;
        let files = match self.document.value(&format!("{service}.env_file"))? {
            Value::List { items, .. } => items,
            other => vec![other.as_text()?],
        };
        // The last file of the list counts.
        for file in files.iter().rev() {
            let path = self.folder().join(file);
            let Some(text) = self.file(&path, wants) else { continue };
            let Ok(file) = Document::open(VARIABLES, text.reveal()) else { continue };
            if let Some(found) = self.variable_of(&file, name, DEPTH) {
                let line = file.line_of(name);
                return Some((found, Origin { path, key: Some(name.to_owned()), line, through: None }));
            }
        }
        None
    }
}

/// A file that holds one value mostly ends with a line end.
fn trimmed(text: &Secret) -> Secret {
    Secret::new(text.reveal().trim_end_matches(['\n', '\r']))
}
