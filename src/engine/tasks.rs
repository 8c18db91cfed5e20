//! Which tasks are out, and what for. An outcome without a task here came too late and is dropped.

use std::collections::BTreeMap;

use super::effect::TaskId;
use crate::okta::probes::Question;

/// What a running task is for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Purpose {
    /// A question of the browser-free checks.
    Probe(Question),
    /// A pause between two questions to `/authorize`.
    Pause,
    /// Fresh values for a login attempt.
    Seeds,
    /// The loopback sockets.
    Listen,
    /// The browser, for the login.
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
    /// A revocation.
    Revoke,
    /// The sign-out URI.
    SignOut,
    /// The salt of a proof.
    Salt,
    /// The client secret.
    Secret,
    /// What the configuration refers to in which the client secret lives.
    SecretAround,
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

    /// Whether a task of this kind is out.
    pub(crate) fn any(&self, fits: impl Fn(&Purpose) -> bool) -> bool {
        self.out.values().any(fits)
    }

    /// The purposes of all tasks that are out.
    pub(crate) fn purposes(&self) -> impl Iterator<Item = &Purpose> {
        self.out.values()
    }
}
