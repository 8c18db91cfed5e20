//! The end: what is kept, and what one is asked before something would be lost.

use super::event::{Effect, Exit};
use super::{HostTask, Overlay, Wizard, rehearsal};
use crate::engine::Intent;
use crate::engine::connection::SecretSource;

impl Wizard {
    /// Keeps the record of the connection that is worked on.
    pub(super) fn keep(&mut self) {
        if self.project.as_ref().is_some_and(|project| project.is_touched) {
            self.want(Intent::Save);
        }
    }

    /// Whether something would be lost by ending now.
    pub(super) fn would_lose(&self) -> bool {
        let Some(project) = &self.project else { return false };
        let asks = project.setup.connection().secret == SecretSource::Ask;
        let asks = asks && !self.practice_wanted;
        let has_secret = project.setup.secret().is_some() && asks && !self.described().is_end;
        let unsaved = matches!(project.setup.stored(), Some(Err(_)));
        project.setup.login().running() || has_secret || (unsaved && project.is_touched)
    }

    /// Ends, asking first where something would be lost. Asked twice, it ends.
    pub(super) fn quit(&mut self, interrupted: bool) {
        if self.overlay == Some(Overlay::Quit) || !self.would_lose() {
            self.leave(interrupted);
        } else {
            self.overlay = Some(Overlay::Quit);
        }
    }

    /// Ends.
    pub(super) fn leave(&mut self, interrupted: bool) {
        self.want(Intent::Quit);
        self.keep();
        let touched = self.project.as_ref().filter(|project| project.is_touched);
        let project = touched.filter(|_| !self.practice_wanted);
        let practised = touched.filter(|_| self.practice_wanted);
        let exit = Exit {
            verdict: project.map(|project| project.setup.diagnosis().verdict),
            interrupted,
            connection: project
                .filter(|project| project.is_kept())
                .map(|project| project.setup.connection().name.clone()),
            finished: self.described().is_end,
            practised: practised.map(|project| rehearsal::command_for_real(&project.setup)),
        };
        if self.practice.is_some() {
            self.ask_host(HostTask::StopPractice);
        }
        self.out.push(Effect::Leave(exit));
    }
}
