//! The rows that several screens share, and the pieces of which screens make their own.

use super::super::key::{Key, KeyPress};
use super::super::{HostTask, Wizard, screens};
use super::{Action, Binding, Word};
use crate::engine::Intent;

use Action as A;

/// A row; its word is the name under `wizard.keys`.
pub(in crate::wizard) const fn row(
    keys: &'static [KeyPress],
    action: Action,
    word: &str,
    rank: u8,
    does: fn(&mut Wizard),
) -> Binding {
    Binding { keys, action, word: Word::of(word), rank, does, can: |_| true }
}

/// What Enter does.
pub(in crate::wizard) const fn enter(word: &str, does: fn(&mut Wizard)) -> Binding {
    row(&[ENTER], A::Next, word, 10, does)
}

/// What Esc does, where it is more than to go back in the order of the screens.
pub(in crate::wizard) const fn back(does: fn(&mut Wizard)) -> Binding {
    row(&[ESC], A::Back, "back", 11, does)
}

/// A function key.
pub(in crate::wizard) const fn f(number: u8) -> KeyPress {
    KeyPress::plain(Key::F(number))
}

/// The key of a character.
pub(in crate::wizard) const fn c(character: char) -> KeyPress {
    KeyPress::char(character)
}

const ENTER: KeyPress = KeyPress::plain(Key::Enter);
const ESC: KeyPress = KeyPress::plain(Key::Esc);
const UP: KeyPress = KeyPress::plain(Key::Up);
const DOWN: KeyPress = KeyPress::plain(Key::Down);
const TAB: KeyPress = KeyPress::plain(Key::Tab);
const BACK_TAB: KeyPress = KeyPress::plain(Key::BackTab);

/// Back in the order of the screens.
pub(super) const BACK: Binding = back(Wizard::back);

/// Copies the value under the cursor.
pub(in crate::wizard) const COPY: Binding =
    row(&[c('c'), f(7)], A::Copy, "copy", 3, Wizard::copy_focused).when(|wizard| has_copies(wizard, 1));

/// Opens the page that belongs to the screen.
pub(in crate::wizard) const OPEN: Binding =
    row(&[c('o'), f(6)], A::Open, "open", 4, open).when(|wizard| screens::link(wizard).is_some());

/// Prints the text of the screen unbroken.
pub(in crate::wizard) const PRINT: Binding =
    row(&[c('p')], A::PrintRaw, "print", 8, screens::print_raw).when(|wizard| screens::raw(wizard).is_some());

/// Completes the path that is being typed.
pub(in crate::wizard) const COMPLETE: Binding =
    row(&[TAB], A::CompletePath, "complete_path", 4, Wizard::complete_path).when(Wizard::is_typing_a_path);

/// Writes the report to a file.
pub(in crate::wizard) const EXPORT: Binding =
    row(&[c('x')], A::Export, "export", 8, |wizard| wizard.ask_host(HostTask::ExportReport));

/// Where the cursor walks over one of several answers.
pub(super) static ANSWERS: &[Binding] = &[up("up"), down("choose", 1)];

/// Where it walks over findings.
pub(super) static FINDINGS: &[Binding] = &[up("up_finding"), down("finding", 3)];

/// Where it walks over fields.
pub(super) static FIELDS: &[Binding] = &[
    row(&[TAB, DOWN], A::NextField, "next_field", 2, |wizard| wizard.move_focus(1)),
    row(&[BACK_TAB, UP], A::PreviousField, "previous_field", 0, |wizard| wizard.move_focus(-1)),
];

/// Where it walks over values, or the arrows move the page.
pub(super) static PAGE: &[Binding] = &[up("up"), down("down", 0)];

/// Where values have numbers.
pub(super) static NUMBERS: &[Binding] = &[
    number::<1>(&[c('1')]),
    number::<2>(&[c('2')]),
    number::<3>(&[c('3')]),
    number::<4>(&[c('4')]),
    number::<5>(&[c('5')]),
    number::<6>(&[c('6')]),
    number::<7>(&[c('7')]),
    number::<8>(&[c('8')]),
    number::<9>(&[c('9')]),
];

/// On every screen.
pub(super) static ALWAYS: &[Binding] = &[
    row(&[KeyPress::plain(Key::PageUp)], A::ScrollUp, "scroll_up", 0, |wizard| wizard.turn(false)),
    row(&[KeyPress::plain(Key::PageDown), c(' ')], A::ScrollDown, "scroll_down", 0, |wizard| {
        wizard.turn(true);
    }),
    row(&[KeyPress::plain(Key::Home)], A::ToTop, "to_top", 0, |wizard| wizard.turn_to_end(false)),
    row(&[KeyPress::plain(Key::End)], A::ToBottom, "to_bottom", 0, |wizard| wizard.turn_to_end(true)),
    row(&[f(2), KeyPress::ctrl('s')], A::Summary, "summary", 0, screens::summary::show)
        .when(screens::summary::can_show),
    row(&[c('?'), f(1)], A::Help, "help", 12, Wizard::open_help),
    row(&[c('q'), KeyPress::ctrl('q')], A::Quit, "quit", 13, |wizard| wizard.quit(false)),
    row(&[KeyPress::ctrl('z')], A::Suspend, "suspend", 0, |wizard| wizard.ask_host(HostTask::Suspend)),
    row(&[KeyPress::ctrl('l')], A::Redraw, "redraw", 0, |wizard| wizard.ask_host(HostTask::Redraw)),
];

const UP_OR_K: &[KeyPress] = &[UP, c('k')];
const DOWN_OR_J: &[KeyPress] = &[DOWN, c('j')];

const fn up(word: &str) -> Binding {
    row(UP_OR_K, A::Up, word, 0, |wizard| wizard.move_focus(-1)).when(|wizard| screens::items(wizard) > 1)
}

const fn down(word: &str, rank: u8) -> Binding {
    row(DOWN_OR_J, A::Down, word, rank, |wizard| wizard.move_focus(1))
        .when(|wizard| screens::items(wizard) > 1)
}

const fn number<const N: u8>(key: &'static [KeyPress]) -> Binding {
    row(key, A::CopyNumber(N), "copy_number", 0, |wizard| wizard.copy(usize::from(N) - 1))
        .when(|wizard| has_copies(wizard, usize::from(N)))
}

fn has_copies(wizard: &Wizard, count: usize) -> bool {
    screens::copies(wizard).len() >= count
}

fn open(wizard: &mut Wizard) {
    if let Some(url) = screens::link(wizard) {
        wizard.want(Intent::Open(url));
    }
}
