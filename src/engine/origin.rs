//! Where a value of a file was found, or where it leads to when it could not be had.

use std::path::{Path, PathBuf};

use super::effect::Gathered;
use super::intent::Field;
use super::reference::{Consent, Never, Permission, Reference, UNKNOWN};
use crate::base::untrusted::visible;
use crate::base::words::{Key, Message, key, message};
use crate::config::{Lead, Opened};

const KUBERNETES: Key = key!("engine.elsewhere.kubernetes_secret");
const UNCLEAR: Key = key!("engine.elsewhere.unclear");

/// A file's text, and what is known around it.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The file.
    pub path: &'a Path,
    /// Its text, open in the formats that it was asked for in.
    pub opened: &'a Opened,
    /// Variables and other files, as far as they were looked at.
    pub gathered: &'a Gathered,
    /// What the person said about what it refers to.
    pub consent: &'a Consent,
    /// Which of several places in the file is meant, where somebody said so.
    pub entry: Option<&'a str>,
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
    /// The place in the file: “coder.env, line 4”.
    pub fn at(&self) -> Message {
        let file = self.file();
        match self.line {
            Some(line) => message!("engine.reference.line", file = file, line = line),
            None => file.into(),
        }
    }

    /// The place as a sentence: “Found in coder.env, line 4.”
    pub fn message(&self) -> Message {
        let file = self.file();
        match (self.line, self.through.as_deref().map(visible)) {
            (Some(line), None) => message!("engine.found.line", file = file, line = line),
            (Some(line), Some(through)) => {
                message!("engine.found.line_through", file = file, line = line, through = through)
            }
            (None, None) => message!("engine.found.file", file = file),
            (None, Some(through)) => message!("engine.found.file_through", file = file, through = through),
        }
    }

    /// The file's name, safe to show.
    fn file(&self) -> String {
        visible(&self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy())
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
    fn place(&self) -> Message {
        let path = |path: &Path| visible(&path.display().to_string());
        match &self.reference {
            Reference::Variable(name) => message!("engine.reference.variable", at = visible(name)),
            Reference::Entry { name, path: file } => {
                message!("engine.reference.entry", at = visible(name), file = path(file))
            }
            Reference::File(file) => message!("engine.reference.file", at = path(file)),
            Reference::KubernetesSecret { folder, name, .. } => {
                message!("engine.reference.kubernetes_secret", at = visible(name), file = path(folder))
            }
        }
    }

    /// Where the value would have gone, as it is told to the person.
    pub fn target(&self) -> Message {
        if self.host == UNKNOWN {
            message!("engine.reference.unknown_issuer")
        } else {
            visible(&self.host).into()
        }
    }

    /// Why it is not followed.
    fn reason(&self) -> Key {
        match self.permission {
            Permission::Follow | Permission::Ask => key!("engine.reference.asks"),
            Permission::Never(Never::Unnamed) => key!("engine.reference.unnamed"),
            Permission::Never(Never::Elsewhere) => key!("engine.reference.elsewhere"),
            Permission::Never(Never::Hidden) => key!("engine.reference.hidden"),
        }
    }
}

impl Open {
    /// The place in the file: “coder.env, line 4”.
    pub fn at(&self) -> Message {
        self.origin.at()
    }

    /// Which key leads where: “CODER_OIDC_CLIENT_SECRET (coder.env, line 4) from the variable X”.
    pub fn leads(&self, held: &Held) -> Message {
        self.fill(key!("engine.reference.leads"), held)
    }

    fn fill(&self, key: Key, held: &Held) -> Message {
        message!(key, key = self.key, at = self.at(), place = held.place(), target = held.target())
    }

    /// What is missing, where it leads and why it was not taken from there.
    pub fn message(&self) -> Message {
        if let Some(held) = &self.held {
            return self.fill(held.reason(), held);
        }
        let (kind, at, more) = match &self.lead {
            Lead::Variable { name, .. } => (key!("engine.elsewhere.variable"), visible(name), String::new()),
            Lead::File(path) => (key!("engine.elsewhere.file"), visible(path), String::new()),
            Lead::KubernetesSecret { name, key } => (KUBERNETES, visible(name), visible(key)),
            Lead::Kept { keeper, at } => (*keeper, visible(at), String::new()),
            Lead::Unclear(names) => (UNCLEAR, visible(names), String::new()),
        };
        // What would do something else in a command that is there to be copied stands in none.
        let copied = [key!("engine.elsewhere.onepassword"), KUBERNETES].contains(&kind);
        let kind = if copied && !is_plain(&at, &more) { UNCLEAR } else { kind };
        message!(kind, key = self.key, file = self.origin.file(), at = at, more = more)
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
