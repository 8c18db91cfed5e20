//! One broken Okta as a file: what is wrong, who signs in, and which findings it must produce.

use std::collections::BTreeMap;

use serde::Deserialize;
use url::Url;
use usher::base::{Secret, TroubleKind};
use usher::diagnosis::evidence::PageSeen;
use usher::diagnosis::{Check, Diagnosis};
use usher::engine::{Field, Intent, LoginPlan};
use usher::practice::{Authentication, Faults, Grant, GroupMatch, GroupsClaim, IssuerMode};

use crate::tests::journey::rig::{ANA, CLIENT, OKTA, Rig, SECRET, coder};

#[path = "talked.rs"]
mod talked;

/// A scenario file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    /// What is wrong, in a sentence.
    #[allow(dead_code, reason = "it is for the reader of the file")]
    pub(crate) about: String,
    /// The guide.
    #[serde(default = "coder_guide")]
    app: String,
    /// The practice's faults.
    #[serde(default)]
    pub(crate) faults: Vec<String>,
    /// Who signs in.
    #[serde(default = "ana")]
    person: String,
    /// Whether a login is made after the checks.
    #[serde(default = "yes")]
    login: bool,
    /// Answers to the guide's questions.
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// What is typed instead of the right values.
    #[serde(default)]
    typed: Typed,
    /// How the application and its organization differ from the usual.
    #[serde(default)]
    okta: OktaSettings,
    /// What happens on this computer and on the way.
    #[serde(default)]
    world: World,
    pub(crate) expect: Expect,
}

fn coder_guide() -> String {
    "coder".to_owned()
}
fn ana() -> String {
    ANA.to_owned()
}
fn yes() -> bool {
    true
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    issuer: Option<String>,
    client_id: Option<String>,
    secret: Option<String>,
    scopes: Option<String>,
    /// Takes the correction of the issuer back.
    #[serde(default)]
    uncorrected: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in a scenario file")]
struct OktaSettings {
    /// The organization's origin.
    origin: Option<String>,
    custom_domain: Option<String>,
    issuer_mode: Option<String>,
    redirect_uris: Option<Vec<String>>,
    sign_out_uris: Option<Vec<String>>,
    grants: Option<Vec<String>>,
    public_client: bool,
    wildcard: bool,
    assigned_people: Option<Vec<String>>,
    groups_starting_with: Option<String>,
    no_groups_claim: bool,
    /// The custom server `default`.
    access_policy: bool,
    extra_scopes: Vec<String>,
    server_groups: bool,
    authorize_limit: Option<u32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in a scenario file")]
struct World {
    /// Parts of addresses and what happens on the way there.
    trouble: BTreeMap<String, String>,
    /// Parts of addresses and what is answered there instead.
    instead: BTreeMap<String, Instead>,
    /// What the provider answers at the redirect URI, with the right state.
    callback: Option<Callback>,
    port_taken: bool,
    no_browser: bool,
    /// The person signed in long before.
    session_before: bool,
    /// Nobody signs in.
    nobody: bool,
    /// What the person says the browser shows.
    shows: Option<String>,
    stopped: bool,
    check_sign_out: bool,
    /// The admin's word.
    confirm: BTreeMap<String, bool>,
    /// A format of the guide and the text that stands in its file.
    read_back: Option<(String, String)>,
}

/// An answer in the place of the practice's own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Instead {
    pub(crate) status: u16,
    pub(crate) body: String,
    pub(crate) r#type: Option<String>,
    /// `Retry-After`, as it stands in the answer.
    pub(crate) retry_after: Option<String>,
}

/// An error at the redirect URI.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Callback {
    pub(crate) error: String,
    pub(crate) description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    /// The first cause; absent when nothing is wrong.
    pub(crate) primary: Option<String>,
    verdict: String,
    /// Findings besides.
    #[serde(default)]
    pub(crate) also: Vec<String>,
    /// Findings that would be wrong.
    #[serde(default)]
    never: Vec<String>,
    /// Statuses of checks.
    #[serde(default)]
    checks: BTreeMap<String, String>,
}

