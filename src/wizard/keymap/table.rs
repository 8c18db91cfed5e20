//! The rows of the table, and the groups of screens that share some of them.

use super::super::key::{Key, KeyPress};
use super::super::screen::Kind;
use super::{Action, Binding, Word};

use Action as A;
use Kind as K;

const fn row(
    on: &'static [Kind],
    keys: &'static [KeyPress],
    action: Action,
    word: &str,
    rank: u8,
) -> Binding {
    Binding { on, keys, action, word: Word::of(word), rank }
}

const ENTER: KeyPress = KeyPress::plain(Key::Enter);
const ESC: KeyPress = KeyPress::plain(Key::Esc);
const UP: KeyPress = KeyPress::plain(Key::Up);
const DOWN: KeyPress = KeyPress::plain(Key::Down);
const TAB: KeyPress = KeyPress::plain(Key::Tab);
const BACK_TAB: KeyPress = KeyPress::plain(Key::BackTab);

const fn f(number: u8) -> KeyPress {
    KeyPress::plain(Key::F(number))
}

const fn c(character: char) -> KeyPress {
    KeyPress::char(character)
}

/// Screens on which one of several things is chosen.
pub const LISTS: &[Kind] = &[
    K::Start,
    K::Saved,
    K::Applications,
    K::WhichFits,
    K::References,
    K::Source,
    K::Question,
    K::Redirects,
    K::WhoInOkta,
    K::SecretPlace,
    K::Login,
    K::PageSeen,
    K::OtherPort,
    K::Formats,
    K::Places,
    K::Confirm,
];

/// Screens with values to copy.
const COPIES: &[Kind] = &[
    K::Redirects,
    K::Request,
    K::Step,
    K::Waiting,
    K::Change,
    K::Fix,
    K::Apply,
    K::TestUri,
    K::Summary,
    K::Verdict,
    K::OtherPort,
    K::Done,
    K::Code,
];

/// Screens with several values.
const NUMBERED: &[Kind] =
    &[K::Redirects, K::Step, K::Change, K::Apply, K::TestUri, K::Summary, K::Verdict, K::Done];

