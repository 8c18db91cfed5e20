//! The world of a set-up as a script: the practice Okta for the network, virtual time, files in memory, a visitor.
//!
//! Tasks wait in [`Rig::tasks`] until they are performed, so that a test can look at what is asked before it happens.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use url::Url;
use usher::apps::{Guide, catalogue};
use usher::base::{Answer, Exchange, Header, Request, Secret, Timestamp, Trouble, TroubleKind};
use usher::practice::{self, AppSpec, Faults, Keys, Org, Seeds, Server};
use usher::setup::connection::Connection;
use usher::setup::effect::{
    CopyWay, Effect, FileChange, FileTrouble, FileTroubleKind, Outcome, Receipt, Task, TaskId,
};
use usher::setup::{Event, Field, Intent, LoginPlan, Setup};

use crate::scenario::{Callback, Instead};
use crate::visitor::{Ended, Visitor};

pub(crate) const OKTA: &str = "https://example.okta.com";
pub(crate) const CLIENT: &str = "0oapractice000000001";
pub(crate) const SECRET: &str = "a-practice-secret-of-sixty-four-letters-and-digits-0123456789abc";
pub(crate) const TEST_URI: &str = "http://localhost:8749/callback";
pub(crate) const CODER_URI: &str = "https://coder.example.com/api/v2/users/oidc/callback";
pub(crate) const ANA: &str = "ana@example.com";
/// 2026-11-22T18:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp(1_795_370_400_000);

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    Keys::from_pem(include_str!("../support/practice-key.pem"), "practice-key-1").expect("the tests' key")
});

/// A guide; each is read once.
fn guide(app: &str) -> Guide {
    static READ: LazyLock<Mutex<BTreeMap<String, Guide>>> = LazyLock::new(Mutex::default);
    let mut read = READ.lock().unwrap();
    read.entry(app.to_owned()).or_insert_with(|| catalogue::open(app).expect("a guide of the catalogue")).clone()
}

/// The application as most tests register it.
pub(crate) fn coder() -> AppSpec {
    AppSpec::web("Coder", &[CODER_URI, TEST_URI])
        .with_credentials(CLIENT, SECRET)
        .with_refresh()
        .with_groups()
        .with_sign_out(&["https://coder.example.com/"])
}

/// The world.
pub(crate) struct Rig {
    pub(crate) setup: Setup,
    pub(crate) org: Org,
    pub(crate) now: Timestamp,
    /// Who signs in when a browser is opened; nobody leaves the page as it is.
    pub(crate) person: Option<String>,
    pub(crate) visitor: Visitor,
    /// Where the browser ended each time.
    pub(crate) visits: Vec<Ended>,
    /// Whether a browser can be started.
    pub(crate) browser: bool,
    /// Whether another program holds the port.
    pub(crate) port_taken: bool,
    /// Hosts with trouble on the way, or the ends of addresses.
    pub(crate) trouble: Vec<(String, TroubleKind)>,
    /// Addresses whose ends are answered like this instead.
    pub(crate) instead: Vec<(String, Instead)>,
    /// An error that comes back instead of the practice's answer.
    pub(crate) callback: Option<Callback>,
    pub(crate) files: BTreeMap<PathBuf, String>,
    pub(crate) records: Vec<Connection>,
    /// What was sent, with how many exchanges stood before it, one after the other.
    pub(crate) sent: Vec<(Request, usize)>,
    pub(crate) tasks: VecDeque<(TaskId, Task, usize)>,
    timers: Vec<(Timestamp, TaskId, usize)>,
    listener: Option<TaskId>,
    arrived: Option<(Secret, usize)>,
    seeds: Seeds,
    randomness: u8,
    /// Everything that was told and asked, as `Debug` shows it, where a test wants to read it.
    pub(crate) said: Option<String>,
}

