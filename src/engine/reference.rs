//! What a file refers to, and whether that may be followed.
//!
//! PURE. A file may come from anywhere, and it names both the issuer and where the client secret stands: without a rule it
//! could send the secrets of other programs to a server of its own. So a value is looked up outside the file only where
//!
//! 1. the guide itself names the variable for this very value, or what is referred to lies beside the file: in its folder or
//!    below, through no hidden name and no `..` (`world` also refuses a link that leads out); and
//! 2. the person named the issuer to which the value goes, or agreed to this reference of this file for this issuer.
//!
//! | leads to | issuer named by the person | agreed | otherwise |
//! |---|---|---|---|
//! | a variable that the guide names for this value | follow | follow | ask |
//! | what lies beside the file | follow | follow | ask |
//! | any other variable, any other file | never | never | never |
//!
//! Nothing is looked at before it may be followed. What stands in the file itself is no reference.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

/// A place outside the file to which one of its values leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// A variable of this computer.
    Variable(String),
    /// A line `NAME=value` of another file, Compose's `.env` or an `env_file`.
    Entry {
        /// The variable's name.
        name: String,
        /// The file.
        path: PathBuf,
    },
    /// A file that holds the value and nothing else.
    File(PathBuf),
    /// A key of a Kubernetes Secret in another manifest of this folder.
    KubernetesSecret {
        /// The folder of the manifests.
        folder: PathBuf,
        /// The Secret's name.
        name: String,
        /// The key in it.
        key: String,
    },
}

/// How it is kept in a record and compared: two different places never have the same text.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(f, "${{{name}}}"),
            Self::Entry { name, path } => write!(f, "{}#{name}", path.display()),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::KubernetesSecret { folder, name, key } => {
                write!(f, "{}#Secret/{name}.{key}", folder.display())
            }
        }
    }
}

/// A reference that the person agreed to have followed, kept in the connection's record. It holds for this reference, this
/// file and this issuer alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// The reference, as [`Reference`] spells it.
    pub reference: String,
    /// The file in which it stands.
    pub file: PathBuf,
    /// The issuer to which the value goes: scheme, host and port.
    pub host: String,
}

/// Who named the issuer to which a file's values go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Issuer {
    /// The file, or what it refers to.
    #[default]
    File,
    /// The person, for this very run.
    Person,
    /// The record of a connection, which may have it from the file: scheme, host and port, where it has one.
    Record(Option<String>),
}

/// What the person said about the references of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Consent {
    /// Who named the issuer.
    pub issuer: Issuer,
    /// The issuer of a record that counts where the file names none: scheme, host and port.
    pub otherwise: Option<String>,
    /// Whether all that can be agreed to was agreed to beforehand, by `--follow-references`.
    pub everything: bool,
    /// References that were agreed to one by one and kept.
    pub kept: Vec<Agreed>,
    /// References of this very text that were agreed to just now.
    pub now: BTreeSet<Reference>,
}

/// Whether a reference may be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// It may.
    Follow,
    /// Only when the person agrees.
    Ask,
    /// Not by any word: the value must be given in another way.
    Never(Never),
}

/// Why a reference is never followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Never {
    /// The guide does not name the variable for this value.
    Unnamed,
    /// It does not lie beside the file.
    Elsewhere,
    /// It lies in a hidden place, where programs keep what is a person's own.
    Hidden,
}

/// The rule for one value of one file.
#[derive(Debug, Clone, Copy)]
pub struct Rule<'a> {
    /// The file.
    pub file: &'a Path,
    /// The variables that the guide names for this value.
    pub named: &'a BTreeSet<String>,
    /// Where the value would go: scheme, host and port, where that is known. `None`: where the person said.
    pub receiver: Option<&'a str>,
    /// What the person said.
    pub consent: &'a Consent,
}

/// The receiver that a file names in a way that does not show it.
pub const UNKNOWN: &str = "";

