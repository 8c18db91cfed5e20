//! The wizard: screens, fields, focus. What the person sees and where the cursor is.
//!
//! PURE. [`Wizard::update`] takes an event and says what is to be done; [`Wizard::page`] says what is on the screen as plain
//! data. It draws nothing, reads no clock, and decides nothing about OpenID Connect: that is [`crate::engine`]'s.
//!
//! ```text
//!  key ──▶ keymap ──▶ Action ──▶ screens ──▶ Intent ──▶ setup ──▶ Effect ──▶ world
//!                                   └──────▶ page() ──▶ face
//! ```
//!
//! Each screen is described once, in its own file ([`screens`], [`screen`]): what is on it, what the cursor walks over, its
//! keys. The order of the screens is one list ([`flow`]); going on and going back are steps in it. Every key is a row
//! ([`keymap`]), from which the bottom line and the help are made.

mod act;
mod addresses;
mod event;
pub mod field;
pub mod flow;
mod frame;
mod from_file;
mod help;
pub mod host;
mod keeping;
pub mod key;
pub mod keymap;
mod leaving;
mod naming;
mod navigate;
mod opening;
pub mod page;
mod place;
pub mod project;
mod reading;
mod rehearsal;
mod report;
pub mod screen;
mod screens;
mod scroll;
mod stage;
mod typing;
mod views;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::apps::Guide;
use crate::base::Timestamp;
use crate::base::words::{Message, Voice};
use crate::engine::{Event as SetupEvent, Intent, LocalAdmin, Setup};

pub use event::{Effect, Event, Exit, Mouse};
pub use field::TextField;
pub use frame::{Header, Hint, RailItem, RailPage, RailState};
pub use host::{Facts, HostReport, HostTask, Practice, SavedAbout, SavedConnection, Start};
pub use key::{Key, KeyPress};
pub use keymap::Action;
pub use page::{FindingView, Page};
pub use project::{Mode, Project};
#[cfg(test)]
pub use reading::Reading;
pub use reading::{LIMIT_MS, Read};
#[cfg(test)]
pub use screen::Kind;
pub use screen::Screen;
pub use scroll::{Scroll, View};

/// What lies over every screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlay {
    /// The keys.
    Help,
    /// Whether to end, since something would be lost.
    Quit,
}

/// What a host task was started for, so that its answer finds its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Errand {
    Continue,
    Verify,
}

/// A finding that somebody went away from its verdict to correct.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fixing {
    /// Whether only another login shows if it is corrected.
    needs_login: bool,
}

/// The wizard.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers its own question; together they are no state machine"
)]
pub struct Wizard {
    facts: Facts,
    start: Start,
    now: Timestamp,
    screen: Screen,
    /// Screens under the one shown that Esc comes back to.
    below: Vec<Screen>,
    fixing: Option<Fixing>,
    /// Whether what made the verdict red is being asked again.
    is_asking_again: bool,
    overlay: Option<Overlay>,
    focus: usize,
    focuses: BTreeMap<Screen, usize>,
    scroll: Scroll,
    /// How far the page below the help is scrolled.
    scroll_below: Scroll,
    view: View,
    notice: Option<Message>,
    /// How this face speaks; of whom, [`Wizard::voice`] says.
    speaks: Voice,
    saved: Option<Vec<SavedConnection>>,
    own_guides: Vec<Guide>,
    /// Whether the application that a flag named may be a guide of the person's own, which are still being read.
    opens_own: bool,
    /// Guides of one's own that have problems: the file, and how many.
    broken_guides: Vec<(PathBuf, usize)>,
    search: TextField,
    help: TextField,
    /// The applications that fit what was typed.
    listed: Vec<screens::applications::Item>,
    /// What is told of the application under the cursor, made once for each.
    pane: Option<(String, Vec<page::Block>)>,
    paste: TextField,
    /// The path of a configuration that exists, before its application is known.
    file_path: TextField,
    /// What the path that is being typed may go on with, since Tab found several.
    completions: Vec<String>,
    from_file: Option<from_file::FromFile>,
    /// Configuration files in their usual places that are there.
    standing: Vec<PathBuf>,
    /// Where the applications of the catalogue usually keep theirs: the file, and the application's name.
    usual_files: Vec<(PathBuf, String)>,
    mode: Mode,
    project: Option<Project>,
    /// What was worked on before and is closed; tokens of its login may still be revoked.
    former: Option<Setup>,
    /// What was copied from pages of steps: the page, and the value as it is shown there.
    copied: BTreeSet<(String, String)>,
    /// The name of the value that is being copied; empty where it has none.
    copying: String,
    practice: Option<Practice>,
    practice_wanted: bool,
    is_revealed: bool,
    /// Whether what stands in the way is said even about an empty field, since Enter was pressed.
    is_insisting: bool,
    errand: Option<Errand>,
    waits_for_host: bool,
    /// The pause of the checks that was told last, while it lasts.
    pause_told: Option<Message>,
    saved_text: Option<PathBuf>,
    /// Whether it was said here that a printed text would show the client secret.
    was_warned: bool,
    was_undo_named: bool,
    /// Why the person was asked for a tested local administrator.
    local_admin: Option<LocalAdmin>,
    /// Whether the question about writing without a proof was put for this plan.
    was_asked: bool,
    /// Whether the written file of this plan was shown.
    was_shown: bool,
    out: Vec<Effect>,
}

