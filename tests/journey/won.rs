//! Practice can be won: every guide, with every answer that changes what is asked of Okta, ends green when each of Okta's
//! steps is done in the practice console exactly as its screen tells it.

use std::collections::BTreeSet;

use url::Url;
use usher::apps::guide::{Phase, Step};
use usher::apps::question::{Kind, Question};
use usher::apps::template::Filled;
use usher::apps::{Context, Guide, Resolved, Server, catalogue};
use usher::base::{Answer, Request};
use usher::diagnosis::Verdict;
use usher::engine::{Field, Intent, LoginPlan};
use usher::practice;

use crate::tests::journey::rig::{ANA, KEYS, OKTA, Rig, TEST_URI};

/// One way to answer a guide's questions.
type Answers = Vec<(String, String)>;

/// A question's answers, so far as they may change what is asked of Okta; `None` leaves it open.
fn choices(question: &Question) -> Vec<Option<String>> {
    let example = question.example.clone().filter(|_| question.default.is_none());
    let mut all: Vec<Option<String>> = match &question.kind {
        Kind::Bool => ["true", "false"].map(|one| Some(one.to_owned())).into(),
        Kind::Choice(choices) => choices.iter().map(|one| Some(one.value.clone())).collect(),
        Kind::Url { many: true, .. } => {
            let one = question.example.clone().expect("an example");
            let other = one.replacen("://", "://other.", 1);
            vec![Some(one.clone()), Some(format!("{one} {other}"))]
        }
        _ if question.optional => vec![Some(question.example.clone().expect("an example"))],
        _ => vec![example],
    };
    if question.optional {
        all.push(None);
    }
    all
}

/// Every combination of answers.
fn ways(guide: &Guide) -> Vec<Answers> {
    let asked = guide.questions.iter().filter(|question| !question.from_file);
    asked.fold(vec![Vec::new()], |ways: Vec<Answers>, question| {
        let longer = |way: &Answers, answer: Option<String>| {
            let mut way = way.clone();
            way.extend(answer.map(|answer| (question.key.clone(), answer)));
            way
        };
        let all = choices(question);
        ways.iter().flat_map(|way| all.iter().map(|one| longer(way, one.clone()))).collect()
    })
}

/// A person in the practice console, who does what the screens say and nothing else.
struct Admin<'r> {
    rig: &'r mut Rig,
    form: Vec<(&'static str, String)>,
    /// The application's own page, once it is saved.
    page: String,
}

