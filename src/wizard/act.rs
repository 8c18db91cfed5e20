//! What an action does. What is the same everywhere stands here; what belongs to one screen, with that screen.

use super::keymap::{Action, Binding};
use super::screen::Screen;
use super::{HostTask, Wizard, screens};
use crate::base::Secret;
use crate::engine::Intent;

impl Wizard {
    /// Whether an action has a meaning now; the bottom line and the help show only those.
    pub fn offers(&self, binding: &Binding) -> bool {
        match binding.action {
            Action::Back => self.screen != Screen::Start,
            Action::Summary => self.project.is_some() && self.screen != Screen::Summary,
            Action::Copy => !screens::copies(self).is_empty(),
            Action::CopyNumber(number) => screens::copies(self).len() >= usize::from(number),
            other => screens::offers(self, other),
        }
    }

    pub(super) fn act(&mut self, action: Action) {
        match action {
            Action::Next => screens::next(self),
            Action::Back => screens::back(self),
            Action::Up | Action::PreviousField => self.move_focus(-1),
            Action::Down | Action::NextField => self.move_focus(1),
            Action::ScrollUp => self.turn(false),
            Action::ScrollDown => self.turn(true),
            Action::ToTop => self.turn_to_end(false),
            Action::ToBottom => self.turn_to_end(true),
            Action::Copy => self.copy_focused(),
            Action::CopyNumber(number) => self.copy(usize::from(number).saturating_sub(1)),
            Action::Summary => self.summary(),
            Action::Help => self.open_help(),
            Action::Quit => self.quit(false),
            Action::Suspend => self.ask_host(HostTask::Suspend),
            Action::Redraw => self.ask_host(HostTask::Redraw),
            Action::Export => self.ask_host(HostTask::ExportReport),
            other => screens::act(self, other),
        }
    }

    fn summary(&mut self) {
        if self.project.is_some() {
            self.aside(Screen::Summary);
        }
    }

    fn move_focus(&mut self, by: isize) {
        let items = screens::items(self);
        self.scroll.follows = true;
        if items == 0 {
            self.scroll_by(by * 2);
            return;
        }
        let leaving = self.editing();
        let to = self.focus.saturating_add_signed(by);
        // Fields go round; a list ends at its ends.
        self.focus = match (self.screen == Screen::Values, to) {
            (true, _) if by < 0 && self.focus == 0 => items - 1,
            (true, to) => to % items,
            (false, to) => to.min(items - 1),
        };
        if leaving.is_some() && self.screen == Screen::Values {
            screens::left_field(self);
        }
    }

    /// Copies the value under the cursor and moves on to the next one.
    fn copy_focused(&mut self) {
        let all = screens::copies(self).len();
        let at = if screens::has_value_focus(self) { self.focus } else { 0 };
        self.copy(at.min(all.saturating_sub(1)));
        if screens::has_value_focus(self) && at + 1 < all {
            self.focus = at + 1;
            self.scroll.follows = true;
        }
    }

    /// A value that was clicked has the focus and is copied.
    pub(super) fn click_value(&mut self, at: usize) {
        if screens::has_value_focus(self) {
            self.focus = at;
        }
        self.copy(at);
    }

    fn copy(&mut self, at: usize) {
        if let Some(text) = screens::copies(self).into_iter().nth(at) {
            self.copying = screens::copied_from(self, at);
            self.copy_text(text);
        }
    }

    pub(super) fn copy_text(&mut self, text: Secret) {
        let Some(setup) = self.setup() else { return };
        let holds_secret = setup.secret().is_some_and(|secret| text.reveal().contains(secret.reveal()));
        self.want(if holds_secret { Intent::CopySecret(text) } else { Intent::Copy(text) });
    }
}
