//! Which formats there are, by the names that guides use. A new format is one record here and one file beside.

use std::str::FromStr;

use super::budget;
use super::command::{Commands, Shell};
use super::directive::{Directives, Server};
use super::env::{Env, EnvDialect};
use super::format::Format;
use super::hcl::Hcl;
use super::ini::Ini;
use super::json::Json;
use super::properties::Properties;
use super::read_error::ReadError;
use super::script::{Language, Script};
use super::toml::Toml;
use super::tree::Tree;
use super::yaml::{Manifest, YamlText};

/// A configuration format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Editor {
    /// Lines of `KEY=value`.
    Env(EnvDialect),
    /// YAML 1.2, one document.
    Yaml,
    /// A Docker Compose file: YAML in which `$` is doubled and environment values are always text.
    ComposeFile,
    /// Kubernetes manifests: YAML documents that a key names by `Kind/name` first.
    Manifest,
    /// JSON, with or without comments.
    Json,
    /// HCL 2 as Terraform and OpenTofu use it.
    Hcl,
    /// TOML.
    Toml,
    /// INI with sections, as Grafana and Gitea read it.
    Ini,
    /// Java properties.
    Properties,
    /// Python settings: `NAME = literal` and `c.Class.name = literal`.
    Python,
    /// Ruby settings as Omnibus packages use them: `group['name'] = literal`.
    Ruby,
    /// PHP with one `$CONFIG = array ( … );`.
    Php,
    /// Apache directives.
    Apache,
    /// nginx directives.
    Nginx,
    /// Directives of a Caddyfile.
    Caddyfile,
    /// Commands for a POSIX shell.
    Shell,
    /// Commands for PowerShell.
    PowerShell,
}

/// A guide names an editor that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no editor “{editor}” with dialect “{dialect}”")]
pub struct UnknownEditor {
    /// The editor's name as it was given.
    pub editor: String,
    /// The dialect's name as it was given; empty where none was.
    pub dialect: String,
}

/// One format: its names in a guide, and what can edit it.
struct Record {
    name: &'static str,
    dialect: &'static str,
    editor: Editor,
}

const fn record(name: &'static str, dialect: &'static str, editor: Editor) -> Record {
    Record { name, dialect, editor }
}

/// Every format. The first record of a name is what the name means without a dialect.
static RECORDS: &[Record] = &[
    record("env", "systemd", Editor::Env(EnvDialect::Systemd)),
    record("env", "docker", Editor::Env(EnvDialect::Docker)),
    record("env", "compose", Editor::Env(EnvDialect::Compose)),
    record("env", "shell", Editor::Env(EnvDialect::Shell)),
    record("yaml", "", Editor::Yaml),
    record("yaml", "helm", Editor::Yaml),
    record("yaml", "kubernetes", Editor::Manifest),
    record("yaml", "compose", Editor::ComposeFile),
    record("json", "", Editor::Json),
    record("json", "comments", Editor::Json),
    record("hcl", "", Editor::Hcl),
    record("hcl", "terraform", Editor::Hcl),
    record("toml", "", Editor::Toml),
    record("ini", "", Editor::Ini),
    record("properties", "", Editor::Properties),
    record("python", "", Editor::Python),
    record("ruby", "", Editor::Ruby),
    record("php", "", Editor::Php),
    record("apache", "", Editor::Apache),
    record("nginx", "", Editor::Nginx),
    record("caddyfile", "", Editor::Caddyfile),
    record("commands", "sh", Editor::Shell),
    record("commands", "powershell", Editor::PowerShell),
];

impl Editor {
    /// Whether files of this format consist of keys and values alone, so that whatever a text says can be said by them.
    pub fn holds_values_alone(self) -> bool {
        !matches!(
            self,
            Self::Python
                | Self::Ruby
                | Self::Php
                | Self::Shell
                | Self::PowerShell
                | Self::Apache
                | Self::Nginx
                | Self::Caddyfile
        )
    }

    /// Whether lines at the end of such a file count after those before them.
    pub fn runs_in_order(self) -> bool {
        matches!(self, Self::Python | Self::Ruby | Self::Hcl)
    }

