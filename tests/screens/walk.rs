//! How long the way is: a person goes it from the first screen to the end, and each screen, key and word is counted. A
//! ceiling is lowered when the way becomes shorter, and never raised.

use usher::wizard::{Event, HostReport, Key, Kind, Screen};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::journey::{REDIRECTS, practise_at};
use crate::tests::screens::practice::Okta;

/// The address that is typed for Coder.
const ADDRESS: &str = "https://coder.example";

/// Where a practice Okta answers.
const PRACTICE: &str = "http://localhost:8780";

/// What one walk came to.
#[derive(Debug, Default)]
struct Count {
    /// The screens, each as often as one came to it.
    screens: Vec<Screen>,
    keys: usize,
    words: usize,
}

impl Count {
    /// What one sees and reads there.
    fn look(&mut self, desk: &mut Desk) {
        if self.screens.last() != Some(desk.wizard.screen()) {
            self.words +=
                desk.show().split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
            self.screens.push(desk.wizard.screen().clone());
        }
    }

    fn presses(&mut self, desk: &mut Desk, key: Key) {
        self.keys += 1;
        desk.press(key);
        self.look(desk);
    }

    fn types(&mut self, desk: &mut Desk, text: &str) {
        self.keys += text.chars().count();
        desk.types(text);
    }

    /// Does what the screen asks for, with as few keys as it takes.
    fn goes_on(&mut self, desk: &mut Desk) {
        let is_practice = desk.wizard.header(&desk.wizard.page()).name.contains("practice");
        match desk.wizard.screen().kind() {
            Kind::Applications => self.types(desk, "coder"),
            // In practice the example does.
            Kind::Question
                if !is_practice && *desk.wizard.screen() == Screen::Question("base_url".to_owned()) =>
            {
                self.types(desk, ADDRESS);
            }
            Kind::Organization if !is_practice => self.types(desk, "https://example.okta.com"),
            Kind::Values => self.fills(desk, is_practice),
            Kind::Waiting => {
                desk.sign_in("ben@example.com");
                return self.look(desk);
            }
            _ => {}
        }
        self.presses(desk, Key::Enter);
    }

    fn fills(&mut self, desk: &mut Desk, is_practice: bool) {
        let own = desk.wizard.setup().expect("a set-up").resolved().okta.sign_in[0].shown();
        let (client_id, secret) = desk.register(&[&own, REDIRECTS[1]]);
        if is_practice {
            self.presses(desk, Key::F(9));
            desk.tell(Event::Host(HostReport::Registered { client_id, secret: secret.into() }));
        } else {
            self.keys += 2;
            desk.pastes(&client_id);
            self.presses(desk, Key::Tab);
            desk.pastes(&secret);
        }
    }

    fn ends(&mut self, desk: &mut Desk) {
        while *desk.wizard.screen() != Screen::Done {
            assert!(self.screens.len() < 60, "it does not end: {:#?}", self.screens);
            self.goes_on(desk);
        }
        self.presses(desk, Key::Enter);
        assert!(desk.exit.as_ref().is_some_and(|exit| exit.finished), "{}", desk.show());
    }

    /// Prints what was counted, and holds it against the ceilings.
    #[expect(clippy::print_stdout, reason = "the figures are what one looks for")]
    fn holds(&self, what: &str, screens: usize, keys: usize) {
        let all = self.screens.len();
        println!("{what}: {all} screens, {} keys, {} words\n{:?}", self.keys, self.words, self.screens);
        assert!(all <= screens, "{what} has {all} screens");
        assert!(self.keys <= keys, "{what} takes {} keys", self.keys);
    }

    /// How many of the screens are not pages of Okta's own.
    fn beside_okta(&self) -> usize {
        let is_of_okta = |screen: &&Screen| match screen {
            Screen::Step(id) => id.starts_with("okta"),
            Screen::TestUri => true,
            _ => false,
        };
        self.screens.iter().filter(|screen| !is_of_okta(screen)).count()
    }
}

#[test]
fn coder_in_practice_is_short() {
    let mut desk = Desk::new((80, 24)).begin();
    desk.okta = Okta::at(PRACTICE);
    let mut count = Count::default();
    count.look(&mut desk);
    practise_at(&mut desk, PRACTICE);
    count.keys += 3;
    count.look(&mut desk);
    count.ends(&mut desk);
    count.holds("Coder in practice", 18, 25);
}

#[test]
fn coder_for_real_is_short() {
    let mut desk = Desk::new((80, 24)).begin();
    let mut count = Count::default();
    count.look(&mut desk);
    count.presses(&mut desk, Key::Enter);
    count.ends(&mut desk);
    count.holds("Coder for real", 24, 78);
    assert!(count.beside_okta() <= 18, "{} screens beside Okta’s own pages", count.beside_okta());
}