impl Scenario {
    /// Plays it and says what is not as expected, with every check in a table.
    pub(crate) fn play(&self) -> Result<Rig, String> {
        let mut rig = self.build();
        rig.check();
        if self.login {
            self.sign_in(&mut rig);
        }
        if self.world.check_sign_out {
            rig.intend(Intent::CheckSignOut);
            rig.run();
        }
        if let Some((format, text)) = &self.world.read_back {
            rig.write_over(format, text);
        }
        for (question, word) in &self.world.confirm {
            rig.intend(Intent::Confirm(question.clone(), Some(*word)));
        }
        match self.expect.compare(rig.setup.diagnosis()) {
            wrong if wrong.is_empty() => Ok(rig),
            wrong => Err(format!("{}\n{}", wrong.join("\n"), table(rig.setup.diagnosis()))),
        }
    }

    fn sign_in_before(&self, rig: &mut Rig) {
        let home = Url::parse(&format!("{OKTA}/login/login.htm")).expect("an address");
        rig.sign_in_at_home(&home, &self.person);
        rig.now = rig.now.plus_ms(3_600_000);
    }

    fn build(&self) -> Rig {
        let mut rig = self.surroundings();
        self.fill_in(&mut rig);
        rig
    }

    /// The world before anything is typed.
    fn surroundings(&self) -> Rig {
        let mut rig = Rig::of(&self.app);
        self.okta.apply(&mut rig);
        rig.org.faults = self.faults.iter().map(|name| name.parse().expect(name)).collect::<Faults>();
        rig.person = (!self.world.nobody).then(|| self.person.clone());
        rig.browser = !self.world.no_browser;
        rig.port_taken = self.world.port_taken;
        rig.trouble = self.world.trouble.iter().map(|(at, name)| (at.clone(), trouble(name))).collect();
        rig.instead = self.world.instead.clone().into_iter().collect();
        rig.callback.clone_from(&self.world.callback);
        rig
    }

    fn fill_in(&self, rig: &mut Rig) {
        if self.app == "coder" {
            rig.answer("base_url", "https://coder.example.com");
        }
        for (question, text) in &self.answers {
            rig.answer(question, text);
        }
        let or = |typed: &Option<String>, usual: &str| typed.clone().unwrap_or_else(|| usual.to_owned());
        rig.put(Field::Issuer, &or(&self.typed.issuer, OKTA));
        if self.typed.uncorrected {
            rig.intend(Intent::TakeAsTyped(Field::Issuer));
        }
        rig.put(Field::ClientId, &or(&self.typed.client_id, CLIENT));
        rig.put(Field::Secret, &or(&self.typed.secret, SECRET));
        if let Some(scopes) = &self.typed.scopes {
            rig.put(Field::Scopes, scopes);
        }
    }

    fn sign_in(&self, rig: &mut Rig) {
        if self.world.session_before {
            self.sign_in_before(rig);
        }
        rig.intend(Intent::StartLogin(LoginPlan::default()));
        if self.world.stopped || self.world.shows.is_some() {
            rig.run_until(|rig| rig.setup.login().waiting().is_some());
        }
        if let Some(page) = &self.world.shows {
            rig.intend(Intent::Shows(seen(page)));
        }
        if self.world.stopped {
            rig.intend(Intent::StopLogin);
        }
        rig.run();
    }
}

impl Instead {
    /// JSON with a status.
    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self { status, body: body.to_owned(), r#type: None, retry_after: None }
    }
}

impl Callback {
    /// The query that comes back, with the state of the address that was opened.
    pub(crate) fn raw(&self, address: &Url) -> Secret {
        let state = address.query_pairs().find(|(name, _)| name == "state").map(|(_, value)| value);
        let pairs = [
            ("error", self.error.as_str()),
            ("error_description", &self.description),
            ("state", &state.unwrap()),
        ];
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        Secret::new(query)
    }
}

