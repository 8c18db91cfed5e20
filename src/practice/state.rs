//! What was issued and is still open: sessions, waiting sign-ins, codes, tokens. Old entries make room for new ones, so
//! that a flood of requests cannot fill the memory.

use crate::base::{Secret, Timestamp};

/// Which authorization server: the organization's own, or a custom one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ServerId {
    Org,
    Custom(String),
}

impl ServerId {
    /// The path before `/v1/…` and after the origin.
    pub(super) fn path(&self) -> String {
        match self {
            Self::Org => "/oauth2".to_owned(),
            Self::Custom(id) => format!("/oauth2/{id}"),
        }
    }
}

/// An authorization request that passed every check before sign-in.
#[derive(Debug, Clone)]
pub(super) struct Authorization {
    pub(super) server: ServerId,
    /// The issuer that the tokens will bear.
    pub(super) issuer: String,
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) state: String,
    pub(super) nonce: Option<String>,
    pub(super) scopes: Vec<String>,
    pub(super) challenge: Option<String>,
    pub(super) response_type: Vec<String>,
    pub(super) response_mode: Mode,
    pub(super) login_hint: Option<String>,
}

/// `response_mode` (OAuth 2.0 Multiple Response Types §2.1, Form Post).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Query,
    Fragment,
    FormPost,
}

#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) id: Secret,
    pub(super) login: String,
    pub(super) since: Timestamp,
}

/// A sign-in page that was shown and not answered yet.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    pub(super) key: String,
    pub(super) since: Timestamp,
    /// Whether an existing session is not enough (`prompt=login`, `max_age`).
    pub(super) afresh: bool,
    pub(super) request: Authorization,
}

#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) value: Secret,
    pub(super) since: Timestamp,
    pub(super) used: bool,
    pub(super) grant: Granted,
}

/// What a person's consent to an application is worth: the content of every token made from it.
#[derive(Debug, Clone)]
pub(super) struct Granted {
    pub(super) request: Authorization,
    pub(super) login: String,
    pub(super) auth_time: Timestamp,
    /// Ties all tokens of one login together, so that they can be revoked together.
    pub(super) family: String,
}

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) value: Secret,
    pub(super) id: String,
    pub(super) refresh: bool,
    pub(super) since: Timestamp,
    pub(super) until: Timestamp,
    pub(super) revoked: bool,
    pub(super) grant: Granted,
}

#[derive(Debug, Clone)]
pub(super) struct Pushed {
    pub(super) uri: String,
    pub(super) since: Timestamp,
    pub(super) client_id: String,
    pub(super) fields: Vec<(String, String)>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) sessions: Vec<Session>,
    pub(super) waiting: Vec<Waiting>,
    pub(super) codes: Vec<Code>,
    pub(super) tokens: Vec<Token>,
    pub(super) pushed: Vec<Pushed>,
    /// The minute that `/authorize` requests are counted in, and their number.
    pub(super) authorize_window: (i64, u32),
    /// The same for the management API.
    pub(super) api_window: (i64, u32),
    /// Whether a token was issued under the key that `rotated-key` publishes late.
    pub(super) key_rotated: bool,
}

/// How many entries of each kind are kept.
const KEPT: usize = 500;

/// Adds an entry, the oldest one making room.
pub(super) fn keep<T>(list: &mut Vec<T>, entry: T) {
    if list.len() >= KEPT {
        list.remove(0);
    }
    list.push(entry);
}
