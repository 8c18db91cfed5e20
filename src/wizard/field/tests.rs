//! A field as a person uses it.

use unicode_width::UnicodeWidthStr as _;

use super::*;
use crate::wizard::key::Key;

fn typed(field: &mut TextField, text: &str) {
    for character in text.chars() {
        field.key(KeyPress::char(character));
    }
}

fn press(field: &mut TextField, key: Key) {
    field.key(KeyPress::plain(key));
}

#[test]
fn letters_go_in_and_out_as_people_see_them() {
    let mut field = TextField::default();
    typed(&mut field, "Zoe\u{308} 日本");
    press(&mut field, Key::Backspace);
    assert_eq!(field.text(), "Zoe\u{308} 日");
    press(&mut field, Key::Left);
    press(&mut field, Key::Left);
    press(&mut field, Key::Backspace);
    assert_eq!(field.text(), "Zo 日");
    press(&mut field, Key::Home);
    press(&mut field, Key::Delete);
    assert_eq!(field.text(), "o 日");
}

#[test]
fn words_are_crossed_and_cut() {
    let mut field = TextField::new("https://coder.example.com/callback");
    field.key(KeyPress::ctrl('w'));
    assert_eq!(field.text(), "https://coder.example.com/");
    field.key(KeyPress::alt(Key::Char('b')));
    field.key(KeyPress::ctrl('k'));
    assert_eq!(field.text(), "https://coder.example.");
    field.key(KeyPress::ctrl('u'));
    assert!(field.is_empty());
}

#[test]
fn a_change_can_be_taken_back_and_typing_is_one_step() {
    let mut field = TextField::new("one");
    typed(&mut field, " two");
    field.key(KeyPress::ctrl('u'));
    field.key(KeyPress::ctrl('_'));
    assert_eq!(field.text(), "one two");
    field.key(KeyPress::ctrl('_'));
    assert_eq!(field.text(), "one");
}

#[test]
fn what_is_pasted_loses_its_line_end_and_control_characters() {
    let mut field = TextField::default();
    field.paste(&Secret::new("abc\u{1b}[31m\r\nx\n"));
    assert_eq!(field.text(), "abc[31m  x");
}

#[test]
fn a_secret_shows_dots_until_it_is_revealed_and_never_in_debug() {
    let mut field = TextField::secret();
    typed(&mut field, "s3cret");
    assert_eq!((field.window(20).text.as_str(), field.window(20).cursor), ("••••••••••••", 12));
    typed(&mut field, " of a very long kind");
    assert_eq!(field.window(20).text, "••••••••••••kind");
    press(&mut field, Key::Home);
    assert_eq!(field.window(20).cursor, 0);
    field.toggle_reveal();
    assert_eq!(field.window(40).text, "s3cret of a very long kind");
    assert!(!format!("{field:?}").contains("s3cret"));
}

#[test]
fn a_long_text_shows_the_part_around_the_cursor() {
    let mut field = TextField::new("0123456789日本語");
    let window = field.window(8);
    assert!(window.more_left && !window.more_right);
    assert!(window.text.ends_with("日本語"), "{window:?}");
    assert!(window.text.width() < 8 && usize::from(window.cursor) == window.text.width());
    press(&mut field, Key::Home);
    let window = field.window(8);
    assert_eq!((window.text.as_str(), window.cursor), ("0123456", 0));
    assert!(window.more_right);
}

#[test]
fn what_was_taken_back_comes_again_until_something_else_is_typed() {
    let mut field = TextField::new("one");
    typed(&mut field, " two");
    field.key(KeyPress::ctrl('7'));
    assert_eq!(field.text(), "one");
    field.key(KeyPress::ctrl('y'));
    assert_eq!(field.text(), "one two");
    field.key(KeyPress::ctrl('_'));
    typed(&mut field, "!");
    field.key(KeyPress::ctrl('y'));
    assert_eq!(field.text(), "one!");
}

#[test]
fn a_click_puts_the_cursor_before_the_letter_under_it() {
    let mut field = TextField::new("Zoe\u{308} 日本語 abc");
    let places = [
        (0, "Zoe\u{308} 日本語 abc"),
        (2, "e\u{308} 日本語 abc"),
        (4, "日本語 abc"),
        (5, "日本語 abc"),
        (6, "本語 abc"),
    ];
    for (column, rest) in places {
        field.click(column, 40);
        typed(&mut field, "|");
        assert_eq!(field.text().split_once('|').map(|(_, behind)| behind), Some(rest), "{column}");
        field.key(KeyPress::ctrl('_'));
    }
    field.click(30, 40);
    typed(&mut field, "!");
    assert!(field.text().ends_with("abc!"));
    let mut long = TextField::new("0123456789abcdefghij");
    long.click(1, 8);
    typed(&mut long, "|");
    assert_eq!(long.text(), "0123456789abcd|efghij");
}

#[test]
fn a_text_that_was_cleaned_while_pasting_says_so() {
    let mut field = TextField::default();
    assert!(!field.paste(&Secret::new("abc")));
    assert!(field.paste_over(&Secret::new("abc\n")));
    assert_eq!(field.text(), "abc");
}
