//! Going from screen to screen: on, back, aside, to a stage. Nothing that was typed is lost on the way.

use super::flow::{flow, position};
use super::screen::Screen;
use super::{Scroll, Wizard, screens};
use crate::base::words::message;
use crate::engine::Intent;
use crate::engine::connection::Stage;

impl Wizard {
    /// Shows a screen in the place of the one shown.
    pub(super) fn go(&mut self, screen: Screen) {
        self.focuses.insert(self.screen.clone(), self.focus);
        if screen.description().begins_at_headline {
            self.focuses.remove(&screen);
        }
        let before = self.screen.stage();
        self.screen = screen;
        self.below.clear();
        self.fixing = None;
        self.settle();
        let Some(stage) = self.screen.stage() else { return };
        if let Some(project) = &mut self.project {
            project.furthest = project.furthest.max(stage);
        }
        if self.project.as_ref().is_some_and(|project| project.is_touched) && before != Some(stage) {
            self.want(Intent::GoTo(stage));
            self.want(Intent::Save);
        }
    }

    /// Shows a screen over the one shown; Esc comes back.
    pub(super) fn aside(&mut self, screen: Screen) {
        if self.screen != screen {
            self.focuses.insert(self.screen.clone(), self.focus);
            let under = std::mem::replace(&mut self.screen, screen);
            self.below.push(under);
            self.settle();
        }
    }

    /// Back from a screen that lies over another one.
    pub(super) fn back_from_aside(&mut self) -> bool {
        let Some(under) = self.below.pop() else { return false };
        self.focuses.insert(self.screen.clone(), self.focus);
        self.screen = under;
        self.settle();
        true
    }

    /// Back to a screen under the one shown, so that what lies under that one is not forgotten; else to it anew.
    pub(super) fn back_to(&mut self, screen: Screen) {
        match self.below.iter().rposition(|under| *under == screen) {
            Some(at) => {
                self.below.truncate(at + 1);
                self.back_from_aside();
            }
            None => self.go(screen),
        }
    }

    fn settle(&mut self) {
        self.focus = match self.focuses.get(&self.screen) {
            Some(focus) => *focus,
            None => (self.described().likely)(self),
        };
        // A page to read begins at its top, a verdict at its headline; a list or a field is followed.
        let is_headline = self.described().begins_at_headline && self.focus == 0;
        let follows = !screens::has_value_focus(self) && !is_headline;
        self.scroll = Scroll { offset: 0, follows };
        self.scroll_below = self.scroll;
        self.notice = None;
        self.is_insisting = false;
        self.was_warned = false;
        self.was_undo_named = false;
        (self.described().arrive)(self);
    }

    /// On to the next screen of the flow; from where a finding was fixed, back to the checks.
    pub(super) fn forward(&mut self) {
        if screens::cure::is_fixing(self) {
            return screens::cure::check_again(self);
        }
        let Some(project) = &self.project else { return };
        let all = flow(project);
        let next = all.get(position(&all, &self.screen) + 1).cloned();
        if let Some(next) = next {
            self.go(next);
        }
    }

    /// Back to the screen before in the order.
    pub(super) fn back(&mut self) {
        let before = self.project.as_ref().map_or(screens::start::SCREEN, |project| {
            let all = flow(project);
            match position(&all, &self.screen) {
                0 => screens::applications::SCREEN,
                at => all[at - 1].clone(),
            }
        });
        self.back_else(before);
    }

    /// Back from a screen that lies over another one, else to this one.
    pub(super) fn back_else(&mut self, before: Screen) {
        if !self.back_from_aside() {
            self.go(before);
        }
    }

    /// The first screen of a stage.
    pub(super) fn go_to_stage(&mut self, stage: Stage) {
        let Some(project) = &self.project else { return };
        let all = flow(project);
        let found = all.iter().find(|screen| screen.stage() >= Some(stage)).cloned();
        if let Some(screen) = found {
            self.go(screen);
        }
    }

    /// The first screen of a stage on which something is still to be done.
    pub(super) fn go_to_open(&mut self, stage: Stage) {
        let Some(project) = &self.project else { return };
        let all = flow(project).into_iter().filter(|screen| screen.stage() == Some(stage));
        let open = all.into_iter().find(|screen| !(screen.description().is_done)(screen, project));
        match open {
            Some(screen) => self.go(screen),
            None => self.go_to_stage(stage),
        }
    }

    /// A click on the rail: to a stage that was reached already.
    pub(super) fn click_stage(&mut self, at: usize) {
        let Some(item) = self.rail().into_iter().nth(at).filter(|_| self.overlay.is_none()) else { return };
        let furthest = self.project.as_ref().map_or(Stage::Application, |project| project.furthest);
        match item.stage {
            Stage::Application => self.go(screens::applications::SCREEN),
            stage if stage <= furthest => self.go_to_stage(stage),
            _ => self.notice = Some(message!("wizard.notice.later_stage")),
        }
    }
}