impl Rig {
    /// A set-up of this application at an organization where everything is right, nothing typed yet.
    pub(crate) fn of(app: &str) -> Self {
        let mut seeds = Seeds::new(&[7; 32]);
        let mut org = Org::new("Practice Inc.", OKTA);
        org.register(coder(), NOW, &mut seeds);
        Self {
            setup: Setup::new(Connection::new(app, app, NOW), guide(app)),
            org,
            now: NOW,
            person: Some(ANA.to_owned()),
            visitor: Visitor::default(),
            visits: Vec::new(),
            browser: true,
            port_taken: false,
            trouble: Vec::new(),
            instead: Vec::new(),
            callback: None,
            files: BTreeMap::new(),
            records: Vec::new(),
            sent: Vec::new(),
            tasks: VecDeque::new(),
            timers: Vec::new(),
            listener: None,
            arrived: None,
            seeds,
            randomness: 0,
            said: None,
        }
    }

    /// Coder with all values typed.
    pub(crate) fn coder() -> Self {
        let mut rig = Self::of("coder");
        rig.answer("base_url", "https://coder.example.com");
        rig.put(Field::Issuer, OKTA);
        rig.put(Field::ClientId, CLIENT);
        rig.put(Field::Secret, SECRET);
        rig
    }

    /// The same with faults.
    pub(crate) fn with(faults: &[&str]) -> Self {
        let mut rig = Self::coder();
        rig.org.faults = faults.iter().map(|name| name.parse().expect("a fault")).collect::<Faults>();
        rig
    }

    pub(crate) fn register(&mut self, spec: AppSpec) {
        self.org.register(spec, NOW, &mut self.seeds);
    }

    pub(crate) fn server(&mut self) -> &mut Server {
        self.org.server_mut("default").expect("the default server")
    }

    pub(crate) fn put(&mut self, field: Field, text: &str) -> Vec<Effect> {
        self.intend(Intent::Put(field, Secret::new(text)))
    }

    pub(crate) fn answer(&mut self, question: &str, text: &str) -> Vec<Effect> {
        self.put(Field::Answer(question.to_owned()), text)
    }

    /// Says what is wanted; the tasks wait.
    pub(crate) fn intend(&mut self, intent: Intent) -> Vec<Effect> {
        self.tell(Event::Intent(intent), 0)
    }

    /// What came of a task, told by the test itself.
    pub(crate) fn done(&mut self, id: TaskId, outcome: Outcome) -> Vec<Effect> {
        self.tell(Event::Done(id, outcome), 0)
    }

    fn tell(&mut self, event: Event, depth: usize) -> Vec<Effect> {
        let told = self.said.is_some().then(|| format!("{event:?}\n"));
        let effects = self.setup.update(event, self.now);
        if let (Some(said), Some(told)) = (&mut self.said, told) {
            said.push_str(&told);
            writeln!(said, "{effects:?}\n{:?}", self.setup).unwrap();
        }
        for effect in effects.clone() {
            match effect {
                Effect::Run(id, task) => self.tasks.push_back((id, task, depth)),
                Effect::Stop(id) => self.stop(id),
            }
        }
        effects
    }

    fn stop(&mut self, id: TaskId) {
        self.tasks.retain(|(other, _, _)| *other != id);
        self.timers.retain(|(_, other, _)| *other != id);
        self.listener = self.listener.filter(|other| *other != id);
    }

    /// Performs all there is to do, time included.
    pub(crate) fn run(&mut self) {
        for _ in 0..500 {
            if !self.step() {
                return;
            }
        }
        panic!("this never ends: {:?}", self.tasks);
    }

    /// Performs what can be done now, up to the first moment at which this holds.
    pub(crate) fn run_until(&mut self, holds: impl Fn(&Self) -> bool) {
        for _ in 0..500 {
            if holds(self) {
                return;
            }
            assert!(self.step(), "all is done, and what was waited for never came");
        }
        panic!("this never ends: {:?}", self.tasks);
    }

    /// Checks without a browser, to their end.
    pub(crate) fn check(&mut self) {
        self.intend(Intent::Check);
        self.run();
    }

    /// A login, to its end.
    pub(crate) fn login(&mut self) {
        self.intend(Intent::StartLogin(LoginPlan::default()));
        self.run();
    }

    /// A task that waits, by what it is.
    pub(crate) fn waiting(&self, is: impl Fn(&Task) -> bool) -> Option<TaskId> {
        self.tasks.iter().find(|(_, task, _)| is(task)).map(|(id, _, _)| *id)
    }

