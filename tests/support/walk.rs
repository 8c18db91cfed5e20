//! Walks through the wizard as a person does: reads the screen, answers, goes on.

#![allow(dead_code, reason = "each test binary uses the part that it needs")]

use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::home::Home;
use crate::program::Program;
use crate::terminal::Terminal;

/// The address of the application that is being set up; nothing runs there.
const APPLICATION: &str = "https://coder.example.com";

/// The ports that the wizard offers for the test login, the usual one first.
pub(crate) const PORTS: [u16; 3] = [8749, 8750, 8751];

/// One walk at a time, since all of them want the same few ports.
static TURN: Mutex<()> = Mutex::new(());

/// What a person has at hand: the organization's address and the client.
pub(crate) struct Known {
    /// The organization, which is its own issuer.
    pub(crate) organization: String,
    /// The client ID.
    pub(crate) client_id: String,
    /// The client secret.
    pub(crate) secret: String,
}

/// A wizard on a terminal, with somebody who wants to set up Coder.
pub(crate) struct Walk {
    /// The terminal.
    pub(crate) terminal: Terminal,
    _turn: MutexGuard<'static, ()>,
}

impl Walk {
    /// Opens the wizard.
    pub(crate) fn begin(program: Program, columns: u16, rows: u16) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let mut terminal = program.on_terminal(columns, rows);
        terminal.wait_for("What would you like to do?");
        Self { terminal, _turn: turn }
    }

    /// Chooses Coder and answers everything up to Okta's first page. A port of this computer that is free is found silently.
    pub(crate) fn answer_addresses(&mut self, organization: &str) {
        let at = &mut self.terminal;
        at.press("Enter").wait_for("Which application should people sign in to?");
        at.type_text("coder").wait_for("▌ Coder").press("Enter");
        at.wait_for("At which address do people open Coder?").type_text(APPLICATION).press("Enter");
        at.wait_for("the address of your Okta organization?").type_text(organization).press("Enter");
        at.wait_for("take its groups").press("Enter");
        at.wait_for("whose e-mail Okta").press("Enter");
        at.wait_for("Who registers the application in Okta?").press("Enter");
        at.wait_for("step 1 of");
    }

    /// Goes on to the step of a phase with this number.
    pub(crate) fn go_to_step(&mut self, number: usize) {
        for step in 2..=number {
            self.terminal.press("Enter").wait_for(&format!("step {step} of"));
        }
    }

    /// Takes every step in Okta, up to the three values.
    pub(crate) fn reach_values(&mut self) {
        let title = self.terminal.text();
        let from = title.find("step 1 of").unwrap_or_default();
        let steps = number_after(&title[from..], " of ");
        self.go_to_step(steps);
        self.terminal.press("Enter").wait_for("Three values connect the application to Okta.");
    }

    /// Takes every step in Okta, gives the three values, and waits for what can be known without a browser.
    pub(crate) fn give_values(&mut self, known: &Known) {
        self.reach_values();
        let at = &mut self.terminal;
        at.type_text(&known.client_id).wait_for(&known.client_id).press("Tab").paste(&known.secret);
        at.wait_for("Nothing stands in the way");
        assert!(!at.text().contains(&known.secret), "the secret is masked\n{}", at.framed());
    }

    /// Starts the test login: the browser is opened where there is one.
    pub(crate) fn start_login(&mut self) {
        self.terminal.press("Enter").wait_for("Who should sign in for the test login?").press("Enter");
    }

    /// Takes the address to sign in at from the clipboard.
    pub(crate) fn address(&mut self) -> String {
        self.terminal.wait_for("Waiting for the sign-in").press("c");
        self.clipboard()
    }

    /// The last text that was copied.
    fn clipboard(&mut self) -> String {
        self.terminal.wait_for_copy();
        let last = self.terminal.look(|_, desk| desk.clipboard.last().cloned()).unwrap_or_default();
        let bytes = STANDARD.decode(&last).unwrap_or_else(|why| panic!("{last}: {why}"));
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// From the verdict to the written file.
    pub(crate) fn write_file(&mut self, home: &Home, name: &str) {
        let path = home.path(name).to_string_lossy().into_owned();
        let at = &mut self.terminal;
        at.wait_for("side works, seen from").press("Enter");
        at.wait_for("How does Coder get its values?").press("Enter");
        at.wait_for("CODER_OIDC_ISSUER_URL").press("t");
        at.wait_for("Which file should be written?").press("Ctrl-u").type_text(&path).press("Enter");
        at.wait_for("The file does not exist yet").press("Enter");
        at.wait_for("is written and was read back.").press("Enter");
    }

    /// Answers what only the person can see, up to the question whether the test's address is out of Okta again.
    pub(crate) fn confirm(&mut self) {
        let at = &mut self.terminal;
        at.wait_for("Now see for yourself whether Coder").press("y").press("y").press("y").press("Enter");
        at.wait_for("removed the test address");
    }

    /// To the end of the program.
    pub(crate) fn finish(&mut self) {
        self.terminal.press("Enter").wait_for("Coder is set up to sign people in").press("Enter");
        assert_eq!(self.terminal.wait_exit(), 0, "{}", self.terminal.framed());
        assert!(self.terminal.takes_keys_as_before(), "the terminal is as before");
    }
}

/// The first number behind a mark.
fn number_after(text: &str, mark: &str) -> usize {
    let from = text.find(mark).map_or("", |at| &text[at + mark.len()..]);
    let digits: String = from.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("no number behind {mark:?}\n{text}"))
}
