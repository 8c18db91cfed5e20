//! The report as plain data, in the shape that `assets/usher-report.schema.json` describes: masked, visible, without secrets.
//!
//! It holds all that any format prints, so that none can show more than another, and it can be read back. Members are
//! only ever added: what a reader does not know it passes over, and what was added is not in the reports of before.

use serde::{Deserialize, Serialize};
use url::Url;

use super::requests::RequestDocument;
use super::run::{DeclaredDocument, RunDocument};
use crate::base::untrusted::Shown;
use crate::base::words::{Key, Voice, key, say};
use crate::diagnosis::wording;
use crate::diagnosis::{Side, Slug, Status, Verdict};

/// The name and version of the shape. A report of another one is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Schema {
    /// The first.
    #[default]
    #[serde(rename = "usher-report/1")]
    First,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The shape's name and version.
    pub schema: Schema,
    /// The worst verdict.
    pub verdict: Verdict,
    /// When, by what and of which part it was made. Reports of before do not hold it.
    #[serde(flatten)]
    pub run: RunDocument,
    /// One for each connection.
    pub results: Vec<ResultDocument>,
}

/// One connection's part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultDocument {
    /// Which connection.
    pub connection: ConnectionDocument,
    /// Who looks after it and where it is declared, where a file does that.
    #[serde(flatten)]
    pub declared: DeclaredDocument,
    /// Its verdict.
    pub verdict: Verdict,
    /// The verdict in a sentence; the first cause where there is one. Reports of before do not hold it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Shown>,
    /// What to do about it, where and with which value; where all is well, what was not proven. Reports of before do not
    /// hold it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Shown>,
    /// The slug of the first cause; absent when all is well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<Shown>,
    /// What became of it since an earlier report; absent where none was given, and where all is as well as it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Since when something is the matter, or that it was seen to be right, RFC 3339; absent where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Shown>,
    /// Every check, in order.
    pub checks: Vec<CheckDocument>,
    /// Who signed in; absent where nobody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<IdentityDocument>,
    /// Every request that was made.
    pub requests: Vec<RequestDocument>,
}

/// What became of a connection since an earlier report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Something is the matter that was not then.
    New,
    /// Something is the matter, and was then.
    Still,
    /// Nothing is the matter any more.
    Fixed,
}

/// What identifies a connection. Of one whose record could not be read, only its name is known.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ConnectionDocument {
    /// The name under which it is saved.
    pub name: Shown,
    /// The guide's identifier; empty where it is not known.
    pub app: Shown,
    /// The issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Shown>,
    /// The client ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<Shown>,
    /// Usher's own redirect URI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_uri: Option<Shown>,
    /// The scopes.
    pub scopes: Vec<Shown>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckDocument {
    /// Its identifier.
    pub id: Shown,
    /// What became of it.
    pub status: Status,
    /// The slug of what is to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Shown>,
    /// Whose side the finding is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// What is checked, in words.
    pub title: Shown,
    /// What was expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Shown>,
    /// What was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<Shown>,
    /// The cause, in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Shown>,
    /// What happened, at length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened: Option<Shown>,
    /// Why it matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Shown>,
    /// The cure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<FixDocument>,
    /// The section of a standard that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Shown>,
    /// How long the exchange behind it took, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elapsed_ms: Option<u64>,
}

/// How something is fixed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FixDocument {
    /// On which screen.
    pub r#where: Shown,
    /// What to do there.
    pub r#do: Shown,
    /// Which value to put there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Shown>,
    /// The page in the Admin Console.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Url>,
}

/// Who signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IdentityDocument {
    /// `sub`.
    pub subject: Shown,
    /// The username.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<Shown>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Shown>,
    /// The groups, where the application reads any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<Shown>>,
    /// By what the person proved who they are, as `amr` has it; absent where the provider does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<Shown>,
    /// The account that the application makes of it, where its guide says that. Reports of before do not hold it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountDocument>,
}

