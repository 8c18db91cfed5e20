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
use crate::config::{self, Editor, EnvDialect, Lead, Piece};

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
    pub(super) editor: Editor,
    pub(super) source: Source<'a>,
}

impl<'a> Leads<'a> {
    pub(super) fn new(editor: Editor, source: Source<'a>) -> Self {
        Self { editor, source }
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
        if matches!(self.editor, Editor::Env(_)) && key != name && depth > 0 {
            let own = self.in_env_text(self.source.text, name, depth);
            if let Some(text) = own {
                return Some((text, name.to_owned()));
            }
        }
        match self.source.around.variables.get(name).filter(|_| is_about_sign_on(name)) {
            None if is_about_sign_on(name) => {
                wants.insert(Want::Variable(name.to_owned()));
            }
            Some(Some(text)) if !text.is_empty() => return Some((text.clone(), name.to_owned())),
            _ => {}
        }
        let path = self.folder().join(".env");
        let text = self.file(&path, wants)?;
        let found = self.in_env_text(text.reveal(), name, depth.saturating_sub(1))?;
        Some((found, format!("{name} (.env)")))
    }

    /// The value of a variable in a text of `KEY=value` lines.
    fn in_env_text(&self, text: &str, name: &str, depth: usize) -> Option<Secret> {
        let reading = config::read(Editor::Env(EnvDialect::Compose), text, &[name.to_owned()]).ok()?;
        if let Some(value) = reading.values.get(name) {
            return value.as_text().map(Secret::new);
        }
        let led = reading.references.into_iter().next().filter(|_| depth > 0)?;
        match self.follow_from(name, &led.pieces, depth - 1) {
            Followed::There { text, .. } => Some(text),
            Followed::Open { .. } => None,
        }
    }

    fn kubernetes_secret(
        &self,
        name: &str,
        key: &str,
        wants: &mut BTreeSet<Want>,
    ) -> Option<(Secret, String)> {
        let path = format!("Secret/{name}.stringData.\"{key}\"");
        let inside = |text: &str| {
            let reading = config::read(Editor::Manifest, text, std::slice::from_ref(&path)).ok()?;
            reading.values.get(&path)?.as_text().map(Secret::new)
        };
        let told = |file: &Path| {
            let file = file.file_name().unwrap_or_default().to_string_lossy();
            format!("Secret/{name} ({file})")
        };
        if let Some(text) = inside(self.source.text) {
            return Some((text, told(self.source.path)));
        }
        let folder = self.folder();
        let Some(manifests) = self.source.around.manifests.get(&folder) else {
            wants.insert(Want::Manifests(folder));
            return None;
        };
        manifests.iter().find_map(|(file, text)| Some((inside(text.reveal())?, told(file))))
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
        let mounted = path.strip_prefix("/run/secrets/").filter(|_| self.editor == Editor::ComposeFile);
        let kept = mounted.and_then(|name| self.text_at(&format!("secrets.{name}.file")));
        self.folder().join(kept.as_deref().unwrap_or(path))
    }

    fn text_at(&self, key: &str) -> Option<String> {
        let reading = config::read(self.editor, self.source.text, &[key.to_owned()]).ok()?;
        reading.values.get(key)?.as_text()
    }

    /// A variable of a Compose service that is not in its `environment` may be in its `env_file`.
    pub(super) fn beside(&self, key: &str) -> (Option<(Secret, Origin)>, BTreeSet<Want>) {
        let mut wants = BTreeSet::new();
        let found = self.in_env_files(key, &mut wants);
        (found, wants)
    }

    fn in_env_files(&self, key: &str, wants: &mut BTreeSet<Want>) -> Option<(Secret, Origin)> {
        let (service, name) =
            key.rsplit_once(".environment.").filter(|_| self.editor == Editor::ComposeFile)?;
        let list = format!("{service}.env_file");
        let reading = config::read(self.editor, self.source.text, std::slice::from_ref(&list)).ok()?;
        let files = match reading.values.get(&list)? {
            config::Value::List { items, .. } => items.clone(),
            other => vec![other.as_text()?],
        };
        // The last file of the list counts.
        for file in files.iter().rev() {
            let path = self.folder().join(file);
            let Some(text) = self.file(&path, wants) else { continue };
            if let Some(found) = self.in_env_text(text.reveal(), name, DEPTH) {
                let line = config::line_of(Editor::Env(EnvDialect::Compose), text.reveal(), name);
                return Some((found, Origin { path, line, through: None }));
            }
        }
        None
    }
}

/// A file that holds one value mostly ends with a line end.
fn trimmed(text: &Secret) -> Secret {
    Secret::new(text.reveal().trim_end_matches(['\n', '\r']))
}
