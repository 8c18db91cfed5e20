//! Addresses that a click opens: which ones, whole, and without any change of what stands on the screen.

use usher::wizard::{Key, Screen};

use crate::tests::screens::desk::{Desk, ORIGIN};
use crate::tests::screens::journey::{REDIRECTS, with_values};
use crate::tests::screens::wire::Wired;

/// A desk in front of a terminal that shows links.
fn desk(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(size);
    desk.theme.links = true;
    desk.begin()
}

/// The addresses of the links that were sent, each with its text, in their order. Every link ends before the next begins.
fn links(sent: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for part in sent.split("\x1b]8;").skip(1) {
        let (head, text) = part.split_once("\x1b\\").expect("the sequence has an end");
        let (name, address) = head.split_once(';').expect("a name and an address");
        assert!(head.bytes().all(|byte| byte.is_ascii_graphic()), "{head:?}");
        assert_eq!(name.is_empty(), address.is_empty(), "{head:?}");
        assert_eq!(address.is_empty(), all.len() % 2 == 1, "opened and closed in turn: {head:?}");
        all.push((address.to_owned(), text.to_owned()));
    }
    assert!(all.len().is_multiple_of(2), "the last one is closed");
    all.into_iter().step_by(2).collect()
}

fn addresses(desk: &Desk) -> Vec<String> {
    let mut all: Vec<String> =
        links(&Wired::new(desk.size).draw(desk)).into_iter().map(|(address, _)| address).collect();
    all.dedup();
    all
}

#[test]
fn the_sign_in_address_is_one_link_over_all_its_lines() {
    let mut desk = desk((200, 60));
    with_values(&mut desk);
    desk.enter().enter();
    desk.is_at(&Screen::Waiting);
    let waiting = desk.wizard.setup().and_then(|setup| setup.login().waiting()).expect("a login is out");
    let sent = links(&Wired::new(desk.size).draw(&desk));
    let address = waiting.address.to_string();
    assert!(sent.len() > 3 && sent.iter().all(|(to, _)| *to == address), "{sent:#?}");
    assert_eq!(sent.iter().map(|(_, text)| text.as_str()).collect::<String>(), address);
}

#[test]
fn nothing_but_the_links_is_different_and_none_stays_behind() {
    for size in [(60, 20), (80, 24), (200, 60)] {
        let mut desk = desk(size);
        let mut wired = Wired::new(size);
        let mut count = 0;
        let mut look = |desk: &mut Desk| {
            count += links(&wired.draw(desk)).len();
            let with = wired.text();
            desk.theme.links = false;
            let mut plain = Wired::new(size);
            assert_eq!(links(&plain.draw(desk)), []);
            desk.theme.links = true;
            assert_eq!(with, plain.text(), "after what was there before");
        };
        look(&mut desk);
        with_values(&mut desk);
        look(&mut desk);
        desk.enter().enter();
        look(&mut desk);
        desk.types("?");
        look(&mut desk);
        desk.press(Key::Esc).types("s");
        look(&mut desk);
        desk.press(Key::Esc).sign_in("ben@example.com");
        look(&mut desk);
        while !matches!(desk.wizard.screen(), Screen::Done) {
            desk.enter();
            look(&mut desk);
            for press in [Key::PageDown, Key::PageDown, Key::PageUp] {
                desk.press(press);
                look(&mut desk);
            }
        }
        assert!(count > 2, "{count} links at {size:?}");
    }
}

#[test]
fn a_link_leads_only_where_the_person_may_go_anyway() {
    let mut desk = desk((200, 60));
    desk.enter().types("atelier");
    assert_eq!(addresses(&desk), ["https://atelier.com/docs/admin/users/oidc-auth"]);
    let mut desk = self::desk((200, 60));
    let (_, secret) = with_values(&mut desk);
    let mut seen = Vec::new();
    desk.enter().enter();
    let out = addresses(&desk);
    desk.types("v").pastes("https://evil.example/a?code=stolen");
    assert_eq!(addresses(&desk), Vec::<String>::new(), "{}", desk.show());
    desk.press(Key::Esc).sign_in("ben@example.com");
    desk.types("d");
    seen.extend(addresses(&desk));
    desk.press(Key::Esc);
    while !matches!(desk.wizard.screen(), Screen::Done) {
        seen.extend(addresses(&desk));
        desk.enter();
    }
    seen.extend(addresses(&desk));
    for address in &seen {
        let is_known = address.starts_with(ORIGIN) || address.starts_with("https://atelier.example.com");
        assert!(is_known && !address.contains('?'), "{address}");
        assert!(!REDIRECTS.contains(&address.as_str()), "{address}");
    }
    assert!(seen.contains(&"https://atelier.example.com/login".to_owned()), "{seen:#?}");
    assert!(out.iter().chain(&seen).all(|address| !address.contains(&secret)), "no link holds the secret");
}
