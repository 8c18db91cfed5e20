//! What is said: of what is there now only what was not said yet.

use std::collections::BTreeSet;

use super::dialogue::{Dialogue, Search, Turn};
use super::line::Line;
use super::lines;
use crate::base::words::{Message, Voice, say};
use crate::wizard::page::{Block, Sign};
use crate::wizard::screen::Talk;
use crate::wizard::{Overlay, RailState, Screen};

/// What was said already, and where.
#[derive(Debug, Default)]
pub(super) struct Memory {
    at: Option<(Screen, Option<Overlay>)>,
    stage: String,
    said: BTreeSet<String>,
    outcomes: BTreeSet<String>,
    notice: Option<Message>,
    was_pending: bool,
}

impl Memory {
    /// Somebody typed something, so that the same notice is news again.
    pub(super) fn heard(&mut self) {
        self.notice = None;
    }

    /// Everything is said again, as if the screen were new.
    pub(super) fn forget_screen(&mut self) {
        self.at = None;
    }

    /// Whatever is there is another list than the one before.
    pub(super) fn forget_lines(&mut self) {
        self.said.clear();
        self.outcomes.clear();
    }

    /// Whether what was said of this screen names a word that can be typed.
    pub(super) fn has_named(&self, voice: Voice, word: &str) -> bool {
        let named = say!(voice, "plain.named", word = word);
        self.said.iter().chain(&self.outcomes).any(|line| line.contains(&named))
    }

    fn has_said(&self, line: &Line) -> bool {
        self.said.contains(&line.key) || self.outcomes.contains(&line.key)
    }
}

impl Dialogue {
    /// Says what was not said yet of what is there now.
    pub(super) fn speak(&mut self, turn: &mut Turn) {
        let at = (self.wizard.screen().clone(), self.wizard.overlay());
        // After the question whether to end, whoever stays is where they were.
        let is_elsewhere = self
            .memory
            .at
            .as_ref()
            .is_none_or(|before| before.0 != at.0 || (before.1 != at.1 && at.1.is_some()));
        if is_elsewhere {
            self.arrive(turn);
        }
        self.memory.at = Some(at);
        let is_pending = self.is_pending();
        let was_pending = std::mem::replace(&mut self.memory.was_pending, is_pending);
        let came_out = was_pending && !is_pending;
        if came_out && self.asks_values() {
            // A secret may have come from where it lives.
            self.asks_value &= !self.gaps().is_empty();
        }
        let is_out = self.is_out();
        let judges = self.wizard.described().judges;
        if came_out && judges {
            // Where nothing is different, that is all there is to say; else all of it is told again, in its order.
            if self.lines().iter().any(|line| !line.text.is_empty() && !self.memory.has_said(line)) {
                self.memory.forget_lines();
            }
        } else if came_out && !is_out {
            // What was made of the text that was typed is no outcome of what was tried with it.
            let corrections = self.corrections();
            self.memory.outcomes.retain(|key| corrections.contains(key));
        }
        let mut page = self.lines();
        if !is_elsewhere && !came_out && turn.said.is_empty() {
            // What only goes on is not set apart.
            page.remove(0);
        }
        if is_pending && !is_out {
            page.retain(Line::is_busy);
            page.truncate(1);
        }
        if !is_pending || self.wizard.setup().is_none() {
            self.say_notice(&page, turn);
        }
        self.say_new(page, turn);
        if !is_pending {
            self.say_new(self.choices(), turn);
        }
    }

    /// What came of something the person did, unless the page says the same now.
    fn say_notice(&mut self, page: &[Line], turn: &mut Turn) {
        let notice = self.wizard.notice().cloned();
        if notice == self.memory.notice {
            return;
        }
        self.memory.notice.clone_from(&notice);
        let says_it = |line: &str, notice: &str| line.contains(notice.trim_end_matches('.'));
        let is_said = |notice: &String| {
            let new = page.iter().filter(|line| !self.memory.has_said(line));
            turn.said.iter().any(|line| says_it(line, notice))
                || new.into_iter().any(|line| says_it(&line.text, notice))
        };
        let told = notice.map(|notice| self.say(&notice));
        turn.said.extend(told.filter(|told| !is_said(told)));
    }

