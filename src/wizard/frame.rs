//! What stands around a page: the header, the rail, the bottom line, the help, the question before ending.

use super::flow::{flow, position};
use super::key::{Key, KeyPress};
use super::keymap::{self, Action};
use super::page::{Page, Sign};
use super::project::Mode;
use super::stage::{SET_UP, VERIFY, stage_name};
use super::{Overlay, Wizard, screens};
use crate::base::words::{Voice, message, say};
use crate::engine::ProofState;
use crate::engine::connection::Stage;
use crate::wizard::keymap::{Word, word};

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

/// A page of the stage that one is at, in the rail of a wide screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RailPage {
    /// Its name, a few words.
    pub name: String,
    /// Whether all of it is done, it is shown, or it is still to come.
    pub state: RailState,
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
}

impl Wizard {
    /// What is on the screen, overlays included.
    pub fn page(&self) -> Page {
        match self.overlay {
            Some(Overlay::Help) => self.help_page(),
            Some(Overlay::Quit) => self.quit_page(),
            None => (self.described().page)(self),
        }
    }

    /// The line at the top.
    pub fn header(&self, page: &Page) -> Header {
        let name = self.project.as_ref().map(|project| project.setup.resolved().name.clone());
        let early = self.described().is_early;
        let stage = match self.screen.stage() {
            _ if early => say!(self, "wizard.header.motto"),
            Some(stage) => self.text(stage_name(stage)),
            None => String::new(),
        };
        let mut name = if early { None } else { name }.unwrap_or_else(|| say!(self, "wizard.header.usher"));
        if self.practice_wanted && !screens::start::lists_connections(self) {
            name = say!(self, "wizard.header.practice", name = name);
        }
        Header { name, stage, place: page.place.clone(), way: if early { None } else { self.way() } }
    }

    /// How far the journey came, counted in its screens.
    fn way(&self) -> Option<(usize, usize)> {
        let project = self.project.as_ref()?;
        let shown = if self.screen.stage().is_some() { &self.screen } else { self.below.first()? };
        let all = flow(project);
        let behind = if shown.description().is_end { all.len() } else { position(&all, shown) };
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
            RailItem { name: self.text(stage_name(*stage)), state, stage: *stage }
        };
        stages.iter().map(item).collect()
    }

    /// The pages that are worked through at this stage; none where there is one alone.
    pub fn rail_pages(&self) -> Vec<RailPage> {
        let Some(project) = self.project.as_ref() else { return Vec::new() };
        let (resolved, connection) = (project.setup.resolved(), project.setup.connection());
        let now = self.rail_stage();
        let shown = self.below.first().unwrap_or(&self.screen);
        let all = flow(project).into_iter().filter(|screen| screen.stage() == now);
        let pages = all.filter_map(|screen| {
            let page = resolved.page(screens::steps::id(&screen)?)?;
            let state = match connection.has_done(&page) {
                _ if screen == *shown => RailState::Now,
                true => RailState::Done,
                false => RailState::Open,
            };
            Some(RailPage { name: page.name, state })
        });
        let pages: Vec<RailPage> = pages.collect();
        if pages.len() > 1 { pages } else { Vec::new() }
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
                    self.hint(KeyPress::plain(Key::PageDown), word!("scroll_down")),
                    self.hint(KeyPress::plain(Key::Esc), word!("back")),
                ]
            }
            Some(Overlay::Quit) => {
                vec![
                    self.hint(KeyPress::char('y'), word!("quit_yes")),
                    self.hint(KeyPress::plain(Key::Enter), word!("quit_no")),
                ]
            }
            None => self.screen_footer(),
        }
    }

    /// What Enter does now.
    pub fn enter_word(&self) -> Option<Word> {
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
                let mut hint = self.hint(press, word.unwrap_or(row.word));
                if row.action == Action::Down {
                    hint.key = format!("{}{}", key_name(self.voice(), KeyPress::plain(Key::Up)), hint.key);
                }
                if row.action == Action::Copy && copies > 1 && !editing {
                    hint.key = format!("{} 1–{copies}", hint.key);
                }
                hint
            })
            .collect()
    }

    fn hint(&self, press: KeyPress, word: Word) -> Hint {
        let key = key_name(self.voice(), press);
        Hint { press, key, word: self.text(word.short) }
    }

    pub(super) fn quit_page(&self) -> Page {
        let mut page = Page::new(self.voice(), message!("wizard.quit.title"));
        let Some(project) = &self.project else { return page };
        if project.setup.login().running() {
            page.mark(Sign::Caution, message!("wizard.quit.login"));
        }
        if project.setup.secret().is_some() {
            page.mark(Sign::Caution, message!("wizard.quit.secret"));
        }
        if matches!(project.setup.stored(), Some(Err(_))) {
            page.mark(Sign::Bad, message!("wizard.quit.not_kept"));
        } else if project.is_kept() {
            page.mark(Sign::Good, message!("wizard.quit.kept"));
        }
        if project.setup.proof_state() == ProofState::Fresh {
            page.mark(Sign::Good, message!("wizard.quit.proof"));
        }
        page
    }
}

/// A key as it is written on keyboards.
pub(super) fn key_name(voice: Voice, press: KeyPress) -> String {
    let name = match press.key {
        Key::Char(' ') => say!(voice, "wizard.key.space"),
        Key::Char(character) if press.ctrl => character.to_uppercase().to_string(),
        Key::Char(character) => character.to_string(),
        Key::F(number) => format!("F{number}"),
        Key::Up => "↑".to_owned(),
        Key::Down => "↓".to_owned(),
        Key::Left => "←".to_owned(),
        Key::Right => "→".to_owned(),
        Key::BackTab => say!(voice, "wizard.key.back_tab"),
        Key::PageUp => say!(voice, "wizard.key.page_up"),
        Key::PageDown => say!(voice, "wizard.key.page_down"),
        other => format!("{other:?}"),
    };
    match (press.ctrl, press.alt) {
        (true, _) => format!("Ctrl-{name}"),
        (_, true) => format!("Alt-{name}"),
        _ => name,
    }
}
