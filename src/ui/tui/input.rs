//! What the terminal sends, as events of the wizard.

use crossterm::event::{
    Event as Raw, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use super::seen::Seen;
use crate::base::Secret;
use crate::wizard::{Event, Key, KeyPress, Mouse};

/// The wizard's event for one of the terminal's; `None` where it means nothing here.
pub(super) fn event(raw: Raw, seen: &Seen) -> Option<Event> {
    match raw {
        Raw::Key(key) => press(key).map(Event::Key),
        Raw::Paste(text) => Some(Event::Paste(Secret::new(text))),
        Raw::Resize(columns, rows) => Some(Event::Resize(columns, rows)),
        Raw::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollUp => Some(Event::Mouse(Mouse::WheelUp)),
            MouseEventKind::ScrollDown => Some(Event::Mouse(Mouse::WheelDown)),
            MouseEventKind::Down(MouseButton::Left) => seen.click(mouse.column, mouse.row).map(Event::Mouse),
            _ => None,
        },
        Raw::FocusGained | Raw::FocusLost => None,
    }
}

fn press(event: KeyEvent) -> Option<KeyPress> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let key = match event.code {
        KeyCode::Char(character) => Key::Char(character),
        KeyCode::F(number) => Key::F(number),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        _ => return None,
    };
    let held = |one| event.modifiers.contains(one);
    Some(KeyPress { key, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT) })
}
