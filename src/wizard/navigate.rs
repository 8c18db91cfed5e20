//! Going from screen to screen: on, back, aside, to a stage, away. Nothing that was typed is lost on the way.

use super::event::{Effect, Exit};
use super::flow::{flow, position};
use super::project::{Mode, Project};
use super::screen::Screen;
use super::{HostTask, Overlay, Scroll, Wizard, rehearsal, say, say_with, screens};
use crate::apps::{Guide, catalogue};
use crate::base::Secret;
use crate::setup::connection::{Connection, SecretSource, Stage};
use crate::setup::{Field, Intent};

impl Wizard {
    /// Shows a screen in the place of the one shown.
    pub(super) fn go(&mut self, screen: Screen) {
        self.focuses.insert(self.screen.clone(), self.focus);
        let before = self.screen.stage();
        self.screen = screen;
        self.below.clear();
        self.mending = None;
        self.settle();
        let Some(stage) = self.screen.stage() else { return };
        if let Some(project) = &mut self.project {
            project.furthest = project.furthest.max(stage);
        }
        if self.project.as_ref().is_some_and(|project| project.is_touched) && before != Some(stage) {
            self.want(Intent::GoTo(stage));
            self.want(Intent::Save);
        }
    }

    /// Shows a screen over the one shown; Esc comes back.
    pub(super) fn aside(&mut self, screen: Screen) {
        if self.screen != screen {
            self.focuses.insert(self.screen.clone(), self.focus);
            let under = std::mem::replace(&mut self.screen, screen);
            self.below.push(under);
            self.settle();
        }
    }

    /// Back from a screen that lies over another one.
    pub(super) fn back_from_aside(&mut self) -> bool {
        let Some(under) = self.below.pop() else { return false };
        self.focuses.insert(self.screen.clone(), self.focus);
        self.screen = under;
        self.settle();
        true
    }

    /// Back to a screen under the one shown, so that what lies under that one is not forgotten; else to it anew.
    pub(super) fn back_to(&mut self, screen: Screen) {
        match self.below.iter().rposition(|under| *under == screen) {
            Some(at) => {
                self.below.truncate(at + 1);
                self.back_from_aside();
            }
            None => self.go(screen),
        }
    }

    fn settle(&mut self) {
        self.focus = match self.focuses.get(&self.screen) {
            Some(focus) => *focus,
            None => screens::first_focus(self),
        };
        // A page to read begins at its top; a list or a field is followed.
        let follows = !screens::has_value_focus(self);
        self.scroll = Scroll { offset: 0, follows };
        self.scroll_below = self.scroll;
        self.notice = None;
        self.is_insisting = false;
        self.was_warned = false;
        screens::arrive(self);
    }

    /// On to the next screen of the flow; from where a finding was mended, back to the checks.
    pub(super) fn forward(&mut self) {
        if screens::come_back(self) {
            return;
        }
        let Some(project) = &self.project else { return };
        let all = flow(project);
        let next = all.get(position(&all, &self.screen) + 1).cloned();
        if let Some(next) = next {
            self.go(next);
        }
    }

    /// Back to the screen before.
    pub(super) fn back(&mut self) {
        if self.back_from_aside() {
            return;
        }
        let before = match (&self.screen, &self.project) {
            (Screen::Start, _) => return,
            (Screen::Applications | Screen::FromFile, _) if self.mode == Mode::Verify => Screen::Saved,
            (Screen::WhichFits, _) => Screen::FromFile,
            (Screen::Saved | Screen::Applications | Screen::FromFile, _) | (_, None) => Screen::Start,
            (screen, Some(project)) => {
                let all = flow(project);
                match position(&all, screen) {
                    0 => Screen::Applications,
                    at => all[at - 1].clone(),
                }
            }
        };
        self.go(before);
    }

    /// The first screen of a stage.
    pub(super) fn go_to_stage(&mut self, stage: Stage) {
        let Some(project) = &self.project else { return };
        let all = flow(project);
        let found = all.iter().find(|screen| screen.stage() >= Some(stage)).cloned();
        if let Some(screen) = found {
            self.go(screen);
        }
    }

    /// A click on the rail: to a stage that was reached already.
    pub(super) fn click_stage(&mut self, at: usize) {
        let Some(item) = self.rail().into_iter().nth(at).filter(|_| self.overlay.is_none()) else { return };
        let furthest = self.project.as_ref().map_or(Stage::Application, |project| project.furthest);
        match item.stage {
            Stage::Application => self.go(Screen::Applications),
            stage if stage <= furthest => self.go_to_stage(stage),
            _ => self.notice = Some(say("notice.later_stage")),
        }
    }

    /// The format and the file that flags chose.
    pub(super) fn take_target(&mut self) {
        let (format, path) = (self.start.format.take(), self.start.path.take());
        let Some(project) = &mut self.project else { return };
        project.format = format;
        if let Some(path) = path {
            project.texts.insert("path".to_owned(), super::TextField::new(&path));
        }
    }

    /// Opens an application by its name and begins with its first question.
    pub(super) fn open_application(&mut self, asked: &str) {
        let own = self.own_guides.iter().find(|guide| guide.id == asked).cloned();
        if let Ok(guide) = own.map_or_else(|| catalogue::open(asked), Ok) {
            self.begin_project(guide);
        } else {
            self.search.set(asked);
            self.go(Screen::Applications);
            self.notice = Some(say_with("applications.unknown", &[("name", asked)]));
        }
    }

    /// A new connection by this guide; the one at hand stays when it is the same guide's.
    pub(super) fn begin_project(&mut self, guide: Guide) {
        self.make_project(guide);
        self.go_first();
    }