impl Admin<'_> {
    fn send(&mut self, request: &Request) -> Answer {
        practice::answer(&mut self.rig.org, request, self.rig.now, &mut self.rig.seeds, &KEYS)
    }

    fn get(&mut self, path: &str) -> String {
        let answer = self.send(&Request::get(Url::parse(OKTA).unwrap().join(path).unwrap()));
        assert_eq!(answer.status, 200, "{path}");
        answer.body.reveal().to_owned()
    }

    /// Saves a form; where the browser is sent.
    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.send(&Request::form(Url::parse(OKTA).unwrap().join(path).unwrap(), fields));
        let to = answer.header("location").map(str::to_owned);
        to.unwrap_or_else(|| panic!("{path} {fields:?}: {}", answer.body.reveal()))
    }

    fn section(&mut self, name: &str, fields: &[(&str, &str)]) {
        let path = format!("{}/{name}", self.page);
        self.post(&path, fields);
    }

    /// The text of an element of the application's page.
    fn shown(&mut self, id: &str) -> Option<String> {
        let page = self.get(&self.page.clone());
        let (_, rest) = page.split_once(&format!("id=\"{id}\">"))?;
        rest.split_once('<').map(|(text, _)| text.to_owned())
    }

    fn registered(&mut self, step: &str, values: &[&str]) {
        match step {
            "open_applications" | "new_integration" => {
                let page = self.get("/admin/apps/active");
                assert!(page.contains("Create App Integration") && page.contains("Browse App Catalog"));
            }
            "name" => self.form.push(("name", values[0].to_owned())),
            "sign_in" => self.form.extend(values.iter().map(|uri| ("redirect_uri", (*uri).to_owned()))),
            "sign_out" => self.form.extend(values.iter().map(|uri| ("sign_out_uri", (*uri).to_owned()))),
            "no_sign_out" => {}
            "access" => {
                self.form.extend([("access", "groups".to_owned()), ("group", "Engineering".to_owned())]);
                let form = std::mem::take(&mut self.form);
                let fields: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, &**text)).collect();
                self.page = self.post("/admin/apps/oauth2-wizard/create", &fields);
            }
            other => panic!("the practice console does not know the step {other}"),
        }
    }

    /// The choice of the kind of application: where Next leads.
    fn chose(&mut self, kind: &'static str) {
        let form = self
            .get(&format!("/admin/apps/oauth2-wizard/create?sign_in_method=OIDC&application_type={kind}"));
        assert!(form.contains("id=\"save\"") && form.contains("id=\"sign_out_uri-0\""));
        self.form.push(("application_type", kind.to_owned()));
    }

    fn ticked(&mut self, step: &Step<Filled>) {
        let told = step.say.join(" ");
        let ticks = [("Tick Refresh Token", "refresh_token"), ("tick Implicit", "implicit")];
        let grants = ticks.iter().filter(|(told_by, _)| told.contains(told_by));
        self.form.extend(grants.map(|(_, grant)| ("grant", (*grant).to_owned())));
    }

    /// Does one step; where it tells a value that is wanted here, that is kept.
    fn does(&mut self, step: &Step<Filled>) {
        let values: Vec<&str> = step.values.iter().map(|paste| paste.value.reveal()).collect();
        let Some((name, part)) = step.id.strip_prefix("okta/").and_then(|id| id.split_once('.')) else {
            return;
        };
        match (name, part) {
            ("create_web_app", "kind") => self.chose("WEB"),
            ("create_native_app", "kind") => self.chose("NATIVE"),
            ("create_web_app" | "create_native_app", "grants") => self.ticked(step),
            ("create_web_app" | "create_native_app", part) => self.registered(part, &values),
            ("access_policy", "policy") => {
                self.post("/admin/oauth2/as/default", &[("action", "add-policy")]);
            }
            ("assign", "groups") => {
                self.section("assignments", &[("action", "assign"), ("kind", "group"), ("name", "Admins")]);
            }
            ("tile", "initiate_uri") => self.tile(values[0]),
            ("groups_claim", "org_filter") => {
                let fields =
                    [("groups_name", values[0]), ("groups_by", "REGEX"), ("groups_value", values[1])];
                self.section("signon", &fields);
            }
            ("groups_claim", "custom_claim") => {
                let filter =
                    [("groups_name", values[0]), ("groups_by", "REGEX"), ("groups_value", values[3])];
                let action = [("action", "add-claim")];
                self.post("/admin/oauth2/as/default", &[&filter[..], &action].concat());
            }
            ("groups_scope", "add") => {
                self.post("/admin/oauth2/as/default", &[("action", "add-scope"), ("scope", values[0])]);
            }
            ("issuer", _) => {
                if self.rig.setup.connection().issuer.is_none() {
                    let issuer = values[0].to_owned();
                    self.rig.put(Field::Issuer, &issuer);
                }
            }
            ("client_credentials" | "client_id", _) => {
                let id = self.shown("client-id").expect("a client ID");
                self.rig.put(Field::ClientId, &id);
                if name == "client_credentials" {
                    let secret = self.shown("client-secret").expect("a client secret");
                    self.rig.put(Field::Secret, &secret);
                }
            }
            ("access_policy", "rule") | ("tile", "edit" | "initiated") | ("groups_claim", "org_open") => {}
            other => panic!("the practice console does not know the step {other:?}"),
        }
    }

    fn tile(&mut self, address: &str) {
        let id = self.page.rsplit('/').next().unwrap_or_default().to_owned();
        let app = self.rig.org.app(&id).expect("the application").clone();
        let mut fields = vec![("initiated_by", "either"), ("login_flow", "compliant"), ("tile", "1")];
        fields.push(("initiate_login_uri", address));
        fields.extend(app.redirect_uris.iter().map(|uri| ("redirect_uri", &**uri)));
        fields.extend(app.sign_out_uris.iter().map(|uri| ("sign_out_uri", &**uri)));
        self.section("login", &fields);
    }
}

