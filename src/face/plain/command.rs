//! The words that can be typed instead of an answer: each row of the wizard's table of keys has one, under
//! `plain.command`, unless it only moves a cursor.

use crate::base::words;
use crate::wizard::keymap::{self, Binding};
use crate::wizard::{Action, Key, KeyPress, Kind, Wizard};

/// What a line means when it is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    /// What a key of the wizard does.
    Press(KeyPress),
    /// Which words can be typed here.
    Help,
    /// The whole screen once more.
    Repeat,
    /// Leaves the field empty.
    Empty,
}

/// Words that count on every screen, beside those of the table.
const EVERYWHERE: [(&str, Command); 2] = [("repeat", Command::Repeat), ("help", Command::Help)];

/// The word of a row; `None` for what only moves a cursor or draws.
pub(super) fn word(row: &Binding) -> Option<&'static str> {
    words::find(&format!("plain.command.{}", row.word))
}

/// The rows that can be asked for by a word now.
pub(super) fn rows(wizard: &Wizard) -> impl Iterator<Item = (&'static str, &'static Binding)> {
    let kind = wizard.screen().kind();
    // The answers of such a question are numbered, and have their own words.
    let is_answer = move |row: &Binding| {
        kind == Kind::Confirm && matches!(row.action, Action::Yes | Action::No | Action::Later)
    };
    keymap::rows(kind)
        .filter(move |row| row.action != Action::Help && !is_answer(row) && wizard.offers(row))
        .filter_map(|row| Some((word(row)?, row)))
}

/// What a line asks for, unless it is an answer.
pub(super) fn read(wizard: &Wizard, line: &str) -> Option<Command> {
    let editing = wizard.editing().is_some();
    let typed = line.to_lowercase();
    if typed == "?" {
        return Some(Command::Help);
    }
    let own = |word: &str| words::find(&format!("plain.command.{word}")) == Some(typed.as_str());
    if let Some((_, command)) = EVERYWHERE.iter().find(|(word, _)| own(word)) {
        return Some(*command);
    }
    if editing && own("empty") {
        return Some(Command::Empty);
    }
    if let Some((word, number)) = typed.rsplit_once(' ')
        && words::find("plain.command.copy") == Some(word)
    {
        return copy(wizard, number);
    }
    if let Some((_, row)) = rows(wizard).find(|(word, _)| *word == typed) {
        return row.key(editing).map(Command::Press);
    }
    letter(wizard, &typed, editing)
}

/// `copy 2`: the value of that number.
fn copy(wizard: &Wizard, number: &str) -> Option<Command> {
    let number: u8 = number.parse().ok()?;
    let kind = wizard.screen().kind();
    let row = keymap::rows(kind).find(|row| row.action == Action::CopyNumber(number))?;
    wizard.offers(row).then(|| row.key(false)).flatten().map(Command::Press)
}

/// A single letter as it works on the screen, where no text is typed.
fn letter(wizard: &Wizard, typed: &str, editing: bool) -> Option<Command> {
    let mut all = typed.chars();
    let (Some(one), None, false) = (all.next(), all.next(), editing) else { return None };
    let press = KeyPress::char(one);
    let has = |row: &&Binding| row.keys.contains(&press) && word(row).is_some() && wizard.offers(row);
    let row = keymap::rows(wizard.screen().kind()).find(has)?;
    (!matches!(press.key, Key::Char('1'..='9' | ' '))).then_some(match row.action {
        Action::Help => Command::Help,
        _ => Command::Press(press),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Rows that need no word: they move a cursor, or a screen that is not there.
    const OF_THE_SCREEN: [&str; 15] = [
        "up",
        "choose",
        "down",
        "next_field",
        "previous_field",
        "copy_number",
        "code",
        "paste",
        "picture",
        "up_finding",
        "finding",
        "scroll_up",
        "scroll_down",
        "suspend",
        "redraw",
    ];

    #[test]
    fn every_key_has_a_word_unless_it_only_moves_a_cursor() {
        for row in keymap::BINDINGS.iter().filter(|row| row.action != Action::Next) {
            let is_of_the_screen = OF_THE_SCREEN.contains(&row.word);
            assert_eq!(word(row).is_none(), is_of_the_screen, "plain.command.{}", row.word);
        }
    }

    #[test]
    fn no_word_means_two_things_on_one_screen() {
        for kind in Kind::ALL {
            let mut taken = BTreeMap::new();
            for row in keymap::rows(kind) {
                if let Some(word) = word(row)
                    && let Some(other) = taken.insert(word, row.action)
                {
                    assert_eq!(other, row.action, "“{word}” on {kind:?}");
                }
            }
        }
    }
}
