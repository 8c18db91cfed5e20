//! From what was seen and concluded of a connection to its part of the report: masked by kind, secrets taken out, visible.

use super::document::{
    AccountDocument, CheckDocument, ConnectionDocument, FixDocument, IdentityDocument, ResultDocument,
};
use super::requests;
use super::run::DeclaredDocument;
use crate::base::Redactor;
use crate::base::untrusted::Shown;
use crate::base::words::{Key, Voice, say};
use crate::diagnosis::evidence::Subject;
use crate::diagnosis::secrets::redactor;
use crate::diagnosis::wording::{MASK, Told, check_title, looked_for, tell_masked};
use crate::diagnosis::{
    Account, Check, Diagnosis, Evidence, Finding, Identity, Kind, Status, Value, Verdict,
};

/// How much of a value that came from outside is written.
const LONGEST_VALUE: usize = 1000;

/// How much a report tells, and how strictly it judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Whether identities are written rather than masked.
    pub include_identity: bool,
    /// Whether warnings count as broken.
    pub strict: bool,
    /// How it speaks; of whom, each connection says.
    pub voice: Voice,
}

impl ResultDocument {
    /// The part of one connection.
    ///
    /// `name` is the one under which it is saved, or the application's.
    pub fn of(name: &str, evidence: &Evidence, diagnosis: &Diagnosis, options: Options) -> Self {
        let subject = &evidence.subject;
        let voice = options.voice.about(subject.is_other_provider);
        let page =
            Page { redactor: redactor(evidence), with_identity: options.include_identity, voice, subject };
        let warned = || diagnosis.checks.iter().any(|check| check.status == Status::Warn);
        let mut result = Self {
            connection: page.connection(name),
            declared: DeclaredDocument::default(),
            verdict: if options.strict && warned() { Verdict::Broken } else { diagnosis.verdict },
            headline: None,
            next: None,
            primary: diagnosis.primary_finding().map(|finding| Shown::of(finding.slug.as_str())),
            change: None,
            since: None,
            checks: diagnosis.checks.iter().map(|check| page.check(check)).collect(),
            identity: diagnosis.identity.as_ref().map(|identity| page.identity(identity)),
            requests: requests::all(evidence, &page.redactor),
        };
        let primary = result.primary_check();
        let cause = primary.and_then(|check| check.cause.clone());
        let fix = primary.and_then(|check| check.fix.as_ref()).map(|fix| Shown::of(&fix.sentence(voice)));
        result.headline = Some(cause.unwrap_or_else(|| page.about(HEADLINE[result.verdict as usize])));
        result.next = Some(fix.unwrap_or_else(|| page.about(NEXT[result.verdict as usize])));
        result
    }

    /// The same where nothing but the name is known of the connection.
    pub fn with_name_alone(mut self) -> Self {
        let name = self.connection.name;
        self.connection = ConnectionDocument { name, ..ConnectionDocument::default() };
        self
    }
}

/// The first line where there is no cause.
const HEADLINE: [Key; Verdict::NAMES.len()] = Key::each("report.headline.", Verdict::NAMES);
/// The second, which says what was not proven.
const NEXT: [Key; Verdict::NAMES.len()] = Key::each("report.next.", Verdict::NAMES);

/// What every text passes through on its way into a report.
struct Page<'a> {
    redactor: Redactor,
    with_identity: bool,
    voice: Voice,
    subject: &'a Subject,
}

impl Page<'_> {
    fn shown(&self, text: &str) -> Shown {
        Shown::up_to(&self.redactor.clean(text), LONGEST_VALUE)
    }

    fn person(&self, text: &str) -> Shown {
        if self.with_identity { self.shown(text) } else { Shown::of(MASK) }
    }

    fn value(&self, value: &Value) -> Shown {
        let text = self.voice.say(&value.message);
        match value.kind {
            Kind::Identity => self.person(&text),
            Kind::Public => self.shown(&text),
        }
    }

    /// What is said of a verdict that has no cause.
    fn about(&self, key: Key) -> Shown {
        Shown::of(&say!(self.voice, key, app = self.shown(&self.subject.app_name)))
    }

    fn connection(&self, name: &str) -> ConnectionDocument {
        let subject = self.subject;
        ConnectionDocument {
            name: self.shown(name),
            app: self.shown(&subject.app),
            issuer: Some(self.shown(&subject.issuer)),
            client_id: Some(self.shown(subject.shown_client_id())),
            redirect_uri: Some(self.shown(subject.test_redirect.as_str())),
            scopes: subject.scopes.iter().map(|scope| self.shown(scope)).collect(),
        }
    }

    fn identity(&self, identity: &Identity) -> IdentityDocument {
        let groups = identity.groups.as_ref();
        IdentityDocument {
            subject: self.person(&identity.subject),
            username: identity.username.as_ref().map(|(name, _)| self.person(name)),
            email: identity.email.as_ref().map(|(email, _)| self.person(email)),
            groups: groups.map(|groups| groups.iter().map(|group| self.person(group)).collect()),
            methods: identity.methods.iter().map(|method| self.shown(method)).collect(),
            account: identity.account.as_ref().map(|account| self.account(account)),
        }
    }

    fn account(&self, account: &Account) -> AccountDocument {
        let shown = |value: &str| self.person(value).to_string();
        let looked_for = looked_for(&self.shown(&self.subject.app_name), account, &shown);
        let sentences = |all: &[String]| self.shown(&all.join(" "));
        AccountDocument {
            matched_by: account.matched_by.iter().map(|(by, _)| Shown::of(by.as_str())).collect(),
            looked_for: looked_for.map(|sentence| Shown::of(&self.voice.say(&sentence))),
            existing: sentences(&account.existing),
            leaving: sentences(&account.leaving),
        }
    }

    fn check(&self, check: &Check) -> CheckDocument {
        let finding = check.finding.as_ref();
        let told = finding.map(|finding| tell_masked(self.voice, finding, self.subject, self.with_identity));
        let said = |text: &String| Shown::of(&self.redactor.clean(text));
        let part =
            |pick: fn(&Told) -> &String| told.as_ref().map(pick).filter(|text| !text.is_empty()).map(said);
        CheckDocument {
            id: Shown::of(check.id.as_str()),
            status: check.status,
            finding: finding.map(|finding| Shown::of(finding.slug.as_str())),
            side: finding.map(Finding::side),
            title: Shown::of(&check_title(self.voice, check.id, self.subject)),
            expected: check.expected.as_ref().map(|value| self.value(value)),
            seen: check.seen.as_ref().map(|value| self.value(value)),
            cause: part(|told| &told.title),
            happened: part(|told| &told.happened),
            why: part(|told| &told.why),
            fix: told.as_ref().map(|told| FixDocument {
                r#where: said(&told.fix_where),
                r#do: said(&told.fix_do),
                value: part(|told| &told.fix_value),
                link: told.link.clone(),
            }),
            reference: part(|told| &told.reference),
            elapsed_ms: check.elapsed_ms,
        }
    }
}
