//! What the wizard holds of one connection beside the set-up itself: the texts in its fields and small choices.

use std::collections::BTreeMap;

use super::field::TextField;
use crate::apps::template::Found;
use crate::apps::{Guide, Question, question};
use crate::base::Secret;
use crate::base::words::{Voice, key};
use crate::engine::connection::{Connection, Stage};
use crate::engine::format::Adopted;
use crate::engine::{Field, Setup, Who};

/// What is done with a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Set up from the start.
    #[default]
    SetUp,
    /// Verify what exists already.
    Verify,
}

/// One connection in the wizard.
#[derive(Debug)]
pub struct Project {
    /// The engine.
    pub setup: Setup,
    /// What is done with it.
    pub mode: Mode,
    /// Whether it is rehearsed with the practice Okta, which answers for itself what is asked for real.
    pub is_practice: bool,
    /// Whether this computer was asked for a port that is free.
    pub has_port: bool,
    /// The texts that are being typed, by name.
    pub texts: BTreeMap<String, TextField>,
    /// Who shall sign in.
    pub who: Who,
    /// The chosen format.
    pub format: Option<String>,
    /// The values for which the checks ran last: issuer, client ID and secret.
    pub checked: Option<(String, String, Secret)>,
    /// The values of which the person was told that a test login would fail; a second Enter goes on with these alone.
    pub warned: Option<(String, String, Secret)>,
    /// What a configuration that exists said.
    pub found: Option<Adopted>,
    /// The record as it is saved, where a saved connection is verified.
    pub saved: Option<Box<Connection>>,
    /// Which of several places in its file was chosen.
    pub entry: Option<String>,
    /// What stood in the fields before several values were pasted at once, by name; so that it can be taken back.
    pub before_paste: BTreeMap<String, Secret>,
    /// Whether they were changed by putting client ID and client secret right, not by a paste.
    pub is_put_right: bool,
    /// Whether anything was answered that is worth keeping.
    pub is_touched: bool,
    /// The stage that was reached, whichever is looked at now.
    pub furthest: Stage,
}

impl Project {
    /// A project of this record and guide.
    pub fn new(connection: Connection, guide: Guide, mode: Mode) -> Self {
        let (is_touched, furthest) = (connection.revision > 0, connection.stage);
        let entry = connection.entry.clone();
        let is_verified = mode == Mode::Verify && connection.revision > 0;
        let saved = is_verified.then(|| Box::new(connection.clone()));
        let setup = Setup::new(connection, guide);
        let mut project = Self {
            setup,
            mode,
            is_practice: false,
            has_port: false,
            texts: BTreeMap::new(),
            who: Who::SomebodyElse,
            format: None,
            checked: None,
            warned: None,
            found: None,
            saved,
            entry,
            before_paste: BTreeMap::new(),
            is_put_right: false,
            is_touched,
            furthest,
        };
        project.fill_texts();
        project
    }

    /// Gives every field its text: what is known, else the likely answer.
    pub fn fill_texts(&mut self) {
        for field in [Field::Organization, Field::Issuer, Field::ClientId] {
            let text =
                self.setup.field(&field).map(|state| state.typed.reveal().to_owned()).unwrap_or_default();
            self.texts.insert(name_of(&field), TextField::new(&text));
        }
        let mut secret = TextField::secret();
        if let Some(known) = self.setup.secret() {
            secret.set(known.reveal());
        }
        self.texts.insert(name_of(&Field::Secret), secret);
        let context = self.setup.context();
        let guide = self.setup.guide().clone();
        for question in &guide.questions {
            let field = Field::Answer(question.key.clone());
            let known = self.setup.field(&field).map(|state| state.typed.reveal().to_owned());
            let text = known.or_else(|| proposal(question, &context)).unwrap_or_default();
            self.texts.insert(name_of(&field), TextField::new(&text));
        }
    }

    /// A client secret that was given as client ID is shown as dots.
    pub(super) fn hide_client_id(&mut self) {
        let hides = self.setup.holds_back_client_id();
        if let Some(text) = self.texts.get_mut(&name_of(&Field::ClientId)) {
            text.hide(hides);
        }
    }

