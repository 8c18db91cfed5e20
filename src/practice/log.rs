//! The System Log: what happened, with the reason that Okta logs and never tells the application.

use crate::base::Timestamp;

/// One line of the System Log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEvent {
    /// When.
    pub at: Timestamp,
    /// The event type, `app.oauth2.authorize`.
    pub event: &'static str,
    /// Whether it went well.
    pub success: bool,
    /// `outcome.reason`, empty where all went well.
    pub reason: String,
    /// Who: a username or a client ID.
    pub actor: String,
    /// What to look at: the redirect URI that was sent, the grant type.
    pub detail: String,
}

/// What comes from outside is kept only as far as a person would read it.
pub(super) fn short(text: &str) -> String {
    crate::base::untrusted::visible_up_to(text, 300)
}
