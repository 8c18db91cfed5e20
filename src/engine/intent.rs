//! What a person, a flag or a script wants of a set-up; and the events that drive it.

use std::path::PathBuf;

use url::Url;

use super::connection::{SecretSource, Stage};
use super::effect::{Outcome, TaskId};
use super::search::Look;
use crate::base::Secret;
use crate::diagnosis::as_configured::Correction;
use crate::diagnosis::evidence::PageSeen;

/// A value that the person gives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The Okta organization's address.
    Organization,
    /// The issuer.
    Issuer,
    /// The client ID.
    ClientId,
    /// The client secret.
    Secret,
    /// The scopes, separated by spaces, when they are chosen by hand.
    Scopes,
    /// Where the test login comes back to.
    Redirect,
    /// A question of the guide, by its key.
    Answer(String),
}

/// Who shall sign in: the admin's own session would prove little.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Who {
    /// Whoever the browser is signed in as.
    #[default]
    Session,
    /// Somebody else: Okta is asked to show its sign-in page (`prompt=login`).
    SomebodyElse,
    /// A private window, opened by the person with the copied address; Usher opens nothing.
    PrivateWindow,
}

/// How a login shall go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginPlan {
    /// Who signs in.
    pub who: Who,
    /// A user name to propose.
    pub login_hint: Option<String>,
    /// `prompt`, when it was chosen by hand; `Who` chooses it otherwise.
    pub prompt: Option<String>,
    /// Whether Usher opens the browser itself.
    pub open: bool,
    /// How long to wait for the answer, in milliseconds.
    pub wait_ms: u64,
}

impl Default for LoginPlan {
    fn default() -> Self {
        Self { who: Who::Session, login_hint: None, prompt: None, open: true, wait_ms: 180_000 }
    }
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// A value was typed, pasted or given by a flag. The text is kept even when it is refused.
    Put(Field, Secret),
    /// The application uses what this file says: it is judged, probed and signed in with as it stands there, but for what is
    /// typed over it afterwards.
    Uses(Box<Look>),
    /// Take a correction back: use the text as it was typed.
    TakeAsTyped(Field),
    /// The secret lives there; fetch it.
    SecretFrom(SecretSource),
    /// The person's word on what the configuration in which the secret lives refers to.
    FollowReferences(bool),
    /// The person is at this stage now.
    GoTo(Stage),
    /// A step of the guide was ticked off, or not.
    Tick(String, bool),
    /// Somebody else registers the application in Okta.
    SomebodyElse(bool),
    /// Run the browser-free checks afresh.
    Check,
    /// End the browser-free checks.
    StopCheck,
    /// Visit the living application, as anybody can.
    Visit {
        /// Whether nothing else is checked, since no values are known beside the application's address.
        alone: bool,
    },
    /// The address that the browser showed when a login began in the application.
    SeenAt {
        /// The address.
        address: Secret,
        /// Whether nothing else is checked.
        alone: bool,
    },
    /// Ask the provider whether it takes what the application sends; where no issuer or client ID was given, with those that
    /// it sends.
    AskAboutLive,
    /// The test login comes back to the application's own redirect URI, since Okta may have no test address; or no longer.
    ComeBackToApp(bool),
    /// Start a test login.
    StartLogin(LoginPlan),
    /// Open the sign-in address in the browser (once more).
    OpenBrowser,
    /// The address on which the browser ended.
    Paste(Secret),
    /// The browser shows this page instead of coming back.
    Shows(PageSeen),
    /// End the login without an answer.
    StopLogin,
    /// The program ends: stop the checks and the login, and hurry to revoke what was issued.
    Quit,
    /// Ask Okta about the sign-out URI with the ID token of the last login.
    CheckSignOut,
    /// Work out what would be written where.
    Plan {
        /// The guide's format.
        format: String,
        /// The file, when not the guide's own proposal.
        path: Option<PathBuf>,
    },
    /// Read the application's own file, and show what would set it right at these places.
    Correct {
        /// The guide's format that the file is of.
        format: String,
        /// The file.
        path: PathBuf,
        /// What is to be set right.
        corrections: Vec<Correction>,
    },
    /// Plan once more what was refused because something else must give way: with that taken out.
    Replace,
    /// Plan once more what was refused because several places in the file may be meant: at this one.
    PlanAt(String),
    /// Write what was planned.
    Write {
        /// Also without a proof.
        unproven: bool,
    },
    /// Bring the last backup back.
    UndoWrite,
    /// The admin's word on a question of the guide.
    Confirm(String, Option<bool>),
    /// The test URI was taken out of Okta again: ask whether that is so.
    CheckTestUriGone,
    /// Copy a text.
    Copy(Secret),
    /// Copy a secret, which is taken back from the clipboard at the end where that can be done.
    CopySecret(Secret),
    /// Open a page.
    Open(Url),
    /// Keep the record now.
    Save,
}

/// What happens to a set-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Somebody wants something.
    Intent(Intent),
    /// A task came back.
    Done(TaskId, Outcome),
}
