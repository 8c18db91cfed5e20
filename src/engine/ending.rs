//! How a login ends: answered, stopped, abandoned because a value changed under it; and that nothing stays issued.

use super::Setup;
use super::effect::Effect;
use super::login::Login;
use super::phase::{End, Phase};
use super::tasks::Purpose;

impl Setup {
    pub(super) fn stop_login(&mut self, out: &mut Vec<Effect>) {
        if self.login.running() && !self.login.stopping {
            self.login_evidence().stopped = true;
            self.wind_up(out);
        }
    }

    /// Ends a login early. A code that is being exchanged cannot be called back: its tokens are awaited and revoked.
    fn wind_up(&mut self, out: &mut Vec<Effect>) {
        self.login.stopping = true;
        match self.login.phase {
            Phase::Exchanging | Phase::Revoking => {}
            _ if self.login.to_revoke.is_empty() => self.end_login(End::Stopped, out),
            _ => {
                self.stop_login_tasks(out);
                self.revoke_next(out);
            }
        }
    }

    /// The values changed: this login is no longer about them.
    pub(super) fn abandon_login(&mut self, out: &mut Vec<Effect>) {
        self.stop_where(out, |purpose| {
            matches!(
                purpose,
                Purpose::SilenceProbe | Purpose::SignOut | Purpose::Salt | Purpose::TestUriGone(_)
            )
        });
        self.removals.clear();
        if self.login.running() {
            self.wind_up(out);
        }
        self.evidence.login = None;
        if !self.login.running() {
            self.login = Login::default();
        }
    }

    pub(super) fn end_login(&mut self, end: End, out: &mut Vec<Effect>) {
        self.stop_login_tasks(out);
        let end = if self.login.stopping { End::Stopped } else { end };
        self.login.phase = Phase::Ended(end);
        self.login.to_revoke.clear();
        self.login.code = None;
        self.after_login(out);
    }

    pub(super) fn stop_login_tasks(&mut self, out: &mut Vec<Effect>) {
        self.stop_where(out, |purpose| {
            matches!(
                purpose,
                Purpose::Seeds
                    | Purpose::Listen
                    | Purpose::Browser
                    | Purpose::Deadline
                    | Purpose::Silence
                    | Purpose::SilenceProbe
                    | Purpose::Exchange
                    | Purpose::KeysAgain
                    | Purpose::Userinfo
                    | Purpose::Refresh
                    | Purpose::Revoke
            )
        });
    }
}
