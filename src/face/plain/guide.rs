//! The guide's steps, one after the other: what to do, which values to paste, where.

use super::ask::{self, Plain};
use super::{Ended, talk};
use crate::apps::request::{RequestFacts, request_sheet};
use crate::apps::{Phase, Step};
use crate::base::words;
use crate::setup::connection::Stage;
use crate::setup::{Field, Intent};
use crate::world::World;

/// A request sheet asks for the test URI for a week, in milliseconds.
const WEEK_MS: i64 = 7 * 24 * 3600 * 1000;

impl Plain<'_> {
    /// What the application must give first, then Okta's side.
    pub(crate) async fn in_okta(&mut self) -> Result<(), Ended> {
        self.session.intend(Intent::GoTo(Stage::Addresses));
        self.steps(Phase::AppBefore).await?;
        self.session.intend(Intent::GoTo(Stage::Okta));
        let own = words::text("plain.okta.own");
        let other = words::text("plain.okta.other");
        let at = ask::choose(self.input, "plain.okta.who", &[own, other], 0).await?;
        self.session.intend(Intent::SomebodyElse(at == 1));
        if at == 1 {
            talk::line("");
            talk::line(&self.request_sheet());
            talk::line_of("plain.okta.wait", &[]);
        } else {
            self.steps(Phase::Okta).await?;
        }
        self.session.intend(Intent::GoTo(Stage::Values));
        self.session.save().await?;
        Ok(())
    }

    fn request_sheet(&self) -> String {
        let setup = &self.session.setup;
        let facts = RequestFacts {
            organization: setup.connection().organization.clone(),
            groups: Vec::new(),
            test_until: Some(World::now().plus_ms(WEEK_MS).day()),
            connection: Some(setup.connection().name.clone()),
        };
        request_sheet(setup.resolved(), &facts)
    }

    /// The steps of one phase; a step that answers a question asks it.
    pub(crate) async fn steps(&mut self, phase: Phase) -> Result<(), Ended> {
        let mut at = 0;
        loop {
            let steps: Vec<Step> = self.session.setup.resolved().phase(phase).cloned().collect();
            let Some(step) = steps.get(at) else { return Ok(()) };
            self.show(step, at + 1, steps.len());
            if let Some(key) = &step.ask {
                let questions = &self.session.setup.guide().questions;
                let question = questions.iter().find(|question| question.key == *key).cloned();
                if let Some(question) = question {
                    self.question(&question).await?;
                }
            }
            let prompt = format!("{} ", words::text("plain.step.next"));
            let word = self.input.ask(&prompt).await.ok_or(Ended::Interrupted)?;
            match word.as_str() {
                "b" => at = at.saturating_sub(1),
                "o" => self.open(step),
                _ => {
                    self.session.intend(Intent::Tick(step.id.clone(), true));
                    at += 1;
                }
            }
        }
    }

    fn show(&self, step: &Step, number: usize, count: usize) {
        talk::line("");
        let (number, count) = (number.to_string(), count.to_string());
        let values = [("number", number.as_str()), ("count", count.as_str()), ("title", step.title.as_str())];
        talk::line_of("plain.step.title", &values);
        for paragraph in &step.say {
            talk::line(&format!("  {paragraph}"));
        }
        if let Some(warn) = &step.warn {
            talk::line(&format!("  ! {warn}"));
        }
        for paste in &step.values {
            talk::line(&format!("  {}:", paste.label));
            // Alone on its line, so that it can be copied whole.
            talk::line(&paste.value.shown());
            if let Some(note) = &paste.note {
                talk::line(&format!("  {note}"));
            }
        }
        if let Some(link) = step.link.and_then(|page| self.session.setup.console_link(page)) {
            talk::line_of("plain.step.page", &[("address", link.as_str())]);
        }
    }

    fn open(&mut self, step: &Step) {
        if let Some(url) = step.link.and_then(|page| self.session.setup.console_link(page)) {
            self.session.intend(Intent::Open(url));
        }
    }

    /// The three values, each checked the moment it is there, then the checks without a browser.
    pub(crate) async fn values(&mut self) -> Result<(), Ended> {
        let expected = self.session.setup.resolved().okta.issuer_expected.clone();
        if self.session.setup.field(&Field::Issuer).is_none() && expected.is_complete() {
            self.session.put(Field::Issuer, expected.reveal());
        }
        self.session.fetch_secret().await?;
        loop {
            for (field, key) in [
                (Field::Issuer, "cli.ask.issuer"),
                (Field::ClientId, "cli.ask.client_id"),
                (Field::Secret, "cli.ask.secret"),
            ] {
                talk::line("");
                self.field(field, &words::text(key)).await?;
            }
            self.session.save().await?;
            self.check().await?;
            if self.session.setup.diagnosis().primary_finding().is_none() {
                return Ok(());
            }
            if !ask::yes(self.input, &words::text("plain.values.again"), true).await? {
                return Ok(());
            }
        }
    }
}
