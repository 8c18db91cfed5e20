//! Asking: a choice by number, a field with what is made of its text, yes or no.

use super::Ended;
use super::input::Input;
use crate::apps::Kind;
use crate::base::{Secret, words};
use crate::cli::LoginArgs;
use crate::doctor::Verdict;
use crate::face::silent::session::Session;
use crate::face::{Exit, talk};
use crate::setup::connection::TEST_PORTS;
use crate::setup::{Field, Intent};

/// A conversation about one set-up.
pub(crate) struct Plain<'a> {
    /// Where lines come from.
    pub input: &'a mut Input,
    /// The set-up.
    pub session: Session,
    /// How a login goes.
    pub login: LoginArgs,
}

/// Asks for one of several by its number; Enter takes the likely one.
pub(crate) async fn choose(
    input: &mut Input,
    question: &str,
    choices: &[String],
    likely: usize,
) -> Result<usize, Ended> {
    loop {
        talk::line("");
        talk::line_of(question, &[]);
        for (at, choice) in choices.iter().enumerate() {
            talk::line(&format!("  {}  {choice}", at + 1));
        }
        let number = (likely + 1).to_string();
        let prompt = format!("{} ", words::fill("plain.number", &[("likely", &number)]));
        let typed = input.ask(&prompt).await.ok_or(Ended::Interrupted)?;
        if typed.is_empty() {
            return Ok(likely);
        }
        match typed.parse::<usize>() {
            Ok(at) if (1..=choices.len()).contains(&at) => return Ok(at - 1),
            _ => talk::line_of("plain.not_a_number", &[("count", &choices.len().to_string())]),
        }
    }
}

/// Asks yes or no.
pub(crate) async fn yes(input: &mut Input, question: &str, likely: bool) -> Result<bool, Ended> {
    let key = if likely { "plain.yes_likely" } else { "plain.no_likely" };
    loop {
        let prompt = format!("{question} {} ", words::text(key));
        let typed = input.ask(&prompt).await.ok_or(Ended::Interrupted)?.to_lowercase();
        match typed.as_str() {
            "" => return Ok(likely),
            "y" | "yes" => return Ok(true),
            "n" | "no" => return Ok(false),
            _ => talk::line_of("plain.yes_or_no", &[]),
        }
    }
}

impl Plain<'_> {
    /// Says where the value of a field was found in a configuration that exists, or where it stands instead.
    fn say_origin(&self, field: &Field) {
        let known = &self.session.known;
        let has_value = self.session.setup.field(field).is_some();
        let elsewhere = known.elsewhere(field).filter(|_| !has_value);
        for sentence in known.origin(&self.session, field).into_iter().chain(elsewhere) {
            talk::line(&sentence);
        }
    }

    /// Asks for a field until its text can be used. Enter keeps what is there.
    pub(crate) async fn field(&mut self, field: Field, prompt: &str) -> Result<(), Ended> {
        self.say_origin(&field);
        loop {
            let current = self.session.setup.field(&field).and_then(|state| state.value.clone());
            let shown = current.filter(|value| field != Field::Secret && !value.is_empty());
            let bracket = shown.as_ref().map(|value| format!(" [{value}]")).unwrap_or_default();
            let has_secret = field == Field::Secret && self.session.setup.secret().is_some();
            let kept = if has_secret { words::text("plain.secret_kept") } else { String::new() };
            let line = format!("{prompt}{bracket}{kept} ");
            let typed = if field == Field::Secret {
                self.input.ask_secret(&line).await.ok_or(Ended::Interrupted)?
            } else {
                Secret::from(self.input.ask(&line).await.ok_or(Ended::Interrupted)?)
            };
            if typed.reveal().trim().is_empty() && (shown.is_some() || has_secret) {
                return Ok(());
            }
            self.session.put(field.clone(), typed);
            let Some(state) = self.session.setup.field(&field) else { return Ok(()) };
            for sentence in state.mended.iter().chain(&state.caution).chain(&state.problem) {
                talk::line(&format!("  {sentence}"));
            }
            if state.problem.is_none() {
                return Ok(());
            }
        }
    }

    /// The organization, the guide's questions, the test port.
    pub(crate) async fn addresses(&mut self) -> Result<(), Ended> {
        self.questions().await?;
        let prompt = words::text("plain.organization");
        self.field(Field::Organization, &prompt).await?;
        let ports: Vec<String> =
            TEST_PORTS.iter().map(|port| format!("http://localhost:{port}/callback")).collect();
        let current = &self.session.setup.connection().redirect_uri;
        let likely = ports.iter().position(|uri| uri == current);
        if let Some(likely) = likely {
            let at = choose(self.input, "plain.port", &ports, likely).await?;
            if let Some(uri) = ports.get(at) {
                self.session.put(Field::Redirect, uri.clone());
            }
        }
        self.session.save().await?;
        Ok(())
    }

    /// Every question whose condition holds, also those that come up on the way.
    async fn questions(&mut self) -> Result<(), Ended> {
        let mut asked: Vec<String> = Vec::new();
        loop {
            let context = self.session.setup.context();
            let guide = self.session.setup.guide();
            let open = guide.questions(&context).into_iter().filter(|one| !one.asked_by_step);
            let Some(question) = open.clone().find(|one| !asked.contains(&one.key)).cloned() else {
                return Ok(());
            };
            asked.push(question.key.clone());
            self.question(&question).await?;
        }
    }

    /// One question of the guide.
    pub(crate) async fn question(&mut self, question: &crate::apps::Question) -> Result<(), Ended> {
        let field = Field::Answer(question.key.clone());
        let current = self.session.setup.field(&field).and_then(|state| state.value.clone());
        let context = self.session.setup.context();
        let likely = current.clone().or_else(|| self.session.setup.guide().proposal(&question.key, &context));
        talk::line("");
        if let Some(why) = &question.why {
            talk::line(why);
        }
        match &question.kind {
            Kind::Bool => {
                self.say_origin(&field);
                let word = yes(self.input, &question.ask, likely.as_deref() == Some("true")).await?;
                self.session.put(field, word.to_string());
                Ok(())
            }
            Kind::Choice(choices) => {
                talk::line(&question.ask);
                self.say_origin(&field);
                let labels: Vec<String> = choices.iter().map(|choice| choice.label.clone()).collect();
                let at = choices.iter().position(|choice| Some(&choice.value) == likely.as_ref());
                let at = choose(self.input, "plain.choose", &labels, at.unwrap_or(0)).await?;
                if let Some(choice) = choices.get(at) {
                    self.session.put(field, choice.value.clone());
                }
                Ok(())
            }
            _ => {
                if let (None, Some(likely)) = (&current, likely) {
                    self.session.put(field.clone(), likely);
                }
                if question.optional {
                    talk::line_of("plain.optional", &[]);
                }
                let example = question.example.as_deref().unwrap_or_default();
                let prompt = words::fill("plain.question", &[("ask", &question.ask), ("example", example)]);
                self.field(field, prompt.trim()).await
            }
        }
    }

    /// Keeps the record and says which status the shell gets.
    pub(crate) fn exit(&mut self) -> Exit {
        self.session.intend(Intent::Save);
        match self.session.setup.diagnosis().verdict {
            Verdict::Works | Verdict::NoFaultFound => Exit::Works,
            Verdict::Unknown => Exit::Unknown,
            Verdict::Broken => Exit::Broken,
        }
    }
}
