//! The terminal's background, asked for once (OSC 11) and recognised among the keys, without a timer.
//!
//! An answer reads as Alt and `]`, the letters `11;rgb:hhhh/hhhh/hhhh`, then Alt and `\` or Ctrl and `g`. Keys that follow
//! this pattern are held back and swallowed with its end; the first one that does not follow it lets all of them through in
//! their order. A terminal that never answers costs nothing: nobody's keys begin with Alt and `]`.

use std::mem;

use crossterm::event::{Event as Raw, KeyCode, KeyEventKind, KeyModifiers};

/// Asks for the background.
pub(super) const QUERY: &str = "\x1b]11;?\x1b\\";

/// What is waited for.
#[derive(Debug, Default)]
enum State {
    /// Nothing: it was not asked, or the answer came.
    #[default]
    Through,
    /// The first key of an answer. An escape that was read apart from what follows it arrives as a key of its own.
    Waiting { after_escape: bool },
    /// The rest of it; these letters came.
    Answer(String),
    /// The answer came, and its end was read in two parts: the second one is still to come.
    Rest,
}

/// What one event led to.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Passed {
    /// The events that go on to the wizard.
    pub(super) events: Vec<Raw>,
    /// Whether the background is light, once the terminal has said so.
    pub(super) is_light: Option<bool>,
}

/// Listens for the answer among the terminal's events.
#[derive(Debug, Default)]
pub(super) struct Background {
    state: State,
    held: Vec<Raw>,
}

/// An event as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plain(char),
    Alt(char),
    Bell,
    Escape,
    /// Another key, or a pasted text.
    Other,
    /// No key at all: it goes through, and an answer may go on behind it.
    Beside,
}

impl Background {
    /// Listens only where the question was put.
    pub(super) fn new(is_asked: bool) -> Self {
        let state = if is_asked { State::Waiting { after_escape: false } } else { State::Through };
        Self { state, held: Vec::new() }
    }

    /// Whether an answer may still come.
    pub(super) fn is_waiting(&self) -> bool {
        !matches!(self.state, State::Through | State::Rest)
    }

    /// Takes an event and says what goes on.
    pub(super) fn take(&mut self, raw: Raw) -> Passed {
        let sign = sign(&raw);
        if sign == Sign::Beside {
            return Passed { events: vec![raw], is_light: None };
        }
        match mem::take(&mut self.state) {
            State::Rest if sign == Sign::Plain('\\') => Passed::default(),
            State::Through | State::Rest => Passed { events: vec![raw], is_light: None },
            State::Waiting { after_escape } => self.first(raw, sign, after_escape),
            State::Answer(letters) => self.follow(raw, sign, letters),
        }
    }

    fn first(&mut self, raw: Raw, sign: Sign, after_escape: bool) -> Passed {
        if sign == Sign::Alt(']') || (after_escape && sign == Sign::Plain(']')) {
            self.held.push(raw);
            self.state = State::Answer(String::new());
            return Passed::default();
        }
        self.state = State::Waiting { after_escape: sign == Sign::Escape };
        Passed { events: vec![raw], is_light: None }
    }

    fn follow(&mut self, raw: Raw, sign: Sign, mut letters: String) -> Passed {
        let answer = read(&letters);
        match (sign, answer) {
            (Sign::Alt('\\') | Sign::Bell | Sign::Escape, Some(is_light)) => {
                self.held.clear();
                self.state = if sign == Sign::Escape { State::Rest } else { State::Through };
                return Passed { events: Vec::new(), is_light: Some(is_light) };
            }
            (Sign::Plain(letter), _) => {
                letters.push(letter);
                if may_become_one(&letters) {
                    self.held.push(raw);
                    self.state = State::Answer(letters);
                    return Passed::default();
                }
            }
            _ => {}
        }
        // No answer: all of it goes on, and this key may be the first of a real one.
        let mut events = mem::take(&mut self.held);
        events.extend(self.first(raw, sign, false).events);
        Passed { events, is_light: None }
    }
}