/// A set-up that is answered, with nothing of Okta known but where it is.
fn answered(app: &str, answers: &Answers, server: Option<Server>) -> Rig {
    let mut rig = Rig::of(app);
    rig.org.apps.clear();
    rig.person = Some(ANA.to_owned());
    for (question, answer) in answers {
        rig.answer(question, answer);
    }
    rig.put(Field::Organization, OKTA);
    match server {
        Some(Server::Org) => drop(rig.put(Field::Issuer, OKTA)),
        Some(Server::Custom) => drop(rig.put(Field::Issuer, &format!("{OKTA}/oauth2/default"))),
        None => {}
    }
    rig
}

/// The shape of what is asked of Okta and of its tokens: which steps with how many values, and what is registered.
fn asked_of_okta(resolved: &Resolved) -> String {
    let okta = &resolved.okta;
    let steps: Vec<_> =
        resolved.phase(Phase::Okta).map(|step| (&step.id, step.values.len(), step.say.len())).collect();
    format!(
        "{:?} {:?} {:?} {:?} {:?} {steps:?}",
        okta.server, okta.scopes, okta.grants, okta.tile, resolved.claims
    )
}

/// Does all steps as told, checks and signs in: `None` where it is won, else what is said.
fn lost(rig: &mut Rig) -> Option<String> {
    let steps: Vec<Step<Filled>> = rig.setup.resolved().phase(Phase::Okta).cloned().collect();
    let mut admin = Admin { rig, form: Vec::new(), page: String::new() };
    for step in &steps {
        admin.does(step);
    }
    rig.intend(Intent::Check);
    rig.run();
    rig.intend(Intent::StartLogin(LoginPlan::default()));
    rig.run();
    let diagnosis = rig.setup.diagnosis();
    let cause = diagnosis.primary_finding().map(|finding| finding.slug.as_str());
    (diagnosis.verdict != Verdict::Works).then(|| format!("{:?} {cause:?}", diagnosis.verdict))
}

/// A guide's set-ups that differ in what is asked of Okta, each on every server that it can be used with; the server that
/// is proposed is not chosen.
fn set_ups(guide: &Guide) -> Vec<(Answers, Option<Server>)> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for answers in ways(guide) {
        let mut context = Context {
            answers: answers.iter().cloned().collect(),
            organization: Url::parse(OKTA).ok(),
            test_redirect: Some(TEST_URI.to_owned()),
            ..Context::default()
        };
        let proposed = guide.resolve(&context).okta;
        for server in &proposed.servers {
            let path = if *server == Server::Custom { "/oauth2/default" } else { "" };
            context.issuer = Some(format!("{OKTA}{path}"));
            if seen.insert(asked_of_okta(&guide.resolve(&context))) {
                all.push((answers.clone(), Some(*server).filter(|server| *server != proposed.server)));
            }
        }
    }
    all
}

#[test]
fn every_guide_with_every_answer_ends_green_when_it_is_done_as_told() {
    let (mut won, mut red) = (0, Vec::new());
    for card in catalogue::cards() {
        for (answers, server) in set_ups(&catalogue::open(card.id).expect("a guide")) {
            match lost(&mut answered(card.id, &answers, server)) {
                Some(why) => red.push(format!("{} {server:?} {answers:?}: {why}", card.id)),
                None => won += 1,
            }
        }
    }
    assert!(red.is_empty(), "{won} won, {} red:\n{}", red.len(), red.join("\n"));
    assert!(won > 200, "{won}");
}