    /// The requests that were sent so far, without their queries.
    pub(crate) fn transcript(&self) -> Vec<String> {
        let line = |request: &Request| format!("{} {}", request.method.as_str(), request.url.path());
        self.sent.iter().map(|(request, _)| line(request)).collect()
    }

    fn step(&mut self) -> bool {
        if let Some((id, task, depth)) = self.tasks.pop_front() {
            if let Some((outcome, depth)) = self.perform(id, task, depth) {
                self.tell(Event::Done(id, outcome), depth);
            }
            return true;
        }
        if let (Some((raw, depth)), Some(id)) = (self.arrived.take(), self.listener) {
            self.tell(Event::Done(id, Outcome::Arrived(raw)), depth);
            return true;
        }
        let Some(next) = self.timers.iter().copied().min_by_key(|(at, id, _)| (*at, *id)) else {
            return false;
        };
        self.timers.retain(|timer| *timer != next);
        self.now = self.now.max(next.0);
        self.tell(Event::Done(next.1, Outcome::Woke), next.2);
        true
    }

    fn perform(&mut self, id: TaskId, task: Task, depth: usize) -> Option<(Outcome, usize)> {
        let outcome = match task {
            Task::Send(request) => {
                let outcome = Outcome::Answered(Box::new(self.send(&request)));
                self.sent.push((request, depth + 1));
                return Some((outcome, depth + 1));
            }
            Task::Randomness => {
                self.randomness += 1;
                Outcome::Random(Secret::new(URL_SAFE_NO_PAD.encode([self.randomness; 96])))
            }
            Task::Listen { redirect } => Outcome::Listening(self.listen(id, &redirect)),
            Task::Open(address) => Outcome::Opened(self.open(&address, depth)),
            Task::Copy(_) | Task::CopySecret(_) => Outcome::Copied(Ok(CopyWay::Host)),
            Task::Wake { after_ms } => {
                let at = self.now.plus_ms(i64::try_from(after_ms).unwrap());
                self.timers.push((at, id, depth));
                return None;
            }
            Task::Read(path) => Outcome::FileRead(Ok(self.files.get(&path).map(|text| text.as_str().into()))),
            Task::Write(change) => Outcome::FileWritten(self.write(&change)),
            Task::Restore { path, backup, expected } => {
                Outcome::FileWritten(self.restore(&path, backup.as_deref(), expected.as_ref()))
            }
            Task::FetchSecret(_) => Outcome::SecretFetched(Ok(Secret::new(SECRET))),
            Task::Store(record) => {
                self.records.push(*record);
                Outcome::Stored(Ok(u64::try_from(self.records.len()).unwrap()))
            }
        };
        Some((outcome, depth))
    }

    fn send(&mut self, request: &Request) -> Exchange {
        let at = self.now;
        self.now = at.plus_ms(20);
        let kind = self.trouble_with(&request.url);
        let outcome = match kind {
            Some(kind) => Err(Trouble {
                kind,
                target: request.url.host_str().unwrap_or_default().to_owned(),
                detail: "as the system says".to_owned(),
            }),
            None => self.capped(request),
        };
        Exchange { request: request.clone(), at, outcome }
    }

    /// The answer, unless it is larger than the real client reads.
    fn capped(&mut self, request: &Request) -> Result<Answer, Trouble> {
        let answer = Answer { at: self.now, elapsed_ms: 20, ..self.answer_to(request) };
        if answer.body.reveal().len() <= 2 << 20 {
            return Ok(answer);
        }
        let target = request.url.host_str().unwrap_or_default().to_owned();
        Err(Trouble { kind: TroubleKind::TooLarge, target, detail: "more than 2 MiB".to_owned() })
    }

    fn trouble_with(&self, url: &Url) -> Option<TroubleKind> {
        let place = format!("{}{}", url.host_str().unwrap_or_default(), url.path());
        let named = self.trouble.iter().find(|(part, _)| place.contains(part.as_str()));
        let origin = url.origin().ascii_serialization();
        let mine = origin == self.org.origin
            || origin == self.org.admin_origin()
            || self.org.custom_domain() == Some(origin);
        named.map(|(_, kind)| *kind).or_else(|| (!mine).then_some(TroubleKind::Dns))
    }

