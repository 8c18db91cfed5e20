//! What a guide must not say although it reads well: unknown places, conditions that can never hold, steps that do not
//! exist, a secret where it would be shown.

use super::guide::{Format, Guide, Maybe, OktaStep, PasteTemplate, SHEET, StepBody, StepPart, TEXT, When};
use super::okta_steps;
use super::problem::{Log, nearest};
use super::question::{Kind, Question};
use super::template::Template;
use crate::base::words;

/// Places that stand for something in every guide.
pub(super) const PLACES: &[&str] = &[
    "app",
    "okta_app",
    "organization",
    "issuer",
    "issuer_expected",
    "client_id",
    "client_secret",
    "scopes",
    "groups_claim",
    "test_redirect",
    "test_addresses",
    "initiate",
    "sign_in",
    "sign_out",
    "box_refresh",
    "box_implicit",
    "pair_from",
    "pair_to",
    "pair_to_list",
];

/// Facts that conditions may ask for beside the questions, and what they can be.
pub(super) const FACTS: &[(&str, &[&str])] = &[
    ("server", &["org", "custom"]),
    ("groups", FLAG),
    ("refresh", FLAG),
    ("implicit", FLAG),
    ("tile", FLAG),
    ("signs_out", FLAG),
    ("initiates", FLAG),
    ("test", FLAG),
];

const FLAG: &[&str] = &["true", "false"];
/// What a condition may say of a question that has neither choices nor yes and no.
const GIVEN: &[&str] = &["given", "empty"];
/// And of one that takes several addresses.
const GIVEN_MANY: &[&str] = &["given", "one", "several", "empty"];

struct Check<'a> {
    questions: &'a [Question],
    takes: Vec<&'a str>,
    log: &'a Log<'a>,
}

/// Checks a guide.
pub(super) fn guide(guide: &Guide, log: &Log<'_>) {
    let check = Check { questions: &guide.questions, takes: Vec::new(), log };
    check.questions();
    let okta = &guide.okta;
    guide.called.iter().chain([&okta.name]).for_each(|text| check.template(text));
    check.question(okta.server_asked.as_ref(), okta.name.at);
    okta.sign_in.iter().chain(&okta.sign_out).for_each(|uri| check.maybe(uri));
    okta.initiate.iter().for_each(|uri| check.template(uri));
    okta.tile.iter().for_each(|tile| check.when(&tile.when));
    okta.grants.iter().for_each(|grant| check.when(&grant.when));
    okta.scopes.iter().for_each(|scope| check.when(&scope.when));
    let claims = &guide.claims;
    claims.username.iter().chain(&claims.email).for_each(|claim| check.template(claim));
    claims.groups.iter().for_each(|groups| check.maybe(groups));
    check.when(&claims.verified_when);
    check.question(claims.roles.as_ref(), claims.verified_when.at);
    for step in &guide.steps {
        check.when(&step.when);
        match &step.body {
            StepBody::Own(part) => check.part(part),
            StepBody::Use { id, with, note, at } => check.used(id, with, note, *at),
        }
    }
    for format in &guide.formats {
        check.format(format);
        for also in &format.also {
            let others =
                || guide.formats.iter().filter(|other| other.id != format.id && other.editor != SHEET);
            if !others().any(|other| other.id == *also) {
                let right = nearest(also, others().map(|other| other.id.as_str()));
                log.near(format.when.at, "unknown_format", &[("format", also)], right);
            }
        }
    }
    for trap in &guide.traps {
        check.when(&trap.when);
        check.template(&trap.say);
        check.template(&trap.cure);
    }
    for confirm in &guide.confirmations {
        check.when(&confirm.when);
        check.template(&confirm.ask);
        confirm.otherwise.iter().for_each(|text| check.template(text));
    }
}

/// Checks one of Okta's steps.
pub(super) fn okta_step(step: &OktaStep, log: &Log<'_>) {
    let takes = step.takes.iter().map(|(name, _)| name.as_str()).collect();
    let check = Check { questions: &[], takes, log };
    step.parts.iter().for_each(|part| check.part(part));
}

