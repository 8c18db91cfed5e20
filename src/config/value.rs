//! What shall stand in a configuration file: a key and a typed value.

use std::fmt;

use crate::base::Secret;

/// One value. What was read from a file compares with what was meant by [`Value::matches`].
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Plain text.
    Text(String),
    /// Text that must not leak.
    Secret(Secret),
    /// True or false; written as the words `true` and `false` where the format knows only text.
    Bool(bool),
    /// A whole number; written in decimal where the format knows only text.
    Number(i64),
    /// Several texts.
    List {
        /// The items, in order.
        items: Vec<String>,
        /// What stands between them where the list is one text; `None` means the format's own list.
        separator: Option<String>,
    },
    /// From names to texts, or to lists of texts, where the format has tables. The table has these rows and no others.
    Map {
        /// The rows, in order; a row of one text has one item.
        rows: Vec<(String, Vec<String>)>,
        /// Whether each row is a list.
        lists: bool,
    },
}

impl Value {
    /// The value as one text, as an environment variable would carry it; `None` for a list of the format's own.
    pub fn as_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Secret(secret) => Some(secret.reveal().to_owned()),
            Self::Bool(flag) => Some(flag.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::List { items, separator } => separator.as_ref().map(|between| items.join(between)),
            Self::Map { .. } => None,
        }
    }

    /// Whether a value read from a file means the same: `true` as text is `true`, a joined list is its text, and a list
    /// of the format's own has the same items.
    pub fn matches(&self, read: &Self) -> bool {
        match (self, read) {
            (Self::List { items: left, .. }, Self::List { items: right, .. }) => left == right,
            // In a file of words a list of one is the word itself.
            (Self::List { items, separator: None }, Self::Text(text)) => items.as_slice() == [text.as_str()],
            (Self::Map { rows: left, .. }, Self::Map { rows: right, .. }) => {
                left.len() == right.len() && left.iter().all(|row| right.contains(row))
            }
            _ => match (self.as_text(), read.as_text()) {
                (Some(left), Some(right)) => Secret::new(left) == Secret::new(right),
                _ => false,
            },
        }
    }

    /// The same value, kept as a secret. A caller that knows a key to be secret calls this on what it has read.
    pub fn into_secret(self) -> Self {
        match self.as_text() {
            Some(text) => Self::Secret(Secret::new(text)),
            None => self,
        }
    }

    /// Whether this is a [`Value::Secret`].
    pub fn is_secret(&self) -> bool {
        matches!(self, Self::Secret(_))
    }

    /// The value for a screen: a secret masked, a list joined by commas, everything else as it is. Not yet made visible.
    pub fn shown(&self) -> String {
        match self {
            Self::Secret(secret) => secret.masked(),
            Self::List { items, separator: None } => items.join(", "),
            Self::Map { rows, .. } => {
                let rows = rows.iter().map(|(name, items)| format!("{name} → {}", items.join(" + ")));
                rows.collect::<Vec<_>>().join(", ")
            }
            other => other.as_text().unwrap_or_default(),
        }
    }
}

/// Says the kind only: a text that was read from a file may be a secret that nobody declared.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("Text(…)"),
            Self::Secret(_) => f.write_str("Secret(…)"),
            Self::Bool(flag) => write!(f, "Bool({flag})"),
            Self::Number(number) => write!(f, "Number({number})"),
            Self::List { items, .. } => write!(f, "List({} items)", items.len()),
            Self::Map { rows, .. } => write!(f, "Map({} rows)", rows.len()),
        }
    }
}

/// A key and the value it shall have.
///
/// A key is a variable's name in env files, and a path of names with dots in structured files: `oidc.issuerURL`. A name
/// that holds a dot stands in double quotes: `data."oidc.config"`. `[name=X]` is the entry of a list whose `name` is `X`,
/// made where it is missing: `coder.env[name=CODER_OIDC_CLIENT_ID].value`; `[0]` is the first entry. In HCL a path goes
/// through block types and labels: `resource.konnect_identity_provider.okta.login_path`. A Compose file also takes
/// `services.coder.environment.KEY` where `environment` is a list. In Kubernetes manifests the first name is `Kind/name`:
/// `Secret/coder-oidc.stringData.client-secret`, which also means the entry of `data`, decoded. In YAML `>` leads into a text
/// that is YAML itself: `ConfigMap/argocd-cm.data."oidc.config">issuer`. In INI the last dot divides section and name:
/// `auth.generic_oauth.client_id`; a lone name stands before the first section. In Java properties the whole key is one name.
/// In Python, Ruby and PHP the key begins with what is assigned, and a path into its value may follow:
/// `c.GenericOAuthenticator.client_id`, `OAUTH_PROVIDERS[name=okta].remote_app.client_id`,
/// `gitlab_rails.omniauth_providers[name=openid_connect].args.issuer`; in PHP all of it is the path in `$CONFIG`. In files of Apache, nginx and Caddy it is a directive's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Where it stands.
    pub key: String,
    /// What shall stand there.
    pub value: Value,
    /// Whether a reference that stands there already may stay, since whoever put it there has the value elsewhere.
    pub or_from_elsewhere: bool,
}

impl Setting {
    /// A setting.
    pub fn new(key: impl Into<String>, value: Value) -> Self {
        Self { key: key.into(), value, or_from_elsewhere: false }
    }

    /// The same, but a reference that stands in its place already stays, with a note.
    pub fn or_from_elsewhere(self) -> Self {
        Self { or_from_elsewhere: true, ..self }
    }

    /// A setting of plain text.
    #[cfg(feature = "internals")]
    pub fn text(key: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(key, Value::Text(text.into()))
    }

    /// A setting that must not leak.
    #[cfg(feature = "internals")]
    pub fn secret(key: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::new(key, Value::Secret(secret.into()))
    }
}