impl OktaSettings {
    fn apply(&self, rig: &mut Rig) {
        if let Some(origin) = &self.origin {
            rig.org.origin.clone_from(origin);
        }
        rig.org.custom_origin.clone_from(&self.custom_domain);
        if let Some(limit) = self.authorize_limit {
            rig.org.authorize_limit = limit;
        }
        let mut spec = coder();
        let app = &mut spec.app;
        if let Some(uris) = &self.redirect_uris {
            app.redirect_uris.clone_from(uris);
        }
        if let Some(uris) = &self.sign_out_uris {
            app.sign_out_uris.clone_from(uris);
        }
        if let Some(grants) = &self.grants {
            app.grants = grants.iter().map(|name| grant(name)).collect();
        }
        if self.public_client {
            app.authentication = Authentication::None;
        }
        app.wildcard = self.wildcard;
        if let Some(people) = &self.assigned_people {
            app.assignments.people.clone_from(people);
            app.assignments.groups.clear();
        }
        if let Some(mode) = &self.issuer_mode {
            app.issuer_mode = match mode.as_str() {
                "okta" => IssuerMode::OktaUrl,
                "custom" => IssuerMode::CustomUrl,
                _ => IssuerMode::Dynamic,
            };
        }
        let starting = |text: &String| GroupsClaim {
            name: "groups".to_owned(),
            by: GroupMatch::StartsWith,
            value: text.clone(),
        };
        if let Some(text) = &self.groups_starting_with {
            app.groups_claim = Some(starting(text));
        }
        if self.no_groups_claim {
            app.groups_claim = None;
        }
        rig.register(spec);
        let server = rig.server();
        server.access_policy = self.access_policy;
        server.extra_scopes.clone_from(&self.extra_scopes);
        server.groups_claim = self.server_groups.then(|| starting(&String::new()));
    }
}

impl Expect {
    fn compare(&self, diagnosis: &Diagnosis) -> Vec<String> {
        let mut wrong = Vec::new();
        let primary = diagnosis.primary_finding().map(|finding| finding.slug.as_str());
        if primary != self.primary.as_deref() {
            wrong.push(format!("primary: expected {:?}, seen {primary:?}", self.primary));
        }
        if diagnosis.verdict.as_str() != self.verdict {
            wrong.push(format!("verdict: expected {}, seen {}", self.verdict, diagnosis.verdict.as_str()));
        }
        let said = |slug: &String| {
            diagnosis
                .checks
                .iter()
                .any(|check| check.finding.as_ref().is_some_and(|one| one.slug.as_str() == *slug))
        };
        wrong.extend(self.also.iter().filter(|slug| !said(slug)).map(|slug| format!("not said: {slug}")));
        wrong.extend(self.never.iter().filter(|slug| said(slug)).map(|slug| format!("wrongly said: {slug}")));
        for (id, status) in &self.checks {
            let check = diagnosis.checks.iter().find(|check| check.id.as_str() == id);
            let seen = check.map_or("no such check", |check| check.status.as_str());
            if seen != status {
                wrong.push(format!("{id}: expected {status}, seen {seen}"));
            }
        }
        wrong
    }
}

/// Every check that is more than a pass, and what it says.
fn table(diagnosis: &Diagnosis) -> String {
    let line = |check: &Check| {
        let slug = check.finding.as_ref().map_or("", |finding| finding.slug.as_str());
        let needed = if check.required { "*" } else { " " };
        let seen = check.seen.as_ref().map_or_else(String::new, |value| value.message.in_english());
        format!("    {needed} {:22} {:14} {slug:30} {seen}", check.id.as_str(), check.status.as_str())
    };
    diagnosis.checks.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn grant(name: &str) -> Grant {
    match name {
        "authorization_code" => Grant::AuthorizationCode,
        "refresh_token" => Grant::RefreshToken,
        "implicit" => Grant::Implicit,
        "interaction_code" => Grant::InteractionCode,
        other => panic!("no grant is called {other}"),
    }
}

fn trouble(name: &str) -> TroubleKind {
    match name {
        "dns" => TroubleKind::Dns,
        "refused" => TroubleKind::Refused,
        "timeout" => TroubleKind::Timeout,
        "reset" => TroubleKind::Reset,
        "tls_untrusted" => TroubleKind::TlsUntrusted,
        "tls_wrong_host" => TroubleKind::TlsWrongHost,
        "tls_expired" => TroubleKind::TlsExpired,
        "proxy" => TroubleKind::Proxy,
        "too_large" => TroubleKind::TooLarge,
        "other" => TroubleKind::Other,
        other => panic!("no trouble is called {other}"),
    }
}

fn seen(page: &str) -> PageSeen {
    match page {
        "bad_request" => PageSeen::BadRequest,
        "not_allowed" => PageSeen::NotAllowed,
        "sign_in_loop" => PageSeen::SignInLoop,
        "blank" => PageSeen::Blank,
        "certificate" => PageSeen::CertificateWarning,
        "cannot_connect" => PageSeen::CannotConnect,
        "other" => PageSeen::Other,
        other => panic!("no page is called {other}"),
    }
}
