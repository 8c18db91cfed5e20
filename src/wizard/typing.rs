//! Keys, pasted text and the mouse: what goes into a field, and what is a key of the table.

use super::event::Mouse;
use super::field::TextField;
use super::key::{Key, KeyPress};
use super::keymap::{self, Action};
use super::project::{field_of, name_of};
use super::screen::Screen;
use super::{Overlay, Wizard, screens};
use crate::base::Secret;
use crate::setup::{Field, Intent};

impl Wizard {
    /// The name of the text that keys go into now.
    pub fn editing(&self) -> Option<String> {
        if self.overlay.is_some() {
            return None;
        }
        screens::editing(self)
    }

    /// A text by its name.
    pub fn text_field(&self, name: &str) -> Option<&TextField> {
        match name {
            "search" => Some(&self.search),
            "paste" => Some(&self.paste),
            other => self.project.as_ref()?.texts.get(other),
        }
    }

    fn text_field_mut(&mut self, name: &str) -> Option<&mut TextField> {
        match name {
            "search" => Some(&mut self.search),
            "paste" => Some(&mut self.paste),
            other => Some(self.project.as_mut()?.texts.entry(other.to_owned()).or_default()),
        }
    }

    pub(super) fn key(&mut self, press: KeyPress) {
        if press == KeyPress::ctrl('c') {
            self.quit(true);
            return;
        }
        match self.overlay {
            Some(Overlay::Help) => self.key_in_help(press),
            Some(Overlay::Quit) => self.key_in_quit(press),
            None => self.key_on_screen(press),
        }
    }

    fn key_in_help(&mut self, press: KeyPress) {
        match press.key {
            Key::PageUp | Key::Up => self.scroll_by(-5),
            Key::PageDown | Key::Down | Key::Char(' ') => self.scroll_by(5),
            _ => {
                self.overlay = None;
                self.scroll.offset = 0;
                self.scroll.follows = true;
            }
        }
    }

    fn key_in_quit(&mut self, press: KeyPress) {
        match press.key {
            Key::Char('y' | 'q') => self.leave(false),
            Key::Enter | Key::Esc | Key::Char('n') => self.overlay = None,
            _ => {}
        }
    }

    fn key_on_screen(&mut self, press: KeyPress) {
        let editing = self.editing();
        self.notice = None;
        if let Some(action) = keymap::action(self.screen.kind(), press, editing.is_some()) {
            self.act(action);
        } else if let Some(name) = editing {
            let taken = self.text_field_mut(&name).is_some_and(|field| field.key(press));
            if taken {
                self.text_changed(&name);
            }
        }
    }

    pub(super) fn pasted(&mut self, text: &Secret) {
        if self.overlay.is_some() {
            return;
        }
        self.notice = None;
        if self.screen == Screen::Waiting {
            self.act(Action::PasteAddress);
        }
        let Some(name) = self.editing() else { return };
        let Some(field) = self.text_field_mut(&name) else { return };
        if field_of(&name).is_some() {
            field.paste_over(text);
        } else {
            field.paste(text);
        }
        self.text_changed(&name);
        screens::pasted(self);
    }

    /// A text was changed: the engine is told, since what is shown is what counts.
    fn text_changed(&mut self, name: &str) {
        self.scroll.follows = true;
        if name == "search" {
            self.focus = 0;
            return;
        }
        if let Some(field) = field_of(name) {
            self.put(&field);
        }
    }

    /// Gives the engine the text of a field, where it differs from what the engine has.
    pub(super) fn put(&mut self, field: &Field) {
        let Some(project) = &mut self.project else { return };
        let Some(text) = project.texts.get(&name_of(field)).map(TextField::taken) else { return };
        let known = project.setup.field(field).map(|state| &state.typed);
        let same = known == Some(&text) || (known.is_none() && text.is_empty());
        if same {
            return;
        }
        project.is_touched = true;
        if project.setup.checking() {
            self.want(Intent::StopCheck);
        }
        self.want(Intent::Put(field.clone(), text));
        if *field == Field::Secret {
            screens::secret_typed(self);
        }
    }

    pub(super) fn mouse(&mut self, mouse: Mouse) {
        match mouse {
            Mouse::WheelUp => self.scroll_by(-3),
            Mouse::WheelDown => self.scroll_by(3),
            Mouse::Key(press) => self.key(press),
            Mouse::Item(at) if self.overlay.is_none() => {
                if self.focus == at && keymap::LISTS.contains(&self.screen.kind()) {
                    self.act(Action::Next);
                } else if at < screens::items(self) {
                    self.focus = at;
                }
            }
            Mouse::Item(_) => {}
        }
    }

    pub(super) fn scroll_by(&mut self, lines: isize) {
        self.scroll.follows = false;
        self.scroll.offset = self.scroll.offset.saturating_add_signed(lines);
    }
}
