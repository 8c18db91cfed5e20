//! A desk with a screen, somebody who types, and a world that answers at once.

use std::collections::BTreeMap;
use std::path::PathBuf;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use url::Url;
use usher::base::{Exchange, Secret, Timestamp, Trouble, TroubleKind};
use usher::engine::connection::{Connection, SecretSource};
use usher::engine::effect::{
    CopyWay, Effect as Setup, Gathered, Outcome, Place, Receipt, Task, TaskId, Want, Wanted,
};
use usher::practice::AppSpec;
use usher::ui::tui::{Palette, Seen, Theme, draw};
use usher::wizard::{
    Effect, Event, Exit, Facts, HostReport, HostTask, Key, KeyPress, Kind, SavedConnection, Screen, Start,
    Wizard,
};

use crate::tests::screens::letters::picture;
use crate::tests::screens::other_provider::no_organization;
use crate::tests::screens::own_guides::own_guides;
use crate::tests::screens::practice::Okta;
use crate::tests::support::application::visited;

/// A file that names its issuer, and takes the secret from a variable that the guide names.
pub(crate) const LEADS_ON: &str = "ATELIER_OIDC_ISSUER_URL=https://example.okta.com\n\
                                   ATELIER_OIDC_CLIENT_SECRET=${ATELIER_OIDC_CLIENT_SECRET}\n";

/// A file that says all there is to know.
pub(crate) const WHOLE: &str = "ATELIER_ACCESS_URL=https://atelier.example.com\n\
                                ATELIER_OIDC_ISSUER_URL=https://example.okta.com\n\
                                ATELIER_OIDC_CLIENT_ID=0oa8x2k4mQ1vJ7dT5e6\n\
                                ATELIER_OIDC_CLIENT_SECRET=abcdefghijklmnopqrstuvwxyz\n";

/// The organization of all screens.
pub(crate) const ORIGIN: &str = "https://example.okta.com";

/// Everything on the desk.
pub(crate) struct Desk {
    pub(crate) wizard: Wizard,
    pub(crate) okta: Okta,
    pub(crate) size: (u16, u16),
    pub(crate) theme: Theme,
    pub(crate) now: Timestamp,
    pub(crate) exit: Option<Exit>,
    pub(crate) copied: Vec<String>,
    pub(crate) opened: Vec<String>,
    pub(crate) printed: Vec<String>,
    pub(crate) written: Vec<(String, String)>,
    pub(crate) saved: Vec<SavedConnection>,
    pub(crate) kept: Vec<Connection>,
    pub(crate) record: Option<Connection>,
    pub(crate) asked: Vec<HostTask>,
    pub(crate) file: Option<String>,
    /// Files that stand in their usual places.
    pub(crate) standing: Vec<PathBuf>,
    /// The copies of what stood in it before.
    copies: BTreeMap<PathBuf, String>,
    /// Variables and other files on this computer.
    pub(crate) around: BTreeMap<String, String>,
    /// Whether another program has the port of the test.
    pub(crate) is_port_taken: bool,
    /// Whether the host that is asked is none of Okta's.
    pub(crate) is_other_provider: bool,
    /// Whether no browser can be started here.
    pub(crate) is_browserless: bool,
    /// What a command prints, and which commands were run.
    pub(crate) kept_secret: String,
    pub(crate) fetched: Vec<Vec<String>>,
    /// Whether every sentence must come from the table of words.
    pub(crate) is_pseudolocalised: bool,
    /// What the application of the tests' own guide is called, where that is not its usual name.
    pub(crate) own_name: Option<String>,
    pub(crate) sends: Option<String>,
    /// Whether a file is read only when [`Desk::arrive`] says so.
    pub(crate) reads_slowly: bool,
    on_its_way: Vec<HostReport>,
    listener: Option<TaskId>,
}

impl Desk {
    pub(crate) fn new(size: (u16, u16)) -> Self {
        Self::start(size, Start::default())
    }

