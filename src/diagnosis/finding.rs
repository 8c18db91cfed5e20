//! What a check says: a status, and where something is to be said, a finding with its slug and named values.
//!
//! The words live in `assets/words/en/findings.toml` under the slug; nothing here is a sentence.

use serde::{Deserialize, Serialize};

use super::as_configured::Correction;
use super::check_id::CheckId;
use super::slugs::Slug;
use crate::apps::MatchedBy;
use crate::base::named;
use crate::base::words::Message;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Works today, and may not tomorrow.
    Warn,
    /// Something is wrong.
    Fail,
}

named! {
    /// Whose side a finding is on.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    Side {
        /// A setting in Okta.
        OktaSetting = "okta_setting",
        /// A setting of the application, or a value that was typed here for it.
        AppSetting = "app_setting",
        /// This computer.
        ThisComputer = "this_computer",
        /// The network between.
        Network = "network",
        /// The person's account.
        Account = "account",
        /// Usher's own test, not the application.
        OwnTest = "own_test",
        /// Usher itself.
        Usher = "usher",
    }
}

/// How a value may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// To everybody.
    Public,
    /// On the screen; masked in machine formats and exported files unless asked for.
    Identity,
}

/// A value with the kind that decides on masking. What came from outside is made visible where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it is. A secret is never one.
    pub message: Message,
    /// The kind.
    pub kind: Kind,
}

impl Value {
    /// A value for everybody.
    pub fn public(message: impl Into<Message>) -> Self {
        Self { message: message.into(), kind: Kind::Public }
    }

    /// Something about a person.
    pub fn identity(message: impl Into<Message>) -> Self {
        Self { message: message.into(), kind: Kind::Identity }
    }
}

/// Something to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its name, which never changes.
    pub slug: Slug,
    /// Its weight in this case.
    pub severity: Severity,
    /// Named values for the words: `expected`, `seen`, `host`, …
    pub values: Vec<(&'static str, Value)>,
    /// The page of the Admin Console where it is corrected; only ever on the organization's own host.
    pub link: Option<url::Url>,
    /// The value of the application's own file that it comes from, with its key and place, as a sentence.
    pub stands: Option<Message>,
    /// What sets that file right, where that is one thing and not the person's choice.
    pub correction: Option<Box<Correction>>,
}

impl Finding {
    /// A finding of its usual weight, without values yet.
    pub fn new(slug: Slug) -> Self {
        Self {
            slug,
            severity: slug.record().severity,
            values: Vec::new(),
            link: None,
            stands: None,
            correction: None,
        }
    }

    /// Whose side it is on.
    pub fn side(&self) -> Side {
        self.slug.record().side
    }

    /// The same with one more named value.
    pub fn with(mut self, name: &'static str, value: Value) -> Self {
        self.values.push((name, value));
        self
    }

    /// The same with one more named value that everybody may read.
    pub fn public(self, name: &'static str, message: impl Into<Message>) -> Self {
        self.with(name, Value::public(message))
    }

    /// The same with the value of the application's own file that it comes from.
    pub fn at(mut self, stands: Message) -> Self {
        self.stands = Some(stands);
        self
    }

    /// The same with what sets the application's own file right.
    pub fn corrected_by(mut self, correction: Option<Correction>) -> Self {
        self.correction = correction.filter(|one| !one.at().way.is_empty()).map(Box::new);
        self
    }

    /// A named value.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(candidate, _)| *candidate == name).map(|(_, value)| value)
    }
}

named! {
    /// What became of a check.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    Status {
        /// Seen to be right.
        Pass = "pass",
        /// Seen to be wrong.
        Fail = "fail",
        /// Right today, with a caution.
        Warn = "warn",
        /// The evidence does not tell.
        Unknown = "unknown",
        /// Something before it stood in the way.
        NotReached = "not_reached",
        /// Has no meaning for this connection.
        NotApplicable = "not_applicable",
        /// The admin's word, nothing more.
        Confirmed = "confirmed",
    }
}