/// The account of who signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountDocument {
    /// By what the application looks for it, in this order.
    pub matched_by: Vec<Shown>,
    /// The same in a sentence, with the values; absent where nothing is known of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looked_for: Option<Shown>,
    /// What happens to an account that exists already.
    pub existing: Shown,
    /// What still works once the person was removed from the application in Okta.
    pub leaving: Shown,
}

impl Document {
    /// The results as one report, in their order, with the worst of their verdicts; where nothing was examined, nothing
    /// is known.
    pub fn of(results: Vec<ResultDocument>) -> Self {
        let verdict = results.iter().map(|result| result.verdict).max().unwrap_or(Verdict::Unknown);
        Self { schema: Schema::First, verdict, run: RunDocument::default(), results }
    }

    /// The same with what is known of the run that made it.
    #[must_use]
    pub fn made(self, run: RunDocument) -> Self {
        Self { run, ..self }
    }

    /// The same, each result with what became of it since an earlier report, where `now` is the time in RFC 3339.
    #[must_use]
    pub fn compared(mut self, before: &Self, now: &str) -> Self {
        for result in &mut self.results {
            let then = before.results.iter().find(|one| one.connection.name == result.connection.name);
            let was_wrong = then.filter(|one| one.is_wrong());
            (result.change, result.since) = match (result.is_wrong(), was_wrong) {
                (true, None) => (Some(Change::New), Some(Shown::of(now))),
                (true, Some(then)) => (Some(Change::Still), then.since.clone()),
                (false, Some(_)) => (Some(Change::Fixed), Some(Shown::of(now))),
                (false, None) => (None, None),
            };
        }
        self
    }

    /// As JSON, indented, with a line break at its end.
    pub(super) fn to_json(&self) -> String {
        // Strings and numbers alone always serialize.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl ResultDocument {
    /// Whether it is broken, or could not be told.
    pub(super) fn is_wrong(&self) -> bool {
        matches!(self.verdict, Verdict::Broken | Verdict::Unknown)
    }

    /// The check that is the first cause.
    pub(super) fn primary_check(&self) -> Option<&CheckDocument> {
        let primary = self.primary.as_ref()?;
        self.checks.iter().find(|check| check.finding.as_ref() == Some(primary))
    }

    /// What is the matter, or that nothing is.
    pub(super) fn first_line(&self, voice: Voice) -> String {
        let cause = || self.primary_check().and_then(|check| check.cause.as_ref());
        let told = self.headline.as_ref().or_else(cause);
        told.map_or_else(|| voice.text(wording::verdict(self.verdict)), Shown::to_string)
    }

    /// Where it is fixed and with which value; where all is well, what was not proven.
    pub(super) fn second_line(&self, voice: Voice) -> String {
        let fix = || Some(self.primary_check()?.fix.as_ref()?.sentence(voice));
        self.next.as_deref().map(str::to_owned).or_else(fix).unwrap_or_default()
    }
}

impl CheckDocument {
    /// How its outcome is called for people: what only a person can answer is not unknown but not answered yet.
    pub(super) fn outcome(&self) -> Key {
        if self.is_question() { key!("checks.status.not_answered") } else { wording::status(self.status) }
    }

    /// Whether it waits for a person's word.
    pub(super) fn is_question(&self) -> bool {
        self.finding.as_deref() == Some(Slug::AppNotConfirmed.as_str())
    }
}

impl FixDocument {
    /// What to do, where, and with which value.
    pub(super) fn sentence(&self, voice: Voice) -> String {
        let key = if self.value.is_some() { key!("report.fix_with") } else { key!("report.fix") };
        let value = self.value.as_deref().unwrap_or_default();
        say!(voice, key, place = self.r#where, cure = self.r#do, value = value)
    }

    /// The page, where a browser can show it.
    pub(super) fn page(&self) -> Option<&str> {
        let is_page = |url: &&Url| matches!(url.scheme(), "https" | "http");
        self.link.as_ref().filter(is_page).map(Url::as_str)
    }
}
