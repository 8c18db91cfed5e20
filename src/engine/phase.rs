//! Where a test login stands, and how it can end. What moves it from one phase to the next stands in `login`.

use url::Url;

use crate::base::Timestamp;
use crate::oidc::callback::PasteProblem;

/// Where a login stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Phase {
    /// None was started.
    #[default]
    Idle,
    /// Fresh values, discovery and keys are being fetched.
    Preparing,
    /// The loopback sockets are being taken.
    Binding,
    /// The browser is out.
    Waiting(Waiting),
    /// The code is being exchanged.
    Exchanging,
    /// An unknown key: the keys are being fetched once more.
    KeysAgain,
    /// Userinfo is being asked.
    Userinfo,
    /// The refresh token is being used.
    Refreshing,
    /// What was issued is being revoked.
    Revoking,
    /// Over.
    Ended(End),
}

/// What is shown while the browser is out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The sign-in address, whole.
    pub address: Url,
    /// The sockets that are held.
    pub listening: Vec<String>,
    /// Since when.
    pub since: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// What is wrong with the last pasted address.
    pub paste_problem: Option<PasteProblem>,
}

/// How a login ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// An answer came and was followed to its end.
    Answered,
    /// Discovery or the keys could not be read.
    NotPrepared,
    /// The port could not be taken.
    CannotListen,
    /// No answer within the time.
    TimedOut,
    /// The person stopped it.
    Stopped,
}