    pub(crate) fn start(size: (u16, u16), start: Start) -> Self {
        let facts = Facts {
            ssh_target: Some("ana@build-7".to_owned()),
            is_remote: true,
            has_browser: true,
            folder: Some(PathBuf::from("/home/ana/set-up")),
            home: Some(PathBuf::from("/home/ana")),
            ..Facts::default()
        };
        Self {
            wizard: Wizard::new(start, facts),
            okta: Okta::at(ORIGIN),
            size,
            theme: Theme { palette: Palette::Dark, ascii: false, links: false },
            now: Timestamp::from_seconds(1_795_000_000),
            exit: None,
            copied: Vec::new(),
            opened: Vec::new(),
            printed: Vec::new(),
            written: Vec::new(),
            saved: Vec::new(),
            kept: Vec::new(),
            record: None,
            asked: Vec::new(),
            file: None,
            standing: Vec::new(),
            copies: BTreeMap::new(),
            around: BTreeMap::new(),
            is_port_taken: false,
            is_other_provider: false,
            is_browserless: false,
            kept_secret: String::new(),
            fetched: Vec::new(),
            is_pseudolocalised: false,
            own_name: None,
            sends: None,
            reads_slowly: false,
            on_its_way: Vec::new(),
            listener: None,
        }
    }

    /// The first frame stands; what the wizard asks for at the start is done.
    pub(crate) fn begin(mut self) -> Self {
        let effects = self.wizard.begin(self.now);
        self.perform(effects);
        self
    }

    pub(crate) fn tell(&mut self, event: Event) {
        let effects = self.wizard.update(event, self.now);
        self.perform(effects);
    }

    pub(crate) fn press(&mut self, key: Key) -> &mut Self {
        self.tell(Event::Key(KeyPress::plain(key)));
        self.show();
        self
    }

    pub(crate) fn enter(&mut self) -> &mut Self {
        self.press(Key::Enter)
    }

    /// Presses a key until the screen is the wanted one; a way that goes round in a circle ends the test.
    pub(crate) fn press_until(&mut self, key: Key, is_there: impl Fn(&Screen) -> bool) -> &mut Self {
        for _ in 0..80 {
            if is_there(self.wizard.screen()) {
                return self;
            }
            self.press(key);
        }
        panic!("{key:?} never leads there:\n{}", self.show());
    }

    /// Enter, up to a screen of this kind.
    pub(crate) fn on_to(&mut self, kind: Kind) -> &mut Self {
        self.press_until(Key::Enter, |screen| screen.kind() == kind)
    }

    /// Esc, back to a screen of this kind.
    pub(crate) fn back_to(&mut self, kind: Kind) -> &mut Self {
        self.press_until(Key::Esc, |screen| screen.kind() == kind)
    }

    pub(crate) fn types(&mut self, text: &str) -> &mut Self {
        text.chars().for_each(|character| self.tell(Event::Key(KeyPress::char(character))));
        self.show();
        self
    }

    pub(crate) fn pastes(&mut self, text: &str) -> &mut Self {
        self.tell(Event::Paste(Secret::from(text)));
        self.show();
        self
    }

