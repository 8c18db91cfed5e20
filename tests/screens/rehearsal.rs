//! From the practice to the real set-up and back: the answers come along where they are meant to, and nothing else does.

use usher::wizard::{Event, HostTask, Key, KeyPress, Kind};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{practise, register_in_practice};

/// A practice at its end.
fn practised() -> Desk {
    let mut desk = Desk::new((80, 24)).begin();
    practise(&mut desk);
    desk.types("atelier").enter().types("https://atelier.example.com").enter();
    desk.on_to(Kind::Step);
    register_in_practice(&mut desk);
    desk.enter().enter().sign_in("ben@example.com");
    desk.on_to(Kind::Done);
    desk
}

/// A set-up has begun for real, and nothing of the practice is in it.
fn is_begun_for_real(desk: &mut Desk) {
    assert!(!desk.says("· practice"), "{}", desk.show());
    let setup = desk.wizard.setup().expect("a set-up");
    let connection = setup.connection();
    assert_eq!((connection.issuer.as_ref(), connection.client_id.as_ref()), (None, None));
    assert!(setup.secret().is_none() && connection.organization.is_none());
    assert!(connection.written.is_empty() && connection.proof.is_none());
    assert_eq!(connection.name, "atelier");
}

#[test]
fn after_the_practice_one_key_begins_for_real_with_what_holds_there_too() {
    let mut desk = practised();
    desk.types("b");
    is_begun_for_real(&mut desk);
    let answers = &desk.wizard.setup().expect("a set-up").connection().answers;
    assert_eq!(answers.get("base_url").map(String::as_str), Some("https://atelier.example.com"));
    assert_eq!(desk.wizard.screen().kind(), Kind::Question, "{}", desk.show());
    assert!(desk.says("https://atelier.example.com"), "{}", desk.show());
    assert!(desk.asked.contains(&HostTask::StopPractice));
    desk.enter();
    desk.press(Key::Esc);
    desk.tell(Event::Key(KeyPress::ctrl('q')));
    let farewell = desk.exit.expect("the end").farewell(usher::base::words::Voice::default()).join("\n");
    assert!(farewell.contains("atelier") && !farewell.contains("practice"), "{farewell}");
}

#[test]
fn the_same_application_set_up_after_the_practice_takes_nothing_over_from_it() {
    let mut desk = practised();
    desk.back_to(Kind::Start);
    while desk.wizard.screen().kind() != Kind::Applications {
        desk.press(Key::Up).press(Key::Up).enter();
    }
    desk.types("atelier").enter();
    is_begun_for_real(&mut desk);
}

#[test]
fn a_practice_in_between_takes_nothing_from_what_was_begun_for_real() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.enter().types("atelier").enter().types("https://atelier.example.com").enter();
    desk.back_to(Kind::Start);
    let stored = desk.kept.len();
    practise(&mut desk);
    desk.types("atelier").enter();
    assert!(desk.says("Atelier · practice"), "{}", desk.show());
    assert!(desk.wizard.setup().expect("a set-up").connection().answers.is_empty());
    assert!(desk.kept.len() >= stored.max(1), "what was begun is kept");
    assert_eq!(desk.wizard.setup().expect("a set-up").connection().name, "practice-atelier");
}