    /// The project of this guide, without going anywhere.
    pub(super) fn make_project(&mut self, guide: Guide) {
        let same = self
            .project
            .as_ref()
            .is_some_and(|project| project.setup.guide().id == guide.id && project.mode == self.mode);
        if !same {
            self.keep();
            let name = self.free_name(&guide.id);
            let connection = Connection::new(&name, &guide.id, self.now);
            self.project = Some(Project::new(connection, guide, self.mode));
            self.take_given();
            self.forget_places();
        }
    }

    /// The first screen of the project at hand.
    pub(super) fn go_first(&mut self) {
        self.below.clear();
        let first = self.project.as_ref().and_then(|project| flow(project).into_iter().next());
        if let Some(first) = first {
            self.go(first);
        }
    }

    /// What flags and the practice gave already.
    pub(super) fn take_given(&mut self) {
        let start = self.start.clone();
        let mut given: Vec<(Field, Secret)> = start
            .answers
            .iter()
            .map(|(key, text)| (Field::Answer(key.clone()), Secret::from(text.as_str())))
            .collect();
        let mut add =
            |field: Field, text: Option<String>| given.extend(text.map(|text| (field, Secret::new(text))));
        add(Field::Organization, start.organization);
        add(Field::Issuer, start.issuer);
        add(Field::ClientId, start.client_id);
        add(Field::Scopes, start.scopes);
        add(Field::Redirect, start.redirect);
        if self.practice_wanted {
            add(Field::Organization, self.practice.as_ref().map(|practice| practice.origin.clone()));
        }
        given.extend(start.secret.map(|secret| (Field::Secret, secret)));
        for (field, text) in given {
            self.want(Intent::Put(field, text));
        }
        self.take_target();
        if let Some(project) = &mut self.project {
            project.fill_texts();
        }
    }

    /// Goes on with a saved connection.
    pub(super) fn resume(&mut self, connection: Connection, mode: Mode) {
        let own = self.own_guides.iter().find(|guide| guide.id == connection.app).cloned();
        let Ok(guide) = own.map_or_else(|| catalogue::open(&connection.app), Ok) else {
            self.notice = Some(say_with("saved.no_guide", &[("app", &connection.app)]));
            return;
        };
        let (stage, source) = (connection.stage, connection.secret.clone());
        self.mode = mode;
        self.project = Some(Project::new(connection, guide, mode));
        self.forget_places();
        let needs_secret = !matches!(source, SecretSource::Ask | SecretSource::None);
        if needs_secret {
            self.want(Intent::SecretFrom(source));
        }
        // Without the secret at hand nothing after the values can go on.
        let stage = if mode == Mode::Verify { Stage::Values } else { stage };
        let reachable = match stage {
            Stage::Login | Stage::Verdict => Stage::Values,
            Stage::Configuration if !needs_secret => Stage::Values,
            other => other,
        };
        self.go_to_stage(reachable);
        if mode == Mode::SetUp {
            self.aside(Screen::Summary);
            self.notice = Some(say("saved.resumed"));
        }
    }

    fn forget_places(&mut self) {
        self.focuses
            .retain(|screen, _| matches!(screen, Screen::Start | Screen::Saved | Screen::Applications));
    }

    /// Starts the practice Okta; the choice of an application follows.
    pub(super) fn start_practice(&mut self) {
        self.lay_aside_for_practice();
        self.practice_wanted = true;
        self.mode = Mode::SetUp;
        if self.practice.is_none() {
            self.waits_for_host = true;
            self.notice = Some(say("practice.starting"));
            self.ask_host(HostTask::StartPractice);
        } else {
            self.go(Screen::Applications);
        }
    }

    /// Keeps the record of the connection that is worked on.
    pub(super) fn keep(&mut self) {
        if self.project.as_ref().is_some_and(|project| project.is_touched) {
            self.want(Intent::Save);
        }
    }

    /// Whether something would be lost by ending now.
    pub(super) fn would_lose(&self) -> bool {
        let Some(project) = &self.project else { return false };
        let asks = project.setup.connection().secret == SecretSource::Ask;
        let asks = asks && !self.practice_wanted;
        let has_secret = project.setup.secret().is_some() && asks && self.screen != Screen::Done;
        let unsaved = matches!(project.setup.stored(), Some(Err(_)));
        project.setup.login().running() || has_secret || (unsaved && project.is_touched)
    }

    /// Ends, asking first where something would be lost. Asked twice, it ends.
    pub(super) fn quit(&mut self, interrupted: bool) {
        if self.overlay == Some(Overlay::Quit) || !self.would_lose() {
            self.leave(interrupted);
        } else {
            self.overlay = Some(Overlay::Quit);
        }
    }

    /// Ends.
    pub(super) fn leave(&mut self, interrupted: bool) {
        self.want(Intent::StopLogin);
        self.keep();
        let touched = self.project.as_ref().filter(|project| project.is_touched);
        let project = touched.filter(|_| !self.practice_wanted);
        let practised = touched.filter(|_| self.practice_wanted);
        let exit = Exit {
            verdict: project.map(|project| project.setup.diagnosis().verdict),
            interrupted,
            connection: project.map(|project| project.setup.connection().name.clone()),
            finished: self.screen == Screen::Done,
            practised: practised.map(|project| rehearsal::command_for_real(&project.setup)),
        };
        if self.practice.is_some() {
            self.ask_host(HostTask::StopPractice);
        }
        self.out.push(Effect::Leave(exit));
    }
}
