//! What a screen is: all that the wizard, the keys and the faces ask of it. The file of each screen describes it once, and
//! nothing else tells screens apart; which there are stands in [`super::screens`], their order in [`super::flow`].

use url::Url;

use super::keymap::{Binding, Word};
use super::page::Page;
use super::project::Project;
use super::{Wizard, screens};
use crate::base::Secret;
use crate::diagnosis::finding::Check;
use crate::engine::connection::Stage;

pub use super::screens::{Kind, Screen};

/// What the cursor walks over.
#[derive(Debug, Clone, Copy)]
pub enum Items {
    /// Nothing: the arrows move the page.
    None,
    /// So many answers, of which one is chosen.
    Answers(fn(&Wizard) -> usize),
    /// So many findings.
    Findings(fn(&Wizard) -> usize),
    /// So many fields, one below the other.
    Fields(fn(&Wizard) -> usize),
    /// The values to copy, where there are several and nothing is typed.
    Copies,
}

/// How a screen is talked about where it is asked line by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Talk {
    /// One question, and its answer.
    Plain,
    /// A list that a word narrows, and what awaits with one of it.
    Search,
    /// Several values, one after the other.
    Values,
    /// Several questions, each answered by a word.
    Questions,
    /// Something is awaited that happens elsewhere.
    Wait,
}

/// A screen.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers its own question; together they are no state machine"
)]
pub struct Description {
    /// The stage at which it stands; `None` before there is an application, and for what lies over a screen.
    pub(super) stage: fn(&Screen) -> Option<Stage>,
    /// The screen of the order beside which it stands.
    pub(super) beside: fn(&Screen) -> Option<Screen>,
    /// Whether nothing is left to do on it, as far as the record knows it.
    pub(super) is_done: fn(&Screen, &Project) -> bool,
    /// Whether it is one of the questions about addresses, which are counted.
    pub(super) is_question: fn(&Screen) -> bool,
    /// Whether it comes before any application is worked on.
    pub(super) is_early: bool,
    /// Whether the journey is over there.
    pub is_end: bool,
    /// Whether it only lies over another one, so that Enter leaves it.
    pub lies_over: bool,
    /// Whether it says how the connection stands, and is told anew when that was asked again.
    pub judges: bool,
    /// Whether a finding is cured there, after which Enter leads back to the checks.
    pub(super) cures: bool,
    /// Whether it begins anew from its headline whenever it is shown.
    pub(super) begins_at_headline: bool,
    /// Whether every address on it comes from a guide.
    pub(super) is_of_guides: bool,
    /// How it is talked about line by line.
    pub talk: Talk,
    /// Whether something must end before anything is asked there line by line.
    pub waits: fn(&Wizard) -> bool,
    /// What is on it.
    pub(super) page: fn(&Wizard) -> Page,
    /// What happens by itself when it is shown.
    pub(super) arrive: fn(&mut Wizard),
    /// What the cursor walks over.
    pub(super) items: Items,
    /// The likely answer.
    pub(super) likely: fn(&Wizard) -> usize,
    /// The name of the text that keys go into.
    pub(super) editing: fn(&Wizard) -> Option<String>,
    /// A text was pasted into its field.
    pub(super) pasted: fn(&mut Wizard),
    /// Whether a pasted text may hold several of the three values.
    pub takes_values: bool,
    /// The values that can be copied, in order.
    pub(super) copies: fn(&Wizard) -> Vec<Secret>,
    /// Whether each of them has a number that copies it.
    pub(super) is_numbered: bool,
    /// What can be printed unbroken outside the screen.
    pub(super) raw: fn(&Wizard) -> Option<Vec<Secret>>,
    /// The page elsewhere that belongs to it.
    pub(super) link: fn(&Wizard) -> Option<Url>,
    /// The findings on it, in their order.
    pub(super) findings: fn(&Wizard) -> Vec<&Check>,
    /// Its own keys.
    pub(super) keys: &'static [Binding],
    /// What Enter does now, where that depends on more than the screen.
    pub(super) next_word: fn(&Wizard) -> Option<Word>,
}

impl Description {
    /// A screen of a stage with nothing on it.
    pub(super) const PLAIN: Self = Self {
        stage: |_| None,
        beside: |_| None,
        is_done: |_, _| false,
        is_question: |_| false,
        is_early: false,
        is_end: false,
        lies_over: false,
        judges: false,
        cures: false,
        begins_at_headline: false,
        is_of_guides: false,
        talk: Talk::Plain,
        waits: |wizard| wizard.wants_tick().is_some(),
        page: |_| Page::default(),
        arrive: |_| {},
        items: Items::None,
        likely: |_| 0,
        editing: |_| None,
        pasted: |_| {},
        takes_values: false,
        copies: |_| Vec::new(),
        is_numbered: false,
        raw: |_| None,
        link: |_| None,
        findings: |_| Vec::new(),
        keys: &[],
        next_word: screens::cure::next_word,
    };
}

impl Screen {
    /// What it is.
    pub fn description(&self) -> &'static Description {
        self.kind().description()
    }

    /// The stage at which it stands; `None` before there is an application, and for what lies over a screen.
    pub fn stage(&self) -> Option<Stage> {
        (self.description().stage)(self)
    }
}

impl Wizard {
    /// The screen that is shown.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// What it is.
    pub fn described(&self) -> &'static Description {
        self.screen.description()
    }
}
