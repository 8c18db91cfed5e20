//! Keys, pasted text and the mouse: what goes into a field, and what is a key of the table.

use super::event::Mouse;
use super::field::TextField;
use super::key::{Key, KeyPress};
use super::keymap::{self, Action};
use super::project::{field_of, name_of};
use super::screen::Items;
use super::{Overlay, Wizard, screens};
use crate::base::Secret;
use crate::base::words::message;
use crate::engine::{Field, Intent};

/// The lines that one turn of the wheel scrolls.
const WHEEL: isize = 3;

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
            super::help::TEXT => Some(&self.help),
            "file" => Some(&self.file_path),
            other => self.project.as_ref()?.texts.get(other),
        }
    }

    pub(super) fn text_field_mut(&mut self, name: &str) -> Option<&mut TextField> {
        match name {
            "search" => Some(&mut self.search),
            "paste" => Some(&mut self.paste),
            super::help::TEXT => Some(&mut self.help),
            "file" => Some(&mut self.file_path),
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
        if self.overlay == Some(Overlay::Help) {
            self.help.paste(text);
        }
        if self.overlay.is_some() {
            return;
        }
        self.notice = None;
        self.act(Action::PasteAddress);
        if self.described().takes_values && screens::pasted_values::take(self, text) {
            return;
        }
        let Some(name) = self.editing() else { return };
        let Some(field) = self.text_field_mut(&name) else { return };
        let was_cleaned = if field_of(&name).is_some() { field.paste_over(text) } else { field.paste(text) };
        self.text_changed(&name);
        (self.described().pasted)(self);
        if was_cleaned && self.notice.is_none() {
            self.notice = Some(message!("wizard.notice.cleaned"));
        }
    }

    /// The text takes the place of the one in the field.
    pub(super) fn replace_text(&mut self, text: &Secret) {
        let Some(name) = self.editing() else { return };
        self.notice = None;
        if let Some(field) = self.text_field_mut(&name) {
            field.set("");
            self.text_changed(&name);
        }
        if !text.is_empty() {
            self.pasted(text);
        }
    }

    /// The item at this place has the cursor, where there are so many.
    pub(super) fn choose(&mut self, at: usize) {
        self.notice = None;
        if at < screens::items(self) {
            self.focus = at;
        }
    }

    /// A text was changed: the engine is told, since what is shown is what counts.
    pub(super) fn text_changed(&mut self, name: &str) {
        self.scroll.follows = true;
        self.completions.clear();
        if name == "search" {
            self.focus = 0;
            return;
        }
        if let Some(project) = &mut self.project {
            project.before_paste.clear();
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
            screens::secret::typed(self);
        }
    }

    pub(super) fn mouse(&mut self, mouse: Mouse) {
        match mouse {
            Mouse::WheelUp => self.scroll_by(-WHEEL),
            Mouse::WheelDown => self.scroll_by(WHEEL),
            Mouse::Key(press) => self.key(press),
            Mouse::Stage(at) => self.click_stage(at),
            Mouse::Text { item, column, width } => self.click_text(item, column, width),
            Mouse::Item(at) if self.overlay.is_none() => self.click_item(at),
            Mouse::Item(_) => {}
        }
    }

    /// An answer is chosen by a click and taken by a second one; a value is copied.
    fn click_item(&mut self, at: usize) {
        self.notice = None;
        let is_answer = matches!(self.described().items, Items::Answers(_));
        if screens::copies(self).len() > at && !is_answer {
            self.click_value(at);
        } else if at >= screens::items(self) {
            // Nothing that could have the focus stands there.
        } else if self.focus == at && is_answer {
            self.act(Action::Next);
        } else {
            self.focus = at;
        }
    }

    /// Puts the cursor where the click was, in the field that was hit.
    fn click_text(&mut self, item: Option<usize>, column: u16, width: u16) {
        if let (Some(at), None, Items::Fields(_)) = (item, self.overlay, self.described().items) {
            self.focus = at;
        }
        let name = if self.overlay == Some(Overlay::Help) {
            Some(super::help::TEXT.to_owned())
        } else {
            self.editing()
        };
        if let Some(field) = name.and_then(|name| self.text_field_mut(&name)) {
            field.click(column, width);
        }
    }
}
