//! The whole wizard in letters that nobody wrote into the program: every plain word on a screen must come from elsewhere than
//! the table of words.

use std::cell::RefCell;
use std::collections::BTreeSet;

use usher::wizard::{Key, Kind, SavedAbout, SavedConnection, Screen};

use crate::tests::screens::desk::{Desk, LEADS_ON, WHOLE};
use crate::tests::screens::journey::{REDIRECTS, fill_values, to_okta};
use crate::tests::screens::pseudo::{foreign, voice};

/// Plain words that come from elsewhere: the guides of these tests, Okta's steps, what was typed, names of keys, Okta's own
/// answers, and names that are the same in every language.
const ELSEWHERE: [&str; 3] = [
    include_str!("atelier.toml"),
    include_str!("echo.toml"),
    "Enter Esc Tab Ctrl Shift PgUp PgDn https http localhost callback com example okta admin atelier echo client secret pass \
     show oidc api users welcome login logout oauth default ssh ana build ben nils org practice code home test live \
     0oaxFomX9jwdmmk5ZPqs supplied confidential invalid Address already Builder 00upractice",
];

thread_local! {
    static KNOWN: String = elsewhere();
    static FOREIGN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static SEEN: RefCell<BTreeSet<Kind>> = const { RefCell::new(BTreeSet::new()) };
}

/// All plain words that may stand on a screen.
fn elsewhere() -> String {
    let folders = ["okta", "console"].map(|name| format!("{}/assets/{name}", env!("CARGO_MANIFEST_DIR")));
    let files =
        folders.into_iter().flat_map(|folder| std::fs::read_dir(folder).expect("Okta's steps")).flatten();
    let steps = files.map(|file| std::fs::read_to_string(file.path()).expect("a step"));
    let names = usher::apps::catalogue::cards().into_iter().map(|card| card.name.to_owned());
    let own = ELSEWHERE.iter().map(|text| (*text).to_owned());
    own.chain(steps).chain(names).collect::<Vec<_>>().join("\n")
}

/// A screen was drawn: every plain word on it must come from elsewhere.
pub(crate) fn heard(kind: Kind, picture: &str) {
    SEEN.with_borrow_mut(|seen| seen.insert(kind));
    let known = KNOWN.with(Clone::clone);
    let foreign = foreign(picture, &known);
    if !foreign.is_empty() {
        let told = format!("{foreign:?} at {kind:?}\n{picture}");
        FOREIGN.with_borrow_mut(|all| all.push(told));
    }
}

fn desk(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(size);
    desk.is_pseudolocalised = true;
    desk.wizard.speak(voice());
    desk
}

/// Everything from the first question to the end, with each way aside.
fn go_everywhere(size: (u16, u16)) {
    let mut at = desk(size).begin();
    at.enter().types("atelier").enter().types("http://atelier");
    let mut at = desk(size).begin();
    to_okta(&mut at);
    at.press(Key::Down).enter();
    at.press(Key::Esc).press(Key::Up);
    while !matches!(at.wizard.screen(), Screen::Values) {
        at.enter();
    }
    at.press(Key::F(8)).press(Key::Down).enter().enter().press(Key::Esc).press(Key::Esc);
    let (id, secret) = at.register(&REDIRECTS);
    fill_values(&mut at, &id, "not-the-secret-of-this-client-at-all-0000");
    at.pastes(&secret);
    at.is_port_taken = true;
    at.enter().enter().types("p").press(Key::Esc);
    at.is_port_taken = false;
    at.enter().enter().types("s").press(Key::Esc);
    at.types("v").pastes("https://example.okta.com/login").press(Key::Esc);
    at.types("e").press(Key::Esc).types("c").sign_in("nils@example.com");
    at.types("d").press(Key::Esc).types("?").press(Key::Esc).press(Key::F(2)).press(Key::Esc);
    at.enter().enter().sign_in("ben@example.com");
    at.on_to(Kind::Change).types("t").enter();
    while !matches!(at.wizard.screen(), Screen::Done) {
        at.enter();
    }
    at.tell(usher::wizard::Event::Key(usher::wizard::KeyPress::ctrl('c')));
    at.show();
}

/// What lies off that way: a configuration that exists, and one without a proof.
fn go_aside(size: (u16, u16)) {
    let mut at = desk(size);
    let connection = crate::tests::screens::again::left_behind(&at);
    at.saved = vec![SavedConnection { name: "atelier".to_owned(), about: Ok(SavedAbout::of(&connection)) }];
    let mut at = at.begin();
    at.press(Key::Up)
        .press(Key::Up)
        .enter()
        .press(Key::Down)
        .press(Key::Down)
        .enter()
        .types("atelier")
        .enter()
        .enter()
        .enter();
    let mut at = desk(size).begin();
    at.press(Key::Down).enter().enter();
    at.file = Some("AUTH_OKTA_ISSUER=https://example.okta.com\n".to_owned());
    at.types("/etc/a.env").enter();
    at.show();
    let mut at = desk(size).begin();
    at.press(Key::Down).enter().enter();
    at.file = Some(LEADS_ON.to_owned());
    at.types("/etc/a.env").enter();
    at.show();
    let mut at = desk(size).begin();
    at.press(Key::Down).enter().enter();
    // Of a secret the last letters are shown, and those are no word.
    at.file = Some(WHOLE.replace("okta.com\n", "okta.com/\n").replace("wxyz", "7890"));
    at.types("/etc/a.env").enter();
    at.types("f").enter().show();
    let mut at = desk(size).begin();
    to_okta(&mut at);
    while !matches!(at.wizard.screen(), Screen::Values) {
        at.enter();
    }
    let (id, secret) = at.register(&REDIRECTS);
    fill_values(&mut at, &id, &secret);
    at.enter().press(Key::Down).press(Key::Down).press(Key::Down).enter();
    while !matches!(at.wizard.screen(), Screen::Unproven) {
        at.enter();
    }
    super::way_back::at_places(desk(size).begin()).show();
    super::everywhere::at_redirects(desk(size)).show();
}

#[test]
fn every_sentence_comes_from_the_table_and_finds_its_room() {
    for size in [(60, 20), (80, 24)] {
        go_everywhere(size);
        go_aside(size);
    }
    let foreign = FOREIGN.take();
    assert!(foreign.is_empty(), "{}", foreign.join("\n\n"));
    let missing: Vec<Kind> =
        SEEN.with_borrow(|seen| Kind::ALL.into_iter().filter(|kind| !seen.contains(kind)).collect());
    // The application of these tests is not one that can be visited.
    let missing: Vec<Kind> =
        missing.into_iter().filter(|kind| ![Kind::Living, Kind::SeenAt].contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?} were not looked at");
}
