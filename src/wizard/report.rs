//! What comes back: from the host, and from the engine when one of its tasks is over.

use super::host::{HostReport, HostTask};
use super::project::{Mode, name_of};
use super::{Errand, Wizard, screens};
use crate::apps::catalogue;
use crate::apps::guide::ApplicationType;
use crate::apps::{self, Filled};
use crate::base::Secret;
use crate::base::untrusted::visible;
use crate::base::words::{Key, Message, key, message};
use crate::engine::effect::{CopyWay, Outcome};
use crate::engine::{Field, Intent, Setup};

impl Wizard {
    pub(super) fn host_report(&mut self, report: HostReport) {
        match report {
            HostReport::Connections(all) => {
                self.saved = Some(all);
                screens::start::connections_came(self);
            }
            HostReport::OwnGuides(all) => {
                (self.own_guides, self.broken_guides) = (Vec::new(), Vec::new());
                for (path, text) in all {
                    match catalogue::open_own(&text) {
                        Ok(guide) => self.own_guides.push(guide),
                        Err(error) => self.broken_guides.push((path, error.count())),
                    }
                }
                if std::mem::take(&mut self.opens_own)
                    && let Some(app) = self.start.app.clone()
                {
                    self.open_application(&app);
                }
            }
            HostReport::Loaded(Ok(connection)) => {
                let mode = match self.errand.take() {
                    Some(Errand::Verify) => Mode::Verify,
                    _ => Mode::SetUp,
                };
                self.resume(*connection, mode);
                if self.start.connection.take().is_some() {
                    self.take_given();
                }
            }
            HostReport::Loaded(Err(trouble)) => {
                self.errand = None;
                self.notice = Some(message!("wizard.saved.unreadable", why = trouble.detail.map(&visible)));
            }
            HostReport::Practice(result) => self.practice_came(result),
            HostReport::Registered { client_id, secret } => self.registered(client_id, secret),
            HostReport::FileRead(result) => self.file_came(result),
            HostReport::ReadInto(read) => self.read_into(read),
            HostReport::Standing(files) => self.standing = files,
            HostReport::Completed { begins, names } => self.completed(&begins, names),
            HostReport::FreePort(port) => screens::port::free_one_came(self, port),
            HostReport::Gathered(gathered) => self.references_came(gathered),
            HostReport::Saved(Ok(path)) => {
                self.notice = Some(message!("wizard.notice.saved", path = path.display()));
                self.saved_text = Some(path);
            }
            HostReport::Saved(Err(trouble)) => {
                let why = trouble.detail.map(&visible);
                self.notice =
                    Some(message!("wizard.notice.not_saved", path = trouble.path.display(), why = why));
            }
        }
    }

    fn practice_came(&mut self, result: Result<super::Practice, Message>) {
        self.waits_for_host = false;
        match result {
            Ok(practice) => {
                self.practice = Some(practice);
                match self.start.app.clone() {
                    Some(app) => self.open_application(&app),
                    None => self.go(screens::applications::SCREEN),
                }
            }
            Err(why) => {
                self.practice_wanted = false;
                self.notice = Some(message!("wizard.practice.failed", why = why.map(&visible)));
            }
        }
    }

    /// The practice registered the application: the three values are there at once.
    fn registered(&mut self, client_id: String, secret: Secret) {
        self.waits_for_host = false;
        let Some(practice) = &self.practice else { return };
        // The guide says which server its application is set up with; the organization's own stands at the origin.
        let expected = self.project.as_ref().map(|project| &project.setup.resolved().okta.issuer_expected);
        let expected = expected.filter(|issuer| issuer.is_complete() && !issuer.is_empty());
        let issuer = expected.map_or(practice.origin.as_str(), Filled::reveal);
        let mut given = vec![(Field::Issuer, Secret::new(issuer)), (Field::ClientId, Secret::new(client_id))];
        given.extend((!self.registers_public()).then_some((Field::Secret, secret)));
        // The texts come first: whatever the engine answers to one value must not put an empty field over another.
        if let Some(project) = &mut self.project {
            for (field, value) in &given {
                project.texts.entry(name_of(field)).or_default().set(value.reveal());
            }
            project.is_touched = true;
        }
        for (field, value) in given {
            self.want(Intent::Put(field, value));
        }
        // What the steps in Okta are for is done with that.
        let steps =
            self.setup().map(|setup| setup.resolved().phase(apps::Phase::Okta).map(|step| step.id.clone()));
        for step in steps.map(Iterator::collect::<Vec<_>>).unwrap_or_default() {
            self.want(Intent::Tick(step, true));
        }
        self.go(screens::values::SCREEN);
        self.notice = Some(message!("wizard.practice.registered"));
    }