/// The table.
pub static BINDINGS: &[Binding] = &[
    row(LISTS, &[UP, c('k')], A::Up, "up", 0),
    row(LISTS, &[DOWN, c('j')], A::Down, "choose", 1),
    row(&[K::Verdict, K::Details], &[UP, c('k')], A::Up, "up_finding", 0),
    row(&[K::Verdict, K::Details], &[DOWN, c('j')], A::Down, "finding", 3),
    row(NUMBERED_ONLY, &[UP, c('k')], A::Up, "up", 0),
    row(NUMBERED_ONLY, &[DOWN, c('j')], A::Down, "down", 0),
    row(&[K::Values], &[TAB, DOWN], A::NextField, "next_field", 2),
    row(&[K::Values], &[BACK_TAB, UP], A::PreviousField, "previous_field", 0),
    row(NUMBERED, &[c('1')], A::CopyNumber(1), "copy_number", 0),
    row(NUMBERED, &[c('2')], A::CopyNumber(2), "copy_number", 0),
    row(NUMBERED, &[c('3')], A::CopyNumber(3), "copy_number", 0),
    row(NUMBERED, &[c('4')], A::CopyNumber(4), "copy_number", 0),
    row(NUMBERED, &[c('5')], A::CopyNumber(5), "copy_number", 0),
    row(NUMBERED, &[c('6')], A::CopyNumber(6), "copy_number", 0),
    row(NUMBERED, &[c('7')], A::CopyNumber(7), "copy_number", 0),
    row(NUMBERED, &[c('8')], A::CopyNumber(8), "copy_number", 0),
    row(NUMBERED, &[c('9')], A::CopyNumber(9), "copy_number", 0),
    row(COPIES, &[c('c'), f(7)], A::Copy, "copy", 3),
    row(
        &[
            K::Step,
            K::Values,
            K::Verdict,
            K::Details,
            K::OtherPort,
            K::TestUri,
            K::Confirm,
            K::Living,
            K::Apply,
        ],
        &[c('o'), f(6)],
        A::Open,
        "open",
        4,
    ),
    row(&[K::Waiting], &[c('o')], A::Open, "open_browser", 5),
    row(&[K::Values], &[f(3)], A::Reveal, "reveal", 6),
    row(&[K::Change], &[c('r'), f(3)], A::Reveal, "reveal", 0),
    row(&[K::Values, K::Organization, K::Question], &[f(4)], A::AsTyped, "as_typed", 5),
    row(&[K::Values], &[f(7)], A::PutRight, "put_right", 1),
    row(&[K::Values], &[f(8)], A::SecretPlace, "secret_place", 7),
    row(&[K::Values], &[f(5)], A::CheckAgain, "check_again", 7),
    row(&[K::Found], &[c('e')], A::ChangeValues, "change_values", 6),
    row(&[K::Verdict, K::Details], &[c('r'), f(5)], A::TryAgain, "try_again", 7),
    row(&[K::Step], &[c('e'), f(8)], A::SomebodyElse, "somebody_else", 8),
    row(&[K::Step, K::WhoInOkta, K::Values], &[f(9)], A::Register, "register", 6),
    row(&[K::Request], &[c('s')], A::SaveText, "save", 5),
    row(&[K::Request], &[c('t')], A::SaveTerraform, "terraform", 6),
    row(&[K::Waiting], &[c('s')], A::ShowCode, "code", 6),
    row(&[K::Waiting], &[c('v')], A::PasteAddress, "paste", 6),
    row(&[K::Waiting], &[c('e')], A::TellPage, "tell_page", 7),
    row(
        &[K::Waiting, K::Request, K::Code, K::Change, K::Fix, K::Summary],
        &[c('p')],
        A::PrintRaw,
        "print",
        8,
    ),
    row(&[K::Verdict], &[c('g')], A::GoOn, "go_on", 6),
    row(&[K::Verdict], &[c('s')], A::CheckSignOut, "check_sign_out", 4),
    row(&[K::Verdict], &[c('d')], A::Details, "details", 5),
    row(&[K::Verdict, K::Details, K::Done, K::Summary], &[c('x')], A::Export, "export", 8),
    row(&[K::Verdict, K::Details], &[c('m')], A::GoToFix, "go_to_fix", 4),
    row(&[K::Verdict, K::Details, K::Found], &[c('f')], A::FixFile, "fix_file", 2),
    row(&[K::Verdict], &[c('p')], A::OtherPort, "other_port", 1),
    row(&[K::Change], &[c('f')], A::OtherFormat, "other_format", 5),
    row(&[K::Change], &[c('e')], A::Replace, "replace", 3),
    row(&[K::Change], &[c('t')], A::OtherFile, "other_file", 6),
    row(
        &[K::Change, K::Apply, K::Done, K::Found, K::Verdict, K::Details, K::Fix],
        &[c('u')],
        A::UndoWrite,
        "undo_write",
        7,
    ),
    row(&[K::Question], &[c('y')], A::Yes, "yes", 0),
    row(&[K::Question], &[c('n')], A::No, "no", 0),
    row(&[K::Confirm], &[c('y')], A::Yes, "yes", 2),
    row(&[K::Confirm], &[c('n')], A::No, "no", 2),
    row(&[K::Confirm], &[c('l')], A::Later, "later", 2),
    row(&[K::Living], &[c('r'), f(5)], A::CheckAgain, "look_again", 5),
    row(&[K::Living], &[c('v')], A::PasteAddress, "paste_seen", 6),
    row(&[K::Living], &[c('l')], A::Later, "not_now", 7),
    row(&[K::TestUri], &[c('g')], A::AskTestUri, "ask_test_uri", 5),
    row(&[K::TestUri], &[c('l')], A::Later, "later", 6),
    row(&[K::LocalAdmin], &[c('w')], A::Yes, "write_untested", 2),
    row(&[K::Unproven], &[c('w')], A::Yes, "write_unproven", 2),
    row(
        &[K::Start, K::Saved, K::WhichFits, K::References, K::Source, K::Formats, K::Places],
        &[ENTER],
        A::Next,
        "choose_this",
        10,
    ),
    row(&[K::Applications], &[ENTER], A::Next, "open_guide", 10),
    row(&[K::Login], &[ENTER], A::Next, "start_login", 10),
    row(&[K::OtherPort], &[ENTER], A::Next, "port_done", 10),
    row(&[K::Values], &[ENTER], A::Next, "next", 10),
    row(&[K::Step], &[ENTER], A::Next, "step_done", 10),
    row(&[K::Verdict], &[ENTER], A::Next, "verdict_next", 10),
    row(&[K::Change, K::Fix], &[ENTER], A::Next, "write", 10),
    row(&[K::LocalAdmin], &[ENTER], A::Next, "admin_tested", 10),
    row(&[K::Unproven], &[ENTER], A::Next, "not_yet", 10),
    row(&[K::Done], &[c('b')], A::ForReal, "for_real", 5),
    row(&[K::Done], &[ENTER], A::Next, "finish", 10),
    row(&[K::Summary], &[ENTER], A::Next, "go_on_here", 10),
    row(
        &[
            K::FromFile,
            K::SourceFile,
            K::Found,
            K::SecretPlace,
            K::SecretAt,
            K::Question,
            K::Organization,
            K::Redirects,
            K::WhoInOkta,
            K::Request,
            K::PasteAddress,
            K::Living,
            K::SeenAt,
            K::PageSeen,
            K::Target,
            K::Apply,
            K::Confirm,
            K::TestUri,
        ],
        &[ENTER],
        A::Next,
        "next",
        10,
    ),
    row(&[K::Waiting], &[ESC], A::Back, "stop", 11),
    row(NOT_WAITING, &[ESC], A::Back, "back", 11),
    row(&[], &[KeyPress::plain(Key::PageUp)], A::ScrollUp, "scroll_up", 0),
    row(&[], &[KeyPress::plain(Key::PageDown), c(' ')], A::ScrollDown, "scroll_down", 0),
    row(&[], &[KeyPress::plain(Key::Home)], A::ToTop, "to_top", 0),
    row(&[], &[KeyPress::plain(Key::End)], A::ToBottom, "to_bottom", 0),
    row(&[], &[f(2), KeyPress::ctrl('s')], A::Summary, "summary", 0),
    row(&[], &[c('?'), f(1)], A::Help, "help", 12),
    row(&[], &[c('q'), KeyPress::ctrl('q')], A::Quit, "quit", 13),
    row(&[], &[KeyPress::ctrl('z')], A::Suspend, "suspend", 0),
    row(&[], &[KeyPress::ctrl('l')], A::Redraw, "redraw", 0),
];

/// Screens that are not lists: the arrows walk over the values, or move the page.
const NUMBERED_ONLY: &[Kind] = &[
    K::Step,
    K::Change,
    K::Fix,
    K::Apply,
    K::TestUri,
    K::Summary,
    K::Done,
    K::Request,
    K::Waiting,
    K::Found,
    K::Living,
];

const NOT_WAITING: &[Kind] = &[
    K::Saved,
    K::Applications,
    K::FromFile,
    K::WhichFits,
    K::References,
    K::Source,
    K::SourceFile,
    K::Found,
    K::Question,
    K::Organization,
    K::Redirects,
    K::WhoInOkta,
    K::Request,
    K::Step,
    K::Values,
    K::SecretPlace,
    K::SecretAt,
    K::Login,
    K::PasteAddress,
    K::PageSeen,
    K::Code,
    K::Verdict,
    K::OtherPort,
    K::Details,
    K::Fix,
    K::Formats,
    K::Target,
    K::Change,
    K::LocalAdmin,
    K::Unproven,
    K::Places,
    K::Apply,
    K::Confirm,
    K::TestUri,
    K::Living,
    K::SeenAt,
    K::Done,
    K::Summary,
];
