//! The mouse: a click means what stands under it.

use usher::wizard::{Event, Key, Mouse, Screen};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{REDIRECTS, to_values, with_values};

/// Where a text stands on the screen: column and row of its first letter.
fn place(desk: &mut Desk, text: &str) -> (u16, u16) {
    let picture = desk.show();
    let found = picture.lines().enumerate().find_map(|(row, line)| {
        let at = line.find(text)?;
        Some((unicode_width::UnicodeWidthStr::width(&line[..at]), row))
    });
    let (column, row) = found.unwrap_or_else(|| panic!("{text} is not there:\n{picture}"));
    (u16::try_from(column).expect("a column"), u16::try_from(row).expect("a row"))
}

/// A click on the first letter of a text, so many columns to the right of it.
fn click(desk: &mut Desk, text: &str, right: u16) {
    let (column, row) = place(desk, text);
    let mouse = desk.seen().click(column + right, row);
    desk.tell(Event::Mouse(mouse.unwrap_or_else(|| panic!("nothing is meant by {text}"))));
    desk.show();
}

#[test]
fn a_click_means_the_answer_under_it_not_the_field_above() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.enter().types("atelier");
    let (column, row) = place(&mut desk, "Another application");
    assert_eq!(desk.seen().click(column, row), Some(Mouse::Item(1)));
    assert_eq!(desk.seen().click(column, row + 1), None);
    click(&mut desk, "Another application", 3);
    assert!(desk.says("▌ Another application"), "{}", desk.show());
}

#[test]
fn a_click_puts_the_cursor_into_a_field() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.enter().types("atelier").enter().types("https://atlier.example.com");
    click(&mut desk, "https://atlier", 10);
    desk.types("e");
    assert!(desk.says("https://atelier.example.com"), "{}", desk.show());
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    desk.types("0oa1");
    click(&mut desk, "https://example.okta.com", 8);
    desk.types("my.");
    assert!(desk.says("https://my.example.okta.com"), "{}", desk.show());
    click(&mut desk, "0oa1", 3);
    desk.types("-");
    assert!(desk.says("0oa-1"), "{}", desk.show());
}

#[test]
fn the_rail_leads_back_to_what_was_done_and_again_to_where_one_was() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    click(&mut desk, "Addresses", 0);
    desk.is_at(&Screen::Question("base_url".to_owned()));
    assert!(desk.says("✓ In Okta"), "{}", desk.show());
    click(&mut desk, "Configuration", 0);
    assert!(desk.says("That stage comes later."), "{}", desk.show());
    click(&mut desk, "Three values", 0);
    desk.is_at(&Screen::Values);
}

#[test]
fn a_click_on_a_value_copies_it_and_one_on_a_key_presses_it() {
    let mut desk = Desk::new((80, 24)).begin();
    to_values(&mut desk);
    desk.press_until(Key::Esc, |screen| matches!(screen, Screen::Step(id) if id.ends_with("/form")));
    click(&mut desk, "http://localhost:8749", 5);
    assert_eq!(desk.copied, [REDIRECTS[1]]);
    click(&mut desk, "? more", 0);
    assert!(desk.says("The keys of this screen"), "{}", desk.show());
}

#[test]
fn the_wheel_moves_a_long_page() {
    let mut desk = Desk::new((60, 20)).begin();
    with_values(&mut desk);
    desk.enter().enter().sign_in("nils@example.com").types("d");
    let top = desk.show();
    desk.tell(Event::Mouse(Mouse::WheelDown));
    assert_ne!(desk.show(), top);
    desk.tell(Event::Mouse(Mouse::WheelUp));
    assert_eq!(desk.show(), top);
}