    /// Somebody signs in at the address that is out, in a browser.
    pub(crate) fn sign_in(&mut self, login: &str) -> &mut Self {
        let address = self.wizard.setup().and_then(|setup| setup.login().waiting()).expect("a login is out");
        let answer = self.okta.sign_in(address.address.clone(), login);
        let listener = self.listener.expect("somebody listens");
        let back = Url::parse(answer.header("location").expect("a way back")).expect("an address");
        let query = Secret::from(back.query().unwrap_or_default());
        self.tell(Event::Setup(listener, Outcome::Arrived(query)));
        self.show();
        self
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Setup(Setup::Run(id, task)) => self.run(id, task),
                Effect::Setup(Setup::Stop(id)) => {
                    if self.listener == Some(id) {
                        self.listener = None;
                    }
                }
                Effect::Host(task) => self.host(task),
                Effect::Leave(exit) => self.exit = Some(exit),
            }
        }
    }

    fn run(&mut self, id: TaskId, task: Task) {
        let outcome = match task {
            Task::Send(request) | Task::SendOutward(request) => {
                let mut answer = self.okta.send(&request);
                if self.is_other_provider && request.url.path().ends_with("okta-organization") {
                    answer = no_organization(answer);
                }
                answer.at = self.now;
                answer.elapsed_ms = 41;
                Outcome::Answered(Box::new(Exchange { request, at: self.now, outcome: Ok(answer) }))
            }
            Task::Visit(request, _) => visited(request, self.sends.as_deref(), self.now),
            Task::Randomness => Outcome::Random(Secret::new("Abcd".repeat(32))),
            Task::Listen { .. } if self.is_port_taken => {
                let (target, detail) = ("localhost:8749".into(), "Address already in use".into());
                Outcome::Listening(Err(Trouble { kind: TroubleKind::Other, target, detail }))
            }
            Task::Listen { .. } => {
                self.listener = Some(id);
                Outcome::Listening(Ok(vec!["127.0.0.1:8749".to_owned(), "[::1]:8749".to_owned()]))
            }
            Task::Open(_) if self.is_browserless => {
                let detail = "There is no screen here.".into();
                Outcome::Opened(Err(Trouble { kind: TroubleKind::Other, target: "".into(), detail }))
            }
            Task::Open(url) => {
                self.opened.push(url.to_string());
                Outcome::Opened(Ok(()))
            }
            Task::Copy(text) | Task::CopySecret(text) => {
                self.copied.push(text.reveal().to_owned());
                Outcome::Copied(Ok(CopyWay::Terminal))
            }
            Task::Wake { .. } => return,
            Task::Read(path) => {
                let text = self.copies.get(&path).cloned().or_else(|| self.file.clone());
                Outcome::FileRead(Ok(text.map(Secret::new)))
            }
            Task::Plan(planning) => Outcome::PlanMade(planning.make().map(Box::new)),
            Task::Compare(comparing) => Outcome::Compared(comparing.make().map(Box::new)),
            Task::Place(wanted) => {
                let place = |one: Wanted| {
                    let backup = one.is_there.then(|| one.path.with_extension("bak"));
                    Ok(Place { path: one.path, backup })
                };
                Outcome::Placed(wanted.into_iter().map(place).collect())
            }
            Task::Write { change, backup } => {
                let path = change.path.display().to_string();
                self.written.push((path, change.new.reveal().to_owned()));
                self.file = Some(change.new.reveal().to_owned());
                let old = change.old.map(|old| old.reveal().to_owned());
                self.copies.extend(backup.clone().zip(old));
                Outcome::FileWritten(Ok(Receipt { path: change.path, backup, at: self.now }))
            }
            Task::Restore { path, backup, .. } => {
                self.file = backup.and_then(|copy| self.copies.get(&copy).cloned());
                Outcome::FileWritten(Ok(Receipt { path, backup: None, at: self.now }))
            }
            Task::Gather(_) => Outcome::Gathered(Gathered::default()),
            Task::FetchSecret(source) => {
                if let SecretSource::Command { argv } = source {
                    self.fetched.push(argv);
                }
                Outcome::SecretFetched(Ok(Secret::from(self.kept_secret.as_str())))
            }
            Task::Store(record) => {
                self.kept.push(*record);
                Outcome::Stored(Ok(self.kept.last().map_or(0, |record| record.revision + 1)))
            }
        };
        self.tell(Event::Setup(id, outcome));
    }

    fn host(&mut self, task: HostTask) {
        self.asked.push(task.clone());
        let is_read = matches!(task, HostTask::ReadFile(_) | HostTask::ReadInto(_));
        let report = match task {
            HostTask::ListConnections => HostReport::Connections(self.saved.clone()),
            HostTask::Load(_) => HostReport::Loaded(Ok(Box::new(self.record.clone().expect("a record")))),
            HostTask::OwnGuides => HostReport::OwnGuides(own_guides(self.own_name.as_deref())),
            HostTask::PrintRaw(lines) => {
                self.printed.extend(lines.iter().map(|line| line.reveal().to_owned()));
                return;
            }
            HostTask::SaveText { name, .. } => HostReport::Saved(Ok(name.into())),
            HostTask::Gather(wants) => HostReport::Gathered(self.gather(&wants)),
            HostTask::LookFor(mut files) => {
                files.retain(|file| self.standing.contains(file));
                HostReport::Standing(files)
            }
            HostTask::ReadInto(reading) => HostReport::ReadInto(reading.read()),
            HostTask::FreePort(ports) => {
                let free = ports.into_iter().find(|port| !(self.is_port_taken && *port == 8749));
                HostReport::FreePort(free)
            }
            HostTask::Unregister { client_id, redirect } => {
                let app = self.okta.org.app_mut(&client_id);
                return app.into_iter().for_each(|app| app.redirect_uris.retain(|uri| *uri != redirect));
            }
            HostTask::ReadFile(_) => HostReport::FileRead(Ok(self.file.clone().map(Secret::new))),
            _ => return,
        };
        if is_read && self.reads_slowly {
            self.on_its_way.push(report);
        } else {
            self.tell(Event::Host(report));
        }
    }

    /// What was read slowly arrives.
    pub(crate) fn arrive(&mut self) {
        while let Some(report) = self.on_its_way.pop() {
            self.tell(Event::Host(report));
        }
    }

    /// Files and variables around the one file; what is not among them is not there.
    fn gather(&self, wants: &[Want]) -> Gathered {
        let mut gathered = Gathered::default();
        for want in wants {
            let known = |name: &str| self.around.get(name).map(|text| Secret::from(text.as_str()));
            match want {
                Want::Variable(name) => {
                    gathered.variables.insert(name.clone(), known(name));
                }
                Want::File { path, .. } => {
                    gathered.files.insert(path.clone(), known(&path.display().to_string()));
                }
                Want::Manifests(folder) => {
                    gathered.manifests.insert(folder.clone(), Vec::new());
                }
            }
        }
        gathered
    }

    /// What stands where.
    pub(crate) fn seen(&self) -> Seen {
        self.draw().1
    }

    fn draw(&self) -> (String, Seen) {
        let (terminal, seen) = self.frame(self.size, self.theme);
        (picture(&terminal), seen)
    }

    /// A frame of this size and look.
    pub(crate) fn frame(&self, size: (u16, u16), theme: Theme) -> (Terminal<TestBackend>, Seen) {
        let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a terminal");
        let mut seen = None;
        terminal.draw(|frame| seen = Some(draw(frame, &self.wizard, theme))).expect("a frame");
        (terminal, seen.expect("drawn"))
    }

    /// Draws, as the program does after every event.
    pub(crate) fn show(&mut self) -> String {
        let (mut picture, mut seen) = self.draw();
        if self.wizard.shown(seen.offset, seen.view) {
            (picture, seen) = self.draw();
        }
        // A character that cannot be seen is shown by its number in the same brackets.
        assert!(!picture.replace("⟨U+", "").contains('⟨'), "a sentence is missing:\n{picture}");
        assert_eq!(seen.clipped, 0, "a line lost its end:\n{picture}");
        if self.is_pseudolocalised {
            crate::tests::screens::pseudolocale::heard(self.wizard.screen().kind(), &picture);
        }
        picture
    }

    /// The person is at this screen.
    pub(crate) fn is_at(&mut self, screen: &Screen) {
        let picture = self.show();
        assert_eq!(self.wizard.screen(), screen, "\n{picture}");
    }

    /// Whether the screen says something, wherever its lines break.
    pub(crate) fn says(&mut self, text: &str) -> bool {
        let flat: String = self.show().split_whitespace().collect::<Vec<_>>().join(" ");
        flat.contains(text)
    }

    /// The whole journey's values, as the practice has them.
    pub(crate) fn register(&mut self, redirects: &[&str]) -> (String, String) {
        let spec = AppSpec::web("Atelier", redirects).with_refresh().with_groups();
        let (id, secret) = self.okta.org.register(spec, self.now, &mut self.okta.seeds);
        (id, secret.reveal().to_owned())
    }
}