fn sign(raw: &Raw) -> Sign {
    let key = match raw {
        Raw::Key(key) if key.kind == KeyEventKind::Press => key,
        Raw::Key(_) | Raw::Paste(_) => return Sign::Other,
        Raw::Resize(..) | Raw::Mouse(_) | Raw::FocusGained | Raw::FocusLost => return Sign::Beside,
    };
    let held = key.modifiers.difference(KeyModifiers::SHIFT);
    match key.code {
        KeyCode::Char(letter) if held.is_empty() => Sign::Plain(letter),
        KeyCode::Char(letter) if held == KeyModifiers::ALT => Sign::Alt(letter),
        KeyCode::Char('g' | 'G') if held == KeyModifiers::CONTROL => Sign::Bell,
        KeyCode::Esc if held.is_empty() => Sign::Escape,
        _ => Sign::Other,
    }
}

/// What stands before the parts of a colour.
const LEADS: [&str; 2] = ["11;rgb:", "11;rgba:"];

/// Whether these letters are an answer, or its beginning.
fn may_become_one(letters: &str) -> bool {
    LEADS.iter().any(|lead| match letters.strip_prefix(lead) {
        Some(colour) => {
            let parts: Vec<&str> = colour.split('/').collect();
            let last = parts.len() - 1;
            let is_part = |(at, part): (usize, &&str)| {
                part.len() <= 4
                    && (at == last || !part.is_empty())
                    && part.chars().all(|one| one.is_ascii_hexdigit())
            };
            parts.len() <= 4 && parts.iter().enumerate().all(is_part)
        }
        None => lead.starts_with(letters),
    })
}

