//! What stands around a page: the header, the rail, the bottom line, the help, the question before ending.

use super::flow::{flow, position};
use super::key::{Key, KeyPress};
use super::keymap::{self, Action};
use super::page::{Page, Sign};
use super::project::Mode;
use super::screen::Screen;
use super::stage::{SET_UP, VERIFY, stage_name};
use super::{Overlay, Wizard, say, say_with, screens};
use crate::base::words;
use crate::engine::ProofState;
use crate::engine::connection::Stage;

/// The line at the top.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// The program, or the application that is worked on.
    pub name: String,
    /// The stage.
    pub stage: String,
    /// Where in a row of screens this one stands.
    pub place: String,
    /// How many screens of the journey lie behind, and how many there are; none before there is a journey.
    pub way: Option<(usize, usize)>,
}

/// A stage in the rail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RailItem {
    /// Its name.
    pub name: String,
    /// Whether it is over, now, or still to come.
    pub state: RailState,
    /// The stage itself, for a click.
    pub stage: Stage,
}

/// Where a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RailState {
    /// Over.
    Done,
    /// Here.
    Now,
    /// To come.
    Open,
}

/// A key with its word, for the bottom line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key.
    pub press: KeyPress,
    /// Its name, `Enter`.
    pub key: String,
    /// What it does, `next`.
    pub word: String,
    /// Whether it only changes something where a page has no room for what belongs beside it.
    pub is_for_lack_of_room: bool,
}

impl Wizard {
    /// What is on the screen, overlays included.
    pub fn page(&self) -> Page {
        words::elsewhere(self.is_elsewhere(), || match self.overlay {
            Some(Overlay::Help) => self.help_page(),
            Some(Overlay::Quit) => self.quit_page(),
            None => screens::page(self),
        })
    }

    /// The name of a stage, as it is with this provider.
    fn stage_name_here(&self, stage: Stage) -> String {
        words::elsewhere(self.is_elsewhere(), || stage_name(stage))
    }

    /// Whether the provider of this connection is known not to be Okta.
    pub fn is_elsewhere(&self) -> bool {
        self.project.as_ref().is_some_and(|project| project.setup.evidence().subject.is_elsewhere)
    }

    /// The line at the top.
    pub fn header(&self, page: &Page) -> Header {
        let name = self.project.as_ref().map(|project| project.setup.resolved().name.clone());
        let early = matches!(self.screen, Screen::Start | Screen::Saved | Screen::Applications);
        let stage = match self.screen.stage() {
            _ if early => say("header.motto"),
            Some(stage) => self.stage_name_here(stage),
            None => String::new(),
        };
        let mut name = if early { None } else { name }.unwrap_or_else(|| say("header.usher"));
        if self.practice_wanted && !matches!(self.screen, Screen::Start | Screen::Saved) {
            name = say_with("header.practice", &[("name", &name)]);
        }
        Header { name, stage, place: page.place.clone(), way: if early { None } else { self.way() } }
    }

    /// How far the journey came, counted in its screens.
    fn way(&self) -> Option<(usize, usize)> {
        let project = self.project.as_ref()?;
        let shown = if self.screen.stage().is_some() { &self.screen } else { self.below.first()? };
        let all = flow(project);
        let behind = if *shown == Screen::Done { all.len() } else { position(&all, shown) };
        Some((behind, all.len()))
    }

    /// The rail; empty before there is a journey.
    pub fn rail(&self) -> Vec<RailItem> {
        let Some(now) = self.rail_stage() else { return Vec::new() };
        let mode = self.project.as_ref().map_or(self.mode, |project| project.mode);
        let stages: &[Stage] = if mode == Mode::Verify { &VERIFY } else { &SET_UP };
        // What was done stays done while one looks at an earlier stage again.
        let furthest = self.project.as_ref().map_or(now, |project| project.furthest.max(now));
        let item = |stage: &Stage| {
            let state = match *stage {
                stage if stage == now => RailState::Now,
                Stage::Login if !self.was_proven() => RailState::Open,
                Stage::Configuration if self.was_brought_back() => RailState::Open,
                stage if stage < furthest => RailState::Done,
                _ => RailState::Open,
            };
            RailItem { name: self.stage_name_here(*stage), state, stage: *stage }
        };
        stages.iter().map(item).collect()
    }

