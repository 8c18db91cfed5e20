//! The report as plain data, in the shape that `assets/usher-report.schema.json` describes: masked, visible, without secrets.
//!
//! Every format is made from it, so that no format can show more than another.

use serde::Serialize;

use super::requests::{self, RequestDocument};
use super::{Examined, Report};
use crate::base::untrusted::visible_up_to;
use crate::base::{Redactor, words};
use crate::diagnosis::evidence::Subject;
use crate::diagnosis::secrets::redactor;
use crate::diagnosis::telling::{MASK, Told, check_title, tell_masked};
use crate::diagnosis::{Check, Identity, Kind, Slug, Value};

/// The name and version of the shape.
pub(super) const SCHEMA: &str = "usher-report/1";
/// How much of a value that came from outside is written.
const LONGEST_VALUE: usize = 1000;

/// A report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// The shape's name and version.
    pub schema: &'static str,
    /// The worst verdict.
    pub verdict: &'static str,
    /// One for each connection.
    pub results: Vec<ResultDocument>,
}

/// One connection's part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResultDocument {
    /// Which connection.
    pub connection: ConnectionDocument,
    /// Its verdict.
    pub verdict: &'static str,
    /// The slug of the first cause; absent when all is well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<&'static str>,
    /// Every check, in order.
    pub checks: Vec<CheckDocument>,
    /// Who signed in; absent where nobody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<IdentityDocument>,
    /// Every request that was made.
    pub requests: Vec<RequestDocument>,
}

/// What identifies a connection.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConnectionDocument {
    /// The name under which it is saved.
    pub name: String,
    /// The guide's identifier.
    pub app: String,
    /// The issuer.
    pub issuer: String,
    /// The client ID.
    pub client_id: String,
    /// Usher's own redirect URI.
    pub redirect_uri: String,
    /// The scopes.
    pub scopes: Vec<String>,
    /// The application's name, for the formats that people read.
    #[serde(skip)]
    pub app_name: String,
    /// Whether the provider is known not to be Okta, for the formats that people read.
    #[serde(skip)]
    pub is_elsewhere: bool,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckDocument {
    /// Its identifier.
    pub id: &'static str,
    /// What became of it.
    pub status: &'static str,
    /// The slug of what is to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<&'static str>,
    /// Whose side the finding is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<&'static str>,
    /// What is checked, in words.
    pub title: String,
    /// What was expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
    /// The cause, in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What happened, at length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened: Option<String>,
    /// Why it matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The cure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<FixDocument>,
    /// The section of a standard that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// How long the exchange behind it took, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elapsed_ms: Option<u64>,
}

/// How something is mended.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FixDocument {
    /// On which screen.
    pub r#where: String,
    /// What to do there.
    pub r#do: String,
    /// Which value to put there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The page in the Admin Console.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// Who signed in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IdentityDocument {
    /// `sub`.
    pub subject: String,
    /// The username.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The groups, where the application reads any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<String>>,
}

impl Document {
    pub(super) fn of(report: &Report) -> Self {
        let results = report.results.iter().map(|examined| result(report, examined)).collect();
        Self { schema: SCHEMA, verdict: report.verdict().as_str(), results }
    }

    /// As JSON, indented, with a line break at its end.
    pub fn to_json(&self) -> String {
        // Strings and numbers alone always serialize.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl ResultDocument {
    /// The check that is the first cause.
    pub fn primary_check(&self) -> Option<&CheckDocument> {
        self.primary.and_then(|slug| self.checks.iter().find(|check| check.finding == Some(slug)))
    }
}

fn result(report: &Report, examined: &Examined) -> ResultDocument {
    let evidence = &examined.evidence;
    let page = Page {
        redactor: redactor(evidence),
        with_identity: report.include_identity,
        subject: &evidence.subject,
    };
    ResultDocument {
        connection: page.connection(&examined.name),
        verdict: report.verdict_of(examined).as_str(),
        primary: examined.diagnosis.primary_finding().map(|finding| finding.slug.as_str()),
        checks: examined.diagnosis.checks.iter().map(|check| page.check(check)).collect(),
        identity: examined.diagnosis.identity.as_ref().map(|identity| page.identity(identity)),
        requests: requests::all(evidence, &page.redactor),
    }
}

/// What every text passes through on its way into a report.
struct Page<'a> {
    redactor: Redactor,
    with_identity: bool,
    subject: &'a Subject,
}

impl Page<'_> {
    fn shown(&self, text: &str) -> String {
        visible_up_to(&self.redactor.clean(text), LONGEST_VALUE)
    }

    fn person(&self, text: &str) -> String {
        if self.with_identity { self.shown(text) } else { MASK.to_owned() }
    }

    fn value(&self, value: &Value) -> String {
        match value.kind {
            Kind::Identity => self.person(&value.text),
            Kind::Public | Kind::Secret => self.shown(&value.text),
        }
    }

    fn connection(&self, name: &str) -> ConnectionDocument {
        let subject = self.subject;
        ConnectionDocument {
            name: self.shown(name),
            app: self.shown(&subject.app),
            issuer: self.shown(&subject.issuer),
            client_id: self.shown(subject.shown_client_id()),
            redirect_uri: self.shown(subject.test_redirect.as_str()),
            scopes: subject.scopes.iter().map(|scope| self.shown(scope)).collect(),
            app_name: self.shown(&subject.app_name),
            is_elsewhere: subject.is_elsewhere,
        }
    }

    fn identity(&self, identity: &Identity) -> IdentityDocument {
        IdentityDocument {
            subject: self.person(&identity.subject),
            username: identity.username.as_ref().map(|(name, _)| self.person(name)),
            email: identity.email.as_ref().map(|(email, _)| self.person(email)),
            groups: identity
                .groups
                .as_ref()
                .map(|groups| groups.iter().map(|group| self.person(group)).collect()),
        }
    }

    fn check(&self, check: &Check) -> CheckDocument {
        let told =
            check.finding.as_ref().map(|finding| tell_masked(finding, self.subject, self.with_identity));
        let part = |pick: fn(&Told) -> &String| {
            told.as_ref().map(pick).filter(|text| !text.is_empty()).map(|text| self.redactor.clean(text))
        };
        CheckDocument {
            id: check.id.as_str(),
            status: check.status.as_str(),
            finding: check.finding.as_ref().map(|finding| finding.slug.as_str()),
            side: check.finding.as_ref().map(|finding| finding.side().as_str()),
            title: check_title(check.id, self.subject),
            expected: check.expected.as_ref().map(|value| self.value(value)),
            seen: check.seen.as_ref().map(|value| self.value(value)),
            cause: part(|told| &told.title),
            happened: part(|told| &told.happened),
            why: part(|told| &told.why),
            fix: told.as_ref().map(|told| FixDocument {
                r#where: self.redactor.clean(&told.fix_where),
                r#do: self.redactor.clean(&told.fix_do),
                value: part(|told| &told.fix_value),
                link: told.link.as_ref().map(ToString::to_string),
            }),
            reference: part(|told| &told.reference),
            elapsed_ms: check.elapsed_ms,
        }
    }
}

impl CheckDocument {
    /// How its outcome is called for people: what only a person can answer is not unknown but not answered yet.
    pub(super) fn outcome(&self) -> String {
        let name =
            if self.finding == Some(Slug::AppNotConfirmed.as_str()) { "not_answered" } else { self.status };
        word("status", name)
    }
}

/// The words for a verdict or a status, by its stable name.
pub(super) fn word(kind: &str, name: &str) -> String {
    words::text(&format!("checks.{kind}.{name}"))
}
