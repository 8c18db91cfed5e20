//! Which tasks are out, and what for. An outcome without a task here came too late and is dropped.

use std::collections::BTreeMap;

use super::effect::TaskId;
use super::login::Revoker;
use crate::okta::probes::Question;

/// What a running task is for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Purpose {
    /// A question of the browser-free checks.
    Probe(Question),
    /// A pause between two questions to `/authorize`.
    Pause,
    /// A request of the visit to the living application.
    Visit,
    /// A pause between two of its starts.
    VisitPause,
    /// A step of the test login.
    Login(LoginTask),
    /// A revocation.
    Revocation,
    /// A request under way when its login ended, whose answer may bring tokens that are to be revoked.
    LateTokens(Box<Revoker>),
    /// The end of the time for all revocations.
    RevocationDeadline,
    /// The sign-out URI.
    SignOut,
    /// The salt of a proof.
    Salt,
    /// The client secret.
    Secret,
    /// What the configuration refers to in which the client secret lives.
    SecretReferences,
    /// A file, to plan a change.
    ReadForPlan,
    /// The copy of a file, before it is brought back.
    ReadCopy,
    /// A file, before its copy is brought back over it.
    ReadForUndo,
    /// The places of the files that will be written.
    PlaceFiles,
    /// The change.
    WriteFile,
    /// A written file, to prove it.
    ReadBack,
    /// A backup, brought back.
    Undo,
    /// A page for the person.
    Page,
    /// A text for the clipboard.
    Clipboard,
    /// The record.
    Store,
    /// Whether this redirect URI of the test is gone from Okta.
    TestUriGone(String),
}

/// What a task of the test login is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LoginTask {
    /// Fresh values for the attempt.
    Seeds,
    /// The loopback sockets.
    Listener,
    /// The browser.
    Browser,
    /// The end of the wait for an answer.
    Deadline,
    /// A long silence.
    Silence,
    /// The very request, asked after a long silence.
    SilenceProbe,
    /// The code exchange.
    Exchange,
    /// The keys, once more.
    KeysAgain,
    /// Userinfo.
    Userinfo,
    /// The refresh token, used once.
    Refresh,
}

/// The tasks that are out.
#[derive(Debug, Default)]
pub(crate) struct Tasks {
    last: u64,
    out: BTreeMap<TaskId, Purpose>,
}

impl Tasks {
    /// A new task for this purpose.
    pub(crate) fn start(&mut self, purpose: Purpose) -> TaskId {
        self.last += 1;
        let id = TaskId(self.last);
        self.out.insert(id, purpose);
        id
    }

    /// What a task is for, if it is still current.
    pub(crate) fn purpose(&self, id: TaskId) -> Option<&Purpose> {
        self.out.get(&id)
    }

    /// A task is over.
    pub(crate) fn end(&mut self, id: TaskId) {
        self.out.remove(&id);
    }

    /// Takes every task out that fits, and names it so that it can be stopped.
    pub(crate) fn drop_where(&mut self, fits: impl Fn(&Purpose) -> bool) -> Vec<TaskId> {
        let gone: Vec<TaskId> =
            self.out.iter().filter(|(_, purpose)| fits(purpose)).map(|(id, _)| *id).collect();
        for id in &gone {
            self.out.remove(id);
        }
        gone
    }

    /// Forgets every task that does not fit; it goes on, and what comes of it is dropped.
    pub(crate) fn retain(&mut self, fits: impl Fn(&Purpose) -> bool) {
        self.out.retain(|_, purpose| fits(purpose));
    }

    /// What is out for one purpose is for another from now on.
    pub(crate) fn reassign(&mut self, from: &Purpose, to: &Purpose) {
        for purpose in self.out.values_mut().filter(|purpose| **purpose == *from) {
            purpose.clone_from(to);
        }
    }

    /// Whether a task of this kind is out.
    pub(crate) fn any(&self, fits: impl Fn(&Purpose) -> bool) -> bool {
        self.out.values().any(fits)
    }

    /// The purposes of all tasks that are out.
    pub(crate) fn purposes(&self) -> impl Iterator<Item = &Purpose> {
        self.out.values()
    }
}