    /// Whether a login passed with the values as they are, as far as can be told. Only that ticks the test login off.
    fn was_proven(&self) -> bool {
        let proof = self.setup().map(crate::engine::Setup::proof_state);
        matches!(proof, Some(ProofState::Fresh | ProofState::Unknown))
    }

    /// Whether what was written is not there any more, since the old file was brought back.
    fn was_brought_back(&self) -> bool {
        self.setup().is_some_and(|setup| setup.connection().is_brought_back())
    }

    fn rail_stage(&self) -> Option<Stage> {
        let under = self.below.first().unwrap_or(&self.screen);
        let stage = self.screen.stage().or_else(|| under.stage())?;
        Some(if stage == Stage::Verdict { Stage::Login } else { stage })
    }

    /// The keys of the bottom line, in the order in which they stand there.
    pub fn footer(&self) -> Vec<Hint> {
        match self.overlay {
            Some(Overlay::Help) => {
                vec![
                    hint(KeyPress::plain(Key::PageDown), "scroll_down"),
                    hint(KeyPress::plain(Key::Esc), "back"),
                ]
            }
            Some(Overlay::Quit) => {
                vec![hint(KeyPress::char('y'), "quit_yes"), hint(KeyPress::plain(Key::Enter), "quit_no")]
            }
            None => words::elsewhere(self.is_elsewhere(), || self.screen_footer()),
        }
    }

    /// What Enter does now: a key under `wizard.keys`.
    pub fn enter_word(&self) -> Option<&'static str> {
        let row = keymap::rows(self.screen.kind()).find(|row| row.action == Action::Next);
        screens::next_word(self).or(row.map(|row| row.word))
    }

    fn screen_footer(&self) -> Vec<Hint> {
        let editing = self.editing().is_some();
        let mut rows: Vec<_> = keymap::rows(self.screen.kind())
            .filter(|row| row.rank > 0 && self.offers(row))
            .filter_map(|row| Some((row.rank, row.key(editing)?, row)))
            .collect();
        rows.sort_by_key(|(rank, ..)| *rank);
        let copies = screens::copies(self).len().min(9);
        rows.into_iter()
            .map(|(_, press, row)| {
                let word = if row.action == Action::Next { screens::next_word(self) } else { None };
                let mut hint = hint(press, word.unwrap_or(row.word));
                hint.is_for_lack_of_room = row.action == Action::Picture;
                if row.action == Action::Down {
                    hint.key = format!("{}{}", key_name(KeyPress::plain(Key::Up)), hint.key);
                }
                if row.action == Action::Copy && copies > 1 && !editing {
                    hint.key = format!("{} 1–{copies}", hint.key);
                }
                hint
            })
            .collect()
    }

    pub(super) fn quit_page(&self) -> Page {
        let mut page = Page::new(say("quit.title"));
        let Some(project) = &self.project else { return page };
        if project.setup.login().running() {
            page.mark(Sign::Caution, say("quit.login"));
        }
        if project.setup.secret().is_some() {
            page.mark(Sign::Caution, say("quit.secret"));
        }
        if matches!(project.setup.stored(), Some(Err(_))) {
            page.mark(Sign::Bad, say("quit.not_kept"));
        } else {
            page.mark(Sign::Good, say("quit.kept"));
        }
        if project.setup.proof_state() == ProofState::Fresh {
            page.mark(Sign::Good, say("quit.proof"));
        }
        page
    }
}

fn hint(press: KeyPress, word: &str) -> Hint {
    Hint { press, key: key_name(press), word: say(&format!("keys.{word}.short")), is_for_lack_of_room: false }
}

/// A key as it is written on keyboards.
pub(super) fn key_name(press: KeyPress) -> String {
    let name = match press.key {
        Key::Char(' ') => words::text("wizard.key.space"),
        Key::Char(character) if press.ctrl => character.to_uppercase().to_string(),
        Key::Char(character) => character.to_string(),
        Key::F(number) => format!("F{number}"),
        Key::Up => "↑".to_owned(),
        Key::Down => "↓".to_owned(),
        Key::Left => "←".to_owned(),
        Key::Right => "→".to_owned(),
        Key::BackTab => words::text("wizard.key.back_tab"),
        Key::PageUp => words::text("wizard.key.page_up"),
        Key::PageDown => words::text("wizard.key.page_down"),
        other => format!("{other:?}"),
    };
    match (press.ctrl, press.alt) {
        (true, _) => format!("Ctrl-{name}"),
        (_, true) => format!("Alt-{name}"),
        _ => name,
    }
}