impl Rule<'_> {
    /// Whether this reference may be followed.
    pub fn judge(&self, reference: &Reference) -> Permission {
        if let Some(never) = self.never(reference) {
            return Permission::Never(never);
        }
        let Some(host) = self.receiver else { return Permission::Follow };
        let text = reference.to_string();
        let kept = |one: &Agreed| {
            one.reference == text && one.file == self.file && one.host == host && host != UNKNOWN
        };
        let agreed = self.consent.everything
            || self.consent.now.contains(reference)
            || self.consent.kept.iter().any(kept);
        if agreed { Permission::Follow } else { Permission::Ask }
    }

    fn never(&self, reference: &Reference) -> Option<Never> {
        let folder = self.file.parent().unwrap_or(Path::new(""));
        match reference {
            Reference::Variable(name) => (!self.named.contains(name)).then_some(Never::Unnamed),
            Reference::Entry { path, .. } | Reference::File(path) => not_beside(folder, path),
            Reference::KubernetesSecret { folder: other, .. } => {
                (other != folder).then_some(Never::Elsewhere)
            }
        }
    }
}

/// Why a path does not lie beside a file in this folder; `None` where it does. `.env` and its like are no hidden places.
fn not_beside(folder: &Path, path: &Path) -> Option<Never> {
    let Ok(below) = path.strip_prefix(folder) else {
        return Some(if path.components().any(|part| is_hidden(part, false)) {
            Never::Hidden
        } else {
            Never::Elsewhere
        });
    };
    let parts: Vec<Component<'_>> = below.components().collect();
    let is_plain = |part: &Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if parts.is_empty() || !parts.iter().all(is_plain) {
        return Some(Never::Elsewhere);
    }
    let last = parts.len() - 1;
    let hidden = parts.iter().enumerate().any(|(at, part)| is_hidden(*part, at == last));
    hidden.then_some(Never::Hidden)
}