impl Wizard {
    /// Whether the test login starts a browser here, as far as is known before it was tried.
    pub fn opens_browser(&self) -> bool {
        let is_private =
            self.project.as_ref().is_some_and(|project| project.who == crate::engine::Who::PrivateWindow);
        self.facts.has_browser && !is_private
    }

    /// A wizard at its first screen. Nothing is asked of anybody before [`Wizard::begin`].
    pub fn new(start: Start, facts: Facts) -> Self {
        let mode = if start.verify { Mode::Verify } else { Mode::SetUp };
        Self {
            facts,
            start,
            now: Timestamp::default(),
            screen: screens::start::SCREEN,
            below: Vec::new(),
            fixing: None,
            is_asking_again: false,
            overlay: None,
            focus: 0,
            focuses: BTreeMap::new(),
            scroll: Scroll { offset: 0, follows: true },
            scroll_below: Scroll::default(),
            view: View::default(),
            notice: None,
            speaks: Voice::default(),
            saved: None,
            own_guides: Vec::new(),
            opens_own: false,
            broken_guides: Vec::new(),
            search: TextField::default(),
            help: TextField::default(),
            listed: Vec::new(),
            pane: None,
            paste: TextField::default(),
            file_path: TextField::default(),
            completions: Vec::new(),
            from_file: None,
            standing: Vec::new(),
            usual_files: Vec::new(),
            mode,
            project: None,
            former: None,
            copied: BTreeSet::new(),
            copying: String::new(),
            practice: None,
            practice_wanted: false,
            is_revealed: false,
            is_insisting: false,
            errand: None,
            waits_for_host: false,
            pause_told: None,
            saved_text: None,
            was_warned: false,
            was_undo_named: false,
            local_admin: None,
            was_asked: false,
            was_shown: false,
            out: Vec::new(),
        }
    }

    /// Takes one event and says what is to be done. Total: an event that makes no sense now changes nothing.
    pub fn update(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        self.now = now;
        match event {
            Event::Key(press) => self.key(press),
            Event::Paste(text) => self.pasted(&text),
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::Choose(at) => self.choose(at),
            Event::Put(text) => self.replace_text(&text),
            Event::GoToFix(at) => screens::cure::go_to(self, at),
            Event::Resize(..) => self.resized(),
            Event::Setup(id, outcome) => {
                let seen = outcome.clone();
                self.tell_setup(SetupEvent::Done(id, outcome));
                self.answer(&seen);
            }
            Event::Host(report) => self.host_report(report),
            Event::Tick => {}
            Event::End => self.leave(true),
        }
        screens::applications::refresh(self);
        if let Some(project) = &mut self.project {
            project.hide_client_id();
        }
        std::mem::take(&mut self.out)
    }

    fn ask_host(&mut self, task: HostTask) {
        self.out.push(Effect::Host(task));
    }

    fn want(&mut self, intent: Intent) {
        self.tell_setup(SetupEvent::Intent(intent));
    }

    fn tell_setup(&mut self, event: SetupEvent) {
        let now = self.now;
        let is_answer = matches!(event, SetupEvent::Intent(Intent::Put(crate::engine::Field::Answer(_), _)));
        if let Some(project) = &mut self.project {
            let mut effects = project.setup.update(event, now);
            if self.practice_wanted {
                rehearsal::keep_nothing(&mut project.setup, &mut effects, now);
            }
            keeping::keep_what_counts(project, &mut effects, now);
            self.out.extend(effects.into_iter().map(Effect::Setup));
            if is_answer {
                self.name_connection();
            }
            self.after_setup();
        } else if let Some(former) = &mut self.former {
            self.out.extend(former.update(event, now).into_iter().map(Effect::Setup));
        }
    }
}

#[cfg(test)]
mod tests;
