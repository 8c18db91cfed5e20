//! Lists and pages that are higher than the screen: what is chosen stays in sight, whichever way one scrolls.

use usher::wizard::{Event, Key, KeyPress, Kind, Mouse, Screen};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{to_okta, with_values};

/// The line with the focus, below the field of the search.
fn chosen(desk: &mut Desk) -> String {
    let picture = desk.show();
    let mut marked = picture.lines().filter_map(|line| line.split_once('▌')).map(|(_, text)| text.trim());
    let last = marked.next_back().unwrap_or_else(|| panic!("nothing is chosen:\n{picture}"));
    last.to_owned()
}

/// The list of all applications, which is longer than any of these screens.
fn applications(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(size).begin();
    desk.enter();
    desk.is_at(&Screen::Applications);
    desk
}

#[test]
fn the_chosen_application_goes_along_with_the_page() {
    for size in [(60, 20), (80, 24), (120, 40), (200, 60)] {
        let mut desk = applications(size);
        let first = chosen(&mut desk);
        let mut before = first.clone();
        while before != "Another application" {
            let after = chosen(desk.press(Key::PageDown));
            assert_ne!(after, before, "{size:?}\n{}", desk.show());
            before = after;
        }
        for _ in 0..60 {
            desk.press(Key::PageUp);
        }
        assert_eq!(chosen(&mut desk), first, "{size:?}\n{}", desk.show());
        for _ in 0..10 {
            desk.tell(Event::Mouse(Mouse::WheelDown));
            let seen = chosen(&mut desk);
            desk.press(Key::Down);
            assert_ne!(chosen(&mut desk), seen, "{size:?}\n{}", desk.show());
        }
    }
}

#[test]
fn a_page_is_turned_so_that_no_line_is_passed_over() {
    let mut desk = applications((80, 24));
    let names = |desk: &mut Desk| -> Vec<String> {
        let seen = desk.seen();
        let picture = desk.show();
        let rows = picture.lines().enumerate();
        let items = rows.filter(|(row, _)| seen.item_at(20, u16::try_from(*row).unwrap_or(0)).is_some());
        items.map(|(_, line)| line.chars().skip(19).collect::<String>().trim().to_owned()).collect()
    };
    let mut before = names(&mut desk);
    for _ in 0..5 {
        desk.press(Key::PageDown);
        let after = names(&mut desk);
        assert!(after.iter().any(|name| before.contains(name)), "{before:?}\n{after:?}");
        before = after;
    }
}

#[test]
fn the_keys_home_and_end_go_to_the_ends_of_a_list_and_of_a_page() {
    let mut desk = Desk::new((80, 24)).begin();
    let first = chosen(&mut desk);
    let last = chosen(desk.press(Key::End));
    assert_ne!(first, last);
    assert_eq!(chosen(desk.press(Key::Home)), first);

    let mut desk = Desk::new((60, 20)).begin();
    with_values(&mut desk);
    desk.enter().enter().sign_in("ben@example.com");
    desk.on_to(Kind::Apply);
    desk.press(Key::F(2));
    desk.is_at(&Screen::Summary);
    let top = desk.show();
    desk.press(Key::End);
    assert!(!desk.says("more below"), "{}", desk.show());
    desk.press(Key::Home);
    assert_eq!(desk.show(), top);
}

#[test]
fn the_facts_of_an_application_are_shown_whole_or_not_at_all() {
    for size in [(60, 20), (80, 24), (120, 40), (160, 24), (200, 60)] {
        let mut desk = applications(size);
        for _ in 0..12 {
            let picture = desk.show();
            let is_cut = picture.lines().any(|line| line.trim() == "…" || line.trim_end().ends_with(" …"));
            assert!(!is_cut, "{size:?}\n{picture}");
            assert!(desk.says("Application Administrator"), "{size:?}\n{picture}");
            desk.press(Key::Down);
        }
    }
}

#[test]
fn a_new_size_keeps_the_focus_in_sight_and_the_place_of_who_reads() {
    let mut desk = applications((200, 60));
    for _ in 0..20 {
        desk.press(Key::Down);
    }
    let there = chosen(&mut desk);
    for size in [(60, 20), (120, 40), (40, 12), (80, 24)] {
        desk.size = size;
        desk.tell(Event::Resize(size.0, size.1));
        assert_eq!(chosen(&mut desk), there, "{size:?}");
    }

    // The help is read somewhere in its middle.
    let mut desk = Desk::new((80, 20)).begin();
    to_okta(&mut desk);
    desk.press(Key::F(1)).press(Key::PageDown);
    let middle = desk.wizard.scroll().offset;
    assert!(middle > 0, "{}", desk.show());
    desk.size = (82, 20);
    desk.tell(Event::Resize(82, 20));
    desk.show();
    assert_eq!(desk.wizard.scroll().offset, middle);
}

#[test]
fn a_new_size_takes_nothing_from_what_is_typed_asked_or_out() {
    let sizes = [(30, 6), (60, 20), (200, 60), (80, 24)];
    let resized = |desk: &mut Desk| {
        for size in sizes {
            desk.size = size;
            desk.tell(Event::Resize(size.0, size.1));
            desk.show();
        }
    };
    let mut desk = Desk::new((80, 24)).begin();
    desk.enter().types("atelier").enter().types("https://atelier.exam");
    resized(&mut desk);
    desk.types("ple.com");
    assert!(desk.says("https://atelier.example.com"), "{}", desk.show());

    let mut desk = Desk::new((80, 24)).begin();
    with_values(&mut desk);
    desk.enter().enter();
    desk.is_at(&Screen::Waiting);
    resized(&mut desk);
    desk.press(Key::F(1));
    resized(&mut desk);
    assert!(desk.says("Show all that is known"), "{}", desk.show());
    desk.press(Key::Esc);
    desk.tell(Event::Key(KeyPress::ctrl('q')));
    let asked = desk.show();
    resized(&mut desk);
    assert_eq!(desk.show(), asked);
    desk.press(Key::Esc).sign_in("ben@example.com");
    desk.is_at(&Screen::Verdict);
    assert!(desk.says("ben@example.com"), "{}", desk.show());
}
