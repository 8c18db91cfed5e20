//! The words that can be typed instead of an answer: each row of the wizard's table of keys has one, under
//! `plain.command`, unless it only moves a cursor.

use crate::apps::catalogue::is_near;
use crate::base::words::{Key as WordsKey, Voice, key};
use crate::engine::Setup;
use crate::wizard::keymap::{self, Binding};
use crate::wizard::screen::Talk;
use crate::wizard::{Action, Key, KeyPress, Wizard};

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
    /// To where a finding is fixed; the first without a number.
    Fix(usize),
    /// What is told only on demand: also what is in order, or what to do where the sign-in does not go on.
    Details,
}

/// The names of all words of the conversation itself.
const OWN: [WordsKey; 6] = [
    key!("plain.command.help"),
    key!("plain.command.repeat"),
    key!("plain.command.empty"),
    key!("plain.command.go_to_fix"),
    key!("plain.command.details"),
    key!("plain.command.more"),
];

/// Words of the conversation itself, beside those of the table, as far as they mean something now. `help` and `repeat`
/// always do.
pub(super) fn own(wizard: &Wizard) -> Vec<(&'static str, Command)> {
    let talk = wizard.described().talk;
    let never_empty = matches!(talk, Talk::Search | Talk::Values);
    let has_findings = !wizard.findings().is_empty();
    let all = [
        (true, key!("plain.command.help"), Command::Help),
        (true, key!("plain.command.repeat"), Command::Repeat),
        (wizard.editing().is_some() && !never_empty, key!("plain.command.empty"), Command::Empty),
        (has_findings, key!("plain.command.go_to_fix"), Command::Fix(0)),
        (
            talk == Talk::Values && wizard.setup().is_some_and(Setup::was_asked),
            key!("plain.command.details"),
            Command::Details,
        ),
        (explains_more(wizard), key!("plain.command.more"), Command::Details),
    ];
    let now = all.into_iter().filter(|(is_now, ..)| *is_now);
    now.map(|(_, word, command)| (wizard.voice().sentence(word), command)).collect()
}

/// Whether the sign-in is awaited from a browser that opens here: then what to do without one, or about its error page, can wait.
pub(super) fn explains_more(wizard: &Wizard) -> bool {
    let login = wizard.setup().and_then(|setup| setup.evidence().login.as_ref());
    wizard.described().talk == Talk::Wait
        && wizard.opens_browser()
        && !login.is_some_and(|login| matches!(login.opened, Some(Err(_))))
}

/// The word of a row; `None` for what only moves a cursor or draws.
pub(super) fn word(voice: Voice, row: &Binding) -> Option<&'static str> {
    row.word.typed.map(|typed| voice.sentence(typed))
}

/// The rows that can be asked for by a word now.
pub(super) fn rows(wizard: &Wizard) -> impl Iterator<Item = (&'static str, &'static Binding)> {
    let (kind, voice) = (wizard.screen().kind(), wizard.voice());
    // A finding is gone to by its number.
    let is_own = |row: &Binding| matches!(row.action, Action::Help | Action::GoToFix);
    keymap::rows(kind)
        .filter(move |row| !is_own(row) && wizard.offers(row))
        .filter_map(move |row| Some((word(voice, row)?, row)))
}

/// What a line asks for, unless it is an answer.
pub(super) fn read(wizard: &Wizard, line: &str) -> Option<Command> {
    let editing = wizard.editing().is_some();
    let typed = line.to_lowercase();
    if typed == "?" {
        return Some(Command::Help);
    }
    if let Some((_, command)) = own(wizard).into_iter().find(|(word, _)| *word == typed) {
        return Some(command);
    }
    if let Some(command) = numbered(wizard, &typed) {
        return Some(command);
    }
    if let Some((_, row)) = rows(wizard).find(|(word, _)| *word == typed) {
        return row.key(editing).map(Command::Press);
    }
    letter(wizard, &typed, editing)
}

