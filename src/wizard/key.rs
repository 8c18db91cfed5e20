//! A key as the wizard knows it: plain data, whatever terminal library it came from.

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A character, as it is typed.
    Char(char),
    /// A function key, 1 to 12.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// To the start of the line.
    Home,
    /// To its end.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Takes the character before the cursor away.
    Backspace,
    /// Takes the character under the cursor away.
    Delete,
}

/// A key with what was held down beside it. Shift is part of the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPress {
    /// The key.
    pub key: Key,
    /// Whether Control was held.
    pub ctrl: bool,
    /// Whether Alt (Meta) was held.
    pub alt: bool,
}

impl KeyPress {
    /// The key alone.
    pub const fn plain(key: Key) -> Self {
        Self { key, ctrl: false, alt: false }
    }

    /// A character alone.
    pub const fn char(character: char) -> Self {
        Self::plain(Key::Char(character))
    }

    /// The key with Control.
    pub const fn ctrl(character: char) -> Self {
        Self { key: Key::Char(character), ctrl: true, alt: false }
    }

    /// The key with Alt.
    pub const fn alt(key: Key) -> Self {
        Self { key, ctrl: false, alt: true }
    }

    /// The character that this key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.key {
            Key::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }
}
