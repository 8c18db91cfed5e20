//! Where a value of a file was found, or where it leads to when it could not be had.

use std::path::{Path, PathBuf};

use super::effect::Around;
use super::intent::Field;
use super::reference::{Consent, Never, Permission, Reference, UNKNOWN};
use crate::base::words;
use crate::config::{Lead, Opened};

/// A file's text, and what is known around it.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The file.
    pub path: &'a Path,
    /// Its text, open in the formats that it was asked for in.
    pub opened: &'a Opened,
    /// Variables and other files, as far as they were looked at.
    pub around: &'a Around,
    /// What the person said about what it refers to.
    pub consent: &'a Consent,
}

/// Where a value was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub path: PathBuf,
    /// The file's key, where it stands under one.
    pub key: Option<String>,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// Where the file takes it from, where it stands elsewhere: a file, or a variable's name.
    pub through: Option<String>,
}

impl Origin {
    /// The place as a sentence: “Found in coder.env, line 4.”
    pub fn say(&self) -> String {
        let file = self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy();
        let line = self.line.unwrap_or_default().to_string();
        let through = self.through.as_deref().map(crate::base::untrusted::visible).unwrap_or_default();
        let key = match (self.line, self.through.is_some()) {
            (Some(_), false) => "engine.found.line",
            (Some(_), true) => "engine.found.line_through",
            (None, false) => "engine.found.file",
            (None, true) => "engine.found.file_through",
        };
        let file = crate::base::untrusted::visible(&file);
        words::fill(key, &[("file", &file), ("line", &line), ("through", &through)])
    }
}

/// A value that stands elsewhere and could not be had from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The value.
    pub field: Field,
    /// The file's key.
    pub key: String,
    /// Where it stands in the file.
    pub origin: Origin,
    /// Where it leads.
    pub lead: Lead,
    /// The reference that was not followed, where one was not for want of permission.
    pub held: Option<Held>,
}

/// A reference that was not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The reference.
    pub reference: Reference,
    /// Why it was not: the person was not asked yet, or it is never followed.
    pub permission: Permission,
    /// Where its value would have gone: scheme, host and port; empty where the file does not show it.
    pub host: String,
}

impl Held {
    /// Whether the person can agree to it.
    pub fn asks(&self) -> bool {
        self.permission == Permission::Ask
    }

    /// The place, as it is told to the person: “the variable X”, “the file /srv/secret.txt”.
    pub fn place(&self) -> String {
        let shown = crate::base::untrusted::visible;
        let path = |path: &Path| shown(&path.display().to_string());
        let (kind, at, file) = match &self.reference {
            Reference::Variable(name) => ("variable", shown(name), String::new()),
            Reference::Entry { name, path: file } => ("entry", shown(name), path(file)),
            Reference::File(file) => ("file", path(file), String::new()),
            Reference::KubernetesSecret { folder, name, .. } => {
                ("kubernetes_secret", shown(name), path(folder))
            }
        };
        words::fill(&format!("engine.reference.{kind}"), &[("at", &at), ("file", &file)])
    }

    /// Where the value would have gone, as it is told to the person.
    pub fn target(&self) -> String {
        if self.host == UNKNOWN {
            words::text("engine.reference.unknown_issuer")
        } else {
            crate::base::untrusted::visible(&self.host)
        }
    }

    /// Why it is not followed: the key of the sentence.
    fn reason(&self) -> &'static str {
        match self.permission {
            Permission::Follow | Permission::Ask => "engine.reference.asks",
            Permission::Never(Never::Unnamed) => "engine.reference.unnamed",
            Permission::Never(Never::Elsewhere) => "engine.reference.elsewhere",
            Permission::Never(Never::Hidden) => "engine.reference.hidden",
        }
    }
}

impl Open {
    /// The place in the file: “coder.env, line 4”.
    pub fn at(&self) -> String {
        let file = self.origin.path.file_name().unwrap_or(self.origin.path.as_os_str()).to_string_lossy();
        let file = crate::base::untrusted::visible(&file);
        match self.origin.line {
            Some(line) => {
                words::fill("engine.reference.line", &[("file", &file), ("line", &line.to_string())])
            }
            None => file,
        }
    }

    /// Which key leads where: “CODER_OIDC_CLIENT_SECRET (coder.env, line 4) from the variable X”.
    pub fn leads(&self, held: &Held) -> String {
        self.fill("engine.reference.leads", held)
    }

    fn fill(&self, key: &str, held: &Held) -> String {
        let (at, place, target) = (self.at(), held.place(), held.target());
        let values = [("key", self.key.as_str()), ("at", &at), ("place", &place), ("target", &target)];
        words::fill(key, &values)
    }

    /// What is missing, where it leads and why it was not taken from there.
    pub fn say(&self) -> String {
        if let Some(held) = &self.held {
            return self.fill(held.reason(), held);
        }
        let shown = crate::base::untrusted::visible;
        let (kind, at, more) = match &self.lead {
            Lead::Variable { name, .. } => ("variable", shown(name), String::new()),
            Lead::File(path) => ("file", shown(path), String::new()),
            Lead::KubernetesSecret { name, key } => ("kubernetes_secret", shown(name), shown(key)),
            Lead::Kept { keeper, at } => (*keeper, shown(at), String::new()),
            Lead::Unclear(names) => ("unclear", shown(names), String::new()),
        };
        // What would do something else in a command that is there to be copied stands in none.
        let copied = matches!(kind, "onepassword" | "kubernetes_secret");
        let kind = if copied && !is_plain(&at, &more) { "unclear" } else { kind };
        let file = self.origin.path.file_name().unwrap_or(self.origin.path.as_os_str()).to_string_lossy();
        let file = shown(&file);
        let values = [
            ("key", self.key.as_str()),
            ("file", file.as_str()),
            ("at", at.as_str()),
            ("more", more.as_str()),
        ];
        words::fill(&format!("engine.elsewhere.{kind}"), &values)
    }

    /// The flag that gives the value.
    pub fn flag(&self) -> String {
        flag_of(&self.field)
    }
}

/// The flag that gives a field's value.
pub fn flag_of(field: &Field) -> String {
    match field {
        Field::Organization => "--organization".to_owned(),
        Field::Issuer => "--issuer".to_owned(),
        Field::ClientId => "--client-id".to_owned(),
        Field::Secret => "--client-secret-file".to_owned(),
        Field::Scopes => "--scopes".to_owned(),
        Field::Redirect => "--redirect-uri".to_owned(),
        Field::Answer(key) => format!("--set {key}=…"),
    }
}

/// Whether names can stand in a command between apostrophes, or without any, and mean only themselves.
fn is_plain(at: &str, more: &str) -> bool {
    let quoted = |one: char| one.is_alphanumeric() || " ._/:@#?=&+,-%~[]".contains(one);
    let bare = |one: char| one.is_alphanumeric() || "._-".contains(one);
    if more.is_empty() { at.chars().all(quoted) } else { at.chars().chain(more.chars()).all(bare) }
}