    fn answer_to(&mut self, request: &Request) -> Answer {
        let mut answer = practice::answer(&mut self.org, request, self.now, &mut self.seeds, &KEYS);
        let asked = request.url.as_str();
        if let Some((_, instead)) = self.instead.iter().find(|(part, _)| asked.contains(part.as_str())) {
            answer.status = instead.status;
            answer.body = Secret::new(instead.body.as_str());
            answer.headers.retain(|header| !matches!(header.name.as_str(), "location" | "content-type"));
            let kind = instead.r#type.as_deref().unwrap_or("application/json");
            answer.headers.push(Header::new("content-type", kind));
        }
        answer
    }

    fn listen(&mut self, id: TaskId, redirect: &Url) -> Result<Vec<String>, Trouble> {
        let port = redirect.port().unwrap_or_default();
        if self.port_taken {
            let detail = "Address already in use".to_owned();
            return Err(Trouble { kind: TroubleKind::Other, target: format!("127.0.0.1:{port}"), detail });
        }
        self.listener = Some(id);
        Ok(vec![format!("127.0.0.1:{port}"), format!("[::1]:{port}")])
    }

    fn open(&mut self, address: &Url, depth: usize) -> Result<(), Trouble> {
        if !self.browser {
            let detail = "no browser was found".to_owned();
            return Err(Trouble { kind: TroubleKind::Other, target: "browser".to_owned(), detail });
        }
        if let Some(login) = self.person.clone() {
            self.visit(address, &login, depth);
        }
        Ok(())
    }

    /// A person opens an address; where it leads back, the answer waits at the listener.
    pub(crate) fn visit(&mut self, address: &Url, login: &str, depth: usize) {
        let back = self.setup.connection().redirect_uri.clone();
        let mut visitor = std::mem::take(&mut self.visitor);
        let ended = visitor.visit(address, &back, login, &mut |request| self.answer_to(request));
        self.visitor = visitor;
        if let Ended::Back(raw) = &ended {
            let raw = self.callback.as_ref().map_or_else(|| raw.clone(), |error| error.raw(address));
            self.arrived = Some((raw, depth));
        }
        self.visits.push(ended);
    }

    /// A person signs in at the provider for something else.
    pub(crate) fn sign_in_at_home(&mut self, home: &Url, login: &str) {
        let mut visitor = std::mem::take(&mut self.visitor);
        visitor.sign_in(home, login, &mut |request| self.answer_to(request));
        self.visitor = visitor;
    }

    fn trouble_at(path: &Path, kind: FileTroubleKind) -> FileTrouble {
        FileTrouble { path: path.to_owned(), kind, detail: "as the system says".to_owned() }
    }

    fn write(&mut self, change: &FileChange) -> Result<Receipt, FileTrouble> {
        let there = self.files.get(&change.path).cloned();
        if there.as_deref() != change.old.as_ref().map(Secret::reveal) {
            return Err(Self::trouble_at(&change.path, FileTroubleKind::Changed));
        }
        let backup = there.map(|old| {
            let path = PathBuf::from(format!("{}.backup", change.path.display()));
            self.files.insert(path.clone(), old);
            path
        });
        self.files.insert(change.path.clone(), change.new.reveal().to_owned());
        Ok(Receipt { path: change.path.clone(), backup, at: self.now })
    }

    fn restore(
        &mut self,
        path: &Path,
        backup: Option<&Path>,
        expected: Option<&Secret>,
    ) -> Result<Receipt, FileTrouble> {
        let there = self.files.get(path).map(String::as_str);
        if expected.is_some_and(|text| Some(text.reveal()) != there) {
            return Err(Self::trouble_at(path, FileTroubleKind::Changed));
        }
        match backup {
            Some(backup) => {
                let text = self.files.get(backup).cloned();
                let text = text.ok_or_else(|| Self::trouble_at(backup, FileTroubleKind::Other))?;
                self.files.insert(path.to_owned(), text);
            }
            None => {
                self.files.remove(path);
            }
        }
        Ok(Receipt { path: path.to_owned(), backup: None, at: self.now })
    }
}