impl Check<'_> {
    fn questions(&self) {
        for (place, question) in self.questions.iter().enumerate() {
            self.when(&question.when);
            question.default.iter().for_each(|text| self.template(text));
            let twice = self.questions[..place].iter().any(|other| other.key == question.key);
            if twice || PLACES.contains(&question.key.as_str()) {
                self.log.note(question.when.at, "key_taken", &[("key", &question.key)]);
            }
        }
    }

    /// A text that people see: its places are known, and the secret is not among them.
    fn template(&self, template: &Template) {
        self.places(template);
        if template.holds_secret() {
            self.log.note(template.at, "secret_shown", &[]);
        }
    }

    fn places(&self, template: &Template) {
        let known = || {
            let questions = self.questions.iter().map(|question| question.key.as_str());
            questions.chain(PLACES.iter().copied()).chain(self.takes.iter().copied())
        };
        for place in template.places() {
            if !known().any(|name| name == place) {
                self.log.near(template.at, "unknown_place", &[("place", place)], nearest(place, known()));
            }
        }
    }

    fn maybe(&self, text: &Maybe<Template>) {
        self.when(&text.when);
        self.template(&text.what);
    }

    fn when(&self, when: &When) {
        for (name, wanted) in &when.all {
            let possible = self.possible(name);
            if possible.is_empty() {
                let keys = self.questions.iter().map(|question| question.key.as_str());
                let right = nearest(name, keys.chain(FACTS.iter().map(|(name, _)| *name)));
                self.log.near(when.at, "unknown_condition", &[("name", name)], right);
            }
            for value in
                wanted.iter().filter(|value| !possible.is_empty() && !possible.contains(&value.as_str()))
            {
                let values = [("name", name.as_str()), ("value", value), ("known", &words::list(&possible))];
                self.log.near(when.at, "impossible", &values, nearest(value, possible.iter().copied()));
            }
        }
    }

    /// What a question or a fact can be; empty when there is none of that name.
    fn possible(&self, name: &str) -> Vec<&str> {
        if let Some(question) = self.questions.iter().find(|question| question.key == name) {
            return match &question.kind {
                Kind::Bool => FLAG.to_vec(),
                Kind::Choice(choices) => choices.iter().map(|choice| choice.value.as_str()).collect(),
                Kind::Url { many: true, .. } => GIVEN_MANY.to_vec(),
                _ => GIVEN.to_vec(),
            };
        }
        FACTS.iter().find(|(fact, _)| *fact == name).map(|(_, values)| values.to_vec()).unwrap_or_default()
    }

    fn part(&self, part: &StepPart) {
        self.when(&part.when);
        self.template(&part.title);
        part.say.iter().for_each(|text| self.maybe(text));
        part.values.iter().for_each(|paste| self.paste(paste));
        part.warn.iter().chain(&part.page).for_each(|text| self.template(text));
        if let Some(drawing) = &part.drawing {
            self.template(&drawing.title);
            drawing.lines.iter().for_each(|line| self.maybe(line));
        }
        self.question(part.ask.as_ref(), part.title.at);
    }

    /// A question that is named somewhere else must be there.
    fn question(&self, named: Option<&String>, at: usize) {
        if let Some(key) = named.filter(|key| !self.questions.iter().any(|one| one.key == **key)) {
            let keys = self.questions.iter().map(|question| question.key.as_str());
            self.log.near(at, "unknown_question", &[("key", key)], nearest(key, keys));
        }
    }

    fn paste(&self, paste: &PasteTemplate) {
        self.when(&paste.when);
        self.template(&paste.label);
        self.places(&paste.value);
        paste.note.iter().for_each(|text| self.template(text));
    }

    fn used(&self, id: &str, with: &[(String, Template)], note: &[Template], at: usize) {
        note.iter().chain(with.iter().map(|(_, value)| value)).for_each(|text| self.template(text));
        let Some(step) = okta_steps::find(id) else {
            let right = nearest(id, okta_steps::names());
            self.log.near(at, "unknown_step", &[("step", id)], right);
            return;
        };
        for (name, value) in
            with.iter().filter(|(name, _)| !step.takes.iter().any(|(taken, _)| taken == name))
        {
            let right = nearest(name, step.takes.iter().map(|(taken, _)| taken.as_str()));
            self.log.near(value.at, "not_taken", &[("step", id), ("name", name)], right);
        }
    }

    fn format(&self, format: &Format) {
        self.when(&format.when);
        for key in &format.keys {
            self.when(&key.when);
            self.template(&key.key);
            self.places(&key.value);
            key.note.iter().for_each(|text| self.template(text));
            self.question(key.each.as_ref(), key.key.at);
            if key.value.holds_secret() && key.kind != super::guide::KeyType::Secret {
                self.log.note(key.value.at, "secret_type", &[]);
            }
        }
        format.text.iter().for_each(|text| self.places(text));
        format.fields.iter().for_each(|field| self.paste(field));
        let said = format.about.iter().chain(&format.path).chain(&format.header).chain(&format.place);
        said.chain(&format.then).for_each(|text| self.template(text));
        for beside in &format.beside {
            self.when(&beside.when);
            self.template(&beside.say);
            beside.run.iter().for_each(|text| self.template(text));
        }
        for apply in &format.apply {
            self.when(&apply.when);
            self.template(&apply.run);
        }
        let empty = match format.editor.as_str() {
            SHEET => format.fields.is_empty(),
            TEXT => format.text.is_none(),
            _ => format.keys.is_empty(),
        };
        if empty {
            self.log.note(format.when.at, "empty_format", &[("format", &format.id)]);
        }
    }
}