    /// Whether every line stands for itself, so that a line of another kind is no error.
    pub fn is_of_lines(self) -> bool {
        matches!(
            self,
            Self::Env(_) | Self::Ini | Self::Properties | Self::Apache | Self::Nginx | Self::Caddyfile
        )
    }

    /// Whether a text of this format is a program, in which braces and percent signs mean something of its own.
    pub fn runs_statements(self) -> bool {
        matches!(self, Self::Python | Self::Ruby | Self::Php | Self::Shell | Self::PowerShell)
    }

    /// The format by a guide's `editor` and `dialect`.
    pub fn named(editor: &str, dialect: Option<&str>) -> Result<Self, UnknownEditor> {
        let wanted = dialect.unwrap_or_default();
        RECORDS
            .iter()
            .find(|record| record.name == editor && (wanted.is_empty() || record.dialect == wanted))
            .map(|record| record.editor)
            .ok_or_else(|| UnknownEditor { editor: editor.to_owned(), dialect: wanted.to_owned() })
    }

    /// Every pair of names that [`Editor::named`] knows, for messages and for checking guides.
    pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
        RECORDS.iter().map(|record| (record.name, record.dialect))
    }

    /// What a text of this format says.
    pub(super) fn tree(self, text: &str) -> Result<Tree, ReadError> {
        budget::check(text)?;
        self.tree_within_budget(text)
    }

    /// The same of a text that is known not to be too much.
    pub(super) fn tree_within_budget(self, text: &str) -> Result<Tree, ReadError> {
        #[cfg(test)]
        super::tests::count_parse(self);
        self.format().tree(text)
    }

    /// Whether a file of this name is likely to be of this format.
    pub fn suits(self, name: &str) -> bool {
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        match self {
            Self::Env(_) => name.starts_with(".env") || name.contains(".env.") || ends(&[".env"]),
            Self::Yaml | Self::ComposeFile | Self::Manifest => ends(&[".yaml", ".yml"]),
            Self::Json => ends(&[".json", ".jsonc"]),
            Self::Hcl => ends(&[".tf", ".hcl", ".tfvars"]),
            Self::Toml => ends(&[".toml"]),
            Self::Ini => ends(&[".ini", ".cfg", ".conf"]),
            Self::Properties => ends(&[".properties"]),
            Self::Python => ends(&[".py"]),
            Self::Ruby => ends(&[".rb"]),
            Self::Php => ends(&[".php"]),
            Self::Apache | Self::Nginx => ends(&[".conf"]),
            Self::Caddyfile => name.starts_with("Caddyfile"),
            Self::Shell => ends(&[".sh"]),
            Self::PowerShell => ends(&[".ps1"]),
        }
    }

    /// What edits this format.
    pub(super) fn format(self) -> &'static dyn Format {
        match self {
            Self::Env(EnvDialect::Systemd) => &Env(EnvDialect::Systemd),
            Self::Env(EnvDialect::Docker) => &Env(EnvDialect::Docker),
            Self::Env(EnvDialect::Compose) => &Env(EnvDialect::Compose),
            Self::Env(EnvDialect::Shell) => &Env(EnvDialect::Shell),
            Self::Yaml => &YamlText { compose: false },
            Self::ComposeFile => &YamlText { compose: true },
            Self::Manifest => &Manifest,
            Self::Json => &Json,
            Self::Hcl => &Hcl,
            Self::Toml => &Toml,
            Self::Ini => &Ini,
            Self::Properties => &Properties,
            Self::Python => &Script(Language::Python),
            Self::Ruby => &Script(Language::Ruby),
            Self::Php => &Script(Language::Php),
            Self::Apache => &Directives(Server::Apache),
            Self::Nginx => &Directives(Server::Nginx),
            Self::Caddyfile => &Directives(Server::Caddy),
            Self::Shell => &Commands(Shell::Posix),
            Self::PowerShell => &Commands(Shell::Power),
        }
    }
}

impl FromStr for Editor {
    type Err = UnknownEditor;

    /// Reads `env`, or `env:docker` with a dialect.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            Some((editor, dialect)) => Self::named(editor, Some(dialect)),
            None => Self::named(text, None),
        }
    }
}