    /// Whether the application is a public client, which has no secret.
    fn registers_public(&self) -> bool {
        self.setup().is_some_and(|setup| setup.resolved().okta.application != ApplicationType::Web)
    }

    /// Lets the practice register the application as the guide wants it.
    pub(super) fn register_in_practice(&mut self) {
        let Some(project) = &self.project else { return };
        let okta = &project.setup.resolved().okta;
        let complete = |all: &[Filled]| -> Vec<String> {
            all.iter().filter(|uri| uri.is_complete()).map(|uri| uri.reveal().to_owned()).collect()
        };
        let task = HostTask::Register {
            name: okta.name.clone(),
            redirects: okta.redirect_uris(),
            sign_out: complete(&okta.sign_out),
            is_public: self.registers_public(),
        };
        self.waits_for_host = true;
        self.ask_host(task);
    }

    /// What follows from the engine's new state by itself.
    pub(super) fn after_setup(&mut self) {
        self.tell_pause();
        screens::login::follow(self);
        self.take_fetched_secret();
        screens::after_setup(self);
    }

    /// Waiting for a limit is said for as long as it lasts.
    fn tell_pause(&mut self) {
        let pause = self.setup().and_then(Setup::pause).map(|(seconds, until)| {
            let until = until.utc().format("%H:%M:%S UTC").to_string();
            message!("wizard.notice.pausing", seconds = seconds, until = until)
        });
        if pause != self.pause_told {
            if pause.is_some() || self.notice == self.pause_told {
                self.notice.clone_from(&pause);
            }
            self.pause_told = pause;
        }
    }

    /// What a person asked for is answered in a sentence: copied, opened, kept.
    pub(super) fn answer(&mut self, outcome: &Outcome) {
        if matches!(outcome, Outcome::Stored(Ok(_))) && screens::start::lists_connections(self) {
            self.ask_host(HostTask::ListConnections);
        }
        let (key, why) = match outcome {
            Outcome::Copied(Ok(way)) => (copied(*way, !self.copying.is_empty()), None),
            Outcome::Copied(Err(trouble)) => (key!("wizard.notice.not_copied"), Some(&trouble.detail)),
            // While the browser is out, the page itself says whether it was started.
            Outcome::Opened(_) if screens::login::is_waiting(self) => return,
            Outcome::Opened(Err(trouble)) => (key!("wizard.notice.not_opened"), Some(&trouble.detail)),
            Outcome::Opened(Ok(())) => (key!("wizard.notice.opened"), None),
            Outcome::Stored(Err(trouble)) => (key!("wizard.notice.not_kept"), Some(&trouble.detail)),
            _ => return,
        };
        let why = why.map(|why| why.map(&visible)).unwrap_or_default();
        let text = message!(key, why = why, name = self.copying);
        // Who shall open the page elsewhere needs its address.
        let page = matches!(outcome, Outcome::Opened(Err(_))).then(|| screens::link(self)).flatten();
        self.notice = Some(match page {
            Some(url) => message!("wizard.notice.with_page", text = text, url = url),
            None => text,
        });
    }

    /// A secret that was fetched from where it lives appears in its field.
    fn take_fetched_secret(&mut self) {
        let Some(project) = &mut self.project else { return };
        let (Some(secret), Some(text)) = (project.setup.secret(), project.texts.get_mut("secret")) else {
            return;
        };
        if text.is_empty() {
            text.set(secret.reveal());
            screens::values::secret_came(self);
        }
    }
}

/// What is said of a value that was copied.
fn copied(way: CopyWay, has_name: bool) -> Key {
    match (way, has_name) {
        (CopyWay::Host, true) => key!("wizard.notice.copied_name"),
        (CopyWay::Host, false) => key!("wizard.notice.copied"),
        (CopyWay::Tmux, true) => key!("wizard.notice.name_in_tmux"),
        (CopyWay::Tmux, false) => key!("wizard.notice.in_tmux"),
        (CopyWay::Terminal, true) => key!("wizard.notice.name_sent_to_terminal"),
        (CopyWay::Terminal, false) => key!("wizard.notice.sent_to_terminal"),
    }
}