    /// A question of the guide.
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.setup.guide().questions.iter().find(|question| question.key == key)
    }

    /// The questions that are asked now, in order, with those that a step asks when `by_step`.
    pub fn questions(&self, by_step: bool) -> Vec<String> {
        let context = self.setup.context();
        let open = self.setup.guide().questions(&context);
        let mine = open.into_iter().filter(|question| question.asked_by_step == by_step);
        mine.map(|question| question.key.clone()).collect()
    }

    /// Whether something that exists is verified by its file.
    pub fn is_by_file(&self) -> bool {
        self.mode == Mode::Verify && self.setup.configured().is_some()
    }

    /// The questions that the file leaves open, and whose answer nobody can guess.
    pub fn left_open_by_file(&self) -> Vec<String> {
        let has_redirects = self.setup.configured().is_some_and(|used| !used.redirects.is_empty());
        let is_open = |key: &String| {
            let question = self.question(key);
            let is_guessed = question.is_none_or(|one| one.optional || one.default.is_some());
            let is_known = self.setup.was_read(&Field::Answer(key.clone()));
            let is_computed = has_redirects && key == super::flow::ADDRESS;
            // What the file says of groups and roles is there to be compared, not to be told by heart.
            let is_tested = question.is_some_and(|one| self.decides_test(one));
            !is_guessed && !is_known && !is_computed && is_tested
        };
        self.questions(false).into_iter().filter(is_open).collect()
    }

    /// Whether the answer decides what is tested: it is one of a few, or a part of an address that is sent.
    fn decides_test(&self, question: &Question) -> bool {
        let is_choice = matches!(question.kind, question::Kind::Choice(_) | question::Kind::Bool);
        let mut context = self.setup.context();
        context.answers.remove(&question.key);
        let okta = self.setup.guide().resolve(&context).okta;
        let mut sent = okta.sign_in.iter().chain([&okta.issuer_expected]);
        is_choice || sent.any(|one| one.gaps().contains(&question.label))
    }

    /// Whether the file gives the three values, or as many as the application has.
    pub fn has_values_of_file(&self) -> bool {
        let is_public = self.setup.resolved().okta.client_authentication == "none";
        let needed = |field: &Field| !(is_public && *field == Field::Secret);
        let fields = [Field::Issuer, Field::ClientId, Field::Secret];
        fields.iter().filter(|field| needed(field)).all(|field| self.setup.was_read(field))
    }

    /// Answers the questions that nobody is asked with what is likely.
    pub fn likely_answers(&self) -> Vec<(Field, String)> {
        let asked = self.questions(false).into_iter();
        let open = asked.filter(|key| self.setup.field(&Field::Answer(key.clone())).is_none());
        open.filter_map(|key| Some((Field::Answer(key.clone()), self.proposal(&key)?))).collect()
    }

    /// The answers among which one is chosen; empty where the answer is typed.
    pub fn answers(&self, key: &str, voice: Voice) -> Vec<question::Choice> {
        match self.question(key).map(|question| &question.kind) {
            Some(question::Kind::Choice(all)) => all.clone(),
            Some(question::Kind::Bool) => {
                [("true", key!("wizard.answer.yes")), ("false", key!("wizard.answer.no"))]
                    .into_iter()
                    .map(|(value, word)| question::Choice {
                        value: value.to_owned(),
                        label: voice.text(word),
                        about: None,
                    })
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// The likely answer to a question, with what is known so far.
    pub fn proposal(&self, key: &str) -> Option<String> {
        proposal(self.question(key)?, &self.setup.context())
    }

    /// Which answer is chosen now.
    pub fn chosen(&self, key: &str) -> Option<usize> {
        let text = self.texts.get(&name_of(&Field::Answer(key.to_owned())))?.text();
        self.answers(key, Voice::default()).iter().position(|answer| answer.value == text)
    }
}

fn proposal(question: &Question, context: &crate::apps::Context) -> Option<String> {
    let found = |place: &str| match context.answers.get(place) {
        Some(answer) => Found::Plain(answer.clone()),
        None => Found::Gap(place.to_owned()),
    };
    let filled = question.default.as_ref()?.fill(&found);
    filled.is_complete().then(|| filled.reveal().to_owned())
}

/// Under which name a field's text is kept.
pub fn name_of(field: &Field) -> String {
    match field {
        Field::Organization => "organization".to_owned(),
        Field::Issuer => "issuer".to_owned(),
        Field::ClientId => "client_id".to_owned(),
        Field::Secret => "secret".to_owned(),
        Field::Scopes => "scopes".to_owned(),
        Field::Redirect => "redirect".to_owned(),
        Field::Answer(key) => format!("answer:{key}"),
    }
}

/// The field that a text belongs to; `None` for a text of the wizard's own.
pub fn field_of(name: &str) -> Option<Field> {
    Some(match name {
        "organization" => Field::Organization,
        "issuer" => Field::Issuer,
        "client_id" => Field::ClientId,
        "secret" => Field::Secret,
        "scopes" => Field::Scopes,
        "redirect" => Field::Redirect,
        other => Field::Answer(other.strip_prefix("answer:")?.to_owned()),
    })
}