/// A word of the conversation that a line may have been meant as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) word: &'static str,
    /// Whether it means something now.
    pub(super) is_here: bool,
}

/// The word that was meant: this one, else one that differs by a slip of the fingers, and means something here at best.
pub(super) fn meant(wizard: &Wizard, line: &str) -> Option<Meant> {
    let typed = line.to_lowercase();
    let here = own(wizard).into_iter().map(|(word, _)| word).chain(rows(wizard).map(|(word, _)| word));
    let here = here.map(|word| Meant { word, is_here: true });
    let of_keys = keymap::all().filter_map(|row| word(wizard.voice(), row));
    let of_talk = OWN.iter().map(|word| wizard.voice().sentence(*word));
    let anywhere = of_keys.chain(of_talk).map(|word| Meant { word, is_here: false });
    let all: Vec<Meant> = here.chain(anywhere).collect();
    let same = all.iter().find(|meant| meant.word == typed);
    same.or_else(|| all.iter().find(|meant| is_near(meant.word, &typed))).copied()
}

/// `copy 2`: the value of that number. `fix 2`: the finding of that number.
fn numbered(wizard: &Wizard, typed: &str) -> Option<Command> {
    let (word, number) = typed.rsplit_once(' ')?;
    let number: u8 = number.parse().ok()?;
    if wizard.voice().sentence(key!("plain.command.go_to_fix")) == word && !wizard.findings().is_empty() {
        return Some(Command::Fix(usize::from(number).wrapping_sub(1)));
    }
    let kind = wizard.screen().kind();
    let is_copy = wizard.voice().sentence(key!("plain.command.copy")) == word;
    let row = keymap::rows(kind).find(|row| is_copy && row.action == Action::CopyNumber(number))?;
    wizard.offers(row).then(|| row.key(false)).flatten().map(Command::Press)
}

/// Whether values have numbers by which they can be copied.
pub(super) fn copies_by_number(wizard: &Wizard) -> bool {
    let second = keymap::rows(wizard.screen().kind()).find(|row| row.action == Action::CopyNumber(2));
    second.is_some_and(|row| wizard.offers(row))
}

/// A single letter as it works on the screen, where no text is typed.
fn letter(wizard: &Wizard, typed: &str, editing: bool) -> Option<Command> {
    let mut all = typed.chars();
    let (Some(one), None, false) = (all.next(), all.next(), editing) else { return None };
    let press = KeyPress::char(one);
    let has = |row: &&Binding| row.keys.contains(&press) && row.word.typed.is_some() && wizard.offers(row);
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
    use crate::wizard::Kind;
    use crate::wizard::keymap::Word;

    /// Rows that need no word: they move a cursor, or a screen that is not there.
    const OF_THE_SCREEN: [&str; 17] = [
        "up",
        "choose",
        "down",
        "next_field",
        "previous_field",
        "copy_number",
        "code",
        "paste",
        "up_finding",
        "finding",
        "scroll_up",
        "scroll_down",
        "to_top",
        "to_bottom",
        "complete_path",
        "suspend",
        "redraw",
    ];

    #[test]
    fn every_key_has_a_word_unless_it_only_moves_a_cursor() {
        for row in keymap::all().filter(|row| row.action != Action::Next) {
            let is_of_the_screen = OF_THE_SCREEN.iter().any(|name| row.word == Word::of(name));
            assert_eq!(row.word.typed.is_none(), is_of_the_screen, "{:?}", row.word.long);
        }
    }

    #[test]
    fn no_word_means_two_things_on_one_screen() {
        for kind in Kind::ALL {
            let mut taken = BTreeMap::new();
            for row in keymap::rows(kind) {
                if let Some(word) = word(Voice::default(), row)
                    && let Some(other) = taken.insert(word, row.action)
                {
                    assert_eq!(other, row.action, "“{word}” on {kind:?}");
                }
            }
        }
    }
}
