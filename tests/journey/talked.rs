//! A scenario walked by somebody who hears lines and types lines.

use usher::wizard::Start;

use super::Scenario;
use crate::tests::journey::conversation::{Answers, Talk};
use crate::tests::journey::rig::{CLIENT, OKTA, SECRET};

impl Scenario {
    /// Talks it through line by line and says what was not heard; the world is the same, nothing else is.
    pub(crate) fn talk(&self) -> Result<Talk, String> {
        let or = |typed: &Option<String>, usual: &str| typed.clone().unwrap_or_else(|| usual.to_owned());
        let mut questions = self.answers.clone();
        if self.app == "coder" {
            questions.entry("base_url".to_owned()).or_insert_with(|| "https://coder.example.com".to_owned());
        }
        let answers = Answers {
            questions,
            values: [
                or(&self.typed.issuer, OKTA),
                or(&self.typed.client_id, CLIENT),
                or(&self.typed.secret, SECRET),
            ],
            as_typed: self.typed.uncorrected,
            shows: self.world.shows.as_deref().map(number_of_page),
            stop: self.world.stopped,
            sign_out: self.world.check_sign_out,
            words: self.world.confirm.clone(),
        };
        let scopes = self.typed.scopes.clone();
        let start = Start { app: Some(self.app.clone()), scopes, ..Start::default() };
        let mut rig = self.surroundings();
        if self.world.session_before {
            self.sign_in_before(&mut rig);
        }
        let mut talk = Talk::new(rig, start);
        let is_asked = talk.reach_values(&answers);
        if is_asked && self.login {
            talk.sign_in(&answers);
            talk.give_words(&answers);
        }
        let setup = talk.dialogue.wizard().setup().expect("a set-up");
        let mut wrong = self.expect.compare(setup.diagnosis());
        // Who stops a login knows that it was stopped.
        let unsaid = if self.world.stopped { Vec::new() } else { talk.unsaid() };
        wrong.extend(unsaid.into_iter().map(|text| format!("nobody said: {text}")));
        if wrong.is_empty() { Ok(talk) } else { Err(format!("{}\n{}", wrong.join("\n"), talk.heard)) }
    }

    /// Whether it can be talked through: a file that was written elsewhere is nobody's answer.
    pub(crate) fn is_talk(&self) -> bool {
        self.world.read_back.is_none()
    }
}

/// The place of a page in the list that the person is asked to choose from.
fn number_of_page(page: &str) -> String {
    let all =
        ["bad_request", "not_allowed", "cannot_connect", "sign_in_loop", "certificate", "blank", "other"];
    let at = all.iter().position(|one| *one == page).expect("a page of the list");
    (at + 1).to_string()
}
