//! The System Log: what happened, with the reason that Okta logs and never tells the application.

use super::org::Org;
use super::state::keep;
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

impl Org {
    /// Notes that something went well.
    pub(super) fn note(&mut self, at: Timestamp, event: &'static str, actor: &str, detail: &str) {
        let (actor, detail) = (short(actor), short(detail));
        keep(&mut self.log, LogEvent { at, event, success: true, reason: String::new(), actor, detail });
    }

    /// Notes a failure with its reason.
    pub(super) fn note_failure(
        &mut self,
        at: Timestamp,
        event: &'static str,
        reason: &str,
        actor: &str,
        detail: &str,
    ) {
        let (actor, detail, reason) = (short(actor), short(detail), reason.to_owned());
        keep(&mut self.log, LogEvent { at, event, success: false, reason, actor, detail });
    }
}

/// What comes from outside is kept only as far as a person would read it.
fn short(text: &str) -> String {
    crate::base::untrusted::visible_up_to(text, 300)
}
