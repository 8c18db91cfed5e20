//! Where it begins, and which connection is worked on: a new one by a guide, one that was saved, one in the practice.

use super::flow::flow;
use super::project::{Mode, Project};
use super::{Effect, Errand, HostTask, Wizard, screens};
use crate::apps::{Guide, catalogue};
use crate::base::words::message;
use crate::base::{Secret, Timestamp};
use crate::engine::connection::{Connection, SecretSource, Stage};
use crate::engine::{Field, Intent};

impl Wizard {
    /// What is to be done once the first frame stands: the saved connections, guides of one's own, and where to go first.
    pub fn begin(&mut self, now: Timestamp) -> Vec<Effect> {
        self.now = now;
        self.ask_host(HostTask::ListConnections);
        self.ask_host(HostTask::OwnGuides);
        if let Some(name) = self.start.connection.clone() {
            self.errand = Some(if self.start.verify { Errand::Verify } else { Errand::Continue });
            self.ask_host(HostTask::Load(name));
        } else if let Some(path) = self.start.from.clone() {
            self.go(screens::source::FILE_SCREEN);
            self.file_path.set(&path);
            self.read_values_from(&path);
        } else if let Some(app) = self.start.app.clone() {
            self.opens_own = catalogue::open(&app).is_err();
            if !self.opens_own {
                self.open_application(&app);
            }
        } else if self.start.practice {
            self.start_practice();
        } else if self.start.verify {
            self.go(screens::start::SAVED_SCREEN);
        }
        screens::applications::refresh(self);
        if let Some(project) = &mut self.project {
            project.hide_client_id();
        }
        std::mem::take(&mut self.out)
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
            self.go(screens::applications::SCREEN);
            self.notice = Some(message!("wizard.applications.unknown", name = asked));
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
            self.open_project(connection, guide, self.mode);
            self.take_given();
            self.forget_places();
        }
    }

    fn open_project(&mut self, connection: Connection, guide: Guide, mode: Mode) {
        let mut project = Project::new(connection, guide, mode);
        project.setup.speak(self.speaks);
        project.is_practice = self.practice_wanted;
        if self.start.without_undo {
            project.setup.write_without_undo();
        }
        self.copied.clear();
        self.lay_aside();
        if let Some(former) = self.former.take() {
            project.setup.succeed(former);
        }
        self.project = Some(project);
    }

    /// Closes the project at hand; what its login was given is still revoked.
    pub(super) fn lay_aside(&mut self) {
        if let Some(mut project) = self.project.take() {
            self.out.extend(project.setup.close().into_iter().map(Effect::Setup));
            self.former = Some(project.setup);
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
            self.notice = Some(message!("wizard.saved.no_guide", app = connection.app));
            return;
        };
        let (stage, source) = (connection.stage, connection.secret.clone());
        self.mode = mode;
        self.open_project(connection, guide, mode);
        if let Some(project) = &mut self.project {
            project.setup.trust(self.start.follow_references, false);
        }
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
        self.go_to_open(reachable);
        if mode == Mode::Verify {
            self.read_written_file();
        }
        if mode == Mode::SetUp {
            screens::summary::show(self);
            self.notice = Some(message!("wizard.saved.resumed"));
        }
    }

    fn forget_places(&mut self) {
        self.focuses.retain(|screen, _| screen.description().is_early);
    }

    /// Starts the practice Okta; the choice of an application follows.
    pub(super) fn start_practice(&mut self) {
        self.lay_aside_for_practice();
        self.practice_wanted = true;
        self.mode = Mode::SetUp;
        if self.practice.is_none() {
            self.waits_for_host = true;
            self.notice = Some(message!("wizard.practice.starting"));
            self.ask_host(HostTask::StartPractice);
        } else {
            self.go(screens::applications::SCREEN);
        }
    }
}