    /// A screen is new: nothing of it was said. Where a stage begins, that is said first.
    fn arrive(&mut self, turn: &mut Turn) {
        self.memory.forget_lines();
        self.tells_all = false;
        let rail = self.wizard.rail();
        let now = rail.iter().position(|item| item.state == RailState::Now);
        if let Some(at) = now.filter(|at| rail[*at].name != self.memory.stage) {
            self.memory.stage.clone_from(&rail[at].name);
            let stage = say!(self, "plain.stage", at = at + 1, of = rail.len(), stage = rail[at].name);
            turn.said.extend([String::new(), stage]);
        }
        if self.asks_values() {
            self.asks_value = std::mem::take(&mut self.fixes_value) || !self.gaps().is_empty();
        }
        let searches = self.wizard.described().talk == Talk::Search;
        if searches && self.wizard.editing().is_some() {
            let is_empty = self.wizard.text_field("search").is_none_or(crate::wizard::TextField::is_empty);
            self.search = if is_empty { Search::Open } else { Search::Listed };
        }
    }

    /// The page as it stands.
    fn lines(&self) -> Vec<Line> {
        let told = lines::of(&self.wizard.page(), &self.wizard, self.tells_all);
        let searches = self.wizard.described().talk == Talk::Search;
        let told = if searches { self.applications(told) } else { told };
        std::iter::once(Line::space()).chain(told).collect()
    }

    /// Of the screen with all applications: nothing before a name was typed, then the list, then one of them.
    fn applications(&self, told: Vec<Line>) -> Vec<Line> {
        let page = self.wizard.page();
        let list = page.body.iter().filter(|block| matches!(block, Block::Choice(_))).count();
        match self.search {
            Search::Open => {
                let count = say!(self, "plain.applications.all", count = list);
                told.into_iter().take(1).chain([Line::plain(count)]).collect()
            }
            Search::Listed => {
                let none = self.found_no_guide().then(|| Line::plain(say!(self, "wizard.applications.none")));
                none.into_iter().chain(told.into_iter().filter(Line::is_choice)).collect()
            }
            Search::Described => lines::described(&page, &self.wizard),
        }
    }

    /// Whether no guide has the name that was looked for.
    pub(super) fn found_no_guide(&self) -> bool {
        self.wizard.page().body.iter().any(|block| matches!(block, Block::Text(..)))
    }

    fn say_new(&mut self, lines: Vec<Line>, turn: &mut Turn) {
        let mut space = false;
        let mut told = Vec::new();
        for line in lines {
            if line.text.is_empty() {
                space = true;
            } else if !self.memory.has_said(&line) {
                if std::mem::take(&mut space) {
                    turn.said.push(String::new());
                }
                turn.said.push(line.text.clone());
                told.push(line);
            }
        }
        // Only afterwards, since one page may say the same twice.
        for line in told {
            let memory = if line.is_outcome() { &mut self.memory.outcomes } else { &mut self.memory.said };
            memory.insert(line.key);
        }
    }

    /// What is said of the texts in the fields as Usher corrected or completed them.
    fn corrections(&self) -> Vec<String> {
        let remarks = self.fields().into_iter().flat_map(|field| field.remarks);
        remarks.filter(|(sign, _)| *sign == Sign::Corrected).map(|(_, text)| text).collect()
    }

    /// Somebody typed a text: what was made of it is news, also for the second time.
    pub(super) fn forget_corrections(&mut self) {
        for text in self.corrections() {
            self.memory.outcomes.remove(&text);
        }
    }

    /// Says what came of what was typed, before the screen goes.
    pub(super) fn say_outcomes(&mut self, turn: &mut Turn) {
        let told: Vec<Line> = self.lines().into_iter().filter(Line::is_outcome).collect();
        self.say_new(told, turn);
    }

    /// Says why what was typed cannot be taken, also for the second time; once for one answer.
    pub(super) fn say_refusals(&mut self, turn: &mut Turn) {
        let remarks: Vec<String> =
            self.fields().into_iter().flat_map(|field| field.remarks).map(|one| one.1).collect();
        let is_due = |line: &Line| remarks.contains(&line.key) && !turn.said.contains(&line.text);
        let told: Vec<Line> = self.lines().into_iter().filter(is_due).collect();
        for line in &told {
            self.memory.outcomes.remove(&line.key);
        }
        self.say_new(told, turn);
    }
}
