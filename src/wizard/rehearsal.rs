//! The practice as a rehearsal: it leaves no record, nothing of it gets into a real set-up, and its answers may.

use super::Wizard;
use super::host::HostTask;
use super::project::Mode;
use crate::apps::Guide;
use crate::base::{Secret, Timestamp, quoting};
use crate::engine::effect::{Effect as SetupEffect, Outcome, Task};
use crate::engine::{Event as SetupEvent, Field, Intent, Setup};

impl Wizard {
    /// The same application with an Okta of one's own: what was said of the application holds there, too; what the practice
    /// gave does not.
    pub(super) fn begin_for_real(&mut self) {
        let Some(setup) = self.setup() else { return };
        let (guide, answers): (Guide, _) = (setup.guide().clone(), setup.connection().answers.clone());
        self.leave_practice();
        self.mode = Mode::SetUp;
        self.make_project(guide);
        for (key, text) in answers {
            self.want(Intent::Put(Field::Answer(key), Secret::new(text)));
        }
        if let Some(project) = &mut self.project {
            project.fill_texts();
        }
        self.go_first();
    }

    /// Ends the practice, if one is going on, and forgets its project: values of the practice must not get into a real one.
    pub(super) fn leave_practice(&mut self) {
        if !self.practice_wanted {
            return;
        }
        self.practice_wanted = false;
        self.lay_aside();
        if self.practice.take().is_some() {
            self.ask_host(HostTask::StopPractice);
        }
    }

    /// Keeps what was being set up for real and lays it aside, for the practice to begin with nothing of it.
    pub(super) fn lay_aside_for_practice(&mut self) {
        if !self.practice_wanted {
            self.keep();
            self.lay_aside();
        }
    }
}

/// The command that begins the same for real, with the same answers.
pub(super) fn command_for_real(setup: &Setup) -> String {
    let answers = setup.connection().answers.iter();
    let flags = answers.map(|(key, text)| format!(" --set {}", for_a_shell(&format!("{key}={text}"))));
    format!("usher setup {}{}", for_a_shell(&setup.guide().id), flags.collect::<String>())
}

/// One word of a command, as a shell reads it.
fn for_a_shell(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@+".contains(c);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", quoting::shell(word)) }
}

/// A rehearsal leaves no record: the engine is told that it was kept.
pub(super) fn keep_nothing(setup: &mut Setup, effects: &mut Vec<SetupEffect>, now: Timestamp) {
    while let Some(at) = effects.iter().position(|one| matches!(one, SetupEffect::Run(_, Task::Store(_)))) {
        let SetupEffect::Run(id, _) = effects.remove(at) else { return };
        let kept = Outcome::Stored(Ok(setup.connection().revision));
        effects.extend(setup.update(SetupEvent::Done(id, kept), now));
    }
}

#[cfg(test)]
mod tests {
    use super::for_a_shell;

    #[test]
    fn a_shell_reads_back_the_word_that_was_meant() {
        for (word, wanted) in [
            ("base_url=https://coder.example.com", "base_url=https://coder.example.com"),
            ("name=Ana's $HOME", r"'name=Ana'\''s $HOME'"),
        ] {
            assert_eq!(for_a_shell(word), wanted);
        }
    }
}
