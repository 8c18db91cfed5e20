//! The phases of a test login, each with what exists while it lasts.

use url::Url;

use crate::base::{Secret, Timestamp};
use crate::engine::intent::LoginPlan;
use crate::oidc::attempt::{Attempt, Seeds};
use crate::oidc::callback::PasteProblem;
use crate::oidc::discovery::Metadata;
use crate::oidc::judge::Claims;
use crate::oidc::keys::KeySet;
use crate::oidc::token::Tokens;

/// Where a login stands.
#[derive(Debug, Default)]
pub enum Phase {
    /// None was started.
    #[default]
    Idle,
    /// Fresh values, discovery and keys are being fetched.
    Preparing(Preparing),
    /// The loopback sockets are being taken.
    Binding(Binding),
    /// The browser is out.
    Waiting(Waiting),
    /// The code is being exchanged.
    Exchanging(Exchanging),
    /// An unknown key: the keys are being fetched once more.
    KeysAgain(Issued),
    /// Userinfo is being asked.
    Userinfo(SignedIn),
    /// The refresh token is being used.
    Refreshing(SignedIn),
    /// Over.
    Ended(Ended),
}

/// Fresh values, discovery and keys are being fetched.
#[derive(Debug)]
pub struct Preparing {
    pub(in crate::engine) plan: LoginPlan,
    /// All values that the login will prove, as one comparable text.
    pub(in crate::engine) values: Secret,
    pub(in crate::engine) seeds: Option<Seeds>,
}

/// What a login is made with: its own values, and the documents of the provider.
#[derive(Debug)]
pub(in crate::engine) struct Prepared {
    pub(in crate::engine) attempt: Attempt,
    pub(in crate::engine) metadata: Metadata,
    pub(in crate::engine) keys: KeySet,
    /// Whether the application wants a refresh token, so that it is tried once.
    pub(in crate::engine) wants_refresh: bool,
    /// All values that the login proves, as one comparable text.
    pub(in crate::engine) values: Secret,
}

/// The loopback sockets are being taken.
#[derive(Debug)]
pub struct Binding {
    pub(in crate::engine) prepared: Box<Prepared>,
    pub(in crate::engine) plan: LoginPlan,
}

/// The browser is out.
#[derive(Debug)]
pub struct Waiting {
    pub(in crate::engine) prepared: Box<Prepared>,
    /// The sign-in address, whole.
    pub address: Url,
    /// Until when an answer is awaited.
    pub until: Timestamp,
    /// What is wrong with the last pasted address.
    pub paste_problem: Option<PasteProblem>,
}

/// The code is being exchanged.
#[derive(Debug)]
pub struct Exchanging {
    pub(in crate::engine) prepared: Box<Prepared>,
    pub(in crate::engine) code: Secret,
}

/// Tokens came and are not judged yet.
#[derive(Debug)]
pub struct Issued {
    pub(in crate::engine) prepared: Box<Prepared>,
    pub(in crate::engine) code: Secret,
    pub(in crate::engine) tokens: Tokens,
}

/// The ID token was accepted.
#[derive(Debug)]
pub struct SignedIn {
    pub(in crate::engine) prepared: Box<Prepared>,
    pub(in crate::engine) tokens: Tokens,
    pub(in crate::engine) claims: Claims,
}

/// Over.
#[derive(Debug)]
pub struct Ended {
    /// How.
    pub end: End,
    /// What is left of a login that was followed to its end with an accepted ID token.
    pub(in crate::engine) accepted: Option<Accepted>,
}

/// With what the provider can be asked about signing out, and a passed login remembered.
#[derive(Debug)]
pub(in crate::engine) struct Accepted {
    pub(in crate::engine) prepared: Box<Prepared>,
    pub(in crate::engine) id_token: Secret,
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

impl Phase {
    /// Whether something is going on before the verdict.
    pub fn running(&self) -> bool {
        !matches!(self, Self::Idle | Self::Ended(_))
    }

    /// What is shown while the browser is out.
    pub fn waiting(&self) -> Option<&Waiting> {
        if let Self::Waiting(waiting) = self { Some(waiting) } else { None }
    }

    /// How it ended, once it did.
    pub fn end(&self) -> Option<End> {
        if let Self::Ended(ended) = self { Some(ended.end) } else { None }
    }

    /// Whether its ID token was accepted and it was made with these values.
    pub(in crate::engine) fn is_proof_of(&self, values: &Secret) -> bool {
        let Self::Ended(Ended { accepted: Some(accepted), .. }) = self else { return false };
        accepted.prepared.values == *values
    }
}