fn is_hidden(part: Component<'_>, is_file: bool) -> bool {
    let Component::Normal(name) = part else { return false };
    let name = name.to_string_lossy();
    let is_env = is_file && (name == ".env" || name.starts_with(".env."));
    name.starts_with('.') && !is_env
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "/srv/app/app.env";
    const HOST: &str = "https://acme.okta.com";

    fn variable(name: &str) -> Reference {
        Reference::Variable(name.to_owned())
    }

    fn file(path: &str) -> Reference {
        Reference::File(path.into())
    }

    fn entry(path: &str) -> Reference {
        Reference::Entry { name: "APP_CLIENT_SECRET".to_owned(), path: path.into() }
    }

    fn manifests(folder: &str) -> Reference {
        Reference::KubernetesSecret {
            folder: folder.into(),
            name: "oidc".to_owned(),
            key: "secret".to_owned(),
        }
    }

    fn judged(reference: &Reference, receiver: Option<&str>, consent: &Consent) -> Permission {
        let named = BTreeSet::from(["APP_CLIENT_SECRET".to_owned()]);
        Rule { file: Path::new(FILE), named: &named, receiver, consent }.judge(reference)
    }

    /// Each kind of place, and why it is never followed; `None`: it can be agreed to.
    fn table() -> Vec<(Reference, Option<Never>)> {
        use Never::{Elsewhere, Hidden, Unnamed};
        vec![
            (variable("APP_CLIENT_SECRET"), None),
            // Neither a part of a name counts, nor another case, nor a name around it.
            (variable("app_client_secret"), Some(Unnamed)),
            (variable("OTHER_APP_CLIENT_SECRET"), Some(Unnamed)),
            (variable("APP_CLIENT_SECRET_2"), Some(Unnamed)),
            (variable("OKTA_API_TOKEN"), Some(Unnamed)),
            (variable("TF_VAR_db_password"), Some(Unnamed)),
            (variable("CLIENT_SECRET"), Some(Unnamed)),
            (variable(""), Some(Unnamed)),
            (file("/srv/app/secret.txt"), None),
            (file("/srv/app/./secret.txt"), None),
            (file("/srv/app/secrets/okta"), None),
            (entry("/srv/app/.env"), None),
            (entry("/srv/app/.env.local"), None),
            (entry("/srv/app/conf/app.env"), None),
            (file("/srv/app"), Some(Elsewhere)),
            (file("/srv/app2/secret.txt"), Some(Elsewhere)),
            (file("/srv/other/secret.txt"), Some(Elsewhere)),
            (file("/etc/machine-id"), Some(Elsewhere)),
            (file("/run/secrets/okta"), Some(Elsewhere)),
            (file("/srv/app/../other/secret.txt"), Some(Elsewhere)),
            (file("/srv/app/sub/../secret.txt"), Some(Elsewhere)),
            (entry("/srv/app/../.env"), Some(Elsewhere)),
            (entry("/srv/.env"), Some(Hidden)),
            (file("/srv/app/.ssh/id_ed25519"), Some(Hidden)),
            (file("/srv/app/.netrc"), Some(Hidden)),
            (file("/srv/app/.env/secret"), Some(Hidden)),
            (file("/srv/app/.environment"), Some(Hidden)),
            (file("/home/ana/.vault-token"), Some(Hidden)),
            (file("relative.txt"), Some(Elsewhere)),
            (manifests("/srv/app"), None),
            (manifests("/srv"), Some(Elsewhere)),
            (manifests("/srv/app/sub"), Some(Elsewhere)),
        ]
    }

    #[test]
    fn what_can_never_be_followed_is_not_by_any_word_and_the_rest_is_asked_for() {
        let agreed = |reference: &Reference| Consent {
            kept: vec![Agreed { reference: reference.to_string(), file: FILE.into(), host: HOST.to_owned() }],
            ..Consent::default()
        };
        for (reference, never) in table() {
            let nothing = Consent::default();
            let flag = Consent { everything: true, ..Consent::default() };
            let now = Consent { now: BTreeSet::from([reference.clone()]), ..Consent::default() };
            let with_word = never.map_or(Permission::Follow, Permission::Never);
            let without = never.map_or(Permission::Ask, Permission::Never);
            for receiver in [Some(HOST), Some(UNKNOWN)] {
                assert_eq!(judged(&reference, receiver, &nothing), without, "{reference} {receiver:?}");
                assert_eq!(judged(&reference, receiver, &flag), with_word, "{reference} by the flag");
                assert_eq!(judged(&reference, receiver, &now), with_word, "{reference} agreed to now");
            }
            assert_eq!(judged(&reference, Some(HOST), &agreed(&reference)), with_word, "{reference} kept");
            assert_eq!(judged(&reference, None, &nothing), with_word, "{reference} to the person's issuer");
        }
    }

    #[test]
    fn what_was_agreed_to_holds_for_this_reference_this_file_and_this_issuer_alone() {
        let kept =
            Agreed { reference: "${APP_CLIENT_SECRET}".to_owned(), file: FILE.into(), host: HOST.to_owned() };
        let with = |kept: Agreed| Consent { kept: vec![kept], ..Consent::default() };
        let own = variable("APP_CLIENT_SECRET");
        assert_eq!(judged(&own, Some(HOST), &with(kept.clone())), Permission::Follow);
        let others = [
            Agreed { reference: "/srv/app/secret.txt".to_owned(), ..kept.clone() },
            Agreed { file: "/srv/app/other.env".into(), ..kept.clone() },
            Agreed { host: "https://acme.okta.com:8443".to_owned(), ..kept.clone() },
            Agreed { host: "http://acme.okta.com".to_owned(), ..kept.clone() },
            Agreed { host: UNKNOWN.to_owned(), ..kept.clone() },
        ];
        for other in others {
            assert_eq!(judged(&own, Some(HOST), &with(other.clone())), Permission::Ask, "{other:?}");
        }
        // What cannot be compared was not agreed to.
        let nowhere = Agreed { host: UNKNOWN.to_owned(), ..kept };
        assert_eq!(judged(&own, Some(UNKNOWN), &with(nowhere)), Permission::Ask);
        // The same name in another file is another place.
        assert_ne!(entry("/srv/app/.env").to_string(), entry("/srv/app/app.env").to_string());
        assert_ne!(entry("/srv/app/.env").to_string(), own.to_string());
    }

    #[test]
    fn a_file_without_a_folder_has_only_what_is_beside_it() {
        let named = BTreeSet::new();
        let consent = Consent::default();
        let rule = Rule { file: Path::new("app.env"), named: &named, receiver: None, consent: &consent };
        assert_eq!(rule.judge(&file("secret.txt")), Permission::Follow);
        assert_eq!(rule.judge(&file("/etc/machine-id")), Permission::Never(Never::Elsewhere));
        assert_eq!(rule.judge(&file("../secret.txt")), Permission::Never(Never::Elsewhere));
    }
}
