//! Pictures with names and addresses that are long, wide, or run the other way.

use usher::wizard::{Key, Kind, Screen};

use crate::tests::screens::album::keep_letters;
use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{REDIRECTS, fill_values};

/// What such a name makes of the screens on which it stands most often.
fn tour(name: &str, address: &str, file: &str) {
    let mut desk = Desk::new((80, 24));
    desk.own_name = Some(name.to_owned());
    let mut desk = desk.begin();
    let look = |desk: &mut Desk, screen: &str| keep_letters(desk, &format!("name-{file}-{screen}"));
    desk.enter().types("atelier");
    look(&mut desk, "applications");
    desk.enter().types(address).enter().types("example-admin.okta.com").enter().on_to(Kind::Step);
    desk.press_until(Key::Enter, |screen| matches!(screen, Screen::Step(id) if id.ends_with("/form")));
    look(&mut desk, "step");
    desk.on_to(Kind::Values);
    let redirect =
        desk.wizard.setup().map(|setup| setup.resolved().okta.sign_in[0].shown()).unwrap_or_default();
    let (id, secret) = desk.register(&[redirect.as_str(), REDIRECTS[1]]);
    fill_values(&mut desk, &id, &secret);
    desk.enter().enter().sign_in("ben@example.com");
    look(&mut desk, "verdict");
    desk.on_to(Kind::Done);
    look(&mut desk, "done");
}

#[test]
fn a_long_name() {
    let name = "The department’s collection of workspaces and notebooks for everybody who teaches";
    tour(
        name,
        "https://workspaces-and-notebooks.teaching.department.internal.example.com/with/a/path",
        "long",
    );
}

#[test]
fn a_japanese_name() {
    tour("共同作業のための開発環境", "https://日本語.example.com", "japanese");
}

#[test]
fn a_name_from_right_to_left_and_one_with_pictures() {
    tour("סדנה משותפת مشروع 👩 💻 Résumé", "https://atelier.example.com", "mixed");
}
