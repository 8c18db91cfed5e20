//! Pictures of the screens at three sizes.

use usher::wizard::{Key, Screen};

use crate::desk::{Desk, SIZES};
use crate::journey::{fill_values, to_okta, to_values};

#[test]
fn dump() {
    let size = std::env::var("SIZE").ok().map_or((80, 24), |s| {
        let (a, b) = s.split_once('x').unwrap();
        (a.parse().unwrap(), b.parse().unwrap())
    });
    let mut all = String::new();
    let mut desk = Desk::new(size).begin();
    let mut last = None;
    let mut shot = |desk: &mut Desk, all: &mut String| {
        let p = desk.show();
        all.push_str(&format!("======== {:?}\n{p}\n", desk.wizard.screen()));
    };
    shot(&mut desk, &mut all);
    desk.enter();
    shot(&mut desk, &mut all);
    desk.types("cod");
    shot(&mut desk, &mut all);
    desk.enter();
    shot(&mut desk, &mut all);
    desk.types("http://coder");
    shot(&mut desk, &mut all);
    desk.tell(usher::wizard::Event::Key(usher::wizard::KeyPress::ctrl('u')));
    desk.types("https://coder.example.com/").enter();
    shot(&mut desk, &mut all);
    desk.types("example-admin.okta.com");
    shot(&mut desk, &mut all);
    desk.enter();
    while !matches!(desk.wizard.screen(), Screen::Values) {
        if last.as_ref() != Some(desk.wizard.screen()) {
            last = Some(desk.wizard.screen().clone());
            shot(&mut desk, &mut all);
        }
        desk.enter();
    }
    shot(&mut desk, &mut all);
    let (id, secret) = desk.register(&[
        "https://coder.example.com/api/v2/users/oidc/callback",
        "http://localhost:8749/callback",
    ]);
    fill_values(&mut desk, &id, "wrongsecretwrongsecretwrongsecretwrongsecret");
    shot(&mut desk, &mut all);
    desk.pastes(&secret);
    shot(&mut desk, &mut all);
    desk.enter();
    shot(&mut desk, &mut all);
    desk.enter();
    shot(&mut desk, &mut all);
    desk.types("s");
    shot(&mut desk, &mut all);
    desk.press(Key::Esc);
    desk.types("v");
    shot(&mut desk, &mut all);
    desk.press(Key::Esc);
    desk.types("e");
    shot(&mut desk, &mut all);
    desk.press(Key::Esc);
    desk.sign_in("nils@example.com");
    shot(&mut desk, &mut all);
    desk.types("d");
    shot(&mut desk, &mut all);
    desk.press(Key::Esc);
    desk.enter();
    desk.enter();
    desk.sign_in("ben@example.com");
    shot(&mut desk, &mut all);
    desk.press(Key::F(2));
    shot(&mut desk, &mut all);
    desk.press(Key::Esc);
    desk.types("?");
    shot(&mut desk, &mut all);
    desk.press(Key::Esc);
    while !matches!(desk.wizard.screen(), Screen::Done) {
        desk.enter();
        shot(&mut desk, &mut all);
    }
    std::fs::write(std::env::var("OUT").unwrap_or("/tmp/face-dump.txt".into()), all).unwrap();
    let _ = (SIZES, to_okta, to_values);
}