/// Whether a whole answer names a light background; `None` while it is not whole.
fn read(letters: &str) -> Option<bool> {
    let colour = LEADS.iter().find_map(|lead| letters.strip_prefix(lead))?;
    // Each part has one to four digits, and all of them set is full light.
    let part = |text: &str| {
        let most = 16_u32.checked_pow(u32::try_from(text.len()).ok()?)?.checked_sub(1)?;
        Some(f64::from(u32::from_str_radix(text, 16).ok()?) / f64::from(most))
    };
    let parts: Vec<f64> = colour.split('/').map(part).collect::<Option<_>>()?;
    let [red, green, blue] = parts.get(..3)?.try_into().ok()?;
    // How bright the eye finds the three colours (ITU-R BT.709).
    Some(0.2126_f64.mul_add(red, 0.7152_f64.mul_add(green, 0.0722 * blue)) > 0.5)
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEvent;
    use proptest::prelude::*;

    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Raw {
        Raw::Key(KeyEvent::new(code, modifiers))
    }

    fn plain(text: &str) -> Vec<Raw> {
        let held = |one: char| if one.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
        text.chars().map(|one| key(KeyCode::Char(one), held(one))).collect()
    }

    /// An answer as the keys it reads as; the escape at its start or end may be a key of its own.
    fn answer(letters: &str, is_start_apart: bool, end: u8) -> Vec<Raw> {
        let escape = key(KeyCode::Esc, KeyModifiers::NONE);
        let mut all = if is_start_apart {
            vec![escape.clone(), key(KeyCode::Char(']'), KeyModifiers::NONE)]
        } else {
            vec![key(KeyCode::Char(']'), KeyModifiers::ALT)]
        };
        all.extend(plain(letters));
        match end {
            0 => all.push(key(KeyCode::Char('g'), KeyModifiers::CONTROL)),
            1 => all.push(key(KeyCode::Char('\\'), KeyModifiers::ALT)),
            _ => all.extend([escape, key(KeyCode::Char('\\'), KeyModifiers::NONE)]),
        }
        all
    }

    fn run(background: &mut Background, events: &[Raw]) -> (Vec<Raw>, Vec<bool>) {
        let passed: Vec<Passed> = events.iter().cloned().map(|event| background.take(event)).collect();
        let said = passed.iter().filter_map(|one| one.is_light).collect();
        (passed.into_iter().flat_map(|one| one.events).collect(), said)
    }

    #[test]
    fn every_spelling_of_an_answer_is_read() {
        for (letters, is_light) in [
            ("11;rgb:0000/0000/0000", false),
            ("11;rgb:ffff/ffff/ffff", true),
            ("11;rgb:FDFD/F6F6/E3E3", true),
            ("11;rgb:1e/1e/2e", false),
            ("11;rgba:f/f/f/8", true),
        ] {
            for end in 0..3 {
                let mut background = Background::new(true);
                assert_eq!(run(&mut background, &answer(letters, false, end)), (Vec::new(), vec![is_light]));
                assert_eq!(run(&mut background, &plain("\\x")).0, plain("\\x"));
            }
        }
    }

    #[test]
    fn nothing_is_held_where_it_was_not_asked() {
        let events = answer("11;rgb:0000/0000/0000", false, 1);
        assert_eq!(run(&mut Background::new(false), &events), (events, Vec::new()));
    }

    fn any_key() -> impl Strategy<Value = Raw> {
        let letters = prop_oneof!["[]1;rgb:af/0\\\\q]", "\\PC"].prop_map(|text| text.chars().next());
        let held = prop_oneof![
            4 => Just(KeyModifiers::NONE), 1 => Just(KeyModifiers::ALT), 1 => Just(KeyModifiers::CONTROL)
        ];
        prop_oneof![
            8 => (letters, held).prop_map(|(letter, held)| key(KeyCode::Char(letter.unwrap_or('x')), held)),
            1 => Just(key(KeyCode::Esc, KeyModifiers::NONE)),
            1 => Just(key(KeyCode::Enter, KeyModifiers::NONE)),
            1 => Just(Raw::Resize(80, 24)),
            1 => Just(Raw::Paste("11;rgb:0000/0000/0000".to_owned())),
        ]
    }

    proptest! {
        /// What is no answer goes through unchanged and in order, but for what could still become one.
        #[test]
        fn foreign_keys_go_through(keys in prop::collection::vec(any_key(), 0..40), cut in 0_usize..24) {
            let mut events: Vec<Raw> = answer("11;rgb:12ab/34cd/56ef", false, 1);
            events.truncate(cut.min(events.len() - 1));
            events.extend(keys);
            let mut background = Background::new(true);
            let (mut out, said) = run(&mut background, &events);
            prop_assume!(said.is_empty());
            out.extend(background.held.iter().cloned());
            let beside = |all: &[Raw], is: bool| -> Vec<Raw> {
                all.iter().filter(|one| (sign(one) == Sign::Beside) == is).cloned().collect()
            };
            prop_assert_eq!(beside(&out, false), beside(&events, false));
            prop_assert_eq!(beside(&out, true), beside(&events, true));
        }

        /// However late it comes and however it was read, an answer is taken out whole and nothing else is.
        #[test]
        fn an_answer_among_keys_is_swallowed_alone(
            before in "[a-z ]{0,12}", after in "[a-z ]{0,12}", apart: bool, end in 0_u8..3, light: bool
        ) {
            let colour = if light { "11;rgb:fafa/f8f8/ffff" } else { "11;rgb:0a0a/1010/1616" };
            let mut events = plain(&before);
            events.extend(answer(colour, apart, end));
            events.extend(plain(&after));
            let (out, said) = run(&mut Background::new(true), &events);
            let mut expected = plain(&before);
            expected.extend(apart.then(|| key(KeyCode::Esc, KeyModifiers::NONE)));
            expected.extend(plain(&after));
            prop_assert_eq!(out, expected);
            prop_assert_eq!(said, vec![light]);
        }
    }
}