/// One check with what was expected and seen. Its title is in the words under `checks.<id>`.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Which check.
    pub id: CheckId,
    /// What became of it.
    pub status: Status,
    /// Whether the verdict needs it: an unknown required check makes the verdict unknown.
    pub required: bool,
    /// What is to be said, where there is something.
    pub finding: Option<Finding>,
    /// What was expected.
    pub expected: Option<Value>,
    /// What was seen.
    pub seen: Option<Value>,
    /// How long the exchange behind it took, in milliseconds.
    pub elapsed_ms: Option<u64>,
}

impl Check {
    /// A check with its status, not required, with nothing to say yet.
    pub(super) fn new(id: CheckId, status: Status) -> Self {
        Self { id, status, required: false, finding: None, expected: None, seen: None, elapsed_ms: None }
    }

    /// The same, needed for the verdict if `required`.
    pub(super) fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    /// The same with its finding. What the finding names as expected and seen is the check's too.
    pub(super) fn because(mut self, finding: Finding) -> Self {
        self.expected = self.expected.or_else(|| finding.value("expected").cloned());
        self.seen = self.seen.or_else(|| finding.value("seen").or_else(|| finding.value("said")).cloned());
        self.finding = Some(finding);
        self
    }

    /// The same with what was expected.
    pub(super) fn expecting(mut self, value: Value) -> Self {
        self.expected = Some(value);
        self
    }

    /// The same with what was seen.
    pub(super) fn seeing(mut self, value: Value) -> Self {
        self.seen = Some(value);
        self
    }

    /// The same with the time that the exchange behind it took.
    pub(super) fn timed(mut self, exchange: Option<&crate::base::Exchange>) -> Self {
        self.elapsed_ms = exchange.and_then(crate::base::Exchange::answer).map(|answer| answer.elapsed_ms);
        self
    }
}

named! {
    /// The overall word on a connection.
    #[derive(PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    Verdict {
        /// A login proved it.
        Works = "works",
        /// Nothing wrong was found, and no login was made.
        NoFaultFound = "no_fault_found",
        /// Could not be found out.
        Unknown = "unknown",
        /// Something is wrong.
        Broken = "broken",
    }
}

/// The account of who signed in, as the application will look for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// By what it looks, in this order, with the value that it is told; empty where nothing of it is told or established.
    pub matched_by: Vec<(MatchedBy, String)>,
    /// What happens to an account that exists already, in the guide's sentences.
    pub existing: Vec<String>,
    /// What still works once the person was removed from the application in Okta.
    pub leaving: Vec<String>,
}

/// Who signed in, as the application will be told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// `sub`.
    pub subject: String,
    /// The username and the claim it came from.
    pub username: Option<(String, String)>,
    /// The e-mail address, and whether Okta calls it verified (`None`: it does not say).
    pub email: Option<(String, Option<bool>)>,
    /// The display name.
    pub name: Option<String>,
    /// The groups, where the application reads any.
    pub groups: Option<Vec<String>>,
    /// By what the person proved who they are, in the provider's words (`amr`); empty where it does not say.
    pub methods: Vec<String>,
    /// Whose account the application makes of it, where its guide says that.
    pub account: Option<Account>,
}

/// What the diagnosis concludes from the evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosis {
    /// Every check, in the order in which they are told.
    pub checks: Vec<Check>,
    /// The overall word.
    pub verdict: Verdict,
    /// Index into `checks` of the first cause.
    pub primary: Option<usize>,
    /// Who signed in.
    pub identity: Option<Identity>,
}

impl Diagnosis {
    /// The finding that is the first cause, absent when all is well.
    pub fn primary_finding(&self) -> Option<&Finding> {
        self.primary.and_then(|at| self.checks.get(at)).and_then(|check| check.finding.as_ref())
    }

    /// A check by its identifier.
    #[cfg(feature = "internals")]
    pub fn check(&self, id: CheckId) -> Option<&Check> {
        self.checks.iter().find(|check| check.id == id)
    }
}
